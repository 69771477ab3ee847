import Domain
import Foundation
import Mailboxes
import Reading
import Resources
import Store
import TestSupport
import Testing
import TextExtraction

@testable import Engine

/// Plays a scenario: a real appliance on Maildirs in a folder of its own, one mail after the other, a minute apart.
final class ScenarioRun {
  private static let address = "contact@maison.example"

  private let scenario: ScenarioFile
  private let folder: TemporaryFolder
  private let clock = SteppedWorld(at: Instant(seconds: 1_795_000_000))
  private let extractor = TextExtractor(executable: BuiltPrograms.url("WorkerHost").path, workers: 1)
  private let appliance: Appliance

  init(_ scenario: ScenarioFile) async throws {
    self.scenario = scenario
    folder = try TemporaryFolder()
    for subfolder in ["tmp", "new", "cur"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/boite/\(subfolder)", withIntermediateDirectories: true)
    }
    for kind in ScenarioRecord.kinds {
      _ = try folder.write(ScenarioRecord.table(kind, scenario.records), to: kind.file)
    }
    let file = try folder.write(Self.settings(scenario, folder.path), to: "vaguemestre.yaml")
    let configuration = try Configuration.load(
      file, resources: ResourceFolder(path: TrainedModels.resources), world: clock.world)
    appliance = try await Appliance(configuration, extractor: extractor, world: clock.world, listener: { _ in })
    try await appliance.supposeAudited()
    try await appliance.round()
  }

  private static func settings(_ scenario: ScenarioFile, _ folder: String) -> String {
    """
    data: \(folder)/data
    control_socket: \(folder)/control.sock
    mailboxes:
      boite:
        profile: \(scenario.profile)
        mode: \(scenario.mode)
        addresses: [\(address)]
        maildir: \(folder)/boite
        outgoing: \(folder)/envois
        connectors: [\(scenario.profile == "suppliers" ? "comptabilite" : "boutique")]
        signature: La maison
    connectors:
      boutique:
        type: csv_shop
        orders: \(folder)/orders.csv
        products: \(folder)/products.csv
      comptabilite:
        type: csv_ledger
        invoices: \(folder)/invoices.csv

    """
  }

  func play() async throws {
    for (number, step) in scenario.course.enumerated() {
      clock.advance(seconds: 60)
      let sentBefore = try mails(in: "envois").count
      let draftsBefore = try mails(in: "boite/.Drafts").count
      try deliver(step.mail, number)
      #expect(try await appliance.round() == 1)
      let explanation = try #require(try await appliance.latestExplanation())
      let sent = Array(try mails(in: "envois").dropFirst(sentBefore))
      let drafts = Array(try mails(in: "boite/.Drafts").dropFirst(draftsBefore))
      try await compare(explanation, sent: sent, drafts: drafts, with: step.expected, mail: number + 1)
    }
    await extractor.shutdown()
  }

  private func compare(
    _ explanation: Explanation, sent: [[UInt8]], drafts: [[UInt8]], with expected: ScenarioFile.Expectation, mail: Int
  ) async throws {
    let story = Comment(rawValue: "mail \(mail): \(explanation.understanding.accepted), \(explanation.findings)")
    #expect(explanation.decision.rule?.text == expected.rule, story)
    let entry = try #require(try await appliance.store.entries().last)
    #expect(entry.needsPerson == expected.needsPerson, story)
    // The journal says where the mail lies, and the Maildir agrees.
    #expect(entry.location.folder.text == expected.folder ?? FolderName.inbox.text, story)
    #expect(try await appliance.parts().0.access.contains(entry.location))

    #expect(sent.count == (expected.answer == .sent ? 1 : 0), story)
    #expect(drafts.count == (expected.answer == .draft ? 1 : 0), story)
    guard expected.answer != .none else { return }
    var text = explanation.draft?.text ?? ""
    if let bytes = (sent + drafts).first {
      let answer = await read(bytes)
      // To the sender alone, under one subject, and marked as automatic only where nobody read it.
      #expect(answer.participants(.to).map(\.value) == [explanation.sender])
      #expect(answer.participants(.cc).isEmpty)
      #expect((answer.automatic != nil) == (expected.answer == .sent))
      let head = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n").prefix { !$0.isEmpty }
      let names = head.map { $0.prefix { $0 != ":" }.lowercased() }
      #expect(names.count { $0 == "subject" } == 1 && names.count { $0 == "to" } == 1 && !names.contains("bcc"))
      text = answer.text
    }
    text = Self.plain(text)
    for words in expected.contained { #expect(text.contains(Self.plain(words)), story) }
    for words in expected.absent { #expect(!text.contains(Self.plain(words)), story) }
  }

  /// Line breaks and the kinds of blanks are typography.
  private static func plain(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }

  private func read(_ bytes: [UInt8]) async -> Message {
    await MessageReader(extractor: extractor).message(
      from: RawMessage(
        mailbox: MailboxName("boite"), location: MessageLocation(folder: .inbox, uidValidity: 1, uid: 1),
        receivedAt: clock.now, bytes: bytes), id: clock.world.identifier(), contentHash: ContentHash(hex: ""))
  }

  /// The mails of a Maildir, oldest first.
  private func mails(in maildir: String) throws -> [[UInt8]] {
    try ["new", "cur"].flatMap { subfolder -> [String] in
      let path = "\(folder.path)/\(maildir)/\(subfolder)"
      guard FileManager.default.fileExists(atPath: path) else { return [] }
      return try FileManager.default.contentsOfDirectory(atPath: path).map { "\(path)/\($0)" }
    }.sorted().map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
  }

  private func deliver(_ mail: ScenarioFile.Mail, _ number: Int) throws {
    var fields = mail.fields
    func complete(_ name: String, _ value: String) {
      if !fields.contains(where: { $0.name.lowercased() == name.lowercased() }) { fields.append((name, value)) }
    }
    complete("To", Self.address)
    complete("Date", Self.date(clock.now))
    complete("Message-ID", "<\(number)@client.example>")
    let text = "Content-Type: text/plain; charset=utf-8\r\n\r\n\(mail.text)\r\n"
    let head = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    let file = try folder.write(
      head + Self.body(text, mail.attachments), to: "boite/new/\(clock.now.seconds).\(number)")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(clock.now.seconds))], ofItemAtPath: file)
  }

  /// The text, and with it attachments whose content is of no matter to the story.
  private static func body(_ text: String, _ attachments: [String]) -> String {
    guard !attachments.isEmpty else { return text }
    let parts =
      [text]
      + attachments.map { name in
        "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"\(name)\"\r\n"
          + "Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n"
      }
    return "Content-Type: multipart/mixed; boundary=\"=_limite\"\r\n\r\n"
      + parts.map { "--=_limite\r\n\($0)" }.joined() + "--=_limite--\r\n"
  }

  /// RFC 5322 §3.3.
  private static func date(_ instant: Instant) -> String {
    let time = CivilTime(instant)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(time.day) \(months[time.month - 1]) \(time.year) \(time.iso8601.dropFirst(11).prefix(8)) +0000"
  }
}

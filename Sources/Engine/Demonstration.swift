public import Domain
import Foundation
import Mailboxes
import Reading
import Resources
import Rules
import Synchronization
import TextExtraction

/// The demo: a week of invented mails to a lamp shop and to an accounting office, from `Resources/Demo`, carried the whole
/// way by a real appliance on Maildirs, at the pace of the mails' own dates.
public struct Demonstration: Sendable {
  public struct Mail: Sendable {
    /// The file's name without folder and ending.
    public let name: String
    public let explanation: Explanation
  }

  public let mails: [Mail]
  /// The configuration that the demo ran with.
  public let configuration: Configuration

  private struct Letter {
    let name: String
    let mailbox: String
    let bytes: [UInt8]
    let sentAt: Instant
  }

  /// Runs the demo in an empty folder, in which everything stays to be looked at.
  public init(in folder: String, _ installation: Installation, language: Language) async throws {
    let extractor = installation.extractor()
    let letters = try await Self.letters(installation, extractor)
    let clock = DemoClock(letters.first?.sentAt.adding(seconds: -3600) ?? World.real.now())
    let world = World(now: { clock.now }, random: World.real.random)
    try Self.prepare(folder, installation, language)
    let configuration = try Configuration.load(
      folder + "/vaguemestre.yaml", resources: installation.resources, world: world)
    let appliance = try await Appliance(configuration, extractor: extractor, world: world, listener: { _ in })
    try await appliance.supposeAudited()
    try await appliance.round()
    var mails: [Mail] = []
    for (number, letter) in letters.enumerated() {
      clock.now = letter.sentAt.adding(seconds: 60)
      try Self.deliver(letter, number, in: folder, at: clock.now)
      clock.now = clock.now.adding(seconds: 60)
      try await appliance.round()
      if let explanation = try await appliance.latestExplanation() {
        mails.append(Mail(name: letter.name, explanation: explanation))
      }
    }
    await extractor.shutdown()
    self.mails = mails
    self.configuration = configuration
  }

  /// The demo's mails in the order of their dates.
  private static func letters(_ installation: Installation, _ extractor: TextExtractor) async throws -> [Letter] {
    let reader = MessageReader(extractor: extractor)
    var letters: [Letter] = []
    for mailbox in ["ecommerce", "suppliers"] {
      for file in try installation.resources.names(in: "Demo/mails/\(mailbox)") where file.hasSuffix(".eml") {
        let bytes = try installation.resources.bytes("Demo/mails/\(mailbox)/\(file)")
        let raw = RawMessage(
          mailbox: MailboxName(mailbox), location: MessageLocation(folder: .inbox, uidValidity: 1, uid: 1),
          receivedAt: World.real.now(), bytes: bytes)
        let message = await reader.message(
          from: raw, id: World.real.identifier(), contentHash: ContentHash(hex: ""))
        letters.append(
          Letter(
            name: "\(mailbox)/\(file.dropLast(4))", mailbox: mailbox, bytes: bytes,
            sentAt: message.sentAt ?? World.real.now()))
      }
    }
    return letters.sorted { ($0.sentAt, $0.name) < ($1.sentAt, $1.name) }
  }

  private static func deliver(_ letter: Letter, _ number: Int, in folder: String, at now: Instant) throws {
    let file = "\(folder)/\(letter.mailbox)/new/\(now.seconds).\(number).demo"
    try Data(letter.bytes).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(now.seconds))], ofItemAtPath: file)
  }

  /// The folder as a customer would set it up: two Maildirs, the shop's and the ledger's tables, a settings file.
  private static func prepare(_ folder: String, _ installation: Installation, _ language: Language) throws {
    for mailbox in ["ecommerce", "suppliers", "outgoing"] {
      for subfolder in ["tmp", "new", "cur"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(mailbox)/\(subfolder)", withIntermediateDirectories: true)
      }
    }
    for table in ["shop.csv", "products.csv", "ledger.csv"] {
      try Data(try installation.resources.bytes("Demo/\(table)")).write(
        to: URL(fileURLWithPath: "\(folder)/\(table)"))
    }
    let template = try installation.resources.bytes("Demo/vaguemestre.yaml")
    let settings = String(decoding: template, as: UTF8.self)
      .replacing("@FOLDER@", with: folder).replacing("@LANGUAGE@", with: language.code)
    try Data(settings.utf8).write(to: URL(fileURLWithPath: folder + "/vaguemestre.yaml"))
  }
}

/// A clock that the demo moves from mail to mail.
private final class DemoClock: Sendable {
  private let time: Mutex<Instant>

  init(_ start: Instant) { time = Mutex(start) }

  var now: Instant {
    get { time.withLock { $0 } }
    set { time.withLock { $0 = newValue } }
  }
}

extension Demonstration {
  /// The table: a line a mail, and below it the reason.
  public func table(_ words: Words) -> String {
    let columns = ["demo.mail", "demo.intent", "demo.numbers", "demo.record", "demo.decision"].map { words.text($0) }
    let rows = mails.map { row($0, words) }
    let widths = columns.indices.map { column in
      min(40, ([columns] + rows.map(\.cells)).map { $0[column].count }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { cell, width in
        let text = cell.count > width ? String(cell.prefix(width - 1)) + "…" : cell
        return text + String(repeating: " ", count: width - text.count)
      }.joined(separator: "  ")
    }
    var lines = [line(columns), String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))]
    for row in rows { lines += [line(row.cells), "    " + row.why] }
    return lines.joined(separator: "\n")
  }

  private func row(_ mail: Mail, _ words: Words) -> (cells: [String], why: String) {
    let explanation = mail.explanation
    let numbers = explanation.understanding.entities.filter {
      ($0.kind == .orderNumber || $0.kind == .invoiceNumber) && $0.place != .quote
    }.map(\.value)
    let records = explanation.lookups.flatMap(\.records).map { record in
      [record.key, record.text("state_label") ?? record.text("state")].compactMap { $0 }.joined(separator: " ")
    }
    let intents = explanation.understanding.accepted.map { words.text("intent.\($0)") }
    let why =
      ([explanation.sentence].compactMap { $0 }
      + explanation.decision.reasons.filter { $0.code != .rule }.map(words.text)).joined(separator: " ")
    return (
      [
        mail.name, intents.isEmpty ? "–" : intents.joined(separator: " + "),
        numbers.isEmpty ? "–" : numbers.joined(separator: ", "),
        records.isEmpty ? "–" : records.joined(separator: ", "),
        explanation.deed(words),
      ], why
    )
  }

  /// The answers that were sent, as their readers see them.
  public func answers(_ words: Words) -> String {
    mails.filter(\.explanation.isAnswered).compactMap { mail in
      guard let draft = mail.explanation.draft else { return nil }
      let heading = words.text(
        "demo.answer",
        ["mail": mail.name, "sender": mail.explanation.sender ?? "", "subject": mail.explanation.subject])
      return heading + "\n"
        + draft.text.split(separator: "\n", omittingEmptySubsequences: false).map { "  │ " + $0 }
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// How many were answered, drafted, filed.
  public func counts() -> (answered: Int, drafted: Int, toPerson: Int) {
    (
      mails.filter(\.explanation.isAnswered).count, mails.filter(\.explanation.isDrafted).count,
      mails.filter(\.explanation.decision.needsPerson).count
    )
  }
}

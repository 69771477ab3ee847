import Domain
import Foundation
import Resources
import Store
import Synchronization
import TestSupport
import TextExtraction

@testable import Engine

/// A shop with one mailbox (more if asked) in a folder of its own, and an appliance at work on it under a clock that
/// moves only when told.
final class EngineFixture: Sendable {
  let folder: TemporaryFolder
  let clock = SteppedWorld(at: Instant(seconds: 1_795_000_000))
  let resources = ResourceFolder(path: TrainedModels.resources)
  let extractor = TextExtractor(executable: BuiltPrograms.url("WorkerHost").path, workers: 1)
  private let log = Mutex<[EngineEvent]>([])
  private let appliance = Mutex<Appliance?>(nil)

  static let checkout = String(#filePath.prefix(upTo: #filePath.range(of: "/Tests/EngineTests/")!.lowerBound))

  var events: [EngineEvent] { log.withLock { $0 } }

  init() throws {
    folder = try TemporaryFolder()
    try write(
      """
      reference;id;date;customer_name;customer_email;state;state_label;shipped_at;delivered_at;carrier;tracking_number;\
      tracking_url;total;currency;lines
      KZBMRTAQE;12;2026-11-10;Claire Martin;claire@client.example;in_preparation;En préparation;;;;;;40.00;EUR;X:1
      KZBMRTAQF;13;2026-11-10;Paul Lopez;paul@client.example;in_preparation;En préparation;;;;;;40.00;EUR;X:1
      KZBMRTAQG;14;2026-11-10;Inès Roy;ines@client.example;in_preparation;En préparation;;;;;;40.00;EUR;X:1

      """, to: "orders.csv")
  }

  func write(_ text: String, to name: String) throws { _ = try folder.write(text, to: name) }

  func path(_ name: String) -> String { folder.path + "/" + name }

  /// The settings of the mailboxes named, all alike.
  func settings(mode: Mode, mailboxes: [String] = ["contact"], extra: String = "") -> String {
    var text = "data: \(path("data"))\ncontrol_socket: \(path("control.sock"))\n\(extra)\nmailboxes:\n"
    for name in mailboxes {
      text += """
          \(name):
            profile: ecommerce
            mode: \(mode.rawValue)
            addresses: [contact@boutique.example, \(name)@boutique.example]
            maildir: \(path(name))
            outgoing: \(path("outgoing"))
            connectors: [boutique]
            signature: La boutique

        """
    }
    return text + "connectors:\n  boutique:\n    type: csv_shop\n    orders: \(path("orders.csv"))\n"
  }

  func configuration(_ text: String) throws -> Configuration {
    try write(text, to: "vaguemestre.yaml")
    return try Configuration.load(path("vaguemestre.yaml"), resources: resources, world: clock.world)
  }

  /// Starts the appliance, its mailboxes created empty, and lets it look once.
  func start(
    mode: Mode = .automatic, mailboxes: [String] = ["contact"], extra: String = "", isAudited: Bool = true
  ) async throws -> Appliance {
    for name in mailboxes {
      for subfolder in ["tmp", "new", "cur"] {
        try FileManager.default.createDirectory(
          atPath: path("\(name)/\(subfolder)"), withIntermediateDirectories: true)
      }
    }
    let configuration = try configuration(settings(mode: mode, mailboxes: mailboxes, extra: extra))
    let started = try await Appliance(
      configuration, extractor: extractor, world: clock.world,
      listener: { event in self.log.withLock { $0.append(event) } })
    if isAudited { try await started.supposeAudited() }
    try await started.round()
    return started
  }

  /// Delivers a mail that arrives now.
  @discardableResult
  func deliver(
    _ name: String, mailbox: String = "contact", from: String = "Claire Martin <claire@client.example>",
    subject: String = "Suivi de commande", fields: [String] = [], messageID: String? = nil, sentSecondsAgo: Int64 = 0,
    text: String = "Bonjour, où en est ma commande KZBMRTAQE ? Merci d'avance."
  ) throws -> String {
    let date = CivilTime(clock.now.adding(seconds: -sentSecondsAgo))
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let time = String(date.iso8601.dropFirst(11).prefix(8))
    let lines =
      [
        "From: \(from)", "To: contact@boutique.example", "Subject: \(subject)",
        "Date: \(date.day) \(months[date.month - 1]) \(date.year) \(time) +0000",
        "Message-ID: <\(messageID ?? name + "@client.example")>",
      ] + fields + ["Content-Type: text/plain; charset=utf-8", "", text, ""]
    let file = "\(mailbox)/new/\(clock.now.seconds).\(name)"
    try write(lines.joined(separator: "\r\n"), to: file)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(clock.now.seconds))], ofItemAtPath: path(file))
    return path(file)
  }

  /// The names of the files below a folder, Maildir folders with their mails.
  func files(_ name: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path(name)).filter { file in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path("\(name)/\(file)"), isDirectory: &isFolder)
        && !isFolder.boolValue && !file.hasSuffix("maildirfolder")
    }.sorted()
  }

  /// The answers sent, as text.
  func answers() throws -> [String] {
    guard FileManager.default.fileExists(atPath: path("outgoing/new")) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path("outgoing/new")).sorted().map {
      try String(contentsOfFile: path("outgoing/new/\($0)"), encoding: .utf8)
    }
  }

  /// The folder in which a delivered mail lies, and its flags.
  func place(_ name: String, mailbox: String = "contact") throws -> String? {
    try files(mailbox).first { $0.contains(".\(name)") }
  }
}

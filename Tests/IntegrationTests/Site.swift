import Domain
import Foundation
import Resources
import Store
import Synchronization
import TestSupport
import Testing
import TextExtraction

@testable import Engine
@testable import TestServers

/// The real clock, so that it goes with that of the servers; it can be put forward.
final class AdvancedClock: Sendable {
  private let ahead: Mutex<Int64>

  init(ahead seconds: Int64) { ahead = Mutex(seconds) }

  func advance(seconds: Int64) { ahead.withLock { $0 += seconds } }

  var world: World {
    World(now: { World.real.now().adding(seconds: self.ahead.withLock { $0 }) }, random: World.real.random)
  }
}

/// One of our mailboxes, as the settings tell it.
struct Box: Sendable {
  var name: String
  var trade: Trade
  var host: Host
  var user: String
  var mode: Mode = .automatic
  var imap: Door
  var smtp: Door
  /// More settings, a line each.
  var more: [String] = []
}

/// A site with mailboxes of ours, those who write to us, and an appliance.
final class Site: Sendable {
  let folder: TemporaryFolder
  let clock = AdvancedClock(ahead: -10)
  let servers: Servers
  /// Of all addresses of this site; no other test uses it.
  let domain: String
  let extractor = TextExtractor(executable: BuiltPrograms.url("WorkerHost").path, workers: 1)
  private let log = Mutex<[EngineEvent]>([])
  private static let count = Mutex(0)
  private static let checkout = String(
    #filePath.prefix(upTo: #filePath.range(of: "/Tests/IntegrationTests/")!.lowerBound))

  init() async throws {
    servers = try await Servers.running()
    folder = try TemporaryFolder()
    domain = Self.count.withLock { count in
      count += 1
      return "t\(count).example"
    }
    _ = try folder.write("secret\n", to: "password")
    chmod(folder.path + "/password", 0o600)
    try writeRecords(of: [])
  }

  var events: [EngineEvent] { log.withLock { $0 } }

  func path(_ name: String) -> String { folder.path + "/" + name }

  /// An empty mailbox at the server under test.
  func box(_ trade: Trade = .shop, name: String = "contact", at dovecot: DovecotServer? = nil) async throws -> Box {
    let foreign = dovecot == nil ? Host.foreign : nil
    let host = foreign ?? servers.host(dovecot ?? servers.dovecot)
    let box = Box(
      name: name, trade: trade, host: host, user: host.user ?? "\(name)@\(domain)", imap: host.tls,
      smtp: servers.submission)
    if foreign != nil { try await person(in: box) { try $0.clear() } }
    return box
  }

  /// The tables of shop and ledger, with what the letters speak of.
  func writeRecords(of letters: [Letter]) throws {
    let orders = letters.filter { $0.record?.hasPrefix("KZQ") == true }.compactMap(\.record)
    let invoices = letters.filter { $0.record?.hasPrefix("FA-") == true }.compactMap(\.record)
    _ = try folder.write(
      "reference;id;date;customer_name;customer_email;state;state_label;shipped_at;delivered_at;carrier;"
        + "tracking_number;tracking_url;total;currency;lines\n" + orders.map { $0 + "\n" }.joined(), to: "orders.csv")
    _ = try folder.write(
      "invoice_number;our_reference;supplier_name;supplier_email;supplier_domain;order_number;date;due_date;net;vat;"
        + "total;currency;state;paid_at;payment_mode;payment_reference;remaining\n"
        + invoices.map { $0 + "\n" }.joined(), to: "ledger.csv")
  }

  func configuration(_ boxes: [Box]) throws -> Configuration {
    var text = """
      language: en
      data: \(path("data"))
      control_socket: \(path("control.sock"))
      key_file: \(path("key"))
      sending: {per_hour: 100000}
      reliability: {surge: 100000}
      connectors:
        shop: {type: csv_shop, orders: \(path("orders.csv"))}
        accounts: {type: csv_ledger, invoices: \(path("ledger.csv"))}
      mailboxes:

      """
    for box in boxes {
      func server(_ door: Door) -> String {
        "{host: localhost, port: \(door.port), security: \(door.security), user: \(box.user), "
          + "password: \"file:\(path("password"))\"\(door.trust)}"
      }
      text += """
          \(box.name):
            profile: \(box.trade.rawValue)
            mode: \(box.mode.rawValue)
            addresses: [\(box.name)@\(domain)]
            imap: \(server(box.imap))
            smtp: \(server(box.smtp))
            connectors: [\(box.trade == .shop ? "shop" : "accounts")]
            signature: La maison

        """
      text += box.more.map { "    \($0)\n" }.joined()
    }
    _ = try folder.write(text, to: "vaguemestre.yaml")
    return try Configuration.load(
      path("vaguemestre.yaml"), resources: ResourceFolder(path: TrainedModels.resources), world: clock.world)
  }

  /// An appliance that has not looked yet.
  func appliance(_ boxes: [Box]) async throws -> Appliance {
    let appliance = try await Appliance(
      try configuration(boxes), extractor: extractor, world: clock.world,
      listener: { event in self.log.withLock { $0.append(event) } })
    try await appliance.supposeAudited()
    return appliance
  }

  /// An appliance that has looked once, ten seconds ago: what comes now may be answered.
  func start(_ boxes: [Box]) async throws -> Appliance {
    let appliance = try await appliance(boxes)
    try await appliance.round()
    clock.advance(seconds: 10)
    return appliance
  }

  /// Lets it work off what there is, again and again an hour later: what could not be had is tried anew.
  func workOff(_ appliance: Appliance, times: Int) async throws {
    for _ in 0..<times {
      try await appliance.workOff()
      clock.advance(seconds: 3600)
    }
  }

  func deliver(_ letters: [Letter], to box: Box) async throws {
    try writeRecords(of: letters)
    try await deliver(letters.map(\.bytes), to: box)
  }

  func deliver(_ mails: [[UInt8]], to box: Box) async throws {
    try await onOwnThread {
      var session = try LMTPDelivery(port: box.host.lmtp)
      try session.deliver(mails, to: box.user)
    }
  }

  /// What a person does in the mailbox, with a mail program of their own.
  func person<Value: Sendable>(
    in box: Box, _ body: @escaping @Sendable (inout Person) throws -> Value
  ) async throws -> Value {
    try await onOwnThread {
      var person = try Person(port: box.host.port, user: box.user, password: box.host.password)
      return try body(&person)
    }
  }

  func contents(of box: Box, bodies: Bool = true) async throws -> [String: [FoundMail]] {
    try await person(in: box) { try $0.contents(bodies: bodies) }
  }

  /// What came to somebody who wrote to us, read from the disk of their server, where lines end in LF alone.
  func mails(to address: String) -> [FoundMail] {
    ((try? servers.dovecot.contents(of: address))?["INBOX"] ?? []).map { mail in
      let lines = mail.bytes.split(separator: 10, omittingEmptySubsequences: false)
      return FoundMail(
        flags: mail.flags, bytes: Array(lines.map { $0.last == 13 ? $0.dropLast() : $0 }.joined(separator: [13, 10])))
    }
  }

  /// Where a letter lies, a folder for each copy.
  func places(of letter: Letter, in contents: [String: [FoundMail]]) -> [String] {
    contents.flatMap { folder, mails in mails.filter { $0.messageID == letter.id }.map { _ in folder } }
  }

  /// Waits until every answer that is due has come, and expects each letter once in its folder, its answer once with the
  /// one who wrote, threaded, and once among the sent mails, and the drafts.
  ///
  /// - Parameters:
  ///   - seen: The letters that were read before; nobody else's mark is changed.
  ///   - renamed: Folders that the site names otherwise.
  func expectWorkedOff(
    _ letters: [Letter], in box: Box, seen: Set<String> = [], renamed: [String: String] = [:]
  ) async throws {
    let answered = letters.filter { $0.end == .answered }
    _ = try await eventually { answered.allSatisfy { !self.mails(to: $0.from).isEmpty } }
    let contents = try await contents(of: box)
    let drafts = contents["Drafts"] ?? []
    let sent = contents["Sent"] ?? []
    for letter in letters {
      let folder = renamed[letter.folder] ?? letter.folder
      #expect(places(of: letter, in: contents) == [folder], "\(letter.id)")
      let mail = contents[folder]?.first { $0.messageID == letter.id }
      #expect(mail?.bytes.suffix(40) == letter.bytes.suffix(40)[...])
      #expect(mail?.flags.contains("\\Answered") == (letter.end == .answered), "\(letter.id)")
      #expect(mail?.flags.contains("\\Seen") == seen.contains(letter.id), "\(letter.id)")
      #expect(mail?.flags.contains(letter.motive) == true, "\(letter.id) \(mail?.flags ?? [])")
      let answers = mails(to: letter.from)
      #expect(answers.count == (letter.end == .answered ? 1 : 0), "\(letter.id)")
      #expect(sent.filter { $0.answers == letter.id }.count == (letter.end == .answered ? 1 : 0), "\(letter.id)")
      if let answer = answers.first {
        #expect(answer.answers == letter.id)
        #expect(answer.field("References")?.contains("<\(letter.id)>") == true)
        #expect(sent.contains { $0.messageID == answer.messageID })
      }
      let draft = drafts.filter { $0.answers == letter.id }
      #expect(draft.count == (letter.end == .drafted ? 1 : 0), "\(letter.id)")
      #expect(draft.allSatisfy { $0.flags.contains("\\Draft") })
    }
    #expect(drafts.count == letters.count { $0.end == .drafted })
    #expect(contents["INBOX"]?.isEmpty == true)
  }
}

extension Appliance {
  var status: StatusReport? {
    get async { await answer(.status, by: "test").status }
  }

  var alarms: [Alarm] {
    get async { await status?.alarms ?? [] }
  }

  /// Rounds until nothing comes to its end any more.
  func workOff() async throws {
    while try await round() > 0 {}
  }
}

extension EngineEvent {
  var isDone: Bool { if case .reached(_, .done) = self { true } else { false } }
  var isRelocated: Bool { if case .relocated = self { true } else { false } }
  var isOutage: Bool { if case .mailboxUnavailable = self { true } else { false } }
}

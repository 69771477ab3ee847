import Foundation
import TestServers
import TestSupport

/// A Dovecot and a Postfix that serve all rounds of the chaos test, each behind a wire that breaks when told.
struct ChaosServers {
  let dovecot: DovecotServer
  let postfix: PostfixServer
  let imap: CuttingProxy
  let smtp: CuttingProxy
  let certificates: TestCertificates

  init() async throws {
    certificates = try TestCertificates()
    dovecot = try DovecotServer(certificate: certificates.good)
    try await dovecot.start()
    postfix = try PostfixServer(before: dovecot, certificate: certificates.good)
    try await postfix.start()
    imap = try CuttingProxy(to: dovecot.ports.imap)
    smtp = try CuttingProxy(to: postfix.ports.submission)
  }
}

/// Two mailboxes of the servers, new in each round, and the mails that came to them.
struct ChaosAccounts {
  static let names = ["contact", "support"]

  let folder: TemporaryFolder
  private let servers: ChaosServers
  private let batch: Int
  private(set) var mails: [ChaosMail] = []
  /// The mails that came to each mailbox.
  private(set) var delivered: [String: [ChaosMail]] = [:]

  /// Empty mailboxes with their settings, to be opened once before mails come: what came before is never answered.
  init(at servers: ChaosServers, batch: Int) throws {
    folder = try TemporaryFolder()
    self.servers = servers
    self.batch = batch
    _ = try folder.write(settings, to: "vaguemestre.yaml")
    _ = try folder.write(DovecotServer.password, to: "password")
    chmod(folder.path + "/password", 0o600)
  }

  /// Every other mail to each mailbox, and each twentieth to both.
  mutating func deliver(_ count: Int) throws {
    let batch = batch
    mails = ChaosMail.generate(count, batch: batch) { Self.customer($0, batch) }
    _ = try folder.write(ChaosMail.orders(mails), to: "orders.csv")
    for (index, name) in Self.names.enumerated() {
      let own = mails.enumerated().filter { $0.offset % 2 == index || $0.offset % 20 == 0 }.map(\.element)
      delivered[name] = own
      // A second later than the mailbox was opened, by a clock of whole seconds. Not by LMTP, which would write an empty
      // return path, that of a bounce.
      try servers.dovecot.fill(user(name), with: own.map(\.bytes), arrivedAt: Date(timeIntervalSinceNow: 1))
    }
  }

  func user(_ name: String) -> String { "\(name).\(batch)@boutique.example" }

  /// Each customer writes twenty mails of all kinds.
  private static func customer(_ number: Int, _ batch: Int) -> String { "client\(number / 20).\(batch)@client.example" }

  /// What the folders of one of our mailboxes hold: the Message-ID or another field of each mail, by folder.
  func contents(of name: String, field: String = "Message-ID") throws -> [String: [String]] {
    try servers.dovecot.contents(of: user(name)).mapValues { $0.map { ChaosMail.field(field, of: $0.bytes) ?? "?" } }
  }

  /// The answers that the customers have received, once Postfix has delivered all.
  func received() async throws -> [(messageID: String, answers: String)] {
    guard try await servers.postfix.waitUntilDelivered() else {
      throw MailServerError.failed(program: "postfix", output: "mails stay in the queue")
    }
    return try Set(mails.indices.map { Self.customer($0, batch) }).flatMap { customer in
      try servers.dovecot.contents(of: customer).values.joined().map { mail in
        (
          ChaosMail.field("Message-ID", of: mail.bytes) ?? "?",
          ChaosMail.field("In-Reply-To", of: mail.bytes) ?? "?"
        )
      }
    }
  }

  /// Without TLS to Dovecot, so that the wire knows the words of IMAP.
  private var settings: String {
    let mailboxes = Self.names.map { name in
      """
        \(name):
          profile: ecommerce
          mode: automatic
          addresses: [\(user(name))]
          imap:
            host: 127.0.0.1
            port: \(servers.imap.port)
            security: none
            password: file:\(folder.path)/password
          smtp:
            host: 127.0.0.1
            port: \(servers.smtp.port)
            security: starttls
            authorities: \(servers.certificates.authority.certificate)
          connectors: [boutique]
          signature: La boutique
      """
    }
    return """
      data: \(folder.path)/data
      control_socket: \(folder.path)/control.sock
      sending:
        per_hour: 100000
        per_sender_per_day: 1000
      reliability: {surge: 100000}
      mailboxes:
      \(mailboxes.joined(separator: "\n"))
      connectors:
        boutique:
          type: csv_shop
          orders: \(folder.path)/orders.csv

      """
  }
}

import Domain
import MIME

/// The people whom a mail's header names, by role.
enum Participants {
  static func of(_ mail: InternetMessage) -> [Participant] {
    var all: [Participant] = []
    // RFC 5322 §3.6 allows one From; of several each is kept, in their order, the first being the sender.
    for field in mail.header.all("from") { all += participants(.from, addresses(in: field)) }
    all += participants(.sender, mail.sender)
    all += participants(.replyTo, mail.replyTo)
    all += participants(.to, mail.to)
    all += participants(.cc, mail.cc)
    for name in ["delivered-to", "x-original-to"] {
      for field in mail.header.all(name) { all += participants(.deliveredTo, addresses(in: field)) }
    }
    var seen: Set<Participant> = []
    return all.filter { seen.insert($0).inserted }
  }

  /// Reads any field as a list of addresses, by the one parser for them.
  private static func addresses(in field: HeaderField) -> [Address] {
    InternetMessage(parsing: Array("From:".utf8) + field.rawValue + Array("\r\n\r\n".utf8)).from
  }

  private static func participants(_ role: Participant.Role, _ addresses: [Address]) -> [Participant] {
    addresses.filter { !$0.address.isEmpty }.map {
      Participant(role: role, value: $0.address.lowercased(), name: $0.name.flatMap { $0.isEmpty ? nil : $0 })
    }
  }
}

import MIME
import Testing

/// A short mail for the composer's tests to vary.
func sample(text: String = "Bonjour") throws -> OutgoingMessage {
  OutgoingMessage(
    from: try #require(MailAddress(address: "service@exemple.fr")),
    to: [try #require(MailAddress(address: "jeanne@client.fr"))],
    subject: "Votre commande", date: MessageDate(secondsSince1970: 1_772_543_100, zoneOffsetMinutes: 60),
    messageID: try #require(MessageIdentifier("1@exemple.fr")), body: OutgoingBody(text: text))
}

/// A field of the top header exactly as it is written, folds included, without its last line end; nil when absent.
func field(_ name: String, of message: OutgoingMessage) -> String? {
  var fields: [String] = []
  for line in String(decoding: message.composed(), as: UTF8.self).split(
    separator: "\r\n", omittingEmptySubsequences: false)
  {
    if line.isEmpty { break }
    if line.hasPrefix(" "), !fields.isEmpty {
      fields[fields.count - 1] += "\r\n" + line
    } else {
      fields.append(String(line))
    }
  }
  return fields.first { $0.hasPrefix(name + ":") }
}

import Domain
import Mailboxes
import TestSupport
import Testing

@Suite struct ReplyRecipientTests {
  private static let form = Participant(role: .from, value: "formulaire@boutique.example", name: "Formulaire")
  private static let customer = Participant(role: .replyTo, value: "claire@client.example", name: "Claire")
  private static let stranger = Participant(role: .from, value: "paul@ailleurs.example", name: "Paul")
  private static let broken = Participant(role: .replyTo, value: "claire", name: nil)

  @Test(
    arguments: [
      ([form, customer], .person, "claire@client.example"),
      ([form, customer], .appliance, "formulaire@boutique.example"),
      ([form], .person, "formulaire@boutique.example"), ([form], .appliance, "formulaire@boutique.example"),
      ([stranger, customer], .person, "paul@ailleurs.example"),
      ([form, broken], .person, "formulaire@boutique.example"), ([customer], .person, "claire@client.example"),
      ([customer], .appliance, nil),
    ] as [([Participant], ReplyWriter.Sender, String?)])
  func aDraftForAContactFormGoesToItsCustomerAndAllElseToTheAuthor(
    participants: [Participant], sender: ReplyWriter.Sender, recipient: String?
  ) throws {
    let world = SteppedWorld()
    let sample = Message.sample(id: world.world.identifier(), receivedAt: world.now)
    let original = Message(
      id: sample.id, mailbox: sample.mailbox, contentHash: sample.contentHash, bodyHash: sample.bodyHash,
      messageID: sample.messageID, inReplyTo: [], references: [], participants: participants, subject: sample.subject,
      sentAt: sample.sentAt, zone: sample.zone, receivedAt: sample.receivedAt, text: sample.text,
      newText: sample.newText, quotedText: "", attachments: [], automatic: nil)
    let bytes = ReplyWriter(try settings()).bytes(
      Draft(template: TemplateName("suivi"), language: .french, text: "Bonjour"), answering: original, at: world.now,
      sender)
    let to = bytes.map { String(decoding: $0, as: UTF8.self) }?.split(separator: "\r\n").first { $0.hasPrefix("To: ") }
    #expect((to != nil) == (recipient != nil))
    if let recipient { #expect(to?.contains("<\(recipient)>") == true) }
  }

  private func settings() throws -> MailboxSettings {
    let place = SettingPlace(file: "settings", line: 1, column: 1)
    func node(_ value: SettingNode.Value) -> SettingNode { SettingNode(value, place: place) }
    let entries = [
      ("profile", node(.scalar("ecommerce"))), ("mode", node(.scalar("draft"))), ("maildir", node(.scalar("/nowhere"))),
      ("addresses", node(.list([node(.scalar("contact@boutique.example"))]))),
      ("time_zone", node(.scalar("Europe/Paris"))),
    ].map { SettingNode.Entry(key: $0.0, place: place, node: $0.1) }
    return try MailboxSettings(name: "contact", reading: node(.map(entries)))
  }
}

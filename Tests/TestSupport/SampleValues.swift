public import Domain

extension Message {
  /// A message with only what a test cares about.
  public static func sample(
    id: Identifier<Message>, mailbox: String = "contact", contentHash: String = "c0", bodyHash: String = "b0",
    messageID: String? = "m1@client.example", inReplyTo: [String] = [], from: String = "claire@client.example",
    to: String = "contact@boutique.example", subject: String = "Ma commande", receivedAt: Instant,
    text: String = "Bonjour, où est ma commande ?"
  ) -> Message {
    Message(
      id: id, mailbox: MailboxName(mailbox), contentHash: ContentHash(hex: contentHash),
      bodyHash: ContentHash(hex: bodyHash), messageID: messageID, inReplyTo: inReplyTo, references: [],
      participants: [
        Participant(role: .from, value: from, name: "Claire Martin"), Participant(role: .to, value: to, name: nil),
      ], subject: subject, sentAt: receivedAt, zone: 60, receivedAt: receivedAt, text: text, newText: text,
      quotedText: "", attachments: [], automatic: nil)
  }
}

extension Understanding {
  public static func sample(
    _ accepted: [Intent] = [Intent("order_tracking")], entities: [Entity] = [], sentiment: Sentiment = .neutral
  ) -> Understanding {
    Understanding(
      language: .french,
      intents: accepted.map { IntentReading(intent: $0, confidence: 0.9, evidence: []) }, accepted: accepted,
      entities: entities, sentiment: sentiment, isUrgent: false)
  }
}

import Classification
public import Domain
import TextAnalysis

/// The smallest change that would give a message another primary intent.
public struct IntentReversal: Hashable, Sendable {
  /// The words without which it would be read so, as they are written, in the order of the text.
  public let without: [String]
  public let intent: Intent
}

extension UnderstandingReader {
  /// Looks for the smallest change that would give a message another primary intent; what hangs on the words that are
  /// taken away is recognised anew.
  ///
  /// - Returns: nil when no few words decide, and where no model reads the intents.
  public func reversal(of message: Message, documents: [DocumentReading]) -> IntentReversal? {
    guard let model else { return nil }
    let reversal = model.classifier.reversal(text(of: message, documents: documents)) { rest in
      let rest = message.saying(subject: rest.fields[0].text, newText: rest.fields[1].text)
      return model.guesses(text(of: rest, documents: documents)).first?.intent.id ?? ""
    }
    return reversal.map { IntentReversal(without: $0.without, intent: Intent($0.label)) }
  }
}

extension Message {
  /// The same message in other words.
  fileprivate func saying(subject: String, newText: String) -> Message {
    Message(
      id: id, mailbox: mailbox, channel: channel, direction: direction, contentHash: contentHash, bodyHash: bodyHash,
      messageID: messageID, inReplyTo: inReplyTo, references: references, participants: participants, subject: subject,
      sentAt: sentAt, zone: zone, receivedAt: receivedAt, text: text, newText: newText, quotedText: quotedText,
      attachments: attachments, automatic: automatic)
  }
}

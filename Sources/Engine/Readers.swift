import Domain
import Mailboxes
import Reading
import TextExtraction

/// The readers that all mailboxes share.
struct Readers: Sendable {
  let messages: MessageReader

  func understanding(of message: Message, in mailbox: WatchedMailbox) -> Understanding {
    UnderstandingReader(
      lexicon: mailbox.trade.lexicon, ourAddresses: mailbox.settings.addresses, languages: mailbox.settings.languages
    ).understanding(of: message)
  }
}

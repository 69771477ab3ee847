import Domain
import Store

/// A mail with what was read in it.
struct ReadMail: Sendable {
  let entry: MessageEntry
  let message: Message
  let understanding: Understanding
}

extension ReadMail {
  /// The same mail where it stands now.
  init(_ entry: MessageEntry, _ mail: ReadMail) {
    self.init(entry: entry, message: mail.message, understanding: mail.understanding)
  }

  /// Keeps what was read unless that was done before.
  func understood(_ steps: Steps, fresh: Identifier<Conversation>) throws -> MessageEntry {
    entry.state == .received ? try steps.understand(entry, message, understanding, fresh: fresh) : entry
  }
}

extension MessageState {
  /// It is decided what is to be done of the message, and perhaps some of it is done.
  var isDecided: Bool { self == .decided || self == .acting }
}

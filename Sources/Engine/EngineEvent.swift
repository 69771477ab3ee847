public import Domain

/// A moment in the engine's work, told to whoever listens: the log, the demo's progress, and the test that kills the
/// process at each of them. Codes and identifiers only, nothing of a mail's content.
public enum EngineEvent: Hashable, Sendable {
  /// The bytes are kept and journaled.
  case arrived(Identifier<Message>)
  /// A known message was found in another place.
  case relocated(Identifier<Message>)
  case reached(Identifier<Message>, MessageState)
  /// Journaled, nothing done yet.
  case actionBegan(Identifier<Message>, position: Int)
  /// Done, not journaled yet.
  case actionTookEffect(Identifier<Message>, position: Int)
  /// Done and journaled.
  case actionEnded(Identifier<Message>, position: Int)
  case answer(Identifier<Message>, OutboxState)
  case postponed(Identifier<Message>, cause: String)
  case handedToPerson(Identifier<Message>)
  case mailboxUnavailable(MailboxName, reason: String)
  case messageUnreadable(MailboxName, MessageLocation)
  case breakerTripped
  /// The store could not be used; what was being done is taken up again in the next round.
  case roundFailed(String)
}

/// Whoever listens to the engine.
public typealias EngineListener = @Sendable (EngineEvent) -> Void

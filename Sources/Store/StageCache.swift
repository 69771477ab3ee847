import Domain
import Synchronization

/// The stages of the messages in hand as values, so that a step need not read back what the step before it stored.
///
/// Nothing depends on it: what is not here is read from the database.
final class StageCache: Sendable {
  /// Messages in hand at once: one a mailbox.
  private static let messages = 16

  private struct Entry {
    let message: Identifier<Message>
    var stages: [StageName: any Sendable] = [:]
  }

  private let entries = Mutex<[Entry]>([])

  func value<Value: Sendable>(_ name: StageName, of message: Identifier<Message>, as type: Value.Type) -> Value? {
    entries.withLock { entries in entries.first { $0.message == message }?.stages[name] as? Value }
  }

  func keep(_ value: some Sendable, as name: StageName, of message: Identifier<Message>) {
    entries.withLock { entries in
      var entry = Entry(message: message)
      if let known = entries.firstIndex(where: { $0.message == message }) { entry = entries.remove(at: known) }
      entry.stages[name] = value
      entries.append(entry)
      if entries.count > Self.messages { entries.removeFirst() }
    }
  }

  func forget(_ message: Identifier<Message>) {
    entries.withLock { entries in entries.removeAll { $0.message == message } }
  }
}

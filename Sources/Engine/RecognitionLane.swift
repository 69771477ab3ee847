import Domain
import Store

/// Where mails wait whose attachments are pictures of text. Recognising it takes seconds a page, so that they are read
/// here, one after the other, while the others go their way; what was read is taken up by the next look into the mailbox.
actor RecognitionLane {
  typealias Read = @Sendable (MessageEntry) async throws -> ReadMail

  private var waiting: [(entry: MessageEntry, read: Read)] = []
  private var current: MessageEntry?
  private var ready: [ReadingAttempt] = []
  private var worker: Task<Void, Never>?
  private let onReady: @Sendable () async -> Void

  /// - Parameter onReady: called after each mail that was read.
  init(onReady: @escaping @Sendable () async -> Void) {
    self.onReady = onReady
  }

  /// The mails that nobody else may take up.
  var inHand: [MessageEntry] { waiting.map(\.entry) + [current].compactMap { $0 } + ready.map(\.entry) }

  func add(_ entry: MessageEntry, _ read: @escaping Read) {
    waiting.append((entry, read))
    if worker == nil { worker = Task { await work() } }
  }

  /// What was read since the last time.
  func takeReady() -> [ReadingAttempt] {
    defer { ready = [] }
    return ready
  }

  /// Waits until all is read. Returns whether there is something to be taken.
  func settle() async -> Bool {
    await worker?.value
    return !ready.isEmpty
  }

  /// Lets go of what waits. The claims on it end with the process, or lapse.
  func stop() async {
    waiting = []
    worker?.cancel()
    await worker?.value
  }

  private func work() async {
    while !waiting.isEmpty {
      let next = waiting.removeFirst()
      current = next.entry
      do {
        let mail = try await next.read(next.entry)
        ready.append(ReadingAttempt(entry: next.entry, result: .success(mail)))
      } catch is CancellationError {
        break
      } catch {
        ready.append(ReadingAttempt(entry: next.entry, result: .failure(error)))
      }
      current = nil
      await onReady()
    }
    current = nil
    worker = nil
  }
}

/// A mail that was read, or why it could not be.
struct ReadingAttempt: Sendable {
  let entry: MessageEntry
  let result: Result<ReadMail, any Error>
}

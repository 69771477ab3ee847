import CConfinement
import Glibc
import Synchronization

/// Runs tools in confined children, a few at once; what comes while they are busy waits.
///
/// Each run has a thread of its own, which blocks until its child is done.
final class ToolRunner: Sendable {
  private struct Waiting: Sendable {
    let id: UInt64
    let turn: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var queue: ArraySlice<Waiting> = []
    var nextID: UInt64 = 0
    var running = 0
    var isShutDown = false
    var children: Set<pid_t> = []
    var onceEnded: [CheckedContinuation<Void, Never>] = []
  }

  private let executable: String
  private let atOnce: Int
  private let state = Mutex(State())

  /// - Parameter executable: path of a program whose main calls `WorkerEntry.runIfAsked` first.
  init(executable: String, atOnce: Int) {
    self.executable = executable
    self.atOnce = max(1, atOnce)
  }

  /// The children alive now.
  var processIDs: Set<pid_t> { state.withLock(\.children) }

  /// A tool's output for a document, and how long it took once its turn came. A tool that has begun runs to its end,
  /// also when the task is cancelled.
  /// - Throws: `ExtractionError.cannotStart`, `.timeout`, `.shutDown`; `CancellationError` when cancelled while it waits.
  func run(
    _ tool: Tool, on document: [UInt8], _ limits: ToolLimits
  ) async throws -> (result: Result<ToolOutput, ExtractionError>, spent: Duration) {
    try await waitForTurn()
    defer { endTurn() }
    let start = ContinuousClock.now
    let result = await withCheckedContinuation { continuation in
      let isStarted = DedicatedThread.start {
        continuation.resume(returning: self.runBlocking(tool, on: document, limits))
      }
      if !isStarted { continuation.resume(returning: .failure(.cannotStart(executable: executable, errno: EAGAIN))) }
    }
    return (result, start.duration(to: .now))
  }

  /// Refuses what waits and what comes, and ends what runs: a page can be recognised again.
  func stop() {
    let refused = state.withLock { state in
      state.isShutDown = true
      // Those still in the set are not yet reaped, so that no number has gone to another process.
      for child in state.children { kill(child, SIGKILL) }
      defer { state.queue = [] }
      return state.queue
    }
    for waiting in refused { waiting.turn.resume(throwing: ExtractionError.shutDown) }
  }

  /// The same, and returns when every child has ended.
  func shutDown() async {
    stop()
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if state.running > 0 { state.onceEnded.append(continuation) }
        return state.running == 0
      }
      if hasEnded { continuation.resume() }
    }
  }

  // MARK: Turns

  private func waitForTurn() async throws {
    try Task.checkCancellation()
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let answer: Result<Void, any Error>? = state.withLock { state in
          if state.isShutDown { return .failure(ExtractionError.shutDown) }
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.running < atOnce {
            state.running += 1
            return .success(())
          }
          state.queue.append(Waiting(id: id, turn: continuation))
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      let cancelled = state.withLock { state in
        state.queue.firstIndex { $0.id == id }.map { state.queue.remove(at: $0) }
      }
      cancelled?.turn.resume(throwing: CancellationError())
    }
  }

  private func endTurn() {
    let (next, ended) = state.withLock { state -> (Waiting?, [CheckedContinuation<Void, Never>]) in
      if let next = state.queue.popFirst() { return (next, []) }
      state.running -= 1
      guard state.running == 0 else { return (nil, []) }
      defer { state.onceEnded = [] }
      return (nil, state.onceEnded)
    }
    next?.turn.resume()
    for continuation in ended { continuation.resume() }
  }

  // MARK: A run

  private func runBlocking(
    _ tool: Tool, on document: [UInt8], _ limits: ToolLimits
  ) -> Result<ToolOutput, ExtractionError> {
    do throws(ExtractionError) {
      // A file and not a pipe: old office formats are read back and forth, and nothing has to be fed.
      let file = document.withUnsafeBytes { confinement_memory_file($0.baseAddress, $0.count) }
      guard file >= 0 else { throw .cannotStart(executable: tool.program, errno: -file) }
      defer { close(file) }
      let child = try ChildProcess(
        executable: executable, arguments: ToolEntry.arguments(tool, limits), input: .file(file))
      return .success(try output(of: child, limits))
    } catch {
      return .failure(error)
    }
  }

  private func output(of child: ChildProcess, _ limits: ToolLimits) throws(ExtractionError) -> ToolOutput {
    let isWanted = state.withLock { state in
      state.children.insert(child.processID)
      return !state.isShutDown
    }
    let deadline = Deadline(after: isWanted ? limits.time : .zero)
    var broken: ChildProcess.Broken?
    var bytes: [UInt8] = []
    do throws(ChildProcess.Broken) {
      bytes = try child.receive(upTo: limits.outputBytes + 1, by: deadline)
    } catch {
      broken = error
    }
    let isCut = bytes.count > limits.outputBytes
    if broken == nil, !isCut { child.waitUntilGone(by: deadline) }
    let isShutDown = state.withLock { state in
      state.children.remove(child.processID)
      return state.isShutDown
    }
    let end = child.end()
    if isShutDown { throw .shutDown }
    switch broken {
    case nil: return ToolOutput(bytes: Array(bytes.prefix(limits.outputBytes)), isCut: isCut, end: end)
    case .late: throw .timeout(limits.time)
    case .ended, .malformed: throw .workerDied(end)
    }
  }
}

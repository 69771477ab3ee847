import CConfinement
import Dispatch
import Glibc
import Synchronization

/// The threads that each hold one worker, and the queue of jobs they take from.
///
/// A thread starts its worker at its first job, replaces it after `jobsPerWorker` or when it died, and ends with it.
final class WorkerPool: Sendable {
  /// What a worker made of a job, and how long it took.
  typealias Outcome = (answer: Result<Answer, ExtractionError>, spent: Duration)

  private struct Waiting: Sendable {
    let id: UInt64
    let job: Job
    let time: Duration
    let answer: CheckedContinuation<Outcome, any Error>
  }

  private struct State {
    var queue: ArraySlice<Waiting> = []
    var nextID: UInt64 = 0
    var threads = 0
    var running = 0
    var isShutDown = false
    var processIDs: Set<pid_t> = []
    var onceEnded: [CheckedContinuation<Void, Never>] = []
  }

  private let executable: String
  private let workers: Int
  private let limits: ExtractionLimits
  private let state = Mutex(State())
  /// Counts what a thread may wake up for: a job, or the end.
  private let wake = DispatchSemaphore(value: 0)

  init(executable: String, workers: Int, limits: ExtractionLimits) {
    self.executable = executable
    self.workers = max(1, workers)
    self.limits = limits
  }

  /// A worker's answer to a job, for which it has `time` at most; throws when it never came to a worker:
  /// `CancellationError` when the task is cancelled while the job waits. A job that a worker has
  /// already begun is read to its end.
  func run(_ job: Job, within time: Duration = .seconds(Int64.max)) async throws -> Outcome {
    guard job.inputBytes <= limits.inputBytes else {
      throw ExtractionError.inputTooLarge(bytes: job.inputBytes, limit: limits.inputBytes)
    }
    try Task.checkCancellation()
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        enqueue(Waiting(id: id, job: job, time: time, answer: continuation))
      }
    } onCancel: {
      let cancelled = state.withLock { state in
        state.queue.firstIndex { $0.id == id }.map { state.queue.remove(at: $0) }
      }
      cancelled?.answer.resume(throwing: CancellationError())
    }
  }

  /// Refuses new and waiting jobs, lets running ones finish, and returns when every worker has ended.
  func shutDown() async {
    stop()
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if state.threads > 0 { state.onceEnded.append(continuation) }
        return state.threads == 0
      }
      if hasEnded { continuation.resume() }
    }
  }

  /// The same without waiting.
  func stop() {
    let (refused, threads) = state.withLock { state in
      state.isShutDown = true
      defer { state.queue = [] }
      return (state.queue, state.threads)
    }
    for waiting in refused { waiting.answer.resume(throwing: ExtractionError.shutDown) }
    for _ in 0..<threads { wake.signal() }
  }

  /// The workers alive now.
  var processIDs: Set<pid_t> { state.withLock(\.processIDs) }

  /// How many jobs are with a worker now.
  var running: Int { state.withLock(\.running) }

  /// How many jobs wait for a worker.
  var waiting: Int { state.withLock(\.queue.count) }

  private func enqueue(_ waiting: Waiting) {
    let (refusal, needsThread) = state.withLock { state -> (ExtractionError?, Bool) in
      if state.isShutDown { return (.shutDown, false) }
      if state.queue.count >= limits.waitingJobs { return (.tooManyWaiting(limit: limits.waitingJobs), false) }
      state.queue.append(waiting)
      // One more thread as long as fewer are there than have work.
      let needsThread = state.threads < min(workers, state.running + state.queue.count)
      if needsThread { state.threads += 1 }
      return (nil, needsThread)
    }
    if let refusal { return waiting.answer.resume(throwing: refusal) }
    wake.signal()
    guard needsThread, !DedicatedThread.start({ self.serve() }) else { return }
    threadEnded(withFailure: .cannotStart(executable: executable, errno: EAGAIN))
  }

  /// What a thread does all its life.
  private func serve() {
    // A worker that died makes the next write fail; the error says so, the signal would end the whole service.
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)
    var holder = WorkerHolder(executable: executable, limits: limits) { started, ended in
      self.state.withLock { state in
        if let started { state.processIDs.insert(started) }
        if let ended { state.processIDs.remove(ended) }
      }
    }
    while true {
      wake.wait()
      let (waiting, isShutDown) = state.withLock { state in
        let first = state.queue.popFirst()
        if first != nil { state.running += 1 }
        return (first, state.isShutDown)
      }
      if let waiting {
        let start = ContinuousClock.now
        let answer = holder.answer(waiting.job, within: waiting.time)
        state.withLock { $0.running -= 1 }
        waiting.answer.resume(returning: (answer, start.duration(to: .now)))
      } else if isShutDown {
        break
      }
    }
    holder.endWorker()
    threadEnded(withFailure: nil)
  }

  /// - Parameter failure: why the thread could not be started; what waits is then refused if no other thread is there.
  private func threadEnded(withFailure failure: ExtractionError?) {
    let (refused, ended) = state.withLock { state in
      state.threads -= 1
      guard state.threads == 0 else { return (ArraySlice<Waiting>(), [CheckedContinuation<Void, Never>]()) }
      defer { (state.queue, state.onceEnded) = ([], []) }
      return (state.queue, state.onceEnded)
    }
    for waiting in refused { waiting.answer.resume(throwing: failure ?? .shutDown) }
    for continuation in ended { continuation.resume() }
  }
}

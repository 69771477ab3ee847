import Glibc

/// One place in the pool: the worker that sits there now, if any, and when another takes its place.
struct WorkerHolder {
  /// Starting, locking down and saying so; a busy machine may take its time.
  private static let startTime = Duration.seconds(30)
  /// A worker first says how it is confined, in far fewer bytes.
  private static let helloLimit = 1_024

  private let executable: String
  private let limits: ExtractionLimits
  private let changed: @Sendable (_ started: pid_t?, _ ended: pid_t?) -> Void
  private var worker: WorkerProcess?
  private var jobsLeft = 0

  init(
    executable: String, limits: ExtractionLimits,
    changed: @escaping @Sendable (_ started: pid_t?, _ ended: pid_t?) -> Void
  ) {
    self.executable = executable
    self.limits = limits
    self.changed = changed
  }

  /// Asks the worker, after replacing one that is worn out or gone. After any failure there is none.
  mutating func answer(_ job: Job, within time: Duration) -> Result<Answer, ExtractionError> {
    do throws(ExtractionError) {
      try makeReady()
      jobsLeft -= 1
      let answer = try exchange(
        job.encoded(), answerLimit: job.answerLimit(limits), within: min(time, job.time(limits)))
      return .success(answer)
    } catch {
      return .failure(error)
    }
  }

  @discardableResult
  mutating func endWorker() -> WorkerEnd {
    guard let worker else { return .unknown }
    self.worker = nil
    defer { changed(nil, worker.processID) }
    return worker.end()
  }

  private mutating func makeReady() throws(ExtractionError) {
    if jobsLeft > 0, worker?.isWaiting == true { return }
    endWorker()
    let started = try WorkerProcess(executable: executable, limits: limits)
    changed(started.processID, nil)
    worker = started
    jobsLeft = max(1, limits.jobsPerWorker)
    let hello = try exchange([], answerLimit: Self.helloLimit, within: Self.startTime)
    guard case .confinement(let confinement) = hello else {
      endWorker()
      throw .malformedAnswer
    }
    guard confinement.isSufficient else {
      endWorker()
      throw .notConfined(confinement)
    }
  }

  private mutating func exchange(
    _ frame: [UInt8], answerLimit limit: Int, within time: Duration
  ) throws(ExtractionError) -> Answer {
    do throws(ChildProcess.Broken) {
      guard let worker else { throw .ended }
      return try worker.exchange(frame, answerLimit: limit, within: time)
    } catch {
      let end = endWorker()
      switch error {
      case .ended: throw .workerDied(end)
      case .late: throw .timeout(time)
      case .malformed: throw .malformedAnswer
      }
    }
  }
}

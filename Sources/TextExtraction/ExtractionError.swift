/// Why a document gave no text. None of these concerns any other document: the next one gets a fresh worker.
public enum ExtractionError: Error, Sendable, Hashable {
  /// The document is larger than `ExtractionLimits.inputBytes`. Permanent.
  case inputTooLarge(bytes: Int, limit: Int)
  /// The HTML's elements lie in one another, or a tag has attributes, beyond `HTMLLook`'s bounds. Permanent.
  case tooIntricate
  /// The document took longer than `ExtractionLimits.time`, or than its caller gave it; its worker was killed.
  case timeout(Duration)
  /// The worker ended before it answered: the document made it crash, use too much memory, or somebody killed it.
  case workerDied(WorkerEnd)
  /// The worker answered something that is not an answer.
  case malformedAnswer
  /// The worker's program could not be started; `errno` says why.
  case cannotStart(executable: String, errno: Int32)
  /// The kernel does not let the worker lock itself down, so that it refused to read anything. Permanent on this host.
  case notConfined(Confinement)
  /// `ExtractionLimits.waitingJobs` documents wait already. Try again later.
  case tooManyWaiting(limit: Int)
  /// `TextExtractor.shutdown()` was called.
  case shutDown
}

/// How a worker's process ended.
public enum WorkerEnd: Sendable, Hashable {
  case exited(Int32)
  case signalled(Int32)
  /// The process was reaped by somebody else.
  case unknown
}

extension ExtractionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .inputTooLarge(let bytes, let limit):
      "the document has \(bytes) bytes, more than the \(limit) that are read"
    case .tooIntricate:
      "the document has more elements in one another, or more attributes in a tag, than anything meant to be read"
    case .timeout(let limit):
      "reading the document took longer than \(limit); it was given up"
    case .workerDied(.exited(let code)):
      "the confined worker left with code \(code) before it answered"
    case .workerDied(.signalled(let signal)):
      "the confined worker was ended by signal \(signal) before it answered"
    case .workerDied(.unknown):
      "the confined worker ended before it answered"
    case .malformedAnswer:
      "the confined worker answered something that is not an answer"
    case .cannotStart(let executable, let errno):
      "the confined worker \(executable) could not be started (errno \(errno))"
    case .notConfined(let confinement):
      "the kernel does not let the worker confine itself (\(confinement)); no document is read unconfined"
    case .tooManyWaiting(let limit):
      "\(limit) documents already wait to be read"
    case .shutDown:
      "text extraction was shut down"
    }
  }
}

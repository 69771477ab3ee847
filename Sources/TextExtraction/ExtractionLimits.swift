/// What one document may cost. A worker that passes a limit is killed, and only that document's answer is lost.
public struct ExtractionLimits: Sendable, Hashable {
  /// Largest document accepted, in bytes; an HTML document's own pictures, which show no text, do not count.
  public var inputBytes = 8 << 20
  /// Largest text given back, in bytes of UTF-8; a longer one is cut there and says so.
  public var textBytes = 4 << 20
  /// Wall-clock time of one document, once a worker is free. Honest mails take milliseconds.
  public var time: Duration = .seconds(4)
  /// Address space of a worker, in bytes, the program itself included.
  public var memoryBytes = 1 << 30
  /// Documents that a worker reads before a new one takes its place.
  public var jobsPerWorker = 200
  /// Documents that may wait for a free worker; the next one is refused.
  public var waitingJobs = 1_000

  public init() {}
}

import Glibc

/// One confined worker, used by one thread, which it blocks but never past a deadline.
struct WorkerProcess {
  private let child: ChildProcess

  init(executable: String, limits: ExtractionLimits) throws(ExtractionError) {
    let arguments = [WorkerEntry.word] + WorkerLimits(limits).arguments
    child = try ChildProcess(executable: executable, arguments: arguments, input: .pipe)
  }

  var processID: pid_t { child.processID }

  /// Whether the idle worker still runs and, as it should, says nothing.
  var isWaiting: Bool { child.isSilent }

  /// Sends a frame, if there is one to send, and receives an answer whose own frame has at most `limit` bytes.
  func exchange(
    _ frame: [UInt8], answerLimit limit: Int, within time: Duration
  ) throws(ChildProcess.Broken) -> Answer {
    let deadline = Deadline(after: time)
    try child.send(frame, by: deadline)
    let head = try child.receive(exactly: Frame.headBytes, by: deadline)
    guard let length = Frame.length(head: head, limit: limit),
      let answer = Answer(decoding: try child.receive(exactly: length, by: deadline)[...])
    else { throw .malformed }
    return answer
  }

  /// Ends the process, whatever it does, and tells how it ended.
  func end() -> WorkerEnd { child.end() }
}

import CConfinement
import Glibc

/// A child of our own executable and the pipes to it, used by one thread, which it blocks but never past a deadline.
///
/// Started by `posix_spawn` and not by Foundation's `Process`: every descriptor but the three standard ones is closed in
/// the child, the environment is empty, and the child dies with our thread; `Process` promises none of these, and
/// watches its children from threads of its own.
struct ChildProcess {
  /// What the child reads.
  enum Input {
    case pipe
    /// An open file, which stays the caller's.
    case file(Int32)
  }

  /// Why an exchange failed.
  enum Broken: Error { case ended, late, malformed }

  let processID: pid_t
  /// -1 when the child reads a file.
  private let input: Int32
  private let output: Int32

  init(executable: String, arguments: [String], input source: Input) throws(ExtractionError) {
    var pipes = Pipes()
    defer { pipes.closeWhatIsLeft() }
    var (read, write): (Int32, Int32)
    switch source {
    case .pipe: (read, write) = try pipes.make(for: executable)
    case .file(let file): (read, write) = (file, -1)
    }
    let output = try pipes.make(for: executable)
    // Nobody reads it: a crash report may quote a customer's mail, and must not fill a log either.
    let errors = try pipes.make(for: executable)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, read, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.write, STDERR_FILENO)
    confinement_close_other_descriptors(&actions)

    // Swift's crash reporter would start another program, which is refused anyway.
    let environment = ["SWIFT_BACKTRACE=enable=no"]
    var child = pid_t()
    let outcome = withCStrings([executable] + arguments) { arguments in
      withCStrings(environment) { environment in
        withOrdinarySignals { posix_spawn(&child, executable, &actions, $0, arguments, environment) }
      }
    }
    guard outcome == 0 else { throw .cannotStart(executable: executable, errno: outcome) }
    processID = child
    self.input = write < 0 ? write : pipes.keep(write)
    self.output = pipes.keep(output.read)
    if write >= 0 { _ = fcntl(write, F_SETFL, O_NONBLOCK) }
    _ = fcntl(self.output, F_SETFL, O_NONBLOCK)
  }

  /// Whether the child runs and says nothing.
  var isSilent: Bool {
    var ends = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
    return poll(&ends, 1, 0) == 0
  }

  func send(_ bytes: [UInt8], by deadline: Deadline) throws(Broken) {
    var rest = bytes[...]
    while !rest.isEmpty {
      try wait(input, POLLOUT, by: deadline)
      let sent = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      guard sent > 0 || errno == EAGAIN || errno == EINTR else { throw .ended }
      rest = rest.dropFirst(max(0, sent))
    }
  }

  func receive(exactly count: Int, by deadline: Deadline) throws(Broken) -> [UInt8] {
    let bytes = try receive(upTo: count, by: deadline)
    guard bytes.count == count else { throw .ended }
    return bytes
  }

  /// What the child says until it has said `limit` bytes or closed its end.
  func receive(upTo limit: Int, by deadline: Deadline) throws(Broken) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: min(limit, 1 << 16))
    while bytes.count < limit {
      try wait(output, POLLIN, by: deadline)
      let received = read(output, &piece, min(piece.count, limit - bytes.count))
      if received == 0 { break }
      guard received > 0 || errno == EAGAIN || errno == EINTR else { throw .ended }
      bytes.append(contentsOf: piece.prefix(max(0, received)))
    }
    return bytes
  }

  /// Ends the process, whatever it does, and tells how it ended.
  func end() -> WorkerEnd {
    if input >= 0 { close(input) }
    close(output)
    // Not yet reaped, hence still ours: the number cannot have gone to another process. One that left on its own keeps
    // its own end.
    kill(processID, SIGKILL)
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0 {
      guard errno == EINTR else { return .unknown }
    }
    // WIFEXITED and WTERMSIG, which are macros.
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }

  /// Waits for a process that closed its end of the pipe, a moment before it can be reaped; does not reap it.
  func waitUntilGone(by deadline: Deadline) {
    var state = siginfo_t()
    while deadline.milliseconds > 0 {
      state.si_signo = 0
      guard waitid(P_PID, id_t(processID), &state, WEXITED | WNOWAIT | WNOHANG) == 0, state.si_signo == 0 else { return }
      usleep(1_000)
    }
  }

  private func wait(_ descriptor: Int32, _ event: Int32, by deadline: Deadline) throws(Broken) {
    var ends = [pollfd(fd: descriptor, events: Int16(event), revents: 0)]
    while true {
      let ready = poll(&ends, 1, deadline.milliseconds)
      if ready > 0 { return }
      if ready == 0 { throw .late }
      guard errno == EINTR else { throw .ended }
    }
  }
}

/// Pipes on their way to a child: all their ends are closed here, save those that are kept.
private struct Pipes {
  private var ends: Set<Int32> = []

  mutating func make(for executable: String) throws(ExtractionError) -> (read: Int32, write: Int32) {
    var pair: [Int32] = [0, 0]
    let outcome = confinement_pipe(&pair)
    guard outcome == 0 else { throw .cannotStart(executable: executable, errno: outcome) }
    ends.formUnion(pair)
    return (pair[0], pair[1])
  }

  mutating func keep(_ end: Int32) -> Int32 {
    ends.remove(end)
    return end
  }

  func closeWhatIsLeft() { for end in ends { close(end) } }
}

/// An instant by which an exchange must be done.
struct Deadline {
  private let instant: ContinuousClock.Instant

  init(after duration: Duration) { instant = .now + duration }

  /// What is left, for `poll`; rounded up, so that a wait does not end early.
  var milliseconds: Int32 {
    let left = ContinuousClock.now.duration(to: instant).components
    guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
    return Int32(clamping: min(left.seconds, 1_000_000) * 1_000 + left.attoseconds / 1_000_000_000_000_000 + 1)
  }
}

/// Attributes of a child that starts with no signal blocked or ignored, and in a process group of its own: an interrupt
/// typed at the terminal stops the service, which then lets its workers finish.
private func withOrdinarySignals(_ spawn: (UnsafePointer<posix_spawnattr_t>) -> Int32) -> Int32 {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  var all = sigset_t()
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setpgroup(&attributes, 0)
  posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
  return spawn(&attributes)
}

/// Calls the body with C strings and a NULL behind them.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}

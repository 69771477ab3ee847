import Foundation
import Synchronization

/// A program started with a clean environment, whose outputs both go to a file.
///
/// Not Foundation's `Process`: it sees the end of a program by a socket that a daemon inherits, and so would wait until
/// the daemon ends.
struct ChildProcess: Sendable {
  /// Held while a pipe is made and while a program is started: one that inherits the pipe of a server would keep it open.
  static let inheritance = Mutex(())

  let identifier: pid_t

  /// Starts `words`, whose first is an absolute path. `input` becomes its standard input.
  init(_ words: [String], input: Int32, output: String) throws(MailServerError) {
    try Self.check(words[0])
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)

    // A group of its own: an interrupt from the terminal is for the tests, which then end the servers in order.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))

    let arguments = nullTerminated(words)
    let environment = nullTerminated(["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"])
    defer { for word in arguments + environment { free(word) } }
    var identifier: pid_t = 0
    let result = Self.inheritance.withLock { _ in
      posix_spawn(&identifier, words[0], &actions, &attributes, arguments, environment)
    }
    guard result == 0 else { throw .failed(program: words[0], output: String(cString: strerror(result))) }
    self.identifier = identifier
  }

  /// Throws `missing` unless the program is there.
  static func check(_ program: String) throws(MailServerError) {
    guard access(program, X_OK) == 0 else { throw .missing(program: program) }
  }

  /// Waits for the end; true when the program succeeded.
  func wait() -> Bool {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }

  var hasEnded: Bool {
    var information = siginfo_t()
    // Looks without taking the status away from `wait`; the structure stays zero while the program runs.
    return waitid(P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT) != 0 || information.si_code != 0
  }

  /// Runs a program to its end; what it printed is in the error when it fails.
  static func run(_ words: [String]) throws(MailServerError) {
    let output = NSTemporaryDirectory() + "vaguemestre-test-output-" + UUID().uuidString
    defer { unlink(output) }
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(nothing) }
    let succeeded = try ChildProcess(words, input: nothing, output: output).wait()
    guard !succeeded else { return }
    let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
    throw .failed(program: words.joined(separator: " "), output: text)
  }
}

private func nullTerminated(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] {
  var strings: [UnsafeMutablePointer<CChar>?] = words.map { word in word.withCString { strdup($0) } }
  strings.append(nil)
  return strings
}

/// Why a server of the tests does not serve.
public enum MailServerError: Error, Hashable, Sendable {
  /// The Debian package that holds the program is not installed; `./install.sh test` installs it.
  case missing(program: String)
  /// Postfix drops rights that only root has.
  case needsRoot
  /// A program ended with an error, or never listened; `output` is what it said.
  case failed(program: String, output: String)
  /// The server's answer to a delivery.
  case refused(String)
}

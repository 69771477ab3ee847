import Foundation
import Synchronization
import TestSupport

/// A server that ends with us, even when we are killed.
///
/// A shell starts it, then reads a pipe whose other end is ours alone: the system closes that when this process ends,
/// however it ends, and then the shell ends the server with all its processes.
final class HeldServer: Sendable {
  /// Stays as long as the server.
  private let folder: TemporaryFolder
  private let shell: ChildProcess
  private let lifeline: Mutex<Int32?>

  /// `command` starts a daemon that leads a process group and writes its number to `pidFile` in the folder. What it
  /// says before it has a log goes to `start.log`.
  init(command: String, pidFile: String, in folder: TemporaryFolder) throws(MailServerError) {
    self.folder = folder
    let pidFile = folder.path + "/" + pidFile
    // The daemon's parent may be gone before the file is written. When the pipe ends with the word `stop`, the server has
    // a second to do it itself: Dovecot would take up to ten. A process that ended without a parent that asks for it
    // keeps its number, but has no program any more.
    let script = """
      rm -f \(pidFile)
      \(command) < /dev/null || exit 1
      turns=200
      until [ -s \(pidFile) ]; do sleep 0.05; turns=$((turns - 1)); [ $turns -gt 0 ] || exit 1; done
      server=$(($(cat \(pidFile))))
      read -r word
      if [ "$word" = stop ]; then
        kill $server
        turns=20
        while [ -e /proc/$server/exe ] && [ $turns -gt 0 ]; do sleep 0.05; turns=$((turns - 1)); done
      fi
      kill -KILL -$server
      while [ -e /proc/$server/exe ]; do sleep 0.01; done
      """
    let (input, output) = try Self.pipe()
    defer { close(input) }
    do throws(MailServerError) {
      shell = try ChildProcess(["/bin/sh", "-c", script], input: input, output: folder.path + "/start.log")
    } catch {
      close(output)
      throw error
    }
    lifeline = Mutex(output)
  }

  deinit { end() }

  /// Waits until the port takes connections; false when the server could not be started, or takes none for long.
  func listens(on port: UInt16) -> Bool {
    // The shell holds a server that runs, and ends at once when it does not start.
    for _ in 0..<500 where !shell.hasEnded {
      if (try? LoopbackSocket.connect(to: port)) != nil { return true }
      usleep(20_000)
    }
    return false
  }

  /// Lets the server end in order, for a second.
  func stop() {
    lifeline.withLock { if let lifeline = $0 { _ = write(lifeline, "stop\n", 5) } }
    end()
  }

  /// Returns when the server has ended.
  private func end() {
    let end = lifeline.withLock { end in
      defer { end = nil }
      return end
    }
    guard let end else { return }
    close(end)
    _ = shell.wait()
  }

  private static func pipe() throws(MailServerError) -> (input: Int32, output: Int32) {
    var ends: [Int32] = [-1, -1]
    let isOpen = ChildProcess.inheritance.withLock { _ in
      Glibc.pipe(&ends) == 0 && ends.allSatisfy { fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }
    }
    guard isOpen else { throw .failed(program: "pipe", output: String(cString: strerror(errno))) }
    return (ends[0], ends[1])
  }
}

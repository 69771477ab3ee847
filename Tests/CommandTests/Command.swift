import Foundation
import Synchronization
import TestSupport

/// What a run of the program said, and how it ended.
struct CommandResult {
  let code: Int32
  let output: String
  let errors: String
}

/// Runs the built program as a user would, waiting on a thread of its own: the few that the tests share are for others.
func vaguemestre(
  _ arguments: [String], input: String = "", language: String = "fr_FR.UTF-8"
) async throws -> CommandResult {
  try await withCheckedThrowingContinuation { ended in
    Thread.detachNewThread {
      ended.resume(with: Result { try ran(arguments, input: input, language: language) })
    }
  }
}

private func ran(_ arguments: [String], input: String, language: String) throws -> CommandResult {
  let process = try started(arguments, language: language)
  let stdin = (process.standardInput as! Pipe).fileHandleForWriting
  // Both are drained at once, lest a full pipe stop the program.
  let errors = Drain((process.standardError as! Pipe).fileHandleForReading)
  try stdin.write(contentsOf: Data(input.utf8))
  try stdin.close()
  let output = (process.standardOutput as! Pipe).fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return CommandResult(
    code: process.terminationStatus, output: String(decoding: output, as: UTF8.self), errors: errors.text)
}

/// Starts the program with pipes in the place of its input, output and errors.
func started(_ arguments: [String], language: String = "fr_FR.UTF-8") throws -> Process {
  let process = Process()
  process.executableURL = BuiltPrograms.url("vaguemestre")
  process.arguments = arguments
  process.environment = [
    "LANG": language, "PATH": "/usr/bin:/bin",
    "VAGUEMESTRE_RESOURCES": TrainedModels.resources,
  ].merging(
    ProcessInfo.processInfo.environment.filter { $0.key == "LD_LIBRARY_PATH" || $0.key == "TMPDIR" }
  ) { $1 }
  process.standardInput = Pipe()
  process.standardOutput = Pipe()
  process.standardError = Pipe()
  try process.run()
  return process
}

/// Reads a pipe on a thread of its own.
final class Drain: Sendable {
  private let done = DispatchSemaphore(value: 0)
  private let data = Mutex(Data())

  init(_ handle: FileHandle) {
    Thread.detachNewThread {
      while case let chunk = handle.availableData, !chunk.isEmpty { self.data.withLock { $0 += chunk } }
      self.done.signal()
    }
  }

  /// What has come so far.
  var textSoFar: String { data.withLock { String(decoding: $0, as: UTF8.self) } }

  /// All of it, once the pipe is closed.
  var text: String {
    done.wait()
    defer { done.signal() }
    return textSoFar
  }
}

import Classification
import Foundation

/// A file of labelled texts.
enum LabelledFile {
  static func examples(_ path: String) throws(LearningProblem) -> [Example] {
    let bytes = try WholeFile.bytes(path)
    let examples: [Example]
    do {
      examples = try ExampleFile.examples(Array(bytes))
    } catch {
      throw .notExamples(path, error)
    }
    guard !examples.isEmpty else { throw .unlearnable(path, .noExamples) }
    return examples
  }
}

/// Reads a file at once, or says in the system's words why not.
enum WholeFile {
  /// - Returns: the bytes, mapped where that is safe.
  static func bytes(_ path: String) throws(LearningProblem) -> Data {
    // Foundation's own errors do not tell a folder from a file without rights.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path, systemReason()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path, systemReason()) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .unreadable(path, systemReason(EISDIR)) }
    do {
      if status.st_mode & S_IFMT == S_IFREG {
        return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
      }
      return try FileHandle(fileDescriptor: descriptor).readToEnd() ?? Data()
    } catch {
      throw .unreadable(path, error.localizedDescription)
    }
  }
}

/// What `errno` means.
func systemReason(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }

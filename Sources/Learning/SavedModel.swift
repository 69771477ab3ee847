import Classification
import Foundation

/// A model's place on the disk. `model` is the present one, `model.1` the one before it, and so on up to `model.5`.
public struct SavedModel {
  private static let kept = 5

  private let path: String
  /// What stands there now; nil: nothing.
  private let present: Data?

  /// A place to be written to, looked at before any work is done.
  static func place(_ path: String) throws(LearningProblem) -> SavedModel {
    // A link is followed, so that saving changes the file and not the link.
    let place = (path as NSString).resolvingSymlinksInPath
    guard access(folder(of: place), W_OK | X_OK) == 0 else { throw .unwritable(path, systemReason()) }
    var status = stat()
    guard stat(place, &status) == 0 else {
      guard errno == ENOENT else { throw .unwritable(path, systemReason()) }
      return SavedModel(path: place, present: nil)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .occupied(path) }
    let bytes = try WholeFile.bytes(place)
    // An empty file is a place that was reserved. Anything else that is no model was named by mistake.
    if bytes.isEmpty { return SavedModel(path: place, present: nil) }
    if case .failure(.notAModel) = read(bytes) { throw .occupied(path) }
    return SavedModel(path: place, present: bytes)
  }

  static func classifier(_ path: String) throws(LearningProblem) -> Classifier {
    switch read(try WholeFile.bytes(path)) {
    case .success(let classifier): return classifier
    case .failure(let error): throw .notAModel(path, error)
    }
  }

  private static func read(_ bytes: Data) -> Result<Classifier, ModelFileError> {
    Result { () throws(ModelFileError) in try ModelFile.classifier(bytes) }
  }

  /// Replaces the present model at one stroke: a reader finds the old one or the new one, whole.
  ///
  /// - Returns: where the model went that stood there before; nil when there was none or it was the same.
  func save(_ bytes: Data) throws(LearningProblem) -> String? {
    guard bytes != present else { return nil }
    let temporary = "\(path).\(getpid()).tmp"
    do throws(LearningProblem) {
      try write(bytes, to: temporary)
      let previous = present == nil ? nil : try keepPresent()
      guard rename(temporary, path) == 0 else { throw .unwritable(path, systemReason()) }
      try syncFolder()
      return previous
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Gives the present file a second name and moves the older ones on.
  private func keepPresent() throws(LearningProblem) -> String {
    for number in stride(from: Self.kept - 1, through: 1, by: -1) {
      guard rename("\(path).\(number)", "\(path).\(number + 1)") == 0 || errno == ENOENT else {
        throw .unwritable("\(path).\(number + 1)", systemReason())
      }
    }
    guard link(path, "\(path).1") == 0 else { throw .unwritable("\(path).1", systemReason()) }
    return "\(path).1"
  }

  private func write(_ bytes: Data, to path: String) throws(LearningProblem) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw .unwritable(path, systemReason()) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: bytes)
      try handle.synchronize()
      try handle.close()
    } catch {
      throw .unwritable(path, systemReason())
    }
  }

  private static func folder(of path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  /// The new name is only durable with its folder.
  private func syncFolder() throws(LearningProblem) {
    let descriptor = open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unwritable(path, systemReason()) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .unwritable(path, systemReason()) }
  }
}

extension SavedModel {
  /// Makes a model the present one; the one before is kept beside it. The folder is made if need be.
  public static func keep(_ bytes: [UInt8], at path: String) throws(LearningProblem) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder(of: path), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
    } catch {
      throw .unwritable(path, error.localizedDescription)
    }
    _ = try place(path).save(Data(bytes))
  }

  /// Makes the model before the present one the present one again; the two change places, so that nothing is lost.
  ///
  /// - Returns: false when there is none to go back to.
  public static func rollBack(_ path: String) throws(LearningProblem) -> Bool {
    guard access("\(path).1", F_OK) == 0 else { return false }
    _ = try place(path).save(WholeFile.bytes("\(path).1"))
    return true
  }

  /// Removes the models before the present one.
  public static func eraseOlder(than path: String) throws(LearningProblem) {
    for number in 1...kept where unlink("\(path).\(number)") != 0 && errno != ENOENT {
      throw .unwritable("\(path).\(number)", systemReason())
    }
    try place(path).syncFolder()
  }
}

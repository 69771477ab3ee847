import Foundation

/// A folder of its own for one test, gone with it.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appending(path: "connectors-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path() }

  @discardableResult func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: url.appending(path: name))
    return path(name)
  }

  @discardableResult func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }
}

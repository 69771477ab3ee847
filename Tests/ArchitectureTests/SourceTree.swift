import Foundation

/// A Swift file of one target.
struct SourceFile: Sendable {
  /// Relative to the checkout: `Sources/Engine/MessageFlow.swift`.
  var path: String
  var lines: [Substring]

  init(path: String, text: String) {
    self.path = path
    lines = SwiftCode(text).lines
  }

  /// The folder below `Sources`.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
}

/// The checkout these tests were compiled from.
enum Checkout {
  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file under `Sources`, read once.
  static let sources: [SourceFile] = paths(under: "Sources").filter { $0.hasSuffix(".swift") }.map {
    SourceFile(path: $0, text: text(of: $0) ?? "")
  }

  static func text(of path: String) -> String? {
    (try? Data(contentsOf: folder.appending(path: path))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Files and folders below this folder, relative to the checkout, in order.
  static func paths(under top: String) -> [String] {
    let below = FileManager.default.enumerator(atPath: folder.appending(path: top).path)
    return (below?.compactMap { $0 as? String } ?? []).map { top + "/" + $0 }.sorted()
  }
}

/// The parts of a document that is a zip of XML files: those of them that are asked for, by their paths in small letters.
///
/// Programs do not agree on `sharedStrings.xml`'s capital, and need not (ECMA-376, part 2, 6.2.2.3).
struct OfficeParts {
  private var parts: [String: [UInt8]] = [:]
  private(set) var problems: Set<FileProblem> = []

  /// - Parameter isWanted: by the part's path within the zip.
  init(_ file: FileToRead, _ limits: WorkerLimits, isWanted: (String) -> Bool) {
    var limits = limits
    // A document has more parts than an archive should have files, a slide being one.
    limits.entries = Self.mostParts
    var budget = UnpackBudget(packed: file.bytes.count, limits)
    var found: [String: [UInt8]] = [:]
    var hindered: Set<FileProblem> = []
    let end = ArchiveDoor.walk(file.bytes, as: .zip) { entry, read in
      guard budget.look() else { return false }
      let path = entry.path.replacing("\\", with: "/").lowercased()
      guard entry.isFile, isWanted(path) else { return true }
      guard !entry.isEncrypted else {
        hindered.insert(.encrypted)
        return true
      }
      switch budget.take(read) {
      case .success(let bytes): found[path] = bytes
      case .failure(.damaged): hindered.insert(.damaged)
      case .failure(.exceeded): break
      }
      return !budget.isExceeded
    }
    if end != .complete { hindered.insert(end == .encrypted ? .encrypted : .damaged) }
    if budget.isExceeded { hindered.insert(.expandsTooMuch) }
    parts = found
    problems = hindered
  }

  private static let mostParts = 2_000

  /// In the order of the numbers in their names: `slide2.xml` before `slide10.xml`.
  var paths: [String] {
    parts.keys.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }

  subscript(path: String) -> [UInt8]? { parts[path] }

  /// Walks a part, and notes what is wrong with it.
  mutating func walk(_ path: String, _ visitor: inout some XMLVisitor) {
    guard let bytes = parts[path] else { return }
    switch XMLWalk.walk(bytes, &visitor) {
    case .complete, .stopped: break
    case .damaged, .refused: problems.insert(.damaged)
    }
  }

  /// The targets of a part's relationships by their identifiers (ECMA-376, part 2), as paths within the zip.
  mutating func relationships(of path: String) -> [String: String] {
    let folder = path.split(separator: "/").dropLast()
    let name = path.split(separator: "/").last ?? ""
    var visitor = RelationshipVisitor()
    walk((folder + ["_rels", "\(name).rels"]).joined(separator: "/"), &visitor)
    return visitor.targets.mapValues { target in
      let target = target.lowercased()
      if target.hasPrefix("/") { return String(target.dropFirst()) }
      var parts = folder
      for part in target.split(separator: "/") {
        if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
      }
      return parts.joined(separator: "/")
    }
  }
}

private struct RelationshipVisitor: XMLVisitor {
  private(set) var targets: [String: String] = [:]
  let isDone = false

  mutating func begin(_ element: XMLTag) {
    guard element.name == "Relationship", let id = element["Id"], let target = element["Target"] else { return }
    targets[id] = target
  }

  mutating func text(_ piece: String) {}
  mutating func end(_ name: String) {}
}

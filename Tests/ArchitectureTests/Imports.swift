/// One `import` of a file.
struct Import: Hashable {
  var module: String
  var path: String
  /// From 1.
  var line: Int
}

extension SourceFile {
  /// Every import, whatever stands before it (`public`, `@testable`) or after (`struct`, a submodule).
  var imports: [Import] {
    lines.enumerated().flatMap { index, line in
      line.split(separator: ";").compactMap { statement in
        importedModule(statement).map { Import(module: $0, path: path, line: index + 1) }
      }
    }
  }
}

private let accessModifiers: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
private let importKinds: Set<String> = [
  "typealias", "struct", "class", "enum", "protocol", "let", "var", "func", "actor",
]

/// The module that a statement imports, nil for any other statement.
private func importedModule(_ statement: Substring) -> String? {
  var rest = words(of: statement)[...]
  while let word = rest.first {
    if word.hasPrefix("@") {
      rest.removeFirst()
      // `@_spi(Name)`
      if rest.first == "(", let end = rest.firstIndex(of: ")") { rest = rest[(end + 1)...] }
    } else if accessModifiers.contains(word) {
      rest.removeFirst()
    } else {
      break
    }
  }
  guard rest.first == "import" else { return nil }
  rest.removeFirst()
  if let kind = rest.first, importKinds.contains(kind) { rest.removeFirst() }
  return rest.first { $0 != "`" }
}

/// A line for each import that no arrow and no door of the plan allows, and for each target that it does not know.
func strayImports(in files: [SourceFile], plan: HousePlan) -> [String] {
  let unknown = Set(files.map(\.target)).filter { plan.room($0) == nil }
  let strays = files.flatMap { file -> [String] in
    guard let room = plan.room(file.target) else { return [] }
    return file.imports.compactMap { stray($0, from: room, plan: plan) }
  }
  return unknown.sorted().map { "\($0) is not in the plan of the house" } + strays
}

private func stray(_ found: Import, from room: Room, plan: HousePlan) -> String? {
  let place = "\(found.path):\(found.line): import \(found.module)"
  if plan.anywhere.contains(found.module) { return nil }
  if plan.room(found.module) != nil {
    return room.arrows.contains(found.module) ? nil : "\(place): no arrow \(room.name) → \(found.module)"
  }
  guard let rooms = plan.doors[found.module] else { return "\(place): no room opens on \(found.module)" }
  return rooms.contains(room.name) ? nil : "\(place): its door is \(rooms.sorted().joined(separator: ", "))"
}

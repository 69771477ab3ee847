private let declarations: Set<String> = ["class", "struct", "enum", "actor", "protocol", "typealias"]

/// A line for each type that is named as its target: inside other files `MIME.Part` would then look into the type, and
/// nothing could name the module any more.
func typesNamedAsTheirTarget(in files: [SourceFile]) -> [String] {
  files.flatMap { file in
    file.lines.enumerated().compactMap { index, line in
      let words = words(of: line)
      let isNamed = zip(words, words.dropFirst()).contains { declarations.contains($0) && $1 == file.target }
      return isNamed ? "\(file.path):\(index + 1): a type named as its target" : nil
    }
  }
}

/// The paths that are a drawer for things nobody found the place of.
func drawers(among paths: [String]) -> [String] {
  paths.filter { path in
    let name = path.split(separator: "/").last?.split(separator: ".").first ?? ""
    return ["Utils", "Common", "Helpers"].contains { name.lowercased().hasSuffix($0.lowercased()) }
  }
}

/// Where a file asks the compiler to look away, as `path:line`.
func unsafeMarkers(in file: SourceFile) -> [String] {
  file.lines.enumerated().compactMap { index, line in
    let isMarked = words(of: line).contains { $0 == "@unchecked" || $0 == "unsafe" || $0 == "@unsafe" }
    return isMarked ? "\(file.path):\(index + 1)" : nil
  }
}

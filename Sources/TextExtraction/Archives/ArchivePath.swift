/// The names of an archive's entries, as they are shown.
enum ArchivePath {
  private static let longest = 500

  /// Parts between slashes, none of them a way out of the archive; nothing is ever written under this name, but a person
  /// reads it. Nil for what systems put beside the files that somebody packed.
  static func cleaned(_ path: String) -> String? {
    let parts = path.split { $0 == "/" || $0 == "\\" }
      .map { part in
        String(String.UnicodeScalarView(part.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
      }
      .filter { !$0.isEmpty && $0 != "." && $0 != ".." && !isDrive($0) }
    guard let name = parts.last, parts[0] != "__MACOSX" else { return nil }
    guard name != ".DS_Store", name != "Thumbs.db", name != "desktop.ini", !name.hasPrefix("._") else { return nil }
    let cleaned = parts.joined(separator: "/")
    return cleaned.utf8.count <= longest ? cleaned : String(cleaned.suffix(100))
  }

  private static func isDrive(_ part: String) -> Bool { part.utf8.count == 2 && part.hasSuffix(":") }
}

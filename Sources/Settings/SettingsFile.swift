// Settings is the one configuration file: it reads the YAML into nodes that know their place, checks them against what
// the rooms declared, fills in the defaults, opens the secrets, and prints the annotated reference. The rooms themselves
// read their own nodes and never see YAML. Profile files are read the same way.

public import Domain
import Glibc
import Yams

/// Reads a YAML file into `SettingNode`s.
///
/// Everything is bounded, since a file of a few lines can unfold into billions of nodes through aliases.
public enum SettingsFile {
  static let largestSize = 1 << 20
  static let deepestLevel = 32
  static let mostNodes = 100_000
  static let mostAliases = 10

  /// Reads the file at a path.
  public static func read(_ path: String) throws(SettingProblem) -> SettingNode {
    try parse(bytes(of: path), file: path)
  }

  /// Reads YAML that is already in memory; `file` is its name in problems.
  public static func parse(_ bytes: [UInt8], file: String) throws(SettingProblem) -> SettingNode {
    guard bytes.count <= largestSize else { throw tooLarge(file) }
    let withoutMark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: withoutMark, as: UTF8.self) else {
      throw notUTF8(Array(withoutMark), file: file)
    }
    return try parse(text, file: file)
  }

  /// Reads YAML; an empty text, or one of comments only, is a null node.
  public static func parse(_ text: String, file: String) throws(SettingProblem) -> SettingNode {
    guard text.utf8.count <= largestSize else { throw tooLarge(file) }
    try refuseManyAliases(text, file: file)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .default, .default, .utf8)
    } catch {
      throw YAMLProblem(error: error, text: text, file: file).problem
    }
    guard let root else { return SettingNode(.null, place: SettingPlace(file: file, line: 1, column: 1)) }
    var builder = NodeBuilder(file: file)
    return try builder.node(root, level: 0)
  }

  /// Counts what looks like an alias (`*name`) of an anchor (`&name`) before the YAML library sees the text: it compares
  /// keys by their whole content, which takes forever when aliases of aliases are used as keys.
  private static func refuseManyAliases(_ text: String, file: String) throws(SettingProblem) {
    var line = 1
    var isComment = false
    var hasAnchor = false
    var aliases = 0
    // The last byte, and the one before.
    var last = UInt8(ascii: "\n")
    var beforeLast = UInt8(ascii: "\n")
    for byte in text.utf8 {
      let isSign = !isComment && isOpening(beforeLast) && byte > UInt8(ascii: " ")
      if isSign, last == UInt8(ascii: "&") { hasAnchor = true }
      if isSign, last == UInt8(ascii: "*"), hasAnchor {
        aliases += 1
        guard aliases <= mostAliases else {
          throw SettingProblem(SettingPlace(file: file, line: line, column: 1), .notReadable(YAMLProblem.manyAliases))
        }
      }
      if byte == UInt8(ascii: "#"), isOpening(last) { isComment = true }
      if byte == UInt8(ascii: "\n") {
        line += 1
        isComment = false
      }
      (beforeLast, last) = (last, byte)
    }
  }

  /// Whether a new word of YAML may begin behind a byte.
  private static func isOpening(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") || "[{,".utf8.contains(byte) }

  private static func tooLarge(_ file: String) -> SettingProblem {
    SettingProblem(
      SettingPlace(file: file, line: 1, column: 1),
      .notReadable(
        Localized(
          fr: "Ce fichier dépasse un mégaoctet ; ce n’est sans doute pas un fichier de réglages.",
          en: "This file is larger than one megabyte; it is probably not a settings file.")))
  }

  private static func notUTF8(_ bytes: [UInt8], file: String) -> SettingProblem {
    let place = SettingPlace.ofFirstInvalidByte(in: bytes, file: file)
    return SettingProblem(
      place,
      .notReadable(
        Localized(
          fr: "Ce fichier n’est pas en UTF-8 ; enregistrez-le à nouveau en choisissant l’encodage UTF-8.",
          en: "This file is not in UTF-8; save it again and choose the encoding UTF-8.")))
  }

  /// Reads the whole file, with a clear problem where the system refuses.
  private static func bytes(of path: String) throws(SettingProblem) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= largestSize {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path, errno) }
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  private static func unreadable(_ path: String, _ error: Int32) -> SettingProblem {
    let sentence: Localized =
      switch error {
      case ENOENT, ENOTDIR:
        Localized(fr: "Ce fichier n’existe pas.", en: "This file does not exist.")
      case EACCES:
        Localized(
          fr: "Ce fichier existe, mais Vaguemestre n’a pas le droit de le lire.",
          en: "This file exists, but Vaguemestre may not read it.")
      case EISDIR:
        Localized(
          fr: "C’est un dossier, alors qu’il faut un fichier.", en: "This is a folder where there must be a file.")
      default:
        Localized(
          fr: "Ce fichier ne peut pas être lu (\(String(cString: strerror(error)))).",
          en: "This file cannot be read (\(String(cString: strerror(error)))).")
      }
    return SettingProblem(SettingPlace(file: path, line: 1, column: 1), .notReadable(sentence))
  }
}

extension SettingPlace {
  /// Where bytes stop being UTF-8: the valid part in front tells line and column.
  fileprivate static func ofFirstInvalidByte(in bytes: [UInt8], file: String) -> SettingPlace {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    var column = 1
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      column = scalar == "\n" ? 1 : column + 1
      line += scalar == "\n" ? 1 : 0
    }
    return SettingPlace(file: file, line: line, column: column)
  }
}

/// Turns the YAML library's nodes into ours, within the bounds.
private struct NodeBuilder {
  let file: String
  private var count = 0

  init(file: String) { self.file = file }

  mutating func node(_ node: Node, level: Int) throws(SettingProblem) -> SettingNode {
    let place = SettingPlace(file: file, mark: node.mark)
    count += 1
    guard level <= SettingsFile.deepestLevel, count <= SettingsFile.mostNodes else {
      throw SettingProblem(place, .notReadable(YAMLProblem.tooDeep))
    }
    switch node {
    case .scalar(let scalar): return SettingNode(try value(scalar, place), place: place)
    case .sequence(let sequence):
      var nodes: [SettingNode] = []
      for element in sequence { nodes.append(try self.node(element, level: level + 1)) }
      return SettingNode(.list(nodes), place: place)
    case .mapping(let mapping): return SettingNode(.map(try entries(mapping, level)), place: place)
    case .alias: return SettingNode(.null, place: place)
    }
  }

  private mutating func entries(
    _ mapping: Node.Mapping, _ level: Int
  ) throws(SettingProblem) -> [SettingNode.Entry] {
    var entries: [SettingNode.Entry] = []
    var seen: Set<String> = []
    for (key, value) in mapping {
      let place = SettingPlace(file: file, mark: key.mark)
      guard case .scalar(let name) = key else {
        throw SettingProblem(
          place,
          .notReadable(
            Localized(
              fr: "Un nom de réglage est attendu ici, suivi de « : ».",
              en: "The name of a setting is expected here, followed by “:”.")))
      }
      // The library finds most doubles itself, but holds `mode` and `"mode"` for two.
      guard seen.insert(name.string).inserted else { throw SettingProblem(place, .twice(name: name.string)) }
      entries.append(SettingNode.Entry(key: name.string, place: place, node: try node(value, level: level + 1)))
    }
    return entries
  }

  private func value(_ scalar: Node.Scalar, _ place: SettingPlace) throws(SettingProblem) -> SettingNode.Value {
    let tag = scalar.tag.rawValue
    guard tag.isEmpty || tag.hasPrefix("tag:yaml.org,2002:") else {
      // YAML takes the word after `!` for the name of a type and would drop it silently.
      throw SettingProblem(place, .notReadable(YAMLProblem.quoteIt(first: "!")))
    }
    let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    return isNull ? .null : .scalar(scalar.string)
  }
}

extension SettingPlace {
  init(file: String, mark: Mark?) { self.init(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1) }
}

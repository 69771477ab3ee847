/// A text in both languages of the product, French first.
public struct Localized: Hashable, Sendable {
  public let fr: String
  public let en: String

  public init(fr: String, en: String) {
    self.fr = fr
    self.en = en
  }

  public func text(_ language: Language) -> String { language == .english ? en : fr }
}

/// A setting of the configuration file, declared once by the room that reads it: the file's check, the annotated
/// reference and the manual are all made from this value.
public struct SettingDeclaration: Sendable {
  /// What may stand as the value.
  public indirect enum Kind: Sendable {
    case text
    case integer(ClosedRange<Int>)
    /// A number of seconds written with a unit: `30s`, `15m`, `12h`, `3d`; the range is in seconds.
    case duration(ClosedRange<Int>)
    case flag
    case choice([String])
    case path
    /// A mail address, `name@domain`.
    case mailAddress
    /// An IANA name, `Europe/Paris`.
    case timeZone
    /// Given as `${ENV}`, `file:PATH` or `sealed:…`; never shown again.
    case secret
    case list(Kind)
    /// A section with the named settings and no others.
    case section([SettingDeclaration])
    /// A map whose keys the customer chooses and whose values are such sections; the text names a key in examples.
    case named(example: String, [SettingDeclaration])
    /// A map whose keys the customer chooses, with simple values.
    case map(Kind)
    /// A node that its room checks by itself (the rules).
    case free
  }

  public let name: String
  public let kind: Kind
  /// As it would be written in the file; nil when there is none.
  public let defaultValue: String?
  public let isRequired: Bool
  public let explanation: Localized
  /// Shown in the reference where there is no default.
  public let example: String?

  public init(
    _ name: String, _ kind: Kind, default defaultValue: String? = nil, isRequired: Bool = false,
    example: String? = nil, _ explanation: Localized
  ) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    self.isRequired = isRequired
    self.example = example
    self.explanation = explanation
  }
}

/// A node of the configuration file with the place where it stands, so that whoever reads it can say where it is wrong.
public struct SettingNode: Hashable, Sendable {
  public indirect enum Value: Hashable, Sendable {
    case null
    /// A scalar as written, quotes taken away.
    case scalar(String)
    case list([SettingNode])
    /// In the order of the file.
    case map([Entry])
  }

  public struct Entry: Hashable, Sendable {
    public let key: String
    /// Where the key stands.
    public let place: SettingPlace
    public let node: SettingNode

    public init(key: String, place: SettingPlace, node: SettingNode) {
      self.key = key
      self.place = place
      self.node = node
    }
  }

  public let value: Value
  public let place: SettingPlace

  public init(_ value: Value, place: SettingPlace) {
    self.value = value
    self.place = place
  }

  public var scalar: String? { if case .scalar(let text) = value { text } else { nil } }

  public var list: [SettingNode]? { if case .list(let nodes) = value { nodes } else { nil } }

  public var entries: [Entry]? { if case .map(let entries) = value { entries } else { nil } }

  /// The value under a key of a map; nil where there is none or this is no map.
  public subscript(key: String) -> SettingNode? { entries?.last { $0.key == key }?.node }
}

/// File, line and column (both from 1) of something in a settings or profile file.
public struct SettingPlace: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public var description: String { "\(file):\(line):\(column)" }

  public static func < (left: SettingPlace, right: SettingPlace) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// Something wrong in a settings or profile file: where, what, and what to do.
public struct SettingProblem: Error, Hashable, Sendable {
  public let place: SettingPlace
  public let wording: Wording

  /// What is wrong, as a value; the words are in `text`.
  public enum Wording: Hashable, Sendable {
    case unknown(name: String, suggestion: String?)
    case missing(name: String)
    case twice(name: String)
    case notOfKind(value: String, expected: Localized)
    case notOneOf(value: String, choices: [String], suggestion: String?)
    case notReadable(Localized)
  }

  public init(_ place: SettingPlace, _ wording: Wording) {
    self.place = place
    self.wording = wording
  }
}

extension SettingProblem {
  /// The sentence shown to the operator, without the place.
  public func text(_ language: Language) -> String {
    let sentence: Localized =
      switch wording {
      case .unknown(let name, let suggestion?):
        Localized(
          fr: "« \(name) » n’existe pas ici ; vouliez-vous écrire « \(suggestion) » ?",
          en: "“\(name)” is not known here; did you mean “\(suggestion)”?")
      case .unknown(let name, nil):
        Localized(fr: "« \(name) » n’existe pas ici.", en: "“\(name)” is not known here.")
      case .missing(let name):
        Localized(fr: "« \(name) » manque ; ce réglage est obligatoire.", en: "“\(name)” is missing; it is required.")
      case .twice(let name):
        Localized(
          fr: "« \(name) » est écrit deux fois ; gardez une seule ligne.",
          en: "“\(name)” stands twice; keep one line.")
      case .notOfKind(let value, let expected):
        Localized(
          fr: "« \(value) » ne convient pas ; il faut \(expected.fr).",
          en: "“\(value)” does not fit; expected \(expected.en).")
      case .notOneOf(let value, let choices, let suggestion):
        Localized(
          fr: "« \(value) » n’est pas un choix possible (\(choices.joined(separator: ", ")))"
            + (suggestion.map { " ; vouliez-vous écrire « \($0) » ?" } ?? "."),
          en: "“\(value)” is not one of \(choices.joined(separator: ", "))"
            + (suggestion.map { "; did you mean “\($0)”?" } ?? "."))
      case .notReadable(let text): text
      }
    return sentence.text(language)
  }
}

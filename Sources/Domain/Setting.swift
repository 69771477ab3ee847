/// A text in both languages of the product, French first.
public struct Localized: Hashable, Sendable, Codable {
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
    /// A part of the whole, written with a point: `0.95`.
    case share(ClosedRange<Double>)
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
  /// Stands in the printed file so that it counts although it is not required: of several ways, the usual one.
  public let isUsual: Bool
  public let explanation: Localized
  /// Shown in the reference where there is no default.
  public let example: String?

  public init(
    _ name: String, _ kind: Kind, default defaultValue: String? = nil, isRequired: Bool = false,
    isUsual: Bool = false, example: String? = nil, _ explanation: Localized
  ) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    self.isRequired = isRequired
    self.isUsual = isUsual
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
    /// A known name at the wrong level; `belongs` is where it goes, as `mailboxes › NAME › mode`.
    case misplaced(name: String, belongs: String)
    case missing(name: String)
    case twice(name: String)
    case notOfKind(value: String, expected: Localized, suggestion: String? = nil)
    /// A list where a text should be, and the like; both are noun phrases (`une liste`, `a list`).
    case wrongShape(found: Localized, expected: Localized)
    case notOneOf(value: String, choices: [String], suggestion: String?)
    /// A secret in clear text. The secret itself is never part of the problem.
    case clearSecret(name: String)
    /// A whole sentence of its own.
    case notReadable(Localized)
  }

  public init(_ place: SettingPlace, _ wording: Wording) {
    self.place = place
    self.wording = wording
  }
}

extension SettingProblem {
  /// The line shown to the operator: `file:line:column: sentence`.
  public func line(_ language: Language) -> String { "\(place): \(text(language))" }

  /// The sentence shown to the operator, without the place.
  public func text(_ language: Language) -> String { sentence.text(language) }

  /// The same in both languages.
  public var sentence: Localized {
    switch wording {
    case .unknown(let name, let suggestion?):
      Localized(
        fr: "« \(shown(name)) » n’est pas un nom connu ici ; vouliez-vous écrire « \(suggestion) » ?",
        en: "“\(shown(name))” is not a known name here; did you mean “\(suggestion)”?")
    case .unknown(let name, nil):
      Localized(
        fr: "« \(shown(name)) » n’est pas un nom connu ici ; vérifiez son orthographe et son retrait.",
        en: "“\(shown(name))” is not a known name here; check its spelling and its indentation.")
    case .misplaced(let name, let belongs):
      Localized(
        fr: "« \(shown(name)) » n’est pas à sa place ; ce réglage va sous « \(belongs) ».",
        en: "“\(shown(name))” is out of place; this setting goes under “\(belongs)”.")
    case .missing(let name):
      Localized(fr: "Il manque « \(name) », qui est obligatoire ici.", en: "“\(name)” is missing; it is required here.")
    case .twice(let name):
      Localized(
        fr: "« \(shown(name)) » est écrit deux fois au même endroit ; gardez un seul des deux.",
        en: "“\(shown(name))” stands twice in the same place; keep only one.")
    case .notOfKind(let value, let expected, let suggestion?):
      Localized(
        fr: "« \(shown(value)) » ne convient pas ; il faut \(expected.fr). Vouliez-vous écrire « \(suggestion) » ?",
        en: "“\(shown(value))” does not fit; it must be \(expected.en). Did you mean “\(suggestion)”?")
    case .notOfKind(let value, let expected, nil):
      Localized(
        fr: "« \(shown(value)) » ne convient pas ; il faut \(expected.fr).",
        en: "“\(shown(value))” does not fit; it must be \(expected.en).")
    case .wrongShape(let found, let expected):
      Localized(
        fr: "Il y a ici \(found.fr) alors qu’il faut \(expected.fr).",
        en: "Here is \(found.en) where there must be \(expected.en).")
    case .notOneOf(let value, let choices, let suggestion?):
      Localized(
        fr: "« \(shown(value)) » n’est pas un choix possible ; vouliez-vous écrire « \(suggestion) » ? "
          + "Les choix sont : \(choices.joined(separator: ", ")).",
        en: "“\(shown(value))” is not a possible choice; did you mean “\(suggestion)”? "
          + "The choices are: \(choices.joined(separator: ", ")).")
    case .notOneOf(let value, let choices, nil):
      Localized(
        fr: "« \(shown(value)) » n’est pas un choix possible ; les choix sont : \(choices.joined(separator: ", ")).",
        en: "“\(shown(value))” is not a possible choice; the choices are: \(choices.joined(separator: ", ")).")
    case .clearSecret(let name):
      Localized(
        fr: "« \(name) » ne doit pas être écrit en clair ; lancez « vaguemestre seal » et recopiez ici le texte "
          + "« sealed:… » qu’il donne, ou bien écrivez « ${VARIABLE} » ou « file:/chemin ».",
        en: "“\(name)” must not be written in clear; run “vaguemestre seal” and copy the text “sealed:…” that it "
          + "gives, or else write “${VARIABLE}” or “file:/path”.")
    case .notReadable(let text): text
    }
  }
}

/// What the customer wrote, fit for one line of a terminal: no control characters, and not too long.
private func shown(_ text: String) -> String {
  let limit = 60
  var result = ""
  for scalar in text.unicodeScalars.prefix(limit) {
    result.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
  }
  return text.unicodeScalars.count > limit ? result + "…" : result
}

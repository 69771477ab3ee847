public import Domain

/// Compares a file with what the rooms declared and tells everything that is wrong with it at once.
///
/// It looks at the file alone: whether a secret can be opened, or a path exists, is found out by whoever needs it.
public enum SettingsCheck {
  /// More problems than anybody reads; the check stops looking there.
  static let mostProblems = 200

  /// The problems in the order of the file; none when the file is fit for use.
  public static func problems(in root: SettingNode, declarations: [SettingDeclaration]) -> [SettingProblem] {
    var check = Check(declarations: declarations)
    check.section(root, declarations, at: root.place)
    return check.problems.sorted { $0.place < $1.place }
  }
}

private struct Check {
  let declarations: [SettingDeclaration]
  private(set) var problems: [SettingProblem] = []

  init(declarations: [SettingDeclaration]) { self.declarations = declarations }

  private mutating func report(_ place: SettingPlace, _ wording: SettingProblem.Wording) {
    problems.append(SettingProblem(place, wording))
  }

  /// A section; nothing at all stands for an empty one. `place` is where its name stands.
  mutating func section(_ node: SettingNode, _ declared: [SettingDeclaration], at place: SettingPlace) {
    guard let entries = entries(of: node, .section(declared)) else { return }
    for declaration in declared where declaration.isRequired {
      guard entries.contains(where: { $0.key == declaration.name && !$0.node.isNull }) else {
        report(place, .missing(name: declaration.name))
        continue
      }
    }
    for entry in entries where problems.count < SettingsCheck.mostProblems {
      if let declaration = declared.first(where: { $0.name == entry.key }) {
        value(entry.node, declaration.kind, name: entry.key, at: entry.place)
      } else {
        unknown(entry, among: declared)
      }
    }
  }

  /// The entries of a map, none for a null; nil, and a problem, for anything else.
  private mutating func entries(of node: SettingNode, _ kind: SettingDeclaration.Kind) -> [SettingNode.Entry]? {
    if node.isNull { return [] }
    if let entries = node.entries { return entries }
    report(node.place, .wrongShape(found: node.shape, expected: kind.expected))
    return nil
  }

  /// A name nobody declared here: one that belongs elsewhere, or a slip of the finger.
  private mutating func unknown(_ entry: SettingNode.Entry, among declared: [SettingDeclaration]) {
    let homes = declarations.paths(to: entry.key)
    if let home = homes.first, homes.count == 1 {
      report(entry.place, .misplaced(name: entry.key, belongs: home.joined(separator: " › ")))
    } else {
      report(entry.place, .unknown(name: entry.key, suggestion: closest(to: entry.key, in: declared.map(\.name))))
    }
  }

  private mutating func value(
    _ node: SettingNode, _ kind: SettingDeclaration.Kind, name: String, at place: SettingPlace
  ) {
    switch kind {
    case .free: return
    case .section(let declared): section(node, declared, at: place)
    case .named(_, let declared):
      for entry in entries(of: node, kind) ?? [] where problems.count < SettingsCheck.mostProblems {
        section(entry.node, declared, at: entry.place)
      }
    case .map(let element):
      for entry in entries(of: node, kind) ?? [] where problems.count < SettingsCheck.mostProblems {
        value(entry.node, element, name: entry.key, at: entry.place)
      }
    case .list(let element): list(node, element, name: name)
    default:
      // A name without a value is as good as absent, which `section` has judged.
      if !node.isNull { scalar(node, kind, name: name) }
    }
  }

  private mutating func list(_ node: SettingNode, _ element: SettingDeclaration.Kind, name: String) {
    // A list of one may be written without its dash.
    if node.scalar != nil, element.isScalar { return scalar(node, element, name: name) }
    guard !node.isNull else { return }
    guard let nodes = node.list else {
      return report(
        node.place, .wrongShape(found: node.shape, expected: SettingDeclaration.Kind.list(element).expected))
    }
    for node in nodes where problems.count < SettingsCheck.mostProblems {
      if node.isNull {
        report(node.place, .wrongShape(found: node.shape, expected: element.expected))
      } else {
        value(node, element, name: name, at: node.place)
      }
    }
  }

  private mutating func scalar(_ node: SettingNode, _ kind: SettingDeclaration.Kind, name: String) {
    guard let text = node.scalar else {
      return report(node.place, .wrongShape(found: node.shape, expected: kind.expected))
    }
    switch kind {
    case .choice(let choices) where !choices.contains(text):
      report(node.place, .notOneOf(value: text, choices: choices, suggestion: closest(to: text, in: choices)))
    case .secret:
      switch SecretSource(text) {
      case nil: report(node.place, .clearSecret(name: name))
      case .damaged: report(node.place, .notReadable(SecretSource.damagedText))
      default: break
      }
    case .timeZone where !TimeZoneNames.contain(text):
      let suggestion = TimeZoneNames.closest(to: text)
      report(node.place, .notOfKind(value: text, expected: kind.expected, suggestion: suggestion))
    default:
      if !kind.accepts(node) { report(node.place, .notOfKind(value: text, expected: kind.expected)) }
    }
  }
}

extension SettingDeclaration.Kind {
  fileprivate var isScalar: Bool {
    switch self {
    case .section, .named, .map, .list, .free: false
    default: true
    }
  }

  /// Whether a scalar node is a value of this kind, for the kinds that need no more than a yes or no.
  fileprivate func accepts(_ node: SettingNode) -> Bool {
    switch self {
    case .integer(let range): node.integer.map(range.contains) ?? false
    case .share(let range): node.share.map(range.contains) ?? false
    case .duration(let range): node.seconds.map(range.contains) ?? false
    case .flag: node.flag != nil
    case .path: (node.scalar ?? "").hasPrefix("/") && !(node.scalar ?? "").utf8.contains(0)
    case .mailAddress: isMailAddress(node.scalar ?? "")
    default: true
    }
  }
}

extension [SettingDeclaration] {
  /// Every way down to a setting of this name.
  fileprivate func paths(to name: String) -> [[String]] {
    var paths: [[String]] = []
    for declaration in self {
      if declaration.name == name { paths.append([name]) }
      switch declaration.kind {
      case .section(let inner), .list(.section(let inner)):
        paths += inner.paths(to: name).map { [declaration.name] + $0 }
      case .named(let example, let inner):
        paths += inner.paths(to: name).map { [declaration.name, example] + $0 }
      default: break
      }
    }
    return paths
  }
}

/// An address an operator would write: `local@domain.tld` without quotes, comments or names (RFC 5321 §4.1.2, the
/// Dot-string form; RFC 6531 for letters beyond ASCII).
private func isMailAddress(_ text: String) -> Bool {
  let halves = text.split(separator: "@", omittingEmptySubsequences: false)
  guard halves.count == 2, text.utf8.count <= 254 else { return false }
  func isAtom(_ part: Substring, _ allowed: String) -> Bool {
    !part.isEmpty
      && part.unicodeScalars.allSatisfy { scalar in
        if !scalar.isASCII { return scalar.properties.generalCategory != .control && !scalar.properties.isWhitespace }
        return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || allowed.unicodeScalars.contains(scalar)
      }
  }
  let local = halves[0].split(separator: ".", omittingEmptySubsequences: false)
  let labels = halves[1].split(separator: ".", omittingEmptySubsequences: false)
  return local.allSatisfy { isAtom($0, "!#$%&'*+-/=?^_`{|}~") }
    && labels.count >= 2 && labels.allSatisfy { isAtom($0, "-") && !$0.hasPrefix("-") && !$0.hasSuffix("-") }
}

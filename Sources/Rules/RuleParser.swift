public import Domain

/// What a profile's rules may name; anything else in them is a slip of the pen, told with its place.
public struct RuleVocabulary: Sendable {
  /// The profile's intents, in its order.
  public let intents: [String]
  /// The ids of the profile's folders.
  public let folders: [String]
  /// The names of its reply templates.
  public let templates: [String]

  public init(intents: [String], folders: [String], templates: [String]) {
    self.intents = intents
    self.folders = folders
    self.templates = templates
  }
}

/// Every problem of a rules file, in the order of the file.
public struct RuleProblems: Error, Hashable, Sendable {
  public let problems: [SettingProblem]
}

extension RuleSet {
  /// Reads `rules.yaml`: a map with `rules`, a list in their order, and `hand_over`, a list that may be missing.
  ///
  /// All problems are collected, so that one reading tells everything that is wrong.
  public init(reading node: SettingNode, vocabulary: RuleVocabulary, motives: Motives) throws(RuleProblems) {
    var parser = RuleParser(vocabulary: vocabulary)
    parser.refuseUnknown(in: node, known: ["rules", "hand_over"])
    let rules = parser.list(node, "rules", isRequired: true).compactMap { parser.rule($0) }
    let handOvers = parser.list(node, "hand_over", isRequired: false).compactMap { parser.handOver($0) }
    guard parser.problems.isEmpty else { throw RuleProblems(problems: parser.problems.sorted { $0.place < $1.place }) }
    self.init(rules: rules, handOvers: handOvers, motives: motives)
  }
}

/// Reads rules from the nodes of a file. Each function gives nil when it could not read, after noting why.
struct RuleParser {
  let vocabulary: RuleVocabulary
  private(set) var problems: [SettingProblem] = []
  private var seen: Set<String> = []

  init(vocabulary: RuleVocabulary) { self.vocabulary = vocabulary }

  mutating func rule(_ node: SettingNode) -> Rule? {
    refuseUnknown(in: node, known: ["id", "sentence", "when", "then"])
    // Each part is read before any is missed, so that all their problems are told.
    let id = ruleID(node)
    let sentence = localized(node, "sentence")
    let conditions = self.conditions(node, mayBeEmpty: true)
    let proposal = required(node, "then").flatMap { self.proposal($0) }
    guard let id, let sentence, let conditions, let proposal else { return nil }
    return Rule(id: id, sentence: sentence, when: conditions, then: proposal)
  }

  mutating func handOver(_ node: SettingNode) -> HandOver? {
    refuseUnknown(in: node, known: ["id", "sentence", "when"])
    let id = ruleID(node)
    let sentence = localized(node, "sentence")
    // Without a condition every reply would be withheld: the mailbox's mode says that better.
    let conditions = self.conditions(node, mayBeEmpty: false)
    guard let id, let sentence, let conditions else { return nil }
    return HandOver(id: id, sentence: sentence, when: conditions)
  }

  private mutating func ruleID(_ node: SettingNode) -> RuleID? {
    guard let idNode = required(node, "id"), let id = text(idNode) else { return nil }
    if !seen.insert(id).inserted { note(idNode, .twice(name: id)) }
    return RuleID(id)
  }

  private mutating func conditions(_ node: SettingNode, mayBeEmpty: Bool) -> [Condition]? {
    guard let map = mayBeEmpty ? node["when"] : required(node, "when") else { return mayBeEmpty ? [] : nil }
    guard let entries = map.entries else {
      note(map, .wrongShape(found: map.shape, expected: Localized(fr: "des conditions", en: "conditions")))
      return nil
    }
    let before = problems.count
    var conditions: [Condition] = []
    for entry in entries {
      guard let field = ConditionField(rawValue: entry.key) else {
        let known = ConditionField.allCases.map(\.rawValue)
        note(entry.place, .unknown(name: entry.key, suggestion: closest(to: entry.key, in: known)))
        continue
      }
      if let condition = self.condition(field, entry.node) { conditions.append(condition) }
    }
    return problems.count == before ? conditions : nil
  }

  private mutating func proposal(_ node: SettingNode) -> Proposal? {
    refuseUnknown(in: node, known: ["reply", "draft", "folder", "answered_folder", "flag", "person"])
    let reply = node["reply"].flatMap { template($0) }
    let draft = node["draft"].flatMap { template($0) }
    if node["reply"] != nil, let second = node["draft"] {
      note(
        second,
        .notReadable(
          Localized(
            fr: "Une règle répond (« reply ») ou prépare un brouillon (« draft »), pas les deux.",
            en: "A rule replies (“reply”) or drafts (“draft”), not both.")))
    }
    let folder = required(node, "folder").flatMap { self.folder($0) }
    let answeredFolder = node["answered_folder"].flatMap { self.folder($0) }
    let flag = node["flag"].map { truth($0) } ?? false
    let person = node["person"].map { truth($0) } ?? false
    guard let folder, let flag, let person else { return nil }
    return Proposal(
      answer: reply.map { .reply($0) } ?? draft.map { .draft($0) }, folder: folder, answeredFolder: answeredFolder,
      flag: flag, person: person)
  }

  private mutating func template(_ node: SettingNode) -> TemplateName? {
    oneOf(vocabulary.templates, node).map { TemplateName($0) }
  }

  private mutating func folder(_ node: SettingNode) -> Proposal.Folder? {
    oneOf(vocabulary.folders + ["motive"], node).map { $0 == "motive" ? .motive : .id($0) }
  }

  private mutating func localized(_ node: SettingNode, _ key: String) -> Localized? {
    guard let both = required(node, key) else { return nil }
    refuseUnknown(in: both, known: ["fr", "en"])
    let french = required(both, "fr").flatMap { text($0) }
    let english = required(both, "en").flatMap { text($0) }
    guard let french, let english else { return nil }
    return Localized(fr: french, en: english)
  }
}

// The grammar's small parts.
extension RuleParser {
  mutating func list(_ node: SettingNode, _ key: String, isRequired: Bool) -> [SettingNode] {
    guard let found = isRequired ? required(node, key) : node[key], !found.isNull else { return [] }
    if let list = found.list { return list }
    note(found, .wrongShape(found: found.shape, expected: Localized(fr: "une liste", en: "a list")))
    return []
  }

  /// A name written twice was found already when the file was read.
  mutating func refuseUnknown(in node: SettingNode, known: [String]) {
    for entry in node.entries ?? [] where !known.contains(entry.key) {
      note(entry.place, .unknown(name: entry.key, suggestion: closest(to: entry.key, in: known)))
    }
  }

  mutating func required(_ node: SettingNode, _ key: String) -> SettingNode? {
    do { return try node.required(key) } catch {
      note(error)
      return nil
    }
  }

  mutating func text(_ node: SettingNode) -> String? {
    if let text = node.scalar, !text.isEmpty { return text }
    note(node, .wrongShape(found: node.shape, expected: Localized(fr: "un texte", en: "a text")))
    return nil
  }

  mutating func truth(_ node: SettingNode) -> Bool? {
    if let flag = node.flag { return flag }
    let expected = Localized(fr: "« true » ou « false »", en: "“true” or “false”")
    if let text = node.scalar {
      note(node, .notOfKind(value: text, expected: expected))
    } else {
      note(node, .wrongShape(found: node.shape, expected: expected))
    }
    return nil
  }

  mutating func oneOf(_ choices: [String], _ node: SettingNode) -> String? {
    guard let value = text(node) else { return nil }
    if choices.contains(value) { return value }
    note(node, .notOneOf(value: value, choices: choices, suggestion: closest(to: value, in: choices)))
    return nil
  }

  /// A value or a list of them, at least one.
  mutating func values(_ node: SettingNode) -> [SettingNode]? {
    if node.scalar != nil { return [node] }
    if let list = node.list, !list.isEmpty { return list }
    note(
      node,
      .wrongShape(found: node.shape, expected: Localized(fr: "une valeur ou une liste", en: "a value or a list")))
    return nil
  }

  mutating func note(_ problem: SettingProblem) { problems.append(problem) }

  mutating func note(_ node: SettingNode, _ wording: SettingProblem.Wording) { note(node.place, wording) }

  mutating func note(_ place: SettingPlace, _ wording: SettingProblem.Wording) {
    problems.append(SettingProblem(place, wording))
  }
}

public import Domain

extension IntentLexicon {
  /// Reads the contents of `intents.yaml`: a section `intents`, a list of motives.
  /// - Throws: the first problem, with its place.
  public init(reading node: SettingNode) throws(SettingProblem) {
    try Self.allow(["intents"], in: node)
    let list = try node.required("intents")
    guard let nodes = list.list else {
      throw SettingProblem(
        list.place, .wrongShape(found: list.shape, expected: Localized(fr: "une liste", en: "a list")))
    }
    var entries: [Entry] = []
    for node in nodes {
      let entry = try Entry(reading: node)
      guard !entries.contains(where: { $0.intent == entry.intent }) else {
        throw SettingProblem(node["id"]?.place ?? node.place, .twice(name: entry.intent.id))
      }
      entries.append(entry)
    }
    try Self.checkIncompatible(nodes, ids: entries.map(\.intent.id))
    self.init(entries: entries)
  }

  private static func checkIncompatible(_ nodes: [SettingNode], ids: [String]) throws(SettingProblem) {
    for node in nodes.flatMap({ $0["incompatible"]?.list ?? [] }) {
      guard let id = node.scalar, !ids.contains(id) else { continue }
      throw SettingProblem(node.place, .notOneOf(value: id, choices: ids, suggestion: closest(to: id, in: ids)))
    }
  }

  fileprivate static func allow(_ names: [String], in node: SettingNode) throws(SettingProblem) {
    guard let entries = node.entries else {
      throw SettingProblem(
        node.place,
        .wrongShape(found: node.shape, expected: Localized(fr: "une suite de réglages", en: "a group of settings")))
    }
    for entry in entries where !names.contains(entry.key) {
      throw SettingProblem(entry.place, .unknown(name: entry.key, suggestion: closest(to: entry.key, in: names)))
    }
  }
}

extension IntentLexicon.Entry {
  fileprivate init(reading node: SettingNode) throws(SettingProblem) {
    try IntentLexicon.allow(
      ["id", "label", "definition", "folder", "incompatible", "keywords", "signals", "documents"], in: node)
    self.init(
      intent: Intent(try node.requiredText("id")), label: try Self.localized(node.required("label")),
      definition: try Self.localized(node.required("definition")), folder: try node.requiredText("folder"),
      incompatible: node["incompatible"]?.texts.map { Intent($0) } ?? [],
      keywords: try Self.keywords(node["keywords"]), signals: try Self.weights(node["signals"]),
      documents: try Self.weights(node["documents"]))
  }

  private static func localized(_ node: SettingNode) throws(SettingProblem) -> Localized {
    Localized(fr: try node.requiredText("fr"), en: try node.requiredText("en"))
  }

  private static func keywords(_ node: SettingNode?) throws(SettingProblem) -> [IntentLexicon.Keyword] {
    var keywords: [IntentLexicon.Keyword] = []
    guard let node, !node.isNull else { return [] }
    for language in try entries(of: node) {
      for entry in try entries(of: language.node) {
        guard (1...PhraseIndex.longestPhrase).contains(PhraseIndex.wordCount(entry.key)) else {
          throw SettingProblem(
            entry.place,
            .notOfKind(
              value: entry.key,
              expected: Localized(
                fr: "une expression d’un à \(PhraseIndex.longestPhrase) mots",
                en: "a phrase of one to \(PhraseIndex.longestPhrase) words")))
        }
        keywords.append(
          IntentLexicon.Keyword(
            language: Language(language.key), phrase: entry.key, weight: try weight(entry.node)))
      }
    }
    return keywords
  }

  /// The weights of signs that have fixed names.
  private static func weights<Sign: RawRepresentable<String> & Hashable & CaseIterable>(
    _ node: SettingNode?
  ) throws(SettingProblem) -> [Sign: Double] {
    var weights: [Sign: Double] = [:]
    guard let node, !node.isNull else { return [:] }
    for entry in try entries(of: node) {
      guard let sign = Sign(rawValue: entry.key) else {
        let names = Sign.allCases.map(\.rawValue)
        throw SettingProblem(entry.place, .unknown(name: entry.key, suggestion: closest(to: entry.key, in: names)))
      }
      weights[sign] = try weight(entry.node)
    }
    return weights
  }

  private static func entries(of node: SettingNode) throws(SettingProblem) -> [SettingNode.Entry] {
    guard let entries = node.entries else {
      throw SettingProblem(
        node.place,
        .wrongShape(found: node.shape, expected: Localized(fr: "une suite de réglages", en: "a group of settings")))
    }
    return entries
  }

  private static func weight(_ node: SettingNode) throws(SettingProblem) -> Double {
    guard let weight = node.scalar.flatMap({ Double($0) }), weight.isFinite, abs(weight) <= 10 else {
      throw SettingProblem(
        node.place,
        .notOfKind(
          value: node.scalar ?? "",
          expected: Localized(fr: "un poids de -10 à 10, comme 2.5", en: "a weight from -10 to 10, such as 2.5")))
    }
    return weight
  }
}

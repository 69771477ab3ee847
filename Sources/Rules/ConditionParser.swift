internal import Domain

// The values that each condition takes:
//
//   when:
//     intent: order_tracking              one intent, or a list: any of them
//     also_intent: any                    a list, `any`, `none`
//     record: order                       a kind of record, a list, `any`, `none`
//     state: [paid, in_preparation]
//     finding: unknown_number:order       a finding, about any kind of record or one
//     sender: ["@partner.example", a@b.example]
//     language: [fr, en]
//     sentiment: negative
//     number: order_number                a kind of number, a list, `any`, `none`
//     automatic: [bounce, auto_reply]
//     spam, copy_only, urgent, attachments, intents_incompatible: true or false
extension RuleParser {
  mutating func condition(_ field: ConditionField, _ node: SettingNode) -> Condition? {
    switch field {
    case .intent: known(vocabulary.intents, node) { Intent($0) }.map { .intent($0) }
    case .alsoIntent: selection(vocabulary.intents, node) { Intent($0) }.map { .alsoIntent($0) }
    case .intentsIncompatible: truth(node).map { .intentsIncompatible($0) }
    case .record:
      selection(Record.Kind.allCases.map(\.rawValue), node) { Record.Kind(rawValue: $0) }.map { .record($0) }
    case .state: known(RecordState.allCases.map(\.rawValue), node) { $0 }.map { .state($0) }
    case .finding: findings(node).map { .finding($0) }
    case .sender: senders(node).map { .sender($0) }
    case .language: known(["fr", "en"], node) { Language($0) }.map { .language($0) }
    case .sentiment:
      known(["negative", "neutral", "positive"], node) { Sentiment(rawValue: $0) }.map { .sentiment($0) }
    case .urgent: truth(node).map { .urgent($0) }
    case .attachments: truth(node).map { .attachments($0) }
    case .number:
      selection(Condition.numberKinds.map(\.rawValue), node) { Entity.Kind(rawValue: $0) }.map { .number($0) }
    case .spam: truth(node).map { .spam($0) }
    case .copyOnly: truth(node).map { .copyOnly($0) }
    case .automatic:
      known(AutomaticOrigin.Kind.all.map(\.code), node) { code in AutomaticOrigin.Kind.all.first { $0.code == code } }
        .map { .automatic($0) }
    }
  }

  /// Values out of a closed list, each made into what it stands for.
  private mutating func known<Value>(
    _ choices: [String], _ node: SettingNode, _ make: (String) -> Value?
  ) -> [Value]? {
    guard let nodes = values(node) else { return nil }
    let found = nodes.compactMap { oneOf(choices, $0).flatMap(make) }
    return found.count == nodes.count ? found : nil
  }

  private mutating func selection<Value>(
    _ choices: [String], _ node: SettingNode, _ make: (String) -> Value?
  ) -> Condition.Selection<Value>? {
    switch node.scalar {
    case "any": .any
    case "none": Condition.Selection.none
    // A list may not mix in `any` and `none`, but whoever mistypes one of them should see it among the choices.
    case .some: known(choices + ["any", "none"], node, make).map { .anyOf($0) }
    case nil: known(choices, node, make).map { .anyOf($0) }
    }
  }

  private mutating func findings(_ node: SettingNode) -> [Condition.FindingPattern]? {
    guard let nodes = values(node) else { return nil }
    let patterns = nodes.compactMap { finding($0) }
    return patterns.count == nodes.count ? patterns : nil
  }

  private mutating func finding(_ node: SettingNode) -> Condition.FindingPattern? {
    guard let text = self.text(node) else { return nil }
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let codes = Finding.Code.allCases.map(\.rawValue)
    guard let code = Finding.Code(rawValue: halves[0]) else {
      note(node, .notOneOf(value: halves[0], choices: codes, suggestion: closest(to: halves[0], in: codes)))
      return nil
    }
    guard halves.count == 2 else { return Condition.FindingPattern(code) }
    let kinds = Record.Kind.allCases.map(\.rawValue)
    guard let kind = Record.Kind(rawValue: halves[1]) else {
      note(node, .notOneOf(value: halves[1], choices: kinds, suggestion: closest(to: halves[1], in: kinds)))
      return nil
    }
    return Condition.FindingPattern(code, kind: kind)
  }

  private mutating func senders(_ node: SettingNode) -> [Condition.SenderPattern]? {
    guard let nodes = values(node) else { return nil }
    let patterns = nodes.compactMap { sender($0) }
    return patterns.count == nodes.count ? patterns : nil
  }

  private mutating func sender(_ node: SettingNode) -> Condition.SenderPattern? {
    guard let text = self.text(node) else { return nil }
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[1].isEmpty else {
      note(
        node,
        .notOfKind(
          value: text,
          expected: Localized(
            fr: "une adresse (nom@domaine) ou un domaine (@domaine)",
            en: "an address (name@domain) or a domain (@domain)")
        ))
      return nil
    }
    return Condition.SenderPattern(text)
  }
}

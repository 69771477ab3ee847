import Domain
import Rules
import Settings
import Testing

@Suite struct RuleParserTests {
  static let vocabulary = RuleVocabulary(
    intents: ["order_tracking", "return_request"], folders: ["00", "02"], templates: ["tracking-shipped"])

  static func read(_ yaml: String) throws -> RuleSet {
    try RuleSet(
      reading: SettingsFile.parse(yaml, file: "rules.yaml"), vocabulary: vocabulary,
      motives: RuleSet.Motives(folders: [:], incompatible: [:]))
  }

  static func rule(when: String, then: String = "{folder: \"02\"}") -> String {
    """
    rules:
      - id: a
        sentence: {fr: Une phrase, en: A sentence}
        when: \(when)
        then: \(then)

    """
  }

  /// A condition as written, and as the decision tells it.
  static let conditions: [(String, String)] = [
    ("{intent: order_tracking}", "intent: order_tracking"),
    ("{intent: [order_tracking, return_request]}", "intent: order_tracking, return_request"),
    ("{also_intent: any}", "also_intent: any"),
    ("{also_intent: none}", "also_intent: none"),
    ("{also_intent: return_request}", "also_intent: return_request"),
    ("{intents_incompatible: true}", "intents_incompatible: true"),
    ("{record: order}", "record: order"),
    ("{record: none}", "record: none"),
    ("{state: [paid, in_preparation]}", "state: paid, in_preparation"),
    ("{finding: unknown_number}", "finding: unknown_number"),
    ("{finding: ['unknown_number:order', no_number]}", "finding: unknown_number:order, no_number"),
    ("{sender: ['@Partner.example', a@b.example]}", "sender: @partner.example, a@b.example"),
    ("{language: en}", "language: en"),
    ("{sentiment: negative}", "sentiment: negative"),
    ("{urgent: true}", "urgent: true"),
    ("{attachments: non}", "attachments: false"),
    ("{number: order_number}", "number: order_number"),
    ("{number: any}", "number: any"),
    ("{spam: true}", "spam: true"),
    ("{copy_only: true}", "copy_only: true"),
    ("{automatic: [bounce, no_reply]}", "automatic: bounce, no_reply"),
  ]

  @Test(arguments: conditions) func readsConditions(_ yaml: String, _ text: String) throws {
    #expect(try Self.read(Self.rule(when: yaml)).rules.first?.when.map(\.text) == [text])
  }

  @Test func everyFieldIsTried() {
    let tried = Set(Self.conditions.compactMap { $0.1.split(separator: ":").first.map(String.init) })
    #expect(ConditionField.allCases.map(\.rawValue).filter { !tried.contains($0) } == [])
  }

  static let proposals: [(String, Proposal)] = [
    ("{folder: \"02\"}", Proposal(folder: .id("02"))),
    ("{folder: motive, person: true}", Proposal(folder: .motive, person: true)),
    (
      "{reply: tracking-shipped, folder: \"02\", answered_folder: \"02\", flag: true}",
      Proposal(
        answer: .reply(TemplateName("tracking-shipped")), folder: .id("02"), answeredFolder: .id("02"), flag: true)
    ),
    (
      "{draft: tracking-shipped, folder: \"00\"}",
      Proposal(answer: .draft(TemplateName("tracking-shipped")), folder: .id("00"))
    ),
  ]

  @Test(arguments: proposals) func readsProposals(_ yaml: String, _ proposal: Proposal) throws {
    #expect(try Self.read(Self.rule(when: "{spam: true}", then: yaml)).rules.first?.then == proposal)
  }

  /// What is written, and every problem with its place.
  static let problems: [(String, [String: SettingProblem.Wording])] = [
    (rule(when: "{intnet: order_tracking}"), ["4:12": .unknown(name: "intnet", suggestion: "intent")]),
    (
      rule(when: "{intent: order_traking}"),
      [
        "4:20": .notOneOf(
          value: "order_traking", choices: ["order_tracking", "return_request"], suggestion: "order_tracking")
      ]
    ),
    (
      rule(when: "{also_intent: nnoe}"),
      [
        "4:25": .notOneOf(
          value: "nnoe", choices: ["order_tracking", "return_request", "any", "none"], suggestion: "none")
      ]
    ),
    (
      rule(when: "{sentiment: furious}"),
      ["4:23": .notOneOf(value: "furious", choices: ["negative", "neutral", "positive"], suggestion: nil)]
    ),
    (
      rule(when: "{finding: 'unknown_number:ordre'}"),
      ["4:21": .notOneOf(value: "ordre", choices: ["order", "invoice", "customer", "product"], suggestion: "order")]
    ),
    (
      rule(when: "{urgent: peut-être}"),
      [
        "4:20": .notOfKind(
          value: "peut-être", expected: Localized(fr: "« true » ou « false »", en: "“true” or “false”"))
      ]
    ),
    (
      rule(when: "{sender: nobody}"),
      [
        "4:20": .notOfKind(
          value: "nobody",
          expected: Localized(
            fr: "une adresse (nom@domaine) ou un domaine (@domaine)",
            en: "an address (name@domain) or a domain (@domain)"))
      ]
    ),
    (rule(when: "{spam: true}", then: "{}"), ["5:11": .missing(name: "folder")]),
    (
      rule(when: "{spam: true}", then: "{folder: \"03\"}"),
      ["5:20": .notOneOf(value: "03", choices: ["00", "02", "motive"], suggestion: "00")]
    ),
    (
      rule(when: "{spam: true}", then: "{folder: \"02\", reply: tracking-shiped}"),
      [
        "5:33": .notOneOf(
          value: "tracking-shiped", choices: ["tracking-shipped"], suggestion: "tracking-shipped")
      ]
    ),
    (
      rule(when: "{spam: true}", then: "{folder: \"02\", reply: tracking-shipped, draft: tracking-shipped}"),
      [
        "5:58": .notReadable(
          Localized(
            fr: "Une règle répond (« reply ») ou prépare un brouillon (« draft »), pas les deux.",
            en: "A rule replies (“reply”) or drafts (“draft”), not both."))
      ]
    ),
    // Everything that is wrong is told at once.
    (
      """
      rules:
        - id: a
          sentence: {fr: Une phrase}
          then: {folder: "02"}
        - id: a
          sentence: {fr: Une phrase, en: A sentence}
          then: {folder: "02"}

      """, ["3:15": .missing(name: "en"), "5:9": .twice(name: "a")]
    ),
    ("rulez: []\nrules: []\n", ["1:1": .unknown(name: "rulez", suggestion: "rules")]),
    ("hand_over: []\n", ["1:1": .missing(name: "rules")]),
    (
      """
      hand_over:
        - id: a
          sentence: {fr: Une phrase, en: A sentence}
      rules: []

      """, ["2:5": .missing(name: "when")]
    ),
  ]

  @Test(arguments: problems) func tellsProblems(_ yaml: String, _ expected: [String: SettingProblem.Wording]) throws {
    let error = #expect(throws: RuleProblems.self) { try Self.read(yaml) }
    let problems = error?.problems ?? []
    let told = problems.map { ("\($0.place.line):\($0.place.column)", $0.wording) }
    #expect(Dictionary(told, uniquingKeysWith: { first, _ in first }) == expected)
    #expect(problems == problems.sorted { $0.place < $1.place })
  }
}

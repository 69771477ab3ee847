import Domain
import Rules
import Testing

/// A mail that the one rule would answer, what holds the answer back, and what is left of it.
struct SafeguardCase: CustomTestStringConvertible, Sendable {
  let name: String
  let mail: Mail
  let actions: String
  let withheld: String
  let reasons: [Reason]
  let needsPerson: Bool

  init(
    _ name: String, _ actions: String, withheld: String = "", _ reasons: [Reason], person: Bool,
    _ change: (inout Mail) -> Void
  ) {
    self.name = name
    mail = Mail(entities: [.orderNumber]).with(change)
    self.actions = actions
    self.withheld = withheld
    self.reasons = reasons
    needsPerson = person
  }

  var testDescription: String { name }
}

@Suite struct SafeguardTests {
  static let rules = RuleSet(
    rules: [
      Rule(
        id: RuleID("answer"), sentence: Localized(fr: "Répond", en: "Answers"), when: [.number(.any)],
        then: Proposal(answer: .reply(TemplateName("t")), folder: .id("02"))),
      Rule(
        id: RuleID("spam"), sentence: Localized(fr: "Classe", en: "Files"), when: [.spam(true)],
        then: Proposal(folder: .id("01"))),
    ], motives: RuleSet.Motives(folders: [:], incompatible: [:]))

  static let settings = SafeguardSettings(perSenderPerDay: 3, perHour: 60, answerWithin: 3 * 86_400)

  static func rule(_ more: Reason...) -> [Reason] { [Reason(.rule, ["rule": "answer"])] + more }

  static let drafted = "draft t, flag, file 02"

  static let cases: [SafeguardCase] = [
    SafeguardCase("nothing", "reply t, file answered", rule(), person: false) { _ in },
    SafeguardCase(
      "out of office", "file 02", withheld: "reply t",
      rule(Reason(.automaticMessage, ["kind": "auto_reply", "evidence": "Auto-Submitted"])), person: false
    ) { $0.automatic = AutomaticOrigin(kind: .autoReply, evidence: "Auto-Submitted") },
    SafeguardCase(
      "list", "file 02", withheld: "reply t",
      rule(Reason(.automaticMessage, ["kind": "list", "evidence": "List-Id"])), person: false
    ) { $0.automatic = AutomaticOrigin(kind: .list, evidence: "List-Id") },
    SafeguardCase(
      "bounce", "flag, file 02", withheld: "reply t",
      rule(Reason(.automaticMessage, ["kind": "bounce", "evidence": "Return-Path"])), person: true
    ) { $0.automatic = AutomaticOrigin(kind: .bounce, evidence: "Return-Path") },
    SafeguardCase(
      "no-reply", "flag, file 02", withheld: "reply t",
      rule(Reason(.automaticMessage, ["kind": "no_reply", "evidence": "From"])), person: true
    ) { $0.automatic = AutomaticOrigin(kind: .noReply, evidence: "From") },
    SafeguardCase("ourselves", "file 02", withheld: "reply t", rule(Reason(.fromOurselves)), person: false) {
      $0.isFromOurselves = true
    },
    SafeguardCase("no sender", "flag, file 02", withheld: "reply t", rule(Reason(.noSender)), person: true) {
      $0.sender = nil
    },
    SafeguardCase("no address to answer", "flag, file 02", withheld: "reply t", rule(Reason(.noSender)), person: true) {
      $0.replyTo = []
    },
    SafeguardCase("reply-to elsewhere", drafted, withheld: "reply t", rule(Reason(.replyElsewhere)), person: true) {
      $0.replyTo = ["other@example.org"]
    },
    SafeguardCase("reply-to to two", drafted, withheld: "reply t", rule(Reason(.replyElsewhere)), person: true) {
      $0.replyTo = ["claire@example.org", "other@example.org"]
    },
    SafeguardCase("reply-to the sender in capitals", "reply t, file answered", rule(), person: false) {
      $0.replyTo = ["Claire@Example.org"]
    },
    SafeguardCase(
      "duplicate", "file 02", withheld: "reply t", rule(Reason(.duplicate, ["of": Mail.id.description])), person: false
    ) { $0.duplicateOf = Mail.id },
    SafeguardCase(
      "record of another", drafted, withheld: "reply t",
      rule(Reason(.ruleAsksPerson, ["rule": "record_not_senders"])), person: true
    ) { $0.lookups = [.order(state: "shipped", owner: "other@example.org")] },
    SafeguardCase(
      "closed gate of the second intent", drafted, withheld: "reply t",
      rule(Reason(.gateClosed, ["intent": "return_request"])), person: true
    ) {
      $0.intents = ["order_tracking", "return_request"]
      $0.gate = [Intent("order_tracking"): .open, Intent("return_request"): .closed]
    },
    SafeguardCase(
      "surge", drafted, withheld: "reply t", rule(Reason(.volumeSurge, ["intent": "order_tracking"])), person: true
    ) { $0.gate = [Intent("order_tracking"): .surging] },
    SafeguardCase(
      "unsure", drafted, withheld: "reply t", rule(Reason(.unsureIntent, ["intent": "order_tracking"])), person: true
    ) { $0.gate = [Intent("order_tracking"): .unsure] },
    SafeguardCase(
      "unknown gate", drafted, withheld: "reply t", rule(Reason(.gateClosed, ["intent": "order_tracking"])),
      person: true
    ) { $0.gate = [Intent("return_request"): .open] },
    SafeguardCase("as old as allowed", "reply t, file answered", rule(), person: false) { $0.age = 3 * 86_400 },
    SafeguardCase(
      "too old", drafted, withheld: "reply t", rule(Reason(.tooOld, ["seconds": "259201"])), person: true
    ) { $0.age = 3 * 86_400 + 1 },
    SafeguardCase("sending stopped", drafted, withheld: "reply t", rule(Reason(.sendingStopped)), person: true) {
      $0.sendingAllowed = false
    },
    SafeguardCase("below the breaker", "reply t, file answered", rule(), person: false) { $0.answersInHour = 59 },
    SafeguardCase("breaker", drafted, withheld: "reply t", rule(Reason(.breaker, ["limit": "60"])), person: true) {
      $0.answersInHour = 60
    },
    SafeguardCase("below the sender's limit", "reply t, file answered", rule(), person: false) {
      $0.answersToSender = 2
    },
    SafeguardCase(
      "sender's limit", drafted, withheld: "reply t", rule(Reason(.senderLimit, ["limit": "3"])), person: true
    ) { $0.answersToSender = 3 },
    SafeguardCase(
      "before automatic", drafted, withheld: "reply t", rule(Reason(.beforeAutomatic)), person: true
    ) { $0.automaticSince = Mail.now },
    SafeguardCase("never automatic", drafted, withheld: "reply t", rule(Reason(.beforeAutomatic)), person: true) {
      $0.automaticSince = nil
    },
    SafeguardCase("draft mode", drafted, withheld: "reply t", rule(Reason(.draftMode)), person: true) {
      $0.mode = .draft
      $0.automaticSince = nil
    },
    SafeguardCase(
      "observe mode", "", withheld: "reply t, file answered", rule(Reason(.observeMode)), person: false
    ) {
      $0.mode = .observe
      $0.automaticSince = nil
    },
    SafeguardCase(
      "observe mode, too old", "", withheld: drafted + ", reply t",
      rule(Reason(.tooOld, ["seconds": "259201"]), Reason(.observeMode)), person: false
    ) {
      $0.mode = .observe
      $0.age = 3 * 86_400 + 1
    },
    SafeguardCase(
      "several at once: the strictest counts, all are told", "file 02", withheld: "reply t",
      rule(
        Reason(.fromOurselves), Reason(.replyElsewhere), Reason(.tooOld, ["seconds": "259201"]),
        Reason(.sendingStopped)), person: false
    ) {
      $0.isFromOurselves = true
      $0.replyTo = ["other@example.org"]
      $0.age = 3 * 86_400 + 1
      $0.sendingAllowed = false
    },
    // What holds answers back is not told where none was wanted.
    SafeguardCase("spam", "file 01", [Reason(.rule, ["rule": "spam"])], person: false) {
      $0.intents = ["spam"]
      $0.entities = []
      $0.sendingAllowed = false
    },
    SafeguardCase("no rule", "flag, file 00", [Reason(.noRule)], person: true) { $0.entities = [] },
    SafeguardCase(
      "duplicate without a rule", "file 00", [Reason(.noRule), Reason(.duplicate, ["of": Mail.id.description])],
      person: false
    ) {
      $0.entities = []
      $0.duplicateOf = Mail.id
    },
  ]

  @Test(arguments: cases) func holdsBack(_ row: SafeguardCase) {
    let decision = decide(input: row.mail.input, rules: Self.rules, safeguards: Self.settings)
    #expect(decision.line == row.actions)
    #expect(decision.withheld.map(\.line).joined(separator: ", ") == row.withheld)
    #expect(decision.reasons == row.reasons)
    #expect(decision.needsPerson == row.needsPerson)
  }

  /// Whatever the rules say, no mode but `automatic` sends.
  @Test(arguments: [Mode.observe, .draft]) func onlyAutomaticSends(_ mode: Mode) {
    for row in Self.cases {
      let decision = decide(
        input: row.mail.with { $0.mode = mode }.input, rules: Self.rules, safeguards: Self.settings)
      #expect(!decision.actions.contains(.reply(TemplateName("t"))))
      if mode == .observe { #expect(decision.actions.isEmpty) }
    }
  }

  @Test func aMissingValueGoesToAPerson() {
    let decision = decide(
      input: Mail(entities: [.orderNumber]).input, rules: Self.rules, safeguards: Self.settings,
      missing: MissingField(template: TemplateName("t"), field: "order.tracking_url"))
    #expect(decision.line == "flag, file 02")
    #expect(decision.needsPerson)
    #expect(
      decision.reasons == Self.rule(Reason(.missingField, ["template": "t", "field": "order.tracking_url"])))
  }

  @Test func passedRulesTellTheirFirstFailingCondition() {
    let decision = decide(
      input: Mail(intents: ["spam"]).input, rules: Self.rules, safeguards: Self.settings)
    #expect(decision.passed == [Decision.Passed(rule: RuleID("answer"), condition: "number: any")])
  }

  @Test func theSameInputGivesTheSameDecision() {
    for row in Self.cases {
      let once = decide(input: row.mail.input, rules: Self.rules, safeguards: Self.settings)
      #expect(once == decide(input: row.mail.input, rules: Self.rules, safeguards: Self.settings))
    }
  }

  @Test func settingsReadWhatTheFileSays() throws {
    let place = SettingPlace(file: "x", line: 1, column: 1)
    func entry(_ key: String, _ text: String) -> SettingNode.Entry {
      SettingNode.Entry(key: key, place: place, node: SettingNode(.scalar(text), place: place))
    }
    let node = SettingNode(.map([entry("per_hour", "7"), entry("answer_within", "12h")]), place: place)
    #expect(
      SafeguardSettings(reading: node) == SafeguardSettings(perSenderPerDay: 3, perHour: 7, answerWithin: 43_200))
    #expect(SafeguardSettings(reading: nil) == SafeguardSettings())
  }
}

import Domain
import Rules
import Testing

/// A condition and a mail, and whether it holds: told through the one rule that has it.
struct ConditionCase: CustomTestStringConvertible, Sendable {
  let condition: Condition
  let mail: Mail
  let holds: Bool

  init(_ condition: Condition, _ mail: Mail, _ holds: Bool) {
    self.condition = condition
    self.mail = mail
    self.holds = holds
  }

  var testDescription: String { "\(condition.text) \(holds ? "holds" : "fails")" }
}

@Suite struct ConditionTests {
  static let tracking = Intent("order_tracking")
  static let both = Mail(intents: ["order_tracking", "return_request"])
  static let order = Mail(lookups: [.order(state: "shipped")])

  static let cases: [ConditionCase] = [
    ConditionCase(.intent([tracking]), both, true),
    ConditionCase(.intent([Intent("return_request")]), both, false),
    ConditionCase(.intent([tracking]), Mail(intents: []), false),
    ConditionCase(.alsoIntent(.anyOf([Intent("return_request")])), both, true),
    ConditionCase(.alsoIntent(.anyOf([tracking])), both, false),
    ConditionCase(.alsoIntent(.any), both, true),
    ConditionCase(.alsoIntent(.any), Mail(), false),
    ConditionCase(.alsoIntent(.none), Mail(), true),
    ConditionCase(.intentsIncompatible(true), both, true),
    ConditionCase(.intentsIncompatible(true), Mail(), false),
    ConditionCase(.intentsIncompatible(false), Mail(), true),
    ConditionCase(.record(.anyOf([.order])), order, true),
    ConditionCase(.record(.anyOf([.invoice])), order, false),
    ConditionCase(.record(.none), Mail(lookups: [.unknown(.order)]), true),
    ConditionCase(.state(["shipped"]), order, true),
    ConditionCase(.state(["delivered"]), order, false),
    ConditionCase(.state(["shipped"]), Mail(), false),
    // An answer about one of two orders would be taken for both.
    ConditionCase(
      .state(["shipped"]), Mail(lookups: [.order("A", state: "shipped"), .order("B", state: "paid")]), false),
    ConditionCase(
      .state(["shipped", "paid"]), Mail(lookups: [.order("A", state: "shipped"), .order("B", state: "paid")]), true),
    ConditionCase(.finding([.init(.unknownNumber)]), Mail(lookups: [.unknown(.order)]), true),
    ConditionCase(.finding([.init(.unknownNumber, kind: .order)]), Mail(lookups: [.unknown(.order)]), true),
    ConditionCase(.finding([.init(.unknownNumber, kind: .order)]), Mail(lookups: [.unknown(.product)]), false),
    ConditionCase(.finding([.init(.noNumber)]), order, false),
    ConditionCase(.sender([.init("claire@example.org")]), Mail(), true),
    ConditionCase(.sender([.init("@EXAMPLE.org")]), Mail(), true),
    ConditionCase(.sender([.init("@example.org")]), Mail(sender: "x@not-example.org"), false),
    ConditionCase(.sender([.init("@example.org")]), Mail(sender: nil), false),
    ConditionCase(.language([.english]), Mail(language: .english), true),
    ConditionCase(.language([.english]), Mail(), false),
    ConditionCase(.sentiment([.negative]), Mail(sentiment: .negative), true),
    ConditionCase(.sentiment([.negative]), Mail(), false),
    ConditionCase(.urgent(true), Mail(isUrgent: true), true),
    ConditionCase(.urgent(true), Mail(), false),
    ConditionCase(.attachments(true), Mail(attachments: 2), true),
    ConditionCase(.attachments(false), Mail(attachments: 2), false),
    ConditionCase(.number(.anyOf([.orderNumber])), Mail(entities: [.orderNumber]), true),
    ConditionCase(.number(.none), Mail(entities: [.orderNumber]), false),
    // A phone number is a number, but none that rules speak of.
    ConditionCase(.number(.any), Mail(entities: [.phone]), false),
    ConditionCase(.spam(true), Mail(intents: ["spam"]), true),
    // A customer's mail that also smells of spam is a customer's mail.
    ConditionCase(.spam(true), Mail(intents: ["order_tracking", "spam"]), false),
    ConditionCase(.copyOnly(true), Mail(intents: ["payment_reminder", "copy_only"]), true),
    ConditionCase(.copyOnly(true), Mail(), false),
    ConditionCase(.automatic([.bounce]), Mail(automatic: AutomaticOrigin(kind: .bounce, evidence: "")), true),
    ConditionCase(.automatic([.bounce]), Mail(automatic: AutomaticOrigin(kind: .list, evidence: "")), false),
    ConditionCase(.automatic([.bounce]), Mail(), false),
  ]

  @Test(arguments: cases) func holds(_ row: ConditionCase) {
    let rules = RuleSet(
      rules: [
        Rule(
          id: RuleID("r"), sentence: Localized(fr: "", en: ""), when: [row.condition],
          then: Proposal(folder: .id("02")))
      ],
      motives: RuleSet.Motives(folders: [:], incompatible: [Intent("return_request"): [Self.tracking]]))
    let decision = decide(input: row.mail.input, rules: rules, safeguards: SafeguardSettings())
    #expect((decision.rule != nil) == row.holds)
    #expect(decision.passed.map(\.condition) == (row.holds ? [] : [row.condition.text]))
  }
}

public import Domain

/// A value that the rule's template wanted and the mail and its records do not give.
public struct MissingField: Hashable, Sendable {
  public let template: TemplateName
  public let field: String

  public init(template: TemplateName, field: String) {
    self.template = template
    self.field = field
  }
}

/// Decides about one mail: the rules propose, the safeguards hold back. The same input gives the same decision, always.
///
/// - Parameter missing: given when the answer that a first decision asked for could not be written: the mail then goes
///   to a person without one.
public func decide(
  input: DecisionInput, rules: RuleSet, safeguards settings: SafeguardSettings, missing: MissingField? = nil
) -> Decision {
  let (rule, passed) = rules.first(for: input)
  // Nobody provided for this mail, or it was not understood: a person looks.
  let proposal = rule?.then ?? Proposal(folder: .id(Profile.toAnalyse), person: true)

  var safeguards = Safeguards(input, settings: settings)
  for handOver in rules.handOvers where handOver.firstFailing(for: input, motives: rules.motives) == nil {
    safeguards.limit(to: .draft, Reason(.ruleAsksPerson, ["rule": handOver.id.text]))
  }
  if let missing {
    safeguards.limit(
      to: .nothing, Reason(.missingField, ["template": missing.template.text, "field": missing.field]))
  }

  let wanted = proposal.answer.map(Action.init)
  let answer = proposal.answer.flatMap { safeguards.allowance.answer(of: $0) }
  let refused = answer == wanted ? [] : wanted.map { [$0] } ?? []
  let isDuplicate = input.message.duplicateOf != nil
  let lostAnswer = wanted != nil && answer == nil && (safeguards.concernsPerson || missing != nil)
  let needsPerson = !isDuplicate && (proposal.person || lostAnswer || answer?.isDraft == true)

  let isAnswered = answer.map { !$0.isDraft } ?? false
  let folder =
    isAnswered
    ? rules.folderID(proposal.answeredFolder ?? .id(Profile.answered), input) : rules.folderID(proposal.folder, input)
  var actions = answer.map { [$0] } ?? []
  if needsPerson || proposal.flag && !isDuplicate { actions.append(.flag) }
  actions.append(.file(folder: folder))

  // Reasons of answers held back say nothing where no answer was wanted, save why the mail is a special one.
  var reasons = [rule.map { Reason(.rule, ["rule": $0.id.text]) } ?? Reason(.noRule)]
  reasons += safeguards.reasons.filter { wanted != nil || $0.code.describesMessage }

  if input.mode == .observe {
    // Nothing is touched, so nobody is called: what is held back is what would have been done.
    return Decision(
      rule: rule?.id, actions: [], withheld: actions + refused, reasons: reasons + [Reason(.observeMode)],
      needsPerson: false, passed: passed)
  }
  return Decision(
    rule: rule?.id, actions: actions, withheld: refused, reasons: reasons, needsPerson: needsPerson, passed: passed)
}

extension RuleSet {
  /// The first rule whose conditions all hold, and why those before it were passed over.
  func first(for input: DecisionInput) -> (rule: Rule?, passed: [Decision.Passed]) {
    var passed: [Decision.Passed] = []
    for rule in rules {
      guard let failing = rule.when.first(where: { !$0.holds(for: input, motives: motives) }) else {
        return (rule, passed)
      }
      passed.append(Decision.Passed(rule: rule.id, condition: failing.text))
    }
    return (nil, passed)
  }

  fileprivate func folderID(_ folder: Proposal.Folder, _ input: DecisionInput) -> String {
    switch folder {
    case .id(let id): id
    case .motive: input.understanding.accepted.first.flatMap { motives.folders[$0] } ?? Profile.toAnalyse
    }
  }
}

extension HandOver {
  fileprivate func firstFailing(for input: DecisionInput, motives: RuleSet.Motives) -> Condition? {
    when.first { !$0.holds(for: input, motives: motives) }
  }
}

extension Safeguards.Allowance {
  fileprivate func answer(of wanted: Proposal.Answer) -> Action? {
    switch (self, wanted) {
    case (.nothing, _): nil
    case (.reply, .reply(let template)): .reply(template)
    case (.draft, .reply(let template)), (.draft, .draft(let template)), (.reply, .draft(let template)):
      .draft(template)
    }
  }
}

extension Action {
  fileprivate init(_ answer: Proposal.Answer) {
    switch answer {
    case .reply(let template): self = .reply(template)
    case .draft(let template): self = .draft(template)
    }
  }

  fileprivate var isDraft: Bool { if case .draft = self { true } else { false } }
}

extension Reason.Code {
  /// What the mail is, rather than what held an answer back.
  fileprivate var describesMessage: Bool {
    switch self {
    case .automaticMessage, .fromOurselves, .noSender, .duplicate, .missingField, .ruleAsksPerson: true
    default: false
    }
  }
}

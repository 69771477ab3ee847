internal import Domain

/// What no rule can switch off: whether a mail may be answered, at most drafted, or must get no answer at all.
struct Safeguards {
  /// How much of an answer is left; the stricter of two counts.
  enum Allowance: Int, Comparable {
    case nothing, draft, reply

    static func < (left: Allowance, right: Allowance) -> Bool { left.rawValue < right.rawValue }
  }

  private(set) var allowance = Allowance.reply
  /// Why an answer was refused and a person should still see the mail: a bounce, say, but not an out-of-office notice.
  private(set) var concernsPerson = false
  private(set) var reasons: [Reason] = []

  /// Looks at everything that could hold an answer back, so that the explanation is complete.
  init(_ input: DecisionInput, settings: SafeguardSettings) {
    origin(input.message)
    recipients(input.message)
    facts(input)
    identity(input)
    exchange(input.conversation)
    reliability(input)
    age(input, settings: settings)
    // In the other modes nothing is sent: how much has been, and since when, does not matter.
    if input.mode == .automatic { volume(input, settings: settings) }
    if input.mode == .draft { limit(to: .draft, Reason(.draftMode)) }
  }

  mutating func limit(to most: Allowance, _ reason: Reason) {
    allowance = min(allowance, most)
    reasons.append(reason)
  }

  /// RFC 3834 §2: an automatic response to an automatic message may never end.
  private mutating func origin(_ message: DecisionInput.MessageFacts) {
    if let automatic = message.automatic {
      // A bounce may be of our own answer, and behind a no-reply address may be a form that a customer filled in.
      concernsPerson = automatic.kind == .bounce || automatic.kind == .noReply
      limit(
        to: .nothing,
        Reason(.automaticMessage, ["kind": automatic.kind.code, "evidence": automatic.evidence]))
    }
    if message.isFromOurselves { limit(to: .nothing, Reason(.fromOurselves)) }
    if message.senderAddress == nil || message.replyAddresses.isEmpty {
      concernsPerson = true
      limit(to: .nothing, Reason(.noSender))
    }
    if let first = message.duplicateOf { limit(to: .nothing, Reason(.duplicate, ["of": first.description])) }
  }

  /// Whoever writes Reply-To into a mail must not choose who reads a customer's data.
  private mutating func recipients(_ message: DecisionInput.MessageFacts) {
    guard let sender = message.senderAddress?.lowercased(), !message.replyAddresses.isEmpty else { return }
    if message.replyAddresses.count > 1 || message.replyAddresses.contains(where: { $0.lowercased() != sender }) {
      limit(to: .draft, Reason(.replyElsewhere))
    }
  }

  /// Never an answer without the facts: the mail goes to a person with the reason.
  private mutating func facts(_ input: DecisionInput) {
    for finding in input.findings where finding.code == .lookupUnavailable {
      concernsPerson = true
      limit(to: .nothing, Reason(.factsMissing, finding.parameters))
    }
  }

  /// A record's facts are told only to the address that the shop or ledger holds.
  private mutating func identity(_ input: DecisionInput) {
    if input.findings.contains(where: { $0.code == .recordNotSenders }) {
      limit(to: .draft, Reason(.ruleAsksPerson, ["rule": Finding.Code.recordNotSenders.rawValue]))
    }
  }

  /// Whoever writes again after an automatic answer was not helped by it, or asks for a person; and where a person has
  /// stepped in, the machine keeps out.
  private mutating func exchange(_ conversation: DecisionInput.ConversationFacts) {
    if conversation.earlierAnswers > 0 {
      concernsPerson = true
      limit(to: .draft, Reason(.answeredBefore))
    }
    if conversation.isAnswered {
      limit(to: .nothing, Reason(.answeredByPerson))
    } else if conversation.isPaused {
      concernsPerson = true
      limit(to: .draft, Reason(.conversationPaused))
    }
  }

  /// One closed intent closes the whole answer, which is given for all of them.
  private mutating func reliability(_ input: DecisionInput) {
    // What is about nothing that is known has proved nothing.
    if input.understanding.accepted.isEmpty { limit(to: .draft, Reason(.noIntent)) }
    for intent in input.understanding.accepted where input.gate[intent] != .open {
      let code: Reason.Code =
        switch input.gate[intent] {
        case .surging: .volumeSurge
        case .unsure: .unsureIntent
        case .closed, .open, nil: .gateClosed
        }
      limit(to: .draft, Reason(code, ["intent": intent.id]))
    }
  }

  private mutating func age(_ input: DecisionInput, settings: SafeguardSettings) {
    if input.message.ageSeconds > settings.answerWithin {
      limit(to: .draft, Reason(.tooOld, ["seconds": String(input.message.ageSeconds)]))
    }
  }

  private mutating func volume(_ input: DecisionInput, settings: SafeguardSettings) {
    let counters = input.counters
    if !counters.sendingAllowed { limit(to: .draft, Reason(.sendingStopped)) }
    if counters.answersInHour >= settings.perHour {
      limit(to: .draft, Reason(.breaker, ["limit": String(settings.perHour)]))
    }
    if counters.answersToSenderInDay >= settings.perSenderPerDay {
      limit(to: .draft, Reason(.senderLimit, ["limit": String(settings.perSenderPerDay)]))
    }
    // Nobody is surprised by an answer to a mail of last month on the day the appliance is switched on.
    guard let since = counters.automaticSince, input.message.receivedAt >= since else {
      limit(to: .draft, Reason(.beforeAutomatic))
      return
    }
  }
}

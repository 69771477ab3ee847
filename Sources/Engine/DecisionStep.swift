import Connectors
import Domain
import Drafting
import Learning
import Mailboxes
import Rules
import Store

/// What decisions follow, beside the mail: the limits, and the names of configuration and model.
struct DecisionPolicy: Sendable {
  let safeguards: SafeguardSettings
  let reliability: ReliabilityGate
  let surge: VolumeSurge
  let configurationHash: ContentHash
  /// What makes the answers of each trade.
  let versions: [String: AnswerVersions]
  /// Our addresses in every mailbox: one mailbox never answers another.
  let ourAddresses: [String]
}

/// Gathers what a decision depends on, decides, and writes the answer's text.
struct DecisionStep: Sendable {
  /// The folder in which a person looks, whatever the profile.
  static let toAnalyse = Profile.toAnalyse

  let mailbox: WatchedMailbox
  let policy: DecisionPolicy

  func input(_ mail: ReadMail, _ lookups: [LookupResult], _ steps: Steps) throws -> DecisionInput {
    guard let conversation = try steps.conversationFacts(of: mail.entry) else {
      throw StoreError.missingStage(mail.entry.id, "conversation")
    }
    let facts = Self.facts(
      mail.message, duplicateOf: mail.entry.duplicateOf, ours: policy.ourAddresses, now: steps.now)
    return DecisionInput(
      message: facts, understanding: mail.understanding, lookups: lookups,
      findings: findings(message: facts, understanding: mail.understanding, lookups: lookups),
      conversation: conversation,
      gate: try gates(mail.understanding, steps),
      mode: mailbox.settings.mode,
      counters: try steps.counters(sender: facts.senderAddress, mailbox: mailbox.name), now: steps.now,
      configurationHash: policy.configurationHash, modelHash: try versions.model)
  }

  /// What makes this mailbox's answers.
  var versions: AnswerVersions {
    get throws {
      let trade = mailbox.settings.profile
      guard let versions = policy.versions[trade] else { throw MailboxError.unavailable("no profile “\(trade)”") }
      return versions
    }
  }

  /// Whether each intent of a message may be answered without a person.
  func gates(_ understanding: Understanding, _ steps: Steps) throws -> [Intent: DecisionInput.Gate] {
    let versions = try versions
    let profile = mailbox.settings.profile
    var gates: [Intent: DecisionInput.Gate] = [:]
    // That one of them is what the message is mainly about: their probabilities exclude each other.
    let confidence = understanding.intents.filter { understanding.accepted.contains($0.intent) }
      .reduce(0) { $0 + $1.confidence }
    for intent in understanding.accepted {
      guard confidence >= versions.threshold else {
        gates[intent] = .unsure
        continue
      }
      let verdicts = try steps.verdicts(on: intent, profile: profile, of: versions)
      guard policy.reliability.isOpen(verdicts, of: versions) else {
        gates[intent] = .closed
        continue
      }
      let (lastHour, busiestHour) = try steps.automaticAnswers(to: intent, profile: profile)
      gates[intent] = policy.surge.isSurge(lastHour: lastHour, busiestHour: busiestHour) ? .surging : .open
    }
    return gates
  }

  /// The decision, and the answer it asks for. If the wanted answer lacks a value, the decision is taken without it.
  func decide(_ input: DecisionInput) -> (Decision, Draft?) {
    let decision = Rules.decide(input: input, rules: mailbox.trade.rules, safeguards: policy.safeguards)
    guard let answer = (decision.actions + decision.withheld).first(where: { $0.template != nil }),
      let template = answer.template
    else { return (decision, nil) }
    let context = ReplyContext(
      language: replyLanguage(input.understanding.language), sender: input.message.senderAddress,
      records: input.records, findings: input.findings, signature: mailbox.settings.signatureOrName,
      isAutomatic: answer == .reply(template))
    switch mailbox.trade.replies.render(template, context) {
    case .draft(let draft): return (decision, draft)
    case .missing(let field):
      return (
        Rules.decide(
          input: input, rules: mailbox.trade.rules, safeguards: policy.safeguards,
          missing: MissingField(template: template, field: field)), nil
      )
    }
  }

  /// The mail's language if we answer in it, else the mailbox's main one.
  private func replyLanguage(_ language: Language) -> Language {
    mailbox.settings.languages.contains(language) ? language : mailbox.settings.languages[0]
  }

  /// A picture within the text may be the photo that an answer would ask for, or a signature's logo: nobody is asked for
  /// what they may have sent.
  private static func isPerhapsMeant(_ attachment: Attachment) -> Bool {
    !attachment.isInline || attachment.mediaType.hasPrefix("image/")
  }

  private static func facts(
    _ message: Message, duplicateOf: Identifier<Message>?, ours: [String], now: Instant
  ) -> DecisionInput.MessageFacts {
    let sender = message.sender
    let replyTo = message.participants(.replyTo).map(\.value)
    return DecisionInput.MessageFacts(
      id: message.id, mailbox: message.mailbox, senderAddress: sender?.value, senderName: sender?.name,
      replyAddresses: replyTo.isEmpty ? [sender?.value].compactMap { $0 } : replyTo,
      isFromOurselves: sender.map { ours.contains($0.value) } ?? false, automatic: message.automatic,
      attachmentCount: message.attachments.filter(isPerhapsMeant).count, receivedAt: message.receivedAt,
      ageSeconds: message.age(at: now), duplicateOf: duplicateOf)
  }
}

extension Action {
  var isReply: Bool { if case .reply = self { true } else { false } }

  var isFiling: Bool { if case .file = self { true } else { false } }

  /// The reply template an action uses.
  var template: TemplateName? {
    switch self {
    case .reply(let template), .draft(let template): template
    case .file, .flag: nil
    }
  }
}

/// Looks up what a mail speaks of.
struct Lookups {
  let mailbox: WatchedMailbox
  let world: World

  /// - Parameter isLastAttempt: A connector that still does not answer then gives a result that says so, which leads
  ///   the mail to a person; before, it throws and the mail waits.
  func results(
    for understanding: Understanding, from message: Message, isLastAttempt: Bool
  ) async throws(ConnectorUnavailable) -> [LookupResult] {
    do {
      return try await LookUp(connectors: mailbox.connectors).results(
        for: understanding, sender: message.sender?.value)
    } catch  where isLastAttempt {
      return [
        LookupResult(connector: error.connector, kind: .order, key: "", records: [], isUnavailable: true)
      ]
    }
  }
}

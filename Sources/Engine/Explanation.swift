public import Domain
import Mailboxes
import Reading
import Rules
import Store

/// The whole way of one mail, for a person: what was understood, found, decided and done, and why.
public struct Explanation: Codable, Sendable {
  public let mailbox: MailboxName
  public let subject: String
  public let sender: String?
  public let understanding: Understanding
  public let lookups: [LookupResult]
  public let findings: [Finding]
  public let decision: Decision
  /// What the rule that fired says of itself.
  public let sentence: String?
  /// The folder into which it goes, by its name; nil when it stays.
  public let folder: String?
  public let draft: Draft?
  public let outcomes: [Outcome]

  init(
    of entry: MessageEntry, store: ApplianceStore, mailbox: MailboxSettings, trade: TradeProfile, _ language: Language
  )
    async throws
  {
    let message = try await store.stage(.message, of: entry.id, as: Message.self)
    let input = try await store.stage(.decisionInput, of: entry.id, as: DecisionInput.self)
    let decision = try await store.stage(.decision, of: entry.id, as: Decision.self)
    self.mailbox = entry.mailbox
    subject = message.subject
    sender = message.sender?.value
    understanding = input.understanding
    lookups = input.lookups
    findings = input.findings
    self.decision = decision
    sentence = trade.rules.rules.first { $0.id == decision.rule }?.sentence.text(language)
    let id = (decision.actions + decision.withheld).lazy.compactMap { action -> String? in
      if case .file(let folder) = action { folder } else { nil }
    }.first
    folder = id.map { (mailbox.folders[$0] ?? trade.profile.folder($0)?.name ?? FolderName($0)).text }
    draft = try? await store.stage(.draft, of: entry.id, as: Draft.self)
    outcomes = try await store.actions(of: entry.id).compactMap(\.outcome)
  }

  /// In sentences.
  public func text(_ words: Words) -> String {
    var lines = [words.text("explain.subject", ["subject": subject, "sender": sender ?? "–"])]
    lines += words.sentences(on: understanding)
    for lookup in lookups {
      for record in lookup.records {
        let fields = record.fields.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }
        lines.append(
          words.text(
            "explain.record",
            ["kind": record.kind.rawValue, "key": record.key, "connector": record.connector]) + " "
            + fields.joined(separator: ", "))
      }
    }
    lines += findings.map(words.labels.text)
    if let sentence { lines.append(words.text("explain.sentence", ["sentence": sentence])) }
    lines += decision.reasons.map(words.text)
    lines += decision.actions.map { action(words.text("explain.does"), $0, words) }
    lines += decision.withheld.map { action(words.text("explain.withheld"), $0, words) }
    lines += decision.passed.map { words.labels.text($0) }
    if let draft {
      lines +=
        ["", words.text("explain.draft"), ""]
        + draft.text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
    }
    return lines.joined(separator: "\n")
  }

  public var isAnswered: Bool {
    outcomes.contains { outcome in
      if case .reply = outcome.action { outcome.result == .done } else { false }
    }
  }

  public var isDrafted: Bool {
    outcomes.contains { outcome in
      if case .draft = outcome.action { outcome.result == .done } else { false }
    }
  }

  /// What was done, in a few words: « répondu → Traités automatiquement ».
  func deed(_ words: Words) -> String {
    let verb = isAnswered ? "demo.answered" : isDrafted ? "demo.drafted" : "demo.filed"
    return words.text(verb) + (folder.map { " → \($0)" } ?? "")
  }

  private func action(_ verb: String, _ action: Action, _ words: Words) -> String {
    switch action {
    case .reply(let template): verb + words.text("action.reply", ["template": template.text])
    case .draft(let template): verb + words.text("action.draft", ["template": template.text])
    case .file: verb + words.text("action.file", ["folder": folder ?? ""])
    case .flag: verb + words.text("action.flag")
    }
  }
}

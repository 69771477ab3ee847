public import Domain

/// One condition of a rule. Several values mean any of them.
public enum Condition: Hashable, Sendable {
  /// The primary accepted intent.
  case intent([Intent])
  /// An accepted intent that is not the primary one.
  case alsoIntent(Selection<Intent>)
  /// Two accepted intents that one answer cannot serve.
  case intentsIncompatible(Bool)
  /// What was found in the shop or ledger.
  case record(Selection<Record.Kind>)
  /// The state of the records found: all that have a state are in one of these, so that an answer about one of two
  /// orders is never given for both.
  case state([String])
  case finding([FindingPattern])
  case sender([SenderPattern])
  case language([Language])
  case sentiment([Sentiment])
  case urgent(Bool)
  /// Whether the mail has attachments.
  case attachments(Bool)
  /// What kind of number stands in the mail, found in the shop or not.
  case number(Selection<Entity.Kind>)
  /// The primary intent is spam.
  case spam(Bool)
  case copyOnly(Bool)
  case automatic([AutomaticOrigin.Kind])

  /// Some of a kind, anything of that kind, or nothing.
  public enum Selection<Value: Hashable & Sendable>: Hashable, Sendable {
    case anyOf([Value])
    case any
    case none

    func holds(for present: some Collection<Value>) -> Bool {
      switch self {
      case .anyOf(let wanted): present.contains { wanted.contains($0) }
      case .any: !present.isEmpty
      case .none: present.isEmpty
      }
    }
  }

  /// A finding by its code (`unknown_number`), or only when it is about a kind of record (`unknown_number:order`).
  public struct FindingPattern: Hashable, Sendable {
    public let code: Finding.Code
    public let kind: Record.Kind?

    public init(_ code: Finding.Code, kind: Record.Kind? = nil) {
      self.code = code
      self.kind = kind
    }

    func matches(_ finding: Finding) -> Bool {
      finding.code == code && (kind == nil || finding.parameters["kind"] == kind?.rawValue)
    }
  }

  /// A whole address, or everybody of a domain (`@example.org`). Lowercased.
  public enum SenderPattern: Hashable, Sendable {
    case address(String)
    case domain(String)

    public init(_ text: String) {
      let text = text.lowercased()
      self = text.hasPrefix("@") ? .domain(text) : .address(text)
    }

    func matches(_ address: String) -> Bool {
      switch self {
      case .address(let wanted): address.lowercased() == wanted
      // The `@` is part of the suffix, so that `@b.fr` is not matched by `x@a-b.fr`.
      case .domain(let suffix): address.lowercased().hasSuffix(suffix)
      }
    }
  }

  /// Whether it holds for a mail.
  func holds(for input: DecisionInput, motives: RuleSet.Motives) -> Bool {
    let understanding = input.understanding
    let accepted = understanding.accepted
    switch self {
    case .intent(let wanted): return accepted.first.map(wanted.contains) ?? false
    case .alsoIntent(let selection): return selection.holds(for: accepted.dropFirst())
    case .intentsIncompatible(let wanted): return motives.contradict(accepted) == wanted
    case .record(let selection): return selection.holds(for: input.records.map(\.kind))
    case .state(let wanted):
      let states = input.records.compactMap { $0.text("state") }
      return !states.isEmpty && states.allSatisfy(wanted.contains)
    case .finding(let patterns):
      return input.findings.contains { finding in patterns.contains { $0.matches(finding) } }
    case .sender(let patterns):
      guard let address = input.message.senderAddress else { return false }
      return patterns.contains { $0.matches(address) }
    case .language(let wanted): return wanted.contains(understanding.language)
    case .sentiment(let wanted): return wanted.contains(understanding.sentiment)
    case .urgent(let wanted): return understanding.isUrgent == wanted
    case .attachments(let wanted): return (input.message.attachmentCount > 0) == wanted
    case .number(let selection):
      return selection.holds(for: understanding.entities.map(\.kind).filter(Self.numberKinds.contains))
    case .spam(let wanted): return (accepted.first == .spam) == wanted
    case .copyOnly(let wanted): return input.findings.contains { $0.code == .copyOnly } == wanted
    case .automatic(let wanted): return input.message.automatic.map { wanted.contains($0.kind) } ?? false
    }
  }

  /// The kinds of entity that `number` may name.
  public static let numberKinds: [Entity.Kind] = [
    .orderNumber, .invoiceNumber, .productReference, .trackingNumber, .supplierNumber,
  ]
}

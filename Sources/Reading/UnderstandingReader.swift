// Reading is where a mail becomes understood. `MessageReader` turns bytes into a `Message`, in which `Trimming/` tells
// the author's new words from all that hangs below them; `UnderstandingReader` then says in which language they are, what
// they are about (`Intents/`), which numbers they name (`Entities/`), and how they sound (`Tone`). The first reading of
// intents is by weighted keywords; a trained classifier takes its place without changing what comes out.

public import Domain
import TextAnalysis

/// Reads what a message says: a pure function of the message and of what this reader was made with.
public struct UnderstandingReader: Sendable {
  private let lexicon: IntentLexicon
  private let languages: [Language]
  private let ourAddresses: Set<String>
  private let masks: [NumberMask]
  private let intents: IntentReader
  private let tone = Tone()

  /// - Parameters:
  ///   - lexicon: the motives of the mailbox's profile.
  ///   - ourAddresses: the addresses under which the mailbox receives; case does not matter.
  ///   - languages: in which the site is written to, the usual one first.
  ///   - masks: the forms of the site's own order and invoice numbers, known beside the usual ones.
  public init(
    lexicon: IntentLexicon, ourAddresses: [String], languages: [Language], masks: [NumberMask] = []
  ) {
    self.masks = masks
    self.lexicon = lexicon
    self.languages = languages
    self.ourAddresses = Set(ourAddresses.map { $0.lowercased() })
    intents = IntentReader(lexicon: lexicon)
  }

  /// The confidence from which on an intent is accepted.
  public static let acceptedConfidence = IntentReader.confidence(IntentReader.acceptedScore)

  /// The longest text that is read, in bytes: what a person writes is far shorter, and a hostile mail costs no more.
  static let readBytes = 200_000

  public func understanding(of message: Message) -> Understanding {
    let subject = Self.tokenized(message.subject)
    let own = Self.tokenized(message.newText)
    // A mail that only passes another one on is about what it passes on; less surely, since others wrote it.
    let isForwardOnly = own.tokens.isEmpty
    let body = isForwardOnly ? Self.tokenized(message.quotedText) : own
    let found = entities(of: message)
    var read = intents.read(
      IntentReader.Source(
        subject: subject, body: body, bodyFactor: isForwardOnly ? 0.5 : 1,
        signals: Self.signals(message, entities: found, isOfPayments: Topic(subject, body) == .invoices)))
    if isCopyOnly(message), read.accepted.first != .spam {
      read.intents.removeAll { $0.intent == .copyOnly }
      read.intents.insert(Self.copyOnly, at: 0)
      read.accepted = [.copyOnly] + read.accepted.filter { $0 != .copyOnly }
    }
    return Understanding(
      language: language(subject: subject, body: body), intents: read.intents, accepted: read.accepted,
      entities: read.accepted.first == .spam ? [] : found,
      sentiment: tone.sentiment(subject: subject, body: own), isUrgent: tone.isUrgent(subject: subject, body: own))
  }

  private func entities(of message: Message) -> [Entity] {
    let finder = EntityFinder(
      writtenAt: message.sentAt ?? message.receivedAt, zone: message.zone ?? 0, trade: trade, masks: masks)
    return finder.entities(
      subject: message.subject, newText: Self.head(message.newText),
      signature: QuotedTextTrim().trim(Self.head(message.text)).signatureText,
      quotedText: Self.head(message.quotedText))
  }

  /// A profile with invoices among its motives is an accounts department's.
  private var trade: Trade {
    lexicon.entries.contains { $0.intent.id.contains("invoice") } ? .accounts : .shop
  }

  private static let copyOnly = IntentReading(
    intent: .copyOnly, confidence: 1, evidence: [IntentReading.Evidence(words: "Cc", weight: 1)])

  /// Our addresses stand in Cc and nowhere in To. A mail that names none of them (Bcc, a list, an alias unknown here) is
  /// not judged.
  private func isCopyOnly(_ message: Message) -> Bool {
    guard lexicon[.copyOnly] != nil else { return false }
    func namesUs(_ role: Participant.Role) -> Bool {
      message.participants(role).contains { ourAddresses.contains($0.value) }
    }
    return namesUs(.cc) && !namesUs(.to)
  }

  private static func signals(
    _ message: Message, entities: [Entity], isOfPayments: Bool
  ) -> Set<IntentLexicon.Signal> {
    var signals: Set<IntentLexicon.Signal> = []
    let own = entities.filter { $0.place != .quote }
    let invoices = own.filter { $0.kind == .invoiceNumber }
    if invoices.count > 1 { signals.insert(.severalInvoices) }
    let hasFile = message.attachments.contains { !$0.isInline }
    if hasFile { signals.insert(.attachment) }
    let hasNumber = own.contains { [.invoiceNumber, .orderNumber].contains($0.kind) }
    if isOfPayments, !hasFile, !hasNumber { signals.insert(.noNumber) }
    if own.contains(where: { $0.kind == .iban }) { signals.insert(.iban) }
    switch message.automatic?.kind {
    case .list, .bulk: signals.insert(.massMail)
    case .bounce, .autoReply: signals.insert(.machine)
    case .noReply, nil: break
    }
    return signals
  }

  /// The site's own language stands where a text is too short to tell.
  private func language(subject: TokenizedText, body: TokenizedText) -> Language {
    let usual = languages.first ?? .french
    guard let guess = LanguageGuess.guess(body.tokens + subject.tokens, among: languages.map(\.code)),
      guess.weight >= 3 || guess.share == 1
    else { return usual }
    return Language(guess.code)
  }

  private static func head(_ text: String) -> String {
    text.utf8.count <= readBytes ? text : String(decoding: text.utf8.prefix(readBytes), as: UTF8.self)
  }

  private static func tokenized(_ text: String) -> TokenizedText { TokenizedText(head(text)) }
}

// Reading is where a mail becomes understood. `MessageReader` turns bytes into a `Message`, in which `Trimming/` tells
// the author's new words from all that hangs below them; `UnderstandingReader` then says in which language they are, what
// they are about (`Intents/`), which numbers they name (`Entities/`), and how they sound (`Tone`). Intents are read
// by a trained model, keywords among its cues; what the model does not know is read by its keywords alone. Attachments
// are opened in a confined process (`Attachments/`), and what came out of it is read as a document (`Documents/`).
// `MailReader` does all of it for one mail.

import Classification
public import Domain
import TextAnalysis

/// Reads what a message says: a pure function of the message and of what this reader was made with.
public struct UnderstandingReader: Sendable {
  private let lexicon: IntentLexicon
  private let languages: [Language]
  private let ourAddresses: Set<String>
  private let masks: [NumberMask]
  let model: IntentModel?
  private let intents: IntentReader
  private let tone = Tone()

  /// - Parameters:
  ///   - lexicon: the motives of the mailbox's profile.
  ///   - model: what mails have taught of them; without it they are read by keywords alone.
  ///   - ourAddresses: the addresses under which the mailbox receives; case does not matter. Where there are none, a mail is
  ///     believed that says to whom it was delivered.
  ///   - languages: in which the site is written to, the usual one first.
  ///   - masks: the forms of the site's own order and invoice numbers, known beside the usual ones.
  public init(
    lexicon: IntentLexicon, model: IntentModel?, ourAddresses: [String], languages: [Language],
    masks: [NumberMask] = []
  ) {
    self.masks = masks
    self.lexicon = lexicon
    self.languages = languages
    self.ourAddresses = Set(ourAddresses.map { $0.lowercased() })
    self.model = model
    intents = IntentReader(lexicon: lexicon, model: model)
  }

  /// The confidence from which on a document's type speaks for an intent.
  static let sureDocument = 0.6

  /// The confidence from which on a mail about an intent may be answered without a person.
  public static let answerThreshold = 0.8

  /// The longest text that is read, in bytes: what a person writes is far shorter, and a hostile mail costs no more.
  static let readBytes = 200_000

  /// - Parameter documents: what its attachments are and say.
  public func understanding(of message: Message, documents: [DocumentReading] = []) -> Understanding {
    let own = entities(of: message)
    let found = own + Self.entities(of: documents, besides: own)
    let source = source(of: message, entities: found, documents: documents)
    var read = intents.read(source)
    if source.signals.contains(.machine), lexicon[.other] != nil {
      read = ([Self.certain(.other, by: IntentLexicon.Signal.machine.rawValue)], [.other])
    } else if isCopyOnly(message), read.accepted.first != .spam {
      read.intents = [Self.certain(.copyOnly, by: "Cc")] + read.intents.filter { $0.intent != .copyOnly }
      read.accepted = [.copyOnly] + read.accepted.filter { $0 != .copyOnly }
    }
    return Understanding(
      language: language(subject: source.subject, body: source.body), intents: read.intents, accepted: read.accepted,
      entities: read.accepted.first == .spam ? [] : found, documents: documents, sentiment: source.sentiment,
      isUrgent: source.isUrgent)
  }

  /// What a classifier of the profile's intents learns from.
  func text(of message: Message, documents: [DocumentReading] = []) -> FieldedText {
    let own = entities(of: message)
    let found = own + Self.entities(of: documents, besides: own)
    return intents.text(source(of: message, entities: found, documents: documents))
  }

  /// The identifiers in documents that the mail itself does not name.
  private static func entities(of documents: [DocumentReading], besides own: [Entity]) -> [Entity] {
    var seen = Set(own.map { "\($0.kind.rawValue) \($0.value)" })
    return Array(
      documents.flatMap(\.identifiers).filter { seen.insert("\($0.kind.rawValue) \($0.value)").inserted }
        .prefix(mostDocumentEntities))
  }

  /// A statement of a year has hundreds of lines; this bounds what is stored of a hostile file.
  private static let mostDocumentEntities = 300

  private func source(of message: Message, entities: [Entity], documents: [DocumentReading]) -> IntentSource {
    let subject = Self.tokenized(message.subject)
    let own = Self.tokenized(message.newText)
    // A mail that only passes another one on is about what it passes on; less surely, since others wrote it.
    let isForwardOnly = own.tokens.isEmpty
    let body = isForwardOnly ? Self.tokenized(message.quotedText) : own
    return IntentSource(
      subject: subject, body: body, isForwardOnly: isForwardOnly, hasHistory: !message.quotedText.isEmpty,
      entities: entities.filter { $0.place == .subject || $0.place == .body },
      isIdentifiedByFile: entities.contains {
        if case .attachment = $0.place { IntentCues.identifying.contains($0.kind) } else { false }
      },
      files: message.attachments.filter { !$0.isInline }.map { $0.name ?? "" },
      documents: Set(documents.filter { $0.confidence >= Self.sureDocument }.compactMap(\.type)),
      signals: Self.signals(message, entities: entities, isOfPayments: Topic(subject, body) == .invoices),
      sentiment: tone.sentiment(subject: subject, body: own), isUrgent: tone.isUrgent(subject: subject, body: own))
  }

  private func entities(of message: Message) -> [Entity] {
    let finder = EntityFinder(
      writtenAt: message.sentAt ?? message.receivedAt, zone: message.zone ?? 0, trade: lexicon.trade, masks: masks)
    return finder.entities(
      subject: message.subject, newText: Self.head(message.newText),
      signature: QuotedTextTrim().trim(Self.head(message.text)).signatureText,
      quotedText: Self.head(message.quotedText))
  }

  /// What is not read in words but told by the header.
  private static func certain(_ intent: Intent, by sign: String) -> IntentReading {
    IntentReading(intent: intent, confidence: 1, evidence: [IntentReading.Evidence(words: sign, weight: 1)])
  }

  /// Our addresses stand in Cc and nowhere in To. A mail that names none of them (Bcc, a list, an alias unknown here) is
  /// not judged.
  private func isCopyOnly(_ message: Message) -> Bool {
    guard lexicon[.copyOnly] != nil else { return false }
    let ours = ourAddresses.isEmpty ? Set(message.participants(.deliveredTo).map(\.value)) : ourAddresses
    func namesUs(_ role: Participant.Role) -> Bool {
      message.participants(role).contains { ours.contains($0.value) }
    }
    return namesUs(.cc) && !namesUs(.to)
  }

  private static func signals(
    _ message: Message, entities: [Entity], isOfPayments: Bool
  ) -> Set<IntentLexicon.Signal> {
    var signals: Set<IntentLexicon.Signal> = []
    let own = entities.filter { $0.place != .quote }
    let invoices = own.filter { $0.kind == .invoiceNumber && ($0.place == .body || $0.place == .subject) }
    if invoices.count > 1 { signals.insert(.severalInvoices) }
    let hasFile = message.attachments.contains { !$0.isInline }
    if hasFile { signals.insert(.attachment) }
    let hasNumber = own.contains { [.invoiceNumber, .orderNumber].contains($0.kind) }
    if isOfPayments, !hasFile, !hasNumber { signals.insert(.noNumber) }
    if own.contains(where: { $0.kind == .iban && $0.place == .body }) { signals.insert(.iban) }
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

public import Domain

/// What a profile says of its contact motives: their names, what they mean, where they go, and the words by which a first
/// reading recognises them (`intents.yaml`).
public struct IntentLexicon: Hashable, Sendable {
  /// A phrase that speaks for an intent, or against it.
  public struct Keyword: Hashable, Sendable {
    public let language: Language
    /// One to eight words; `livr*` stands for every word that begins so. Case and accents do not count.
    public let phrase: String
    /// A phrase that settles the matter alone has 3, a good sign 2, a hint 1 or less; negative speaks against.
    public let weight: Double

    public init(language: Language, phrase: String, weight: Double) {
      self.language = language
      self.phrase = phrase
      self.weight = weight
    }
  }

  /// A fact beyond words that speaks for an intent.
  public enum Signal: String, Hashable, Sendable, CaseIterable {
    /// Two or more invoice numbers in the author's own words.
    case severalInvoices = "several_invoices"
    /// The words are of invoices or payments, but no number is in the author's own words, and no file that may hold one is
    /// attached.
    case noNumber = "no_number"
    /// A valid IBAN in the author's own words.
    case iban
    /// A file is attached.
    case attachment
    /// Sent to many: a newsletter, a list.
    case massMail = "mass_mail"
    /// A program wrote it: a bounce, an absence notice.
    case machine
  }

  /// One contact motive.
  public struct Entry: Hashable, Sendable {
    public let intent: Intent
    public let label: Localized
    public let definition: Localized
    /// The id of the folder where its mails go when no rule says another.
    public let folder: String
    /// Intents that one answer cannot serve together with this one.
    public let incompatible: [Intent]
    public let keywords: [Keyword]
    public let signals: [Signal: Double]
    /// Documents whose being attached speaks for the intent, or against it.
    public let documents: [DocumentType: Double]

    public init(
      intent: Intent, label: Localized, definition: Localized, folder: String, incompatible: [Intent],
      keywords: [Keyword], signals: [Signal: Double], documents: [DocumentType: Double] = [:]
    ) {
      self.intent = intent
      self.label = label
      self.definition = definition
      self.folder = folder
      self.incompatible = incompatible
      self.keywords = keywords
      self.signals = signals
      self.documents = documents
    }
  }

  /// In the order of the file, which decides between equal scores.
  public let entries: [Entry]

  public init(entries: [Entry]) {
    self.entries = entries
  }

  /// The default folder's id of each intent.
  public var folders: [Intent: String] {
    Dictionary(entries.map { ($0.intent, $0.folder) }, uniquingKeysWith: { first, _ in first })
  }

  /// The intents that go ill together, as written: of each pair one side is enough.
  public var incompatible: [Intent: Set<Intent>] {
    Dictionary(entries.map { ($0.intent, Set($0.incompatible)) }, uniquingKeysWith: { $0.union($1) })
  }

  /// A profile with invoices among its motives is an accounts department's.
  public var trade: Trade { entries.contains { $0.intent.id.contains("invoice") } ? .accounts : .shop }

  public subscript(intent: Intent) -> Entry? { entries.first { $0.intent == intent } }

  /// All that decides which intents are read, one line a fact, always in the same order: its hash names this "model", and
  /// Store keeps the bytes as long as a decision refers to them. Labels and definitions decide nothing and are left out.
  public var canonicalBytes: [UInt8] {
    var lines = ["intent-lexicon 1", KeywordReader.canonicalBounds]
    for entry in entries {
      lines.append("intent \(entry.intent)")
      let keywords = entry.keywords.map { "keyword \($0.language) \($0.phrase) \($0.weight)" }
      let signals = entry.signals.map { "signal \($0.key.rawValue) \($0.value)" }
      let documents = entry.documents.map { "document \($0.key.rawValue) \($0.value)" }
      lines += keywords.sorted() + signals.sorted() + documents.sorted()
    }
    return Array(lines.joined(separator: "\n").utf8)
  }
}

public import Domain
import TextAnalysis
public import TextExtraction

/// Reads what a file is as a document and what it says: a pure function of what was extracted from it and of what this
/// reader was made with.
public struct DocumentReader: Sendable {
  private let finder: EntityFinder
  private let fields: DocumentFieldsReader
  private let types: DocumentTypeReader

  /// - Parameters:
  ///   - languages: in which the site's documents are written, the usual one first.
  ///   - masks: the forms of the site's own order and invoice numbers, known beside the usual ones.
  ///   - model: what documents have taught of their types; without it only data and pictures without text have one.
  ///   - today: the day of the mail that brought the file.
  public init(languages: [Language], masks: [NumberMask] = [], model: DocumentModel?, today: Instant) {
    finder = EntityFinder(writtenAt: today, zone: 0, trade: .accounts, masks: masks)
    fields = DocumentFieldsReader(today: CalendarDay(CivilTime(today, offsetMinutes: 0)), languages: languages)
    types = DocumentTypeReader(model: model)
  }

  /// - Parameters:
  ///   - name: for a file within a file the names on the way to it, parted by `/`.
  ///   - contentHash: of its bytes.
  public func reading(of file: ExtractedFile, name: String, contentHash: ContentHash) -> DocumentReading {
    var reading = DocumentReading(name: name, mediaType: file.kind.mediaType, contentHash: contentHash)
    let source = source(of: file, name: name)
    reading.pages = file.pageCount
    reading.isRecognised = file.pages.contains(where: \.isRecognised)
    reading.textCharacters = source.letters
    reading.entities = source.entities
    reading.fields = source.fields
    if let (type, confidence) = types.type(of: source) {
      reading.type = type
      reading.confidence = confidence
    }
    reading.problems = file.problems.map(\.rawValue)
    return reading
  }

  func source(of file: ExtractedFile, name: String) -> DocumentTypeReader.Source {
    let entities = entities(of: file, name: name)
    return DocumentTypeReader.Source(
      file: file, name: name, letters: file.pages.reduce(0) { $0 + Self.letters(in: $1.text) }, entities: entities,
      fields: fields.fields(of: file, entities: entities))
  }

  private static func letters(in text: String) -> Int {
    text.unicodeScalars.count { !$0.properties.isWhitespace }
  }

  /// Each value once a kind, on the first page that has it.
  private func entities(of file: ExtractedFile, name: String) -> [Entity] {
    var seen: Set<String> = []
    return file.pages.enumerated().flatMap { index, page in
      let text = page.isRecognised ? Misreading.withCheckedNumbers(page.text) : page.text
      return finder.entities(inDocument: text, place: .attachment(name: name, page: index + 1))
    }.filter { seen.insert("\($0.kind.rawValue) \($0.value)").inserted }
  }
}

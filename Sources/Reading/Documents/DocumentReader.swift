public import Domain
import TextAnalysis
public import TextExtraction

/// Reads what a file is as a document and what it says: a pure function of what was extracted from it and of what this
/// reader was made with.
public struct DocumentReader: Sendable {
  private let finder: EntityFinder
  private let fields: DocumentFieldsReader

  /// - Parameters:
  ///   - languages: in which the site's documents are written, the usual one first.
  ///   - masks: the forms of the site's own order and invoice numbers, known beside the usual ones.
  ///   - today: the day of the mail that brought the file.
  public init(languages: [Language], masks: [NumberMask] = [], today: Instant) {
    finder = EntityFinder(writtenAt: today, zone: 0, trade: .accounts, masks: masks)
    fields = DocumentFieldsReader(today: CalendarDay(CivilTime(today, offsetMinutes: 0)), languages: languages)
  }

  /// - Parameters:
  ///   - name: for a file within a file the names on the way to it, parted by `/`.
  ///   - contentHash: of its bytes.
  public func reading(of file: ExtractedFile, name: String, contentHash: ContentHash) -> DocumentReading {
    var reading = DocumentReading(name: name, mediaType: "", contentHash: contentHash)
    reading.pages = file.pageCount
    reading.isRecognised = file.pages.contains(where: \.isRecognised)
    reading.textCharacters = file.pages.reduce(0) { $0 + $1.text.unicodeScalars.count { !$0.properties.isWhitespace } }
    reading.entities = entities(of: file, name: name)
    reading.fields = fields.fields(of: file, entities: reading.entities)
    reading.problems = file.problems.map(\.rawValue)
    return reading
  }

  /// Each value once a kind, on the first page that has it.
  private func entities(of file: ExtractedFile, name: String) -> [Entity] {
    var seen: Set<String> = []
    return file.pages.enumerated().flatMap { index, page in
      finder.entities(inDocument: page.text, place: .attachment(name: name, page: index + 1))
    }.filter { seen.insert("\($0.kind.rawValue) \($0.value)").inserted }
  }
}

/// STUB until the model of documents comes.
public struct DocumentModel: Sendable {
  public static let name = "documents"
  public var bytes: [UInt8] { [] }
  public init(bytes: [UInt8]) throws {}
}

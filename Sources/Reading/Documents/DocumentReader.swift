public import Domain

public import TextExtraction

public struct DocumentModel: Sendable {
  public static let name = "documents"
  public var bytes: [UInt8] { [] }
  public init(bytes: [UInt8]) throws {}
}

/// STUB
public struct DocumentReader: Sendable {
  public init(model: DocumentModel?, languages: [Language], trade: Trade) {}

  public func reading(of file: ExtractedFile, name: String, contentHash: ContentHash) -> DocumentReading {
    var reading = DocumentReading(name: name, mediaType: file.kind.rawValue, contentHash: contentHash)
    reading.pages = file.pageCount
    reading.textCharacters = file.text.count
    reading.problems = file.problems.map(\.rawValue)
    return reading
  }
}

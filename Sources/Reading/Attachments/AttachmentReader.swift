public import Domain
public import MIME
public import TextExtraction

/// Reads the attachments of mails, and the files within them, each in the confined worker.
///
/// A file that cannot be read is told with the reason and hinders nothing else. What one mail may cost is bounded, and a
/// file that was read before is remembered.
public struct AttachmentReader: Sendable {
  private let extractor: TextExtractor
  private let languages: [Language]
  private let model: DocumentModel?
  private let settings: AttachmentSettings
  private let memory = DocumentMemory()

  /// - Parameters:
  ///   - languages: in which the site's documents are written, the usual one first.
  ///   - model: tells what a document is; without it only data tell.
  public init(
    extractor: TextExtractor, languages: [Language], model: DocumentModel?, settings: AttachmentSettings
  ) {
    self.extractor = extractor
    self.languages = languages
    self.model = model
    self.settings = settings
  }

  /// What the files of a mail are, in their order, each followed by those within it. Logos of signatures are left out.
  ///
  /// - Parameters:
  ///   - receivedAt: the day from which a date takes a missing year.
  ///   - recognises: whether text in pictures may be recognised, which takes seconds a page.
  /// - Throws: `RecognitionNeeded` when it may not and some file can only be read so; `ExtractionError.shutDown`, and
  ///   `CancellationError`.
  public func readings(
    of mail: InternetMessage, receivedAt: Instant, recognises: Bool
  ) async throws -> [DocumentReading] {
    var walk = Walk(settings, documents(on: receivedAt), recognises: recognises)
    var all: [DocumentReading] = []
    for part in AttachedParts.of(mail) {
      let file = FileToRead(part.decoded(), name: part.attachedName, mediaType: part.mediaType.essence)
      all += try await readings(of: file, isShownInText: part.isShownInText, depth: 0, &walk)
    }
    return all
  }

  /// What one file is, followed by those within it.
  public func readings(of file: FileToRead, receivedAt: Instant) async throws -> [DocumentReading] {
    var walk = Walk(settings, documents(on: receivedAt), recognises: true)
    return try await readings(of: file, isShownInText: false, depth: 0, &walk)
  }

  private func documents(on day: Instant) -> DocumentReader {
    DocumentReader(languages: languages, model: model, today: day)
  }

  /// What was read so far of one mail, and what it may still cost.
  private struct Walk {
    let documents: DocumentReader
    let recognises: Bool
    var files: Int
    var bytes: Int
    var time: Duration

    init(_ settings: AttachmentSettings, _ documents: DocumentReader, recognises: Bool) {
      self.documents = documents
      self.recognises = recognises
      files = settings.files
      bytes = settings.totalBytes
      time = settings.totalTime
    }
  }

  /// A file and those within it, named by the way to them; from memory if it was read before.
  private func readings(
    of file: FileToRead, isShownInText: Bool, depth: Int, _ walk: inout Walk
  ) async throws -> [DocumentReading] {
    let hash = ContentHash(of: file.bytes)
    let isShownOften = isShownInText ? await memory.see(hash) > Self.mostMailsOfAPhoto : false
    if isShownOften { return [] }
    if let known = await memory.readings(of: hash) { return known.map { $0.named(file.name, below: true) } }
    guard walk.files > 0, walk.bytes >= file.bytes.count else {
      return [failed(file, hash, FileKind.unknown, .beyondBudget, walk)]
    }
    walk.files -= 1
    walk.bytes -= file.bytes.count
    let (contents, isWhole) = try await contents(of: file, &walk)
    if isShownInText, contents.isLogo {
      await memory.keep([], of: hash)
      return []
    }
    let own = walk.documents.reading(of: contents, name: file.name ?? "", contentHash: hash)
    let inside = try await within(contents, depth: depth, &walk)
    let all = [own.named(nil, below: false)] + inside.readings
    if isWhole, inside.isWhole { await memory.keep(all, of: hash) }
    return all.map { $0.named(file.name, below: true) }
  }

  /// Mails in which a picture stands before it is held for a logo.
  private static let mostMailsOfAPhoto = 3

  /// What is in a file, and whether that will be the same at the next reading.
  private func contents(of file: FileToRead, _ walk: inout Walk) async throws -> (ExtractedFile, isWhole: Bool) {
    if let mail = AttachedMail(file) { return (await mail.contents(extractor: extractor), true) }
    do {
      let mayRecognise = walk.recognises && settings.recognises
      var contents = try await extractor.contents(of: file, within: &walk.time, recognises: mayRecognise)
      if settings.recognises, !walk.recognises, contents.needsRecognition { throw RecognitionNeeded() }
      if contents.needsRecognition, !contents.problems.contains(.needsRecognition) {
        contents.problems.append(.needsRecognition)
      }
      return (contents, contents.problems.allSatisfy(\.isLasting))
    } catch ExtractionError.shutDown {
      throw ExtractionError.shutDown
    } catch is ExtractionError {
      var contents = ExtractedFile(kind: FileKind(of: file))
      contents.problems = [.unreadable]
      return (contents, false)
    }
  }

  /// The files within a file.
  private func within(
    _ contents: ExtractedFile, depth: Int, _ walk: inout Walk
  ) async throws -> (readings: [DocumentReading], isWhole: Bool) {
    var all: [DocumentReading] = []
    for file in contents.files {
      let file = FileToRead(file.bytes, name: file.name)
      guard depth < settings.nesting else {
        all.append(failed(file, ContentHash(of: file.bytes), FileKind(of: file), .nestedTooDeep, walk))
        continue
      }
      all += try await readings(of: file, isShownInText: false, depth: depth + 1, &walk)
    }
    // What a budget has cut off may be read another time.
    return (all, all.allSatisfy { $0.problems.allSatisfy { FileProblem(rawValue: $0)?.isLasting ?? true } })
  }

  private func failed(
    _ file: FileToRead, _ hash: ContentHash, _ kind: FileKind, _ problem: FileProblem, _ walk: Walk
  ) -> DocumentReading {
    var contents = ExtractedFile(kind: kind)
    contents.problems = [problem]
    return walk.documents.reading(of: contents, name: file.name ?? "", contentHash: hash)
  }
}

/// A file is a picture of text, and recognising it, which takes seconds a page, was not allowed.
public struct RecognitionNeeded: Error {}

extension DocumentReading {
  /// The reading under the name by which the file is known here, or under the way to it below that name.
  fileprivate func named(_ name: String?, below: Bool) -> DocumentReading {
    var reading = self
    let outer = name ?? ""
    reading.name = !below ? "" : self.name.isEmpty ? outer : "\(outer)/\(self.name)"
    reading.entities = entities.map { $0.placed(in: reading.name) }
    return reading
  }
}

extension Entity {
  fileprivate func placed(in name: String) -> Entity {
    guard case .attachment(_, let page) = place else { return self }
    return Entity(
      kind: kind, value: value, raw: raw, place: .attachment(name: name, page: page), confidence: confidence, role: role
    )
  }
}

extension FileProblem {
  /// Whether the file itself is the reason, so that reading it again would find the same.
  var isLasting: Bool {
    switch self {
    case .needsRecognition, .recognitionFailed, .needsTool, .tookTooLong, .unreadable, .beyondBudget, .nestedTooDeep:
      false
    default: true
    }
  }
}

extension ExtractedFile {
  /// Whether a picture within the text is no more than the sender's logo, an icon of a network or a line: small, or long
  /// and low. A photograph and a screenshot are neither.
  fileprivate var isLogo: Bool {
    guard let picture else { return false }
    let (long, short) = (max(picture.width, picture.height), max(1, min(picture.width, picture.height)))
    return short < 160 || long * short < 90_000 || (long > 3 * short && short < 320)
  }
}

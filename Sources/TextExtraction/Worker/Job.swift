/// What a worker is asked. Each reader that moves into the worker adds a case here and one to `Answer`.
enum Job: Sendable {
  /// What a frame has beside the bytes of its document: kind, page, and a name and media type of bounded length; likewise
  /// what an answer has beside a text, and what it has for each page and each file beside their own.
  static let overhead = 4_096

  /// Try everything that confinement forbids.
  case probe
  /// Read the text of an HTML document in UTF-8.
  case html([UInt8])
  /// Tell what a file is and read all that it says without recognising text in pictures.
  case file(FileToRead)
  /// Draw one page of a file, so that text can be recognised on it. Pages count from 1.
  case drawing(FileToRead, page: Int)
  /// Look for barcodes on the pages of a file that `file` does not look at as a picture.
  case barcodes(FileToRead)

  var inputBytes: Int {
    switch self {
    case .probe: 0
    case .html(let bytes): bytes.count
    case .file(let file), .drawing(let file, _), .barcodes(let file): file.bytes.count
    }
  }

  /// What the job may take, once a worker is free.
  func time(_ limits: ExtractionLimits) -> Duration {
    switch self {
    case .probe, .html: limits.time
    case .file: limits.fileTime
    case .drawing, .barcodes: limits.drawingTime
    }
  }

  /// The longest answer that is believed, in bytes.
  func answerLimit(_ limits: ExtractionLimits) -> Int {
    switch self {
    case .probe, .html, .barcodes:
      limits.textBytes + Self.overhead
    case .file:
      // A word has at least a letter and what parts it from the next, and its place takes 24 bytes. Texts are those of
      // the pages and of the fields.
      limits.textBytes * (1 + 24 / 2) + limits.unpackedBytes + (limits.pages + limits.entries) * Self.overhead
    case .drawing:
      // Compressed, a picture has seldom more bytes than pixels, and then by very little.
      limits.pixels + limits.pixels / 100 + Self.overhead
    }
  }

  func encoded() -> [UInt8] {
    switch self {
    case .probe: return Frame.encode(kind: 1, payload: [])
    case .html(let bytes): return Frame.encode(kind: 2, payload: bytes)
    case .file(let file):
      var payload = FrameWriter()
      file.write(to: &payload)
      return Frame.encode(kind: 3, payload: payload.bytes)
    case .drawing(let file, let page):
      var payload = FrameWriter()
      payload.append(UInt32(clamping: page))
      file.write(to: &payload)
      return Frame.encode(kind: 4, payload: payload.bytes)
    case .barcodes(let file):
      var payload = FrameWriter()
      file.write(to: &payload)
      return Frame.encode(kind: 5, payload: payload.bytes)
    }
  }

  init?(decoding frame: ArraySlice<UInt8>) {
    switch frame.first {
    case 1: self = .probe
    case 2: self = .html(Array(frame.dropFirst()))
    case 3:
      var reader = FrameReader(frame.dropFirst())
      guard let file = FileToRead(reading: &reader) else { return nil }
      self = .file(file)
    case 4:
      var reader = FrameReader(frame.dropFirst())
      guard let page = reader.number(), let file = FileToRead(reading: &reader) else { return nil }
      self = .drawing(file, page: Int(page))
    case 5:
      var reader = FrameReader(frame.dropFirst())
      guard let file = FileToRead(reading: &reader) else { return nil }
      self = .barcodes(file)
    default: return nil
    }
  }
}

/// What a worker says: `confinement` once of its own accord when it has started, then one answer for each job.
enum Answer: Sendable {
  case confinement(Confinement)
  case html(HTMLText)
  case file(ExtractedFile)
  case drawing(Drawing?)
  case barcodes([Barcode])

  func encoded() -> [UInt8] {
    var payload = FrameWriter()
    switch self {
    case .confinement(let confinement):
      let measures = confinement.measures.reduce(UInt32(0)) { $0 | 1 << $1.rawValue }
      payload.append(measures)
      payload.append(UInt32(clamping: confinement.landlockVersion))
      for attempt in confinement.attempts {
        payload.bytes.append(attempt.deed.rawValue)
        payload.append(UInt32(clamping: attempt.errno))
      }
      return Frame.encode(kind: 1, payload: payload.bytes)
    case .html(let text):
      payload.bytes.append(text.isTruncated ? 1 : 0)
      for block in text.blocks {
        payload.append(UInt32(clamping: block.quoteDepth))
        payload.append(block.text)
      }
      return Frame.encode(kind: 2, payload: payload.bytes)
    case .file(let file):
      file.write(to: &payload)
      return Frame.encode(kind: 3, payload: payload.bytes)
    case .drawing(let drawing):
      drawing?.write(to: &payload)
      return Frame.encode(kind: 4, payload: payload.bytes)
    case .barcodes(let codes):
      payload.append(each: codes) { frame, code in code.write(to: &frame) }
      return Frame.encode(kind: 5, payload: payload.bytes)
    }
  }

  init?(decoding frame: ArraySlice<UInt8>) {
    var reader = FrameReader(frame.dropFirst())
    let answer: Answer? =
      switch frame.first {
      case 1: Confinement(reading: &reader).map(Answer.confinement)
      case 2: HTMLText(reading: &reader).map(Answer.html)
      case 3: ExtractedFile(reading: &reader).map(Answer.file)
      case 4: .drawing(Drawing(reading: &reader))
      case 5: reader.items(Barcode.init(reading:)).map(Answer.barcodes)
      default: nil
      }
    guard let answer else { return nil }
    self = answer
  }
}

extension Confinement {
  fileprivate init?(reading reader: inout FrameReader) {
    guard let bits = reader.number(), let version = reader.number() else { return nil }
    let measures = Measure.allCases.filter { bits & 1 << $0.rawValue != 0 }
    self.init(measures: Set(measures), landlockVersion: Int(version))
    while !reader.isAtEnd {
      guard let deed = reader.byte().flatMap(Deed.init(rawValue:)), let errno = reader.number() else { return nil }
      attempts.append(Attempt(deed: deed, errno: Int32(clamping: errno)))
    }
  }
}

extension HTMLText {
  fileprivate init?(reading reader: inout FrameReader) {
    guard let flag = reader.byte() else { return nil }
    self.init(blocks: [], isTruncated: flag != 0)
    while !reader.isAtEnd {
      guard let depth = reader.number(), let text = reader.text() else { return nil }
      blocks.append(Block(quoteDepth: min(Int(depth), HTMLText.deepestQuote), text: text))
    }
  }

  /// Quotes deeper than this are one: what flat text writes before each line stays short.
  static let deepestQuote = 32
}

// How what was read goes through the pipe. Each value is written and read in one place, so that the two halves stand
// side by side; the reading half trusts nothing.

extension FrameWriter {
  mutating func append(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func append(_ number: Float) { append(number.bitPattern) }

  mutating func append(_ text: String?) {
    append(text != nil)
    if let text { append(text) }
  }

  mutating func append(raw: [UInt8]) {
    append(UInt32(clamping: raw.count))
    bytes.append(contentsOf: raw)
  }

  mutating func append<Item>(each items: [Item], _ write: (inout FrameWriter, Item) -> Void) {
    append(UInt32(clamping: items.count))
    for item in items { write(&self, item) }
  }
}

extension FrameReader {
  mutating func flag() -> Bool? { byte().map { $0 != 0 } }

  mutating func float() -> Float? { number().map(Float.init(bitPattern:)) }

  mutating func optionalText() -> String?? {
    guard let isThere = flag() else { return nil }
    guard isThere else { return .some(nil) }
    return text().map { .some($0) }
  }

  mutating func raw() -> [UInt8]? {
    guard let count = number() else { return nil }
    return take(Int(count))
  }

  /// As many items as are announced; nil when one of them cannot be read.
  mutating func items<Item>(_ read: (inout FrameReader) -> Item?) -> [Item]? {
    guard let count = number() else { return nil }
    var items: [Item] = []
    for _ in 0..<count {
      guard let item = read(&self) else { return nil }
      items.append(item)
    }
    return items
  }
}

extension FileToRead {
  func write(to frame: inout FrameWriter) {
    frame.append(name)
    frame.append(mediaType)
    frame.append(raw: bytes)
  }

  init?(reading frame: inout FrameReader) {
    guard let name = frame.optionalText(), let mediaType = frame.optionalText(), let bytes = frame.raw() else {
      return nil
    }
    self.init(bytes, name: name, mediaType: mediaType)
  }
}

extension ExtractedFile {
  func write(to frame: inout FrameWriter) {
    frame.append(kind.rawValue)
    frame.append(each: pages) { frame, page in page.write(to: &frame) }
    frame.append(UInt32(clamping: pageCount))
    frame.append(each: formFields) { frame, field in
      frame.append(field.name)
      frame.append(field.value)
    }
    frame.append(each: barcodes) { frame, code in code.write(to: &frame) }
    frame.append(picture != nil)
    picture?.write(to: &frame)
    frame.append(electronicInvoice != nil)
    electronicInvoice?.write(to: &frame)
    frame.append(each: files) { frame, file in
      frame.append(file.name)
      frame.append(raw: file.bytes)
    }
    frame.append(each: problems) { frame, problem in frame.append(problem.rawValue) }
  }

  init?(reading frame: inout FrameReader) {
    guard let kind = frame.text().flatMap(FileKind.init(rawValue:)), let pages = frame.items(Page.init(reading:)),
      let pageCount = frame.number()
    else { return nil }
    self.init(kind: kind)
    self.pages = pages
    self.pageCount = Int(pageCount)
    guard
      let fields = frame.items({ frame -> FormField? in
        guard let name = frame.text(), let value = frame.text() else { return nil }
        return FormField(name: name, value: value)
      }),
      let barcodes = frame.items(Barcode.init(reading:))
    else { return nil }
    formFields = fields
    self.barcodes = barcodes
    guard let hasPicture = frame.flag() else { return nil }
    if hasPicture {
      guard let facts = PictureFacts(reading: &frame) else { return nil }
      picture = facts
    }
    guard let hasInvoice = frame.flag() else { return nil }
    if hasInvoice {
      guard let invoice = ElectronicInvoice(reading: &frame) else { return nil }
      electronicInvoice = invoice
    }
    guard
      let files = frame.items({ frame -> ContainedFile? in
        guard let name = frame.text(), let bytes = frame.raw() else { return nil }
        return ContainedFile(name: name, bytes: bytes)
      }), let problems = frame.items({ frame in frame.text().flatMap(FileProblem.init(rawValue:)) })
    else { return nil }
    self.files = files
    self.problems = problems
  }
}

extension Page {
  fileprivate func write(to frame: inout FrameWriter) {
    frame.append(width)
    frame.append(height)
    frame.append(text)
    frame.append(isRecognised)
    frame.append(needsRecognition)
    frame.append(each: words) { frame, word in
      frame.append(UInt32(clamping: word.range.lowerBound))
      frame.append(UInt32(clamping: word.range.upperBound))
      for edge in [word.box.left, word.box.top, word.box.right, word.box.bottom] { frame.append(edge) }
    }
  }

  fileprivate init?(reading frame: inout FrameReader) {
    guard let width = frame.float(), let height = frame.float(), let text = frame.text(),
      let isRecognised = frame.flag(), let needsRecognition = frame.flag()
    else { return nil }
    let length = text.utf8.count
    let words = frame.items { frame -> Word? in
      guard let lower = frame.number(), let upper = frame.number(), lower <= upper, upper <= length,
        let left = frame.float(), let top = frame.float(), let right = frame.float(), let bottom = frame.float()
      else { return nil }
      return Word(
        range: Int(lower)..<Int(upper), box: Box(left: left, top: top, right: right, bottom: bottom))
    }
    guard let words else { return nil }
    self.init(
      width: width, height: height, text: text, words: words, isRecognised: isRecognised,
      needsRecognition: needsRecognition)
  }
}

extension Barcode {
  func write(to frame: inout FrameWriter) {
    frame.append(symbology)
    frame.append(text)
    frame.append(UInt32(clamping: page))
  }

  init?(reading frame: inout FrameReader) {
    guard let symbology = frame.text(), let text = frame.text(), let page = frame.number() else { return nil }
    self.init(symbology: symbology, text: text, page: Int(page))
  }
}

extension PictureFacts {
  fileprivate func write(to frame: inout FrameWriter) {
    frame.append(UInt32(clamping: width))
    frame.append(UInt32(clamping: height))
    frame.append(takenAt)
    frame.append(isFromCamera)
    frame.append(colourfulness)
    frame.append(whiteShare)
  }

  fileprivate init?(reading frame: inout FrameReader) {
    guard let width = frame.number(), let height = frame.number(), let takenAt = frame.optionalText(),
      let isFromCamera = frame.flag(), let colourfulness = frame.float(), let whiteShare = frame.float()
    else { return nil }
    self.init(width: Int(width), height: Int(height))
    self.takenAt = takenAt
    self.isFromCamera = isFromCamera
    self.colourfulness = colourfulness
    self.whiteShare = whiteShare
  }
}

extension ElectronicInvoice {
  /// All that is text or nothing, in one order for both halves.
  private static let texts: [WritableKeyPath<ElectronicInvoice, String?> & Sendable] = [
    \.number, \.orderNumber, \.date, \.dueDate, \.deliveryDate, \.net, \.vat, \.total, \.due, \.currency, \.supplier,
    \.supplierVATNumber, \.supplierRegistration, \.buyer, \.iban,
  ]

  fileprivate func write(to frame: inout FrameWriter) {
    frame.append(kind.rawValue)
    for text in Self.texts { frame.append(self[keyPath: text]) }
    frame.append(each: productReferences) { frame, reference in frame.append(reference) }
  }

  fileprivate init?(reading frame: inout FrameReader) {
    guard let kind = frame.text().flatMap(Kind.init(rawValue:)) else { return nil }
    self.init(kind: kind)
    for text in Self.texts {
      guard let value = frame.optionalText() else { return nil }
      self[keyPath: text] = value
    }
    guard let references = frame.items({ $0.text() }) else { return nil }
    productReferences = references
  }
}

/// Reads PDF documents: the text of each page and the places of its words, the fields of forms, the files within.
enum PDFReader {
  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var result = ExtractedFile(kind: .pdf)
    do throws(PDFDocument.Failure) {
      let document = try PDFDocument(file.bytes)
      if endsTooEarly(file.bytes) { result.note(.damaged) }
      read(document, limits, into: &result)
    } catch {
      switch error {
      case .encrypted: result.note(.encrypted)
      case .damaged: result.note(.damaged)
      }
    }
    return result
  }

  /// A page, from 1, as a picture for the recognition of text; nil when it cannot be drawn.
  static func draw(_ file: FileToRead, page number: Int, _ limits: WorkerLimits) -> Drawing? {
    guard let document = try? PDFDocument(file.bytes), let page = document.page(number) else { return nil }
    return PDFDrawing.draw(page, limits)
  }

  /// The barcodes on the first pages, where a label or the code to pay by is. Apart from the reading, since looking for
  /// them takes far longer than reading the text.
  static func barcodes(_ file: FileToRead, _ limits: WorkerLimits) -> [Barcode] {
    guard let document = try? PDFDocument(file.bytes) else { return [] }
    var codes: [Barcode] = []
    for number in 1..<(min(document.pageCount, mostPagesWithBarcodes) + 1) {
      guard let page = document.page(number), let pixels = PDFDrawing.drawForBarcodes(page, limits) else { continue }
      codes += BarcodeReader.codes(in: pixels, page: number)
    }
    return codes
  }

  private static let mostPagesWithBarcodes = 3

  private static func read(
    _ document: borrowing PDFDocument, _ limits: WorkerLimits, into result: inout ExtractedFile
  ) {
    result.pageCount = document.pageCount
    if result.pageCount > limits.pages { result.note(.tooManyPages) }
    var textRoom = limits.textBytes
    var fileRoom = limits.unpackedBytes
    var attachments = document.attachments(room: &fileRoom)
    for number in 1..<(min(result.pageCount, limits.pages) + 1) {
      guard let page = document.page(number) else {
        result.note(.damaged)
        result.pages.append(Page(text: ""))
        continue
      }
      let hasOverlays = page.overlays(room: &fileRoom, attachments: &attachments)
      if hasOverlays { result.add(page.fields(), room: &textRoom) }
      result.pages.append(read(page, withOverlays: hasOverlays, room: &textRoom, into: &result))
    }
    result.add(attachments, limits)
  }

  private static func read(
    _ page: borrowing PDFPage, withOverlays: Bool, room: inout Int, into result: inout ExtractedFile
  ) -> Page {
    let (utf8, boxes) = page.text(withOverlays: withOverlays)
    var text = PDFPageText(utf8, boxes: boxes)
    let needsRecognition = PDFDrawing.needsRecognition(page, inkBytes: text.inkBytes)
    if text.utf8.count > room {
      text.cut(to: room)
      result.note(.textCut)
    }
    room -= text.utf8.count
    return Page(
      width: Float(page.width), height: Float(page.height), text: text.text, words: text.words,
      needsRecognition: needsRecognition)
  }

  /// Every PDF ends with its table of objects and a mark; a reader forgives what somebody's mail program appended.
  private static func endsTooEarly(_ bytes: [UInt8]) -> Bool {
    !String(decoding: bytes.suffix(2_048), as: UTF8.self).contains("%%EOF")
  }
}

extension ExtractedFile {
  fileprivate mutating func note(_ problem: FileProblem) {
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// A field may be shown in several places.
  fileprivate mutating func add(_ fields: [FormField], room: inout Int) {
    for field in fields where !formFields.contains(field) {
      let size = field.name.utf8.count + field.value.utf8.count
      guard size <= room else { return note(.textCut) }
      room -= size
      formFields.append(field)
    }
  }

  /// A file may be attached to the document and be pinned to a page as well. The first that is an invoice as data is
  /// taken for what it says.
  fileprivate mutating func add(_ attachments: [PDFDocument.Attachment], _ limits: WorkerLimits) {
    for attachment in attachments {
      guard let bytes = attachment.bytes, files.count < limits.entries else {
        note(.expandsTooMuch)
        continue
      }
      let file = ContainedFile(name: String(attachment.name.prefix(Self.longestName)), bytes: bytes)
      if files.contains(file) { continue }
      if electronicInvoice == nil, file.name.lowercased().hasSuffix(".xml"),
        let invoice = ElectronicInvoice(xml: bytes)
      {
        electronicInvoice = invoice
      } else {
        files.append(file)
      }
    }
  }

  private static let longestName = 255
}

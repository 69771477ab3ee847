/// Reads PDF documents: the text of each page and the places of its words, the fields of forms, the files within.
enum PDFReader {
  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var result = ExtractedFile(kind: .pdf)
    do throws(PDFDocument.Failure) {
      let document = try PDFDocument(file.bytes)
      result.pageCount = document.pageCount
      readPages(of: document, limits, into: &result)
      readFiles(of: document, limits, into: &result)
    } catch {
      switch error {
      case .encrypted: result.note(.encrypted)
      case .damaged: result.note(.damaged)
      }
    }
    return result
  }

  private static func readPages(
    of document: borrowing PDFDocument, _ limits: WorkerLimits, into result: inout ExtractedFile
  ) {
    if result.pageCount > limits.pages { result.note(.tooManyPages) }
    var room = limits.textBytes
    for number in 1..<(min(result.pageCount, limits.pages) + 1) {
      guard let page = document.page(number) else {
        result.note(.damaged)
        result.pages.append(Page(text: ""))
        continue
      }
      let (utf8, boxes) = page.text()
      var text = PDFPageText(utf8, boxes: boxes)
      if text.utf8.count > room {
        text.cut(to: room)
        result.note(.textCut)
      }
      room -= text.utf8.count
      result.pages.append(
        Page(width: Float(page.width), height: Float(page.height), text: text.text, words: text.words))
    }
  }

  private static func readFiles(
    of document: borrowing PDFDocument, _ limits: WorkerLimits, into result: inout ExtractedFile
  ) {
    var room = limits.unpackedBytes
    for attachment in document.attachments(room: &room) {
      guard let bytes = attachment.bytes else {
        result.note(.expandsTooMuch)
        continue
      }
      result.files.append(ContainedFile(name: attachment.name, bytes: bytes))
    }
  }

  static func draw(_ file: FileToRead, page number: Int, _ limits: WorkerLimits) -> Drawing? { nil }
}

extension ExtractedFile {
  mutating func note(_ problem: FileProblem) {
    if !problems.contains(problem) { problems.append(problem) }
  }
}

// The door to poppler and cairo: no pointer of theirs leaves this file, and each is released in it. Poppler follows no
// link, runs no script and starts nothing of its own accord; here nobody asks it to.

import CPoppler

/// An open PDF document.
struct PDFDocument: ~Copyable {
  enum Failure: Error { case encrypted, damaged }

  private let document: OpaquePointer

  /// Opens also what is encrypted with an empty user password, as files are that may be read but not be changed.
  init(_ bytes: [UInt8]) throws(Failure) {
    let data = g_bytes_new(bytes, gsize(bytes.count))
    defer { g_bytes_unref(data) }
    var error: UnsafeMutablePointer<GError>?
    defer { g_clear_error(&error) }
    guard let opened = poppler_document_new_from_bytes(data, nil, &error) else {
      let isEncrypted = error.map { $0.pointee.code == gint(POPPLER_ERROR_ENCRYPTED.rawValue) } ?? false
      throw isEncrypted ? .encrypted : .damaged
    }
    document = opened
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(document)) }

  var pageCount: Int { max(0, Int(poppler_document_get_n_pages(document))) }

  /// - Parameter number: from 1.
  func page(_ number: Int) -> PDFPage? {
    guard (1...max(1, pageCount)).contains(number), let page = poppler_document_get_page(document, Int32(number - 1))
    else { return nil }
    return PDFPage(owning: page)
  }

  /// What is attached to the document as a whole. Those that do not fit into `room` are left out.
  func attachments(room: inout Int) -> [Attachment] {
    guard let list = poppler_document_get_attachments(document) else { return [] }
    defer { g_list_free(list) }
    return items(of: list).map { (pointer: UnsafeMutableRawPointer) in
      defer { g_object_unref(pointer) }
      return Attachment(pointer.assumingMemoryBound(to: PopplerAttachment.self), room: &room)
    }
  }

  /// A file within the document.
  struct Attachment {
    var name: String
    /// Nil where it did not fit, or is damaged.
    var bytes: [UInt8]?

    fileprivate init(_ attachment: UnsafeMutablePointer<PopplerAttachment>, room: inout Int) {
      name = poppler_attachment_get_name(attachment).map { String(cString: $0) } ?? ""
      var sink = Sink(room: room)
      let isWhole = withUnsafeMutablePointer(to: &sink) { sink in
        poppler_attachment_save_to_callback(
          attachment,
          { piece, count, sink, _ in
            guard let piece, let sink = sink?.assumingMemoryBound(to: Sink.self) else { return 0 }
            return sink.pointee.take(UnsafeRawBufferPointer(start: piece, count: Int(count))) ? 1 : 0
          }, sink, nil)
      }
      guard isWhole != 0 else { return }
      bytes = sink.bytes
      room -= sink.bytes.count
    }
  }
}

/// One page of an open document, seen as it is shown: cropped, and turned the way up that the document asks for.
struct PDFPage: ~Copyable {
  private let page: OpaquePointer
  /// In points.
  let width: Double
  let height: Double

  fileprivate init(owning page: OpaquePointer) {
    self.page = page
    var (width, height) = (0.0, 0.0)
    poppler_page_get_size(page, &width, &height)
    (self.width, self.height) = (width, height)
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(page)) }

  /// The text in reading order, and a box for each character of it, the spaces and line ends included.
  func text() -> (utf8: [UInt8], boxes: [Box]) {
    guard let text = poppler_page_get_text(page) else { return ([], []) }
    defer { g_free(text) }
    let utf8 = [UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text)))
    var rectangles: UnsafeMutablePointer<PopplerRectangle>?
    var count: guint = 0
    guard poppler_page_get_text_layout(page, &rectangles, &count) != 0 else { return (utf8, []) }
    defer { g_free(rectangles) }
    let boxes = UnsafeBufferPointer(start: rectangles, count: Int(count)).map { area in
      Box(left: Float(area.x1), top: Float(area.y1), right: Float(area.x2), bottom: Float(area.y2))
    }
    return (utf8, boxes)
  }
}

/// What a list of GLib points to.
private func items(of list: UnsafeMutablePointer<GList>) -> some Sequence<UnsafeMutableRawPointer> {
  sequence(first: list) { $0.pointee.next }.lazy.compactMap { $0.pointee.data }
}

/// Takes what poppler hands out piece by piece, up to a bound.
private struct Sink {
  var bytes: [UInt8] = []
  var room: Int

  mutating func take(_ piece: UnsafeRawBufferPointer) -> Bool {
    guard piece.count <= room - bytes.count else { return false }
    bytes.append(contentsOf: piece)
    return true
  }
}

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
  ///
  /// Poppler's text is that of the page alone, without what is laid over it, unless the page was drawn before: then the
  /// text of what was drawn is kept. So a page with fields or notes is first drawn on a single pixel.
  func text(withOverlays: Bool) -> (utf8: [UInt8], boxes: [Box]) {
    if withOverlays, let surface = Surface(width: 1, height: 1) { surface.draw { poppler_page_render(page, $0) } }
    guard let text = poppler_page_get_text(page) else { return ([], []) }
    defer { g_free(text) }
    let utf8 = [UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text)))
    var rectangles: UnsafeMutablePointer<PopplerRectangle>?
    var count: guint = 0
    guard poppler_page_get_text_layout(page, &rectangles, &count) != 0 else { return (utf8, []) }
    defer { g_free(rectangles) }
    return (utf8, UnsafeBufferPointer(start: rectangles, count: Int(count)).map(Box.init))
  }

  /// Whether something is laid over the page that may show text: a field, a note written on the page, a stamp. Also
  /// adds the files pinned to the page.
  func overlays(room: inout Int, attachments: inout [PDFDocument.Attachment]) -> Bool {
    guard let list = poppler_page_get_annot_mapping(page) else { return false }
    defer { poppler_page_free_annot_mapping(list) }
    var showsText = false
    for item in items(of: list) {
      guard let annotation = item.assumingMemoryBound(to: PopplerAnnotMapping.self).pointee.annot else { continue }
      switch poppler_annot_get_annot_type(annotation) {
      case POPPLER_ANNOT_WIDGET, POPPLER_ANNOT_FREE_TEXT, POPPLER_ANNOT_STAMP: showsText = true
      case POPPLER_ANNOT_FILE_ATTACHMENT:
        guard let attachment = poppler_annot_file_attachment_get_attachment(annotation) else { continue }
        attachments.append(PDFDocument.Attachment(attachment, room: &room))
        g_object_unref(attachment)
      default: break
      }
    }
    return showsText
  }

  /// What was filled into the fields of a form on this page; a ticked box has the value `true`.
  func fields() -> [FormField] {
    guard let list = poppler_page_get_form_field_mapping(page) else { return [] }
    defer { poppler_page_free_form_field_mapping(list) }
    // Poppler lists them from the last to the first.
    return items(of: list).reversed().compactMap { item in
      guard let field = item.assumingMemoryBound(to: PopplerFormFieldMapping.self).pointee.field,
        let value = filledIn(field), !value.isEmpty
      else { return nil }
      return FormField(name: taken(poppler_form_field_get_name(field)) ?? "", value: value)
    }
  }

  private func filledIn(_ field: OpaquePointer) -> String? {
    switch poppler_form_field_get_field_type(field) {
    case POPPLER_FORM_FIELD_TEXT:
      if poppler_form_field_text_is_password(field) != 0 { return nil }
      return taken(poppler_form_field_text_get_text(field))
    case POPPLER_FORM_FIELD_CHOICE:
      let chosen = (0..<max(0, poppler_form_field_choice_get_n_items(field))).compactMap { index in
        poppler_form_field_choice_is_item_selected(field, index) != 0
          ? taken(poppler_form_field_choice_get_item(field, index)) : nil
      }
      return chosen.isEmpty ? taken(poppler_form_field_choice_get_text(field)) : chosen.joined(separator: ", ")
    case POPPLER_FORM_FIELD_BUTTON:
      let isButton = poppler_form_field_button_get_button_type(field) == POPPLER_FORM_BUTTON_PUSH
      return !isButton && poppler_form_field_button_get_state(field) != 0 ? "true" : nil
    default:
      return nil
    }
  }

  /// The places of the pictures on the page; they are not decoded.
  func pictures() -> [Box] {
    guard let list = poppler_page_get_image_mapping(page) else { return [] }
    defer { poppler_page_free_image_mapping(list) }
    return items(of: list).map { Box($0.assumingMemoryBound(to: PopplerImageMapping.self).pointee.area) }
  }

  /// The page in shades of grey on white, so many pixels a point; nil where there is no room for it.
  func drawn(scale: Double) -> GreyPixels? {
    let (width, height) = (max(1, Int(width * scale)), max(1, Int(height * scale)))
    guard let surface = Surface(width: width, height: height) else { return nil }
    surface.draw { cairo in
      cairo_set_source_rgb(cairo, 1, 1, 1)
      cairo_paint(cairo)
      cairo_scale(cairo, scale, scale)
      poppler_page_render(page, cairo)
    }
    return surface.grey()
  }
}

extension GreyPixels {
  /// As a PNG file; nil where there is no room for it.
  func png() -> [UInt8]? {
    guard let surface = Surface(self) else { return nil }
    return surface.png()
  }
}

/// A surface of cairo in memory.
private struct Surface: ~Copyable {
  private let surface: OpaquePointer
  private let width: Int
  private let height: Int

  init?(width: Int, height: Int) { self.init(CAIRO_FORMAT_RGB24, width: width, height: height) }

  /// - Returns: nil when cairo has no room for it, or the picture is wider or higher than it can be.
  private init?(_ format: cairo_format_t, width: Int, height: Int) {
    let made = cairo_image_surface_create(format, Int32(clamping: width), Int32(clamping: height))
    guard let made, width > 0, height > 0, cairo_surface_status(made) == CAIRO_STATUS_SUCCESS else {
      cairo_surface_destroy(made)
      return nil
    }
    (surface, self.width, self.height) = (made, width, height)
  }

  init?(_ picture: GreyPixels) {
    // An alpha channel alone is what cairo writes as a grey PNG.
    self.init(CAIRO_FORMAT_A8, width: picture.width, height: picture.height)
    let stride = Int(cairo_image_surface_get_stride(surface))
    let pixels = UnsafeMutableRawBufferPointer(start: cairo_image_surface_get_data(surface), count: stride * height)
    for row in 0..<height {
      UnsafeMutableRawBufferPointer(rebasing: pixels[(row * stride)...])
        .copyBytes(from: picture.bytes[(row * width)..<(row * width + width)])
    }
    cairo_surface_mark_dirty(surface)
  }

  deinit { cairo_surface_destroy(surface) }

  borrowing func draw(_ body: (OpaquePointer?) -> Void) {
    let cairo = cairo_create(surface)
    body(cairo)
    cairo_destroy(cairo)
  }

  borrowing func grey() -> GreyPixels? {
    cairo_surface_flush(surface)
    let stride = Int(cairo_image_surface_get_stride(surface))
    guard let pixels = UnsafeRawPointer(cairo_image_surface_get_data(surface)) else { return nil }
    let (width, height) = (width, height)
    let bytes = [UInt8](unsafeUninitializedCapacity: width * height) { grey, count in
      for row in 0..<height {
        let colours = (pixels + row * stride).assumingMemoryBound(to: UInt32.self)
        for column in 0..<width {
          let colour = colours[column]
          // The weights of ITU-R BT.601, in 256ths.
          let light = (colour >> 16 & 0xFF) * 77 + (colour >> 8 & 0xFF) * 150 + (colour & 0xFF) * 29
          grey[row * width + column] = UInt8(light >> 8)
        }
      }
      count = width * height
    }
    return GreyPixels(width: width, height: height, bytes: bytes)
  }

  borrowing func png() -> [UInt8]? {
    var sink = Sink(room: .max)
    let status = withUnsafeMutablePointer(to: &sink) { sink in
      cairo_surface_write_to_png_stream(
        surface,
        { sink, piece, count in
          guard let piece, let sink = sink?.assumingMemoryBound(to: Sink.self),
            sink.pointee.take(UnsafeRawBufferPointer(start: piece, count: Int(count)))
          else { return CAIRO_STATUS_WRITE_ERROR }
          return CAIRO_STATUS_SUCCESS
        }, sink)
    }
    return status == CAIRO_STATUS_SUCCESS ? sink.bytes : nil
  }
}

extension Box {
  fileprivate init(_ area: PopplerRectangle) {
    self.init(left: Float(area.x1), top: Float(area.y1), right: Float(area.x2), bottom: Float(area.y2))
  }
}

/// A string that poppler gave away.
private func taken(_ text: UnsafeMutablePointer<CChar>?) -> String? {
  defer { g_free(text) }
  return text.map { String(cString: $0) }
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

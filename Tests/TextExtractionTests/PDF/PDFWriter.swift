/// Writes small PDF documents for the tests.
struct PDFWriter {
  /// What stands between `N 0 obj` and `endobj`; the first is object 1.
  private var objects: [[UInt8]] = []

  /// - Returns: the object's number.
  @discardableResult
  mutating func add(_ object: String) -> Int {
    objects.append(Array(object.utf8))
    return objects.count
  }

  @discardableResult
  mutating func addStream(_ bytes: [UInt8], _ entries: String = "") -> Int {
    objects.append(
      Array("<< /Length \(bytes.count) \(entries) >>\nstream\n".utf8) + bytes + Array("\nendstream".utf8))
    return objects.count
  }

  /// The whole file; object 1 is the catalog.
  var bytes: [UInt8] {
    var file = Array("%PDF-1.7\n".utf8)
    var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
      let digits = String(file.count)
      table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
      file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    let start = file.count
    let trailer = "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return file + Array((table + trailer).utf8)
  }
}

extension PDFWriter {
  /// A page to be written.
  struct Sheet {
    /// Its drawing, in PDF's operators.
    var content: [UInt8]
    var width = 595
    var height = 842
    /// More entries of the page, of its resources, and of the stream of its content.
    var entries = ""
    var resources = ""
    var filter = ""

    init(_ content: String = "") { self.content = Array(content.utf8) }
  }

  /// The number of the object that comes first after those of the document itself.
  static func firstExtra(pages: Int) -> Int { 4 + 2 * pages }

  /// A document of these pages, which have the font `/F1`.
  /// - Parameter extras: writes more objects, the first of which is `firstExtra(pages:)`.
  static func document(
    _ sheets: [Sheet], catalog: String = "", extras: (inout PDFWriter) -> Void = { _ in }
  ) -> [UInt8] {
    var writer = PDFWriter()
    writer.add("<< /Type /Catalog /Pages 2 0 R \(catalog) >>")
    let kids = sheets.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    writer.add("<< /Type /Pages /Count \(sheets.count) /Kids [\(kids)] >>")
    writer.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for (index, sheet) in sheets.enumerated() {
      writer.add(
        """
        << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(sheet.width) \(sheet.height)] /Contents \(5 + 2 * index) 0 R \
        /Resources << /Font << /F1 3 0 R >> \(sheet.resources) >> \(sheet.entries) >>
        """)
      writer.addStream(sheet.content, sheet.filter)
    }
    extras(&writer)
    return writer.bytes
  }

  /// Operators that write a text; `x` and `y` from the lower left corner of the page.
  static func text(_ text: String, x: Int, y: Int, size: Int = 11) -> String {
    "BT /F1 \(size) Tf \(x) \(y) Td (\(text)) Tj ET\n"
  }

  /// So many bytes of one value, 4,128 or more, compressed by 150 to 1 (zlib's format, its check sum left out).
  static func deflatedRun(of byte: UInt8, count: Int) -> [UInt8] {
    var out: [UInt8] = [0x78, 0x9C]
    var pending: UInt32 = 0
    var bits = 0
    func put(_ value: UInt32, _ count: Int) {
      pending |= value << UInt32(bits)
      bits += count
      while bits >= 8 {
        out.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        bits -= 8
      }
    }
    // Huffman codes go in from their first bit on.
    func putCode(_ code: UInt32, _ length: Int) {
      for bit in stride(from: length - 1, through: 0, by: -1) { put(code >> UInt32(bit) & 1, 1) }
    }
    put(1, 1)
    put(1, 2)  // the fixed codes of RFC 1951, section 3.2.6
    byte < 144 ? putCode(0x30 + UInt32(byte), 8) : putCode(0x190 + UInt32(byte) - 144, 9)
    let runs = count / 258
    for _ in 0..<(8 + runs % 8) {
      putCode(0xC5, 8)  // 258 bytes
      putCode(0, 5)  // as the one before
    }
    // Eight runs take thirteen bytes, which come again and again.
    let cycle = out.suffix(13)
    for _ in 1..<(runs / 8) { out += cycle }
    putCode(0, 7)
    put(0, 7)
    return out
  }
}

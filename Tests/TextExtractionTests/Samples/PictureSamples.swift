import Foundation

/// A small file of `Fixtures/`, each made for these tests: the `quarter`s are 160 × 120 pixels of light grey whose upper
/// left corner, 80 × 40, is red.
func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  return [UInt8](try Data(contentsOf: folder.appending(path: "Fixtures/\(name)")))
}

/// A picture of one byte a pixel, written in formats that need no compression.
struct Canvas {
  var width: Int
  var height: Int
  var bytes: [UInt8]

  init(width: Int, height: Int, shade: UInt8 = 255) {
    self.width = width
    self.height = height
    bytes = [UInt8](repeating: shade, count: width * height)
  }

  mutating func fill(columns: Range<Int>, rows: Range<Int>, shade: UInt8 = 0) {
    for row in rows { for column in columns { bytes[row * width + column] = shade } }
  }

  /// PNG, its rows in one zlib stream of stored blocks (RFC 1950, 1951).
  func png(extra: [(name: String, body: [UInt8])] = []) -> [UInt8] {
    var rows: [UInt8] = []
    for row in 0..<height {
      rows.append(0)
      rows += bytes[row * width..<(row + 1) * width]
    }
    var stream: [UInt8] = [0x78, 0x01]
    let starts = Array(stride(from: 0, to: rows.count, by: 65_535))
    for start in starts {
      let block = rows[start..<min(rows.count, start + 65_535)]
      stream.append(start == starts.last ? 1 : 0)
      stream += littleEndian(block.count, 2) + littleEndian(~block.count, 2)
      stream += block
    }
    stream += bigEndian(adler(rows), 4)
    let header: [UInt8] = bigEndian(width, 4) + bigEndian(height, 4) + [8, 0, 0, 0, 0]
    var file: [UInt8] = [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + pngChunk("IHDR", header)
    for chunk in extra { file += pngChunk(chunk.name, chunk.body) }
    return file + pngChunk("IDAT", stream) + pngChunk("IEND", [])
  }

  /// BMP of 24 bits a pixel.
  func bmp() -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: (4 - width * 3 % 4) % 4)
    var rows: [UInt8] = []
    for row in (0..<height).reversed() {
      for shade in bytes[row * width..<(row + 1) * width] { rows += [shade, shade, shade] }
      rows += padding
    }
    var file: [UInt8] = Array("BM".utf8) + littleEndian(54 + rows.count, 4) + littleEndian(0, 4)
    file += littleEndian(54, 4) + littleEndian(40, 4) + littleEndian(width, 4) + littleEndian(height, 4)
    file += littleEndian(1, 2) + littleEndian(24, 2) + littleEndian(0, 4) + littleEndian(rows.count, 4)
    return file + littleEndian(0, 16) + rows
  }

  /// What a directory of a TIFF says of this picture, of one strip at `offset`.
  fileprivate func tiffFields(at offset: Int, orientation: Int) -> [TIFFField] {
    [
      .number(0x0100, width), .number(0x0101, height), .number(0x0102, 8), .number(0x0103, 1), .number(0x0106, 1),
      .number(0x0111, offset), .number(0x0112, orientation), .number(0x0115, 1), .number(0x0116, height),
      .number(0x0117, bytes.count),
    ]
  }
}

/// A TIFF of one page for each canvas.
func tiff(_ pages: [Canvas], orientation: Int = 1) -> [UInt8] {
  var file: [UInt8] = Array("II*\0".utf8) + littleEndian(8, 4)
  for (index, page) in pages.enumerated() {
    let strip = file.count + 2 + 10 * 12 + 4
    let next = index == pages.count - 1 ? 0 : strip + page.bytes.count
    file += tiffDirectory(page.tiffFields(at: strip, orientation: orientation), next: next) + page.bytes
  }
  return file
}

enum TIFFField {
  case number(Int, Int)
  case text(Int, String)
}

/// A directory whose texts stand elsewhere, at the offsets given.
private func tiffDirectory(_ fields: [TIFFField], next: Int, texts: [Int] = []) -> [UInt8] {
  var texts = texts[...]
  var directory = littleEndian(fields.count, 2)
  for field in fields {
    switch field {
    case .number(let tag, let value):
      directory += littleEndian(tag, 2) + littleEndian(4, 2) + littleEndian(1, 4) + littleEndian(value, 4)
    case .text(let tag, let text):
      directory += littleEndian(tag, 2) + littleEndian(2, 2) + littleEndian(text.utf8.count + 1, 4)
      directory += littleEndian(texts.popFirst() ?? 0, 4)
    }
  }
  return directory + littleEndian(next, 4)
}

/// What a camera writes: a TIFF structure with a maker and, in a directory of its own, the moment.
func exif(orientation: Int, make: String = "Fabrique", takenAt: String = "2026:03:01 10:20:30") -> [UInt8] {
  let main = 8
  let details = main + 2 + 3 * 12 + 4
  let texts = details + 2 + 12 + 4
  let moment = texts + make.utf8.count + 1
  let fields: [TIFFField] = [.text(0x010F, make), .number(0x0112, orientation), .number(0x8769, details)]
  var block: [UInt8] = Array("II*\0".utf8) + littleEndian(main, 4)
  block += tiffDirectory(fields, next: 0, texts: [texts])
  block += tiffDirectory([.text(0x9003, takenAt)], next: 0, texts: [moment])
  block += Array(make.utf8) + [0]
  return block + Array(takenAt.utf8) + [0]
}

/// The JPEG with what the camera wrote before everything else.
func jpeg(_ bytes: [UInt8], withEXIF exif: [UInt8]) -> [UInt8] {
  let body = Array("Exif\0\0".utf8) + exif
  let segment: [UInt8] = [0xFF, 0xE1] + bigEndian(body.count + 2, 2) + body
  return Array(bytes.prefix(2)) + segment + Array(bytes.dropFirst(2))
}

/// The WebP with a chunk more.
func webP(_ bytes: [UInt8], withEXIF exif: [UInt8]) -> [UInt8] {
  var chunk: [UInt8] = Array("EXIF".utf8) + littleEndian(exif.count, 4) + exif
  if !chunk.count.isMultiple(of: 2) { chunk.append(0) }
  let size = littleEndian(bytes.count + chunk.count - 8, 4)
  return Array(bytes.prefix(4)) + size + Array(bytes.dropFirst(8)) + chunk
}

func pngChunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
  let named = [UInt8](name.utf8) + body
  return bigEndian(body.count, 4) + named + bigEndian(crc(named), 4)
}

func bigEndian(_ number: Int, _ count: Int) -> [UInt8] { littleEndian(number, count).reversed() }

func littleEndian(_ number: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
}

/// PNG, annex D.
private func crc(_ bytes: [UInt8]) -> Int {
  var sum = UInt32.max
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
  return Int(~sum)
}

/// RFC 1950, section 8.2.
private func adler(_ bytes: [UInt8]) -> Int {
  var (low, high) = (1, 0)
  for byte in bytes {
    low = (low + Int(byte)) % 65_521
    high = (high + low) % 65_521
  }
  return high << 16 | low
}

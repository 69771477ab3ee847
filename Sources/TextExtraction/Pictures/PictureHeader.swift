/// What a picture's bytes say before any pixel is unpacked: how large it is and what the camera noted. By it a picture of
/// too many pixels is refused; the size that a header hides from this walk, the worker's bound on memory catches.
struct PictureHeader {
  struct Size: Hashable {
    var width: Int
    var height: Int
    /// Pixels per inch, where the file says so.
    var resolution: Double?
    /// Whether width and height change places when the page is seen upright.
    var isTurned = false

    var pixels: Int { width.multipliedReportingOverflow(by: height).overflow ? Int.max : width * height }
  }

  /// Of the pages that may be read; never empty.
  var sizes: [Size]
  /// Pages of the file, also those that are not among `sizes`.
  var pageCount: Int
  var exif = EXIF()
  /// The bytes to unpack: all, save for an animation, of which the first frame is read.
  var bytes: ArraySlice<UInt8>

  /// Of a picture whose walk is done by libheif.
  init(_ size: Size, _ exif: EXIF) {
    self.init(size, [])
    self.exif = exif
  }

  private init(_ size: Size?, _ bytes: ArraySlice<UInt8>) {
    sizes = size.map { [$0] } ?? []
    pageCount = 1
    self.bytes = bytes
  }

  /// Nil when the bytes are not what their kind promises. HEIF, whose boxes libheif walks, has no header here.
  init?(_ kind: FileKind, _ bytes: [UInt8], pages limit: Int) {
    let header: PictureHeader? =
      switch kind {
      case .png: .png(bytes[...])
      case .jpeg: .jpeg(bytes[...])
      case .webp: .webP(bytes[...])
      case .gif: .gif(bytes[...])
      case .bmp: .bmp(bytes[...])
      case .tiff: .tiff(bytes[...], pages: limit)
      default: nil
      }
    guard let header, !header.sizes.isEmpty, header.sizes.allSatisfy({ $0.width > 0 && $0.height > 0 }) else {
      return nil
    }
    self = header
    if kind != .tiff { sizes[0].isTurned = exif.isTurned }
  }

  /// PNG, second edition, clause 5: a signature, then chunks.
  private static func png(_ bytes: ArraySlice<UInt8>) -> PictureHeader? {
    var header = PictureHeader(nil, bytes)
    var offset = 8
    while let length = bytes.number(at: offset, width: 4, isBigEndian: true), bytes.count - offset >= 12,
      length <= bytes.count - offset - 12
    {
      let name = bytes.word(at: offset + 4)
      let body = bytes.dropFirst(offset + 8).prefix(length)
      switch name {
      case "IHDR" where header.sizes.isEmpty:
        header.sizes = Size(in: body, width: 0, height: 4, bytes: 4, isBigEndian: true).map { [$0] } ?? []
      case "pHYs" where body.count == 9 && body.last == 1:
        let perMetre = body.number(at: 0, width: 4, isBigEndian: true) ?? 0
        if !header.sizes.isEmpty { header.sizes[0].resolution = Double(perMetre) * 0.0254 }
      case "eXIf": header.exif = EXIF(body) ?? EXIF()
      case "IDAT", "IEND": return header
      default: break
      }
      offset += 12 + length
    }
    return header
  }

  /// ITU T.81 annex B: segments up to the first scan.
  private static func jpeg(_ bytes: ArraySlice<UInt8>) -> PictureHeader? {
    var header = PictureHeader(nil, bytes)
    var resolution: Double?
    var offset = 2
    while let start = bytes.number(at: offset, width: 1, isBigEndian: true) {
      guard start == 0xFF, let marker = bytes.number(at: offset + 1, width: 1, isBigEndian: true) else { break }
      // Bytes of filling, and markers without a body.
      if marker == 0xFF || (0xD0...0xD8).contains(marker) || marker == 0x01 {
        offset += marker == 0xFF ? 1 : 2
        continue
      }
      guard marker != 0xDA, marker != 0xD9, let length = bytes.number(at: offset + 2, width: 2, isBigEndian: true),
        length >= 2
      else { break }
      let body = bytes.dropFirst(offset + 4).prefix(length - 2)
      switch marker {
      case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker) && header.sizes.isEmpty:
        header.sizes = Size(in: body, width: 3, height: 1, bytes: 2, isBigEndian: true).map { [$0] } ?? []
      case 0xE0 where body.word(at: 0) == "JFIF": resolution = jfifResolution(body)
      case 0xE1 where body.word(at: 0) == "Exif": header.exif = EXIF(body) ?? header.exif
      default: break
      }
      offset += 2 + length
    }
    if !header.sizes.isEmpty { header.sizes[0].resolution = resolution }
    return header
  }

  private static func jfifResolution(_ body: ArraySlice<UInt8>) -> Double? {
    guard let density = body.number(at: 8, width: 2, isBigEndian: true) else { return nil }
    return switch body.number(at: 7, width: 1, isBigEndian: true) {
    case 1: Double(density)
    case 2: Double(density) * 2.54
    default: nil
    }
  }

  /// RFC 9649: a RIFF file of chunks.
  private static func webP(_ bytes: ArraySlice<UInt8>) -> PictureHeader? {
    var header = PictureHeader(nil, bytes)
    var offset = 12
    while let length = bytes.number(at: offset + 4, width: 4, isBigEndian: false) {
      let body = bytes.dropFirst(offset + 8).prefix(length)
      switch bytes.word(at: offset) {
      case "VP8X" where header.sizes.isEmpty:
        if let width = body.number(at: 4, width: 3, isBigEndian: false),
          let height = body.number(at: 7, width: 3, isBigEndian: false)
        {
          header.sizes = [Size(width: width + 1, height: height + 1)]
        }
      case "VP8 " where header.sizes.isEmpty:
        if let stored = Size(in: body, width: 6, height: 8, bytes: 2, isBigEndian: false) {
          // The upper two bits ask the viewer to enlarge it.
          header.sizes = [Size(width: stored.width & 0x3FFF, height: stored.height & 0x3FFF)]
        }
      case "VP8L" where header.sizes.isEmpty:
        if let bits = body.number(at: 1, width: 4, isBigEndian: false) {
          header.sizes = [Size(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)]
        }
      case "EXIF": header.exif = EXIF(body) ?? header.exif
      default: break
      }
      offset += 8 + length + length % 2
    }
    return header
  }

  /// GIF89a: a screen, extensions, frames. Only the first frame is kept, for Leptonica would unpack them all.
  private static func gif(_ bytes: ArraySlice<UInt8>) -> PictureHeader? {
    func skipTable(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1) }
    guard let flags = bytes.number(at: 10, width: 1, isBigEndian: false) else { return nil }
    var offset = 13 + skipTable(flags)
    var size: Size?
    while let block = bytes.number(at: offset, width: 1, isBigEndian: false) {
      switch block {
      case 0x21: offset += 2
      case 0x2C where size == nil:
        size = Size(in: bytes, width: offset + 5, height: offset + 7, bytes: 2, isBigEndian: false)
        guard let flags = bytes.number(at: offset + 9, width: 1, isBigEndian: false) else { return nil }
        // The table, and the byte that tells the width of a code.
        offset += 10 + skipTable(flags) + 1
      default: return nil
      }
      while let length = bytes.number(at: offset, width: 1, isBigEndian: false), length > 0 { offset += length + 1 }
      offset += 1
      if let size {
        return PictureHeader(size, bytes.prefix(offset) + [0x3B])
      }
    }
    return nil
  }

  /// A BITMAPINFOHEADER or a later one; a negative height tells rows from the top.
  private static func bmp(_ bytes: ArraySlice<UInt8>) -> PictureHeader? {
    guard let width = bytes.number(at: 18, width: 4, isBigEndian: false),
      let height = bytes.number(at: 22, width: 4, isBigEndian: false), width <= Int32.max
    else { return nil }
    return PictureHeader(Size(width: width, height: Int(Int32(truncatingIfNeeded: height).magnitude)), bytes)
  }

  private static func tiff(_ bytes: ArraySlice<UInt8>, pages limit: Int) -> PictureHeader? {
    guard let tiff = TIFFStructure(bytes) else { return nil }
    var header = PictureHeader(nil, bytes)
    // Counting costs little, and nobody scans ten thousand pages into one file.
    let directories = tiff.directories(limit: 10_000)
    header.pageCount = directories.count
    header.sizes = directories.prefix(max(1, limit)).map { directory in
      var size = Size(
        width: tiff.number(0x0100, in: directory) ?? 0, height: tiff.number(0x0101, in: directory) ?? 0)
      size.resolution = tiff.fraction(0x011A, in: directory).map {
        tiff.number(0x0128, in: directory) == 3 ? $0 * 2.54 : $0
      }
      size.isTurned = EXIF(tiff, directory).isTurned
      return size
    }
    if let first = directories.first { header.exif = EXIF(tiff, first) }
    return header
  }
}

extension PictureHeader.Size {
  /// - Parameters:
  ///   - width, height: where the two numbers stand.
  ///   - digits: bytes a number.
  fileprivate init?(
    in bytes: ArraySlice<UInt8>, width: Int, height: Int, bytes digits: Int, isBigEndian: Bool
  ) {
    guard let width = bytes.number(at: width, width: digits, isBigEndian: isBigEndian),
      let height = bytes.number(at: height, width: digits, isBigEndian: isBigEndian)
    else { return nil }
    self.init(width: width, height: height)
  }
}

extension ArraySlice<UInt8> {
  /// Four letters, by which formats name their parts.
  fileprivate func word(at offset: Int) -> String {
    String(decoding: dropFirst(offset).prefix(4), as: UTF8.self)
  }
}

import CLeptonica
import Glibc

/// A picture unpacked by Leptonica: the door to that library. Whoever unpacks has looked at the header first.
struct LeptonicaPicture: ~Copyable {
  private var pix: UnsafeMutablePointer<PIX>
  /// Whether some of its bytes were missing or wrong: what could be unpacked is there nevertheless.
  private(set) var isDamaged = false

  private init?(_ pix: UnsafeMutablePointer<PIX>?) {
    guard let pix else { return nil }
    self.pix = pix
  }

  deinit {
    var pix: UnsafeMutablePointer<PIX>? = pix
    pixDestroy(&pix)
  }

  var width: Int { Int(pixGetWidth(pix)) }
  var height: Int { Int(pixGetHeight(pix)) }

  /// - Parameters:
  ///   - page: from 0; of a TIFF.
  ///   - reduction: 1, 2, 4 or 8: a JPEG can be unpacked that many times smaller, in less time and memory. Other
  ///     kinds come in full.
  init?(_ kind: FileKind, _ bytes: ArraySlice<UInt8>, page: Int, reduction: Int) {
    // What it complains about is a stranger's and belongs in no log.
    setMsgSeverity(Int32(L_SEVERITY_NONE))
    var warnings: Int32 = 0
    let pix = bytes.withUnsafeBufferPointer { buffer -> UnsafeMutablePointer<PIX>? in
      let (data, size) = (buffer.baseAddress, buffer.count)
      return switch kind {
      case .jpeg:
        pixReadMemJpeg(data, size, 0, Int32(reduction), &warnings, Int32(L_JPEG_CONTINUE_WITH_BAD_DATA))
      case .png: pixReadMemPng(data, size)
      case .tiff: pixReadMemTiff(data, size, Int32(page))
      case .webp: pixReadMemWebP(data, size)
      case .gif: pixReadMemGif(data, size)
      case .bmp: pixReadMemBmp(data, size)
      default: nil
      }
    }
    guard let pix else { return nil }
    self.pix = pix
    isDamaged = warnings > 0
    layOnWhite()
  }

  /// - Parameter rgba: four bytes a pixel.
  init?(rgba rows: UnsafePointer<UInt8>, stride: Int, width: Int, height: Int, hasAlpha: Bool) {
    setMsgSeverity(Int32(L_SEVERITY_NONE))
    guard let pix = pixCreateNoInit(Int32(width), Int32(height), 32), let data = pixGetData(pix) else { return nil }
    for row in 0..<height { memcpy(data + row * width, rows + row * stride, width * 4) }
    // Leptonica holds red in a word's upper byte, whatever the processor's order.
    pixEndianByteSwap(pix)
    if hasAlpha { pixSetSpp(pix, 4) }
    self.pix = pix
    layOnWhite()
  }

  /// What is transparent may hold any colour, often black.
  private mutating func layOnWhite() {
    if pixGetSpp(pix) == 4 { replace(pixRemoveAlpha(pix)) }
  }

  private mutating func replace(_ new: UnsafeMutablePointer<PIX>?) {
    guard let new else { return }
    var old: UnsafeMutablePointer<PIX>? = pix
    pixDestroy(&old)
    pix = new
  }

  // MARK: What is asked of it

  /// Red, green and blue of pixels on a regular grid, about `count` of them.
  func samples(about count: Int) -> [(red: UInt8, green: UInt8, blue: UInt8)] {
    let step = max(1, Int((Double(width) * Double(height) / Double(count)).squareRoot()))
    guard let small = LeptonicaPicture(pixConvertTo32BySampling(pix, Int32(step))), let data = pixGetData(small.pix)
    else { return [] }
    let lineWords = Int(pixGetWpl(small.pix))
    return (0..<small.height).flatMap { row in
      (0..<small.width).map { column in
        let word = data[row * lineWords + column]
        return (UInt8(word >> 24), UInt8(word >> 16 & 0xFF), UInt8(word >> 8 & 0xFF))
      }
    }
  }

  mutating func makeGrey() { replace(pixConvertTo8(pix, 0)) }

  /// Puts rows and columns the way in which the picture is to be seen (Exif's Orientation, 1...8).
  mutating func makeUpright(from orientation: Int) {
    // First turned clockwise by quarters, then mirrored left to right.
    let (quarters, isMirrored): (Int32, Bool) =
      switch orientation {
      case 2: (0, true)
      case 3: (2, false)
      case 4: (2, true)
      case 5: (1, true)
      case 6: (1, false)
      case 7: (3, true)
      case 8: (3, false)
      default: (0, false)
      }
    if quarters > 0 { replace(pixRotateOrth(pix, quarters)) }
    if isMirrored { pixFlipLR(pix, pix) }
  }

  mutating func scale(by factor: Double) {
    if abs(factor - 1) > 0.01 { replace(pixScale(pix, Float(factor), Float(factor))) }
  }

  /// The pixels of a picture that `makeGrey` made grey.
  func greyPixels() -> GreyPixels? {
    guard pixGetDepth(pix) == 8, let swapped = LeptonicaPicture(pixEndianByteSwapNew(pix)),
      let data = pixGetData(swapped.pix)
    else { return nil }
    let (width, height, lineBytes) = (width, height, Int(pixGetWpl(swapped.pix)) * 4)
    let bytes = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, filled in
      let rows = UnsafeRawPointer(data)
      for row in 0..<height {
        guard let target = buffer.baseAddress else { return }
        memcpy(target + row * width, rows + row * lineBytes, width)
      }
      filled = width * height
    }
    return GreyPixels(width: width, height: height, bytes: bytes)
  }

  func png(resolution: Double) -> [UInt8]? {
    pixSetResolution(pix, Int32(resolution), Int32(resolution))
    // Written for a pipe, not for a disk.
    pixSetZlibCompression(pix, 1)
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    defer { free(bytes) }
    guard pixWriteMemPng(&bytes, &count, pix, 0) == 0, let bytes else { return nil }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}

/// What a camera wrote beside its picture (CIPA DC-008, Exif 2.32).
struct EXIF {
  /// How the stored rows lie, 1...8; 1 is upright (Exif's Orientation).
  var orientation = 1
  /// `2026-03-01T10:20:30`.
  var takenAt: String?
  /// Its maker or its model is named.
  var namesCamera = false

  /// Whether width and height change places when the picture is seen upright.
  var isTurned: Bool { orientation >= 5 }

  init() {}

  /// - Parameter block: a TIFF structure, with or without `Exif\0\0` before it.
  init?(_ block: ArraySlice<UInt8>) {
    let prefix = Array("Exif\0\0".utf8)
    let body = block.starts(with: prefix) ? block.dropFirst(prefix.count) : block
    guard let tiff = TIFFStructure(body), let main = tiff.directories(limit: 1).first else { return nil }
    self.init(tiff, main)
  }

  init(_ tiff: TIFFStructure, _ main: TIFFStructure.Directory) {
    if let value = tiff.number(0x0112, in: main), (1...8).contains(value) { orientation = value }
    namesCamera = tiff.text(0x010F, in: main) != nil || tiff.text(0x0110, in: main) != nil
    guard let offset = tiff.number(0x8769, in: main), let details = tiff.directory(at: offset) else { return }
    takenAt = tiff.text(0x9003, in: details).flatMap(Self.normalDate)
  }

  /// `2026:03:01 10:20:30` in the normal form; nil for anything else, such as the blanks of a camera without a clock.
  static func normalDate(_ written: String) -> String? {
    let numbers = written.split { $0 == ":" || $0 == " " }.compactMap { Int($0) }
    guard written.utf8.count == 19, numbers.count == 6, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]),
      (0...23).contains(numbers[3]), (0...59).contains(numbers[4]), (0...60).contains(numbers[5]), numbers[0] > 1900
    else { return nil }
    let digits = Array(written.utf8)
    let date = String(decoding: digits[..<10], as: UTF8.self).split(separator: ":").joined(separator: "-")
    return date + "T" + String(decoding: digits[11...], as: UTF8.self)
  }
}

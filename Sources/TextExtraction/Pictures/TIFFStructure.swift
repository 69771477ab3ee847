/// The skeleton of a TIFF file: directories of numbered fields (TIFF 6.0, section 2). EXIF is written the same way.
///
/// Every offset comes from a stranger: what lies outside the bytes is absent, and no chain of directories is followed
/// further than the caller says.
struct TIFFStructure {
  /// The fields of one directory that hold numbers or letters.
  struct Directory {
    fileprivate var fields: [UInt16: Field] = [:]
    /// Where the following directory starts; 0 at the last.
    fileprivate(set) var next = 0
  }

  fileprivate struct Field {
    var type: UInt16
    var count: Int
    /// Where its value stands: in the field itself when it takes four bytes at most.
    var offset: Int
  }

  /// More fields than any camera writes.
  private static let mostFields = 1_000

  private let bytes: ArraySlice<UInt8>
  private let isBigEndian: Bool
  private let firstDirectory: Int

  /// - Parameter bytes: from the byte-order mark on, from which all offsets count.
  init?(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0x49, 0x49, 42, 0]) {
      isBigEndian = false
    } else if bytes.starts(with: [0x4D, 0x4D, 0, 42]) {
      isBigEndian = true
    } else {
      return nil
    }
    guard let first = bytes.number(at: 4, width: 4, isBigEndian: isBigEndian) else { return nil }
    firstDirectory = first
  }

  /// The directories in their order, `limit` at most.
  func directories(limit: Int) -> [Directory] {
    var found: [Directory] = []
    var offset = firstDirectory
    while offset != 0, found.count < limit, let directory = directory(at: offset) {
      found.append(directory)
      offset = directory.next
    }
    return found
  }

  func directory(at offset: Int) -> Directory? {
    guard let count = number(at: offset, width: 2), count > 0 else { return nil }
    var directory = Directory()
    for index in 0..<min(count, Self.mostFields) {
      let entry = offset + 2 + index * 12
      guard let tag = number(at: entry, width: 2), let type = number(at: entry + 2, width: 2),
        let values = number(at: entry + 4, width: 4)
      else { return nil }
      let (size, overflows) = values.multipliedReportingOverflow(by: Self.width(ofType: type))
      guard !overflows, let far = number(at: entry + 8, width: 4) else { continue }
      let field = Field(type: UInt16(type), count: values, offset: size > 4 ? far : entry + 8)
      directory.fields[UInt16(tag), default: field] = field
    }
    directory.next = number(at: offset + 2 + count * 12, width: 4) ?? 0
    return directory
  }

  /// A field's first value.
  func number(_ tag: UInt16, in directory: Directory) -> Int? {
    guard let field = directory.fields[tag], field.count > 0, field.type == 3 || field.type == 4 else { return nil }
    return number(at: field.offset, width: Self.width(ofType: Int(field.type)))
  }

  /// A fraction as cameras write resolutions.
  func fraction(_ tag: UInt16, in directory: Directory) -> Double? {
    guard let field = directory.fields[tag], field.count > 0, field.type == 5,
      let above = number(at: field.offset, width: 4), let below = number(at: field.offset + 4, width: 4), below > 0
    else { return nil }
    return Double(above) / Double(below)
  }

  /// A text of at most 200 bytes, up to the byte that ends it.
  func text(_ tag: UInt16, in directory: Directory) -> String? {
    guard let field = directory.fields[tag], field.type == 2, field.count > 0 else { return nil }
    let start = bytes.startIndex + field.offset
    guard field.offset >= 0, start < bytes.endIndex else { return nil }
    let letters = bytes[start...].prefix(min(field.count, 200)).prefix { $0 != 0 }
    let text = String(decoding: letters, as: UTF8.self)
    return text.isEmpty ? nil : text
  }

  private func number(at offset: Int, width: Int) -> Int? {
    bytes.number(at: offset, width: width, isBigEndian: isBigEndian)
  }

  /// In bytes a value; 1 for types of which no value is read here.
  private static func width(ofType type: Int) -> Int {
    switch type {
    case 3: 2
    case 4: 4
    case 5: 8
    default: 1
    }
  }
}

extension ArraySlice<UInt8> {
  /// A number of `width` bytes, counted from the slice's own start; nil where they are not all there.
  func number(at offset: Int, width: Int, isBigEndian: Bool) -> Int? {
    guard offset >= 0, width <= count, offset <= count - width else { return nil }
    let digits = self[(startIndex + offset)...].prefix(width)
    return isBigEndian
      ? digits.reduce(0) { $0 << 8 | Int($1) } : digits.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

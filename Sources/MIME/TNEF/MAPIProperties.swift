/// The properties in a TNEF attribute (MS-OXTNEF §2.1.3.4, MS-OXCDATA §2.11.1), those that matter to a mail's parts.
struct MAPIProperties {
  /// First values, by property number.
  private(set) var values: [UInt16: Value] = [:]

  struct Value {
    var type: UInt16
    var content: ArraySlice<UInt8>
  }

  /// Property numbers (MS-OXPROPS).
  enum Number {
    static let body: UInt16 = 0x1000
    static let compressedRTF: UInt16 = 0x1009
    static let html: UInt16 = 0x1013
    static let attachedObject: UInt16 = 0x3701
    static let attachedFilename: UInt16 = 0x3704
    static let attachedLongFilename: UInt16 = 0x3707
    static let attachedMediaType: UInt16 = 0x370E
    static let attachedContentID: UInt16 = 0x3712
    static let displayName: UInt16 = 0x3001
    static let internetCodepage: UInt16 = 0x3FDE
  }

  static let unicodeString: UInt16 = 0x001F
  private static let multipleValues: UInt16 = 0x1000

  /// Reads as far as the octets make sense.
  init(_ bytes: ArraySlice<UInt8>) {
    var reader = LittleEndianReader(bytes)
    guard let count = reader.uint32() else { return }
    // A property takes at least 8 octets, so that the count cannot run away.
    for _ in 0..<min(Int(count), bytes.count / 8) {
      guard let type = reader.uint16(), let number = reader.uint16() else { return }
      if number >= 0x8000, !Self.skipName(&reader) { return }
      guard let value = Self.value(type, &reader) else { return }
      if values[number] == nil { values[number] = Value(type: type, content: value) }
    }
  }

  /// A text property's octets in UTF-8, without the final NUL.
  func text(_ number: UInt16, charset: String?) -> [UInt8]? {
    guard let value = values[number] else { return nil }
    let label = value.type == Self.unicodeString ? "utf-16le" : charset
    return Charset.utf8(value.content, label: label).filter { $0 != 0 }
  }

  /// Passes over the name of a property that has one: a GUID, then a number or a string.
  private static func skipName(_ reader: inout LittleEndianReader) -> Bool {
    guard reader.block(16) != nil, let kind = reader.uint32(), let number = reader.uint32() else { return false }
    return kind == 0 || reader.paddedBlock(Int(number)) != nil
  }

  private static func value(_ type: UInt16, _ reader: inout LittleEndianReader) -> ArraySlice<UInt8>? {
    let isMultiple = type & multipleValues != 0
    let size: Int?
    switch type & ~multipleValues {
    case 0x0001: size = 0
    case 0x0002, 0x000B, 0x0003, 0x0004, 0x000A: size = 4
    case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040: size = 8
    case 0x0048: size = 16
    case 0x001E, 0x001F, 0x000D, 0x0102: size = nil
    default: return nil
    }
    // Values of any length are counted, even a single one.
    var count = 1
    if isMultiple || size == nil {
      guard let told = reader.uint32(), Int(told) <= reader.remaining else { return nil }
      count = Int(told)
    }
    var first: ArraySlice<UInt8>?
    for _ in 0..<(size == 0 ? 0 : count) {
      var length = size
      if length == nil { length = reader.uint32().map(Int.init) }
      guard let length, let block = reader.paddedBlock(length) else { return nil }
      if first == nil { first = block }
    }
    return first ?? []
  }
}

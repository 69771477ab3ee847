/// Outlook's compressed RTF (MS-OXRTFCP): runs of literal octets and of references into a window of 4,096.
enum CompressedRTF {
  private static let compressed: UInt32 = 0x7546_5A4C
  private static let stored: UInt32 = 0x414C_454D
  private static let windowSize = 4_096

  /// What the window holds before the first octet (MS-OXRTFCP §2.1.3.1.1).
  private static let initialWindow = Array(
    ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
      + "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
      + "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

  /// nil when it is not compressed RTF; what can be read when it is damaged. A reference of two octets gives at most 17,
  /// which bounds the result by the input.
  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var reader = LittleEndianReader(bytes)
    guard reader.uint32() != nil, let size = reader.uint32(), let kind = reader.uint32(), reader.uint32() != nil else {
      return nil
    }
    switch kind {
    case stored: return Array(bytes[reader.position...].prefix(Int(size)))
    case compressed: return expand(&reader, size: Int(size))
    default: return nil
    }
  }

  private static func expand(_ reader: inout LittleEndianReader, size: Int) -> [UInt8] {
    var window = initialWindow + [UInt8](repeating: 0, count: windowSize - initialWindow.count)
    var write = initialWindow.count
    var output: [UInt8] = []

    func put(_ byte: UInt8) {
      output.append(byte)
      window[write] = byte
      write = (write + 1) % windowSize
    }

    while output.count < size, let control = reader.octet() {
      for bit in 0..<8 {
        if control & (1 << UInt8(bit)) == 0 {
          guard let literal = reader.octet() else { return output }
          put(literal)
        } else {
          guard let high = reader.octet(), let low = reader.octet() else { return output }
          let offset = Int(high) << 4 | Int(low) >> 4
          // A reference to where the next octet goes is the end.
          if offset == write { return output }
          for step in 0..<(Int(low & 15) + 2) { put(window[(offset + step) % windowSize]) }
        }
      }
    }
    return output
  }
}

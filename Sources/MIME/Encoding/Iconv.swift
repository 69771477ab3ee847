import Glibc

/// The door to glibc's iconv, for the charsets that are not decoded in Swift.
enum Iconv {
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
  private static let chunkSize = 16_384

  /// Converts to UTF-8, U+FFFD standing for each octet that the charset does not have; nil when this glibc does not know
  /// it.
  /// - Parameter charset: a name of `CharsetName.inGlibc`, never one that a mail wrote.
  static func utf8(_ bytes: ArraySlice<UInt8>, from charset: String) -> [UInt8]? {
    guard let descriptor = iconv_open("UTF-8", charset), Int(bitPattern: descriptor) != -1 else { return nil }
    defer { iconv_close(descriptor) }

    var input = bytes.map(CChar.init(bitPattern:))
    var output: [UInt8] = []
    output.reserveCapacity(input.count * 2)
    // One for all calls: a text that lies about its charset stops iconv at each octet.
    var chunk = [CChar](repeating: 0, count: chunkSize)
    input.withUnsafeMutableBufferPointer { source in
      var next = source.baseAddress
      var left = source.count
      while left > 0 {
        switch convert(descriptor, &next, &left, by: &chunk, to: &output) {
        case nil: return
        case E2BIG: continue
        case EINVAL:
          // The text ends in the middle of a character.
          output += replacement
          return
        default:
          output += replacement
          next = next?.successor()
          left -= 1
        }
      }
    }
    return output
  }

  /// Converts as much as fits a chunk. Gives the error number that stopped it, nil when the input is used up.
  private static func convert(
    _ descriptor: iconv_t, _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, by chunk: inout [CChar],
    to output: inout [UInt8]
  ) -> Int32? {
    var stop: Int32?
    let written = chunk.withUnsafeMutableBufferPointer { room in
      var free = room.baseAddress
      var freeCount = room.count
      // iconv answers (size_t)-1 for an error.
      if iconv(descriptor, &next, &left, &free, &freeCount) == Int(bitPattern: UInt.max) { stop = errno }
      return room.count - freeCount
    }
    output += chunk[..<written].lazy.map(UInt8.init(bitPattern:))
    return stop
  }
}

import Glibc

// The door to glibc's memchr: a mail is mostly attachment, and what makes a parser quick is to leap over it.
extension ArraySlice<UInt8> {
  /// Where `byte` first stands in `start..<end`, `end` being the end of the slice when not told.
  func firstOffset(of byte: UInt8, from start: Int, to end: Int? = nil) -> Int? {
    let end = end ?? endIndex
    guard startIndex <= start, start < end, end <= endIndex else { return nil }
    return withUnsafeBytes { whole in
      guard let base = whole.baseAddress,
        let found = memchr(base + (start - startIndex), Int32(byte), end - start)
      else { return nil }
      return startIndex + (UnsafeRawPointer(found) - base)
    }
  }

  /// Where `needle` first stands at or after `start`. For short needles: the time is that of both lengths multiplied
  /// when the octets are made to look alike.
  func firstOffset(of needle: StaticString, from start: Int) -> Int? {
    needle.withUTF8Buffer { firstOffset(of: $0, from: start) }
  }

  /// Where `needle` first stands at or after `start`; the same warning holds.
  func firstOffset(of needle: [UInt8], from start: Int) -> Int? {
    needle.withUnsafeBufferPointer { firstOffset(of: $0, from: start) }
  }

  private func firstOffset(of needle: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let first = needle.first else { return nil }
    var position = start
    while let found = firstOffset(of: first, from: position), endIndex - found >= needle.count {
      if needle.indices.allSatisfy({ self[found + $0] == needle[$0] }) { return found }
      position = found + 1
    }
    return nil
  }

  /// Whether `text`, ASCII in lower case, stands at `start`, letter case aside.
  func hasASCII(_ text: StaticString, at start: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard start >= startIndex, endIndex - start >= count else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<count where self[start + offset].lowercased != wanted[offset] { return false }
      return true
    }
  }

  /// The slice without the spaces, tabs and line ends around it.
  var trimmed: ArraySlice<UInt8> {
    var start = startIndex
    var end = endIndex
    while start < end, self[start].isBlank || self[start].isLineEnd { start += 1 }
    while end > start, self[end - 1].isBlank || self[end - 1].isLineEnd { end -= 1 }
    return self[start..<end]
  }

  /// Where the line that `position` is in ends, and where the next begins, whether it ends by CRLF, LF or CR.
  func lineBreak(from position: Int) -> (end: Int, next: Int) {
    // By windows that grow: looking for an LF through all of a text that ends its lines by CR would be quadratic.
    var start = position
    var window = 256
    while start < endIndex {
      let limit = Swift.min(endIndex, start + window)
      let lineFeed = firstOffset(of: Octet.lineFeed, from: start, to: limit)
      if let end = firstOffset(of: Octet.carriageReturn, from: start, to: lineFeed ?? limit) {
        let next = end + 1
        return (end, next < endIndex && self[next] == Octet.lineFeed ? next + 1 : next)
      }
      if let lineFeed { return (lineFeed, lineFeed + 1) }
      start = limit
      window *= 2
    }
    return (endIndex, endIndex)
  }
}

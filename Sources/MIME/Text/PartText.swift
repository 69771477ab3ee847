/// A text part's octets → the text a person reads.
enum PartText {
  static func text(of content: [UInt8], mediaType: MediaType, charset: String?, leavingOut ranges: [Range<Int>])
    -> String
  {
    let kept = ranges.isEmpty ? content[...] : without(ranges, content)[...]
    let label = charset ?? byteOrderMark(kept) ?? (mediaType.subtype == "html" ? declaredInHTML(kept) : nil)
    var text = withLineFeeds(Charset.utf8(kept, label: label))
    if mediaType.subtype == "plain", mediaType["format"]?.lowercased() == "flowed" {
      text = FlowedText.unwrap(text, deletesSpace: mediaType["delsp"]?.lowercased() == "yes")
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func without(_ ranges: [Range<Int>], _ content: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    var position = 0
    for range in ranges where range.lowerBound >= position && range.upperBound <= content.count {
      kept += content[position..<range.lowerBound]
      position = range.upperBound
    }
    return kept + content[position...]
  }

  /// Ends all lines by LF, and drops NUL: it is no text, and cuts strings short wherever C reads them.
  private static func withLineFeeds(_ text: [UInt8]) -> [UInt8] {
    let whole = text[...]
    guard whole.firstOffset(of: Octet.carriageReturn, from: 0) != nil || whole.firstOffset(of: 0, from: 0) != nil else {
      return text
    }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var previous: UInt8 = 0
    for byte in text {
      if byte == Octet.carriageReturn || (byte == Octet.lineFeed && previous != Octet.carriageReturn) {
        result.append(Octet.lineFeed)
      } else if byte != Octet.lineFeed, byte != 0 {
        result.append(byte)
      }
      previous = byte
    }
    return result
  }

  private static func byteOrderMark(_ content: ArraySlice<UInt8>) -> String? {
    content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF]) ? "utf-16" : nil
  }

  /// The charset in an HTML text's own `<meta charset>`, which counts when the mail names none.
  ///
  /// Octets in which a label can be read as ASCII are not UTF-16, whatever it says (HTML Standard §13.2.3.2).
  private static func declaredInHTML(_ content: ArraySlice<UInt8>) -> String? {
    let beginning = content.prefix(2_048)
    var position = beginning.startIndex
    while let found = beginning.firstOffset(of: Octet.equals, from: position) {
      position = found + 1
      var nameEnd = found
      while nameEnd > beginning.startIndex, beginning[nameEnd - 1].isBlank { nameEnd -= 1 }
      guard nameEnd - beginning.startIndex >= 7, beginning.hasASCII("charset", at: nameEnd - 7) else { continue }
      let value = beginning[position...].drop { $0.isBlank || $0 == Octet.quote || $0 == Octet.apostrophe }
      let label = value.prefix { $0.isLetter || $0.isDigit || $0 == Octet.hyphen || $0 == Octet.underscore }
      let name = String(decoding: label, as: UTF8.self)
      return label.isEmpty || CharsetName(name).isWide ? nil : name
    }
    return nil
  }
}

/// `text/plain; format=flowed` (RFC 3676): paragraphs that the sender's program broke into lines are joined again.
enum FlowedText {
  /// - Parameters:
  ///   - text: UTF-8, lines ended by LF.
  ///   - deletesSpace: `DelSp=yes`: the space that marks a soft break is not part of the text (§4.1).
  static func unwrap(_ text: [UInt8], deletesSpace: Bool) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    /// The quote depth of the paragraph that the next line may go on with.
    var openDepth: Int?
    let whole = text[...]
    var position = 0
    while true {
      let end = whole.firstOffset(of: Octet.lineFeed, from: position) ?? whole.endIndex
      let line = whole[position..<end]
      let quotes = line.prefix { $0 == Octet.greater }
      var content = line[quotes.endIndex...]
      // Space-stuffing (§4.4) keeps a line that begins with a space, `>` or `From ` as it is.
      if content.first == Octet.space { content = content.dropFirst() }
      let isSignatureMark = content.elementsEqual("-- ".utf8)
      let isFlowed = content.last == Octet.space && !isSignatureMark

      if openDepth != quotes.count || isSignatureMark {
        if position > 0 { output.append(Octet.lineFeed) }
        output += quotes
        if !quotes.isEmpty, !content.isEmpty { output.append(Octet.space) }
      }
      output += isFlowed && deletesSpace ? content.dropLast() : content
      openDepth = isFlowed ? quotes.count : nil
      guard end < whole.endIndex else { return output }
      position = end + 1
    }
  }
}

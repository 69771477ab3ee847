enum HTMLReader {
  static func read(_ bytes: [UInt8], textBytes: Int) -> HTMLText {
    HTMLText(blocks: [.init(quoteDepth: 0, text: String(decoding: bytes, as: UTF8.self))])
  }
}

/// The last resort when an HTML mail cannot be read by the confined worker: what stands outside of tags, in one pass.
///
/// It knows no structure and no hidden text; it only saves the words, and shows a broken tag rather than lose one.
struct TagStrip {
  /// The words of a document in UTF-8. The time is linear in its length, whatever is in it.
  static func text(of html: [UInt8]) -> String {
    var strip = TagStrip(html)
    strip.run()
    return String(decoding: strip.text, as: UTF8.self)
  }

  private let html: [UInt8]
  private var text: [UInt8] = []
  private var index = 0
  /// Endings that do not come any more: what was looked for in vain is not looked for again.
  private var missing: Set<[UInt8]> = []

  private init(_ html: [UInt8]) {
    self.html = html
    text.reserveCapacity(html.count / 2)
  }

  private mutating func run() {
    while index < html.count {
      switch html[index] {
      case UInt8(ascii: "<"): takeTag()
      case UInt8(ascii: "&"): takeReference()
      case 0x09, 0x0A, 0x0D, 0x20:
        addSpace()
        index += 1
      default: takeByte()
      }
    }
  }

  private mutating func takeByte() {
    text.append(html[index])
    index += 1
  }

  private mutating func addSpace() {
    if let last = text.last, last > 0x20 { text.append(0x20) }
  }

  /// Skips a tag, a comment, or a style or script with what it holds. What only looks like the beginning of a tag, or is
  /// never closed, is words.
  private mutating func takeTag() {
    guard let name = TagName(in: html[index...]) else { return takeByte() }
    if name == Self.comment, let end = place(of: Self.commentEnd) {
      index = end + Self.commentEnd.count
      return
    }
    guard let end = endOfTag() else { return takeByte() }
    if Self.breaks.contains(name) {
      if let last = text.last, last != 0x0A { text.append(0x0A) }
    } else if Self.cells.contains(name) {
      addSpace()
    }
    let isClosing = html[index + 1] == UInt8(ascii: "/")
    index = end
    if !isClosing, let ending = Self.hidden[name], let place = place(of: ending) { index = place }
  }

  /// Behind the `>` of the tag that begins here, nil when another one begins first.
  private func endOfTag() -> Int? {
    let edge = html[(index + 1)...].firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") }
    return edge.flatMap { html[$0] == UInt8(ascii: ">") ? $0 + 1 : nil }
  }

  /// Where lower-case ASCII, in either case, stands next.
  private mutating func place(of ending: [UInt8]) -> Int? {
    guard !missing.contains(ending), ending.count <= html.count - index else { return nil }
    for place in index...(html.count - ending.count) where html[place] == ending[0] {
      if ending.indices.allSatisfy({ TagName.lowercase(html[place + $0]) == ending[$0] }) { return place }
    }
    missing.insert(ending)
    return nil
  }

  private mutating func takeReference() {
    guard let reference = CharacterReference(in: html[index...]) else { return takeByte() }
    if reference.isSpace { addSpace() } else { text.append(contentsOf: reference.text.utf8) }
    index += reference.length
  }

  private static let comment = TagName("!--")
  private static let commentEnd = Array("-->".utf8)
  private static let hidden = [
    TagName("style"): Array("</style".utf8), TagName("script"): Array("</script".utf8),
    TagName("title"): Array("</title".utf8),
  ]
  private static let cells = Set(["td", "th"].map { TagName($0) })
  private static let breaks = Set(
    [
      "br", "p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
    ].map { TagName($0) })
}

/// A tag's name: its first eight bytes, which tell those apart that matter here.
private struct TagName: Hashable {
  private let packed: UInt64

  init(_ name: String) { self.init(name.utf8) }

  private init(_ name: some Collection<UInt8>) {
    packed = name.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The name behind a `<`, lower-case; nil when no tag begins there: its name begins with a letter, `/`, `!` or `?`
  /// (HTML, §13.2.5.6, "tag open state"), so that `a <3 b` is none.
  init?(in html: ArraySlice<UInt8>) {
    let rest = html.dropFirst()
    guard let first = rest.first else { return nil }
    let isLetter = (0x61...0x7A).contains(Self.lowercase(first))
    guard isLetter || [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(first) else { return nil }
    if rest.starts(with: "!--".utf8) {
      self.init("!--")
    } else {
      let letters = rest.dropFirst(first == UInt8(ascii: "/") ? 1 : 0).prefix(8).map(Self.lowercase)
      self.init(letters.prefix { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
    }
  }

  static func lowercase(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}

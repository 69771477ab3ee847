/// The rules of a document's `style` elements that name one tag, one class, one id, or a tag with a class.
///
/// This is as much of CSS as mail programs write to hide a preview text or to take the margins off paragraphs. What is
/// under `@media` is for another screen; what needs an element's surroundings is not evaluated.
struct StyleSheet {
  private var rules: [String: Style] = [:]
  private var bytesLeft = 256 << 10
  private static let mostRules = 4_000

  mutating func add(_ source: [UInt8]) {
    guard source.count <= bytesLeft else { return }
    bytesLeft -= source.count
    var rest = withoutComments(source)[...]
    while rules.count < Self.mostRules,
      let brace = rest.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: ";") })
    {
      let selectors = rest[..<brace].drop { $0 <= 0x20 }
      if rest[brace] == UInt8(ascii: ";") {
        // The end of @import or @charset.
        rest = rest[(brace + 1)...]
      } else if selectors.first == UInt8(ascii: "@") {
        rest = rest[endOfBlock(in: rest, openedAt: brace)...]
      } else {
        let body = rest[(brace + 1)...].prefix { $0 != UInt8(ascii: "}") }
        let style = Style(body)
        for selector in selectors.split(separator: UInt8(ascii: ",")).prefix(50) { add(style, for: selector) }
        rest = rest[body.endIndex...].dropFirst()
      }
    }
  }

  /// What the rules say of an element, the more precise last.
  func style(tag: String, classes: [String], id: String?) -> Style {
    var style = rules[tag] ?? Style()
    guard !rules.isEmpty else { return style }
    for name in classes {
      for key in [".\(name)", "\(tag).\(name)"] {
        if let rule = rules[key] { style = style.overridden(by: rule) }
      }
    }
    if let rule = id.flatMap({ rules["#\($0)"] }) { style = style.overridden(by: rule) }
    return style
  }

  private mutating func add(_ style: Style, for selector: ArraySlice<UInt8>) {
    let name = CSSValue(selector).text
    let isPlain = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || ".#-_".utf8.contains(byte)
    }
    guard isPlain, !name.isEmpty else { return }
    rules[name] = rules[name]?.overridden(by: style) ?? style
  }

  private func endOfBlock(in text: ArraySlice<UInt8>, openedAt brace: Int) -> Int {
    var depth = 0
    for index in text[brace...].indices {
      if text[index] == UInt8(ascii: "{") { depth += 1 }
      if text[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return text.endIndex
  }

  /// Without `/* */`, and without the `<!-- -->` in which old mail programs wrap their rules.
  private func withoutComments(_ source: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(source.count)
    var rest = source[...]
    while let byte = rest.first {
      if rest.starts(with: "/*".utf8) {
        rest = rest.dropFirst(2)
        while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest.removeFirst() }
        rest = rest.dropFirst(2)
      } else if rest.starts(with: "<!--".utf8) {
        rest = rest.dropFirst(4)
      } else if rest.starts(with: "-->".utf8) {
        rest = rest.dropFirst(3)
      } else {
        kept.append(byte)
        rest.removeFirst()
      }
    }
    return kept
  }
}

/// A Swift file with the bytes of its comments and string literals turned into spaces, so that words found in it are
/// words of the program. Ends of lines stay, so that lines can be counted; code inside `\( )` stays too.
struct SwiftCode {
  /// Same length and same lines as the source.
  let bytes: [UInt8]

  init(_ source: String) {
    var blanking = Blanking(source: Array(source.utf8))
    blanking.code(untilParenthesis: false)
    bytes = blanking.result
  }

  var lines: [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }
}

/// Words of a line of code: `@unchecked` and `name` are words, any other visible character stands alone.
func words(of line: Substring) -> [String] {
  var words: [String] = []
  var word = ""
  for scalar in line.unicodeScalars {
    let isPart = scalar == "_" || scalar == "@" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    if isPart, scalar != "@" {
      word.unicodeScalars.append(scalar)
      continue
    }
    if !word.isEmpty { words.append(word) }
    word = isPart ? "@" : ""
    if !isPart, !scalar.properties.isWhitespace { words.append(String(scalar)) }
  }
  if !word.isEmpty { words.append(word) }
  return words
}

/// Walks over Swift source once. Regex literals are not known to it: a quote inside one hides the rest of its line.
private struct Blanking {
  let source: [UInt8]
  var result: [UInt8]
  var position = 0

  init(source: [UInt8]) {
    self.source = source
    result = source
  }

  /// Whether the source goes on with these ASCII characters.
  func sees(_ text: StaticString) -> Bool {
    let end = position + text.utf8CodeUnitCount
    guard end <= source.count else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(source[position..<end]) }
  }

  mutating func blank(_ count: Int) {
    for index in position..<min(position + count, source.count) where source[index] != UInt8(ascii: "\n") {
      result[index] = UInt8(ascii: " ")
    }
    position = min(position + count, source.count)
  }

  /// Code up to the end, or up to the parenthesis that ends an interpolation.
  mutating func code(untilParenthesis: Bool) {
    var open = 0
    while position < source.count {
      switch source[position] {
      case UInt8(ascii: "/") where sees("//"):
        while position < source.count, source[position] != UInt8(ascii: "\n") { blank(1) }
      case UInt8(ascii: "/") where sees("/*"): comment()
      case UInt8(ascii: "\""), UInt8(ascii: "#"): literal()
      case UInt8(ascii: "("):
        open += 1
        position += 1
      case UInt8(ascii: ")"):
        if untilParenthesis, open == 0 { return }
        open -= 1
        position += 1
      default: position += 1
      }
    }
  }

  /// Swift's block comments nest.
  private mutating func comment() {
    var depth = 0
    repeat {
      if sees("/*") {
        depth += 1
        blank(2)
      } else if sees("*/") {
        depth -= 1
        blank(2)
      } else {
        blank(1)
      }
    } while depth > 0 && position < source.count
  }

  /// A string literal, raw ones and those of many lines included; a `#` that begins none is code.
  private mutating func literal() {
    let start = position
    while position < source.count, source[position] == UInt8(ascii: "#") { position += 1 }
    let hashes = position - start
    guard sees("\"") else { return }
    let isLong = sees("\"\"\"")
    let quotes = isLong ? 3 : 1
    blank(quotes)
    while position < source.count {
      if sees("\\"), followed(by: hashes, after: 1) {
        blank(1 + hashes)
        if sees("(") {
          position += 1
          code(untilParenthesis: true)
          if position < source.count { position += 1 }
        } else {
          blank(1)
        }
      } else if isLong ? sees("\"\"\"") : sees("\""), followed(by: hashes, after: quotes) {
        blank(quotes + hashes)
        return
      } else if !isLong, sees("\n") {
        return
      } else {
        blank(1)
      }
    }
  }

  /// Whether so many `#` stand at this distance.
  private func followed(by hashes: Int, after distance: Int) -> Bool {
    let start = position + distance
    guard start + hashes <= source.count else { return false }
    return source[start..<start + hashes].allSatisfy { $0 == UInt8(ascii: "#") }
  }
}

import Testing

@testable import SMTP

struct DotStuffingTests {
  static let table: [(String, String)] = [
    ("", ".\r\n"),
    ("a", "a\r\n.\r\n"),
    ("a\r\n", "a\r\n.\r\n"),
    ("a\n", "a\r\n.\r\n"),
    ("a\r", "a\r\n.\r\n"),
    ("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n"),
    ("a\n\rb", "a\r\n\r\nb\r\n.\r\n"),
    ("a\n\nb\r\rc", "a\r\n\r\nb\r\n\r\nc\r\n.\r\n"),
    (".", "..\r\n.\r\n"),
    ("..", "...\r\n.\r\n"),
    (".\r\n", "..\r\n.\r\n"),
    ("a.b\r\n.c\r\nd.", "a.b\r\n..c\r\nd.\r\n.\r\n"),
    ("a\r\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"),
    // What would end the message for a server that takes a line feed alone for a line's end.
    ("a\n.\nMAIL FROM:<x@y>", "a\r\n..\r\nMAIL FROM:<x@y>\r\n.\r\n"),
    ("a\r.\rMAIL", "a\r\n..\r\nMAIL\r\n.\r\n"),
    ("a\r\n.\rb", "a\r\n..\r\nb\r\n.\r\n"),
    ("a\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"),
    ("é\r\n.é", "é\r\n..é\r\n.\r\n"),
  ]

  private func encode(_ pieces: ArraySlice<UInt8>...) -> String {
    var stuffing = DotStuffing()
    return String(decoding: pieces.flatMap { stuffing.encode($0) } + stuffing.end(), as: UTF8.self)
  }

  @Test(arguments: table)
  func encodesAtEveryBorder(message: String, expected: String) {
    let bytes = Array(message.utf8)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        #expect(encode(bytes[..<first], bytes[first..<second], bytes[second...]) == expected, "\(first), \(second)")
      }
    }
  }

  /// The size announced is that of what travels, without added dots and the end (RFC 1870 §3).
  @Test(arguments: table)
  func countsWhatTravels(message: String, encoded: String) {
    let lines = encoded.utf8.split(separator: 10, omittingEmptySubsequences: false).dropLast()
    let dots = lines.count { $0.first == UInt8(ascii: ".") }
    let shape = MessageShape(Array(message.utf8))
    // The last of the dots is the end, of three octets.
    #expect(shape.size == encoded.utf8.count - dots - 2)
    #expect(shape.hasEightBits == message.contains("é"))
  }
}

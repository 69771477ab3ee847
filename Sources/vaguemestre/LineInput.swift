import Domain
import Foundation

/// The lines of standard input, as they come.
struct LineInput {
  /// Of a longer line only the beginning is kept, in bytes.
  let longestLine: Int
  /// A line that has begun and not ended.
  private var begun: [UInt8] = []
  private var hasBegun = false
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  init(longestLine: Int) { self.longestLine = longestLine }

  /// Waits until a line is whole, and gives all that are; nil at the end. Line ends are taken off.
  mutating func next() -> [ArraySlice<UInt8>]? {
    var lines: [ArraySlice<UInt8>] = []
    while lines.isEmpty {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 {
        take(buffer[..<count], into: &lines)
      } else if count == 0 {
        guard hasBegun else { return nil }
        end(&lines)
      } else if errno != EINTR {
        let reason = String(cString: strerror(errno))
        let sentence = Localized(
          fr: "L’entrée standard ne peut être lue : \(reason)", en: "Standard input cannot be read: \(reason)")
        fail(say(sentence), .noInput)
      }
    }
    return lines
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>, into lines: inout [ArraySlice<UInt8>]) {
    var rest = bytes
    while let lineEnd = rest.firstIndex(of: UInt8(ascii: "\n")) {
      keep(rest[..<lineEnd])
      end(&lines)
      rest = rest[(lineEnd + 1)...]
    }
    if !rest.isEmpty { keep(rest) }
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    begun += bytes.prefix(longestLine - begun.count)
    hasBegun = true
  }

  private mutating func end(_ lines: inout [ArraySlice<UInt8>]) {
    lines.append(begun.last == UInt8(ascii: "\r") ? begun.dropLast() : begun[...])
    begun = []
    hasBegun = false
  }
}

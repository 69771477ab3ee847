import TestSupport

/// Some lines of servers, spoiled.
struct SpoiledDialogue {
  private(set) var bytes: [UInt8] = []
  private var random: SeededRandom
  /// The longest slice that the octets come in.
  private let longestSlice: Int

  init(number: UInt64, seed: UInt64) {
    random = SeededRandom(seed: seed, number: number)
    longestSlice = random.below(3) == 0 ? 1 + random.below(4) : 4_000
    for _ in 0..<20 { bytes += ServerLines.all[random.below(ServerLines.all.count)] }
    // Few changes reach deep into the parser; many find what happens when nothing holds any more.
    let changes = random.below(8) == 0 ? 40 : 1 + random.below(8)
    for _ in 0..<changes where !bytes.isEmpty { change() }
  }

  mutating func anySlice() -> Int { 1 + random.below(longestSlice) }

  private mutating func change() {
    switch random.below(10) {
    case 0: bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    case 1: bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
    case 2: bytes.removeSubrange(range(upTo: 40))
    case 3: bytes.insert(contentsOf: Array(bytes[range(upTo: 200)]), at: random.below(bytes.count + 1))
    case 4: spoilDigit()
    case 5: insertRun()
    case 6: swapCase()
    case 7: removeLineEnd()
    default: insertToken()
    }
  }

  private mutating func range(upTo length: Int) -> Range<Int> {
    let start = random.below(bytes.count)
    return start..<min(bytes.count, start + 1 + random.below(length))
  }

  /// Another number, in a count of a literal perhaps.
  private mutating func spoilDigit() {
    let start = random.below(bytes.count)
    guard let digit = bytes[start...].firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return }
    bytes[digit] = 0x30 + UInt8(random.below(10))
  }

  private mutating func insertRun() {
    let octets = Array(" \t\r\n\0\"(){}[]<>\\*~+%&-,:;.09AN".utf8) + [0x7F, 0x80, 0xC3, 0xFF]
    let count = random.below(200) == 0 ? random.below(30_000) : 1 + random.below(8)
    let run = [UInt8](repeating: octets[random.below(octets.count)], count: count)
    bytes.insert(contentsOf: run, at: random.below(bytes.count + 1))
  }

  private mutating func swapCase() {
    for index in range(upTo: 30) where (bytes[index] | 0x20) &- 0x61 < 26 { bytes[index] ^= 0x20 }
  }

  private mutating func removeLineEnd() {
    let start = random.below(bytes.count)
    guard let end = bytes[start...].firstIndex(of: 13) else { return }
    bytes.remove(at: end)
  }

  private mutating func insertToken() {
    let tokens = [
      "{5}\r\n", "~{3}\r\n", "{0}\r\n", "{7+}\r\n", "{99999999999999999999}\r\n", "{2147483648}\r\n", "{-1}\r\n",
      "{}\r\n",
      "{1999}\r\n", "{49999}\r\n", "BODY[] ", "BODY[HEADER] {3}\r\n", "BODY[", "]", "BINARY[1] ~{2}\r\n", "NIL",
      " NIL ",
      "((((((((((((((((((((((((", "))))", "\"\\", "\"", "\\*", "UID 0 ", "UID 4294967296 ", "1:4294967295",
      "4294967295:1,2,3:4", "[COPYUID 1 1:9 2:3] ", "[PERMANENTFLAGS (", "[", "\r\n", "\n", "* ", "+ ", "* 1 FETCH (",
      "* BYE ", "A1 OK ", "* SEARCH ", "* VANISHED (EARLIER) ", "* ESEARCH (TAG \"x\") UID ALL ",
      "18446744073709551616",
      "\u{E9}", "&AOk-", "&", "%", "* LIST () NIL ", "FLAGS (", "MODSEQ (", "INTERNALDATE \"", "ENVELOPE (",
    ]
    bytes.insert(contentsOf: Array(tokens[random.below(tokens.count)].utf8), at: random.below(bytes.count + 1))
  }
}

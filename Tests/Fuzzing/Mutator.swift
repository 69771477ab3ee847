import TestSupport

/// Spoils messages in the ways that the world does, and in some that only an attacker would.
struct Mutator {
  /// No mutated message is longer, in octets.
  static let maximumSize = 256 * 1024

  private let seeds: [[UInt8]]
  private var random: SeededRandom
  private var bytes: [UInt8] = []

  /// The message of that number, always the same for the same seeds and seed.
  static func message(_ number: UInt64, seed: UInt64, seeds: [[UInt8]]) -> [UInt8] {
    var mutator = Mutator(seeds: seeds, random: SeededRandom(seed: seed, number: number))
    mutator.bytes = mutator.anySeed()
    // Few changes reach deep into the parser; many find what happens when nothing holds any more.
    let changes = mutator.random.below(8) == 0 ? 30 : 1 + mutator.random.below(6)
    for _ in 0..<changes { mutator.change() }
    return Array(mutator.bytes.prefix(maximumSize))
  }

  private init(seeds: [[UInt8]], random: SeededRandom) {
    self.seeds = seeds
    self.random = random
  }

  private mutating func change() {
    switch random.below(17) {
    case 0: flipBits()
    case 1: overwrite()
    case 2: truncate()
    case 3: splice()
    case 4: duplicateRange()
    case 5: deleteRange()
    case 6: duplicateBoundary()
    case 7: swapLines()
    case 8: nest()
    case 9: lieAboutCharset()
    case 10: lieAboutEncoding()
    case 11: changeLineEnds()
    case 12: insertToken()
    case 13: spoilLength()
    case 14: repeatLine()
    case 15: closeEarly()
    default: insertRun()
    }
    if bytes.count > Mutator.maximumSize { bytes.removeLast(bytes.count - Mutator.maximumSize) }
  }

  private mutating func anySeed() -> [UInt8] { seeds.isEmpty ? [] : seeds[random.below(seeds.count)] }

  /// A range of at most `length` octets.
  private mutating func range(upTo length: Int) -> Range<Int> {
    let start = random.below(bytes.count + 1)
    return start..<min(bytes.count, start + 1 + random.below(length))
  }

  /// The line that a random octet is in, with its line end.
  private mutating func anyLine() -> Range<Int> {
    guard !bytes.isEmpty else { return 0..<0 }
    let position = random.below(bytes.count)
    let start = bytes[..<position].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let end = bytes[position...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
    return start..<end
  }

  private mutating func pick<Element>(from list: [Element]) -> Element { list[random.below(list.count)] }

  private mutating func insert(_ inserted: some Collection<UInt8>, at position: Int) {
    bytes.insert(contentsOf: inserted, at: position)
  }

  // MARK: - Octets

  private mutating func flipBits() {
    for _ in 0...random.below(16) where !bytes.isEmpty {
      bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    }
  }

  private mutating func overwrite() {
    for index in range(upTo: 12) { bytes[index] = UInt8(truncatingIfNeeded: random.next()) }
  }

  private mutating func truncate() {
    bytes.removeLast(random.below(4) == 0 ? random.below(bytes.count) : random.below(min(bytes.count, 200)))
  }

  private mutating func splice() {
    let other = anySeed()
    bytes.removeLast(random.below(bytes.count + 1))
    bytes += other[random.below(other.count + 1)...]
  }

  private mutating func duplicateRange() {
    let copied = bytes[range(upTo: 2_000)]
    insert(Array(copied), at: random.below(bytes.count + 1))
  }

  private mutating func deleteRange() { bytes.removeSubrange(range(upTo: 500)) }

  private mutating func insertRun() {
    let byte = pick(from: Array(" \t\r\n\0\"<>(),;:=?&%-.[]\\@AZ".utf8) + [0x80, 0xC3, 0xE2, 0xF0, 0xFF])
    let count = random.below(40) == 0 ? random.below(30_000) : random.below(300)
    insert(repeatElement(byte, count: count), at: random.below(bytes.count + 1))
  }

  /// Numbers that break sums, where a container such as TNEF keeps its lengths.
  private mutating func spoilLength() {
    let numbers: [UInt32] = [0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, UInt32(bytes.count)]
    let number = pick(from: numbers)
    let start = random.below(bytes.count)
    for offset in 0..<4 where start + offset < bytes.count {
      bytes[start + offset] = UInt8(truncatingIfNeeded: number >> (8 * UInt32(offset)))
    }
  }

  // MARK: - Lines

  private mutating func swapLines() {
    let first = anyLine()
    let second = anyLine()
    guard first.upperBound <= second.lowerBound else { return }
    let moved = Array(bytes[first])
    insert(moved, at: second.lowerBound)
    bytes.removeSubrange(first)
  }

  private mutating func repeatLine() {
    let line = bytes[anyLine()]
    let wanted = random.below(80) == 0 ? 20_000 : 1 + random.below(50)
    let count = min(wanted, Mutator.maximumSize / max(line.count, 1))
    insert(Array(repeatElement(line, count: count).joined()), at: line.startIndex)
  }

  private mutating func changeLineEnds() {
    let replacement: [UInt8] = pick(from: [[10], [13], [13, 10], [13, 13, 10], [10, 13], []])
    let changed = range(upTo: random.below(4) == 0 ? bytes.count : 600)
    var output: [UInt8] = []
    for byte in bytes[changed] where byte != 13 {
      if byte == 10 { output += replacement } else { output.append(byte) }
    }
    bytes.replaceSubrange(changed, with: output)
  }

  // MARK: - Structure

  /// The boundary lines that there are.
  private func boundaryLines() -> [ArraySlice<UInt8>] {
    bytes.split(separator: 10).filter { $0.starts(with: "--".utf8) && $0.count < 200 }
  }

  private mutating func duplicateBoundary() {
    let lines = boundaryLines()
    guard !lines.isEmpty else { return }
    let line = [13, 10] + pick(from: lines) + [10]
    for _ in 0...random.below(4) { insert(line, at: random.below(bytes.count + 1)) }
  }

  private mutating func closeEarly() {
    let lines = boundaryLines()
    guard !lines.isEmpty else { return }
    let name = pick(from: lines).prefix { $0 != 13 }
    insert([13, 10] + name + Array("--\r\n".utf8), at: random.below(bytes.count + 1))
  }

  private mutating func nest() {
    let levels = random.below(40) == 0 ? 200 : 1 + random.below(4)
    for _ in 0..<levels where bytes.count < Mutator.maximumSize {
      switch random.below(4) {
      case 0: insert("Content-Type: message/rfc822\r\n\r\n".utf8, at: 0)
      case 1: insert("Content-Type: multipart/digest; boundary=n\r\n\r\n--n\r\n\r\n".utf8, at: 0)
      case 2:
        insert("Content-Type: multipart/mixed; boundary=n\r\n\r\n--n\r\n".utf8, at: 0)
        bytes += Array("\r\n--n--\r\n".utf8)
      default:
        let name = String(random.next() % 1000)
        insert("Content-Type: multipart/related; boundary=\"\(name)\"\r\n\r\n--\(name)\r\n".utf8, at: 0)
      }
    }
  }

  // MARK: - Words of mail

  private mutating func lieAboutCharset() {
    let names = [
      "utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16", "utf-16be", "utf-7", "utf-32",
      "iso-2022-jp", "shift_jis", "gb18030", "big5", "koi8-r", "euc-kr", "hz", "ebcdic-us", "x-unknown", "", "\"",
      "utf-8//TRANSLIT", "//IGNORE", String(repeating: "a", count: 5_000),
    ]
    replaceValue(after: "charset=", with: pick(from: names))
  }

  private mutating func lieAboutEncoding() {
    let names = [
      "7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "gzip", "", "base64;", "BASE-64",
    ]
    replaceValue(after: "transfer-encoding:", with: " " + pick(from: names))
  }

  /// Replaces what follows one of the occurrences of `key`, up to the next separator.
  private mutating func replaceValue(after key: String, with value: String) {
    let key = Array(key.utf8)
    var places: [Int] = []
    var index = 0
    while index + key.count <= bytes.count {
      if zip(bytes[index..<(index + key.count)], key).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) {
        places.append(index + key.count)
      }
      index += 1
    }
    guard !places.isEmpty else { return }
    let start = pick(from: places)
    let end = bytes[start...].firstIndex { $0 == 13 || $0 == 10 || $0 == UInt8(ascii: ";") } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: Array(value.utf8))
  }

  private mutating func insertToken() {
    let tokens = [
      "=?utf-8?B?", "=?utf-8?Q?=C3?=", "?=", "=?", "=?iso-2022-jp?B?GyRC?=", "=?x?y?z?=", "\r\nbegin 644 a.bin\r\n",
      "\r\n`\r\nend\r\n", "\r\n\r\n", "\r\n ", "=\r\n", "=3D", "=", "====", "filename*0*=utf-8''%E9",
      "; filename*1=\"x",
      "name=\"", "boundary=", "boundary=\"\"", "\u{0}", "\u{FEFF}", "From - Tue Mar  3 14:05:00 2026\r\n", "\r\n.\r\n",
      "Content-Type: application/ms-tnef\r\n", "Content-Type: message/rfc822\r\n", "Content-Type: text/html\r\n",
      "Content-Type:", "Message-ID: <>\r\n", "From: a@b, <>, c:;, \"\r\n", "((((((((((", "<<<<>>>>", "@,@:@;",
      "Date: 31 Feb 99999 25:61:61 +9999\r\n", "Date: Tue, 3 Mar 2026 14:05:00 (((\r\n", "> > > >", "-- \r\n",
      "Received: x\r\n", "Content-Disposition: attachment; filename=", "%00%0D%0A", "\\\\\\\"",
    ]
    insert(pick(from: tokens).utf8, at: random.below(bytes.count + 1))
  }
}

import Domain
import TextAnalysis

/// Finds telephone numbers as the French and their neighbours write them, and gives them in the form of ITU-T E.164:
/// `06 39 98 01 02` is `+33639980102`.
///
/// Without a country code the grouping tells the country: the French go two by two, the Belgians write `0475/31.88.64`,
/// the Swiss `079 552 04 18`, the British `020 7946 0332`, North America `514 555-0182`.
enum PhoneFinder {
  static func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var found: [Entity] = []
    var index = 0
    while index < text.chunks.count {
      let chunk = text.chunks[index]
      index += 1
      guard chunk.isNumber, !text.isTaken[index - 1], mayOpen(text, chunk),
        let phone = PhoneReader(text.source, at: chunk.range.lowerBound).phone
      else { continue }
      found.append(
        Entity(
          kind: .phone, value: phone.value, raw: text.text.text(phone.range), place: place, confidence: 0.95))
      text.take(bytes: phone.range, from: index - 1)
      while index < text.chunks.count, text.chunks[index].range.lowerBound < phone.range.upperBound { index += 1 }
    }
    return found
  }

  /// A zero, a plus, or the three digits of an American area.
  private static func mayOpen(_ text: ChunkedText, _ chunk: Chunk) -> Bool {
    let first = text.byte(chunk.range.lowerBound)
    let before = text.byte(chunk.range.lowerBound - 1)
    let runs = text.text.tokens[chunk.tokens.lowerBound].range.count
    return first == UInt8(ascii: "0") || before == UInt8(ascii: "+") || runs == 3
  }
}

/// Reads one number from its first digit on.
private struct PhoneReader {
  /// More digits than any number has (E.164 §6.2), and two for the zeroes that stand for `+`.
  private static let mostDigits = 17

  /// The digits of each group, and where each ends in the source.
  private var groups: [[UInt8]] = []
  private var ends: [Int] = []
  private var start: Int
  private var hasPlus = false

  /// - Parameter offset: of a digit.
  init(_ source: [UInt8], at offset: Int) {
    start = offset
    func byte(_ offset: Int) -> UInt8 { source.indices.contains(offset) ? source[offset] : 0x0A }
    if byte(start - 1) == UInt8(ascii: "(") { start -= 1 }
    if byte(start - 1) == UInt8(ascii: "+") {
      start -= 1
      hasPlus = true
    }
    guard !ChunkedText.isWordByte(byte(start - 1)), byte(start - 1) != UInt8(ascii: "#") else { return }
    var position = offset
    var count = 0
    while count <= Self.mostDigits {
      let groupStart = position
      while ChunkedText.isDigit(byte(position)), count <= Self.mostDigits {
        position += 1
        count += 1
      }
      guard position > groupStart else { break }
      groups.append(Array(source[groupStart..<position]))
      ends.append(position)
      if ChunkedText.isLetter(byte(position)) {
        groups = []
        return
      }
      let separators = position
      while position - separators < 3, let width = Self.separatorWidth(source, position) { position += width }
      if position == separators { break }
    }
  }

  private static func separatorWidth(_ source: [UInt8], _ offset: Int) -> Int? {
    guard offset < source.count else { return nil }
    switch source[offset] {
    case 0x20, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"): return 1
    case 0xC2 where offset + 1 < source.count && source[offset + 1] == 0xA0: return 2
    case 0xE2 where offset + 2 < source.count && source[offset + 1] == 0x80: return 3
    default: return nil
    }
  }

  var phone: (value: String, range: Range<Int>)? {
    guard let first = groups.first else { return nil }
    let isAbroad = hasPlus || (first.starts(with: Self.zeroes) && first.count > 3 || first.elementsEqual(Self.zeroes))
    guard let (digits, groupCount) = isAbroad ? international : national else { return nil }
    return ("+" + String(decoding: digits, as: UTF8.self), start..<ends[groupCount - 1])
  }

  private static let zeroes = Array("00".utf8)

  // MARK: - With a country code

  /// `+33 6 39 98 01 02`, `+33 (0)6 39 98 01 02`, `0032 470 12 34 56`.
  private var international: ([UInt8], Int)? {
    var digits: [UInt8] = []
    var best: ([UInt8], Int)?
    for (index, group) in groups.enumerated() {
      digits += index == 0 && !hasPlus ? group.dropFirst(2) : group[...]
      guard let (code, lengths) = Self.country(of: digits) else { continue }
      var national = digits.dropFirst(code)
      // « (0) » is dialled at home only; Italy's zero stays.
      if national.first == UInt8(ascii: "0"), !digits.starts(with: Array("39".utf8)) { national = national.dropFirst() }
      if lengths.contains(national.count) { best = (Array(digits.prefix(code) + national), index + 1) }
      if national.count > lengths.upperBound { break }
    }
    return best
  }

  /// Country codes and how many digits may follow them.
  private static let countries: [(code: String, lengths: ClosedRange<Int>)] = [
    ("1", 10...10), ("30", 10...10), ("31", 9...9), ("32", 8...9), ("33", 9...9), ("34", 9...9), ("351", 9...9),
    ("352", 6...9), ("353", 8...9), ("358", 6...11), ("36", 8...9), ("377", 8...9), ("39", 8...11), ("40", 9...9),
    ("41", 9...9), ("420", 9...9), ("43", 7...12), ("44", 9...10), ("45", 8...8), ("46", 7...10), ("47", 8...8),
    ("48", 9...9), ("49", 7...11), ("90", 10...10), ("91", 10...10), ("212", 9...9), ("213", 8...9), ("216", 8...8),
    ("221", 9...9), ("225", 10...10), ("237", 9...9), ("234", 8...10), ("254", 9...9), ("27", 9...9), ("262", 9...9),
    ("590", 9...9), ("594", 9...9), ("596", 9...9), ("687", 6...6), ("689", 8...8), ("61", 9...9), ("81", 9...10),
    ("86", 11...11), ("971", 8...9), ("972", 8...9),
  ]

  private static func country(of digits: [UInt8]) -> (code: Int, lengths: ClosedRange<Int>)? {
    for (code, lengths) in countries where digits.starts(with: code.utf8) { return (code.utf8.count, lengths) }
    return nil
  }

  // MARK: - Without

  private var national: ([UInt8], Int)? {
    for plan in Self.plans {
      guard groups.count >= plan.groups.count, zip(groups, plan.groups).allSatisfy({ $0.count == $1 }),
        plan.prefixes.contains(where: { groups[0].starts(with: $0.utf8) })
      else { continue }
      let digits = groups.prefix(plan.groups.count).joined()
      let bare = plan.code == "1" ? Array(digits) : Array(digits.dropFirst())
      return (Array(Self.overseas(bare, plan.code).utf8) + bare, plan.groups.count)
    }
    return nil
  }

  /// French numbers of Réunion, Guadeloupe, Guyane and Martinique have codes of their own.
  private static func overseas(_ bare: [UInt8], _ code: String) -> String {
    guard code == "33" else { return code }
    switch String(decoding: bare.prefix(3), as: UTF8.self) {
    case "262", "692", "693": return "262"
    case "590", "690", "691": return "590"
    case "594", "694": return "594"
    case "596", "696", "697": return "596"
    default: return code
    }
  }

  private struct Plan {
    let code: String
    let groups: [Int]
    let prefixes: [String]
  }

  private static let plans: [Plan] = {
    let french = ["01", "02", "03", "04", "05", "06", "07", "08", "09"]
    let swiss = ["021", "022", "024", "026", "027", "031", "032", "033", "041", "043", "044", "061", "071"]
    return [
      Plan(code: "33", groups: [2, 2, 2, 2, 2], prefixes: french), Plan(code: "33", groups: [10], prefixes: french),
      Plan(code: "33", groups: [2, 4, 4], prefixes: french), Plan(code: "33", groups: [2, 8], prefixes: french),
      Plan(code: "33", groups: [4, 3, 3], prefixes: ["08"]), Plan(code: "33", groups: [1, 3, 3, 3], prefixes: ["0"]),
      Plan(code: "33", groups: [4, 2, 2, 2], prefixes: french.filter { $0 != "04" }),
      Plan(code: "33", groups: [1, 3, 2, 2, 2], prefixes: ["0"]),
      Plan(code: "33", groups: [4, 6], prefixes: ["06", "07"]),
      Plan(code: "32", groups: [4, 2, 2, 2], prefixes: ["04"]), Plan(code: "32", groups: [4, 3, 3], prefixes: ["04"]),
      Plan(code: "32", groups: [4, 6], prefixes: ["04"]), Plan(code: "32", groups: [2, 3, 2, 2], prefixes: ["0"]),
      Plan(code: "32", groups: [3, 2, 2, 2], prefixes: ["0"]),
      Plan(code: "41", groups: [3, 3, 2, 2], prefixes: ["07"] + swiss),
      Plan(code: "353", groups: [3, 3, 4], prefixes: ["08"]), Plan(code: "353", groups: [2, 3, 4], prefixes: ["01"]),
      Plan(code: "44", groups: [3, 4, 4], prefixes: ["02"]), Plan(code: "44", groups: [5, 6], prefixes: ["01", "07"]),
      Plan(code: "44", groups: [5, 3, 3], prefixes: ["01", "07"]),
      Plan(code: "44", groups: [4, 3, 4], prefixes: ["01", "03", "08"]),
      Plan(code: "44", groups: [11], prefixes: ["01", "02", "07"]),
      Plan(code: "1", groups: [3, 3, 4], prefixes: ["2", "3", "4", "5", "6", "7", "8", "9"]),
    ]
  }()
}

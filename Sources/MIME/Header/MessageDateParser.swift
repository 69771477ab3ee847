/// Reads a Date (RFC 5322 §3.3 and §4.3) and what programs put in its place: `ctime`, ISO 8601, no weekday, no seconds,
/// years of two digits, zones by name.
struct MessageDateParser {
  private var year: Int?
  private var month: Int?
  /// Whether the month was named before the day, where a weekday may look like it.
  private var isMonthUnsure = false
  private var day: Int?
  private var seconds: Int?
  private var zone: Int?

  /// nil when no day or no year can be made out, or the day does not exist.
  static func date(in value: ArraySlice<UInt8>) -> MessageDate? {
    // No date needs more; a field of a megabyte is not searched for one.
    var parser = MessageDateParser()
    for token in tokens(of: value.prefix(200)).prefix(20) { parser.read(token) }
    return parser.result()
  }

  private func result() -> MessageDate? {
    guard let year, let month, let day, (0...9999).contains(year) else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    guard date.isValid else { return nil }
    let offset = zone ?? 0
    let local = Int64(date.daysSince1970) * 86_400 + Int64(seconds ?? 0)
    return MessageDate(secondsSince1970: local - Int64(offset) * 60, zoneOffsetMinutes: offset)
  }

  /// Words parted by blanks and commas, comments left out.
  private static func tokens(of value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var tokens: [ArraySlice<UInt8>] = []
    var start: Int?
    var depth = 0
    for index in value.indices {
      let byte = value[index]
      if byte == Octet.openParenthesis { depth += 1 }
      let isWord = depth == 0 && !byte.isBlank && !byte.isLineEnd && byte != Octet.comma
      if byte == Octet.closeParenthesis, depth > 0 { depth -= 1 }
      if isWord {
        start = start ?? index
      } else if let begin = start {
        tokens.append(value[begin..<index])
        start = nil
      }
    }
    if let begin = start { tokens.append(value[begin..<value.endIndex]) }
    return tokens
  }

  private mutating func read(_ token: ArraySlice<UInt8>) {
    guard let first = token.first else { return }
    if first.isDigit {
      readNumber(token)
    } else if first == UInt8(ascii: "+") || first == Octet.hyphen {
      if seconds != nil, let offset = Self.offset(token) { zone = offset }
    } else if first.isLetter {
      readName(token)
    }
  }

  private mutating func readNumber(_ token: ArraySlice<UInt8>) {
    if token.contains(Octet.colon), token.contains(Octet.hyphen) || token.contains(UInt8(ascii: "T")) {
      readISO8601(token)
    } else if token.contains(Octet.colon) || (seconds == nil && year != nil && token.contains(UInt8(ascii: "."))) {
      readTime(token)
    } else if token.contains(Octet.hyphen) || token.contains(Octet.slash) {
      for field in token.split(whereSeparator: { $0 == Octet.hyphen || $0 == Octet.slash }) { readDateField(field) }
    } else {
      readDateField(token)
    }
  }

  /// `3`, `Mar`, `2026`; in `2026-03-03` the year comes first and the month is a number.
  private mutating func readDateField(_ field: ArraySlice<UInt8>) {
    let field = Self.withoutOrdinal(field)
    guard let number = Self.number(field) else {
      if month == nil { month = Self.month(field) }
      return
    }
    if year != nil, month == nil {
      month = number
    } else if day == nil, field.count <= 2 {
      day = number
    } else if year == nil {
      year = Self.fullYear(number, digits: field.count)
    }
  }

  /// `1` of `1er`, `3` of `3.`: how French and German write a day.
  private static func withoutOrdinal(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = field.prefix(while: \.isDigit)
    let rest = field[digits.endIndex...]
    return rest.elementsEqual([Octet.dot]) || rest.count == 2 && rest.hasASCII("er", at: rest.startIndex)
      ? digits : field
  }

  /// RFC 5322 §4.3: years of two digits are 1950 to 2049, of three from 1900.
  private static func fullYear(_ number: Int, digits: Int) -> Int {
    switch digits {
    case 1, 2: number < 50 ? 2000 + number : 1900 + number
    case 3: 1900 + number
    default: number
    }
  }

  private mutating func readISO8601(_ token: ArraySlice<UInt8>) {
    guard let split = token.firstIndex(where: { $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "t") }) else {
      readTime(token)
      return
    }
    let fields = token[..<split].split(separator: Octet.hyphen).compactMap(Self.number)
    guard fields.count == 3 else { return }
    (year, month, day) = (fields[0], fields[1], fields[2])
    let time = token[(split + 1)...]
    let zoneStart = time.firstIndex { !$0.isDigit && $0 != Octet.colon && $0 != UInt8(ascii: ".") } ?? time.endIndex
    readTime(time[..<zoneStart])
    let name = time[zoneStart...]
    if name.first?.isLetter == true { readName(name) } else if let offset = Self.offset(name) { zone = offset }
  }

  private mutating func readTime(_ token: ArraySlice<UInt8>) {
    guard seconds == nil else { return }
    let digits = token.prefix { $0.isDigit || $0 == Octet.colon || $0 == UInt8(ascii: ".") }
    let fields = digits.split(whereSeparator: { !$0.isDigit }).compactMap(Self.number)
    guard fields.count >= 2, fields[0] < 25, fields[1] < 60 else { return }
    // A leap second, :60, is the next minute's beginning.
    let second = fields.count > 2 && fields[2] <= 60 ? fields[2] : 0
    seconds = fields[0] * 3600 + fields[1] * 60 + second
    let rest = token[digits.endIndex...]
    if let offset = Self.offset(rest) { zone = offset } else if !rest.isEmpty { readName(rest) }
  }

  private mutating func readName(_ token: ArraySlice<UInt8>) {
    if let number = Self.month(token), month == nil || (isMonthUnsure && seconds == nil) {
      // Before the day a month's name may be a weekday's: « mar. 21 juil. » is in July.
      month = number
      isMonthUnsure = day == nil
    } else if token.hasASCII("pm", at: token.startIndex), token.count == 2, let time = seconds, time < 43_200 {
      seconds = time + 43_200
    } else if token.hasASCII("am", at: token.startIndex), token.count == 2, let time = seconds, time >= 43_200 {
      seconds = time - 43_200
    } else if seconds != nil, zone == nil {
      let name = token.prefix(while: \.isLetter)
      zone = Self.zones[String(decoding: name.prefix(5).map(\.lowercased), as: UTF8.self)]
      // `GMT+0200` and the like.
      if let offset = Self.offset(token[name.endIndex...]) { zone = (zone ?? 0) + offset }
    }
  }

  /// The month that a name begins like: in English as the standard has it, or in French, German, Spanish, Italian or
  /// Dutch, which mailers write who trust the user's language.
  private static func month(_ token: ArraySlice<UInt8>) -> Int? {
    guard token.count >= 3 else { return nil }
    // A letter with an accent, whatever its charset, is one `?`.
    var letters: [UInt8] = []
    for byte in token.prefix(12) {
      if byte < 0x80 {
        letters.append(byte.lowercased)
      } else if letters.last != Octet.question {
        letters.append(Octet.question)
      }
    }
    return monthNames.firstIndex { names in names.contains { letters[...].hasASCII($0, at: 0) } }.map { $0 + 1 }
  }

  private static let monthNames: [[StaticString]] = [
    ["jan", "j?n", "ene", "gen"], ["feb", "fev", "f?v"], ["mar", "m?r", "mrz", "maa", "mrt"], ["apr", "avr", "abr"],
    ["may", "mai", "mag", "mei"], ["jun", "juin", "giu"], ["jul", "juil", "lug"], ["aug", "aou", "ao?", "ago"],
    ["sep", "set"], ["oct", "okt", "ott"], ["nov"], ["dec", "d?c", "dez", "dic"],
  ]

  /// `+0100`, `-05:30`, `+2`; nil for anything else or more than a day.
  private static func offset(_ token: ArraySlice<UInt8>) -> Int? {
    guard let sign = token.first, sign == UInt8(ascii: "+") || sign == Octet.hyphen else { return nil }
    let digits = token.dropFirst().filter { $0 != Octet.colon }
    guard (1...4).contains(digits.count), let number = number(digits[...]) else { return nil }
    let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
    guard minutes <= 1440 else { return nil }
    return sign == Octet.hyphen ? -minutes : minutes
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...9).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// The zones of RFC 5322 §4.3, then those of Europe. The letters of the military mean nothing sure and count as UTC.
  private static let zones: [String: Int] = [
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120,
    "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
  ]
}

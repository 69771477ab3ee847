/// Finds the sentence by which a client introduces a quote: "Le lun. 3 mars 2026 à 14:05, X <x@y.example> a écrit :".
///
/// No standard rules it. What all clients share is a date, a person, a verb of writing and a colon, in the order of the
/// user's language, often wrapped over several lines. An author may write nearly the same ("Le 12 mars, j'ai
/// commandé"), so one sign alone is never enough.
enum AttributionLine {
  /// Gmail wraps at 70 columns and a long address needs a line of its own, sometimes with a blank line before.
  private static let mostLines = 6

  /// The number of lines the attribution takes from `index` on, nil when there is none.
  static func length(in lines: [TextLine], at index: Int) -> Int? {
    let first = lines[index]
    guard !first.isLong else { return nil }
    var joined = first.folded
    for count in 1...mostLines {
      let next = index + count
      if endsLikeHeader(joined) || count == 1 {
        let isBeforeQuote = isQuoteNext(in: lines, from: next)
        if isAttribution(joined, isBeforeQuote: isBeforeQuote) { return count }
      }
      if count == 1, !startsLikeHeader(joined) { return nil }
      guard next < lines.count, canContinue(with: lines[next], after: lines[next - 1], of: first) else { return nil }
      if !joined.isEmpty, !lines[next].folded.isEmpty { joined.append(0x20) }
      joined.append(contentsOf: lines[next].folded)
      if joined.count > TextLine.foldLimit { return nil }
    }
    return nil
  }

  /// Where an attribution starts inside a line that begins with the author's words. Only asked before a quoted line.
  static func startInside(_ content: ArraySlice<UInt8>, of line: TextLine) -> Int? {
    guard !line.isLong, line.folded.last == 0x3A else { return nil }
    var tries = 0
    for index in content.indices.dropFirst() where content[index - 1] == 0x20 || content[index - 1] == 0x2D {
      guard content[index] >= 0x41, content[index] <= 0x5A, tries < 8 else { continue }
      let rest = Folding.fold(content[index...], limit: TextLine.foldLimit)
      guard Vocabulary.openers.startsLine(rest) else { continue }
      tries += 1
      guard startsLikeHeader(rest), isAttribution(rest, isBeforeQuote: true) else { continue }
      var start = index
      while start > content.startIndex, content[start - 1] == 0x20 || content[start - 1] == 0x2D { start -= 1 }
      return start > content.startIndex ? start : nil
    }
    return nil
  }

  /// Decides about a whole candidate, joined and folded.
  static func isAttribution(_ candidate: [UInt8], isBeforeQuote: Bool) -> Bool {
    let isDashed = candidate.starts(with: [0x2D, 0x2D, 0x2D]) && candidate.reversed().starts(with: [0x2D, 0x2D])
    let sentence = candidate.trimmingDashes()
    let hasColon = sentence.last == 0x3A
    guard hasColon || isBeforeQuote || isDashed else { return false }
    let date = DateSigns(in: sentence)
    let address = sentence.lastAddress
    guard let verb = Vocabulary.verbs.matches(in: sentence).last else {
      return isDateAndAddress(sentence, date: date, address: address, isBeforeQuote: isBeforeQuote)
    }
    // After the verb stand at most a name, an address or a date (German, Dutch, Lotus Notes).
    let isVerbLast = sentence[verb.upperBound...].allSatisfy { !$0.isWordByte }
    // A shop may be called "Vous & Nous": beside a whole date and an address its name decides nothing.
    let isComplete = date.isComplete && (isBeforeQuote || address != nil && isVerbLast)
    guard isComplete || !speaksForItself(sentence, address: address) else { return false }
    guard isVerbLast || address != nil || date.hasTime else { return false }
    if hasColon || isDashed {
      if address != nil && (date.hasDay || isVerbLast) || date.hasDay && date.hasTime { return true }
    }
    // Without address or hour only the quote that follows tells it from the author's own sentence.
    return isBeforeQuote && isVerbLast && (date.hasDay || hasColon && sentence.wordCount <= 8)
  }

  /// "30.09.2017, 18.30, "X" <x@y.example>:" has no verb; old Gmail's "2011/4/7 X <x@y.example>" has no colon either.
  private static func isDateAndAddress(
    _ sentence: [UInt8], date: DateSigns, address: Range<Int>?, isBeforeQuote: Bool
  ) -> Bool {
    guard let address, date.hasDay, startsLikeHeader(sentence), !speaksForItself(sentence, address: address) else {
      return false
    }
    let isAddressLast = sentence[address.upperBound...].allSatisfy { !$0.isWordByte }
    return isAddressLast && (sentence.last == 0x3A && date.hasTime || isBeforeQuote)
  }

  /// Whether the author speaks in the sentence; the address is left out, for its pieces are no words.
  private static func speaksForItself(_ sentence: [UInt8], address: Range<Int>?) -> Bool {
    guard let address else { return Vocabulary.ownWords.occurs(in: sentence) }
    return Vocabulary.ownWords.occurs(in: Array(sentence[..<address.lowerBound]))
      || Vocabulary.ownWords.occurs(in: Array(sentence[address.upperBound...]))
  }

  private static func startsLikeHeader(_ folded: [UInt8]) -> Bool {
    let sentence = folded.trimmingDashes()
    guard let first = sentence.first else { return false }
    let opens = first.isDigit || Vocabulary.openers.startsLine(sentence) || Vocabulary.weekdays.startsLine(sentence)
    return opens && DateSigns(in: sentence).hasDay
  }

  private static func endsLikeHeader(_ folded: [UInt8]) -> Bool {
    guard let last = folded.last else { return false }
    return last == 0x3A || last == 0x2D || last == 0x3E
      || Vocabulary.verbs.matches(in: folded).last?.upperBound == folded.count
  }

  /// A wrapped header goes on over lines that neither end a sentence nor start a header themselves.
  private static func canContinue(with line: TextLine, after previous: TextLine, of first: TextLine) -> Bool {
    guard !line.isLong else { return false }
    if line.isBlank { return !previous.isBlank }
    if let last = previous.folded.last, [0x21, 0x3B, 0x3F].contains(last) { return false }
    if line.isQuoted { return isHeaderEnd(line) }
    return !startsLikeHeader(line.folded)
  }

  private static func isQuoteNext(in lines: [TextLine], from index: Int) -> Bool {
    guard let next = lines[min(index, lines.count)...].prefix(4).first(where: { !$0.isBlank }) else { return false }
    return next.isQuoted && !isHeaderEnd(next)
  }

  /// "> wrote:" is no quote but the end of a header whose address was wrapped.
  private static func isHeaderEnd(_ line: TextLine) -> Bool {
    guard line.folded.last == 0x3A else { return false }
    return line.folded.count == 1 || Vocabulary.verbs.isWholeLine(line.folded)
  }
}

/// The signs of a date and an hour in a folded line.
struct DateSigns {
  /// A year, or day and month in figures.
  private(set) var hasDay = false
  /// "14:05", "14h05", "18.30" after a date.
  private(set) var hasTime = false

  var isComplete: Bool { hasDay && hasTime }

  init(in folded: [UInt8]) {
    var index = 0
    while index < folded.count {
      guard folded[index].isDigit else {
        index += 1
        continue
      }
      let start = index
      while index < folded.count, folded[index].isDigit || Self.isInner(folded, at: index) { index += 1 }
      read(folded[start..<index])
    }
  }

  /// A separator between two figures.
  private static func isInner(_ folded: [UInt8], at index: Int) -> Bool {
    let separators: [UInt8] = [0x2D, 0x2E, 0x2F, 0x3A, 0x68]
    return separators.contains(folded[index]) && index + 1 < folded.count && folded[index + 1].isDigit
  }

  private mutating func read(_ token: ArraySlice<UInt8>) {
    let groups = token.split { !$0.isDigit }
    let years = groups.contains { $0.count == 4 && ($0.starts(with: [0x32, 0x30]) || $0.starts(with: [0x31, 0x39])) }
    if years || groups.count == 3 && !token.contains(0x3A) && !token.contains(0x68) { hasDay = true }
    let isPair = groups.count == 2 || groups.count == 3 && token.contains(0x3A)
    if isPair, !years, !token.contains(0x2F), !token.contains(0x2D), groups.allSatisfy({ $0.count <= 2 }) {
      hasTime = true
    }
  }
}

extension [UInt8] {
  /// Zoho and Yahoo put dashes around, some clients stars.
  fileprivate func trimmingDashes() -> [UInt8] {
    let isFrame: (UInt8) -> Bool = { $0 == 0x2D || $0 == 0x20 || $0 == 0x2A || $0 == 0x3D }
    var slice = drop(while: isFrame)
    while let last = slice.last, isFrame(last) { slice.removeLast() }
    return Self(slice)
  }

  var wordCount: Int {
    split(separator: 0x20).count { $0.contains { $0.isWordByte } }
  }

  /// The last token with an at sign inside.
  fileprivate var lastAddress: Range<Int>? {
    var index = count - 2
    while index > 0 {
      if self[index] == 0x40, self[index - 1].isWordByte, self[index + 1].isWordByte {
        var start = index
        while start > 0, self[start - 1] > 0x20, self[start - 1] != 0x3C { start -= 1 }
        var end = index + 1
        while end < count, self[end] > 0x20, self[end] != 0x3E { end += 1 }
        return start..<end
      }
      index -= 1
    }
    return nil
  }
}

private enum Vocabulary {
  static let openers = PhraseTable([
    "le", "on", "am", "el", "op", "il", "em", "den", "på", "w dniu", "dnia", "in data", "il giorno", "vào", "at",
  ])

  static let weekdays = PhraseTable([
    "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
    "dimanche", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "mo", "di", "mi", "do", "fr", "sa", "so", "montag", "dienstag", "mittwoch", "donnerstag",
    "freitag", "samstag", "sonntag", "mié", "jue", "vie", "sáb", "dom", "lunes", "martes", "miércoles", "jueves",
    "viernes", "sábado", "domingo", "gio", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica",
    "ma", "wo", "vr", "za", "zo", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "man",
    "tir", "ons", "tor", "tors", "fre", "lør", "søn", "ti", "ke", "to", "pe", "la", "su", "пн", "вт", "ср", "чт", "пт",
    "сб", "вс", "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "seg", "ter", "qua", "qui", "sex",
  ])

  static let verbs = PhraseTable([
    "a écrit", "a ecrit sur", "wrote", "writes", "sent", "schrieb", "schreibt", "escribió", "escribio", "schreef",
    "ha scritto", "scrisse", "escreveu", "skrev", "napisał", "napisała", "napisał(a)", "написал", "написала", "пишет",
    "kirjoitti", "yazdı", "va escriure",
  ])

  /// What shows that the author speaks: "vous m'avez écrit", "il nous a écrit", "I wrote".
  static let ownWords = PhraseTable([
    "je", "j'ai", "m'a", "m'avez", "vous", "nous", "tu", "on m'a", "lui a", "leur a", "qui a", "il a écrit",
    "elle a écrit", "i wrote", "i sent", "you wrote", "you sent", "we wrote", "we sent", "he wrote", "she wrote",
    "they wrote", "who wrote", "was sent", "were sent", "been sent", "has sent", "have sent", "i", "my", "your", "ich",
    "mir", "wir", "uns", "me escribió", "nos escribió", "mi ha scritto", "ci ha scritto", "ik",
  ])
}

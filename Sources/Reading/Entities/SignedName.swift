import Domain
import TextAnalysis

/// Reads who signed: the person's name, and in mails to accounts departments the company.
///
/// A name is found by its place, below the last sentence and the closing formula, and by its capitals; words of trades,
/// offices and formulas tell that a line is no person. Only the last lines are looked at, so that the length of a mail
/// costs nothing.
enum SignedName {
  private static let mostBytes = 1500
  private static let mostLines = 12

  static func find(newText: String, signature: String, trade: Trade) -> [Entity] {
    var block = SignatureLine.lines(String(decoding: signature.utf8.prefix(mostBytes), as: UTF8.self))
    let tail = SignatureLine.lines(String(decoding: newText.utf8.suffix(mostBytes), as: UTF8.self))
    let own = tail.prefix { !$0.isPostscript }
    // The lines that end the author's words and may be a signature too.
    let below = Array(own.reversed().prefix(mostLines).prefix { $0.mayBeSigned }.reversed())
    // « … vous avez tout ? Maud, Atelier Dubreuil »
    let ending = (own.dropLast(below.count).last ?? own.last)?.ending
    block = below + block
    let person = person(in: block) ?? ending?.person
    if let ending { block.insert(ending, at: 0) }
    var found: [Entity] = []
    if let person { found.append(entity(.customerName, person, 0.8)) }
    if trade == .accounts, let company = company(block, person: person) ?? announced(own) {
      found.append(entity(.supplierName, company, 0.6))
    }
    return found
  }

  /// The first line that names a person. One that ends in a comma or a cry is a farewell when another name follows
  /// (« Fraternellement, », « Happy New Year! »).
  private static func person(in block: [SignatureLine]) -> String? {
    var farewell: String?
    for line in block {
      guard let person = line.person else { continue }
      guard let last = line.text.last, ",!".contains(last) else { return person }
      farewell = farewell ?? person
    }
    return farewell
  }

  private static func entity(_ kind: Entity.Kind, _ name: String, _ confidence: Double) -> Entity {
    Entity(kind: kind, value: name, raw: name, place: .body, confidence: confidence)
  }

  /// What stands below or behind the person's name and is neither an office nor an address.
  private static func company(_ block: [SignatureLine], person: String?) -> String? {
    var isBelowName = person == nil
    var plain: String?
    for line in block {
      for segment in line.segments {
        if segment.name == person {
          isBelowName = true
          continue
        }
        guard let name = segment.company else { continue }
        if segment.namesTrade { return name }
        if isBelowName, plain == nil { plain = name }
      }
    }
    return plain
  }

  /// « la société Alésia Emballages », « Wharfedale Cartons Ltd »: named within the author's sentences.
  private static func announced(_ lines: some Collection<SignatureLine>) -> String? {
    for line in lines {
      let words = line.words.map { NameWord($0.trimmed(of: ",.;:()\"«»")) }
      for (index, word) in words.enumerated() {
        if SignatureWords.announcements.contains(word.folded) {
          let name = words[(index + 1)...].prefix { $0.isCapitalised || $0.isParticle }
          if let first = name.first, first.isCapitalised { return joined(name) }
        }
        if index > 0, SignatureWords.legalForms.contains(word.folded), words[index - 1].isCapitalised {
          let start = words[..<index].lastIndex { !$0.isCapitalised && $0.text != "&" }.map { $0 + 1 } ?? 0
          return joined(words[start...index])
        }
      }
    }
    return nil
  }

  private static func joined(_ words: ArraySlice<NameWord>) -> String {
    var words = words
    while let last = words.last, !last.isCapitalised { words.removeLast() }
    return words.map(\.text).joined(separator: " ")
  }
}

/// One of the last lines of a mail.
struct SignatureLine {
  let text: String
  let words: [String]

  /// The lines that hold anything, without the marks they begin with.
  static func lines(_ text: String) -> [SignatureLine] {
    text.split(whereSeparator: \.isNewline).compactMap {
      let line = String($0).trimmed(of: " \t\r-–—*•_>\u{A0}~")
      return line.isEmpty ? nil : SignatureLine(text: line, words: line.split(separator: " ").map(String.init))
    }
  }

  var isPostscript: Bool {
    ["ps", "p.s", "p.s.", "p.-s.", "nb"].contains(words[0].trimmed(of: ":,").lowercased())
  }

  /// Short, and no sentence.
  var mayBeSigned: Bool {
    guard text.utf8.count <= 120, let last = text.last, !"?:;".contains(last) else { return false }
    if SignatureWords.isFormula(text) { return true }
    guard let first = text.first, first.isUppercase || first.isNumber || first == "(" || hasContact else {
      return false
    }
    return words.count <= 14 && !words.enumerated().contains { isOfSentence($0.element, isFirst: $0.offset == 0) }
  }

  /// « Ingrid Vos » is a name, « vos » a word.
  private func isOfSentence(_ word: String, isFirst: Bool) -> Bool {
    // « J’agis » begins with a word of its own.
    let head = word.folded.prefix { $0 != " " }
    guard SignatureWords.ofSentences.contains(String(head)), word.last != "." else { return false }
    if head.count < word.folded.count { return head.count == 1 }
    return isFirst || word.first?.isLowercase ?? true || word.count > 1 && word.allSatisfy { !$0.isLowercase }
  }

  private var hasContact: Bool { text.contains("@") || text.contains("+") || text.lowercased().hasPrefix("tél") }

  /// The parts between commas, dashes, bars and brackets.
  var segments: [NameSegment] {
    var parts: [String] = []
    var current = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let isBetweenSpaces =
        index > 0 && index + 1 < characters.count && characters[index - 1] == " " && characters[index + 1] == " "
      if ",|()•·/\t;".contains(character) || character == "@" && isBetweenSpaces
        || "-–—".contains(character) && isBetweenSpaces
      {
        parts.append(current)
        current = ""
      } else {
        current.append(character)
      }
    }
    parts.append(current)
    return parts.compactMap { NameSegment($0) }
  }

  var person: String? {
    guard let first = segments.first, !SignatureWords.isFormula(text) else { return personAfterFormula }
    return first.person ?? (segments.count > 1 && first.isCivility ? segments[1].person : personAfterFormula)
  }

  /// « Merci, Janelle », « Bien à vous, Paul Meunier »
  private var personAfterFormula: String? {
    guard let first = segments.first, segments.count > 1, SignatureWords.isFormula(first.text) else { return nil }
    return segments[1].person
  }

  /// What follows the last sentence or a thanks on the same line: « Balance €904.12. Doreen », « … merci Kevin ».
  var ending: SignatureLine? {
    let tail = words.suffix(8)
    for (index, word) in zip(tail.indices, tail).dropLast() {
      let isEnd = word.last.map { ".!?):".contains($0) } ?? false
      let opens = isEnd && word.count > 2 || SignatureWords.thanks.contains(word.trimmed(of: ",.!").folded)
      let rest = tail[(index + 1)...]
      guard opens, !rest.dropLast().contains(where: { $0.count > 2 && ".?!".contains($0.last ?? " ") }),
        let line = SignatureLine.lines(rest.joined(separator: " ")).first, let name = line.segments.first,
        name.person != nil || name.namesTrade && name.company != nil
      else { continue }
      return line
    }
    return nil
  }
}

/// A stretch of a line that may be a name.
struct NameSegment {
  let text: String
  private let words: [NameWord]
  let isCivility: Bool

  /// Takes the digits of a telephone number off the end, and civilities off the beginning.
  init?(_ part: String) {
    let head = part.prefix { !$0.isNumber && $0 != "+" && $0 != "@" && $0 != ":" }
    var words = head.split(separator: " ").map { String($0) }
    if head.count < part.count {
      // « Claire Martin 06 39 98 01 02 », but « Code 3245612 », « INV-54407 ».
      let isPhone = part.dropFirst(head.count).first.map { "0+".contains($0) } ?? false
      if words.count < 2 || !isPhone || head.last != " " || part.contains("@") || part.contains(":") { words = [] }
    }
    while let last = words.last, ["tél", "tel", "tél.", "tel.", "port.", "gsm", "mob."].contains(last.lowercased()) {
      words.removeLast()
    }
    let count = words.count
    while let first = words.first, SignatureWords.civilities.contains(first.folded) { words.removeFirst() }
    // « Anjali x »
    while let last = words.last, ["x", "xx", "xxx"].contains(last) { words.removeLast() }
    isCivility = words.isEmpty && count > 0
    text = words.joined(separator: " ").trimmed(of: " .,!\"«»'").restoringPoint(words.last)
    self.words = text.split(separator: " ").map { NameWord(String($0)) }
    if self.words.isEmpty, !isCivility { return nil }
  }

  /// The person's name, or the company's.
  var name: String { text }

  var person: String? {
    guard (1...5).contains(words.count), let first = words.first, let last = words.last, first.isCapitalised,
      last.isCapitalised || last.isInitial,
      words.allSatisfy({ $0.isCapitalised || $0.isInitial || $0.isParticle }),
      !words.contains(where: { SignatureWords.isNoName($0.folded) && !$0.isInitial }),
      words.count == 1 || !words.contains(where: { SignatureWords.trades.contains($0.folded) }),
      !(first.isParticle && text.allSatisfy { !$0.isLowercase }),
      text.utf8.count >= 3, text.utf8.count <= 50
    else { return nil }
    return text
  }

  /// A word says what a company does or which form it has.
  var namesTrade: Bool { words.count > 1 && words.contains { SignatureWords.trades.contains($0.folded) } }

  /// Nil for offices, formulas, streets and towns of an address.
  var company: String? {
    guard (1...6).contains(words.count), let first = words.first, first.isCapitalised,
      words.count(where: { !$0.isCapitalised && !$0.isParticle }) <= 1, text.utf8.count >= 3,
      !SignatureWords.offices.contains(first.folded), !SignatureWords.isFormula(text),
      !words.contains(where: { SignatureWords.places.contains($0.folded) || SignatureWords.isWord($0.folded) })
    else { return nil }
    return text
  }
}

/// A word of a name.
struct NameWord {
  let text: String
  let folded: String

  init(_ text: String) {
    self.text = text
    folded = text.folded
  }

  /// « Martin », « Le », « MARTIN », « D’Artagnan », « J.-P. »
  var isCapitalised: Bool {
    guard let first = text.first, first.isUppercase else { return false }
    return text.allSatisfy { $0.isLetter || "'’-.&".contains($0) }
  }

  /// « D. »
  var isInitial: Bool { text.count <= 2 && text.first?.isUppercase ?? false }

  var isParticle: Bool {
    text == "&"
      || ["de", "du", "des", "la", "le", "van", "von", "der", "den", "et", "and", "d", "el", "ben", "al", "da", "dos"]
        .contains(folded)
      || text.hasPrefix("d'") || text.hasPrefix("d’")
  }
}

extension String {
  func trimmed(of characters: String) -> String {
    var slice = self[...]
    while let first = slice.first, characters.contains(first) { slice.removeFirst() }
    while let last = slice.last, characters.contains(last) { slice.removeLast() }
    return String(slice)
  }

  /// In small letters without accents.
  var folded: String { TokenizedText(self).tokens.map(\.text).joined(separator: " ") }

  /// « Lucie D. » and « Kaveri Gears Pvt. Ltd. » keep the point of their last word.
  fileprivate func restoringPoint(_ last: String?) -> String {
    guard let last, last.hasSuffix("."), hasSuffix(last.dropLast()) else { return self }
    let isInitial = last.count == 2 && last.first?.isUppercase ?? false
    return isInitial || last.dropLast().contains(".") || SignatureWords.legalForms.contains(last.folded)
      ? self + "." : self
  }
}

import TextAnalysis

/// A stretch of a line that may be a name, of a person or a company or both: « Jérémy exploitation TransAlpes ».
struct NameSegment {
  /// Without civilities, telephone numbers and the signs around.
  let text: String
  let words: [NameWord]
  let isCivility: Bool
  private let hasCivility: Bool
  /// How many words may be a person's name.
  private let personCount: Int
  /// A short number that ends the name of a company: « Bennes 44 ».
  private let number: String

  /// Takes the digits of a telephone number off the end, and civilities off the beginning.
  init?(_ part: String) {
    let head = part.prefix { !$0.isNumber && $0 != "+" && $0 != "@" && $0 != ":" }
    var words = head.split(separator: " ").map { String($0) }
    let rest = String(part.dropFirst(head.count)).trimmed(of: " .!")
    let isShort = (1...4).contains(rest.utf8.count) && rest.allSatisfy { $0.isNumber || $0 == "/" || $0 == "D" }
    number = isShort && head.last == " " ? rest : ""
    if head.count < part.count {
      // « Claire Martin 06 39 98 01 02 », but « Code 3245612 », « INV-54407 ».
      let isPhone = rest.first.map { "0+".contains($0) } ?? false
      let isName = words.count > 1 || words.count == 1 && !number.isEmpty
      if !isName || !(isPhone || isShort) || head.last != " " || part.contains("@") || part.contains(":") { words = [] }
    }
    while let last = words.last, ["tél", "tel", "tél.", "tel.", "port.", "gsm", "mob."].contains(last.lowercased()) {
      words.removeLast()
    }
    let count = words.count
    while let first = words.first, SignatureWords.civilities.contains(first.folded) { words.removeFirst() }
    // « Anjali x »
    while let last = words.last, ["x", "xx", "xxx"].contains(last) { words.removeLast() }
    hasCivility = words.count < count
    isCivility = words.isEmpty && count > 0
    text = words.joined(separator: " ").trimmed(of: " .,!\"«»'").restoringPoint(words.last)
    self.words = text.split(separator: " ").map { NameWord(String($0)) }
    if self.words.isEmpty, !isCivility { return nil }
    personCount = Self.personCount(self.words)
  }

  /// What somebody does in small letters ends the name: « Rachid jardinier », « Jordan planning Polar Fret »; so does a
  /// company: « Emre Yildiz de Yildiz Façades ».
  private static func personCount(_ words: [NameWord]) -> Int {
    for (index, word) in words.enumerated().dropFirst() where !SignatureWords.legalForms.contains(word.folded) {
      if words[index - 1].namesTrade { break }
      let startsLow = word.text.first?.isLowercase ?? false
      if startsLow, !word.isParticle {
        let isTitle = words.count <= index + 4 && (SignatureWords.isTitle(word.folded) || word.namesTrade)
        return isTitle ? index : words.count
      }
      let rest = words[(index + 1)...]
      if startsLow, ["de", "du", "des"].contains(word.folded), rest.count <= 4, rest.contains(where: \.namesTrade) {
        return index
      }
    }
    return words.count
  }

  var firstWord: String { words.first?.key ?? "" }

  var person: String? {
    let words = words.prefix(personCount)
    guard (1...5).contains(words.count), number.isEmpty || words.count > 1, let first = words.first,
      let last = words.last, first.isCapitalised, last.isCapitalised || last.isInitial,
      words.allSatisfy(\.isPartOfPerson),
      !words.contains(where: { SignatureWords.isNoName($0.key) && !$0.isInitial }),
      !words.dropLast(words.count == 2 ? 1 : 0).contains(where: { SignatureWords.towns.contains($0.folded) }),
      words.count > 1 || !first.isOfSentence && LetterPattern.strangePairs(Array(first.text.utf8)) < 3,
      words.count == 1 || !words.contains(where: \.namesTrade),
      hasCivility || !(first.isParticle && text.allSatisfy { !$0.isLowercase })
    else { return nil }
    let name = personCount == self.words.count ? text : words.map(\.text).joined(separator: " ")
    return (3...50).contains(name.utf8.count) ? name : nil
  }

  /// The words that may be a company's name: those behind the person, without offices (« agence Proxim Intérim »).
  private var companyWords: ArraySlice<NameWord> {
    var words = personCount < self.words.count ? self.words[personCount...] : self.words[...]
    while let first = words.first, first.isRole(before: words.dropFirst().first) || first.isLinking {
      words.removeFirst()
    }
    return words
  }

  /// A word says what a company does or which form it has.
  var namesTrade: Bool {
    let words = companyWords
    return (words.count > 1 || !number.isEmpty) && words.contains(where: \.namesTrade)
  }

  /// Whether person and company stand in it side by side.
  var hasBoth: Bool { personCount < words.count && company != nil }

  /// Nil for offices, formulas, streets and towns of an address.
  var company: String? {
    let words = companyWords
    let mayHoldWord = words.count(where: \.isCapitalised) > 1 || words.contains(where: \.namesTrade)
    guard (1...7).contains(words.count), let first = words.first, first.isCapitalised || first.isParticle,
      words.contains(where: \.isCapitalised),
      words.count(where: { !$0.isCapitalised && !$0.isParticle }) <= (mayHoldWord ? 1 : 0),
      !SignatureWords.isFormula(text), !SignatureWords.towns.contains(first.folded),
      words.count > 1 || !number.isEmpty || !first.isOccupation,
      words.count > 1 || !first.isOfSentence, words.allSatisfy({ $0.text == "&" || !$0.folded.isEmpty }),
      !self.words.contains(where: { $0.isStreet || $0.isLow && $0.isOfSentence }),
      !words.contains(where: { SignatureWords.isWord($0.folded) })
    else { return nil }
    var name = words.count == self.words.count ? text : words.map(\.text).joined(separator: " ")
    if !number.isEmpty { name += " " + number }
    return name.utf8.count >= 3 ? name : nil
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

  /// « Serrurier » or « Ramonage » say what one does; « LocaHauteur » is a name.
  var isOccupation: Bool {
    !text.dropFirst().contains(where: \.isUppercase)
      && (SignatureWords.isOccupation(folded) || SignatureWords.trades.contains(folded))
  }

  /// « d’Aubigny », « l’Odet »
  private var isElided: Bool {
    ["d'", "d’", "l'", "l’"].contains { text.hasPrefix($0) } && text.dropFirst(2).first?.isUppercase ?? false
  }

  /// « Martin », « Le », « MARTIN », « d’Artagnan », « J.-P. »
  var isCapitalised: Bool {
    guard let first = text.first, first.isUppercase || isElided else { return false }
    return text.allSatisfy { $0.isLetter || "'’-.&".contains($0) }
  }

  /// Behind the article: « L’Atelier » is one.
  var key: String {
    text.contains(where: { "'’".contains($0) }) ? folded.split(separator: " ").last.map(String.init) ?? "" : folded
  }

  /// What a company does, or its legal form.
  var namesTrade: Bool { SignatureWords.trades.contains(folded) || SignatureWords.trades.contains(key) }

  var isLow: Bool { text.first?.isLowercase ?? false }

  /// An office or a department, not what the company is called: « Crédit clients », but « Crédit Mosellan ».
  func isRole(before next: NameWord?) -> Bool {
    if isLow { return !isParticle && !isElided || SignatureWords.offices.contains(key) }
    guard SignatureWords.offices.contains(key) else { return false }
    guard SignatureWords.companyOpenings.contains(key), let next else { return true }
    return next.isLow && !next.isParticle || SignatureWords.offices.contains(next.folded)
  }

  /// « de », « du »; « Le Petit Mousse » begins with a word of its own.
  var isLinking: Bool { isParticle && !isCapitalised }

  /// « Pouvez-vous »
  var isOfSentence: Bool { folded.split(separator: " ").contains { SignatureWords.ofSentences.contains(String($0)) } }

  /// « bd », not « BD Scaffolds ».
  var isStreet: Bool {
    SignatureWords.streets.contains(folded) && (text.count > 3 || text.contains(where: \.isLowercase))
  }

  var isPartOfPerson: Bool { isCapitalised || isInitial || isParticle }

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

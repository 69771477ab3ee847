/// One of the last lines of a mail.
struct SignatureLine {
  let text: String
  let words: [String]
  /// The parts between commas, dashes, bars, brackets, and « chez »; none of a long line, which signs nothing.
  let segments: [NameSegment]

  private static let mostWords = 14

  /// The lines that hold anything, without the marks they begin with.
  static func lines(_ text: String) -> [SignatureLine] {
    text.split(whereSeparator: \.isNewline).compactMap { SignatureLine(String($0)) }
  }

  private init?(_ line: String) {
    text = line.trimmed(of: " \t\r-–—*•_>\u{A0}~")
    guard !text.isEmpty else { return nil }
    words = text.split(separator: " ").map(String.init)
    segments = words.count <= Self.mostWords ? Self.segments(of: text) : []
  }

  var isPostscript: Bool {
    ["ps", "p.s", "p.s.", "p.-s.", "nb"].contains(words[0].trimmed(of: ":,").lowercased())
  }

  /// Short, and no sentence.
  var mayBeSigned: Bool {
    guard text.utf8.count <= 120, let last = text.last, !"?:;".contains(last) else { return false }
    if SignatureWords.isFormula(text) { return true }
    guard let first = text.first, first.isUppercase || first.isNumber || first == "(" || hasContact || opensWithRole
    else { return false }
    return words.count <= Self.mostWords
      && !words.enumerated().contains { isOfSentence($0.element, isFirst: $0.offset == 0) }
  }

  /// « graphiste, exténué », « pour la SCI Les Platanes »
  private var opensWithRole: Bool {
    guard words.count <= 8, let first = words.first?.trimmed(of: ",").folded else { return false }
    return SignatureWords.isTitle(first) || SignatureWords.trades.contains(first) || Self.openings.contains(first)
      || SignatureWords.streets.contains(first) || SignatureWords.civilities.contains(first)
  }

  private static let openings: Set<String> = ["pour", "for"]

  /// « Ingrid Vos » is a name, « vos » a word; so are « Boyd IT Training » and « it ».
  private func isOfSentence(_ word: String, isFirst: Bool) -> Bool {
    // « J’agis » begins with a word of its own, « N’Guyen » does not.
    let head = word.folded.prefix { $0 != " " }
    guard SignatureWords.ofSentences.contains(String(head)), word.last != "." else { return false }
    if head.count < word.folded.count { return head.count == 1 && word.dropFirst(2).first?.isLowercase ?? false }
    // « Me Éléonore Bast »
    if isFirst, words.count > 1, words[1].first?.isUppercase ?? false, SignatureWords.civilities.contains(String(head))
    {
      return false
    }
    let isCry = word.count > 1 && !word.contains(where: \.isLowercase) && !text.contains(where: \.isLowercase)
    return isFirst || word.first?.isLowercase ?? true || isCry
  }

  private var hasContact: Bool { text.contains("@") || text.contains("+") || text.lowercased().hasPrefix("tél") }

  private static func segments(of text: String) -> [NameSegment] {
    var parts: [String] = []
    var current = ""
    let characters = Array(text.replacing(" chez ", with: ", "))
    for (index, character) in characters.enumerated() {
      let isBetweenSpaces =
        index > 0 && index + 1 < characters.count && characters[index - 1] == " " && characters[index + 1] == " "
      if ",|()•·\t;".contains(character) || "@/".contains(character) && isBetweenSpaces
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

  /// A department, whose name is no person's and stands beside the company's.
  var isOfTeam: Bool { segments.first.map { SignatureWords.teams.contains($0.firstWord) } ?? false }

  var person: String? {
    guard let first = segments.first, !SignatureWords.isFormula(text) else { return personAfterFormula }
    return first.person ?? (segments.count > 1 && first.isCivility ? segments[1].person : personAfterFormula)
  }

  /// « Merci, Janelle », « Bien à vous, Paul Meunier »
  private var personAfterFormula: String? {
    guard let first = segments.first, segments.count > 1, SignatureWords.isFormula(first.text) else {
      return ending?.segments.first?.person
    }
    return segments[1].person
  }

  /// What follows the last sentence, a farewell or a thanks on the same line: « Balance €904.12. Doreen », « … merci
  /// Kevin », « ça ira ? Hakim, HB Maçonnerie », « Bonne journée, Maud ».
  var ending: SignatureLine? {
    let tail = words.suffix(10)
    for (index, word) in zip(tail.indices, tail).dropLast() where Self.closes(word) {
      let rest = tail[(index + 1)...]
      guard !rest.dropLast().contains(where: Self.endsSentence),
        let line = SignatureLine.lines(rest.joined(separator: " ")).first, let name = line.segments.first,
        name.person != nil || name.isCivility && line.person != nil || name.namesTrade && name.company != nil
      else { continue }
      return line
    }
    return nil
  }

  /// Whether a name may follow: the end of a sentence, a smiley, or words of farewell.
  private static func closes(_ word: String) -> Bool {
    guard let last = word.last else { return false }
    let key = NameWord(word.trimmed(of: ",.!")).key
    if SignatureWords.thanks.contains(key) || SignatureWords.farewells.contains(key) { return true }
    let isSmiley = !last.isASCII && !last.isLetter && !last.isNumber && !last.isPunctuation && !last.isCurrencySymbol
    return isSmiley || "):".contains(last) || endsSentence(word)
  }

  /// « ? » stands alone in French.
  private static func endsSentence(_ word: String) -> Bool {
    guard let last = word.last, ".!?".contains(last) else { return false }
    return word.count > 2 || !word.contains(where: \.isLetter)
  }
}

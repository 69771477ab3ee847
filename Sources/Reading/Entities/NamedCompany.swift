/// Finds the company that an author's sentences speak of where the signature names none: « la société Alésia
/// Emballages », « Émetteur : Hélicor Fluides », « Wharfedale Cartons Ltd », « de chez Studio Kumo ».
enum NamedCompany {
  static func find(in lines: [SignatureLine]) -> String? {
    let words = lines.map(nameWords)
    for (line, words) in zip(lines, words) {
      if let name = labelled(line) ?? announced(line, words) ?? withForm(line, words) { return name }
    }
    for (line, words) in zip(lines, words) {
      if let name = trading(line, words) { return name }
    }
    return nil
  }

  /// Without the signs around, and the article in « l’Imprimerie ».
  private static func nameWords(_ line: SignatureLine) -> [NameWord] {
    line.words.map { word in
      let word = word.trimmed(of: ",.;:()\"«»!?…[]")
      let isElided = word.dropFirst().first.map { "'’".contains($0) } ?? false
      return NameWord(isElided && "lLdD".contains(word.first ?? " ") ? String(word.dropFirst(2)) : word)
    }
  }

  /// « Fournisseur : Ardenne Composants »
  private static func labelled(_ line: SignatureLine) -> String? {
    guard let colon = line.text.firstIndex(of: ":") else { return nil }
    let label = String(line.text[..<colon]).folded
    guard labels.contains(label) else { return nil }
    let rest = String(line.text[colon...].dropFirst())
    return SignatureLine.lines(rest).first?.segments.first?.company
  }

  private static let labels: Set<String> = [
    "fournisseur", "emetteur", "titulaire", "titulaire du compte", "raison sociale", "nom du fournisseur", "societe",
    "beneficiaire", "sender", "supplier", "vendor", "supplier name", "account name", "company", "our client", "payee",
    "beneficiary", "account holder",
  ]

  /// « la société Alésia Emballages », « de chez Studio Kumo »
  private static func announced(_ line: SignatureLine, _ words: [NameWord]) -> String? {
    for (index, word) in words.enumerated().dropLast() {
      let isDirect = SignatureWords.announcements.contains(word.folded)
      let isOfHouse = word.folded == "chez" && index > 0 && ["de", "compte"].contains(words[index - 1].folded)
      guard isDirect || isOfHouse, !endsClause(line.words[index]) else { continue }
      if let name = run(line, words, from: index + 1) { return name }
    }
    return nil
  }

  /// « Wharfedale Cartons Ltd »
  private static func withForm(_ line: SignatureLine, _ words: [NameWord]) -> String? {
    for (index, word) in words.enumerated().dropFirst()
    where SignatureWords.legalForms.contains(word.folded) && words[index - 1].isCapitalised {
      let before = words[..<index]
      var start = before.lastIndex { !$0.isCapitalised && $0.text != "&" }.map { $0 + 1 } ?? 0
      while start < index, words[start].isOfSentence || words[start].isParticle { start += 1 }
      guard start < index else { continue }
      var name = line.words[start...index].joined(separator: " ").trimmed(of: ",;:()\"«»!?")
      let goesOn = index + 1 < words.count && words[index + 1].text.first?.isLowercase ?? false
      if name.hasSuffix("."), !goesOn, !name.dropLast().contains(".") { name.removeLast() }
      return name
    }
    return nil
  }

  /// A run of capitalised words of which one is a trade: « Transports Pélissier », « Corelli Freight ».
  private static func trading(_ line: SignatureLine, _ words: [NameWord]) -> String? {
    var index = 0
    while index < words.count {
      guard words[index].isCapitalised, !words[index].isOfSentence, !words[index].isParticle,
        !SignatureWords.legalForms.contains(words[index].folded), !openings.contains(words[index].folded)
      else {
        index += 1
        continue
      }
      var end = index + 1
      while end < words.count, !endsClause(line.words[end - 1]), isPartOfName(words[end]) {
        end += 1
      }
      while end > index + 1, !words[end - 1].isCapitalised { end -= 1 }
      let run = words[index..<end]
      if run.count > 1, run.contains(where: \.namesTrade), !run.contains(where: { SignatureWords.isNoName($0.key) }),
        run.contains(where: { $0.text.contains(where: \.isLowercase) })
      {
        return run.map(\.text).joined(separator: " ")
      }
      index = end
    }
    return nil
  }

  /// The capitalised words from one on, and a short number that ends them: « Bati-Clean 77 ».
  private static func run(_ line: SignatureLine, _ words: [NameWord], from start: Int) -> String? {
    var end = start
    while end < words.count, isPartOfName(words[end]) {
      end += 1
      if endsClause(line.words[end - 1]) { break }
    }
    while end > start, !words[end - 1].isCapitalised { end -= 1 }
    guard end > start, words[start].isCapitalised, !words[start].isOfSentence else { return nil }
    var name = words[start..<end].map(\.text)
    if end < words.count, !endsClause(line.words[end - 1]), (1...2).contains(words[end].text.count),
      words[end].text.allSatisfy(\.isNumber)
    {
      name.append(words[end].text)
    }
    return name.joined(separator: " ")
  }

  /// « I » is none.
  private static func isPartOfName(_ word: NameWord) -> Bool {
    word.isCapitalised && word.text.count > 1 || word.isParticle
  }

  /// Words that sentences begin with.
  private static let openings: Set<String> = ["pour", "ici", "par", "chez", "selon", "for", "from", "thanks"]

  private static func endsClause(_ word: String) -> Bool { word.last.map { ",.;:!?)»".contains($0) } ?? false }
}

import TextAnalysis
import TextExtraction

/// Who sent a document and to whom: the supplier is the company that is not addressed.
struct DocumentParties: Sendable {
  struct Choice: Sendable {
    let name: String
    let raw: String
    let page: Int
    let confidence: Double
  }

  private(set) var supplier: Choice?
  private(set) var buyer: Choice?

  /// - Parameter identifiers: company numbers, VAT numbers and bank accounts in the text, without spaces.
  init(_ pages: [LabelledValues], identifiers: Set<String>) {
    buyer = Self.buyer(pages)
    let domains = Self.domains(pages)
    var scores: [String: (choice: Choice, score: Double, place: Spot)] = [:]
    for page in pages {
      let taken = Self.addressed(page)
      for (number, line) in page.layout.lines.enumerated() {
        for cell in line.cells {
          guard let found = Self.named(page, number, cell) else { continue }
          var score = found.score
          if taken.contains(where: { $0.line == number && $0.cell == cell }) { score -= 0.6 }
          if Self.hasIdentifier(page, around: number, cell, identifiers) { score += found.score < 0.3 ? 0.05 : 0.3 }
          if number < 4 || number >= page.layout.lines.count - 5 { score += 0.1 }
          let key = Self.key(found.name)
          if domains.contains(where: { Self.matches($0, key) }) { score += 0.35 }
          if let buyer, Self.key(buyer.name) == key { score -= 0.5 }
          if let known = scores[key] { score = max(known.score, score) + 0.08 }
          if scores[key].map({ $0.score < score }) ?? true {
            let name = scores[key].map(\.choice.name) ?? found.name
            let place = Spot(page: page.layout.page, line: number, offset: cell.lowerBound)
            let choice = Choice(name: name, raw: name, page: page.layout.page, confidence: 0)
            scores[key] = (choice, score, min(place, scores[key]?.place ?? place))
          }
        }
      }
    }
    // Of equals the first: the sender's name stands above all.
    let best = scores.values.max { ($0.score, $1.place) < ($1.score, $0.place) }
    if let best, best.score > 0.25 {
      let choice = best.choice
      supplier = Choice(
        name: choice.name, raw: choice.raw, page: choice.page, confidence: min(0.9, 0.2 + 0.6 * best.score))
    } else if let head = pages.first.flatMap(Self.head) {
      supplier = head
    }
    if buyer == nil, let first = pages.first {
      let sender = supplier.map { Self.key($0.name) }
      buyer = Self.addressBlocks(first).first { block in
        let key = Self.key(block.name)
        return sender.map { $0 != key && !key.hasPrefix($0) && !$0.hasPrefix(key) } ?? true
      }
    }
  }

  // MARK: - Names

  private static let legalForms: Set<String> = [
    "sas", "sasu", "sarl", "eurl", "sa", "snc", "sci", "scop", "scp", "selarl", "scea", "gie", "earl", "gmbh", "ag",
    "kg", "ohg",
    "ug", "mbh", "ev", "ltd", "limited", "plc", "llc", "llp", "inc", "corp", "bv", "nv", "vof", "srl", "spa", "sprl",
    "pvt",
    "sàrl",
  ]

  /// A company's name in a cell, up to its legal form or what follows it, with how much that says.
  private static func named(
    _ page: LabelledValues, _ number: Int, _ cell: Range<Int>
  ) -> (name: String, score: Double)? {
    let line = page.layout.lines[number]
    let label = page.hits[number].last {
      ($0.label == .supplier) && ($0.range.upperBound <= cell.lowerBound || cell.contains($0.range.lowerBound))
    }
    var start = cell.lowerBound
    var isLabelled = false
    if let label, cell.contains(label.range.lowerBound), isAlone(page, number, label) {
      (start, isLabelled) = (label.range.upperBound, true)
    } else if let label, line.cell(at: label.range.lowerBound) + 1 == line.cell(at: cell.lowerBound),
      isAlone(page, number, label)
    {
      isLabelled = true
    } else if isBelowSupplier(page, number, cell) {
      isLabelled = true
    }
    let text = line.string(start..<cell.upperBound)
    let pieces = split(text)
    for piece in pieces {
      if let name = companyName(piece) { return (name, isLabelled ? 0.9 : 0.5) }
    }
    if isLabelled {
      if let name = name(page, number, start..<cell.upperBound) { return (name, 0.65) }
      return nil
    }
    // What stands in a letterhead or a footer may be a name, if something else speaks for it.
    let isMargin = page.layout.page == 1 && (number < 8 || number >= page.layout.lines.count - 5)
    return isMargin ? name(page, number, cell).map { ($0, 0.1) } : nil
  }

  /// Parted at signs that stand between a footer's statements.
  private static func split(_ text: String) -> [String] {
    var pieces: [String] = [""]
    let words = text.split(separator: " ")
    for word in words {
      let isSign = word.count == 1 && !word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "&" || $0 == "+" }
      if isSign {
        pieces.append("")
      } else {
        pieces[pieces.count - 1] += (pieces[pieces.count - 1].isEmpty ? "" : " ") + word
      }
      if let last = word.last, ",;|•".contains(last), word.count > 1 {
        pieces[pieces.count - 1].removeLast()
        pieces.append("")
      }
    }
    return pieces.map { $0.trimming { " :-–|•,;".contains($0) } }.filter { !$0.isEmpty }
  }

  /// « Menuiserie Aubry SARL », « SAS Le Goff et Fils », « Coolblue B.V. », « Free SAS au capital de 3.441.812 Euros ».
  static func companyName(_ piece: String) -> String? {
    let words = piece.split(separator: " ").map(String.init)
    guard let form = words.firstIndex(where: { isLegalForm($0) }) else { return nil }
    // « SARL au capital de 10 000 € » names nobody.
    let isFirst = form == 0
    var name: ArraySlice<String>
    if isFirst {
      name = words[...].prefix { !stops.contains(Fold.words($0)) || $0 == words[0] }
      if name.count < 2 || name.count > 7 { return nil }
    } else {
      name = words[...form]
      // « Ltd., » and « GmbH & Co. KG »
      while name.count < words.count,
        ["&", "co", "co.", "kg", "et", "cie", "ltd", "ltd."].contains(words[name.count].lowercased()),
        words[name.count...].prefix(3).contains(where: { isLegalForm($0) || $0.lowercased() == "cie" })
      {
        name = words[...name.count]
      }
      if name.count > 8 { return nil }
      if stops.contains(Fold.words(name.first ?? "")) { return nil }
    }
    let text = name.joined(separator: " ").trimming { " ,;:-–".contains($0) }
    guard text.contains(where: \.isLetter), text.first.map({ $0.isUppercase || $0.isNumber || $0.isLetter }) ?? false,
      name.contains(where: { !isLegalForm($0) && $0.first.map { $0.isUppercase || $0.isNumber } ?? false })
        || name.contains(where: { $0.contains("-") })
    else { return nil }
    return text
  }

  private static func isLegalForm(_ word: String) -> Bool {
    let bare = word.filter { $0 != "." && $0 != "," && $0 != "(" && $0 != ")" }
    guard let first = bare.first, first.isUppercase || bare.lowercased() == "e.v" else { return false }
    let folded = bare.lowercased()
    guard legalForms.contains(folded) else { return false }
    // « SA » and « AG » in capitals; « Sa » may be a word, « Inc » may not.
    return bare.count > 2 || bare.allSatisfy(\.isUppercase)
  }

  /// Words with which a statement about a company begins, not its name.
  private static let stops: Set<String> = [
    "au", "capital", "siren", "siret", "rcs", "r c s", "tva", "ape", "naf", "siege", "immatriculee", "immatricule",
    "inscrite",
    "tel", "fax", "n", "the", "payment", "all", "by", "par", "les", "nous", "vous", "votre", "cette", "une", "un",
  ]

  private static func isName(_ text: String) -> Bool {
    let letters = text.count(where: \.isLetter)
    let digits = text.count(where: \.isNumber)
    return letters >= 3 && digits <= 3 && letters > digits * 2 && text.count <= 60 && text.first?.isUppercase ?? false
      && !text.contains("@")
  }

  private static func key(_ name: String) -> String {
    name.split(separator: " ").filter { !isLegalForm(String($0)) }.map { Fold.words(String($0)) }.joined().filter {
      $0 != " "
    }
  }

  // MARK: - Who is addressed

  /// The cells below and beside a label of the buyer or of where goods go.
  private static func addressed(_ page: LabelledValues) -> [(line: Int, cell: Range<Int>)] {
    page.sites([.buyer, .recipient]).filter { isAlone(page, $0.line, $0.hit) }.flatMap { site in
      let line = page.layout.lines[site.line]
      let own = line.cell(at: site.hit.range.lowerBound)
      let beside = line.cells.indices.filter { $0 == own || $0 == own + 1 && page.endsCell(site) }.map {
        (site.line, line.cells[$0])
      }
      return beside + page.below(site, most: 3).map { ($0.line, $0.cell) }
    }
  }

  /// A label of a party begins its cell, and ends it or has a colon: « to » and « client » are words of every day.
  static func isAlone(_ page: LabelledValues, _ number: Int, _ hit: LabelHit) -> Bool {
    let site = LabelledValues.Site(line: number, hit: hit)
    let source = page.layout.lines[number].text.source
    let next = source[hit.range.upperBound...].first { $0 != 0x20 }
    let hasColon = next == UInt8(ascii: ":")
    return hasColon && hit.label == .supplier || page.beginsCell(site) && (page.endsCell(site) || hasColon)
  }

  private static func isBelowSupplier(_ page: LabelledValues, _ number: Int, _ cell: Range<Int>) -> Bool {
    for above in max(0, number - 4)..<max(0, number) {
      for hit in page.hits[above] where hit.label == .supplier && isAlone(page, above, hit) {
        let below = page.below(LabelledValues.Site(line: above, hit: hit), most: 4)
        if below.contains(where: { $0.line == number && $0.cell == cell }) { return true }
      }
    }
    return false
  }

  private static let nameLabels: Set<String> = [
    "name", "nom", "firma", "societe", "raison sociale", "company", "company name", "bedrijfsnaam", "naam",
    "nom prenom",
    "nom et prenom", "entreprise", "organisation",
  ]

  /// The name in a cell, or beside it where the cell says « Name: ».
  private static func name(_ page: LabelledValues, _ number: Int, _ cell: Range<Int>) -> String? {
    let line = page.layout.lines[number]
    let text = line.string(cell).trimming { " :,".contains($0) }
    if nameLabels.contains(Fold.words(text)) {
      let own = line.cell(at: cell.lowerBound)
      guard own + 1 < line.cells.count else { return nil }
      let beside = line.string(line.cells[own + 1]).trimming { " :,".contains($0) }
      return isName(beside) ? beside : nil
    }
    if let colon = text.firstIndex(of: ":") {
      guard nameLabels.contains(Fold.words(String(text[..<colon]))) else { return nil }
      let rest = String(text[text.index(after: colon)...]).trimming { " :,".contains($0) }
      return isName(rest) ? rest : nil
    }
    if line.string(cell).hasSuffix(":") || line.string(cell).hasSuffix(": ") { return nil }
    let isLabel = page.hits[number].contains { $0.range.overlaps(cell) && $0.label != .column }
    guard !isLabel, let first = split(text).first, isName(first) else { return nil }
    return first
  }

  /// The first name beside or below a label of the buyer.
  private static func buyer(_ pages: [LabelledValues]) -> Choice? {
    for page in pages {
      for site in page.sites([.buyer]) where isAlone(page, site.line, site.hit) {
        let line = page.layout.lines[site.line]
        let own = line.cell(at: site.hit.range.lowerBound)
        var cells: [(Int, Range<Int>)] = []
        let rest = site.hit.range.upperBound..<line.cells[own].upperBound
        if !rest.isEmpty { cells.append((site.line, rest)) }
        if page.endsCell(site), own + 1 < line.cells.count,
          page.hits[site.line].allSatisfy({ !line.cells[own + 1].contains($0.range.lowerBound) })
        {
          let colon = line.text.source[rest].contains(UInt8(ascii: ":"))
          if colon { cells.append((site.line, line.cells[own + 1])) }
        }
        cells += page.below(site, most: 5).map { ($0.line, $0.cell) }
        for (number, cell) in cells {
          guard let text = name(page, number, cell) else { continue }
          return Choice(name: text, raw: text, page: page.layout.page, confidence: 0.7)
        }
      }
    }
    return nil
  }

  /// Names above a line of postal code and town, from the top of the first page down.
  private static func addressBlocks(_ page: LabelledValues) -> [Choice] {
    var found: [Choice] = []
    for (number, line) in page.layout.lines.enumerated() {
      for cell in line.cells where isTown(line.string(cell)) {
        let box = line.box(of: cell)
        var (top, name) = (box.top, String?.none)
        for above in stride(from: number - 1, through: max(0, number - 5), by: -1) {
          let line = page.layout.lines[above]
          guard let cell = line.cells.first(where: { abs(line.box(of: $0).left - box.left) < 1.5 * line.height }),
            top - line.box.bottom < 1.6 * line.height
          else { break }
          if let text = self.name(page, above, cell) { name = text }
          top = line.box.top
        }
        if let name { found.append(Choice(name: name, raw: name, page: page.layout.page, confidence: 0.5)) }
      }
    }
    return found
  }

  /// « 35000 RENNES », « D-70565 Stuttgart », « F 69003 Lyon ».
  private static func isTown(_ text: String) -> Bool {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "-" })
    let codes =
      words.first.map { $0.count <= 3 && $0.allSatisfy(\.isUppercase) } ?? false ? words.dropFirst() : words[...]
    guard let code = codes.first, (4...5).contains(code.count), code.allSatisfy({ $0.isASCII && $0.isNumber }),
      let town = codes.dropFirst().first?.first, town.isUppercase
    else { return false }
    return codes.count <= 8 && !text.contains(":")
  }

  // MARK: - Signs of the sender

  private static func hasIdentifier(
    _ page: LabelledValues, around number: Int, _ cell: Range<Int>, _ identifiers: Set<String>
  ) -> Bool {
    (max(0, number - 1)..<min(page.layout.lines.count, number + 4)).contains { near in
      let text = page.layout.lines[near].string(0..<page.layout.lines[near].text.source.count)
      let bare = text.filter { $0.isLetter || $0.isNumber }.uppercased()
      return identifiers.contains { bare.contains($0) }
    }
  }

  /// The second-level names of the web and mail addresses, postal services left out.
  private static func domains(_ pages: [LabelledValues]) -> Set<String> {
    var found: Set<String> = []
    for page in pages {
      for line in page.layout.lines {
        for word in line.string(0..<line.text.source.count).split(whereSeparator: { " \t<>()[],;|".contains($0) }) {
          guard word.contains("@") || word.hasPrefix("www.") || word.contains("://") else { continue }
          let host = word.split(separator: "@").last.map(String.init) ?? ""
          let bare = host.replacing("https://", with: "").replacing("http://", with: "").replacing("www.", with: "")
          let labels = bare.prefix { $0 != "/" }.split(separator: ".")
          guard labels.count >= 2 else { continue }
          let name = Fold.words(String(labels[labels.count - 2])).filter { $0 != " " }
          if name.count >= 3, !postal.contains(name) { found.insert(name) }
        }
      }
    }
    return found
  }

  private static let postal: Set<String> = [
    "gmail", "orange", "wanadoo", "free", "hotmail", "outlook", "yahoo", "laposte", "sfr", "gmx", "icloud", "live",
    "example", "web",
  ]

  private static func matches(_ domain: String, _ key: String) -> Bool {
    guard key.count >= 3 else { return false }
    return domain.contains(key) || key.contains(domain)
      || domain.count >= 6 && key.count >= 6 && domain.commonPrefix(with: key).count >= 6
  }

  /// The first line of the first page that reads like a name: a letterhead.
  private static func head(_ page: LabelledValues) -> Choice? {
    for (number, line) in page.layout.lines.prefix(4).enumerated() {
      for cell in line.cells where !page.hits[number].contains(where: { $0.range.overlaps(cell) }) {
        if let name = name(page, number, cell), page.dates[number].isEmpty {
          return Choice(name: name, raw: name, page: page.layout.page, confidence: 0.35)
        }
      }
    }
    return nil
  }
}

extension String {
  func trimming(_ isOut: (Character) -> Bool) -> String {
    var text = Substring(self)
    while let first = text.first, isOut(first) { text = text.dropFirst() }
    while let last = text.last, isOut(last) { text = text.dropLast() }
    return String(text)
  }

  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}

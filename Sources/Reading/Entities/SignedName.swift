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

  static func find(subject: String, newText: String, signature: String, trade: Trade) -> [Entity] {
    var block = SignatureLine.lines(String(decoding: signature.utf8.prefix(mostBytes), as: UTF8.self))
    let tail = SignatureLine.lines(String(decoding: newText.utf8.suffix(mostBytes), as: UTF8.self))
    let own = Array(tail.prefix { !$0.isPostscript })
    // The lines that end the author's words and may be a signature too.
    let below = Array(own.reversed().prefix(mostLines).prefix { $0.mayBeSigned }.reversed())
    // « … vous avez tout ? Maud, Atelier Dubreuil »
    let ending = (own.dropLast(below.count).last ?? own.last)?.ending
    block = below + block
    let person = person(in: block, trade) ?? ending?.person
    if let ending { block.insert(ending, at: 0) }
    var found: [Entity] = []
    if let person {
      found.append(entity(.customerName, person, 0.8))
    } else if let person = NamedPerson.find(in: head(of: newText)) {
      found.append(entity(.customerName, person, 0.6))
    }
    if trade == .accounts,
      let company = company(block, person: person) ?? NamedCompany.find(in: own + SignatureLine.lines(subject))
    {
      found.append(entity(.supplierName, company, 0.6))
    }
    return found
  }

  private static func head(of text: String) -> [SignatureLine] {
    SignatureLine.lines(String(decoding: text.utf8.prefix(mostBytes), as: UTF8.self))
  }

  /// The first line that names a person. One that ends in a comma or a cry is a farewell when another name follows
  /// (« Fraternellement, », « Happy New Year! »). In mails to accounts departments a name below a department's
  /// is the company's.
  private static func person(in block: [SignatureLine], _ trade: Trade) -> String? {
    var farewell: String?
    var isBelowTeam = false
    for line in block {
      defer { isBelowTeam = line.isOfTeam }
      if trade == .accounts, isBelowTeam { continue }
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
        if let person, segment.person == person {
          isBelowName = true
          if !segment.hasBoth { continue }
        }
        guard let name = segment.company else { continue }
        if segment.namesTrade { return name }
        if isBelowName, plain == nil { plain = name }
      }
    }
    return plain
  }
}

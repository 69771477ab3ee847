/// What in a line tells that it gives somebody's whereabouts: address, link, telephone, register number, street.
struct ContactSigns: OptionSet, Hashable, Sendable {
  let rawValue: Int

  static let mailAddress = ContactSigns(rawValue: 1)
  static let link = ContactSigns(rawValue: 2)
  static let phone = ContactSigns(rawValue: 4)
  /// SIRET, RCS, VAT number, capital: only companies give these.
  static let register = ContactSigns(rawValue: 8)
  static let place = ContactSigns(rawValue: 16)

  init(rawValue: Int) {
    self.rawValue = rawValue
  }

  init(in folded: [UInt8]) {
    self = []
    if Self.hasMailAddress(folded) { insert(.mailAddress) }
    if Self.links.occurs(in: folded) { insert(.link) }
    if Self.hasPhone(folded) { insert(.phone) }
    if Self.registers.occurs(in: folded) { insert(.register) }
    if folded.contains(where: \.isDigit), Self.streets.occurs(in: folded) || Self.hasPostcode(folded) { insert(.place) }
  }

  /// How many different signs there are.
  var count: Int { rawValue.nonzeroBitCount }

  private static func hasMailAddress(_ folded: [UInt8]) -> Bool {
    folded.indices.dropFirst().dropLast().contains {
      folded[$0] == 0x40 && folded[$0 - 1].isWordByte && folded[$0 + 1].isWordByte
    }
  }

  /// Nine to fifteen figures in groups; a bare figure is a telephone only with its prefix, for an order number looks
  /// the same.
  private static func hasPhone(_ folded: [UInt8]) -> Bool {
    let separators: [UInt8] = [0x20, 0x2E, 0x2D, 0x28, 0x29, 0x2F, 0x2B]
    for run in folded.split(whereSeparator: { !$0.isDigit && !separators.contains($0) }) {
      let groups = run.split { !$0.isDigit }
      let digits = groups.reduce(0) { $0 + $1.count }
      guard (9...15).contains(digits), let first = groups.first else { continue }
      if first.first == 0x30 || run.contains(0x2B) || groups.count == 3 && groups.allSatisfy({ $0.count <= 4 }) {
        return true
      }
    }
    return false
  }

  /// "75011 Paris": five figures and a name.
  private static func hasPostcode(_ folded: [UInt8]) -> Bool {
    let words = folded.split(separator: 0x20)
    return zip(words, words.dropFirst()).contains { code, town in
      let figures = code.drop { !$0.isDigit }
      return figures.count == 5 && figures.allSatisfy(\.isDigit) && town.first?.isLetter ?? false
    }
  }

  private static let links = PhraseTable([
    "http://*", "https://*", "www.*", "linkedin", "facebook", "instagram", "skype",
  ])

  private static let registers = PhraseTable([
    "siret", "siren", "rcs", "r.c.s.", "n° tva", "tva intracommunautaire", "tva intracom*", "tva fr*", "au capital de",
    "code ape", "code naf", "naf", "ust-id*", "ust.-id*", "handelsregister", "hrb", "amtsgericht", "geschäftsführer",
    "p.iva",
    "p. iva", "partita iva", "cif", "kvk", "btw", "vat", "registered in england", "company number",
  ])

  private static let streets = PhraseTable([
    "rue", "avenue", "av.", "boulevard", "bd", "bld", "blvd", "chemin", "impasse", "allée", "allées", "quai", "route",
    "cours",
    "square", "zone industrielle", "zi", "zac", "za", "cedex", "bp", "street", "road", "suite", "floor", "straat",
    "calle", "via",
    "viale", "piazza", "plaza", "strasse", "str.",
  ])
}

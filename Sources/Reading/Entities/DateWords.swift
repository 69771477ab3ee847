import TextAnalysis

/// The words of dates, French and English, folded.
enum DateWords {
  static func month(_ token: Token, in source: [UInt8]) -> Int? {
    guard let month = months[token.text] else { return nil }
    // « it may take 5 days »
    if token.text == "may" { return ChunkedText.isCapital(source[token.range.lowerBound]) ? month : nil }
    return month
  }

  /// Whether a date may begin with a word, by its hash: what tells nearly all words apart at once.
  static func opens(_ hash: UInt64) -> Bool { openings.contains(hash) }

  private static let openings: Set<UInt64> = {
    let spoken = [
      "avant", "apres", "hier", "yesterday", "demain", "tomorrow", "tmrw", "aujourd", "aujourdhui", "ajd", "today",
    ]
    let words = Array(english) + Array(weekdays.keys) + Array(days.keys) + spoken + ["ce"]
    return Set(words.map { WordHash.of($0.utf8) })
  }()

  /// Whether English writes the day after it: « March 12 ».
  static func isEnglishMonth(_ word: String) -> Bool { english.contains(word) }

  /// 0 for Monday. Abbreviations that are other words (« mon », « sun ») are left out.
  static func weekday(_ word: String) -> Int? { weekdays[word] }

  /// « quinze », « premier »; a day of the month.
  static func day(_ word: String) -> Int? { days[word] }

  private static let english: Set<String> = [
    "january", "jan", "february", "feb", "march", "april", "apr", "may", "june", "july", "august", "aug", "september",
    "october", "november", "december", "dec", "nov", "oct", "sept", "sep",
  ]

  private static let months = table([
    "janvier janv jan january", "fevrier fevr fev february feb", "mars march mar", "avril avr april apr", "mai may",
    "juin june jun", "juillet juil july jul", "aout august aug", "septembre sept september sep",
    "octobre oct october", "novembre nov november", "decembre dec december",
  ]).mapValues { $0 + 1 }

  private static let weekdays = table([
    "lundi monday", "mardi tuesday tue", "mercredi wednesday weds", "jeudi thursday thurs thur",
    "vendredi friday", "samedi saturday", "dimanche sunday",
  ])

  private static let days: [String: Int] = {
    let words = table([
      "premier first", "deux second", "trois third", "quatre fourth", "cinq fifth", "six sixth", "sept seventh",
      "huit eighth", "neuf ninth", "dix tenth", "onze eleventh", "douze twelfth", "treize thirteenth",
      "quatorze fourteenth", "quinze fifteenth", "seize sixteenth", "vingt twentieth", "trente thirtieth",
    ]).mapValues { $0 < 16 ? $0 + 1 : $0 == 16 ? 20 : 30 }
    return words
  }()

  private static func table(_ lists: [String]) -> [String: Int] {
    var table: [String: Int] = [:]
    for (index, list) in lists.enumerated() {
      for word in list.split(separator: " ") { table[String(word)] = index }
    }
    return table
  }
}

/// Whether the words around a weekday look back or ahead: « depuis vendredi » is past, « avant vendredi » to come.
enum Tense {
  /// Positive for the future; the nearest words weigh most.
  static func weight(around chunks: Range<Int>, in text: ChunkedText) -> Double {
    var weight = 0.0
    for index in stride(from: chunks.lowerBound - 1, through: max(0, chunks.lowerBound - reach), by: -1) {
      if text.chunks[index + 1].gap == .sentence { break }
      weight += (prepositions[text.token(index).hash] ?? 0) / Double(chunks.lowerBound - index)
      weight += sign(text, index) / Double(chunks.lowerBound - index + 1)
    }
    for index in chunks.upperBound..<min(text.chunks.count, chunks.upperBound + reach) {
      if text.chunks[index].gap == .sentence { break }
      weight += sign(text, index) / Double(index - chunks.upperBound + 2)
    }
    return weight
  }

  private static let reach = 9

  /// Words that look one way only at what follows them.
  private static let prepositions: [UInt64: Double] = {
    var weights: [UInt64: Double] = [:]
    for (word, weight) in [
      ("avant", 1), ("before", 1), ("by", 1), ("until", 1), ("jusqu", 1), ("ici", 1), ("pour", 0.6), ("for", 0.4),
      ("depuis", -1), ("since", -1), ("de", -0.2), ("dela", 0.8), ("partir", 1),
    ] { weights[WordHash.of(word.utf8)] = weight }
    return weights
  }()

  private static func sign(_ text: ChunkedText, _ index: Int) -> Double {
    let token = text.token(index)
    // « arrivé », which folds to the present « arrive »
    if isParticiple(text.source[token.range]) {
      // « sera livré », « will be delivered »
      return index > 0 && passive.contains(text.token(index - 1).hash) ? 0.5 : -0.8
    }
    // « je suis disponible », but « je suis passé »
    if auxiliaries.contains(token.hash), !precedesParticiple(index, in: text) { return 0 }
    if let known = words[token.hash] { return known }
    // French futures and participles by their ends.
    let word = token.folded
    guard word.count >= 5 else { return 0 }
    if ["rai", "ront", "rons", "rez"].contains(where: { word.ends(with: $0) }) { return 1 }
    if word.count >= 6, ["er", "ir", "dre", "tre"].contains(where: { word.ends(with: $0) }) { return 0.3 }
    guard word.ends(with: "ed") else { return 0 }
    return index > 0 && passive.contains(text.token(index - 1).hash) ? 0.5 : -0.8
  }

  private static func precedesParticiple(_ index: Int, in text: ChunkedText) -> Bool {
    (index + 1..<min(text.chunks.count, index + 4)).contains { isParticiple(text.source[text.token($0).range]) }
  }

  private static let auxiliaries = Set(["suis", "sommes", "etes"].map { WordHash.of($0.utf8) })

  private static func isParticiple(_ raw: ArraySlice<UInt8>) -> Bool {
    let last = raw.suffix(4).filter { $0 | 0x20 != UInt8(ascii: "s") && $0 | 0x20 != UInt8(ascii: "e") }
    return last.suffix(2) == [0xC3, 0xA9] || last.suffix(2) == [0xC3, 0x89]
  }

  private static let passive = Set(
    ["sera", "seront", "etre", "soit", "soient", "be", "serai", "serez"].map { WordHash.of($0.utf8) })

  private static let words: [UInt64: Double] = {
    var words: [UInt64: Double] = [:]
    func weigh(_ list: String, _ weight: Double) {
      for token in TokenizedText(list).tokens { words[token.hash] = weight }
    }
    let ahead = """
      prochain prochaine sera seront serai arrive arrivera doit dois devons doivent va vais vont allons faut besoin
      pars partons part tard demain mariage anniversaire ferme fermons pouvez voulez attends prevu prevue prevus
      prevues donc si will ll need must can going leave leaving coming deadline latest next shall should expect peut
      pourra puisse echeance reprend reprends revient dispo disponible reserve livrez commencent commence tombent
      tombe peuvent fete prepare prennent partent viennent vient viens viendra depose demenage rappelez ferez soit
      soient fasse jusqu repart repars passe passons livre livrons livrez presente reprise reprenons dispo disponible
      joignable valable sauf part partira monte montons rentree reunion
      """
    let back = """
      ai as ont avez avons avait avais avaient etait etais etaient suis hier recu recue recus passee commande dit
      ecrit promis mis pris appris vu eu ete ago had was were did said told got came sent went called received bought
      paid rang phoned wrote left took brought gave made saw heard put kept lost have has been disait dernier derniere
      last yesterday parti partie venu venue arrivee
      """
    weigh(ahead, 1)
    weigh(back, -1)
    for (word, weight) in [("est", -0.1), ("merci", -0.3), ("fait", -0.3)] { weigh(word, weight) }
    return words
  }()
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with suffix: String) -> Bool { self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }
}

import TextAnalysis

/// A whole number in French or English words, the Belgian and Swiss tens among them.
struct NumberWords {
  private var thousands = 0
  private var part = 0
  private var hasAny = false

  static func mayBe(_ hash: UInt64) -> Bool { hashes.contains(hash) }

  private static let hashes = Set(values.keys.map { WordHash.of($0.utf8) })

  /// Nil for a word that is no number.
  static func value(_ word: String) -> Int? { values[word] }

  /// - Returns: false for a word that does not go on with the number.
  mutating func add(_ word: String) -> Bool {
    if hasAny, word == "et" || word == "and" { return true }
    guard let value = Self.values[word] else { return false }
    hasAny = true
    switch value {
    case 100: part = max(1, part) * 100
    case 1000:
      thousands = max(1, part) * 1000
      part = 0
      return true
    // « quatre-vingts »
    case 20 where part % 100 == 4: part += 76
    default: part += value
    }
    return true
  }

  var total: Int { thousands + part }

  private static let values: [String: Int] = {
    var values: [String: Int] = [:]
    let lists = [
      "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
    ]
    for word in lists[0].split(separator: " ").enumerated() { values[String(word.1)] = max(1, word.0) }
    for word in lists[1].split(separator: " ").enumerated() { values[String(word.1)] = word.0 + 1 }
    let tens: [(String, Int)] = [
      ("vingt", 20), ("vingts", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50), ("soixante", 60),
      ("septante", 70), ("huitante", 80), ("octante", 80), ("nonante", 90), ("cent", 100), ("cents", 100),
      ("mille", 1000), ("eighteen", 18), ("nineteen", 19), ("twenty", 20), ("thirty", 30), ("forty", 40),
      ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90), ("hundred", 100),
      ("thousand", 1000),
    ]
    for (word, value) in tens { values[word] = value }
    return values
  }()
}

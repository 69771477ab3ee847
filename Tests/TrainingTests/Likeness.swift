/// Finds texts that share too many runs of three words, through an index from each run to the texts that hold it.
struct Likeness {
  private var words: [Substring: Int] = [:]
  private var holders: [Int: [Int]] = [:]
  private var sizes: [Int] = []

  /// Adds a text.
  /// - Returns: The earlier texts whose share is above `limit`, by their order of adding, and that share: of the runs of
  ///   the text that has fewer, those that the other has too.
  mutating func add(_ text: String, limit: Double) -> [(earlier: Int, share: Double)] {
    let runs = runs(in: text)
    var common: [Int: Int] = [:]
    for run in runs {
      for holder in holders[run, default: []] { common[holder, default: 0] += 1 }
      holders[run, default: []].append(sizes.count)
    }
    sizes.append(runs.count)
    return common.map { (earlier: $0, share: Double($1) / Double(min(sizes[$0], runs.count))) }
      .filter { $0.share > limit }.sorted { $0.earlier < $1.earlier }
  }

  /// Three numbers of words in one, as there are fewer than two million words.
  private mutating func runs(in text: String) -> Set<Int> {
    let numbers = Self.words(of: text).map { (word) in
      if let number = words[word] { return number }
      words[word] = words.count
      return words.count - 1
    }
    guard numbers.count >= 3 else { return [] }
    return Set((0..<numbers.count - 2).map { numbers[$0] << 42 | numbers[$0 + 1] << 21 | numbers[$0 + 2] })
  }

  static func words(of text: String) -> [Substring] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }
  }
}

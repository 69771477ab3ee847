/// The candidate that somebody most likely meant who wrote `word`; nil when none is near.
///
/// Case, French accents, `-`, `_` and spaces do not count. Near means few slips of the finger (a letter too many, too few,
/// wrong, or two swapped: at most a third of the letters), or a beginning of at least three letters (`auto` for
/// `automatic`). Of two equally near the first wins.
public func closest(to word: String, in candidates: some Sequence<String>) -> String? {
  let wanted = Spelling(word)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let distance = wanted.distance(to: Spelling(candidate))
    if distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  guard let best else { return nil }
  if best.distance <= max(1, wanted.letters.count / 3), best.distance < wanted.letters.count { return best.candidate }
  return candidates.first { wanted.letters.count >= 3 && Spelling($0).letters.starts(with: wanted.letters) }
}

/// A word reduced to what its writer had in mind.
private struct Spelling {
  /// At most 64, which bounds the work on hostile words.
  let letters: [Unicode.Scalar]

  init(_ word: String) {
    letters = word.lowercased().unicodeScalars.prefix(64).compactMap { scalar in
      switch scalar {
      case "-", "_", " ": nil
      case "à", "â", "ä": "a"
      case "ç": "c"
      case "é", "è", "ê", "ë": "e"
      case "î", "ï": "i"
      case "ô", "ö": "o"
      case "ù", "û", "ü": "u"
      default: scalar
      }
    }
  }

  /// The optimal string alignment distance: Damerau and Levenshtein's, in which no letter is edited twice.
  func distance(to other: Spelling) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.letters.count)
    for (row, letter) in letters.enumerated() {
      var current = [row + 1]
      for (column, otherLetter) in other.letters.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == otherLetter ? 0 : 1))
        if row > 0, column > 0, letter == other.letters[column - 1], letters[row - 1] == otherLetter {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[other.letters.count]
  }
}

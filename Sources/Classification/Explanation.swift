import TextAnalysis

/// Why a text was given a label.
public struct Explanation: Hashable, Sendable {
  /// A word as it is written, or a cue by its name, and what it adds to the logarithm of the label's odds, all its places
  /// together.
  public struct Word: Hashable, Sendable {
    public let text: String
    public let weight: Float
  }

  public let label: String
  /// The strongest first.
  public let wordsFor: [Word]
  public let wordsAgainst: [Word]
}

/// The words without which a text would be given another label; as few as were found.
public struct Reversal: Hashable, Sendable {
  /// As they are written, in the order of the text.
  public let without: [String]
  public let label: String
}

extension Classifier {
  /// Why each of some labels is likely or not; those that the classifier does not know are left out.
  public func explain(_ text: FieldedText, labels some: [String], most: Int = 8) -> [Explanation] {
    let numbers = some.compactMap(labels.firstIndex(of:))
    let words = WrittenWords(text)
    let sums = contributions(text, words, of: numbers.count) { column, place in
      self.weight(column, numbers[place]) * self.calibration.slope
    }
    return zip(numbers, sums).map { number, weights in
      let ranked = words.groups.indices.map { Explanation.Word(text: words.groups[$0].text, weight: weights[$0]) }
        .sorted { (abs($1.weight), $0.text) < (abs($0.weight), $1.text) }
      return Explanation(
        label: labels[number], wordsFor: Array(ranked.filter { $0.weight > 0 }.prefix(most)),
        wordsAgainst: Array(ranked.filter { $0.weight < 0 }.prefix(most)))
    }
  }

  /// The smallest change that would give the text another label: words are taken away, the most telling first, then
  /// those that need not have gone are put back.
  ///
  /// - Parameter reading: what a text is read as, where more than this classifier decides; nil: its best label.
  /// - Returns: nil when taking `most` words away does not change the label.
  public func reversal(
    _ text: FieldedText, most: Int = 12, reading: ((FieldedText) -> String)? = nil
  ) -> Reversal? {
    func label(_ text: FieldedText) -> String { reading?(text) ?? classify(text).best.label }
    func label(without gone: [Int]) -> String { label(words.text(without: gone)) }
    let answer = classify(text)
    let first = label(text)
    guard answer.ranked.count > 1, let best = labels.firstIndex(of: answer.best.label),
      let rival = labels.firstIndex(of: answer.ranked[1].label)
    else { return nil }
    let words = WrittenWords(text)
    let weights = contributions(text, words, of: 1) { column, _ in
      self.weight(column, best) - self.weight(column, rival)
    }[0]
    let order = words.groups.indices.filter { weights[$0] > 0 && !words.groups[$0].isCue }
      .sorted { (weights[$1], $0) < (weights[$0], $1) }
    var gone: [Int] = []
    for group in order.prefix(most) {
      gone.append(group)
      guard label(without: gone) != first else { continue }
      for candidate in gone.dropLast() {
        let fewer = gone.filter { $0 != candidate }
        if label(without: fewer) != first { gone = fewer }
      }
      return Reversal(without: gone.sorted().map { words.groups[$0].text }, label: label(without: gone))
    }
    return nil
  }

  private func weight(_ column: Int, _ label: Int) -> Float {
    let lanes = weights[column * constants.count + label / Lanes.scalarCount]
    return Float(lanes[label % Lanes.scalarCount]) * features[column].unit
  }

  /// What each written word and cue adds, for each of `count` ways to weigh features. What spans several words is shared
  /// between the first and the last.
  private func contributions(
    _ text: FieldedText, _ words: WrittenWords, of count: Int, weight: (_ column: Int, _ way: Int) -> Float
  ) -> [[Float]] {
    let occurrences = reader.read(text)
    let counted = CountedFeature.count(occurrences)
    let weighed = weigh(counted)
    // Of each feature what one of its places weighs, in every way; those that the model does not know are left out.
    var first: [UInt64: Int] = [:]
    var parts: [Float] = []
    for feature in counted where first.count < weighed.columns.count {
      guard vocabulary.number(of: feature.hash) != nil else { continue }
      let (column, share) = (weighed.columns[first.count], weighed.values[first.count])
      first[feature.hash] = parts.count
      for way in 0..<count { parts.append(share / Float(feature.count) * weight(column, way)) }
    }
    var sums = [[Float]](repeating: [Float](repeating: 0, count: words.groups.count), count: count)
    for occurrence in occurrences {
      guard let part = first[occurrence.hash] else { continue }
      let (start, end) = words.groups(of: occurrence)
      for way in 0..<count {
        let half = parts[part + way] / (start == nil || end == nil ? 1 : 2)
        if let start { sums[way][start] += half }
        if let end { sums[way][end] += half }
      }
    }
    return sums
  }
}

/// The words of a text as they are written, from space to space; words that fold to the same are one group, and so is
/// each cue.
private struct WrittenWords {
  struct Group {
    let text: String
    var places: [Place]

    var isCue: Bool { places.isEmpty }
  }

  struct Place {
    let field: Int
    let range: Range<Int>
  }

  private(set) var groups: [Group] = []
  /// The groups of the cues, by the hashes of their features.
  private var cues: [UInt64: Int] = [:]
  private let original: FieldedText
  /// For each field the group of the word at each byte; -1 between words.
  private var groupAt: [[Int32]] = []

  init(_ text: FieldedText) {
    original = text
    var known: [String: Int] = [:]
    for (field, content) in text.fields.enumerated() {
      let bytes = Array(content.text.utf8)
      var inField = [Int32](repeating: -1, count: bytes.count)
      for range in Self.ranges(bytes) {
        let written = String(decoding: bytes[range], as: UTF8.self)
        let folded = Fold.words(written)
        let key = folded.isEmpty ? written : folded
        let group = known[key] ?? groups.count
        if group == groups.count {
          known[key] = group
          groups.append(Group(text: Self.trimmed(written), places: []))
        }
        groups[group].places.append(Place(field: field, range: range))
        for index in range { inField[index] = Int32(group) }
      }
      groupAt.append(inField)
    }
    for cue in text.cues {
      cues[FeatureReader.feature(of: cue).hash] = groups.count
      groups.append(Group(text: cue, places: []))
    }
  }

  /// The cue, or the first and the last word, that a feature was found in.
  func groups(of occurrence: FeatureOccurrence) -> (start: Int?, end: Int?) {
    if occurrence.kind == .cues { return (cues[occurrence.hash], nil) }
    let field = Int(occurrence.field)
    return (group(field, Int(occurrence.start)), group(field, Int(occurrence.end) - 1))
  }

  private func group(_ field: Int, _ place: Int) -> Int? {
    let group = groupAt[field][place]
    return group < 0 ? nil : Int(group)
  }

  /// The text with the words of some groups blotted out.
  func text(without gone: [Int]) -> FieldedText {
    var bytes = original.fields.map { Array($0.text.utf8) }
    for place in gone.flatMap({ groups[$0].places }) {
      for index in place.range { bytes[place.field][index] = UInt8(ascii: " ") }
    }
    return FieldedText(
      zip(original.fields, bytes).map { FieldedText.Field($0.name, String(decoding: $1, as: UTF8.self)) },
      cues: original.cues)
  }

  private static func ranges(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for index in 0...bytes.count where index == bytes.count || bytes[index] <= 0x20 {
      if index > start { ranges.append(start..<index) }
      start = index + 1
    }
    return ranges
  }

  /// Without the punctuation around it, unless there is nothing else.
  private static func trimmed(_ written: String) -> String {
    let text = TokenizedText(written)
    guard let first = text.tokens.first, let last = text.tokens.last else { return written }
    return text.text(first.range.lowerBound..<last.range.upperBound)
  }
}

import TextAnalysis

/// What a feature is made of. Each kind is a space of its own, brought to length 1 by itself, so that the many pieces of
/// words do not drown the few words.
enum FeatureKind: UInt8, CaseIterable {
  /// Stems and pairs of neighbouring stems, with the beginning and the end of the text as neighbours.
  case words
  /// Runs of 2 to 5 letters of a word and its borders.
  case pieces
  /// Two stems that stand within six words of each other, in any order.
  case pairs
  /// The words again, each as a word of its field: where a model has several fields. That a word stands in the subject
  /// tells something, but most of what it tells it tells anywhere, and few examples must not be split.
  case fieldWords
  /// What is known of the text beyond its words.
  case cues

  /// The length to which the features of the kind are brought.
  var length: Float {
    switch self {
    case .words, .pieces, .pairs: 1
    case .fieldWords: 0.35
    // Cues that tell of words, such as keywords, fit the texts they were chosen by better than any later ones. With 0.35
    // they were believed too readily for texts by other authors, with 0 missed.
    case .cues: 0.2
    }
  }
}

/// One feature found in a text.
struct FeatureOccurrence {
  let hash: UInt64
  let kind: FeatureKind
  /// The place of its field among the text's.
  var field: UInt16 = 0
  /// Where it stands in the field's text, in bytes: what an explanation shows.
  let start: UInt32
  let end: UInt32

  func asWord(ofField field: Int) -> FeatureOccurrence {
    FeatureOccurrence(
      hash: FeatureReader.mix(hash, UInt64(field) + 100), kind: .fieldWords, start: start, end: end)
  }
}

/// Reads the features of a text.
struct FeatureReader {
  /// Stems within this distance are a pair.
  private static let pairReach = 5

  private let stemmers: [String: Stemmer]
  private let languages: [String]
  private let fields: [String]

  init(languages: [String], fields: [String]) {
    self.languages = languages
    self.fields = fields
    stemmers = Dictionary(
      uniqueKeysWithValues: languages.compactMap { code in Stemmer(language: code).map { (code, $0) } })
  }

  /// The features of all fields that the model knows, of plain text, and of the cues. A model of one field takes any.
  func read(_ text: FieldedText) -> [FeatureOccurrence] {
    var features: [FeatureOccurrence] = []
    features.reserveCapacity(text.fields.reduce(0) { $0 + min($1.text.utf8.count, FieldedText.longestField) } * 6)
    for (place, field) in text.fields.enumerated() {
      let number = fields.count == 1 ? 0 : fields.firstIndex(of: field.name)
      guard number != nil || field.name == FieldedText.plain else { continue }
      let first = features.count
      read(field.text, field: number, into: &features)
      if place > 0 { for index in first..<features.count { features[index].field = UInt16(truncatingIfNeeded: place) } }
    }
    for cue in text.cues { features.append(Self.feature(of: cue)) }
    return features
  }

  static func feature(of cue: String) -> FeatureOccurrence {
    var hash = WordHash()
    for byte in cue.utf8 { hash.add(byte) }
    return feature(hash.value, .cues, 0..<0)
  }

  /// - Parameter field: the number of the field; nil: not known, its words are of no field.
  private func read(_ text: String, field: Int?, into features: inout [FeatureOccurrence]) {
    let bytes = Array(text.utf8.prefix(FieldedText.longestField))
    let tokens = Tokenizer.tokens(of: bytes)
    let stemmer = stemmer(for: tokens)
    let stems = tokens.map { Self.shape(of: $0) ?? stemmer?.stemHash($0.folded) ?? $0.hash }
    let first = features.count
    readWords(stems, tokens, into: &features)
    readMarks(bytes, into: &features)
    if fields.count > 1, let field {
      for index in first..<features.count { features.append(features[index].asWord(ofField: field)) }
    }
    readPieces(bytes, tokens, into: &features)
    readPairs(stems, tokens, into: &features)
  }

  private func stemmer(for tokens: [Token]) -> Stemmer? {
    if languages.count < 2 { return languages.first.flatMap { stemmers[$0] } }
    let code = LanguageGuess.guess(tokens, among: languages)?.code ?? languages[0]
    return stemmers[code]
  }

  /// Numbers and codes count by their length, not by their value. Numbers of one or two digits are words.
  private static func shape(of token: Token) -> UInt64? {
    let length = UInt64(min(token.folded.count, 9))
    if token.isNumber { return length > 2 ? 1 << 32 + length : nil }
    let hasDigit = token.folded.contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    return hasDigit && length > 2 ? 2 << 32 + length : nil
  }

  private func readWords(
    _ stems: [UInt64], _ tokens: [Token], into features: inout [FeatureOccurrence]
  ) {
    guard !stems.isEmpty else { return }
    var before: UInt64 = 1
    for (index, stem) in stems.enumerated() {
      let range = tokens[index].range
      features.append(Self.feature(stem, .words, range))
      let start = index > 0 ? tokens[index - 1].range.lowerBound : range.lowerBound
      features.append(Self.feature(Self.mix(before, stem), .words, start..<range.upperBound))
      before = stem
    }
    features.append(Self.feature(Self.mix(before, 2), .words, tokens[tokens.count - 1].range))
  }

  private func readPairs(
    _ stems: [UInt64], _ tokens: [Token], into features: inout [FeatureOccurrence]
  ) {
    for (index, stem) in stems.enumerated() {
      for other in index + 1..<max(index + 1, min(stems.count, index + 1 + Self.pairReach)) {
        let hash = Self.mix(min(stem, stems[other]), max(stem, stems[other]))
        let range = tokens[index].range.lowerBound..<tokens[other].range.upperBound
        features.append(Self.feature(hash, .pairs, range))
      }
    }
  }

  /// Pieces of what stands between two spaces: folded words with the punctuation in and around them, each digit as a
  /// zero, so that `FA-2031` and « l’article, » leave their traces too.
  private func readPieces(
    _ bytes: [UInt8], _ tokens: [Token], into features: inout [FeatureOccurrence]
  ) {
    var chunk = Chunk()
    var position = 0
    for token in tokens {
      readGap(bytes, position..<token.range.lowerBound, chunk: &chunk, into: &features)
      chunk.append(token)
      position = token.range.upperBound
    }
    readGap(bytes, position..<bytes.count, chunk: &chunk, into: &features)
    chunk.end(at: bytes.count, into: &features)
  }

  private func readGap(
    _ bytes: [UInt8], _ gap: Range<Int>, chunk: inout Chunk, into features: inout [FeatureOccurrence]
  ) {
    var index = gap.lowerBound
    while index < gap.upperBound {
      let byte = bytes[index]
      if byte <= 0x20 {
        chunk.end(at: index, into: &features)
      } else if byte == 0xC2, index + 1 < gap.upperBound, bytes[index + 1] == 0xA0 {
        chunk.end(at: index, into: &features)
        index += 1
      } else if byte == 0xE2, index + 2 < gap.upperBound, bytes[index + 1] == 0x80 {
        if bytes[index + 2] == 0x99 { chunk.append(UInt8(ascii: "'"), at: index) }
        if bytes[index + 2] == 0xAF { chunk.end(at: index, into: &features) }
        index += 2
      } else {
        chunk.append(byte, at: index)
      }
      index += 1
    }
  }

  /// `?` and `!` tell a question from an order.
  private func readMarks(_ bytes: [UInt8], into features: inout [FeatureOccurrence]) {
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!") {
      features.append(Self.feature(UInt64(byte), .words, index..<index + 1))
    }
  }

  static func feature(_ hash: UInt64, _ kind: FeatureKind, _ range: Range<Int>) -> FeatureOccurrence {
    FeatureOccurrence(
      hash: mix(hash, UInt64(kind.rawValue) + 3), kind: kind, start: UInt32(range.lowerBound),
      end: UInt32(range.upperBound))
  }

  /// Joins two hashes into one in which every bit hangs on every bit of both.
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = (left ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: right ^ 0xE703_7ED1_A0B4_28DB)
    let mixed = (product.high ^ product.low) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ (mixed >> 32)
  }
}

/// What stands between two spaces, and its borders.
private struct Chunk {
  /// What is longer is no word, and would only cost time.
  private static let longest = 64

  private var bytes: [UInt8] = [1]
  private var start = 0

  mutating func append(_ byte: UInt8, at index: Int) {
    if bytes.count == 1 { start = index }
    if bytes.count <= Self.longest { bytes.append(byte) }
  }

  mutating func append(_ token: Token) {
    if bytes.count == 1 { start = token.range.lowerBound }
    for byte in token.folded.prefix(Self.longest + 1 - bytes.count) {
      bytes.append(byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? UInt8(ascii: "0") : byte)
    }
  }

  mutating func end(at end: Int, into features: inout [FeatureOccurrence]) {
    guard bytes.count > 1 else { return }
    bytes.append(1)
    for first in 0..<bytes.count - 1 {
      var hash = WordHash()
      for index in first..<min(first + 5, bytes.count) {
        hash.add(bytes[index])
        if index > first { features.append(FeatureReader.feature(hash.value, .pieces, start..<end)) }
      }
    }
    bytes.removeLast(bytes.count - 1)
  }
}

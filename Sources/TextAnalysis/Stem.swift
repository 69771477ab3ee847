import CStemmer

/// Cuts folded words down to their stems (Snowball), so that « commandes » and « commande » are one word.
///
/// Snowball's rules look at accents, which folded words have lost. That costs a few stems, and wins all the texts in
/// which accents are missing: both ways of writing a word have the same stem.
///
/// A class, because the C stemmer has to be freed exactly once. It works in a buffer of its own, so each thread makes
/// its own; making one costs about as much as stemming ten words.
public final class Stemmer {
  /// The languages that have stems here, by ISO 639-1 code.
  public static let languages = ["fr", "en"]

  private let stemmer: OpaquePointer

  /// - Parameter language: ISO 639-1.
  /// - Returns: nil for a language that is not in `languages`.
  public init?(language: String) {
    guard Self.languages.contains(language), let stemmer = sb_stemmer_new(language, "UTF_8") else { return nil }
    self.stemmer = stemmer
  }

  deinit { sb_stemmer_delete(stemmer) }

  /// The stem of a folded word: its first bytes, of which the last may have changed.
  public func stem(_ folded: ArraySlice<UInt8>) -> [UInt8] {
    withStem(of: folded) { Array($0) }
  }

  /// The hash of the stem (`WordHash`), without making an array of it.
  public func stemHash(_ folded: ArraySlice<UInt8>) -> UInt64 {
    withStem(of: folded) { WordHash.of($0) }
  }

  private func withStem<Result>(of folded: ArraySlice<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
  {
    folded.withUnsafeBufferPointer { word in
      // No word of a language is longer; a run of letters without spaces must not keep Snowball busy.
      guard word.count <= 64, let stem = sb_stemmer_stem(stemmer, word.baseAddress, Int32(word.count)) else {
        return body(word)
      }
      return body(UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))))
    }
  }
}

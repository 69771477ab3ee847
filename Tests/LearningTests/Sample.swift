import Domain

@testable import Learning

enum Sample {
  static let versions = AnswerVersions(model: ContentHash(hex: "a1"), threshold: 0.8, rules: ContentHash(hex: "b2"))

  /// The name of the message of some number. The bits that time and chance would fill are the number's.
  static func message(_ number: Int) -> Identifier<Message> {
    Identifier(at: Instant(milliseconds: Int64(number)), random: (UInt64(number), UInt64(number)))
  }

  /// One audit a letter: `r` right, `w` wrong.
  static func audits(_ verdicts: String, of versions: AnswerVersions = versions) -> [Verdict] {
    verdicts.enumerated().map { Verdict(message: message($0), isRight: $1 == "r", versions: versions) }
  }
}

/// `r` or `w`, so many times.
func * (verdict: String, count: Int) -> String { String(repeating: verdict, count: count) }

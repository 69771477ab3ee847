import Domain
import Testing

@testable import Learning

@Suite struct ThresholdChoiceTests {
  /// Numbers of messages of each half, the first so many.
  private static func messages(_ half: Half, _ count: Int) -> [Identifier<Message>] {
    Array((0...).lazy.map(Sample.message).filter { Half(of: $0) == half }.prefix(count))
  }

  /// Answers of one half in batches: their confidence, how many they are, and how many of them are wrong.
  private typealias Batches = [(confidence: Double, count: Int, wrong: Int)]

  private static func answers(_ half: Half, _ batches: Batches) -> [JudgedConfidence] {
    var messages = messages(half, batches.reduce(0) { $0 + $1.count })[...]
    return batches.flatMap { batch in
      (0..<batch.count).map {
        JudgedConfidence(message: messages.removeFirst(), confidence: batch.confidence, isRight: $0 >= batch.wrong)
      }
    }
  }

  @Test func theLowestThatIsGoodEnough() {
    let cases: [(Half, Batches, Double?)] = [
      // As low as may be: 151 answers with one wrong are good enough, 40 more with 20 wrong are not.
      (.learning, [(0.9, 59, 0), (0.8, 92, 1), (0.5, 40, 20)], 0.8),
      (.learning, [(0.9, 59, 0), (0.5, 40, 20)], 0.9),
      // Answers of one confidence stand or fall together.
      (.learning, [(0.9, 59, 0), (0.8, 60, 30)], 0.9), (.learning, [(0.9, 200, 100)], nil),
      // 58 right ones show nothing, nor do a thousand of which a tenth is wrong.
      (.learning, [(0.9, 58, 0)], nil), (.learning, [(0.9, 1000, 100)], nil), (.learning, [], nil),
      // The other half does not choose.
      (.judging, [(0.9, 500, 0)], nil),
    ]
    for (half, batches, threshold) in cases {
      // In the order that would deceive a reader of single answers: the right ones first.
      let answers = Self.answers(half, batches).reversed()
      #expect(ThresholdChoice(Array(answers))?.threshold == threshold, "\(batches)")
    }
  }

  @Test func isJudgedOnTheOtherHalf() throws {
    let seen = Self.answers(.learning, [(0.9, 100, 0)])
    let others = Self.answers(.judging, [(0.95, 20, 1), (0.9, 30, 4), (0.89, 70, 0)])
    let choice = try #require(ThresholdChoice(seen + others))
    #expect(choice.threshold == 0.9)
    #expect(choice.judged == 50 && choice.right == 45)
    // scipy.stats.beta.ppf(0.05, 45, 6)
    #expect(abs(choice.lowerBound - 0.8010) < 1e-3)
    let unjudged = try #require(ThresholdChoice(seen))
    #expect(unjudged.judged == 0 && unjudged.lowerBound == 0)
  }
}

import Domain
import Testing

@testable import Learning

@Suite struct ThresholdChoiceTests {
  /// Numbers of messages of each half, the first so many.
  private static func messages(_ half: Half, _ count: Int) -> [Identifier<Message>] {
    Array((0...).lazy.map(Sample.message).filter { Half(of: $0) == half }.prefix(count))
  }

  /// So many answers, all as confident, of which the first ones are wrong.
  private struct Batch {
    let confidence: Double
    let count: Int
    let wrong: Int
  }

  private static func answers(_ half: Half, _ batches: [Batch]) -> [JudgedConfidence] {
    var messages = messages(half, batches.reduce(0) { $0 + $1.count })[...]
    return batches.flatMap { batch in
      (0..<batch.count).map {
        JudgedConfidence(message: messages.removeFirst(), confidence: batch.confidence, isRight: $0 >= batch.wrong)
      }
    }
  }

  private static func learning(_ batches: (Double, Int, Int)...) -> [JudgedConfidence] {
    answers(.learning, batches.map { Batch(confidence: $0.0, count: $0.1, wrong: $0.2) })
  }

  private static func judging(_ batches: (Double, Int, Int)...) -> [JudgedConfidence] {
    answers(.judging, batches.map { Batch(confidence: $0.0, count: $0.1, wrong: $0.2) })
  }

  @Test(arguments: [
    // As low as may be: 151 answers with one wrong are good enough, 40 more with 20 wrong are not.
    (learning((0.9, 59, 0), (0.8, 92, 1), (0.5, 40, 20)), 0.8),
    (learning((0.9, 59, 0), (0.5, 40, 20)), 0.9),
    // Answers of one confidence stand or fall together.
    (learning((0.9, 59, 0), (0.8, 60, 30)), 0.9),
    // 58 right ones show nothing, nor do a thousand of which a tenth is wrong.
    (learning((0.9, 58, 0)), nil), (learning((0.9, 1000, 100)), nil), ([], nil),
    // The other half does not choose.
    (judging((0.9, 500, 0)), nil),
  ])
  func theLowestThatIsGoodEnough(answers: [JudgedConfidence], threshold: Double?) {
    #expect(ThresholdChoice(answers)?.threshold == threshold)
  }

  @Test func isJudgedOnTheOtherHalf() throws {
    let seen = Self.learning((0.9, 100, 0))
    let choice = try #require(ThresholdChoice(seen + Self.judging((0.95, 20, 1), (0.9, 30, 4), (0.89, 70, 0))))
    #expect(choice.threshold == 0.9)
    #expect(choice.judged == 50 && choice.right == 45)
    // scipy.stats.beta.ppf(0.05, 45, 6)
    #expect(abs(choice.lowerBound - 0.8010) < 1e-3)
    let unjudged = try #require(ThresholdChoice(seen))
    #expect(unjudged.judged == 0 && unjudged.lowerBound == 0)
  }
}

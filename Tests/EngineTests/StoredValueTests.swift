import Domain
import Foundation
import Testing

/// Values that an earlier version stored are read after an upgrade.
@Suite struct StoredValueTests {
  @Test func factsFromBeforePeopleWereWatched() throws {
    let json = #"{"id":"0190a3c0-0000-7000-8000-000000000001","earlierMessages":2,"earlierAnswers":1}"#
    let facts = try JSONDecoder().decode(DecisionInput.ConversationFacts.self, from: Data(json.utf8))
    #expect(facts.earlierMessages == 2)
    #expect(!facts.isPaused)
    #expect(!facts.isAnswered)
    #expect(try JSONDecoder().decode(DecisionInput.ConversationFacts.self, from: JSONEncoder().encode(facts)) == facts)
  }
}

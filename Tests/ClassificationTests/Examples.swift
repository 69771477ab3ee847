@testable import Classification

/// Invented questions to a library, six of each kind, for tests that only need something to learn.
enum Sample {
  static let opening = [
    "when do you open on saturday", "are you open on sundays", "what are your opening hours in august?",
    "do you close early tonight", "opening times during the holidays please", "is the library open on monday morning",
  ]
  static let renewal = [
    "can I keep my books two more weeks", "please renew my loans", "I would like to extend the loan of this book",
    "renew the novel I borrowed last month", "how do I extend my loan online", "may I keep the borrowed atlas longer",
  ]
  static let card = [
    "I lost my reader's card", "my card does not work at the door", "how much is a new card",
    "someone stole my wallet with the library card", "the machine swallowed my card",
    "my card expired, where can I get another?",
  ]

  static let examples =
    [("opening", opening), ("renewal", renewal), ("card", card)].flatMap { label, texts in
      texts.map { Example(FieldedText($0), labels: [label]) }
    }

  static func classifier() throws(TrainingError) -> Classifier { try Trainer(languages: ["en"]).train(examples) }
}

import Classification
import Domain
import TextAnalysis

/// Reads the intents of a message: by what a model has learned, and by keywords what it has not.
///
/// The model weighs the words of the message together with cues (`IntentCues`), keywords among them. An intent of the
/// profile that the model does not know, such as one that a site has added, is read by its keywords alone; so are all of
/// them where there is no model.
struct IntentReader: Sendable {
  /// A second intent is accepted from this probability on, whatever else the message is about, if a share of the message
  /// is left for it. Cross-validated on the training mails, each batch judged by what the others taught; sentences read one
  /// by one brought more false intents than true.
  private static let acceptedBesides: (evidence: Float, share: Float) = (0.4, 0.25)
  /// Or where keywords of this score, in words of its own, speak for it, and the model does not think it out of the
  /// question.
  private static let acceptedByKeywords: (score: Double, evidence: Float) = (3.5, 0.1)
  private static let mostAccepted = 3
  /// For so many of the likeliest intents it is told why.
  private static let explained = 3

  private let lexicon: IntentLexicon
  private let keywords: KeywordReader
  private let model: IntentModel?
  /// Each pair that goes ill together.
  private let incompatible: Set<Set<Intent>>

  init(lexicon: IntentLexicon, model: IntentModel?) {
    self.lexicon = lexicon
    keywords = KeywordReader(lexicon: lexicon)
    self.model = model
    incompatible = Set(lexicon.incompatible.flatMap { intent, others in others.map { [intent, $0] } })
  }

  /// Every intent of which something is known, the likeliest first, and which of them are accepted.
  func read(_ source: IntentSource) -> (intents: [IntentReading], accepted: [Intent]) {
    let scores = keywords.scores(source)
    guard let model else { return (scores.map(\.reading), KeywordReader.accepted(scores).map(\.intent)) }
    let text = text(source, keywords: scores)
    let guesses = model.guesses(text).filter { lexicon[$0.intent] != nil }
    let evidence = model.evidence(for: guesses.prefix(Self.explained).map(\.intent), in: text, keywords: scores)
    let unlearned = scores.filter { !model.knows($0.intent) }
    var readings = guesses.map {
      IntentReading(intent: $0.intent, confidence: Double($0.share), evidence: evidence[$0.intent] ?? [])
    }
    readings += unlearned.map(\.reading)
    readings.sort { ($1.confidence, $0.intent) < ($0.confidence, $1.intent) }
    let spoken = KeywordReader.accepted(scores)
    let likely = guesses.filter { guess in
      guess.evidence >= Self.acceptedBesides.evidence && guess.share >= Self.acceptedBesides.share
        || spoken.contains { $0.intent == guess.intent && isBelieved($0, guess, beside: guesses[0].intent) }
    }
    let isAccepted = Set(likely.map(\.intent) + KeywordReader.accepted(unlearned).map(\.intent))
    return (readings, accepted(readings.map(\.intent), where: isAccepted.contains))
  }

  /// What a classifier learns from and judges.
  func text(_ source: IntentSource) -> FieldedText {
    text(source, keywords: keywords.scores(source))
  }

  private func text(_ source: IntentSource, keywords: [KeywordScore]) -> FieldedText {
    FieldedText(
      [
        FieldedText.Field("subject", String(decoding: source.subject.source, as: UTF8.self)),
        FieldedText.Field("body", String(decoding: source.body.source, as: UTF8.self)),
      ], cues: IntentCues.of(source, keywords: keywords))
  }

  /// Whether keywords suffice for a second intent. Where it is incompatible with the first, overlooking it is the worse
  /// mistake: they do, whatever the model thinks.
  private func isBelieved(_ score: KeywordScore, _ guess: IntentModel.Guess, beside first: Intent) -> Bool {
    incompatible.contains([first, guess.intent])
      || score.total >= Self.acceptedByKeywords.score && guess.evidence >= Self.acceptedByKeywords.evidence
  }

  /// The first, and those that stand for themselves. What is spam is nothing else, and nothing else is spam too.
  private func accepted(_ ranked: [Intent], where isAccepted: (Intent) -> Bool) -> [Intent] {
    guard let first = ranked.first else { return [] }
    var accepted = [first]
    guard first != .spam else { return accepted }
    for intent in ranked.dropFirst() where accepted.count < Self.mostAccepted && intent != .spam && isAccepted(intent) {
      accepted.append(intent)
    }
    return accepted
  }
}

extension IntentReading {
  static let mostEvidence = 12
}

import Domain
import Testing

@testable import Learning

@Suite struct PromotionTests {
  private static let order = Intent("order_tracking")
  private static let refund = Intent("return_request")

  /// Mails of one intent: so many, and of them on how many each model answers another.
  private static func mails(
    _ count: Int, of intent: Intent = order, runningWrong: Range<Int> = 0..<0, candidateWrong: Range<Int> = 0..<0,
    instead: Intent = .other
  ) -> [HeldOutMail] {
    (0..<count).map {
      HeldOutMail(
        confirmed: [intent], running: [runningWrong.contains($0) ? instead : intent],
        candidate: [candidateWrong.contains($0) ? instead : intent])
    }
  }

  @Test(arguments: [
    (mails(100), true), (mails(49), false), (mails(50), true),
    // Four losses may be luck, five are not; gains outweigh losses.
    (mails(100, candidateWrong: 0..<4), true), (mails(100, candidateWrong: 0..<5), false),
    (mails(100, runningWrong: 0..<3, candidateWrong: 3..<10), true),
    (mails(100, runningWrong: 0..<1, candidateWrong: 1..<9), false),
    // What both have wrong tells nothing.
    (mails(100, runningWrong: 0..<40, candidateWrong: 0..<44), true),
    (mails(100, runningWrong: 0..<40, candidateWrong: 10..<30), true),
  ])
  func theCandidateMustNotBeWorse(mails: [HeldOutMail], isPromoted: Bool) {
    #expect(Promotion(mails).isPromoted == isPromoted)
  }

  /// Better on the whole is not enough for who writes about a parcel.
  @Test func noIntentMustBeWorse() throws {
    let promotion = Promotion(
      Self.mails(100, candidateWrong: 0..<8) + Self.mails(100, of: Self.refund, runningWrong: 0..<30, instead: .spam))
    #expect(promotion.whole.gained == 30 && promotion.whole.lost == 8 && !promotion.whole.isWorse)
    // The eight are worse for what they were taken from and for what they were given to.
    #expect(
      promotion.refusals == [
        .worseOn(Self.order, try #require(promotion.intents[Self.order])),
        .worseOn(.other, try #require(promotion.intents[.other])),
      ])
    #expect(promotion.intents[Self.order]?.candidateRight == 92)
    #expect(promotion.intents[.spam]?.gained == 30)
  }

  /// One mail lost of each of six intents may be luck; all six together are not.
  @Test func theWholeMustNotBeWorse() {
    let mails = (0..<6).flatMap {
      Self.mails(20, of: Intent("\($0)"), candidateWrong: 0..<1, instead: Intent("\(($0 + 1) % 6)"))
    }
    let promotion = Promotion(mails)
    #expect(promotion.refusals == [.worse(promotion.whole)])
  }

  @Test func anIntentMustNotBeForgotten() {
    let promotion = Promotion(
      Self.mails(100) + Self.mails(2, of: Self.refund, candidateWrong: 0..<2, instead: Self.order))
    #expect(promotion.refusals == [.forgets(Self.refund, found: 2)])
    // What the running model never found cannot be forgotten.
    let unknown = Self.mails(2, of: Self.refund, runningWrong: 0..<2, candidateWrong: 0..<2, instead: Self.order)
    #expect(Promotion(Self.mails(100) + unknown).isPromoted)
  }

  /// Each intent of a mail is judged by itself, the mail by all of them.
  @Test func severalIntentsOfOneMail() {
    let both: Set<Intent> = [Self.order, Self.refund]
    let mail = HeldOutMail(confirmed: both, running: [Self.order], candidate: both)
    let promotion = Promotion(Array(repeating: mail, count: 60))
    #expect(promotion.whole.gained == 60 && promotion.whole.runningRight == 0)
    #expect(promotion.intents[Self.order]?.gained == 0 && promotion.intents[Self.refund]?.gained == 60)
  }

  @Test func refusalsAreWorded() {
    func name(_ intent: Intent) -> Localized { Localized(fr: "Suivi", en: "Tracking") }
    let outcome = Promotion(Self.mails(100, runningWrong: 0..<1, candidateWrong: 1..<9)).whole
    for (refusal, fr, en) in [
      (
        Promotion.Refusal.tooFewMails(12, needed: 50),
        "Il n’y a que 12 messages mis de côté pour comparer ; il en faut 50.",
        "Only 12 messages are held out to compare with; it takes 50."
      ),
      (
        .worse(outcome),
        "Le nouveau modèle se trompe plus souvent : 92 justes sur 100 au lieu de 99, perdus : 8, gagnés : 1.",
        "The new model is wrong more often: 92 right of 100 instead of 99, lost: 8, gained: 1."
      ),
      (
        .worseOn(Self.order, outcome),
        "Pour le motif « Suivi », le nouveau modèle se trompe plus souvent : 92 justes sur 100 au lieu de 99, "
          + "perdus : 8, gagnés : 1.",
        "For “Tracking” the new model is wrong more often: 92 right of 100 instead of 99, lost: 8, gained: 1."
      ),
      (
        .forgets(Self.order, found: 3),
        "Le nouveau modèle ne trouve plus le motif « Suivi » (le modèle en service : 3 fois).",
        "The new model no longer finds “Tracking” (the model at work: 3 times)."
      ),
    ] {
      #expect(refusal.text(name) == Localized(fr: fr, en: en))
    }
  }
}

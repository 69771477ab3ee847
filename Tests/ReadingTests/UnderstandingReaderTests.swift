import Domain
import Testing

@testable import Reading

@Suite struct UnderstandingReaderTests {
  @Test func anUnderstandingSaysWhy() throws {
    let read = try Profile.ecommerce.understanding("Où en est ma commande 45871 ?", subject: "Suivi de commande")
    let first = try #require(read.intents.first)
    #expect(first.intent == Intent("order_tracking"))
    #expect(first.confidence > 0.9 && first.confidence < 1)
    #expect(first.evidence.contains(IntentReading.Evidence(words: "Où en est ma commande", weight: 4)))
    // Half as much again in the subject.
    #expect(first.evidence.contains(IntentReading.Evidence(words: "Suivi de commande", weight: 4.5)))
    #expect(read.entities(.orderNumber).map(\.value) == ["45871"])
    #expect(read.language == .french)
  }

  @Test func moreSignsMakeItSurer() {
    let scores = [-1.0, 0, 1, 2, 3, 6, 20]
    let confidences = scores.map(KeywordReader.confidence)
    #expect(confidences == confidences.sorted())
    #expect(confidences[0] == 0 && confidences[3] == 0.5 && confidences[6] < 1)
  }

  @Test func spamCarriesNoEntities() throws {
    let read = try Profile.ecommerce.understanding(
      "Votre commande 45871 : vous avez gagné ! Cliquez ici pour vérifier. Se désabonner")
    #expect(read.accepted.first == .spam)
    #expect(read.entities.isEmpty)
  }

  @Test func aForwardIsReadForWhatItPassesOn() throws {
    let read = try Profile.ecommerce.understanding("", quoted: "Bonjour, où en est ma commande 45871 ?")
    #expect(read.accepted == [Intent("order_tracking")])
    #expect(read.entities(.orderNumber).map(\.place) == [.quote])
    let own = try Profile.ecommerce.understanding("Bonjour, où en est ma commande 45871 ?")
    #expect(read.intents[0].confidence < own.intents[0].confidence)
  }

  /// What others wrote before does not count when the author says something.
  @Test func theHistoryIsNotRead() throws {
    let read = try Profile.ecommerce.understanding("Merci !", quoted: "Je veux annuler ma commande 45871")
    #expect(read.accepted.isEmpty)
    #expect(read.intents.isEmpty)
  }

  @Test(arguments: [
    ("C’est inadmissible, j’attends depuis un mois !", Sentiment.negative),
    ("Je suis très déçue de votre service.", .negative),
    ("OÙ EST MA COMMANDE, JE L’ATTENDS DEPUIS TROIS SEMAINES", .negative),
    ("Où est ma commande ????? !!!!", .negative), ("Je ne suis pas satisfait du tout, merci d’agir.", .negative),
    ("This is unacceptable.", .negative), ("Si rien ne bouge, je saisis la DGCCRF et mon avocat.", .negative),
    ("Bonjour, où est ma commande ? Merci d’avance.", .neutral), ("OK MERCI", .neutral), ("", .neutral),
    ("Je suis ravie de ma lampe, bravo à toute l’équipe.", .positive),
    ("Thank you so much, excellent service!", .positive),
  ])
  func sentiment(_ text: String, _ sentiment: Sentiment) throws {
    #expect(try Profile.ecommerce.understanding(text).sentiment == sentiment)
  }

  @Test(arguments: [
    ("URGENT, merci de répondre", true), ("Il me la faut pour demain.", true),
    ("Dernière relance avant poursuites", true),
    ("Mise en demeure", true), ("Réponse sous 48h svp", true), ("Please reply as soon as possible", true),
    ("Ce n’est pas urgent", false), ("Rien d’urgent", false), ("Je voudrais un renseignement", false),
    ("No rush", false),
  ])
  func urgency(_ text: String, _ isUrgent: Bool) throws {
    #expect(try Profile.suppliers.understanding(text).isUrgent == isUrgent)
  }

  @Test(arguments: [
    ("Hello, where is my order?", Language.english), ("Où est mon colis ?", .french), ("EJSBLZFYO", .french),
    ("", .french),
    ("¿Dónde está mi pedido?", .french),
  ])
  func theLanguageIsOneOfTheSites(_ text: String, _ language: Language) throws {
    #expect(try Profile.ecommerce.understanding(text).language == language)
  }

  @Test func aLongTextIsReadToABound() throws {
    let text = String(repeating: "où en est ma commande n° 45871 ? ", count: 60_000)
    let read = try Profile.ecommerce.understanding(text)
    #expect(read.accepted == [Intent("order_tracking")])
    #expect(read.entities(.orderNumber).count == 1)
  }
}

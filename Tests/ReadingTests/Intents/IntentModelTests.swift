import Domain
import Foundation
import TestSupport
import Testing

@testable import Reading

/// Intents read by the shipped model, and what it does not know by keywords.
@Suite struct IntentModelTests {
  private static let models: [Profile: IntentModel] = {
    var models: [Profile: IntentModel] = [:]
    for profile in [Profile.ecommerce, .suppliers] {
      let path = "\(TrainedModels.resources)/../.build/models/\(profile.rawValue).model"
      let bytes = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
      models[profile] = try? IntentModel(bytes: Array(bytes))
    }
    return models
  }()

  private func reader(_ profile: Profile, adding entries: [IntentLexicon.Entry] = []) throws -> UnderstandingReader {
    let model = try #require(Self.models[profile])
    return UnderstandingReader(
      lexicon: IntentLexicon(entries: try profile.lexicon.entries + entries), model: model,
      ourAddresses: ["nous@maison.example"], languages: [.french, .english])
  }

  private static func mail(_ text: String, subject: String = "") throws -> Message {
    let fields = "intents: x\ndate: 2026-03-02\nsubject: \(subject)\nsentiment: neutral\nurgent: no\n\n"
    return try TrainingMail.mails(in: fields + text, named: "test")[0].message
  }

  @Test(arguments: [
    (Profile.ecommerce, "Bonjour, où en est ma commande KZBMRTAQE ? Je n'ai toujours rien reçu.", "order_tracking"),
    (.ecommerce, "Hello, please cancel my order #1000234, I no longer need it.", "order_cancellation"),
    (.suppliers, "Veuillez noter notre nouveau RIB : IBAN FR76 3000 6000 0112 3456 7890 189.", "bank_details_change"),
    (.suppliers, "Sauf erreur, notre facture FA-2026-0418, échue depuis un mois, reste impayée.", "payment_reminder"),
  ])
  func ordinaryMailsAreRead(profile: Profile, text: String, intent: String) throws {
    let read = try reader(profile).understanding(of: Self.mail(text))
    #expect(read.accepted.first?.id == intent)
    #expect(read.intents.first?.intent.id == intent)
    #expect(try #require(read.intents.first).evidence.contains { $0.weight > 0 })
    #expect((0.8...1.001).contains(read.intents.reduce(0) { $0 + $1.confidence }))
  }

  /// What a site adds has keywords and no mails yet.
  @Test func anIntentOfTheSitesOwnIsReadByItsKeywords() throws {
    let own = IntentLexicon.Entry(
      intent: Intent("gift_wrap"), label: Localized(fr: "Emballage cadeau", en: "Gift wrap"),
      definition: Localized(fr: "x", en: "x"), folder: "08", incompatible: [],
      keywords: [IntentLexicon.Keyword(language: .french, phrase: "papier cadeau", weight: 4)], signals: [:])
    let reader = try reader(.ecommerce, adding: [own])
    let wanted = reader.understanding(of: try Self.mail("Bonjour, mettez un papier cadeau s'il vous plaît."))
    let other = reader.understanding(of: try Self.mail("Où est mon colis ?"))
    #expect(wanted.accepted.contains(own.intent) && !other.accepted.contains(own.intent))
  }

  @Test func whatResemblesNothingIsOther() throws {
    let read = try reader(.ecommerce).understanding(of: Self.mail("."))
    #expect(read.accepted == [.other])
  }

  @Test func aFewWordsDecide() throws {
    let words = (subject: "Suivi de commande", text: "Bonjour, où en est ma commande KZBMRTAQE ?")
    let mail = try Self.mail(words.text, subject: words.subject)
    let reader = try reader(.ecommerce)
    let (read, found) = (reader.understanding(of: mail), reader.reversal(of: mail, documents: []))
    let reversal = try #require(found)
    #expect(read.accepted.first?.id == "order_tracking" && reversal.intent.id != "order_tracking")
    #expect(!reversal.without.isEmpty)

    var rest = words
    for word in reversal.without {
      rest.subject = rest.subject.replacing(word, with: "")
      rest.text = rest.text.replacing(word, with: "")
    }
    let other = reader.understanding(of: try Self.mail(rest.text, subject: rest.subject))
    #expect(other.accepted.first == reversal.intent)
  }

  @Test func beingOnlyInCopyIsNotLearned() throws {
    let model = try #require(Self.models[.suppliers])
    #expect(!model.knows(.copyOnly) && model.knows(.spam))
  }

  @Test func equalMailsMakeEqualModels() throws {
    let texts = [
      ("order_tracking", "Où est mon colis"), ("order_tracking", "Quand arrive ma commande"),
      ("order_tracking", "Le suivi ne bouge plus"), ("spam", "Gagnez un iPhone maintenant"),
      ("spam", "Votre site en première page de Google"), ("spam", "Crédit immédiat sans justificatif"),
    ]
    let mails = try texts.flatMap { intent, text in
      try TrainingMail.mails(
        in: "intents: \(intent)\ndate: 2026-03-02\nsubject:\nsentiment: neutral\nurgent: no\n\n\(text)", named: "t"
      ).map(\.confirmed)
    }
    let lexicon = try Profile.ecommerce.lexicon
    let model = try IntentModel.train(mails, lexicon: lexicon)
    #expect(try IntentModel.train(mails, lexicon: lexicon).bytes == model.bytes)
    #expect(try IntentModel(bytes: model.bytes).contentHash == model.contentHash)
    #expect(try IntentModel.train(Array(mails.dropLast()), lexicon: lexicon).contentHash != model.contentHash)
  }
}

import Domain
import Settings
import Testing

@testable import Reading

@Suite struct IntentLexiconTests {
  @Test(arguments: [Profile.ecommerce, .suppliers])
  func theProfilesRead(_ profile: Profile) throws {
    let lexicon = try profile.lexicon
    for entry in lexicon.entries where entry.intent != .copyOnly {
      let count = Dictionary(grouping: entry.keywords, by: \.language).mapValues(\.count)
      #expect(count[.french] ?? 0 >= 30, "\(entry.intent)")
      #expect(count[.english] ?? 0 >= 5, "\(entry.intent)")
    }
    #expect(lexicon.folders[.spam] == "01")
  }

  @Test(arguments: [
    (
      Profile.ecommerce,
      "order_tracking return_request order_cancellation wrong_product carrier_problem product_question spam other"
    ),
    (
      .suppliers,
      """
      payment_reminder invoice_status multi_invoice invoice_not_received invoice_paid_query payment_detail new_invoice \
      order_confirmation copy_only bank_details_change insufficient_information spam other
      """
    ),
  ])
  func theIdsAreFixed(_ profile: Profile, _ ids: String) throws {
    #expect(try profile.lexicon.entries.map(\.intent.id).joined(separator: " ") == ids)
  }

  private static func lexicon(_ yaml: String) throws -> IntentLexicon {
    try IntentLexicon(reading: SettingsFile.parse(yaml, file: "intents.yaml"))
  }

  private static let entry = """
    intents:
      - id: order_tracking
        label: { fr: Suivi, en: Tracking }
        definition: { fr: Où est-ce, en: Where is it }
        folder: "02"

    """

  @Test(arguments: [
    (
      "motifs: []", "intents.yaml:1:1: « motifs » n’est pas un nom connu ici ; vérifiez son orthographe et son retrait."
    ),
    ("intents: oui", "intents.yaml:1:10: Il y a ici une simple valeur alors qu’il faut une liste."),
    (
      entry + "    keyword: {}",
      "intents.yaml:6:5: « keyword » n’est pas un nom connu ici ; vouliez-vous écrire « keywords » ?"
    ),
    (
      entry + "    signals: { ibans: 1 }",
      "intents.yaml:6:16: « ibans » n’est pas un nom connu ici ; vouliez-vous écrire « iban » ?"
    ),
    (entry + "    incompatible: [order_traking]", "“order_traking”"),
    (entry + "    keywords: { fr: { colis: beaucoup } }", "un poids de -10 à 10, comme 2.5"),
    (entry + "    keywords: { fr: { colis: 11 } }", "un poids de -10 à 10, comme 2.5"),
    (entry + "    keywords: { fr: { colis: nan } }", "un poids de -10 à 10, comme 2.5"),
    (entry + "    keywords: { fr: { a b c d e f g h i: 1 } }", "une expression d’un à 8 mots"),
    (entry + "    keywords: { fr: { '!': 1 } }", "une expression d’un à 8 mots"),
    (entry + "    keywords: [colis]", "une suite de réglages"),
    ("intents:\n  - id: a\n", "« label »"),
    (
      entry + entry.split(separator: "\n").dropFirst().joined(separator: "\n"), "« order_tracking » est écrit deux fois"
    ),
  ])
  func problemsHaveAPlaceAndWords(_ yaml: String, _ words: String) {
    let problem = #expect(throws: SettingProblem.self) { try Self.lexicon(yaml) }
    let line = "\(problem?.line(.french) ?? "") \(problem?.line(.english) ?? "")"
    #expect(line.contains(words), "\(line)")
    #expect(line.hasPrefix("intents.yaml:"))
  }

  @Test func whatDecidesIsInTheBytes() throws {
    let one = try Self.lexicon(Self.entry + "    keywords: { fr: { colis: 1, suivi: 2 } }")
    let turned = try Self.lexicon(Self.entry + "    keywords: { fr: { suivi: 2, colis: 1 } }")
    let heavier = try Self.lexicon(Self.entry + "    keywords: { fr: { colis: 1.5, suivi: 2 } }")
    let signalled = try Self.lexicon(
      Self.entry + "    keywords: { fr: { colis: 1, suivi: 2 } }\n    signals: { iban: 1 }")
    #expect(one.canonicalBytes == turned.canonicalBytes)
    #expect(Set([one, heavier, signalled].map(\.canonicalBytes)).count == 3)
  }
}

import Domain
import Foundation
import Rules
import Testing

@Suite struct LabelsTests {
  static func labels(_ language: Language) throws -> Labels {
    let file = ShippedProfile.resources.appending(path: "Labels/\(language).json")
    return try Labels(json: [UInt8](Data(contentsOf: file)), language: language)
  }

  /// Every code that can be shown. An enumeration without `allCases` is written out.
  static var codes: Set<String> {
    var codes: Set<String> = ["passed", "rule.record_not_senders", "duration.short"]
    codes.formUnion(Reason.Code.allCases.map { "reason.\($0.rawValue)" })
    codes.formUnion(Finding.Code.allCases.map { "finding.\($0.rawValue)" })
    codes.formUnion(ConditionField.allCases.map { "condition.\($0.rawValue)" })
    codes.formUnion(Mode.allCases.map { "mode.\($0.rawValue)" })
    codes.formUnion([Outcome.Result.done, .uncertain, .failed].map { "result.\($0.rawValue)" })
    codes.formUnion(MessageState.allCases.map { "state.\($0.rawValue)" })
    codes.formUnion(OutboxState.allCases.map { "outbox.\($0.rawValue)" })
    codes.formUnion(Record.Kind.allCases.map { "kind.\($0.rawValue)" })
    codes.formUnion(["bounce", "auto_reply", "list", "bulk", "no_reply"].map { "kind.\($0)" })
    codes.formUnion(RecordState.allCases.map { "record_state.\($0.rawValue)" })
    codes.formUnion(["days", "hours", "minutes"].flatMap { ["duration.\($0)", "duration.\($0).one"] })
    return codes
  }

  @Test(arguments: [Language.french, .english]) func everyCodeHasItsWords(_ language: Language) throws {
    let keys = try Self.labels(language).keys
    #expect(Self.codes.subtracting(keys).sorted() == [])
  }

  static let reasons: [(Reason, String, String)] = [
    (
      Reason(.rule, ["rule": "tracking-shipped"]), "La règle « tracking-shipped » s’applique.",
      "Rule “tracking-shipped” applies."
    ),
    (
      Reason(.automaticMessage, ["kind": "auto_reply", "evidence": "Auto-Submitted"]),
      "Message automatique (réponse automatique, d’après Auto-Submitted) : on n’y répond pas.",
      "Automatic message (automatic reply, told by Auto-Submitted): it is not answered."
    ),
    (
      Reason(.tooOld, ["seconds": "345600"]), "Le message date de 4 jours : trop ancien pour une réponse automatique.",
      "The message is 4 days old: too old for an automatic answer."
    ),
    (
      Reason(.tooOld, ["seconds": "3600"]), "Le message date de 1 heure : trop ancien pour une réponse automatique.",
      "The message is 1 hour old: too old for an automatic answer."
    ),
    // A value is no template.
    (
      Reason(.missingField, ["template": "{field}", "field": "x"]),
      "Le modèle « {field} » n’est pas utilisé : il lui manque « x ».",
      "Template “{field}” is not used: it lacks “x”."
    ),
    (
      Reason(.ruleAsksPerson, ["rule": "record_not_senders"]),
      "Une personne doit se prononcer (l’expéditeur n’est pas celui de la fiche).",
      "A person must decide (the sender is not the one on the record)."
    ),
  ]

  @Test(arguments: reasons) func wordsReasons(_ reason: Reason, _ french: String, _ english: String) throws {
    #expect(try Self.labels(.french).text(reason) == french)
    #expect(try Self.labels(.english).text(reason) == english)
  }

  @Test func wordsFindings() throws {
    let finding = Finding(.unknownNumber, ["kind": "order", "value": "QWXZJKVBA"])
    #expect(try Self.labels(.french).text(finding) == "Introuvable : commande QWXZJKVBA.")
  }

  @Test func wordsPassedRules() throws {
    let passed = Decision.Passed(rule: RuleID("tracking-shipped"), condition: "state: shipped")
    #expect(
      try Self.labels(.french).text(passed)
        == "La règle « tracking-shipped » est écartée : l’état de la fiche est autre (shipped).")
  }

  @Test func aProfileAddsItsOwn() throws {
    let labels = try Self.labels(.french).adding(["intent.order_tracking": "Suivi de commande"])
    #expect(
      labels.text(Reason(.gateClosed, ["intent": "order_tracking"]))
        == "La fiabilité mesurée pour le motif « Suivi de commande » ne permet pas encore de répondre sans relecture.")
  }

  /// Both languages have the same labels, and tell the same parameters.
  @Test func languagesAgreeOnParameters() throws {
    let french = try Self.labels(.french)
    let english = try Self.labels(.english)
    #expect(french.keys.symmetricDifference(english.keys).sorted() == [])
    for key in french.keys {
      #expect(Self.parameters(french.text(key)) == Self.parameters(english.text(key)), "\(key)")
    }
  }

  private static func parameters(_ text: String) -> Set<String> {
    Set(text.split(separator: "{").dropFirst().compactMap { $0.split(separator: "}").first.map(String.init) })
  }
}

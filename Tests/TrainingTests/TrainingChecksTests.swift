import Domain
import Testing

@testable import Reading

/// The checks of the training mails, checked.
@Suite struct TrainingChecksTests {
  private static let fields = """
    intents: order_tracking, other
    date: 2026-03-02
    subject: Re: Où est-elle ?
    entity: amount | 49.90 EUR | 49,90 € | body | total
    sentiment: neutral
    urgent: no
    """

  @Test func aFileIsRead() throws {
    let text = "\(Self.fields)\n\nBonjour,\n\n49,90 €\n> vieux\n=====\n\(Self.fields)\n\nDeux\n"
    let mails = try TrainingMail.mails(in: text, named: "f")
    #expect(mails.map(\.place) == ["f:1", "f:13"])
    #expect(mails[0].intents == ["order_tracking", "other"])
    #expect(mails[0].subject == "Re: Où est-elle ?")
    #expect(
      mails[0].entities == [
        TrainingMail.Annotation(kind: .amount, value: "49.90 EUR", raw: "49,90 €", place: .body, role: .total)
      ])
    #expect(mails[0].sentiment == .neutral && !mails[0].isUrgent)
    #expect(mails[0].ownText == "Bonjour,\n\n49,90 €")
    #expect(mails[1].body == "Deux")
  }

  @Test(
    arguments: [
      ("subject: Re: Où est-elle ?", "objet: x", .field("objet: x")),
      ("subject: Re: Où est-elle ?", "x", .field("x")),
      ("date: 2026-03-02\n", "", .missing("date")),
      ("date: 2026-03-02\n", "date: 2026-03-02\ndate: 2026-03-02\n", .order("date")),
      ("date: 2026-03-02\n", "subject: x\ndate: 2026-03-02\n", .order("date")),
      ("| total", "| totality", .entity("amount | 49.90 EUR | 49,90 € | body | totality")),
      ("| body", "| somewhere", .entity("amount | 49.90 EUR | 49,90 € | somewhere | total")),
      ("amount", "price", .entity("price | 49.90 EUR | 49,90 € | body | total")),
      ("amount", "phone", .entity("phone | 49.90 EUR | 49,90 € | body | total")),
      ("urgent: no", "urgent: perhaps", .value("intents, sentiment or urgent")),
      ("Bonjour", "", .noBody),
    ] as [(String, String, TrainingFormatError.Flaw)])
  func aFlawIsNamed(right: String, wrong: String, flaw: TrainingFormatError.Flaw) {
    let text = "\(Self.fields)\n\nBonjour\n".replacing(right, with: wrong)
    #expect(throws: TrainingFormatError(place: "f:1", flaw: flaw)) { try TrainingMail.mails(in: text, named: "f") }
  }

  @Test(
    arguments: [
      (.orderNumber, "CMD-2026-00417", "cmd-2026-00417"), (.orderNumber, "BC2026-118", "BC 2026-118"),
      (.orderNumber, "1000234", "#1000234"), (.invoiceNumber, "26/0771", "n°26/0771"),
      (.trackingNumber, "6A04531338494", "6A 0453 1338 494"), (.productReference, "TS-0042-BL", "SKU TS-0042-BL"),
      (.amount, "1234.50 EUR", "1 234,50 €"), (.amount, "0.01 EUR", "01.00 EUR"), (.date, "2028-02-29", "2026-02-29"),
      (.phone, "+33612345678", "0612345678"), (.postalCode, "H2T1S6", "H2T 1S6"),
      (.email, "a@b.example", "a@b.fr"), (.customerName, "Claire Martin", "Mme Claire Martin"),
      (.supplierName, "Métallerie Aubin", " Métallerie Aubin"),
      (.iban, "FR7630004000031234567890143", "FR7630004000031234567890144"),
      (.iban, "BE68539007547034", "BE68 5390 0754 7034"), (.siren, "732829320", "732829321"),
      (.siret, "73282932000074", "73282932000075"), (.vatNumber, "FR44732829320", "FR45732829320"),
      (.vatNumber, "BE0411905847", "BE0411905848"), (.vatNumber, "GB980780684", "GB980780685"),
      (.vatNumber, "DE136695976", "DE136695977"), (.vatNumber, "IE6433435F", "IE6433435G"),
      (.vatNumber, "FR44732829320", "XX44732829320"),
    ] as [(Entity.Kind, String, String)])
  func normalForms(kind: Entity.Kind, normal: String, other: String) {
    #expect(NormalForm.isNormal(normal, kind))
    #expect(!NormalForm.isNormal(other, kind))
  }

  @Test(
    arguments: [
      ("Où est mon colis, s'il vous plaît ?", "OÙ EST MON COLIS ?", 1.0),
      ("un deux trois quatre cinq", "un deux trois et quatre cinq", 1.0 / 3),
      ("un deux trois", "trois deux un", nil), ("un deux", "un deux", nil), ("", "un deux trois", nil),
    ] as [(String, String, Double?)])
  func sharedRuns(one: String, other: String, share: Double?) {
    var likeness = Likeness()
    #expect(likeness.add(one, limit: 0).isEmpty)
    #expect(likeness.add(other, limit: 0).first?.share == share)
    #expect(likeness.add("autre chose encore", limit: 0).isEmpty)
  }
}

import Domain
import Testing

@testable import Reading

@Suite struct AmountTests {
  @Test(arguments: [
    ("1 234,50 €", ["1234.50 EUR"]), ("1\u{202F}234,50\u{A0}€", ["1234.50 EUR"]), ("1.234,50 EUR", ["1234.50 EUR"]),
    ("89.90€", ["89.90 EUR"]), ("45€90", ["45.90 EUR"]), ("12 euros", ["12.00 EUR"]), ("£45", ["45.00 GBP"]),
    ("EUR 1 200", ["1200.00 EUR"]), ("1200 CHF", ["1200.00 CHF"]), ("€ 12,5", ["12.50 EUR"]), ("0,99 €", ["0.99 EUR"]),
    ("€1,465", ["1465.00 EUR"]), ("EUR 2,310.00", ["2310.00 EUR"]), ("€ 7.215,50", ["7215.50 EUR"]),
    ("CHF 2'184.50", ["2184.50 CHF"]), ("CHF 96.–", ["96.00 CHF"]), ("US$1,875.00", ["1875.00 USD"]),
    ("$301.15", ["301.15 USD"]), ("94,25 $ CA", ["94.25 CAD"]), ("38 $", ["38.00 CAD"]), ("12 k€", ["12000.00 EUR"]),
    ("1,5 k€", ["1500.00 EUR"]), ("750 quid", ["750.00 GBP"]), ("2280 fr.", ["2280.00 CHF"]),
    ("1.234.567,89 €", ["1234567.89 EUR"]), ("trente euros", ["30.00 EUR"]), ("septante euros", ["70.00 EUR"]),
    ("deux cents euros", ["200.00 EUR"]), ("quatre-vingt-dix euros", ["90.00 EUR"]), ("fifty pounds", ["50.00 GBP"]),
    ("12 € puis 12 €", ["12.00 EUR"]), ("12 € 45 articles", ["12.00 EUR"]),
    ("55120  €840.00", ["840.00 EUR"]),
    // Without a currency two decimals must do.
    ("il manque 57,30", ["57.30 EUR"]), ("CHF 10.– et 57.30", ["10.00 CHF", "57.30 CHF"]),
    ("12,5", []), ("30 jours", []), ("12 europes", []), ("12,50 m", []), ("TVA 5,50 %", []), ("version 2.10.3", []),
    ("verres -2,25", []), ("at 3.15", []), ("REF 12,50-B", []), ("SARL au capital de 10 000 €", []),
  ])
  func readsAmounts(_ text: String, _ values: [String]) { #expect(NumberCase.values(.amount, text) == values) }

  @Test(arguments: [
    ("1 234,50 € TTC", Entity.Role.total), ("un montant de 60 €", .total), ("876,20 € HT", .net),
    ("il reste un solde de 60 €", .remaining), ("the outstanding balance is €60", .remaining),
    ("votre virement de 60 €", .payment), ("une lampe à 60 €", nil),
  ])
  func tellsTheRole(_ text: String, _ role: Entity.Role?) {
    #expect(NumberCase.entities(text).first { $0.kind == .amount }?.role == role)
  }
}

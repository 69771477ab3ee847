import Domain
import Testing

@testable import Reading

@Suite struct ContactEntityTests {
  @Test(arguments: [
    ("06 39 98 01 02", "+33639980102"), ("06.39.98.01.02", "+33639980102"), ("06-39-98-01-02", "+33639980102"),
    ("0639980102", "+33639980102"), ("+33 6 39 98 01 02", "+33639980102"), ("+33 (0)6 39 98 01 02", "+33639980102"),
    ("0033 639980102", "+33639980102"), ("0 809 40 11 62", "+33809401162"), ("0692 77 04 15", "+262692770415"),
    ("+32 470 12 34 56", "+32470123456"), ("0475/31.88.64", "+32475318864"), ("02 513 44 98", "+3225134498"),
    ("+41 21 635 40 77", "+41216354077"), ("079 552 04 18", "+41795520418"), ("+44 20 7946 0332", "+442079460332"),
    ("07700 900382", "+447700900382"), ("020 7946 0153", "+442079460153"), ("087 123 0944", "+353871230944"),
    ("(503) 555-0164", "+15035550164"), ("514 555-0182", "+15145550182"), ("+352 621 445 098", "+352621445098"),
    ("+49 711 5550 1880", "+4971155501880"),
  ])
  func readsPhones(_ text: String, _ value: String) { #expect(NumberCase.values(.phone, "Tél. \(text).") == [value]) }

  @Test(arguments: [
    "45 871", "4500012345", "12/03/2026", "FR76 3000 6000", "0,99", "#0639980102", "06 39 98", "1 234,50 €",
  ])
  func isNoPhone(_ text: String) { #expect(NumberCase.values(.phone, text) == []) }

  @Test(arguments: [
    ("écrivez à claire.martin@client.example.", ["claire.martin@client.example"]),
    ("<Claire@Client.example>", ["claire@client.example"]), ("a+b@c-d.example, merci", ["a+b@c-d.example"]),
    ("deux @ trois", []), ("@client", []), ("claire@client", []), ("De : Boutique <vente@boutique.example>", []),
  ])
  func readsMailAddresses(_ text: String, _ values: [String]) { #expect(NumberCase.values(.email, text) == values) }

  @Test(arguments: [
    ("29600 Morlaix", ["29600"]), ("12 rue des Lilas, 44000 Nantes", ["44000"]),
    ("8 rue Voltaire 60100 Creil", ["60100"]),
    ("43000 Le Puy-en-Velay", ["43000"]), ("B-4000 Liège", ["4000"]), ("4000 Liège", ["4000"]),
    ("F-67000 Strasbourg", ["67000"]),
    ("London EC4A 2AB", ["EC4A2AB"]), ("Québec G1R 2B5", ["G1R2B5"]), ("Brooklyn NY 11215", ["11215"]),
    ("commande 29703 Merci", []), ("29600", []), ("2026 Bilan", []), ("99600 Nulle-Part", []), ("12000 lampes", []),
  ])
  func readsPostcodes(_ text: String, _ values: [String]) { #expect(NumberCase.values(.postalCode, text) == values) }
}

import Domain
import Testing

@testable import Reading

/// Numbers that carry check digits.
@Suite struct CheckedNumberTests {
  @Test(arguments: [
    ("IBAN : FR76 3000 6000 0112 3456 7890 189", ["FR7630006000011234567890189"]),
    ("FR7630006000011234567890189", ["FR7630006000011234567890189"]),
    ("fr76 3000 6000 0112 3456 7890 189", ["FR7630006000011234567890189"]),
    ("BE68 5390 0754 7034 merci", ["BE68539007547034"]), ("CH93-0076-2011-6238-5295-7", ["CH9300762011623852957"]),
    ("GB29 NWBK 6016 1331 9268 19", ["GB29NWBK60161331926819"]),
    ("FR76 3000 6000 0112 3456 7890 188", []), ("FR76 3000 6000", []), ("ZZ76 3000 6000 0112", []),
    ("because the old one", []), ("un retard de 12 jours pour la facture", []),
  ])
  func readsIBANs(_ text: String, _ values: [String]) { #expect(NumberCase.values(.iban, text) == values) }

  @Test(arguments: [
    ("TVA FR40303265045", ["FR40303265045"]), ("FR 40 303 265 045", ["FR40303265045"]),
    ("BE 0471.904.307", ["BE0471904307"]),
    ("IE3214759J", ["IE3214759J"]), ("VAT GB 286 9044 21", ["GB286904421"]), ("DE136695976", ["DE136695976"]),
    ("LU15027442", ["LU15027442"]), ("IT00743110157", ["IT00743110157"]), ("PT502757191", ["PT502757191"]),
    ("CHE-116.281.710", ["CHE116281710"]), ("NL004495445B01", ["NL004495445B01"]),
    ("FR41303265045", []), ("BE0471904308", []), ("IE3214759K", []), ("GB286904422", []), ("DE136695975", []),
  ])
  func readsVATNumbers(_ text: String, _ values: [String]) { #expect(NumberCase.values(.vatNumber, text) == values) }

  @Test(arguments: [
    ("SIRET 732 829 320 00074", ["73282932000074"], []), ("73282932000074", ["73282932000074"], []),
    ("RCS Paris 732 829 320", [], ["732829320"]), ("SIREN : 732829320", [], ["732829320"]),
    ("732 829 320 est notre SIREN", [], ["732829320"]),
    ("732 829 320", [], []), ("SIREN 732829321", [], []), ("SIRET 73282932000075", [], []),
    // One parcel number in ten passes the check of a SIRET.
    ("colis 42168065673803", [], []),
  ])
  func readsCompanyNumbers(_ text: String, _ sirets: [String], _ sirens: [String]) {
    #expect(NumberCase.values(.siret, text) == sirets)
    #expect(NumberCase.values(.siren, text) == sirens)
  }

  @Test(arguments: [
    ("numéro de suivi 6A12345678901", ["6A12345678901"]), ("LX123456785FR", ["LX123456785FR"]),
    ("RB 797 403 865 FR", ["RB797403865FR"]), ("6A 0453 1338 494", ["6A04531338494"]),
    ("UPS 1Z999AA10123456784", ["1Z999AA10123456784"]), ("mon colis Chronopost n° XY123456789", ["XY123456789"]),
    ("colis Mondial Relay 85644907", ["85644907"]), ("DPD (8958 4618 0459 21)", ["89584618045921"]),
    ("Le colis est perdu. Code 3245612700981546.", ["3245612700981546"]),
    ("À qui l’a-t-il donné ? 25021854412547", ["25021854412547"]),
    ("GLS : 5DJR4EB0", ["5DJR4EB0"]), ("DHL, 84 7037 4848", ["8470374848"]),
    ("JJD000390007827346105", []), ("JJD0003900078273461", ["JJD0003900078273461"]),
    ("LX123456789FR", []), ("1Z999AA10123456785", []), ("recommandé 1A 204 558 77312", []),
  ])
  func readsParcelNumbers(_ text: String, _ values: [String]) {
    #expect(NumberCase.values(.trackingNumber, text) == values)
  }
}

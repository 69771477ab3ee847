import Domain
import Testing

@testable import Reading

/// Product references, our number at a supplier's, and the forms that a site gives.
@Suite struct CodeTests {
  @Test(arguments: [
    ("réf. 4471-B", ["4471-B"]), ("SKU TS-0042-BL", ["TS-0042-BL"]), ("article n° 12008381", ["12008381"]),
    ("la carafe GOB-INX-350 est ébréchée", ["GOB-INX-350"]), ("PV-MONO-410 en stock ?", ["PV-MONO-410"]),
    ("le THP-4.5-AW", ["THP-4.5-AW"]), ("commande EJSBLZFYO : réf. VG-3107-N", ["VG-3107-N"]),
    ("le livre, ISBN 9782099482073", ["9782099482073"]), ("le joint pour le lave-vaisselle LV-4512", ["LV-4512"]),
    ("annulation MUS-12840", []), ("article L221-18 du Code", []), ("norme ISO-9001", []), ("160x230", []),
    ("réf. 45871", []),
  ])
  func readsProductReferences(_ text: String, _ values: [String]) {
    #expect(NumberCase.values(.productReference, text) == values)
  }

  /// In a mail to accounts a code is an invoice unless a noun or the topic tells otherwise.
  @Test(arguments: [
    ("Facture ? Il manque les cabines CAB-2250", ["CAB-2250"]), ("Les tuyaux HX-19-RED facturés", ["HX-19-RED"]),
    ("La facture est bloquée. GLS-OPAL-200 passe à 12,05 €.", ["GLS-OPAL-200"]),
    ("la référence PF-2210 du virement payé", []), ("Livraison de R-26-0555 jeudi", []),
    ("Livraison de CAB-2250 jeudi", ["CAB-2250"]), ("Reste HP-20417 à payer", []),
  ])
  func goodsInMailsToAccounts(_ text: String, _ values: [String]) {
    #expect(NumberCase.values(.productReference, text, trade: .accounts) == values)
  }

  @Test(arguments: [
    ("fournisseur 40127", ["40127"]), ("Code fournisseur chez vous : FRN-00871", ["FRN-00871"]),
    ("notre compte C-20418 chez vous", ["C-20418"]), ("vendor code V-30518", ["V-30518"]),
    ("code tiers 40127", ["40127"]), ("notre code vendeur 30518", ["30518"]),
    ("compte fournisseur 401LUMEX", ["401LUMEX"]), ("notre numéro dans vos livres : 107733", ["107733"]),
    ("Our number with you is 60219-B", ["60219-B"]), ("we are code 30-5518 by you", ["30-5518"]),
    ("Factures impayées sur votre compte :\n\nW-1180 15/02/2026 80,00 €", []),
    ("code GR0077 chez vous :\nGP-3120 du 27/11/2025", ["GR0077"]),
    ("compte 70041", []), ("service fournisseurs, facture 8812", []),
  ])
  func readsSupplierNumbers(_ text: String, _ values: [String]) {
    #expect(NumberCase.values(.supplierNumber, text, trade: .accounts) == values)
  }

  @Test(arguments: [
    ("R#+", "où est r20418 ?", "R20418"), ("LAMP-##-@@", "LAMP-07-XY", "LAMP-07-XY"),
    ("### ###", "n° 123 456", "123456"),
    ("KV/####", "au sujet de KV/0412.", "KV/0412"),
  ])
  func aSitesOwnFormsAreKnown(_ mask: String, _ text: String, _ value: String) {
    let found = NumberCase.entities(text, masks: [NumberMask(.orderNumber, mask)])
    #expect(found.filter { $0.kind == .orderNumber }.map(\.value) == [value])
    #expect(found.first?.confidence == 0.95)
  }

  @Test func aMaskMatchesTheWholeNumber() {
    let mask = NumberMask(.orderNumber, "R##")
    #expect(mask.matches(Array("R12".utf8)))
    for other in ["R1", "R123", "RA2", "S12", ""] { #expect(!mask.matches(Array(other.utf8))) }
    #expect(!NumberMask(.orderNumber, "").matches([]))
  }
}

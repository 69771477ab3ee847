import Domain
import Testing

@testable import Reading

@Suite struct SignedNameTests {
  @Test(arguments: [
    ("Où est mon colis ?\n\nÉlodie Vasseur", "Élodie Vasseur"), ("Merci d’avance\nM. Haddou", "Haddou"),
    ("Bien à vous,\nJ.-P. Combescure", "J.-P. Combescure"),
    ("Merci\nSandrine et Loïc Guéguen", "Sandrine et Loïc Guéguen"),
    ("Bises\nMaud", "Maud"), ("elles sont passées ou pas? merci Kevin", "Kevin"),
    ("Please find it attached. Doreen", "Doreen"),
    ("Thx, Janelle", "Janelle"), ("Cordialement,\nXavier de Poncharra\n04 75 31 09 02", "Xavier de Poncharra"),
    ("Je patiente.\nROGER CHABRIER 04 74 21 88 06", "ROGER CHABRIER"), ("Merci,\nLucie D.", "Lucie D."),
    ("Fraternellement,\nPaul Meunier", "Paul Meunier"),
    ("Merci !\nHelena Moore\n12 Cotham Vale, Bristol", "Helena Moore"),
    ("Je reste à votre écoute.\nRenée Stoffel, trésorière", "Renée Stoffel"),
    ("Merci\nClaire Martin\n\nPS : Code Postal 75011", "Claire Martin"),
    ("Où est mon colis ?", nil), ("Merci beaucoup", nil), ("Bonjour Madame,\nje voudrais un devis.", nil), ("", nil),
    ("MERCI DE FAIRE LE NECESSAIRE", nil), ("Commande 45871", nil), ("Service Clients", nil),
  ])
  func readsWhoSigned(_ text: String, _ name: String?) {
    #expect(NumberCase.values(.customerName, text).first == name)
  }

  @Test func theSignatureIsReadToo() {
    let found = NumberCase.entities("Où est mon colis ?", signature: "Cordialement,\nMme Claire Martin\n06 39 98 01 02")
    #expect(found.map(\.value) == ["Claire Martin", "+33639980102"])
    #expect(found.allSatisfy { $0.place == .body })
  }

  @Test(arguments: [
    ("Cordialement,\nFabienne Delhaye\nWallux Bureautique\n4000 Liège", "Wallux Bureautique"),
    ("Merci.\nBrice Fontanel, Tempora Emploi", "Tempora Emploi"),
    ("Merci\nCorinne Jaquier\nComptabilité clients, Bennes du Léman Sàrl", "Bennes du Léman Sàrl"),
    ("J’agis pour la société Alésia Emballages, créancière.\nPhilippe Destrem\nAvocat", "Alésia Emballages"),
    ("On attend. Rachel Nwosu, Nwosu Print", "Nwosu Print"), ("Merci\nKevin", nil),
    ("Merci\nClaire Martin\nComptable", nil),
  ])
  func readsTheSuppliersName(_ text: String, _ name: String?) {
    #expect(NumberCase.values(.supplierName, text, trade: .accounts).first == name)
    #expect(NumberCase.values(.supplierName, text, trade: .shop).isEmpty)
  }
}

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
    // On the line of the last sentence.
    ("Est-ce que ça ira ? Tatiana Roux", "Tatiana Roux"), ("Tu me dis :) Sarah", "Sarah"),
    ("C’est loin. Bonne journée, Cécile Arnoux", "Cécile Arnoux"),
    ("Il est vide. Merci d’avance, Lydie P.", "Lydie P."),
    ("Rien ne marche. Bien à vous, Paul Meunier", "Paul Meunier"), ("Répondez ! M. Lopes", "Lopes"),
    ("On attend.\nMerci Bruno Caron", "Bruno Caron"), ("Vous me rappelez 😅 Fabrice", "Fabrice"),
    // With what they do, or titles.
    ("Je passe demain. Rachid jardinier", "Rachid"), ("On attend.\nDragan Petrovic\ncarrelage", "Dragan Petrovic"),
    ("On attend.\nComte Hubert de Saint-Vaury", "Hubert de Saint-Vaury"), ("Merci\nM. DOS SANTOS", "DOS SANTOS"),
    ("On attend.\nMarcelin d’Aubigny", "Marcelin d’Aubigny"), ("On attend.\nÉdouard N’Guessan", "Édouard N’Guessan"),
    ("On attend.\nMe Éléonore Bast", "Éléonore Bast"), ("On attend.\nGeneviève Toulouse", "Geneviève Toulouse"),
    ("On attend.\nMartine Collignon\nrue des Brasseurs 12", "Martine Collignon"),
    // In a form, or a sentence.
    ("Nom : Julie Ferret\nProduit : un bureau\nil est cassé", "Julie Ferret"),
    ("commande au nom de Jordan Pichon, rien reçu", "Jordan Pichon"),
    ("Bonjour, je m’appelle Ingrid Baumann et j’attends", "Ingrid Baumann"),
    ("Bonjour c’est Magali de chez Mag Ménage", "Magali"), ("Bonjour c’est Couverture Le Bihan", nil),
    ("Pouvez-vous", nil), ("je fais quoi ? WJIWXDHRC", nil), ("au nom de la loi", nil),
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
    ("C’est réglé ? Hakim, HB Maçonnerie", "HB Maçonnerie"), ("On attend. Bogdan, BD Scaffolds", "BD Scaffolds"),
    ("On attend.\nRachel Boyd\nWebster Boyd IT Training", "Webster Boyd IT Training"),
    // Offices before the name, and what belongs to it.
    ("Je passe.\nJérémy exploitation TransAlpes", "TransAlpes"), ("On attend.\nService clients Télexia", "Télexia"),
    ("On attend. Emre Yildiz de Yildiz Façades", "Yildiz Façades"), ("On attend.\nPaul Roy\nBennes 44", "Bennes 44"),
    ("On attend.\nPaul Roy\nSerrurerie 24/7", "Serrurerie 24/7"),
    ("On attend. Denis chez Coupe & Filetage", "Coupe & Filetage"),
    ("On attend.\nPaul Roy\nCeltic Valves France", "Celtic Valves France"),
    ("On attend.\nSylvain Charrier\nCharrier Plomberie", "Charrier Plomberie"),
    ("On attend.\nAoife Brennan\nCredit Control\nHalloran Packaging", "Halloran Packaging"),
    ("On attend.\nOdile Wernert\nCrédit Mosellan", "Crédit Mosellan"),
    ("On attend.\nService facturation\nNovasys", "Novasys"), ("On attend.\nPaul Roy\nLocaHauteur", "LocaHauteur"),
    ("On attend.\nLucien Barbier\nRamonage", nil), ("On attend.\nNikhil Rao, UX consultant", nil),
    // Named by the text alone.
    ("Émetteur : Hélicor Fluides\nil manque le paiement.", "Hélicor Fluides"),
    ("bonjour, ici le chauffeur de chez Studio Kumo, j’attends.", "Studio Kumo"),
    ("la société Bati-Clean 77 attend.", "Bati-Clean 77"),
    ("Amberline Components, Inc. is moving.", "Amberline Components, Inc."),
    ("Bonjour, l’Imprimerie Solférino change de banque.", "Imprimerie Solférino"),
    ("c’est votre société. Nous attendons.", nil),
    ("Merci\nClaire Martin\nComptable", nil),
  ])
  func readsTheSuppliersName(_ text: String, _ name: String?) {
    #expect(NumberCase.values(.supplierName, text, trade: .accounts).first == name)
    #expect(NumberCase.values(.supplierName, text, trade: .shop).isEmpty)
  }

  @Test func theSubjectMayNameTheCompany() {
    let found = NumberCase.entities("il reste 60 €.", subject: "Votre compte chez Cloisons Express", trade: .accounts)
    #expect(found.filter { $0.kind == .supplierName }.map(\.value) == ["Cloisons Express"])
  }
}

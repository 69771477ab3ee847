import Testing

@testable import Reading

/// What machines, companies and lists add below the words.
struct FooterTests {
  @Test(arguments: footers) func footer(_ line: String) {
    let trimmed = QuotedTextTrim().trim("Où est mon colis ?\n\n\(line)\n")
    #expect(trimmed.newText == "Où est mon colis ?")
    #expect(trimmed.segments.last?.kind == .footer)
  }

  @Test(arguments: disclaimers) func disclaimer(_ notice: String) {
    let trimmed = QuotedTextTrim().trim("Où est mon colis ?\n\n\(notice)\n")
    #expect(trimmed.newText == "Où est mon colis ?")
    #expect(trimmed.segments.last?.kind == .disclaimer)
  }

  @Test(arguments: authorsLines) func authorsLineStays(_ line: String) {
    let text = "Bonjour,\n\n\(line)\n\nQue faire ?"
    #expect(QuotedTextTrim().trim(text).newText == text)
  }

  @Test(arguments: rows) func placed(_ row: TrimCase) { row.check() }

  private static let footers = [
    "Envoyé de mon iPhone", "Envoyé depuis mon Wiko View 3 Lite", "Envoyé depuis mon iPhone", "Envoyé de mon iPad",
    "Envoyé depuis mon mobile Orange",
    "Envoyé depuis l’application Mail Orange", "Envoyé depuis mon smartphone Samsung Galaxy.",
    "Envoyé à partir de Outlook pour Android<https://aka.example/x>", "Envoyé à partir de Yahoo Mail pour Android",
    "Envoyé à partir de Courrier pour Windows", "Provenance : Courrier pour Windows 10", "Obtenir Outlook pour Android",
    "Télécharger Outlook pour iOS", "Envoyé avec la messagerie sécurisée Proton Mail.", "*Envoyé de mon Galaxy A54*",
    "Sent from my iPhone", "Sent from my Samsung Galaxy smartphone.", "Get Outlook for iOS<https://aka.example/x>",
    "Sent from Yahoo Mail on Android", "Sent with Proton Mail secure email.", "Sent from Outlook",
    "Von meinem iPhone gesendet", "Gesendet von Mail für Windows", "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Enviado desde mi iPhone", "Inviato da iPhone", "Verstuurd vanaf mijn iPhone", "Verzonden vanuit Mail voor Windows",
    "Enviado do meu iPhone", "Garanti sans virus. www.avast.com", "Sans virus.www.avast.com",
    "L'absence de virus dans ce courrier électronique a été vérifiée par le logiciel antivirus Avast.\nhttps://www.avast.com/antivirus",
    "Yahoo Mail : Recherchez, organisez, maîtrisez votre communication",
    "Pour vous désabonner de cette liste : https://l.example",
    "You received this message because you are subscribed to the Google Groups.",
  ]

  private static let disclaimers = [
    "Ce message et ses pièces jointes sont confidentiels et établis à l'intention exclusive de leurs destinataires.",
    "Ce message et toutes les pièces\njointes (ci-après le \"message\") sont confidentiels. Toute diffusion\nnon autorisée est interdite.",
    "CONFIDENTIALITÉ : Ce courriel est destiné exclusivement à ses destinataires. Si vous l'avez reçu par erreur, détruisez-le.",
    "Si vous n'êtes pas le destinataire de ce message, merci de le détruire et d'en avertir l'expéditeur.",
    "Pensez à l'environnement avant d'imprimer ce message.", "🌳 N'imprimez ce message que si nécessaire.",
    "Les informations contenues dans ce message sont confidentielles.\nToute diffusion est interdite.\n\nThis message is confidential and intended solely for the addressee.",
    "This e-mail is confidential and intended only for the recipient. If you received it in error, please delete it.",
    "The information contained in this message is privileged and confidential; disclosure is prohibited.",
    "Please consider the environment before printing this email.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der Empfänger sind, löschen Sie sie.",
    "Le informazioni contenute in questo messaggio sono riservate al destinatario.",
    "Este mensaje es confidencial y para uso exclusivo de su destinatario; queda prohibida su copia, elimínelo.",
    "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
  ]

  private static let authorsLines = [
    "Envoyé depuis Lyon le 3 mars, mon colis n'est pas arrivé.", "Envoyé par vos soins hier, le colis est cassé.",
    "Sent from Lyon on Monday, the parcel never came.", "Ce message fait suite à ma commande 4411 du 3 mars.",
    "Ce courriel est le troisième que je vous envoie.", "Les informations contenues dans votre fiche sont fausses.",
    "Si vous n'êtes pas en mesure de livrer, remboursez-moi.", "Le destinataire du colis est ma mère.",
    "J'ai reçu par erreur le colis d'un autre client.", "Télécharger la facture est impossible sur votre site.",
    "Mon antivirus bloque votre site.", "Envoyé par courrier recommandé mardi, mon retour est chez vous.",
    "Envoyé depuis mon domicile le 3 mars, le retour est perdu.", "Envoyé par mon mari, le retour est perdu.",
    "Sent from the warehouse on Monday, it never came.", "Sent from my home address, the return is lost.",
    "Avant d'imprimer l'étiquette de retour, que faut-il remplir ?", "Bitte prüfen Sie die Rechnung 4411.",
    "Se désabonner", "Unsubscribe", "Pensez à joindre la facture au colis.",
  ]

  private static let rows: [TrimCase] = [
    TrimCase(
      "footer above a signature",
      "Où est mon colis ?\n\nCordialement,\nAnne Roy\n\nEnvoyé de mon iPhone\n", new: "Où est mon colis ?"),
    TrimCase(
      "history below the footer lost its header",
      "Où est mon colis ?\n\nEnvoyé de mon iPhone\n\nBonjour Madame,\nVotre colis 4411 est en route.\n",
      new: "Où est mon colis ?"),
    TrimCase(
      "afterthought below the footer",
      "Où est mon colis ?\n\nEnvoyé de mon iPhone\n\nPS : c'est la commande 4411.\n",
      new: "Où est mon colis ?\n\nPS : c'est la commande 4411."),
    TrimCase("words only below the footer", "Envoyé de mon iPhone\n\nOù est mon colis ?\n", new: "Où est mon colis ?"),
    TrimCase(
      "warning on top",
      "ATTENTION : Cet e-mail provient de l'extérieur de la société.\n\nOù est mon colis ?\n", new: "Où est mon colis ?"
    ),
    TrimCase(
      "signature, notice, plea",
      "La facture est jointe.\n\nCordialement,\nGarance Pham\n04 65 71 12 34\n\nCe message et ses pièces jointes sont confidentiels et destinés à leur destinataire.\n\nPensez à l'environnement.\n",
      new: "La facture est jointe."),
    TrimCase(
      "mailing list",
      "La lampe est cassée.\n\n__\nliste lampes\nlampes@listes.example\n", new: "La lampe est cassée."),
  ]
}

import Testing

@testable import Reading

/// Sentences that look like the marks of clients and are the author's own.
struct TrapTests {
  @Test(arguments: authorsTexts) func authorsTextStaysWhole(_ text: String) {
    #expect(QuotedTextTrim().trim(text).newText == text)
  }

  private static let authorsTexts = [
    "Le 12 mars, j'ai commandé une lampe. Elle n'est pas arrivée.",
    "Le 12 mars 2026 à 14:05, j'ai écrit à Paul <paul@lampes.example> :\npas de réponse.",
    "Le 12 mars 2026, votre conseiller m'a écrit :\nvotre colis part demain. Rien n'est parti.",
    "Le 12 mars 2026, votre conseiller a écrit que le colis partait.\nIl n'est pas parti.",
    "Le 12 mars 2026 à 14:05, vous avez écrit :\nle colis part demain.",
    "On Monday I wrote: the lamp is broken.\nNobody answered.",
    "On March 3, 2026 at 14:05 I wrote:\nthe lamp is broken.",
    "As Ann wrote:\nthe lamp is broken.",
    "Trajet à prévoir :\nDe : Paris\nÀ : Lyon\nDate : 12 mars\nMerci.",
    "De : Paris à Lyon, le colis a mis trois semaines.",
    "Objet : réclamation\n\nBonjour,\nMa lampe est cassée.",
    "Date : 3 mars 2026\nHeure : 14:05\nAdresse : 8 rue du Phare\n\nMerci de venir.",
    "Ma demande :\n> une lampe rouge\n> une lampe bleue\n> un abat-jour\nMerci",
    "Menu > Compte > Commandes ne marche pas",
    "> 3 semaines d'attente !\nC'est trop.",
    "Poids\n> 50 kg\nmerci de prévoir",
    "Voyez nos offres\n>>> >>> https://lampes.example <<<\net revenez",
    "Message d'origine : je ne l'ai plus.",
    "Le message transféré hier est le bon.",
    "Ci-dessous le message original de mon père, que je n'ai pas gardé.",
    "Il a dit : oui\nElle a écrit : non\nQue croire ?",
    "Le service a écrit :\nBonjour",
    "Voici la liste :\n* lampe\n* abat-jour\n\nCombien ?",
    "Commande du 03/03/2026 14:05, adresse anne@roy.example :\nlivrée en double.",
    "Le total : 12 €\nDe : 10 €\nÀ : 15 €",
  ]
}

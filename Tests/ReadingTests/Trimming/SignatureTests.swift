import Testing

@testable import Reading

/// Closing formulas, contact blocks, and what must not be taken for them.
struct SignatureTests {
  @Test(arguments: removed) func signatureIsToldApart(_ row: TrimCase) { row.check() }
  @Test(arguments: kept) func wordsAreKept(_ row: TrimCase) { row.check() }

  private static let removed: [TrimCase] = [
    TrimCase("RFC 3676", "La lampe est cassée.\n\n-- \nAnne Roy\n", new: "La lampe est cassée."),
    TrimCase(
      "RFC 3676, long", "Oui.\n-- \nAnne Roy\nNous vendons des lampes que vous aimez, depuis 1954.\n", new: "Oui."),
    TrimCase("dashes without space", "La lampe est cassée.\n\n--\nAnne Roy\n", new: "La lampe est cassée."),
    TrimCase("formula and name", "La lampe est cassée.\n\nCordialement,\nAnne Roy\n", new: "La lampe est cassée."),
    TrimCase("formula alone", "La lampe est cassée.\n\nCordialement\n", new: "La lampe est cassée."),
    TrimCase("abbreviated formula", "La lampe est cassée.\nCdlt\nA. Roy\n", new: "La lampe est cassée."),
    TrimCase(
      "formula, name, telephone", "La lampe est cassée.\n\nBien cordialement,\n\nAnne Roy\n06 39 98 12 34\n",
      new: "La lampe est cassée."),
    TrimCase(
      "company block",
      "Veuillez trouver notre facture.\n\nCordialement,\n\nGarance Pham\nResponsable administrative et financière\nBOIS ET DÉRIVÉS SARL\n12 rue des Forges - 69003 Lyon\nTél. : 04 65 71 12 34 - Fax : 04 65 71 12 35\ncompta@bois.example - www.bois.example\nSIRET 552 100 554 00013 - RCS Lyon - TVA FR40552100554\n",
      new: "Veuillez trouver notre facture."),
    TrimCase(
      "slogan below the contact lines",
      "Veuillez trouver notre facture.\n\nCordialement,\nGarance Pham\n04 65 71 12 34\nwww.bois.example\nNous travaillons le bois depuis 1954.\n",
      new: "Veuillez trouver notre facture."),
    TrimCase(
      "thanks before the formula", "La lampe est cassée.\nMerci d'avance.\n\nCordialement,\nAnne Roy\n",
      new: "La lampe est cassée.\nMerci d'avance."),
    TrimCase(
      "thanks and formula on one line", "La lampe est cassée.\n\nMerci d'avance, bien cordialement,\nAnne Roy\n",
      new: "La lampe est cassée.\n\nMerci d'avance, bien cordialement,"),
    TrimCase(
      "thanks, then contact lines", "La lampe est cassée.\n\nMerci,\nAnne Roy\n06 39 98 12 34\nanne@roy.example\n",
      new: "La lampe est cassée.\n\nMerci,"),
    TrimCase(
      "letter formula, then contact lines",
      "Je demande le remboursement.\n\nVeuillez agréer, Madame, Monsieur, l'expression de mes salutations distinguées.\n\nAnne Roy\n8 rue du Phare\n29200 Brest\n06 39 98 12 34\n",
      new:
        "Je demande le remboursement.\n\nVeuillez agréer, Madame, Monsieur, l'expression de mes salutations distinguées."
    ),
    TrimCase(
      "contact block without formula",
      "La facture est jointe.\n\nGarance Pham\nBois et Dérivés\nTél. 04 65 71 12 34\ncompta@bois.example\n",
      new: "La facture est jointe."),
    TrimCase(
      "rule and contact lines",
      "La facture est jointe.\n\n________________\nGarance Pham\nBois et Dérivés\n04 65 71 12 34\n",
      new: "La facture est jointe."),
    TrimCase(
      "signature above the history",
      "Oui.\n\nCordialement,\nAnne Roy\n\nLe 03/03/2026 à 14:05, Lampes du Port a écrit :\n> Quelle ampoule ?\n",
      new: "Oui."),
    TrimCase(
      "afterthought below", "Oui.\n\nCordialement,\nAnne Roy\n\nPS : ma commande est la 4411.\n",
      new: "Oui.\n\nPS : ma commande est la 4411."),
    TrimCase(
      "order number below the name", "Où est mon colis ?\n\nCordialement,\nAnne Roy\nCommande EJSBLZFYO : payée\n",
      new: "Où est mon colis ?\n\nCommande EJSBLZFYO : payée"),
    TrimCase(
      "bank details below the name", "La facture est jointe.\n\nCordialement,\nGarance Pham\nIBAN : FR76 1234\n",
      new: "La facture est jointe.\n\nIBAN : FR76 1234"),
    TrimCase("English", "The lamp is broken.\n\nKind regards,\nAnn Roy\n", new: "The lamp is broken."),
    TrimCase("German", "Die Lampe ist kaputt.\n\nMit freundlichen Grüßen\nAnna Roy\n", new: "Die Lampe ist kaputt."),
    TrimCase("Spanish", "La lámpara está rota.\n\nUn cordial saludo,\nAna Roy\n", new: "La lámpara está rota."),
    TrimCase("Italian", "La lampada è rotta.\n\nCordiali saluti\nAnna Roy\n", new: "La lampada è rotta."),
    TrimCase("Dutch", "De lamp is kapot.\n\nMet vriendelijke groet,\nAnna Roy\n", new: "De lamp is kapot."),
  ]

  private static let kept: [TrimCase] = [
    TrimCase(
      "thanks and a first name", "Pouvez-vous vérifier ?\n\nMerci,\nAnne", new: "Pouvez-vous vérifier ?\n\nMerci,\nAnne"
    ),
    TrimCase("name on the formula's line", "Oui.\n\nCordialement, Anne Roy", new: "Oui.\n\nCordialement, Anne Roy"),
    TrimCase(
      "formula in a sentence", "Il m'a répondu cordialement, mais rien ne vient.",
      new: "Il m'a répondu cordialement, mais rien ne vient."),
    TrimCase(
      "formula, then more words",
      "Bonjour,\nCordialement\n\nJe me suis trompée, je voulais vous dire que la lampe est cassée.",
      new: "Bonjour,\nCordialement\n\nJe me suis trompée, je voulais vous dire que la lampe est cassée."),
    TrimCase("formula and name are the whole mail", "Cordialement,\nAnne Roy", new: "Cordialement,\nAnne Roy"),
    TrimCase("greeting, formula and name", "Bonjour,\n\nCordialement,\nAnne Roy", new: "Bonjour,"),
    TrimCase(
      "an order after the formula", "La lampe est cassée.\nCordialement\nRemboursez-moi",
      new: "La lampe est cassée.\nCordialement\nRemboursez-moi"),
    TrimCase(
      "address announced",
      "Merci de livrer ici :\n\nAnne Roy\n8 rue du Phare\n29200 Brest\nanne@roy.example",
      new: "Merci de livrer ici :\n\nAnne Roy\n8 rue du Phare\n29200 Brest\nanne@roy.example"),
    TrimCase(
      "a form's fields",
      "Je souhaite un devis.\n\nNom : Roy\nPrénom : Anne\nTéléphone : 06 39 98 12 34\nAdresse : 8 rue du Phare",
      new: "Je souhaite un devis.\n\nNom : Roy\nPrénom : Anne\nTéléphone : 06 39 98 12 34\nAdresse : 8 rue du Phare"),
    TrimCase(
      "telephone in a sentence",
      "La lampe est cassée. Rappelez-moi au 06 39 98 12 34 ou à anne@roy.example.",
      new: "La lampe est cassée. Rappelez-moi au 06 39 98 12 34 ou à anne@roy.example."),
    TrimCase(
      "dash between thoughts", "La lampe -- enfin, ce qu'il en reste -- est cassée.",
      new: "La lampe -- enfin, ce qu'il en reste -- est cassée."),
    TrimCase(
      "dashes before a list", "J'ai commandé :\n-- une lampe\n-- un abat-jour\nRien n'est venu.",
      new: "J'ai commandé :\n-- une lampe\n-- un abat-jour\nRien n'est venu."),
    TrimCase(
      "dashes between paragraphs", "Première question.\n--\nVous avez aussi oublié la facture, pouvez-vous l'envoyer ?",
      new: "Première question.\n--\nVous avez aussi oublié la facture, pouvez-vous l'envoyer ?"),
    TrimCase(
      "table with a rule", "Article    Quantité\n----------------\nLampe      2\nAbat-jour  1",
      new: "Article    Quantité\n----------------\nLampe      2\nAbat-jour  1"),
    TrimCase(
      "list at the end", "Il manque :\n- une lampe\n- deux abat-jour", new: "Il manque :\n- une lampe\n- deux abat-jour"
    ),
    TrimCase("a name with its dash", "La lampe est cassée.\n\n-Anne", new: "La lampe est cassée.\n\n-Anne"),
    TrimCase("one word", "Oui", new: "Oui"),
    TrimCase("an emoji", "👍", new: "👍"),
    TrimCase(
      "all in capitals", "OÙ EST MA COMMANDE 4411 ???\nREMBOURSEZ-MOI !!!",
      new: "OÙ EST MA COMMANDE 4411 ???\nREMBOURSEZ-MOI !!!"),
  ]
}

import Testing

@testable import Reading

/// Answers below a quote or between its lines, and quotes that lost a mark on the way.
struct InlineAnswerTests {
  @Test(arguments: rows) func inline(_ row: TrimCase) { row.check() }

  private static let header = "Le 03/03/2026 à 14:05, Lampes du Port a écrit :\n"

  private static let rows: [TrimCase] = [
    TrimCase("below the quote", header + "> Quelle ampoule ?\n\nUne E27, merci.\n", new: "Une E27, merci."),
    TrimCase(
      "between the lines", header + "> Quelle ampoule ?\nUne E27.\n> Quelle couleur ?\nBlanc.\n",
      new: "Une E27.\n\nBlanc."),
    TrimCase(
      "between the lines, spaced",
      header + "> Quelle ampoule ?\n\nUne E27.\n\n> Quelle couleur ?\n\nBlanc.\n", new: "Une E27.\n\nBlanc."),
    TrimCase(
      "above and between",
      "Mes réponses ci-dessous.\n\n" + header + "> Quelle ampoule ?\nUne E27.\n>\n> Bonne journée\n",
      new: "Mes réponses ci-dessous.\n\nUne E27."),
    TrimCase(
      "without header, a question answered",
      "> Pouvez-vous nous envoyer la facture ?\n\nLa voici.\n", new: "La voici."),
    TrimCase(
      "without header, after a greeting",
      "Bonjour,\n\n> Avez-vous la facture ?\nOui, F-12.\n> Et le bon de livraison ?\nNon.\n",
      new: "Bonjour,\n\nOui, F-12.\n\nNon."),
    TrimCase(
      "introduced by the author",
      "Vous m'avez écrit :\n> Nous vous rembourserons sous huit jours.\n\nCela fait trois semaines.\n",
      new: "Vous m'avez écrit :\n\nCela fait trois semaines."),
    TrimCase(
      "lowercase answer to a long question",
      header
        + "> Pouvez-vous nous renvoyer la photographie de la lampe endommagée ?\nla voici en pièce jointe\n> Merci\n",
      new: "la voici en pièce jointe"),
    TrimCase(
      "short lowercase answer below a full line",
      header + "> Nous vous proposons un échange contre une lampe de la même gamme.\nok pour moi\n> Merci\n",
      new: "ok pour moi"),
    TrimCase(
      "a relay cut a long quoted line",
      "Oui.\n\n" + header
        + "> Nous avons bien reçu votre retour et nous vous remercions de votre pat\nience ainsi que\n> de votre confiance.\n",
      new: "Oui."),
    TrimCase(
      "a relay cut a link",
      "Oui.\n\n" + header + "> Suivi (https://suivi.example/colis\nnumero=8812)\n> Merci\n", new: "Oui."),
    TrimCase(
      "marks with spaces between", "Oui.\n\n" + header + "> > Quelle ampoule ?\n> Une E27 ?\n", new: "Oui."),
    TrimCase(
      "signature below the quote",
      "Oui.\n\n" + header + "> Quelle ampoule ?\n\nCordialement,\nAnne Roy\n06 39 98 12 34\n", new: "Oui."),
    TrimCase(
      "answer and name on one line below", "Oui.\n\n" + header + "> Quelle ampoule ?\n\nCordialement, Anne\n",
      new: "Oui.\n\nCordialement, Anne"),
    TrimCase(
      "only the name below the quote", header + "> Quelle ampoule ?\n\nCordialement,\nAnne Roy\n",
      new: "Cordialement,\nAnne Roy"),
  ]
}

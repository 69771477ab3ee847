import Testing

@testable import Reading

/// What a shop's contact form sends: labels over the customer's words, which look like a mail program's header.
struct ContactFormTests {
  @Test(arguments: forms) func everyWordIsNew(_ text: String) {
    #expect(QuotedTextTrim().trim(text).newText == text)
  }

  private static let forms = [
    "De : Jean\nE-mail : j@x.example\nSujet : Suivi\nDate : 3 mars 2026\n\nOù est ma commande 123 ?",
    "Vous avez reçu un message du site.\n\nDe: Jean <j@x.example>\nDate: 3 mars 2026\nSujet: Suivi\n\nOù est ma commande 123 ?",
    "Nom : Dupont\nDe : j@x.example\nDate : 3 mars 2026\nObjet : Suivi\nMessage : Où est ma commande 123 ?",
    "De : Jean <j@x.example>\nPour : Service client\nSujet : Suivi\nTéléphone : 06 39 98 12 34\n\nOù est ma commande ?",
    "De : Jean <j@x.example>\nÀ : contact@boutique.example\nSujet : Suivi\nN° de commande : 123\n\nOù est-elle ?",
    "E-mail : j@x.example\n\nDe : Jean <j@x.example>\n\nÀ : SAV\n\nSujet : Suivi\n\nMessage : Où est ma commande ?",
    "Formulaire de contact\n____________________\nDe : Jean <j@x.example>\nDate : 3 mars 2026\nSujet : Suivi\n____________________\n\nOù est ma commande 123 ?",
    "De : Jean Date : 3 mars 2026 Sujet : Suivi\n\nOù est ma commande 123 ?",
    "From: Ann Roy <ann@roy.example>\nSubject: Lamp\nDate: March 3, 2026\n\nWhere is my order 123?",
  ]

  @Test(arguments: [
    TrimCase(
      "a form's mail below the answer",
      "Nous vous l'envoyons.\n\nDe : Site <site@x.example>\nEnvoyé : lundi 3 mars 2026 14:05\nÀ : SAV\nObjet : Contact\nNom : Dupont\nMessage : Où est ma facture ?\n",
      new: "Nous vous l'envoyons."),
    TrimCase(
      "a telephone right above a whole header",
      "Voici.\nTél. : 01 99 00 12 34\nDe : Bois <a@bois.example>\nEnvoyé : lundi 3 mars 2026 14:05\nÀ : Garance\nObjet : Facture\n\nMerci.\n",
      new: "Voici.\nTél. : 01 99 00 12 34"),
    TrimCase(
      "no recipient, below a rule",
      "Voici.\n\n________________________________\nDe : Bois <a@bois.example>\nEnvoyé : lundi 3 mars 2026 14:05\nObjet : Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "no recipient, below a named separator",
      "Voici.\n\n-----Message d'origine-----\nDe : Bois <a@bois.example>\nDate : 3 mars 2026\nObjet : Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "introduced by Apple Mail, with a form in it",
      "Voici.\n\nDébut du message transféré :\n\nDe: Bois <a@bois.example>\nObjet: Facture\nDate: 3 mars 2026\n\nNom : Dupont\n",
      new: "Voici."),
  ])
  func aMailProgramsHeaderStillCounts(_ row: TrimCase) { row.check() }
}

import Testing

@testable import Reading

/// "Le … a écrit :" in the shapes of Gmail, Apple Mail, Thunderbird, Yahoo, Proton and the other languages.
struct AttributionTests {
  @Test(arguments: french) func frenchMail(_ row: TrimCase) { row.check() }
  @Test(arguments: foreign) func foreignMail(_ row: TrimCase) { row.check() }

  private static let french: [TrimCase] = [
    TrimCase(
      "Gmail",
      "Bonjour,\nC'est bon pour moi.\n\nLe lun. 3 mars 2026 à 14:05, Lampes du Port <contact@lampes-du-port.example> a écrit :\n\n> Bonjour,\n> Est-ce bon ?\n",
      new: "Bonjour,\nC'est bon pour moi."),
    TrimCase(
      "Gmail, wrapped before the verb",
      "Oui merci\n\nLe lun. 3 mars 2026 à 14:05, Lampes du Port <contact@lampes-du-port.example>\na écrit :\n\n> Bonjour,\n",
      new: "Oui merci"),
    TrimCase(
      "Gmail, wrapped inside the verb",
      "Oui merci\n\nLe lun. 3 mars 2026 à 14:05, Lampes du Port <contact@lampes-du-port.example> a\nécrit :\n\n> Bonjour,\n",
      new: "Oui merci"),
    TrimCase(
      "Gmail, wrapped inside the address",
      "Oui merci\n\nLe mar. 24 nov. 2026 à 08:00, Service après-vente des Lampes du Port <\nservice-apres-vente@lampes-du-port.example> a écrit :\n\n> Bonjour,\n",
      new: "Oui merci"),
    TrimCase(
      "Gmail, over three lines with no-break spaces",
      "Oui merci\n\nLe mar. 24 nov. 2026 à 08:00, Service après-vente des Lampes du Port <\nservice-apres-vente@lampes-du-port.example>\na écrit\u{A0}:\n\n> Bonjour,\n",
      new: "Oui merci"),
    TrimCase(
      "Gmail without marks, as HTML loses them",
      "Je confirme.\n\nLe ven. 20 nov. 2026 à 17:45, Ateliers Roussel <compta@ateliers-roussel.example> a écrit :\n\nBonjour,\nPouvez-vous confirmer la facture FA-2211 ?\n",
      new: "Je confirme."),
    TrimCase(
      "Apple Mail",
      "Parfait.\n\n> Le 3 mars 2026 à 14:05, Lampes du Port <contact@lampes-du-port.example> a écrit :\n> \n> Bonjour\n",
      new: "Parfait."),
    TrimCase(
      "Apple Mail, header above the marks",
      "Parfait.\n\nLe 3 mars 2026 à 14:05, Lampes du Port <contact@lampes-du-port.example> a écrit :\n\n> Bonjour\n",
      new: "Parfait."),
    TrimCase(
      "Apple Mail, decomposed accents",
      "Parfait.\n\nLe 3 mars 2026 a\u{300} 14:05, Lampes du Port <contact@lampes-du-port.example> a e\u{301}crit :\n\nBonjour\n",
      new: "Parfait."),
    TrimCase(
      "iPhone",
      "Oui\n\nEnvoyé de mon iPhone\n\n> Le 3 mars 2026 à 14:05, Lampes du Port <contact@lampes-du-port.example> a écrit :\n> \n> ﻿\n> Bonjour\n",
      new: "Oui"),
    TrimCase(
      "Thunderbird",
      "Merci pour votre réponse.\n\nLe 03/03/2026 à 14:05, Lampes du Port a écrit :\n> Bonjour Madame,\n> voici le suivi.\n",
      new: "Merci pour votre réponse."),
    TrimCase(
      "Thunderbird, no blank line between",
      "Merci pour votre réponse.\nLe 03/03/2026 14:05, Lampes du Port a écrit :\n> Bonjour Madame,\n",
      new: "Merci pour votre réponse."),
    TrimCase(
      "Yahoo",
      "Toujours rien !\n\n    Le lundi 3 mars 2026 à 14:05:10 UTC+1, Lampes du Port <contact@lampes-du-port.example> a écrit :  \n \n Bonjour,\nVotre colis est en route.\n",
      new: "Toujours rien !"),
    TrimCase(
      "Yahoo, the older one",
      "Toujours rien !\n\n--- En date de : Lun 3.3.26, Lampes du Port <contact@lampes-du-port.example> a écrit :\n\n> Votre colis est en route.\n",
      new: "Toujours rien !"),
    TrimCase(
      "Proton",
      "Bien noté.\n\n-------- Message d'origine --------\nLe 03/03/2026 14:05, Lampes du Port <contact@lampes-du-port.example> a écrit :\n\n> Bonjour\n",
      new: "Bien noté."),
    TrimCase(
      "Orange application",
      "Bien noté\n\nEnvoyé depuis l'application Mail Orange\n----------------\nLe 3 mars 2026 à 14:05, Lampes du Port <contact@lampes-du-port.example> a écrit :\n\nBonjour\n",
      new: "Bien noté"),
    TrimCase(
      "Lotus Notes",
      "D'accord pour jeudi.\n\nPaul Meunier <paul@meunier.example> a écrit sur 03/03/2026 14:05:10 :\n\n> Jeudi ?\n",
      new: "D'accord pour jeudi."),
    TrimCase(
      "name and address only",
      "D'accord.\n\nPaul Meunier <paul@meunier.example> a écrit :\n\nJeudi ?\n", new: "D'accord."),
    TrimCase("name only, marks below", "D'accord.\n\nPaul Meunier a écrit :\n> Jeudi ?\n", new: "D'accord."),
    TrimCase(
      "a shop's name that speaks",
      "D'accord.\n\nLe lun. 3 mars 2026 à 14:05, Vous & Nous <bonjour@vous-et-nous.example> a écrit :\n\nJeudi ?\n",
      new: "D'accord."),
    TrimCase(
      "the author's last word and the header on one line",
      "D'accord Le lun. 3 mars 2026 à 14:05, Paul <paul@meunier.example> a écrit :\n> Jeudi ?\n", new: "D'accord"),
    TrimCase(
      "two exchanges below",
      "Encore merci.\n\nLe mar. 4 mars 2026 à 10:00, Paul <paul@meunier.example> a écrit :\n\n> Voici.\n>\n> Le lun. 3 mars 2026 à 14:05, Anne <anne@roy.example> a écrit :\n>\n>> Et la facture ?\n",
      new: "Encore merci."),
    TrimCase(
      "a mail of only a quote",
      "Le lun. 3 mars 2026 à 14:05, Paul <paul@meunier.example> a écrit :\n\n> Jeudi ?\n", new: ""),
    TrimCase(
      "CRLF",
      "D'accord.\r\n\r\nLe lun. 3 mars 2026 à 14:05, Paul <paul@meunier.example> a écrit :\r\n\r\n> Jeudi ?\r\n",
      new: "D'accord."),
  ]

  private static let foreign: [TrimCase] = [
    TrimCase(
      "English, Gmail",
      "Fine with me.\n\nOn Mon, Mar 3, 2026 at 2:05 PM Harbour Lamps <hello@harbour-lamps.example> wrote:\n\n> Is it fine?\n",
      new: "Fine with me."),
    TrimCase(
      "English, Gmail, wrapped",
      "Fine with me.\n\nOn Mon, Mar 3, 2026 at 2:05 PM The Harbour Lamps After Sales Team <\nafter-sales@harbour-lamps.example> wrote:\n\n> Is it fine?\n",
      new: "Fine with me."),
    TrimCase(
      "English, Apple Mail",
      "Fine.\n\nOn Mar 3, 2026, at 2:05 PM, Harbour Lamps <hello@harbour-lamps.example> wrote:\n\nIs it fine?\n",
      new: "Fine."),
    TrimCase(
      "English, Outlook for Mac",
      "Fine.\n\nOn 3/3/26, 14:05, \"Harbour Lamps\" <hello@harbour-lamps.example> wrote:\n\n    Is it fine?\n",
      new: "Fine."),
    TrimCase(
      "English, no address, marks below", "Fine.\n\nOn 3 Mar 2026, Harbour Lamps wrote:\n> Is it fine?\n", new: "Fine."),
    TrimCase(
      "German, Thunderbird",
      "Ja, gerne.\n\nAm 03.03.26 um 14:05 schrieb Hafenlampen:\n> Passt es?\n", new: "Ja, gerne."),
    TrimCase(
      "German, Gmail",
      "Ja, gerne.\n\nAm Mo., 3. März 2026 um 14:05 Uhr schrieb Hafenlampen <info@hafenlampen.example>:\n\n> Passt es?\n",
      new: "Ja, gerne."),
    TrimCase(
      "German, wrapped",
      "Ja, gerne.\n\nAm Mo., 3. März 2026 um 14:05 Uhr schrieb Hafenlampen Kundendienst <\ninfo@hafenlampen.example>:\n\nPasst es?\n",
      new: "Ja, gerne."),
    TrimCase(
      "Spanish, Gmail",
      "Sí, gracias.\n\nEl lun, 3 mar 2026 a las 14:05, Lámparas (<hola@lamparas.example>) escribió:\n\n> ¿Le va bien?\n",
      new: "Sí, gracias."),
    TrimCase(
      "Dutch, Gmail",
      "Prima.\n\nOp ma 3 mrt 2026 om 14:05 schreef Havenlampen <info@havenlampen.example>:\n\n> Past het?\n",
      new: "Prima."),
    TrimCase(
      "Italian, Gmail, wrapped",
      "Va bene.\n\nIl giorno lun 3 mar 2026 alle ore 14:05 Lampade <ciao@lampade.example>\nha scritto:\n\n> Va bene?\n",
      new: "Va bene."),
    TrimCase(
      "Portuguese",
      "Está bem.\n\nEm seg., 3 de mar. de 2026 às 14:05, Candeeiros <ola@candeeiros.example> escreveu:\n\nEstá bem?\n",
      new: "Está bem."),
    TrimCase(
      "Swedish", "Ja.\n\nDen mån 3 mars 2026 kl 14:05 skrev Lampor <hej@lampor.example>:\n\n> Går det bra?\n",
      new: "Ja."),
    TrimCase(
      "Polish", "Tak.\n\npon., 3 mar 2026 o 14:05 Lampy <biuro@lampy.example> napisał(a):\n\n> Pasuje?\n", new: "Tak."),
    TrimCase(
      "Russian, without verb", "Да.\n\nпн, 3 мар. 2026 г. в 14:05, Лампы <info@lampy.example>:\n\n> Подходит?\n",
      new: "Да."),
    TrimCase(
      "date and address, no verb",
      "Ok.\n\n03.03.2026, 14:05, \"Lampes\" <contact@lampes-du-port.example>:\n\nBonjour\n", new: "Ok."),
    TrimCase(
      "old Gmail, no verb, no colon",
      "Ok.\n\n2026/3/3 Lampes <contact@lampes-du-port.example>\n\n> Bonjour\n", new: "Ok."),
    TrimCase(
      "Zoho",
      "Ok.\n\n---- On Tue, 03 Mar 2026 14:05:50 +0100 contact@lampes-du-port.example wrote ----\n\nBonjour\n",
      new: "Ok."),
  ]
}

import Testing

@testable import Reading

/// "De : … Envoyé : … Objet : …" and named separators, as Outlook, Exchange, Notes and the French webmails write them.
struct HeaderBlockTests {
  @Test(arguments: french) func frenchMail(_ row: TrimCase) { row.check() }
  @Test(arguments: foreign) func foreignMail(_ row: TrimCase) { row.check() }

  private static let french: [TrimCase] = [
    TrimCase(
      "Outlook",
      "Bonjour,\nLa facture est en pièce jointe.\n\nDe : Comptabilité <compta@ateliers-roussel.example>\nEnvoyé : lundi 3 mars 2026 14:05\nÀ : Garance Pham <garance@pham.example>\nObjet : RE: Facture\n\nMerci de nous l'envoyer.\n",
      new: "Bonjour,\nLa facture est en pièce jointe."),
    TrimCase(
      "Outlook, copy and wrapped recipients",
      "Voici.\n\nDe : Comptabilité\nEnvoyé : lundi 3 mars 2026 14:05\nÀ : Garance Pham; Paul Meunier;\n Anne Roy\nCc : Achats\nObjet : RE: Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Outlook on the telephone",
      "Voici.\n\nTélécharger Outlook pour iOS<https://aka.example/ios>\n________________________________\nDe : Comptabilité <compta@ateliers-roussel.example>\nEnvoyé : lundi 3 mars 2026 14:05\nÀ : Garance Pham <garance@pham.example>\nObjet : RE: Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Outlook, old separator",
      "Voici.\n\n-----Message d'origine-----\nDe : compta@ateliers-roussel.example [mailto:compta@ateliers-roussel.example]\nEnvoyé : lundi 3 mars 2026 14:05\nÀ : garance@pham.example\nObjet : Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Outlook, bold labels",
      "Voici.\n\n*De :* Comptabilité [mailto:compta@ateliers-roussel.example]\n*Envoyé :* lundi 3 mars 2026 14:05\n*À :* Garance Pham\n*Objet :* RE: Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Outlook, one paragraph a label",
      "Voici.\n\nDe : Comptabilité\n\nEnvoyé : lundi 3 mars 2026 14:05\n\nÀ : Garance Pham\n\nObjet : RE: Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Outlook, line breaks lost",
      "Voici.\n\nDe : Comptabilité Envoyé : lundi 3 mars 2026 14:05 À : Garance Pham Objet : RE: Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Hotmail, no space after the label",
      "Voici.\n\nDe : Comptabilité<mailto:compta@ateliers-roussel.example>\nEnvoyé le :lundi 3 mars 2026 14:05\nÀ : garance@pham.example\nObjet :Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Samsung",
      "Voici\n\nEnvoyé depuis mon smartphone Samsung Galaxy.\n\n-------- Message d'origine --------\nDe : Comptabilité <compta@ateliers-roussel.example>\nDate : 03/03/2026 14:05 (GMT+01:00)\nÀ : garance@pham.example\nObjet : Facture\n\nMerci.\n",
      new: "Voici"),
    TrimCase(
      "Free, Zimbra",
      "Voici.\n\n----- Mail original -----\nDe: \"Comptabilité\" <compta@ateliers-roussel.example>\nÀ: \"garance\" <garance@pham.example>\nEnvoyé: Lundi 3 Mars 2026 14:05:00\nObjet: Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Orange",
      "Voici.\n\n\n\n> Message du 03/03/26 14:05\n> De : \"Comptabilité\" <compta@ateliers-roussel.example>\n> A : garance@pham.example\n> Copie à : \n> Objet : Facture\n> \n> Merci.\n",
      new: "Voici."),
    TrimCase(
      "SFR",
      "Voici.\n\n========================================\n   Message du : 03/03/2026 14:05\n   De : \"Comptabilité\" <compta@ateliers-roussel.example>\n   A : garance@pham.example\n   Copie à :\n   Sujet : Facture\n\n Merci.\n",
      new: "Voici."),
    TrimCase(
      "La Poste",
      "Voici.\n\n> Message du 03/03/26 14:05\n> De : compta@ateliers-roussel.example\n> A : garance@pham.example\n> Objet : Facture\n>\n> Merci.\n",
      new: "Voici."),
    TrimCase(
      "Yahoo",
      "Voici.\n\n________________________________\nDe : Comptabilité <compta@ateliers-roussel.example>\nÀ : garance@pham.example\nEnvoyé le : Lundi 3 mars 2026 14h05\nObjet : Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Lotus Notes",
      "Voici.\n\n\n\nDe :    Comptabilité/Roussel\nA :     Garance Pham/Pham\nCc :\nDate :  03/03/2026 14:05\nObjet : Facture\n\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "Exchange, English labels in a French mail",
      "Voici.\n\nFrom: Comptabilité <compta@ateliers-roussel.example>\nSent: lundi 3 mars 2026 14:05\nTo: Garance Pham\nSubject: RE: Facture\n\nMerci.\n",
      new: "Voici."),
    TrimCase(
      "separator alone", "Voici.\n\n-----Message original-----\n\nMerci d'envoyer la facture.\n", new: "Voici."),
    TrimCase(
      "separator in capitals", "VOICI.\n\n----- MESSAGE D’ORIGINE -----\n\nMerci.\n", new: "VOICI."),
    TrimCase(
      "ticket system",
      "Oui, toujours.\n\n##- Veuillez répondre au-dessus de cette ligne -##\n\nVotre demande 4411 est ouverte.\n",
      new: "Oui, toujours."),
  ]

  private static let foreign: [TrimCase] = [
    TrimCase(
      "English",
      "See below.\n\nFrom: Ann Roy <ann@roy.example>\nSent: Monday, March 3, 2026 2:05 PM\nTo: Paul\nSubject: Lamp\n\nHello\n",
      new: "See below."),
    TrimCase(
      "English, date",
      "See below.\n\nFrom: Ann Roy <ann@roy.example>\nDate: Monday, March 3, 2026 at 2:05 PM\nTo: Paul <p@roy.example>\nSubject: Re:\n\nHello\n",
      new: "See below."),
    TrimCase(
      "English, separator", "See below.\n\n-----Original Message-----\nFrom: Ann\nTo: Paul\n\nHello\n",
      new: "See below."),
    TrimCase(
      "English, reply line", "Yes.\n\n##- Please type your reply above this line -##\n\nYour request is open.\n",
      new: "Yes."),
    TrimCase(
      "German",
      "Danke.\n\nVon: Anna Roy <anna@roy.example>\nGesendet: Montag, 3. März 2026 14:05\nAn: Paul\nBetreff: AW: Lampe\n\nHallo\n",
      new: "Danke."),
    TrimCase(
      "German, separator",
      "Danke.\n\n-----Ursprüngliche Nachricht-----\nVon: Anna\nGesendet: Montag\nAn: Paul\nBetreff: Lampe\n\nHallo\n",
      new: "Danke."),
    TrimCase(
      "Spanish",
      "Gracias.\n\nDe: Ana Roy <ana@roy.example>\nEnviado: lunes, 3 de marzo de 2026 14:05\nPara: Pablo\nAsunto: RE: Lámpara\n\nHola\n",
      new: "Gracias."),
    TrimCase(
      "Dutch",
      "Bedankt.\n\nVan: Anna Roy <anna@roy.example>\nVerzonden: maandag 3 maart 2026 14:05\nAan: Paul\nOnderwerp: RE: Lamp\n\nHallo\n",
      new: "Bedankt."),
    TrimCase(
      "Italian",
      "Grazie.\n\nDa: Anna Roy <anna@roy.example>\nInviato: lunedì 3 marzo 2026 14:05\nA: Paolo\nOggetto: R: Lampada\n\nCiao\n",
      new: "Grazie."),
    TrimCase(
      "Italian, separator", "Grazie.\n\n-----Messaggio originale-----\nDa: Anna\nA: Paolo\n\nCiao\n", new: "Grazie."),
    TrimCase(
      "Danish", "Tak.\n\nFra: Anna <anna@roy.example>\nSendt: 3. marts 2026 14:05\nTil: Poul\nEmne: Lampe\n\nHej\n",
      new: "Tak."),
  ]
}

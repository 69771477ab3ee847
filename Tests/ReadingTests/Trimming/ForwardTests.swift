import Testing

@testable import Reading

/// Mails passed on: with words above, they are the new text; without, the reader is told to look inside.
struct ForwardTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let shape: String
    let text: String
    let new: String
    let forwarded: String
    var testDescription: String { shape }
  }

  @Test(arguments: rows) func forward(_ row: Row) {
    let trimmed = QuotedTextTrim().trim(row.text)
    #expect(trimmed.newText == row.new)
    #expect(trimmed.forwardedText == row.forwarded)
    #expect(trimmed.isForwardOnly == row.new.isEmpty)
    #expect(trimmed.wholeText == row.text)
  }

  private static let rows: [Row] = [
    Row(
      shape: "Gmail, French, no word above",
      text:
        "---------- Forwarded message ---------\nDe : Fournisseur Bois <compta@bois.example>\nDate: lun. 3 mars 2026 à 14:05\nSubject: Facture F-12\nTo: <achats@ateliers-roussel.example>\n\n\nVeuillez trouver la facture F-12.\n",
      new: "", forwarded: "Veuillez trouver la facture F-12."),
    Row(
      shape: "Gmail with words above",
      text:
        "À payer s'il vous plaît.\n\n---------- Forwarded message ---------\nDe : Bois <compta@bois.example>\nDate: lun. 3 mars 2026 à 14:05\nSubject: Facture F-12\nTo: <achats@ateliers-roussel.example>\n\nVeuillez trouver la facture F-12.\n",
      new: "À payer s'il vous plaît.", forwarded: "Veuillez trouver la facture F-12."),
    Row(
      shape: "Apple Mail, French",
      text:
        "Début du message transféré :\n\nDe: Bois <compta@bois.example>\nObjet: Facture F-12\nDate: 3 mars 2026 à 14:05:00 UTC+1\nÀ: achats@ateliers-roussel.example\n\nVeuillez trouver la facture F-12.\n",
      new: "", forwarded: "Veuillez trouver la facture F-12."),
    Row(
      shape: "Apple Mail with marks",
      text:
        "Pour info\n\nDébut du message transféré :\n\n> De: Bois <compta@bois.example>\n> Objet: Facture F-12\n>\n> La facture F-12.\n",
      new: "Pour info", forwarded: "> De: Bois <compta@bois.example>\n> Objet: Facture F-12\n>\n> La facture F-12."),
    Row(
      shape: "Thunderbird, French",
      text:
        "-------- Message transféré --------\nSujet : Facture F-12\nDate : Tue, 3 Mar 2026 14:05:00 +0100\nDe : Bois <compta@bois.example>\nPour : achats@ateliers-roussel.example\n\nVeuillez trouver la facture F-12.\n",
      new: "", forwarded: "Veuillez trouver la facture F-12."),
    Row(
      shape: "Outlook, no word above",
      text:
        "De : Bois <compta@bois.example>\nEnvoyé : lundi 3 mars 2026 14:05\nÀ : achats@ateliers-roussel.example\nObjet : Facture F-12\n\nVeuillez trouver la facture F-12.\n",
      new: "", forwarded: "Veuillez trouver la facture F-12."),
    Row(
      shape: "Outlook, only a signature above",
      text:
        "Cordialement,\nGarance Pham\n\n________________________________\nDe : Bois <compta@bois.example>\nEnvoyé : lundi 3 mars 2026 14:05\nÀ : achats@ateliers-roussel.example\nObjet : Facture F-12\n\nVeuillez trouver la facture F-12.\n",
      new: "", forwarded: "Veuillez trouver la facture F-12."),
    Row(
      shape: "iPhone, only the footer above",
      text:
        "\n\nEnvoyé de mon iPhone\n\nDébut du message transféré :\n\nDe: Bois <compta@bois.example>\nDate: 3 mars 2026\nÀ: achats@ateliers-roussel.example\nObjet: Facture F-12\n\nLa facture F-12.\n",
      new: "", forwarded: "La facture F-12."),
    Row(
      shape: "Lotus Notes",
      text:
        "Pour suite à donner.\n\n----- Transféré par Garance Pham/Pham le 03/03/2026 14:05 -----\n\nDe : Bois\nA : Garance Pham\nDate : 03/03/2026 14:00\nObjet : Facture F-12\n\nLa facture F-12.\n",
      new: "Pour suite à donner.", forwarded: "La facture F-12."),
    Row(
      shape: "English",
      text:
        "FYI\n\nBegin forwarded message:\n\nFrom: Wood <a@wood.example>\nSubject: Invoice\nDate: March 3, 2026\nTo: b@roy.example\n\nInvoice F-12.\n",
      new: "FYI", forwarded: "Invoice F-12."),
    Row(
      shape: "German",
      text:
        "-------- Weitergeleitete Nachricht --------\nBetreff: Rechnung\nDatum: Tue, 3 Mar 2026\nVon: Holz <a@holz.example>\nAn: b@roy.example\n\nRechnung F-12.\n",
      new: "", forwarded: "Rechnung F-12."),
    Row(
      shape: "Italian",
      text:
        "---------- Messaggio inoltrato ---------\nDa: Legno <a@legno.example>\nData: lun 3 mar 2026\nOggetto: Fattura\nA: b@roy.example\n\nFattura F-12.\n",
      new: "", forwarded: "Fattura F-12."),
  ]
}

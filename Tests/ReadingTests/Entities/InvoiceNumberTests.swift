import Domain
import Testing

@testable import Reading

@Suite struct InvoiceNumberTests {
  @Test(arguments: [
    NumberCase("Facture FA-2026-0103", invoice: ["FA-2026-0103"]),
    NumberCase("FA-2026-0103", invoice: ["FA-2026-0103"]),
    NumberCase("fa-2026-0103 impayée", invoice: ["FA-2026-0103"]), NumberCase("FA2026-0103", invoice: ["FA2026-0103"]),
    NumberCase("FA 2026-0103", invoice: ["FA2026-0103"]), NumberCase("F2026/0771", invoice: ["F2026/0771"]),
    NumberCase("facture 25/0771", invoice: ["25/0771"]), NumberCase("facture n° 25/0771", invoice: ["25/0771"]),
    NumberCase("facture n° 20260103", invoice: ["20260103"]), NumberCase("Facture no 8812", invoice: ["8812"]),
    NumberCase("facture numéro 100 234", invoice: ["100234"]), NumberCase("INV-00451", invoice: ["INV-00451"]),
    NumberCase("invoice 00451", invoice: ["00451"]), NumberCase("Invoice No. 00451 is overdue", invoice: ["00451"]),
    NumberCase("notre avoir AV-2026-014", invoice: ["AV-2026-014"]), NumberCase("avoir n° 1203", invoice: ["1203"]),
    NumberCase("Vous devez avoir reçu 1203 messages"),
    NumberCase(
      "Nos factures FA-2026-0103, FA-2026-0104 et FA-2026-0110",
      invoice: ["FA-2026-0103", "FA-2026-0104", "FA-2026-0110"]),
    NumberCase("factures 8812 et 8815", invoice: ["8812", "8815"]),
    NumberCase(
      "Factures :\n- 8812 du 02/03/2026 : 1 200,00 €\n- 8815 du 09/03/2026 : 300,00 €", invoice: ["8812", "8815"]),
    NumberCase("facture du 12/03/2026 n° 8812", invoice: ["8812"]),
    NumberCase("la facture 8812 d’un montant de 1 234,50 € TTC", invoice: ["8812"]),
    NumberCase("facture impayée 25/0771", invoice: ["25/0771"]),
    NumberCase("facture 8812, commande 4500012345", order: ["4500012345"], invoice: ["8812"]),
    NumberCase("facture 8812 pour la commande BC 2025-118", order: ["BC2025-118"], invoice: ["8812"]),
    NumberCase("n° de facture : VX-88123", invoice: ["VX-88123"]), NumberCase("fact. 8812", invoice: ["8812"]),
    NumberCase("facture-2026-0103.pdf", invoice: ["2026-0103"]),
    // Rows of a table, and a number used as a name.
    NumberCase(
      "N° facture | Date | Montant\n2026/1147 | 25-09-2026 | 1.436,00 €\n2026/1189 | 13-10-2026 | 96,80 €",
      invoice: ["2026/1147", "2026/1189"]),
    NumberCase("Nos factures :\n\n8812 : 1 200,00 €\n8815 : 300,00 €\n", invoice: ["8812", "8815"]),
    NumberCase("Vous me dites que la 2026-10-077 est payée", invoice: ["2026-10-077"]),
    NumberCase("Vous trouverez la LMP-2200 très belle"), NumberCase("facture ?\n\nun\ndeux\ntrois\nquatre\n1147"),
    // Nothing announces them but their form and the mailbox.
    NumberCase("La 26/7072 et la 26/7065 sont-elles validées ?", invoice: ["26/7072", "26/7065"]),
    NumberCase("Restent dues : HP-20417, HP-20455", invoice: ["HP-20417", "HP-20455"]),
    NumberCase("Avez-vous reçu 202644103 ?", invoice: ["202644103"]), NumberCase("votre bill 7731", invoice: ["7731"]),
    NumberCase("notre note d’honoraires H-260047", invoice: ["H-260047"]),
    NumberCase("virement pour 26/4174", invoice: ["26/4174"]), NumberCase("litige sur IMP-4402", invoice: ["IMP-4402"]),
    NumberCase("Restent les 8812, 8815 et 8820.", invoice: ["8812", "8815", "8820"]),
    NumberCase("Je joins la suivante, n° 0711.", invoice: ["0711"]),
    NumberCase("8812 02/03/2026 1 200,00 €\n8815 09/03/2026 300,00 €", invoice: ["8812", "8815"]),
    NumberCase("les 640 de jeudi"), NumberCase("avis de règlement n° 88102"),
    NumberCase("votre compte, P-18804 et P-18833", invoice: ["P-18804", "P-18833"]),
    NumberCase("LA 112 ET LA 121 NE SONT PAS REGLEES", invoice: ["112", "121"]),
    NumberCase("F2026-1310 pour CF265008", order: ["CF265008"], invoice: ["F2026-1310"]),
    NumberCase("Quand sera payée 3307 ?", invoice: ["3307"]),
    NumberCase("ma facture 12 n’est pas payée", invoice: ["12"]),
    NumberCase("3 factures que vous payez pas : 41, 42, 45.", invoice: ["41", "42", "45"]),
    NumberCase("facture n° 0326 1184 5507", invoice: ["032611845507"]),
    NumberCase("retard de 12 jours pour la facture 0726331", invoice: ["0726331"]),
    NumberCase("These are overdue:\n55120  €840.00\n55187  €1,015.20", invoice: ["55120", "55187"]),
    NumberCase("Factures impayées sur votre compte :\n\nW-1180 15/02/2026 80,00 €", invoice: ["W-1180"]),
    NumberCase("la référence PF-2210 du virement payé", invoice: ["PF-2210"]),
    NumberCase("Livraison de R-26-0555 jeudi", invoice: ["R-26-0555"]),
    // What is near an invoice and is none.
    NumberCase("il reste deux factures : 40 % puis 60 %"),
    NumberCase("facture du 12/03/2026"), NumberCase("facture de mars 2026"), NumberCase("facture de 1 234,50 €"),
    NumberCase("facture à régler sous 30 jours"), NumberCase("facture échue le 30/09"),
    NumberCase("facture, contrat n° 77123456"), NumberCase("facture, client 411882"), NumberCase("nos 12 factures"),
    NumberCase("facture à envoyer au 01 99 00 12 34"), NumberCase("facture 2026"), NumberCase("TVA FR40303265045"),
    NumberCase("virement 8812345 de votre part"),
  ])
  func reads(_ row: NumberCase) { row.check(.accounts) }
}

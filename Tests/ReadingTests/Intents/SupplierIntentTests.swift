import Domain
import Testing

@testable import Reading

@Suite struct SupplierIntentTests {
  @Test(arguments: [
    IntentCase(
      "Sauf erreur de notre part, la facture FA-2026-0103 reste impayée.", subject: "Relance", "payment_reminder"),
    IntentCase(
      "Nous n’avons toujours pas reçu votre règlement pour la facture 8812, échue le 30/09.", "payment_reminder"),
    IntentCase("Mise en demeure de payer la facture FA-2026-0103", "payment_reminder"),
    IntentCase("Invoice 00451 is overdue, please arrange payment.", subject: "Payment reminder", "payment_reminder"),
    IntentCase("Petit rappel amical : la facture F2026/0771 est en retard de paiement.", "payment_reminder"),
    IntentCase("Où en est notre facture FA-2026-0103 ?", "invoice_status"),
    IntentCase("Pourriez-vous me donner la date de paiement prévue de la facture 8812 ?", "invoice_status"),
    IntentCase("Ma facture FA-2026-0103 est bloquée, pour quel motif ?", "invoice_status"),
    IntentCase("When will invoice 00451 be paid? What is the expected payment date?", "invoice_status"),
    IntentCase("La facture 8812 a-t-elle été validée ?", "invoice_status"),
    IntentCase("Veuillez trouver notre relevé de compte au 31 octobre.", "multi_invoice"),
    IntentCase("Les factures suivantes sont ouvertes : FA-2026-0103, FA-2026-0104 et FA-2026-0110.", "multi_invoice"),
    IntentCase("Please find our statement of account.", "multi_invoice"),
    IntentCase(
      "Vous nous dites ne pas avoir reçu la facture FA-2026-0103 ; je la renvoie à nouveau.", "invoice_not_received"),
    IntentCase("Avez-vous bien reçu notre facture 8812 ?", "invoice_not_received"),
    IntentCase("Comme demandé, duplicata de la facture FA-2026-0103", "invoice_not_received"),
    IntentCase(
      "Vous indiquez avoir réglé la facture 8812, mais nous ne trouvons aucune trace du virement.", "invoice_paid_query"
    ),
    IntentCase("Auriez-vous une preuve de paiement de la facture 8812, déjà réglée selon vous ?", "invoice_paid_query"),
    IntentCase("La facture FA-2026-0103 a été payée deux fois.", "invoice_paid_query"),
    IntentCase("Nous avons reçu un virement de 4 210,00 € : à quelles factures correspond-il ?", "payment_detail"),
    IntentCase("Merci de nous adresser le détail du virement du 12/11.", "payment_detail"),
    IntentCase("Could you send the remittance advice for your payment?", "payment_detail"),
    IntentCase("Veuillez trouver ci-joint notre facture FA-2026-0103 pour la prestation d’octobre.", "new_invoice"),
    IntentCase("Ci-joint un avoir AV-2026-014", "new_invoice"),
    IntentCase("Please find attached our invoice INV-00451.", "new_invoice"),
    IntentCase("Nous accusons réception de votre commande 4500012345.", "order_confirmation"),
    IntentCase(
      "Nous vous remercions de votre commande BC 2025-118, confirmation de commande jointe.", "order_confirmation"),
    IntentCase("Thank you for your order PO 4500012345. Order confirmation attached.", "order_confirmation"),
    IntentCase("Merci de noter notre nouveau RIB pour les prochains règlements.", "bank_details_change"),
    IntentCase("Nous avons changé de banque : FR76 3000 6000 0112 3456 7890 189", "bank_details_change"),
    IntentCase("Nos créances sont cédées à une société d’affacturage.", "bank_details_change"),
    IntentCase("Our bank details have changed.", "bank_details_change"),
    IntentCase("Bonjour, quand allez-vous me payer ? Merci de me rappeler.", "insufficient_information"),
    IntentCase("Avez-vous des nouvelles ? Mon précédent mail est sans réponse.", "insufficient_information"),
    IntentCase("Réduisez vos factures d’énergie : démonstration gratuite", "spam"),
    IntentCase("Webinaire gratuit : inscrivez-vous, places limitées", "spam"),
    IntentCase("Pourriez-vous nous transmettre votre attestation de vigilance ?", "other"),
    IntentCase("Nos bureaux seront fermés du 24 au 31 décembre.", "other"),
  ])
  func reads(_ row: IntentCase) throws { try row.check(.suppliers) }

  @Test func aReminderOfSeveralInvoicesIsBoth() throws {
    let read = try Profile.suppliers.understanding(
      "Relance : sauf erreur, les factures suivantes restent impayées à ce jour : FA-2026-0103 et FA-2026-0104. "
        + "Merci de procéder au règlement.")
    #expect(Set(read.accepted) == [Intent("multi_invoice"), Intent("payment_reminder")])
    #expect(read.accepted.first == Intent("multi_invoice"))
  }

  @Test(arguments: [
    ("compta@autre.example", "nous@maison.example", true), ("nous@maison.example", "autre@maison.example", false),
    ("nous@maison.example", "nous@maison.example", false), ("autre@x.example", "personne@x.example", false),
  ])
  func copyOnlyIsReadFromTheHeader(_ to: String, _ cc: String, _ isCopy: Bool) throws {
    let read = try Profile.suppliers.understanding("Relance facture 8812", to: to, cc: cc)
    #expect((read.accepted.first == .copyOnly) == isCopy)
    #expect(read.accepted.contains(Intent("payment_reminder")))
  }

  @Test func aShopHasNoCopyOnly() throws {
    let read = try Profile.ecommerce.understanding("Où est mon colis ?", to: "x@y.example", cc: "nous@maison.example")
    #expect(!read.accepted.contains(.copyOnly))
  }
}

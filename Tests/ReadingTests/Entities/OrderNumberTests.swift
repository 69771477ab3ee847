import Domain
import Testing

@testable import Reading

@Suite struct OrderNumberTests {
  @Test(arguments: [
    // PrestaShop's nine letters.
    NumberCase("Bonjour, où en est ma commande EJSBLZFYO ?", order: ["EJSBLZFYO"]),
    NumberCase("Ma référence de commande : KHWPQXZTR", order: ["KHWPQXZTR"]),
    NumberCase("EJSBLZFYO", order: ["EJSBLZFYO"]),
    NumberCase("commande ejsblzfyo svp", order: ["EJSBLZFYO"]),
    NumberCase("Réf. XKCDQWVBN passée le 3 novembre", order: ["XKCDQWVBN"]),
    NumberCase("La commande passée hier sur votre site (ref: TNQLADOWE) n’avance pas.", order: ["TNQLADOWE"]),
    NumberCase("Mes commandes EJSBLZFYO et KHWPQXZTR sont arrivées.", order: ["EJSBLZFYO", "KHWPQXZTR"]),
    NumberCase("JE VEUX ANNULER MA COMMANDE EJSBLZFYO IMMEDIATEMENT", order: ["EJSBLZFYO"]),
    NumberCase("numéro de suivi de ma commande XKCDQWVBN svp", order: ["XKCDQWVBN"]),
    NumberCase("la facture de ma commande EJSBLZFYO", order: ["EJSBLZFYO"]),
    NumberCase("Order EJSBLZFYO has not arrived", order: ["EJSBLZFYO"]),
    // Words in capitals.
    NumberCase("C’EST IMPORTANT, MA LIVRAISON EST EN RETARD"),
    NumberCase("MA COMMANDE EST IMPORTANT ET MA RECEPTION TARDE"),
    NumberCase("TRES MECONTENT DE MA COMMANDE, REPONDEZ"),
    NumberCase("COMMANDES EN ATTENTE, PERSONNEL DESAGREABLE"),
    NumberCase("M. KOWALCZYK vous appellera"),
    NumberCase("je veux ma commande maintenant, je suis impatient"),
    // Numbers announced by the word.
    NumberCase("commande n° 45 871", order: ["45871"]), NumberCase("commande n°45871", order: ["45871"]),
    NumberCase("commande n°\u{A0}45\u{202F}871", order: ["45871"]), NumberCase("Commande 45871", order: ["45871"]),
    NumberCase("Commande : 45871", order: ["45871"]), NumberCase("commande numéro 45871", order: ["45871"]),
    NumberCase("numéro de commande : 45871", order: ["45871"]), NumberCase("N° de commande 45871", order: ["45871"]),
    NumberCase("numéro de commande est le 45871.", order: ["45871"]), NumberCase("cde 45871", order: ["45871"]),
    NumberCase("commandes 45871, 45872 et 45880", order: ["45871", "45872", "45880"]),
    NumberCase("Commandes concernées :\n- 45871\n- 45872\n", order: ["45871", "45872"]),
    NumberCase("commandes 45871/45872", order: ["45871", "45872"]),
    NumberCase("ma commande du 12 mars 2026 n° 45871", order: ["45871"]),
    NumberCase("ma commande du 12/03/2026 (45871)", order: ["45871"]),
    NumberCase("order number 45871", order: ["45871"]), NumberCase("order no. 45871", order: ["45871"]),
    NumberCase("Order #45871", order: ["45871"]), NumberCase("my order 45871 is late", order: ["45871"]),
    NumberCase("#1000234", order: ["1000234"]), NumberCase("Ma commande #1000234 est en retard", order: ["1000234"]),
    NumberCase("CMD-2025-00417", order: ["CMD-2025-00417"]), NumberCase("cmd-2025-00417", order: ["CMD-2025-00417"]),
    NumberCase("commande CMD-2025-00417 passée hier", order: ["CMD-2025-00417"]),
    NumberCase("CMD 45871 toujours rien", order: ["45871"]),
    NumberCase("notre bon de commande BC 2025-118", order: ["BC2025-118"]),
    NumberCase("BC2025-118", order: ["BC2025-118"]),
    NumberCase("votre commande 4500012345", order: ["4500012345"]), NumberCase("PO 4500012345", order: ["4500012345"]),
    NumberCase("PO-78123 confirmed", order: ["PO-78123"]),
    NumberCase("votre commande client n° 4500012345", order: ["4500012345"]),
    NumberCase("n° client 88123, commande 45871", order: ["45871"]),
    NumberCase("Commande 45871 livrée au 12 rue des Lilas, 75011 Paris", order: ["45871"]),
    NumberCase("réf. 45871", order: ["45871"]),
    NumberCase("Bonjour,\n\nMa commande est la suivante : 123456\n\nMerci", order: ["123456"]),
    // Announced by another word, or by none.
    NumberCase("le lampadaire (WEB203444) est cassé", order: ["WEB203444"]),
    NumberCase("dossier C3941571, acheté le 23 mai", order: ["C3941571"]),
    NumberCase("votre bon CF268037 est validé", order: ["CF268037"]),
    NumberCase("j’annule #1082371 svp", order: ["1082371"]), NumberCase("#RX-30917 à reprendre", order: ["RX-30917"]),
    NumberCase("Deux tapis reçus au lieu d’un (76094).", order: ["76094"]),
    NumberCase("KZB MRT AQE est ma référence", order: ["KZBMRTAQE"]),
    NumberCase("commande I Y S I C Y S W T", order: ["IYSICYSWT"]),
    NumberCase("le colis XKCDQWVBN n’arrive pas", order: ["XKCDQWVBN"]),
    NumberCase("le gilet de la commande EJSBLZFYO, réf. GLT-22-N", order: ["EJSBLZFYO"]),
  ])
  func reads(_ row: NumberCase) { row.check(.shop) }

  @Test(arguments: [
    NumberCase("Appelez-moi au 06 39 98 12 34 pour ma commande"), NumberCase("ma commande, tél. 0639981234"),
    NumberCase("commande, +33 6 39 98 12 34"), NumberCase("tel +32 470 12 34 56"), NumberCase("06.39.98.12.34"),
    NumberCase("0033 639981234"),
    NumberCase("Livraison de ma commande à 75011 Paris"), NumberCase("ma commande : 12 rue des Lilas 44000 Nantes"),
    NumberCase("ma commande du 12/03/2026"), NumberCase("ma commande du 12 mars"),
    NumberCase("commande passée en 2026"),
    NumberCase("ma commande de 89,90 €"), NumberCase("une commande de 1 250 euros"), NumberCase("commande à 45€90"),
    NumberCase("j’ai commandé 150 lampes"), NumberCase("commande de 150 lampes"),
    NumberCase("une commande de 3 articles"),
    NumberCase("ticket 458712 sur ma commande"), NumberCase("Ticket #458712"), NumberCase("[#458712] votre commande"),
    NumberCase("réclamation n° 5551234"), NumberCase("dossier 2026-4587"), NumberCase("contrat n° 77123456"),
    NumberCase("n° client 88123"), NumberCase("mon compte client 881234"), NumberCase("code promo NOEL2026"),
    NumberCase("sinistre 20261103"), NumberCase("ma commande est prévue sous 48h"),
    NumberCase("commande d’une ampoule 230V"),
    NumberCase("commande d’un tapis 160x230"), NumberCase("commande de la lampe LMP-2200"),
    NumberCase("SIRET 732 829 320 00074"), NumberCase("73282932000074"),
    NumberCase("FR76 3000 6000 0112 3456 7890 189"),
    NumberCase("voir https://boutique.example/commande/45871"), NumberCase("commande45871@client.example"),
    NumberCase("colis 6A12345678901"), NumberCase("numéro de suivi de ma commande : 6A12345678901"),
    NumberCase("J’attends votre commande de 2025"), NumberCase("commande reçue à 14h30"),
    NumberCase("étage 3, code 4587"),
    NumberCase("code postal 69003"), NumberCase("autorisation 778899"),
    NumberCase("digicode 45871"), NumberCase("MES DEUX SACS QUE TOI"), NumberCase("ma demande est restée là, 12345 km"),
    NumberCase("police d’assurance 12345678"),
  ])
  func isNotMisled(_ row: NumberCase) { row.check(.shop) }
}

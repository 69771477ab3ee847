import Domain
import Engine
import Foundation

/// A trade whose mails are tried.
enum Trade: String, CaseIterable, Sendable {
  case shop = "ecommerce"
  case accounts = "suppliers"
}

/// An invented mail to us, and what is to become of it.
struct Letter: Sendable {
  enum End: Sendable { case answered, drafted, filed }

  var id: String
  var from: String
  var subject: String
  var text: String
  var isHTML = false
  var end: End
  /// The folder in which it lies then, as mailboxes spell it where `/` separates.
  var folder: String
  /// Its motive, as a keyword.
  var motive: String
  /// What the shop or the ledger has of it: a line of its table.
  var record: String?
  var fields: [String] = []

  var bytes: [UInt8] {
    let date = Date().formatted(
      .verbatim(
        "\(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) +0000",
        locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian)))
    let lines =
      [
        "From: Camille Martin <\(from)>", "To: contact@boutique.example", "Subject: \(subject)", "Date: \(date)",
        "Message-ID: <\(id)>", "MIME-Version: 1.0", "Content-Type: text/\(isHTML ? "html" : "plain"); charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
      ] + fields + ["", text, ""]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  static let answeredFolder = "Traités automatiquement"

  /// The day so many days from today.
  private static func day(_ days: Int64) -> String {
    CivilTime(World.real.now().adding(seconds: days * 86_400)).isoDate
  }

  /// Mails of several kinds: two in five are answered, one is drafted for, one is left to a person, one is nobody's.
  static func invented(_ trade: Trade, _ number: Int, at domain: String) -> Letter {
    switch trade {
    case .shop: shop(number, domain)
    case .accounts: accounts(number, domain)
    }
  }

  static func shop(_ number: Int, _ domain: String) -> Letter {
    let order = reference(number)
    var letter = Letter(
      id: "\(number).shop@\(domain)", from: "client\(number)@\(domain)", subject: "Suivi de commande",
      text: "Bonjour, où en est ma commande \(order) ? Merci, Camille Martin", end: .answered,
      folder: answeredFolder, motive: "order_tracking",
      record: "\(order);\(7000 + number);\(day(-5));Camille Martin;client\(number)@\(domain);in_preparation;"
        + "En préparation;;;;;;40.00;EUR;X:1")
    let shipped =
      "\(order);\(7000 + number);\(day(-5));Camille Martin;client\(number)@\(domain);shipped;Expédiée;\(day(-2));;"
      + "ColiPort;CP600123\(number)FR;https://suivi.coliport.example/CP600123\(number)FR;40.00;EUR;X:1"
    switch number % 5 {
    case 0: break
    case 1:
      letter.subject = "Commande \(order)"
      letter.text = "<p>Bonjour,</p><p>Où en est ma commande <b>\(order)</b> ? Quand sera-t-elle livrée ?</p>"
      letter.isHTML = true
      letter.record = shipped
    case 2:
      letter.subject = "Annuler ma commande"
      letter.text = "Bonjour, merci d'annuler ma commande \(order), je n'en ai plus besoin.\r\nCamille Martin"
      (letter.end, letter.folder, letter.motive) = (.drafted, "04 – Annulation de commande", "order_cancellation")
      letter.record = shipped
    case 3:
      letter.subject = "Question avant achat"
      letter.text =
        "Bonjour, quelle est la longueur du câble de vos suspensions, et sont-elles compatibles avec un variateur ?\r\n"
        + "Paul Roy, lettre \(number)"
      (letter.end, letter.folder, letter.motive) = (.filed, "07 – Question produit - stock", "product_question")
      letter.record = nil
    default:
      letter.subject = "Votre visibilité"
      letter.text =
        "Bonjour,\r\n\r\nNotre agence peut améliorer votre visibilité en ligne et vous placer en première page de "
        + "Google. Profitez de notre audit gratuit, sans engagement.\r\n\r\nL'équipe commerciale \(number)"
      (letter.end, letter.folder, letter.motive) = (.filed, "01 – SPAM", "spam")
      letter.record = nil
    }
    return letter
  }

  static func accounts(_ number: Int, _ domain: String) -> Letter {
    let invoice = "FA-2026-\(4000 + number)"
    let house = "s\(number).\(domain)"
    func record(_ due: String, _ end: String) -> String {
      "\(invoice);AR-\(number);Verrerie \(number);compta@\(house);\(house);;\(day(-40));\(due);1000.00;200.00;1200.00;EUR;"
        + end
    }
    let paid = record(day(-3), "paid;\(day(-3));virement;VIR-\(number);0.00")
    var letter = Letter(
      id: "\(number).accounts@\(domain)", from: "compta@\(house)", subject: "Relance facture \(invoice)",
      text:
        "Bonjour,\r\n\r\nSauf erreur de notre part, notre facture \(invoice) d'un montant de 1 200,00 € n'a pas été "
        + "réglée. Merci de procéder au règlement.\r\n\r\nCordialement,\r\nLa comptabilité", end: .answered,
      folder: answeredFolder, motive: "payment_reminder", record: record(day(20), "booked;;virement;;1200.00"))
    switch number % 5 {
    case 0: break
    case 1:
      letter.subject = "Facture impayée \(invoice)"
      letter.text =
        "Bonjour,\r\nNous n'avons pas reçu votre règlement de la facture \(invoice). Merci de régulariser.\r\n"
        + "La comptabilité"
      letter.record = paid
    case 2:
      letter.subject = "Facture \(invoice)"
      letter.text =
        "Bonjour, vous nous avez indiqué avoir réglé la facture \(invoice), mais nous n'avons aucune trace du "
        + "virement. Pouvez-vous nous envoyer la preuve de paiement ?\r\nLa comptabilité"
      (letter.end, letter.folder, letter.motive) = (.drafted, "05 – Factures acquises et payées", "invoice_paid_query")
      letter.record = paid
    case 3:
      letter.subject = "Attestation"
      letter.text =
        "Bonjour, pourriez-vous nous adresser un extrait Kbis et une attestation de vigilance pour notre dossier "
        + "\(number) ?\r\nLa comptabilité"
      (letter.end, letter.folder, letter.motive) = (.filed, "10 – Autres", "other")
      letter.record = nil
    default:
      letter.subject = "Votre trésorerie"
      letter.text =
        "Bonjour,\r\nFaites financer vos factures : notre solution de financement améliore votre trésorerie, réponse de "
        + "principe en 24 heures, sans engagement. Demandez une démonstration gratuite.\r\nL'équipe \(number)"
      (letter.end, letter.folder, letter.motive) = (.filed, "01 – SPAM", "spam")
      letter.record = nil
    }
    return letter
  }

  /// Nine letters, as PrestaShop's references; different for each number.
  static func reference(_ number: Int) -> String {
    let letters = Array("BCDFGHJKLMNPQRSTVWXZ")
    var rest = number
    var result = "KZQ"
    for _ in 0..<6 {
      result.append(letters[rest % letters.count])
      rest = rest / letters.count + 7
    }
    return result
  }
}

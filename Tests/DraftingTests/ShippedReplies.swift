import Domain
import Drafting
import Foundation

/// The replies of a profile as they are shipped.
struct ShippedReplies {
  /// Texts by file name.
  let files: [String: String]
  let library: ReplyLibrary

  static let profiles = ["ecommerce", "suppliers"]

  init(_ profile: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Resources/Profiles/\(profile)/replies")
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path()) {
      files[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    self.files = files
    library = try ReplyLibrary(files: files.map { (name: $0.key, text: $0.value) })
  }
}

/// Everything that a reply could speak of; tests take things away.
struct Facts {
  var language = Language.french
  var sender: String? = "claire@example.org"
  var records: [Record] = [.order, .invoice, .product]
  var findings = [Finding(.unknownNumber, ["kind": "order", "value": "QWXZJKVBA"])]
  var signature = "Le service client\nLampes du Port"
  var isAutomatic = true

  var context: ReplyContext {
    ReplyContext(
      language: language, sender: sender, records: records, findings: findings, signature: signature,
      isAutomatic: isAutomatic)
  }

  /// Without what stands under a template's name.
  func without(_ name: String) -> Facts {
    var facts = self
    switch name {
    case "numbers": facts.findings = []
    case "signature": facts.signature = ""
    default:
      let parts = name.split(separator: ".").map(String.init)
      facts.records = records.map { $0.kind.rawValue == parts.first ? $0.with([parts.last ?? "": nil]) : $0 }
    }
    return facts
  }
}

extension Record {
  static let order = Record(
    .order, "EJSBLZFYO",
    [
      "reference": .text("EJSBLZFYO"), "date": .date("2026-11-10"), "customer_name": .text("Claire Martin"),
      "customer_email": .text("claire@example.org"), "state": .text("shipped"), "shipped_at": .date("2026-11-13"),
      "delivered_at": .date("2026-12-01"), "carrier": .text("ColiPort"), "tracking_number": .text("CP600456102FR"),
      "tracking_url": .text("https://suivi.coliport.example/colis?a=1&n=CP600456102FR"),
      "total": .amount("1234.5", currency: "EUR"),
    ])

  static let invoice = Record(
    .invoice, "FA-2026-0418",
    [
      "invoice_number": .text("FA-2026-0418"), "supplier_email": .text("claire@example.org"),
      "date": .date("2026-09-14"), "due_date": .date("2026-10-29"), "total": .amount("2208.00", currency: "EUR"),
      "state": .text("paid"), "paid_at": .date("2026-10-29"), "payment_mode": .text("virement"),
      "payment_reference": .text("VIR-2026-1029"), "remaining": .amount("0.00", currency: "EUR"),
    ])

  static let product = Record(
    .product, "LP-0125",
    [
      "reference": .text("LP-0125"), "name": .text("Suspension « Hublot » 45 cm"), "stock": .number(0),
      "price": .amount("139.00", currency: "EUR"), "restock_date": .date("2026-12-04"),
    ])

  init(_ kind: Kind, _ key: String, _ fields: [String: FieldValue]) {
    self.init(connector: "test", kind: kind, key: key, fields: fields, fetchedAt: Instant(seconds: 0))
  }

  /// With fields changed, or taken away by nil.
  func with(_ changes: [String: FieldValue?]) -> Record {
    var fields = fields
    for (field, value) in changes { fields[field] = value }
    return Record(kind, key, fields)
  }
}

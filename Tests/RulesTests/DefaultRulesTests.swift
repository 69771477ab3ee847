import Domain
import Rules
import Testing

/// What the shipped rules make of a mail, in one line.
struct DefaultCase: CustomTestStringConvertible, Sendable {
  let profile: String
  let rule: String
  let mail: Mail
  /// `reply`, `draft`, `flag` and folders, in the order in which they are done.
  let actions: String
  let needsPerson: Bool

  init(_ profile: String, _ rule: String, _ mail: Mail, _ actions: String, person: Bool = false) {
    self.profile = profile
    self.rule = rule
    self.mail = mail
    self.actions = actions
    needsPerson = person
  }

  var testDescription: String { "\(profile) \(rule): \(actions)" }

  static func shop(_ rule: String, _ mail: Mail, _ actions: String, person: Bool = false) -> DefaultCase {
    DefaultCase("ecommerce", rule, mail, actions, person: person)
  }

  static func ledger(_ rule: String, _ mail: Mail, _ actions: String, person: Bool = false) -> DefaultCase {
    DefaultCase("suppliers", rule, mail, actions, person: person)
  }
}

extension Decision {
  /// The actions in one line.
  var line: String { actions.map(\.line).joined(separator: ", ") }
}

extension Action {
  var line: String {
    switch self {
    case .reply(let template): "reply \(template)"
    case .draft(let template): "draft \(template)"
    case .flag: "flag"
    case .file(let folder): "file \(folder)"
    }
  }
}

@Suite struct DefaultRulesTests {
  static func mail(_ intents: String..., lookups: [LookupResult] = []) -> Mail {
    Mail(intents: intents, lookups: lookups)
  }

  static func automatic(_ kind: AutomaticOrigin.Kind) -> Mail {
    Mail(intents: ["other"], automatic: AutomaticOrigin(kind: kind, evidence: "Auto-Submitted"))
  }

  static let shop: [DefaultCase] = [
    .shop("spam", mail("spam"), "file 01"),
    .shop("bounce", automatic(.bounce), "flag, file 08", person: true),
    .shop("automatic", automatic(.autoReply), "file 08"),
    .shop("automatic", automatic(.list), "file 08"),
    .shop(
      "incompatible", mail("order_cancellation", "order_tracking", lookups: [.order(state: "paid")]), "flag, file 00",
      person: true),
    // The list of what goes ill together names each pair once.
    .shop("incompatible", mail("order_tracking", "order_cancellation"), "flag, file 00", person: true),
    .shop(
      "not-the-senders", mail("order_tracking", lookups: [.order(state: "shipped", owner: "other@example.org")]),
      "flag, file 00", person: true),
    .shop(
      "several-orders",
      mail("return_request", lookups: [.order("A", state: "shipped"), .order("B", state: "delivered")]),
      "flag, file 03", person: true),
    .shop(
      "one-of-the-orders-unknown", mail("order_tracking", lookups: [.order(state: "shipped"), .unknown(.order)]),
      "flag, file 02", person: true),
    .shop(
      "tracking-and-return-shipped",
      mail("order_tracking", "return_request", lookups: [.order(state: "shipped")]),
      "reply tracking-and-return, file answered"),
    .shop(
      "several-motives", mail("order_tracking", "return_request", lookups: [.order(state: "delivered")]),
      "flag, file 02", person: true),
    .shop(
      "tracking-in-preparation", mail("order_tracking", lookups: [.order(state: "in_preparation")]),
      "reply tracking-in-preparation, file answered"),
    .shop(
      "tracking-in-preparation", mail("order_tracking", lookups: [.order(state: "paid")]),
      "reply tracking-in-preparation, file answered"),
    .shop(
      "tracking-shipped", mail("order_tracking", lookups: [.order(state: "shipped")]),
      "reply tracking-shipped, file answered"),
    .shop(
      "tracking-delivered", mail("order_tracking", lookups: [.order(state: "delivered")]),
      "reply tracking-delivered, file answered"),
    .shop(
      "tracking-cancelled", mail("order_tracking", lookups: [.order(state: "cancelled")]),
      "reply order-cancelled, file answered"),
    .shop(
      "tracking-refunded", mail("order_tracking", lookups: [.order(state: "refunded")]),
      "reply order-refunded, file answered"),
    .shop(
      "tracking-other-state", mail("order_tracking", lookups: [.order(state: "payment_error")]), "flag, file 02",
      person: true),
    .shop(
      "return-explained", mail("return_request", lookups: [.order(state: "delivered")]),
      "reply return-explained, file answered"),
    .shop(
      "return-by-person", mail("return_request", lookups: [.order(state: "shipped")]), "flag, file 03", person: true),
    .shop(
      "return-by-person",
      mail("return_request", lookups: [.order(state: "delivered")]).with { $0.attachments = 1 }, "flag, file 03",
      person: true),
    .shop(
      "cancellation-possible", mail("order_cancellation", lookups: [.order(state: "paid")]),
      "reply cancellation-possible, flag, file 04", person: true),
    .shop(
      "cancellation-too-late", mail("order_cancellation", lookups: [.order(state: "shipped")]),
      "draft cancellation-too-late, flag, file 04", person: true),
    .shop(
      "cancellation-done", mail("order_cancellation", lookups: [.order(state: "cancelled")]),
      "reply order-cancelled, file answered"),
    .shop(
      "cancellation-refunded", mail("order_cancellation", lookups: [.order(state: "refunded")]),
      "reply order-refunded, file answered"),
    .shop(
      "cancellation-by-person", mail("order_cancellation", lookups: [.order(state: "payment_error")]),
      "flag, file 04", person: true),
    .shop(
      "wrong-product-photo-wanted", mail("wrong_product", lookups: [.order(state: "delivered")]),
      "reply wrong-product-photo, file answered"),
    .shop(
      "wrong-product-by-person",
      mail("wrong_product", lookups: [.order(state: "delivered")]).with { $0.attachments = 1 }, "flag, file 05",
      person: true),
    .shop(
      "carrier-problem", mail("carrier_problem", lookups: [.order(state: "delivered")]), "flag, file 06",
      person: true),
    .shop(
      "product-in-stock", mail("product_question", lookups: [.product(state: "in_stock")]),
      "reply product-in-stock, file answered"),
    .shop(
      "product-restock", mail("product_question", lookups: [.product(state: "restock_planned")]),
      "reply product-restock, file answered"),
    .shop(
      "product-out-of-stock", mail("product_question", lookups: [.product(state: "out_of_stock")]),
      "reply product-out-of-stock, file answered"),
    .shop("product-question", mail("product_question"), "flag, file 07", person: true),
    .shop(
      "product-question", mail("product_question", lookups: [.unknown(.product)]), "flag, file 07", person: true),
    .shop(
      "order-unknown", mail("order_cancellation", lookups: [.unknown(.order)]), "reply order-unknown, file answered"),
    .shop("wrong-product-number-wanted", mail("wrong_product"), "reply wrong-product-number-and-photo, file answered"),
    .shop("order-number-wanted", mail("order_tracking"), "reply order-number-wanted, file answered"),
    .shop("other", mail("other", lookups: [.order(state: "delivered")]), "flag, file 08", person: true),
    // Nothing understood: a person looks.
    .shop("-", mail(), "flag, file 00", person: true),
    // The angry one gets the same answer, sent by a person, from the motive's folder.
    .shop(
      "tracking-shipped",
      mail("order_tracking", lookups: [.order(state: "shipped")]).with { $0.sentiment = .negative },
      "draft tracking-shipped, flag, file 02", person: true),
  ]

  static let ledger: [DefaultCase] = [
    .ledger(
      "bank-details", mail("bank_details_change", lookups: [.invoice(state: "paid")]), "flag, file 00", person: true),
    .ledger(
      "bank-details-also", mail("payment_reminder", "bank_details_change", lookups: [.invoice(state: "paid")]),
      "flag, file 00", person: true),
    .ledger("spam", mail("spam"), "file 01"),
    .ledger("bounce", automatic(.bounce), "flag, file 10", person: true),
    .ledger("automatic", automatic(.autoReply), "file 10"),
    .ledger("copy-only", mail("payment_reminder", "copy_only", lookups: [.invoice(state: "paid")]), "file 02"),
    .ledger("incompatible", mail("invoice_paid_query", "invoice_not_received"), "flag, file 00", person: true),
    .ledger(
      "not-the-senders", mail("invoice_status", lookups: [.invoice(state: "paid", owner: "a@other.example")]),
      "flag, file 00", person: true),
    .ledger(
      "payment-detail", mail("payment_detail", lookups: [.invoice(state: "paid")]), "flag, file 04", person: true),
    .ledger(
      "several-invoices",
      mail(
        "multi_invoice", "payment_reminder", lookups: [.invoice("A", state: "paid"), .invoice("B", state: "booked")]),
      "draft several-invoices, flag, file 08", person: true),
    .ledger("multi-invoice", mail("multi_invoice"), "flag, file 08", person: true),
    .ledger(
      "one-of-the-invoices-unknown", mail("payment_reminder", lookups: [.invoice(state: "paid"), .unknown(.invoice)]),
      "flag, file 08", person: true),
    .ledger(
      "paid-query-paid", mail("invoice_paid_query", lookups: [.invoice(state: "paid")]),
      "draft invoice-paid, flag, file 05", person: true),
    .ledger(
      "paid-query-in-process", mail("invoice_paid_query", lookups: [.invoice(state: "blocked")]), "flag, file 06",
      person: true),
    .ledger(
      "paid-query-unpaid", mail("invoice_paid_query", lookups: [.invoice(state: "booked")]), "flag, file 07",
      person: true),
    .ledger(
      "invoice-paid", mail("payment_reminder", lookups: [.invoice(state: "paid")]), "reply invoice-paid, file answered"),
    .ledger(
      "invoice-in-process", mail("invoice_status", lookups: [.invoice(state: "draft")]),
      "reply invoice-in-process, file answered"),
    .ledger(
      "invoice-blocked", mail("invoice_status", lookups: [.invoice(state: "blocked")]),
      "draft invoice-in-process, flag, file 06", person: true),
    .ledger(
      "invoice-booked", mail("payment_reminder", "invoice_status", lookups: [.invoice(state: "booked")]),
      "reply invoice-booked, file answered"),
    .ledger(
      "invoice-partly-paid", mail("payment_reminder", lookups: [.invoice(state: "partly_paid")]), "flag, file 07",
      person: true),
    .ledger(
      "invoice-in-another-state", mail("payment_reminder", lookups: [.invoice(state: "archived")]), "flag, file 00",
      person: true),
    .ledger("invoice-sent", mail("new_invoice", lookups: [.unknown(.invoice)]), "flag, file 03", person: true),
    .ledger(
      "invoice-sent-again",
      mail("invoice_not_received", lookups: [.unknown(.invoice)]).with { $0.attachments = 1 }, "flag, file 03",
      person: true),
    .ledger(
      "invoice-unknown", mail("payment_reminder", lookups: [.unknown(.invoice)]),
      "reply invoice-unknown, file answered"),
    .ledger("information-wanted", mail("insufficient_information"), "reply information-wanted, file answered"),
    .ledger("information-wanted", mail("payment_reminder"), "reply information-wanted, file answered"),
    .ledger("order-confirmation", mail("order_confirmation"), "file 10"),
    .ledger("other", mail("other"), "flag, file 10", person: true),
    .ledger("-", mail(), "flag, file 00", person: true),
    .ledger(
      "invoice-booked",
      mail("payment_reminder", lookups: [.invoice(state: "booked")]).with { $0.sentiment = .negative },
      "draft invoice-booked, flag, file 07", person: true),
    .ledger(
      "invoice-booked", mail("payment_reminder", "order_confirmation", lookups: [.invoice(state: "booked")]),
      "draft invoice-booked, flag, file 07", person: true),
    // The supplier's colleague writes from the same domain.
    .ledger(
      "invoice-paid",
      mail("payment_reminder", lookups: [.domainInvoice(state: "paid", domain: "example.org")]),
      "reply invoice-paid, file answered"),
    // A domain in which everybody has an address proves nothing.
    .ledger(
      "not-the-senders",
      mail("payment_reminder", lookups: [.domainInvoice(state: "paid", domain: "orange.fr")])
        .with { $0.sender = "anybody@orange.fr" }, "flag, file 00", person: true),
  ]

  @Test(arguments: shop + ledger) func decides(_ row: DefaultCase) throws {
    let rules = try ShippedProfile(row.profile).rules
    let decision = decide(input: row.mail.input, rules: rules, safeguards: SafeguardSettings())
    #expect((decision.rule?.text ?? "-") == row.rule)
    #expect(decision.line == row.actions)
    #expect(decision.needsPerson == row.needsPerson)
  }

  @Test(arguments: ShippedProfile.all) func everyRuleIsTried(_ name: String) throws {
    let rules = try ShippedProfile(name).rules
    let tried = Set((Self.shop + Self.ledger).filter { $0.profile == name }.map(\.rule))
    #expect(rules.rules.map(\.id.text).filter { !tried.contains($0) } == [])
  }

  @Test(arguments: ShippedProfile.all) func everyHandOverIsTried(_ name: String) throws {
    let rules = try ShippedProfile(name).rules
    var tried: Set<String> = []
    for row in Self.shop + Self.ledger where row.profile == name {
      let decision = decide(input: row.mail.input, rules: rules, safeguards: SafeguardSettings())
      tried.formUnion(decision.reasons.filter { $0.code == .ruleAsksPerson }.compactMap { $0.parameters["rule"] })
    }
    #expect(rules.handOvers.map(\.id.text).filter { !tried.contains($0) } == [])
  }

  @Test func foldersAreTheAgreedOnes() throws {
    #expect(
      try ShippedProfile("ecommerce").profile.folders.map(\.name.text) == [
        "00 – À analyser", "01 – SPAM", "02 – Suivi de commande", "03 – Demande de retour",
        "04 – Annulation de commande", "05 – Erreur produit reçu", "06 – Problème transporteur",
        "07 – Question produit / stock", "08 – Autres", "Traités automatiquement",
      ])
    #expect(
      try ShippedProfile("suppliers").profile.folders.map(\.name.text) == [
        "00 – À analyser", "01 – SPAM", "02 – En copie", "03 – Factures non acquises", "04 – Détail virement",
        "05 – Factures acquises et payées", "06 – Factures en cours de traitement",
        "07 – Factures acquises comptabilisées non payées", "08 – Multi factures", "09 – Information insuffisante",
        "10 – Autres", "Traités automatiquement",
      ])
  }
}

import Domain
import TextAnalysis
import TextExtraction

/// Reads the fields of a document: what it carries as data first, then what its pages, forms and codes say.
struct DocumentFieldsReader: Sendable {
  let today: CalendarDay
  /// In which the site's documents are written, the usual one first; it decides where a document does not tell.
  let languages: [Language]

  /// Of a longer document the first pages and the last are read: what it is called stands on the first, its sums on the
  /// last.
  private static let (firstPages, lastPages) = (12, 4)

  func fields(of file: ExtractedFile, entities: [Entity]) -> DocumentFields {
    var fields = DocumentFields()
    let pages = labelledPages(file)
    if !pages.isEmpty { read(pages, entities: entities, into: &fields) }
    for code in file.barcodes { read(code, into: &fields) }
    if let invoice = file.electronicInvoice { read(invoice, into: &fields) }
    return fields
  }

  private func labelledPages(_ file: ExtractedFile) -> [LabelledValues] {
    let count = file.pages.count
    let read = file.pages.indices.filter { $0 < Self.firstPages || $0 >= count - Self.lastPages }
    var layouts = read.map { PageLayout(file.pages[$0], page: $0 + 1) }
    if !file.formFields.isEmpty { layouts.append(PageLayout(file.formFields)) }
    return layouts.filter { !$0.lines.isEmpty }.map { LabelledValues($0) }
  }

  // MARK: - Text

  private func read(_ pages: [LabelledValues], entities: [Entity], into fields: inout DocumentFields) {
    let checked = entities.filter { [.iban, .siret, .siren, .vatNumber, .phone].contains($0.kind) }
    let known = Set(checked.map { $0.value.filter { $0.isLetter || $0.isNumber } })
    let numbers = DocumentNumbers(pages, known: known)
    fields[.documentNumber] = numbers.document.map { Self.field($0.candidate, $0.candidate.value, $0.confidence) }
    fields[.orderNumber] = numbers.order.map { Self.field($0.candidate, $0.candidate.value, $0.confidence) }
    fields[.trackingNumber] = numbers.tracking.map { Self.field($0.candidate, $0.candidate.value, $0.confidence) }

    let sums = DocumentSums(pages)
    for (kind, choice) in [(DocumentFields.Kind.net, sums.net), (.vat, sums.vat), (.total, sums.total)] {
      fields[kind] = choice.map { Self.field($0.candidate, PaperAmount.written($0.candidate.value), $0.confidence) }
    }
    fields.addsUp = sums.addsUp
    fields[.currency] = currency(pages, total: sums.total?.candidate.place)

    let isMonthFirst = language(pages).code == "en" && fields[.currency]?.value == "USD"
    let dates = DocumentDates(
      pages, number: numbers.document?.candidate.place, isMonthFirst: isMonthFirst, today: today)
    fields[.date] = dates.date.map {
      Self.field($0.candidate, $0.candidate.value.value(dates.order).iso, $0.confidence)
    }
    fields[.dueDate] = dates.due.map {
      Self.field($0.candidate, $0.candidate.value.value(dates.order).iso, $0.confidence)
    }

    readParties(pages, entities: entities, identifiers: known, into: &fields)
    fields.productReferences = productReferences(pages, entities: entities)
  }

  private static func field<Value>(
    _ candidate: FieldCandidate<Value>, _ value: String, _ confidence: Double
  ) -> DocumentFields.Field {
    DocumentFields.Field(value: value, raw: candidate.raw, page: candidate.place.page, confidence: confidence)
  }

  /// Beside the total, else the commonest.
  private func currency(_ pages: [LabelledValues], total: Spot?) -> DocumentFields.Field? {
    for page in pages {
      for site in page.sites([.currency]) {
        let line = page.layout.lines[site.line]
        let codes = line.text.tokens[site.hit.tokens.upperBound...].prefix(2).map { line.string($0.range) }
        if let code = codes.first(where: PaperAmount.codes.contains) {
          return DocumentFields.Field(value: code, raw: code, page: page.layout.page, confidence: 0.97)
        }
      }
    }
    var counts: [String: Int] = [:]
    for page in pages {
      for (number, amounts) in page.amounts.enumerated() {
        for amount in amounts {
          guard let code = amount.currency else { continue }
          if let total, total.page == page.layout.page, total.line == number {
            return DocumentFields.Field(value: code, raw: code, page: page.layout.page, confidence: 0.95)
          }
          counts[code, default: 0] += 1
        }
      }
    }
    if let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
      return DocumentFields.Field(value: best.key, raw: best.key, page: pages[0].layout.page, confidence: 0.85)
    }
    for page in pages {
      for line in page.layout.lines {
        for token in line.text.tokens {
          let word = line.string(token.range)
          let code = PaperAmount.codes.contains(word) ? word : token.text == "euros" ? "EUR" : nil
          if let code { return DocumentFields.Field(value: code, raw: word, page: page.layout.page, confidence: 0.7) }
        }
      }
    }
    return nil
  }

  func language(_ pages: [LabelledValues]) -> Language {
    let tokens = pages.prefix(3).flatMap { $0.layout.lines.flatMap(\.text.tokens) }
    let guess = LanguageGuess.guess(tokens, among: ["fr", "en", "de", "nl"])
    return guess.map { Language($0.code) } ?? languages.first ?? .french
  }

  private func readParties(
    _ pages: [LabelledValues], entities: [Entity], identifiers: Set<String>, into fields: inout DocumentFields
  ) {
    let parties = DocumentParties(pages, identifiers: identifiers.filter { $0.count >= 9 && !$0.hasPrefix("+") })
    if let supplier = parties.supplier {
      fields[.supplier] = DocumentFields.Field(
        value: supplier.name, raw: supplier.raw, page: supplier.page, confidence: supplier.confidence)
    }
    if let buyer = parties.buyer {
      let field = DocumentFields.Field(
        value: buyer.name, raw: buyer.raw, page: buyer.page, confidence: buyer.confidence)
      fields[.buyer] = field
      if DocumentParties.companyName(buyer.name) == nil { fields[.customerName] = field }
    }
    let own = Self.ownNumbers(entities, pages: pages)
    for (kind, entity) in own {
      fields[kind] = DocumentFields.Field(
        value: entity.value, raw: entity.raw, page: Self.page(entity), confidence: entity.confidence * 0.9)
    }
    if let siret = fields[.siret], fields[.siren] == nil {
      fields[.siren] = DocumentFields.Field(
        value: String(siret.value.prefix(9)), raw: siret.raw, page: siret.page, confidence: siret.confidence)
    }
    if fields[.trackingNumber] == nil, let parcel = entities.first(where: { $0.kind == .trackingNumber }) {
      fields[.trackingNumber] = DocumentFields.Field(
        value: parcel.value, raw: parcel.raw, page: Self.page(parcel), confidence: parcel.confidence * 0.9)
    }
  }

  /// The supplier's own numbers: of several the one that does not stand beside the buyer's name.
  private static func ownNumbers(
    _ entities: [Entity], pages: [LabelledValues]
  ) -> [(DocumentFields.Kind, Entity)] {
    let kinds: [(Entity.Kind, DocumentFields.Kind)] = [
      (.iban, .iban), (.siret, .siret), (.siren, .siren), (.vatNumber, .vatNumber),
    ]
    return kinds.compactMap { kind, field in
      let found = entities.filter { $0.kind == kind }
      let own = found.first { !isBuyers($0, pages) } ?? (found.count == 1 ? found.first : nil)
      return own.map { (field, $0) }
    }
  }

  private static let buyerWords: Set<String> = [
    "client", "votre", "your", "uw", "ihre", "kunde", "customer", "buyer", "acheteur", "preneur",
  ]

  /// Whether a word for the buyer stands on the line before the number, or a label of the buyer above it.
  private static func isBuyers(_ entity: Entity, _ pages: [LabelledValues]) -> Bool {
    guard entity.kind != .iban else { return false }
    for page in pages where page.layout.page == Self.page(entity) {
      for (number, line) in page.layout.lines.enumerated() {
        guard let offset = line.text.source.firstRange(of: Array(entity.raw.utf8))?.lowerBound else { continue }
        let before = line.text.tokens.filter { $0.range.upperBound <= offset }.suffix(6)
        if before.contains(where: { buyerWords.contains($0.text) }) { return true }
        let cell = line.cells[line.cell(at: offset)]
        return page.sites([.buyer, .recipient]).contains { site in
          site.line < number && number - site.line <= 8 && DocumentParties.isAlone(page, site.line, site.hit)
            && page.below(site, most: 8).contains { $0.line == number && $0.cell == cell }
        }
      }
    }
    return false
  }

  private static func page(_ entity: Entity) -> Int {
    if case .attachment(_, let page) = entity.place { return page }
    return 0
  }

  private func productReferences(_ pages: [LabelledValues], entities: [Entity]) -> [DocumentFields.Field] {
    var found: [DocumentFields.Field] = []
    var seen: Set<String> = []
    for page in pages {
      for site in page.sites([.productReference]) where page.isArticleHead(site.line) {
        for below in page.below(site, most: 60) {
          let line = page.layout.lines[below.line]
          guard let code = PaperCode(line, from: below.cell.lowerBound, to: below.cell.upperBound),
            (3...24).contains(code.value.utf8.count), seen.insert(code.value).inserted
          else { continue }
          found.append(
            DocumentFields.Field(
              value: code.value, raw: line.string(code.range), page: page.layout.page, confidence: 0.7))
        }
      }
    }
    for entity in entities where entity.kind == .productReference && seen.insert(entity.value).inserted {
      found.append(
        DocumentFields.Field(
          value: entity.value, raw: entity.raw, page: Self.page(entity), confidence: entity.confidence))
    }
    return Array(found.prefix(100))
  }

  // MARK: - Codes and data

  private func read(_ code: Barcode, into fields: inout DocumentFields) {
    func set(_ kind: DocumentFields.Kind, _ value: String, confidence: Double) {
      fields[kind] = DocumentFields.Field(value: value, raw: value, page: code.page, confidence: confidence)
    }
    if let payment = PaymentCode(code.text) {
      set(.iban, payment.iban, confidence: 0.99)
      if fields[.supplier].map({ $0.confidence < 0.8 }) ?? true, !payment.name.isEmpty {
        set(.supplier, payment.name, confidence: 0.8)
      }
      if let currency = payment.currency { set(.currency, currency, confidence: 0.97) }
      // What is still to be paid may be less than the total.
      if let cents = payment.cents, fields[.total].map({ $0.confidence < 0.6 }) ?? true {
        set(.total, PaperAmount.written(cents), confidence: 0.8)
      }
      return
    }
    let bare = code.text.filter { $0 != " " }.uppercased()
    if fields[.trackingNumber] == nil, ParcelNumberFinder.isParcel(Array(bare.utf8)[...]) {
      set(.trackingNumber, bare, confidence: 0.97)
    }
  }

  private func read(_ invoice: ElectronicInvoice, into fields: inout DocumentFields) {
    let registration = invoice.supplierRegistration.map { $0.filter(\.isNumber) }
    let values: [(DocumentFields.Kind, String?)] = [
      (.documentNumber, invoice.number), (.orderNumber, invoice.orderNumber), (.date, invoice.date),
      (.dueDate, invoice.dueDate), (.net, invoice.net), (.vat, invoice.vat), (.total, invoice.total),
      (.currency, invoice.currency), (.supplier, invoice.supplier), (.vatNumber, invoice.supplierVATNumber),
      (.siret, registration.flatMap { $0.count == 14 ? $0 : nil }),
      (.siren, registration.flatMap { $0.count == 9 ? $0 : $0.count == 14 ? String($0.prefix(9)) : nil }),
      (.iban, invoice.iban), (.buyer, invoice.buyer),
    ]
    for (kind, value) in values {
      guard let value, !value.isEmpty else { continue }
      let isSum = [.net, .vat, .total].contains(kind)
      let normal = isSum ? Self.cents(value).map(PaperAmount.written) ?? value : value
      fields[kind] = Self.data(normal)
    }
    if !invoice.productReferences.isEmpty {
      fields.productReferences = invoice.productReferences.prefix(100).map(Self.data)
    }
    let sums = [invoice.net, invoice.vat, invoice.total].compactMap { $0.flatMap(Self.cents) }
    if sums.count == 3 { fields.addsUp = abs(sums[0] + sums[1] - sums[2]) <= 2 }
  }

  private static func data(_ value: String) -> DocumentFields.Field {
    DocumentFields.Field(value: value, raw: value, page: 0, confidence: 1)
  }

  /// Hundredths of a decimal number with a dot.
  private static func cents(_ value: String) -> Int? {
    let parts = value.trimming { $0 == " " }.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].count <= 13, let whole = Int(parts[0]) else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard decimals.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    let padded = Array((String(decimals) + "000").utf8).prefix(3).map { Int($0) - 0x30 }
    let rest = padded[0] * 10 + padded[1] + (padded[2] >= 5 ? 1 : 0)
    return value.hasPrefix("-") ? whole * 100 - rest : whole * 100 + rest
  }
}

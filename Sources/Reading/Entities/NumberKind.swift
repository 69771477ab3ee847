import Domain

/// What stands around a number.
struct NumberContext {
  /// What the word after a number suggests: a capital is a town's after a postcode, a noun is what was counted.
  enum Next {
    case nothing, word, capital
  }

  let cue: Cue?
  /// A common noun and its article stand right before it: « les cabines CAB-2250 ».
  let isThing: Bool
  /// A word in small letters stands beside it on its line, or it stands in a subject.
  let isInSentence: Bool
  /// « chez vous », « with you » stand beside it: « Our number with you is 60219-B ».
  let isWithYou: Bool
  /// Words between cue and number.
  let distance: Int
  /// « n° » or the like stands right before it.
  let hasMarker: Bool
  /// At most one word stands between « n° » and it.
  let isNear: Bool
  /// Nothing but a sign stands between cue and number.
  let isAdjacent: Bool
  /// The cue has given a number already.
  let hasGiven: Bool
  /// It has the form of the number that the cue gave last.
  let isLikeLast: Bool
  let hasHash: Bool
  /// `[#123]`, as ticket systems mark subjects.
  let isBracketed: Bool
  /// A colon stands before it.
  let isIntroduced: Bool
  let next: Next
  /// « la 2026-10-077 », « our 3077 ».
  let isCalledByArticle: Bool
  let opensLine: Bool
  /// It opens a line, under a line that announced a list of such numbers.
  let heading: Cue?
  /// It opens a line, and a date or an amount is next.
  let opensRow: Bool
  let trade: Trade
  let topic: Topic
  /// The year of the mail.
  let year: Int

  /// The words before say that it is the number of something else.
  var isDenied: Bool {
    if hasHash, !isBracketed, !isAdjacent { return false }
    switch cue {
    case .other: return distance <= 2
    // « sur votre compte : » announces the rows below it, not their account.
    case .account: return distance <= 2 && !opensLine
    // « virement 88123 », but « virement pour la 88123 » in a mail to accounts.
    case .matter: return trade == .shop ? distance <= 2 : isAdjacent || hasMarker && distance <= 1
    default: return false
    }
  }
}

/// Decides what a number is, by its form and by what stands around it.
enum NumberKind {
  /// What the number before is, if this one goes on with it: « les 8812, 8815 et 8820 ».
  static func following(_ last: (shape: CodeShape, judgement: Judgement)?, _ shape: CodeShape) -> Judgement? {
    guard let last, shape.isLike(last.shape), shape.raw.count == last.shape.raw.count, shape.digitCount >= 3 else {
      return nil
    }
    return (last.judgement.0, last.judgement.1 - 0.1)
  }

  typealias Judgement = (Entity.Kind, Double)

  /// - Returns: nil for a number of no interest.
  static func of(_ shape: CodeShape, context: NumberContext) -> Judgement? {
    if shape.isMeasure || context.isBracketed { return nil }
    if let known = supplier(shape, context) { return known }
    if context.isDenied { return spoken(shape, context) }
    return InvoiceNumberFinder.judge(shape, context)
      ?? OrderNumberFinder.judge(shape, context) ?? parcel(shape, context) ?? product(shape, context)
      ?? listed(shape, context) ?? unannounced(shape, context)
  }

  /// « dossier CMD-2026-79286 »: a form that only orders or invoices have is stronger than the word before it.
  private static func spoken(_ shape: CodeShape, _ context: NumberContext) -> Judgement? {
    // « Code 3245612700981546 »: only parcels have so many digits.
    if context.trade == .shop, context.cue == .account, shape.isLongCount { return (.trackingNumber, 0.6) }
    guard shape.runs.count > 1, shape.digitCount >= 4 else { return nil }
    if shape.isOrder { return (.orderNumber, 0.7) }
    let isOwn = shape.isMixed || context.trade == .accounts
    return isOwn && shape.isInvoice(year: context.year) ? (.invoiceNumber, 0.6) : nil
  }

  /// A row of a table or list.
  private static func listed(_ shape: CodeShape, _ context: NumberContext) -> Judgement? {
    guard shape.isPlausible, shape.isCapitals, !shape.isYearAlone else { return nil }
    switch context.heading {
    case .order: return shape.isPlain ? (.orderNumber, 0.75) : nil
    case .invoice: return (.invoiceNumber, 0.75)
    default: return nil
    }
  }

  /// A number that no word announces is what the mailbox is mostly written to about.
  private static func unannounced(_ shape: CodeShape, _ context: NumberContext) -> Judgement? {
    switch context.trade {
    case .accounts:
      if shape.isStriking {
        let isThing = context.isThing || context.next == .word && context.isCalledByArticle
        let isProduct =
          shape.hasSeveralNames || isThing || context.topic == .orders && !shape.carriesYear(context.year)
        return isProduct ? (.productReference, 0.5) : (.invoiceNumber, 0.6)
      }
      if shape.isYearAndCount(year: context.year) { return (.invoiceNumber, 0.65) }
      guard !shape.isYearAlone, shape.isCapitals, context.next == .nothing else { return nil }
      if shape.isDashedCount { return (.invoiceNumber, 0.55) }
      // « la suivante, n° 0711 »; « 8812 02/03/2026 1 200,00 € » on a line of its own.
      if context.hasMarker || context.opensRow, shape.isPlain, (3...12).contains(shape.raw.count) {
        return (.invoiceNumber, 0.55)
      }
      if context.isCalledByArticle, shape.digitCount >= 3, shape.raw.count <= 12 { return (.invoiceNumber, 0.55) }
      // « Quand sera payée 3307 ? », but no number of a table.
      let isCount = shape.isPlain && (4...10).contains(shape.raw.count) && context.isInSentence
      return context.topic == .invoices && (isCount || shape.carriesYear(context.year)) ? (.invoiceNumber, 0.5) : nil
    case .shop:
      if shape.isBook { return (.productReference, 0.6) }
      if shape.isLongCount { return (.trackingNumber, 0.6) }
      if shape.isSerial, !context.isThing { return (.orderNumber, 0.6) }
      if shape.isDashedCount || shape.isYearAndCount(year: context.year), context.next == .nothing {
        return (.orderNumber, 0.5)
      }
      // « J’ai le numéro GR-5527 »
      if shape.isStriking, shape.runs.count == 2, shape.digitCount >= 4, context.hasMarker {
        return (.orderNumber, 0.55)
      }
      if shape.isStriking || shape.isShortArticle { return isLaw(shape) ? nil : (.productReference, 0.6) }
      return shape.isPlain && (5...7).contains(shape.raw.count) && context.next == .nothing ? (.orderNumber, 0.5) : nil
    }
  }

  /// How sure a number is that its cue announces.
  static func confidence(_ context: NumberContext, isOwnForm: Bool = false) -> Double {
    if isOwnForm { return context.distance <= 3 ? 0.97 : 0.9 }
    if context.hasMarker || context.distance == 0 { return 0.92 }
    return context.distance <= 3 ? 0.8 : 0.6
  }

  /// Whether a number may be the one that its cue announces.
  static func isAnnounced(_ shape: CodeShape, _ context: NumberContext) -> Bool {
    let isMarked = context.hasMarker || (context.isNear && context.distance <= 2)
    if context.hasGiven, context.distance > 0, !isMarked { return false }
    if context.hasGiven, !isMarked, !context.isLikeLast, !shape.isPlain { return false }
    guard shape.runs.count == 1, let digits = shape.runs.first?.utf8.count else {
      // `LMP-220` some words after « commande » is what was ordered.
      guard shape.isPlausible else { return false }
      return isMarked || (context.distance == 0 && (shape.isCapitals || shape.raw.count >= 6))
        || (context.cue == .invoice && context.distance <= 2)
    }
    if isMarked { return (2...18).contains(digits) && context.distance <= 6 }
    // « ma facture 12 »
    if context.trade == .accounts, context.cue == .invoice, digits == 2, context.next == .nothing {
      return context.isAdjacent || context.hasGiven && context.distance == 0
        || context.isIntroduced && context.distance <= 5
    }
    if shape.isYearAlone || digits < 3 || digits > 14 { return false }
    if digits == 5, context.next == .capital, !context.isAdjacent { return false }
    if digits <= 4, context.next == .word || context.distance > 1 { return false }
    return context.distance <= 3
  }

  /// « article L221-18 du Code », « affaire C-681/17 »
  private static func isLaw(_ shape: CodeShape) -> Bool {
    ["L", "R", "D", "C"].contains(shape.runs.first ?? "") && shape.digitCount >= 4 && shape.runs.count == 3
  }

  /// « fournisseur 40127 », « notre code chez vous : F04418 », « compte C-20418 ».
  private static func supplier(_ shape: CodeShape, _ context: NumberContext) -> Judgement? {
    guard context.trade == .accounts, shape.digitCount >= (context.cue == .supplier ? 3 : 4), shape.raw.count <= 12,
      shape.isCapitals,
      context.next != .word || context.isWithYou, !shape.isOrder || shape.isPlain,
      !shape.isInvoice(year: context.year)
    else { return nil }
    let isOfAccount = context.cue == .account && (shape.isMixed || context.isWithYou) && !context.opensLine
    if context.cue == .supplier || isOfAccount, !context.hasGiven,
      context.distance <= (context.hasMarker || context.isIntroduced || context.isWithYou ? 3 : 0)
    {
      return (.supplierNumber, 0.85)
    }
    return context.isWithYou && context.cue != .invoice && context.cue != .order ? (.supplierNumber, 0.7) : nil
  }

  private static func parcel(_ shape: CodeShape, _ context: NumberContext) -> Judgement? {
    guard context.cue == .tracking, !context.hasGiven || context.distance == 0 else { return nil }
    if shape.isShortParcel, context.distance <= 1 { return (.trackingNumber, 0.85) }
    guard (8...30).contains(shape.raw.count), shape.digitCount >= 6, shape.isCapitals,
      context.distance <= (shape.isPlain ? 6 : 3)
    else { return nil }
    return (.trackingNumber, confidence(context))
  }

  private static func product(_ shape: CodeShape, _ context: NumberContext) -> Judgement? {
    guard (4...20).contains(shape.raw.count), shape.isCapitals, !shape.isNotion else { return nil }
    switch context.cue {
    case .product:
      guard context.distance <= 1, !isLaw(shape) else { return nil }
      return shape.runs.count > 1 || context.hasMarker && shape.raw.count >= 5 ? (.productReference, 0.8) : nil
    case .reference:
      guard context.distance <= 1, shape.runs.count > 1 else { return nil }
      let isInvoice = context.trade == .accounts && context.topic == .invoices && !shape.hasSeveralNames
      return isInvoice ? nil : (.productReference, 0.75)
    default: return nil
    }
  }
}

import Domain

/// What stands around a number.
struct NumberContext {
  /// What the word after a number suggests: a capital is a town's after a postcode, a noun is what was counted.
  enum Next {
    case nothing, word, capital
  }

  let cue: Cue?
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
  let hasHash: Bool
  /// `[#123]`, as ticket systems mark subjects.
  let isBracketed: Bool
  let next: Next
  /// « la 2026-10-077 » in a mail about invoices.
  let isCalledByArticle: Bool
  /// It opens a line, under a line that announced a list of such numbers.
  let heading: Cue?

  /// The words before say that it is the number of something else.
  var isDenied: Bool { cue == .other && distance <= 2 }
}

/// Decides what a number is, by its form and by what stands around it.
enum NumberKind {
  /// - Returns: nil for a number of no interest.
  static func of(_ shape: CodeShape, context: NumberContext) -> (Entity.Kind, Double)? {
    if shape.isMeasure || context.isDenied { return nil }
    return InvoiceNumberFinder.judge(shape, context) ?? OrderNumberFinder.judge(shape, context)
      ?? parcel(shape, context) ?? product(shape, context) ?? unannounced(shape, context)
  }

  /// A row of a table or list, or a number used as a name.
  private static func unannounced(_ shape: CodeShape, _ context: NumberContext) -> (Entity.Kind, Double)? {
    guard shape.isPlausible, shape.isCapitals, !shape.isYearAlone else { return nil }
    switch context.heading {
    case .order: return (.orderNumber, 0.75)
    case .invoice: return (.invoiceNumber, 0.75)
    default: break
    }
    return context.isCalledByArticle && shape.runs.count > 1 && shape.raw.count >= 6 ? (.invoiceNumber, 0.6) : nil
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
    guard shape.runs.count == 1, let digits = shape.runs.first?.utf8.count else {
      // `LMP-220` some words after « commande » is what was ordered.
      guard shape.isPlausible else { return false }
      return isMarked || (context.distance == 0 && (shape.isCapitals || shape.raw.count >= 6))
        || (context.cue == .invoice && context.distance <= 2)
    }
    if isMarked { return (2...18).contains(digits) && context.distance <= 6 }
    if shape.isYearAlone || digits < 3 || digits > 14 { return false }
    if digits == 5, context.next == .capital, !context.isAdjacent { return false }
    if digits <= 4, context.next == .word || context.distance > 1 { return false }
    return context.distance <= 3
  }

  private static func parcel(_ shape: CodeShape, _ context: NumberContext) -> (Entity.Kind, Double)? {
    if shape.isTracking { return (.trackingNumber, context.cue == .tracking ? 0.97 : 0.8) }
    guard context.cue == .tracking, context.distance <= 3, (8...30).contains(shape.raw.count),
      shape.raw.count(where: ChunkedText.isDigit) >= 6
    else { return nil }
    return (.trackingNumber, confidence(context))
  }

  private static func product(_ shape: CodeShape, _ context: NumberContext) -> (Entity.Kind, Double)? {
    guard context.cue == .product || context.cue == .reference, context.distance <= 1, shape.runs.count > 1,
      (4...20).contains(shape.raw.count), shape.isCapitals,
      context.cue == .reference || context.isNear || context.hasMarker
    else { return nil }
    return (.productReference, 0.7)
  }
}

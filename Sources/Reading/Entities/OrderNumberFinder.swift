import Domain
import TextAnalysis

/// Tells order numbers: by the word « commande » before them, or by a form that only orders have.
enum OrderNumberFinder {
  static func judge(_ shape: CodeShape, _ context: NumberContext) -> (Entity.Kind, Double)? {
    if context.cue == .order {
      if shape.isOrder { return (.orderNumber, NumberKind.confidence(context, isOwnForm: true)) }
      if shape.isTracking { return nil }
      if NumberKind.isAnnounced(shape, context) { return (.orderNumber, NumberKind.confidence(context)) }
    }
    if context.cue == .tracking, context.distance <= 2, shape.runs.count == 1 { return nil }
    if shape.isOrder { return (.orderNumber, shape.runs.count > 1 ? 0.85 : 0.6) }
    // `#1000234`, as Shopify and others number orders.
    if context.hasHash, !context.isBracketed, shape.runs.count == 1, (4...12).contains(shape.raw.count) {
      return (.orderNumber, 0.8)
    }
    // « réf. 45871 », of whatever it may be.
    if context.cue == .reference, context.distance == 0, shape.runs.count == 1, (5...12).contains(shape.raw.count) {
      return (.orderNumber, 0.55)
    }
    return nil
  }
}

/// Tells the references that PrestaShop draws for its orders, nine capital letters at random, from words in capitals.
enum PrestaShopReference {
  static func read(_ text: ChunkedText, _ index: Int, context: NumberContext) -> (value: String, confidence: Double)? {
    let bytes = text.bytes(text.chunks[index])
    guard bytes.count == 9, text.chunks[index].letters == 9, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    let strange = LetterPattern.strangePairs(bytes)
    let isAnnounced =
      context.hasMarker || (context.cue == .order && context.distance <= (context.isNear ? 3 : 1))
      || (context.cue == .reference && context.distance == 0)
    let isDenied = context.cue == .other && context.distance == 0
    let value = String(decoding: bytes, as: UTF8.self).uppercased()
    guard bytes.allSatisfy(ChunkedText.isCapital) else {
      // Typed in small letters it must be announced, and look like no word at all.
      return isAnnounced && strange >= 2 && !isDenied ? (value, 0.85) : nil
    }
    if isDenied || isName(text, index) { return nil }
    if strange >= 3 { return (value, isAnnounced ? 0.97 : 0.8) }
    if strange >= 1, context.cue == .order, context.distance <= 6 { return (value, 0.9) }
    if strange == 2 { return (value, 0.65) }
    return context.hasMarker && !LetterPattern.isCommonWord(text.token(index).folded) ? (value, 0.75) : nil
  }

  /// « M. KOWALCZYK »
  private static func isName(_ text: ChunkedText, _ index: Int) -> Bool {
    let civilities: Set<String> = [
      "m", "mr", "mme", "mlle", "monsieur", "madame", "mrs", "ms", "societe", "sarl", "sas",
    ]
    return index > 0 && civilities.contains(text.token(index - 1).text)
  }
}

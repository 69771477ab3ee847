import Domain
import TextAnalysis

/// Tells order numbers: by the word « commande » before them, or by a form that only orders have.
enum OrderNumberFinder {
  static func judge(_ shape: CodeShape, _ context: NumberContext) -> (Entity.Kind, Double)? {
    if context.cue == .order {
      if shape.isOrder { return (.orderNumber, NumberKind.confidence(context, isOwnForm: true)) }
      if NumberKind.isAnnounced(shape, context) { return (.orderNumber, NumberKind.confidence(context)) }
    }
    let isParcel = context.cue == .tracking && context.distance <= 2 && shape.isPlain && !context.hasHash
    if isParcel, context.trade == .shop || !shape.isOrder { return nil }
    if shape.isOrder { return (.orderNumber, shape.runs.count > 1 ? 0.85 : 0.6) }
    // `#1000234`, as Shopify and others number orders.
    if context.hasHash, !context.isBracketed, shape.isCapitals, shape.digitCount >= 4, shape.raw.count <= 16 {
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
  /// « KZB MRT AQE », « I Y S I C Y S W T »: the nine letters three by three or one by one, by how many chunks.
  static func spelled(_ text: ChunkedText, _ index: Int, isAwaited: Bool) -> Int? {
    let width = text.chunks[index].range.count
    guard width == 1 || width == 3 else { return nil }
    let count = length / width
    guard index + count <= text.chunks.count else { return nil }
    var letters: [UInt8] = []
    for next in index..<index + count {
      let bytes = text.bytes(text.chunks[next])
      guard next == index || text.followsOneSpace(next), bytes.count == width, bytes.allSatisfy(ChunkedText.isCapital)
      else { return nil }
      letters += bytes
    }
    return LetterPattern.strangePairs(letters) >= (isAwaited || width == 1 ? 2 : 3) ? count : nil
  }

  /// Whether a chunk is of nine letters.
  static func mayBe(_ text: ChunkedText, _ index: Int) -> Bool {
    let chunk = text.chunks[index]
    return chunk.range.count == length && chunk.letters == length && text.bytes(chunk).allSatisfy { $0 < 0x80 }
  }

  static func read(_ text: ChunkedText, _ index: Int, context: NumberContext) -> (value: String, confidence: Double)? {
    let bytes = text.bytes(text.chunks[index])
    let strange = LetterPattern.strangePairs(bytes)
    let isAnnounced =
      context.hasMarker || (context.cue == .order && context.distance <= (context.isNear ? 3 : 1))
      || ((context.cue == .reference || context.cue == .invoice) && context.distance == 0)
    let value = String(decoding: bytes, as: UTF8.self).uppercased()
    guard bytes.allSatisfy(ChunkedText.isCapital) else {
      // Typed in small letters it must be announced, or look like no word at all.
      guard bytes.allSatisfy({ !ChunkedText.isCapital($0) }), strange >= (isAnnounced ? 2 : 3) else { return nil }
      return (value, isAnnounced ? 0.85 : 0.6)
    }
    if isName(text, index) || LetterPattern.isCommonWord(text.token(index).folded) { return nil }
    if strange >= 3 { return (value, isAnnounced ? 0.97 : 0.8) }
    if strange >= 1, context.cue == .order, context.distance <= 6 { return (value, 0.9) }
    if strange == 2 { return (value, 0.65) }
    if isAnnounced, context.hasMarker { return (value, 0.75) }
    // Alone in capitals among small letters.
    guard text.chunks.count > 1, isAlone(text, index), strange == 1 || context.cue == .order || isEnclosed(text, index)
    else { return nil }
    return (value, 0.6)
  }

  /// Neither neighbour is in capitals.
  private static func isAlone(_ text: ChunkedText, _ index: Int) -> Bool {
    for neighbour in [index - 1, index + 1] where text.chunks.indices.contains(neighbour) {
      let bytes = text.bytes(text.chunks[neighbour])
      if bytes.count > 2, text.chunks[neighbour].digits == 0, bytes.allSatisfy(ChunkedText.isCapital),
        PrestaShopReference.length != bytes.count
      {
        return false
      }
    }
    return true
  }

  private static func isEnclosed(_ text: ChunkedText, _ index: Int) -> Bool {
    let range = text.chunks[index].range
    return text.byte(range.lowerBound - 1) == UInt8(ascii: "(") && text.byte(range.upperBound) == UInt8(ascii: ")")
  }

  private static let length = 9

  /// « M. KOWALCZYK »
  private static func isName(_ text: ChunkedText, _ index: Int) -> Bool {
    let civilities: Set<String> = [
      "m", "mr", "mme", "mlle", "monsieur", "madame", "mrs", "ms", "societe", "sarl", "sas",
    ]
    return index > 0 && civilities.contains(text.token(index - 1).text)
  }
}

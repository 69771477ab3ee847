import Domain
import TextAnalysis

/// Goes through a text once and tells which of its numbers are order, invoice, parcel or product numbers.
///
/// A cue (« commande », « facture », « ticket ») holds for the numbers that follow it, until another cue, or until some
/// words lie between. A form that speaks for itself (`FA-2026-0103`, nine random letters) needs no cue, but the cue of
/// something else still denies it.
struct NumberWalk {
  private var text: ChunkedText
  private let place: Entity.Place
  private(set) var found: [Entity] = []

  private var cue: Cue?
  /// Words since the cue or since the last number it gave, linking words not counted.
  private var distance = 0
  /// The cue is what a « numéro de … » asked for: « numéro de suivi de ma commande » is a parcel's.
  private var isHead = false
  private var hasGiven = false
  private var cuePosition = -1
  /// Words since « n° », « réf. », « # »; large when there was none.
  private var sinceMarker = 99
  private let isOfInvoices: Bool
  private var heading = ListHeading()

  /// - Parameter isOfInvoices: the mail is about invoices, so that a bare number is most likely one's.
  init(_ text: ChunkedText, place: Entity.Place, isOfInvoices: Bool) {
    self.text = text
    self.place = place
    self.isOfInvoices = isOfInvoices
  }

  mutating func walk() {
    var index = 0
    while index < text.chunks.count { index += step(index) }
  }

  /// Looks at one chunk; returns how many were used up.
  private mutating func step(_ index: Int) -> Int {
    heading.pass(index, in: text)
    if text.isTaken[index] { return 1 }
    let chunk = text.chunks[index]
    // The dot of « réf. » and « n°. » ends no sentence.
    let isAbbreviated = index == cuePosition + 1 || sinceMarker == 0
    if chunk.gap == .sentence, !isAbbreviated, !hasGiven || distance > 0 { distance += 2 }
    if let used = number(index) {
      heading.give()
      distance = 0
      hasGiven = true
      sinceMarker = 99
      return used
    }
    word(index)
    return 1
  }

  private mutating func word(_ index: Int) {
    let gap = text.chunks[index].gap
    if let next = Cue.of(index, in: text) {
      heading.hear(next)
      hear(next, at: index, gap: gap)
      return
    }
    if Marker.isMarker(index, in: text) {
      sinceMarker = 0
    } else if LinkingWord.isLinking(text.token(index)) {
      sinceMarker += gap == .sentence ? 99 : 0
    } else {
      distance += 1
      sinceMarker += 1
    }
    sinceMarker = min(sinceMarker, 99)
  }

  private mutating func hear(_ next: Cue, at index: Int, gap: Token.Gap) {
    // « référence » tells nothing new beside « commande »; « commande client » is still an order.
    let isAttribute = index > 0 && distance == 0 && gap == .word && isClient(index)
    switch (cue, next) {
    case (.order?, .reference), (.invoice?, .reference), (.product?, .reference), (.tracking?, .reference):
      sinceMarker = 0
      return
    case (.order?, .other) where isAttribute && sinceMarker > 0: return
    default: break
    }
    if isHead, !hasGiven, distance <= 3, gap == .word, cue != nil { return }
    isHead = sinceMarker == 0
    if case .reference = next { sinceMarker = 0 } else if !isHead { sinceMarker = 99 }
    cue = next
    cuePosition = index
    distance = 0
    hasGiven = false
  }

  private func isClient(_ index: Int) -> Bool {
    ["client", "clients", "customer"].contains(text.token(index).text)
  }

  // MARK: - Numbers

  /// Takes the chunk (and those that belong to it) as a number; nil when it is none.
  private mutating func number(_ index: Int) -> Int? {
    if let reference = PrestaShopReference.read(text, index, context: context(index)) {
      add(.orderNumber, index..<index + 1, value: reference.value, confidence: reference.confidence)
      return 1
    }
    let used = extent(index)
    let range = text.chunks[index].range.lowerBound..<text.chunks[index + used - 1].range.upperBound
    guard text.chunks[index..<index + used].contains(where: { $0.digits > 0 }) else { return nil }
    let shape = CodeShape(text.source[range].filter { $0 > 0x20 && $0 < 0x80 }[...])
    guard let (kind, confidence) = NumberKind.of(shape, context: context(index, used: used)) else { return nil }
    add(
      kind, index..<index + used, value: String(decoding: shape.raw, as: UTF8.self).uppercased(), confidence: confidence
    )
    return used
  }

  private func context(_ index: Int, used: Int = 1) -> NumberContext {
    let start = text.chunks[index].range.lowerBound
    return NumberContext(
      cue: cue, distance: distance, hasMarker: sinceMarker == 0 || text.byte(start - 1) == UInt8(ascii: "#"),
      isNear: sinceMarker <= 1, isAdjacent: index == cuePosition + 1, hasGiven: hasGiven,
      hasHash: text.byte(start - 1) == UInt8(ascii: "#"),
      isBracketed: text.byte(start - 1) == UInt8(ascii: "#") && text.byte(start - 2) == UInt8(ascii: "["),
      next: following(index + used), isCalledByArticle: isOfInvoices && isCalledByArticle(index),
      heading: heading.opensLine ? heading.cue : nil)
  }

  private func isCalledByArticle(_ index: Int) -> Bool {
    index > 0 && text.followsOneSpace(index) && ["la", "les"].contains(text.token(index - 1).text)
  }

  /// What kind of word comes after a number.
  private func following(_ index: Int) -> NumberContext.Next {
    guard index < text.chunks.count, text.chunks[index].gap == .word, text.chunks[index].isWord else { return .nothing }
    let first = text.byte(text.chunks[index].range.lowerBound)
    if ChunkedText.isCapital(first) { return .capital }
    if LinkingWord.isLinking(text.token(index)) || Self.verbs.contains(text.token(index).text) { return .nothing }
    return .word
  }

  private static let verbs: Set<String> = [
    "passee", "passe", "effectuee", "recue", "n", "qui", "que", "s", "svp", "merci", "livree", "expediee", "placed",
    "has", "have", "was", "which", "that", "datee", "emise", "envoyee", "sur", "chez", "on", "from", "dated", "in",
    "to",
    "en", "par", "ne", "toujours", "car", "mais", "but", "i", "je", "j", "il", "elle", "nous", "payee", "reglee",
    "echue",
    "etait", "a", "avait", "aurait", "doit", "dans", "depuis", "afin", "svp", "please", "still", "because", "and",
  ]

  /// How many chunks one number takes: « 45 871 », « BC 2025-118 », « CMD 2025 00417 ».
  private func extent(_ index: Int) -> Int {
    let chunk = text.chunks[index]
    func follows(_ next: Int) -> Bool { text.followsOneSpace(next) && !text.isTaken[next] }
    if chunk.isWord, (1...4).contains(chunk.range.count), text.bytes(chunk).allSatisfy(ChunkedText.isCapital),
      follows(index + 1), text.chunks[index + 1].isNumber
    {
      let code = CodeShape(
        text.source[chunk.range.lowerBound..<text.chunks[index + 1].range.upperBound].filter { $0 > 0x20 }[...])
      // « CMD 45871 » is the word and a number, « BC 2025-118 » all one.
      let isSeries = code.runs.count >= 3 || !text.chunks[index + 1].isPlainNumber
      let hasMore = follows(index + 2) && text.chunks[index + 2].isPlainNumber && text.chunks[index + 1].digits == 4
      if hasMore, CodeShape.hasOwnPrefix(code) { return 3 }
      return isSeries && (code.isOrder || code.isInvoice) ? 2 : 1
    }
    guard chunk.isPlainNumber, chunk.digits <= 3, sinceMarker <= 1 || distance == 0, cue != nil else { return 1 }
    var used = 1
    while used < 4, follows(index + used), text.chunks[index + used].isPlainNumber,
      text.chunks[index + used].digits == 3
    { used += 1 }
    return used
  }

  private mutating func add(_ kind: Entity.Kind, _ chunks: Range<Int>, value: String, confidence: Double) {
    let range = text.chunks[chunks.lowerBound].range.lowerBound..<text.chunks[chunks.upperBound - 1].range.upperBound
    found.append(
      Entity(kind: kind, value: value, raw: text.text.text(range), place: place, confidence: confidence))
  }
}

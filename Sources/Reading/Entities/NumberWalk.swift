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
  /// The last number found, and the chunk after it.
  private var previous: (end: Int, shape: CodeShape, judgement: NumberKind.Judgement)?
  /// The last number that a cue gave.
  private var lastGiven: CodeShape?
  private var cuePosition = -1
  /// Words since « n° », « réf. », « # »; large when there was none.
  private var sinceMarker = 99
  private let trade: Trade
  private let topic: Topic
  private let year: Int
  private let masks: [NumberMask]
  private var heading = ListHeading()

  /// - Parameters:
  ///   - topic: of the mail.
  ///   - year: of the mail.
  ///   - masks: the forms of the site's own numbers.
  init(_ text: ChunkedText, place: Entity.Place, trade: Trade, topic: Topic, year: Int, masks: [NumberMask]) {
    self.text = text
    self.place = place
    self.trade = trade
    self.topic = topic
    self.year = year
    self.masks = masks
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
    // « votre compte, P-18804 »: a comma parts a number from what it is not.
    if cue == .other || cue == .matter || cue == .account, text.isAfterComma(index) { distance += 3 }
    if let used = number(index) {
      heading.give()
      if let kind = found.last?.kind, cue?.gives(kind) ?? false {
        distance = 0
        hasGiven = true
      }
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
      // « Client : Damien Tréguer », and « Numéro : 1503377 » on a line of its own
      if text.isFirstOfLine(index), text.isAfterColon(index + 1), cue == .other || cue == .account { cue = nil }
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
    case (.order?, .reference) where !hasGiven, (.invoice?, .reference) where !hasGiven, (.product?, .reference),
      (.tracking?, .reference), (.supplier?, .reference):
      sinceMarker = 0
      return
    case (.order?, .other) where isAttribute && sinceMarker > 0: return
    // « vendor code »
    case (.supplier?, .account) where distance == 0, (.account?, .supplier) where distance == 0:
      cue = .supplier
      return
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
    if let (kind, used, value) = masked(index) {
      add(kind, index..<index + used, value: value, confidence: 0.95)
      return used
    }
    if let used = PrestaShopReference.spelled(text, index, isAwaited: cue == .order || sinceMarker <= 1) {
      let range = text.chunks[index].range.lowerBound..<text.chunks[index + used - 1].range.upperBound
      let letters = text.source[range].filter(ChunkedText.isCapital)
      add(.orderNumber, index..<index + used, value: String(decoding: letters, as: UTF8.self), confidence: 0.75)
      return used
    }
    if PrestaShopReference.mayBe(text, index),
      let reference = PrestaShopReference.read(text, index, context: context(index))
    {
      add(.orderNumber, index..<index + 1, value: reference.value, confidence: reference.confidence)
      return 1
    }
    if text.isShare(text.chunks[index]) { return nil }
    guard text.chunks[index].digits > 0 || index + 1 < text.chunks.count && text.chunks[index + 1].digits > 0 else {
      return nil
    }
    let used = extent(index)
    let range = text.chunks[index].range.lowerBound..<text.chunks[index + used - 1].range.upperBound
    guard text.chunks[index..<index + used].contains(where: { $0.digits > 0 }) else { return nil }
    let shape = CodeShape(text.source[range].filter { $0 > 0x20 && $0 < 0x80 }[...])
    let context = context(index, used: used, shape)
    let goesOn = previous.map { $0.end >= index - 1 && context.next != .word } ?? false
    guard
      let judgement = NumberKind.of(shape, context: context)
        ?? NumberKind.following(goesOn ? previous.map { ($0.shape, $0.judgement) } : nil, shape)
    else { return nil }
    let (kind, confidence) = judgement
    previous = (index + used, shape, judgement)
    if cue?.gives(kind) ?? false { lastGiven = shape }
    add(
      kind, index..<index + used, value: String(decoding: shape.raw, as: UTF8.self).uppercased(), confidence: confidence
    )
    return used
  }

  /// A number in one of the site's own forms, spaces within it or not.
  private func masked(_ index: Int) -> (kind: Entity.Kind, used: Int, value: String)? {
    guard !masks.isEmpty else { return nil }
    var code: [UInt8] = []
    for next in index..<min(text.chunks.count, index + 4) {
      guard next == index || text.followsOneSpace(next), !text.isTaken[next] else { break }
      let bytes = text.bytes(text.chunks[next])
      guard code.count + bytes.count <= NumberMask.mostBytes else { break }
      code += bytes.map { $0 >= 0x61 && $0 <= 0x7A ? $0 & 0xDF : $0 }
      if let mask = masks.first(where: { $0.matches(code) }) {
        return (mask.kind, next - index + 1, String(decoding: code, as: UTF8.self))
      }
    }
    return nil
  }

  private func context(_ index: Int, used: Int = 1, _ shape: CodeShape? = nil) -> NumberContext {
    let start = text.chunks[index].range.lowerBound
    return NumberContext(
      cue: cue, isThing: isThing(index), isInSentence: isInSentence(index),
      isWithYou: isWithYou(index + used) || isBehindYou(index), distance: distance,
      hasMarker: sinceMarker == 0 || text.byte(start - 1) == UInt8(ascii: "#"),
      isNear: sinceMarker <= 1, isAdjacent: index == cuePosition + 1, hasGiven: hasGiven,
      isLikeLast: shape.flatMap { lastGiven?.isLike($0) } ?? true,
      hasHash: text.byte(start - 1) == UInt8(ascii: "#"),
      isBracketed: text.byte(start - 1) == UInt8(ascii: "#") && text.byte(start - 2) == UInt8(ascii: "["),
      isIntroduced: text.isAfterColon(index), next: following(index + used),
      isCalledByArticle: isCalledByArticle(index),
      opensLine: text.isFirstOfLine(index), heading: heading.opensLine ? heading.cue : nil,
      opensRow: text.isFirstOfLine(index) && index + used < text.chunks.count && text.isTaken[index + used],
      trade: trade, topic: topic, year: year)
  }

  /// « les cabines CAB-2250 »: an article and a word in small letters that announces nothing.
  private func isThing(_ index: Int) -> Bool {
    guard index > 1, text.followsOneSpace(index), text.chunks[index - 1].isWord, text.chunks[index - 1].gap == .word,
      !ChunkedText.isCapital(text.byte(text.chunks[index - 1].range.lowerBound)),
      text.token(index - 1).folded.count >= 4, Self.articles.contains(text.token(index - 2).hash),
      Cue.of(index - 1, in: text) == nil, !Marker.isMarker(index - 1, in: text)
    else { return false }
    return true
  }

  private static func hashes(_ words: String) -> Set<UInt64> {
    Set(TokenizedText(words).tokens.map(\.hash))
  }

  private static let articles = hashes(
    "les des nos vos mes ces le la l du un une votre notre the your our deux trois six two three")
  private static let callers = hashes("la notre ma our number the")
  private static let manyCallers = hashes("les nos")
  private static let at = hashes("chez with by")
  private static let you = hashes("vous you toi")
  private static let inside = hashes("dans in")
  private static let your = hashes("vos votre your")

  /// « chez vous », « with you », « by you »
  private func isWithYou(_ index: Int) -> Bool {
    guard index + 1 < text.chunks.count, text.chunks[index].gap < .sentence else { return false }
    return Self.at.contains(text.token(index).hash) && Self.you.contains(text.token(index + 1).hash)
  }

  private func isInSentence(_ index: Int) -> Bool {
    func isSmall(_ index: Int) -> Bool {
      text.chunks[index].isWord && !ChunkedText.isCapital(text.byte(text.chunks[index].range.lowerBound))
    }
    let hasBefore = index > 0 && !text.isFirstOfLine(index)
    let hasAfter = index + 1 < text.chunks.count && !text.isFirstOfLine(index + 1)
    return place == .subject || hasBefore && isSmall(index - 1) || hasAfter && isSmall(index + 1)
  }

  /// « our number with you is », « notre numéro dans vos livres : », with at most two words between.
  private func isBehindYou(_ index: Int) -> Bool {
    for you in stride(from: index - 1, through: max(1, index - 3), by: -1) {
      guard text.chunks[you + 1].gap < .sentence, !text.isFirstOfLine(you + 1) else { return false }
      let pair = (text.token(you - 1).hash, text.token(you).hash)
      if Self.at.contains(pair.0) && Self.you.contains(pair.1)
        || Self.inside.contains(pair.0) && Self.your.contains(pair.1)
      {
        return sinceMarker <= 5 || cue == .account || cue == .supplier
      }
    }
    return false
  }

  private func isCalledByArticle(_ index: Int) -> Bool {
    guard index > 0, text.followsOneSpace(index) else { return false }
    // « les 640 de jeudi » are euros.
    let isMany = Self.manyCallers.contains(text.token(index - 1).hash) && text.chunks[index].digits > 3
    return isMany || Self.callers.contains(text.token(index - 1).hash)
  }

  /// What kind of word comes after a number.
  private func following(_ index: Int) -> NumberContext.Next {
    guard index < text.chunks.count, text.chunks[index].gap == .word, text.chunks[index].isWord else { return .nothing }
    let first = text.byte(text.chunks[index].range.lowerBound)
    if LinkingWord.isLinking(text.token(index)) || LinkingWord.followsNumber(text.token(index)) { return .nothing }
    if ChunkedText.isCapital(first) { return .capital }
    return .word
  }

  /// How many chunks one number takes: « 45 871 », « BC 2025-118 », « CMD 2025 00417 ».
  private func extent(_ index: Int) -> Int {
    let chunk = text.chunks[index]
    func follows(_ next: Int) -> Bool { text.followsOneSpace(next) && !text.isTaken[next] }
    if chunk.isWord, (1...4).contains(chunk.range.count), isSeriesName(index),
      follows(index + 1), text.chunks[index + 1].isNumber
    {
      let code = CodeShape(
        text.source[chunk.range.lowerBound..<text.chunks[index + 1].range.upperBound].filter { $0 > 0x20 }[...])
      // « CMD 45871 » is the word and a number, « BC 2025-118 » all one.
      let isSeries = code.runs.count >= 3 || !text.chunks[index + 1].isPlainNumber
      let hasMore = follows(index + 2) && text.chunks[index + 2].isPlainNumber && text.chunks[index + 1].digits == 4
      if hasMore, CodeShape.hasOwnPrefix(code) { return 3 }
      return isSeries && (code.isOrder || code.isInvoice(year: year)) ? 2 : 1
    }
    if cue == .tracking, distance <= 1, chunk.isPlainNumber, chunk.digits <= 4 {
      let used = spacedParcel(index)
      if used > 1 { return used }
    }
    let grouped = groupedCount(index)
    if grouped > 1 { return grouped }
    guard chunk.isPlainNumber, chunk.digits <= 3, sinceMarker <= 1 || distance == 0, cue != nil else { return 1 }
    var used = 1
    while used < 4, follows(index + used), text.chunks[index + used].isPlainNumber,
      text.chunks[index + used].digits == 3
    { used += 1 }
    return used
  }

  /// « facture n° 0326 1184 5507 »: three groups or more.
  private func groupedCount(_ index: Int) -> Int {
    guard cue == .invoice, sinceMarker <= 1, text.chunks[index].isPlainNumber else { return 1 }
    var used = 0
    while used < 5, index + used < text.chunks.count, used == 0 || text.followsOneSpace(index + used),
      !text.isTaken[index + used], text.chunks[index + used].isPlainNumber,
      (2...4).contains(text.chunks[index + used].digits)
    { used += 1 }
    return used >= 3 ? used : 1
  }

  /// Capitals, or the usual ones in small letters; « PO » is a word before a number.
  private func isSeriesName(_ index: Int) -> Bool {
    if text.token(index).text == "po" { return false }
    return text.bytes(text.chunks[index]).allSatisfy(ChunkedText.isCapital)
      || ["bc", "cmd", "cde", "fa"].contains(text.token(index).text)
  }

  /// « 8958 4618 0459 21 »
  private func spacedParcel(_ index: Int) -> Int {
    var used = 1
    var digits = text.chunks[index].digits
    while used < 6, text.followsOneSpace(index + used), !text.isTaken[index + used],
      text.chunks[index + used].isPlainNumber, text.chunks[index + used].digits <= 5
    {
      digits += text.chunks[index + used].digits
      used += 1
    }
    return (8...20).contains(digits) ? used : 1
  }

  private mutating func add(_ kind: Entity.Kind, _ chunks: Range<Int>, value: String, confidence: Double) {
    let range = text.chunks[chunks.lowerBound].range.lowerBound..<text.chunks[chunks.upperBound - 1].range.upperBound
    found.append(
      Entity(kind: kind, value: value, raw: text.text.text(range), place: place, confidence: confidence))
  }
}

/// Reads one stretch of the author's lines, that is lines without history between them: sets apart what machines added,
/// the legal notices, then the signature among the lines that remain.
struct StretchReader {
  private let lines: [TextLine]
  private let stretch: Range<Int>

  init(_ lines: [TextLine], stretch: Range<Int>) {
    self.lines = lines
    self.stretch = stretch
  }

  func read(into kinds: inout [Segment.Kind]) {
    setFooters(in: &kinds)
    setDisclaimers(in: &kinds)
    let remaining = stretch.filter { kinds[$0] == .new && !lines[$0].isBlank }
    if let tail = SignatureTail(lines, among: remaining) {
      for index in tail.signature { kinds[index] = .signature }
    }
    setHistoryBelowFooter(in: &kinds)
  }

  private func setFooters(in kinds: inout [Segment.Kind]) {
    var isBelowFooter = false
    for index in stretch where !lines[index].isBlank {
      let isFooter = FooterLine.kind(of: lines[index]) != nil || isBelowFooter && FooterLine.isLinkOnly(lines[index])
      if isFooter { kinds[index] = .footer }
      isBelowFooter = isFooter
    }
  }

  /// A notice begins with one of its set phrases and ends with its paragraph; the paragraphs below that speak its
  /// language (often the same notice in English) belong to it.
  private func setDisclaimers(in kinds: inout [Segment.Kind]) {
    var index = stretch.lowerBound
    var isBelowNotice = false
    // A paragraph without legal words has none further down either, so it is read once, not from each of its lines.
    var plainUntil = stretch.lowerBound
    while index < stretch.upperBound {
      if lines[index].isBlank || kinds[index] != .new {
        index += 1
        continue
      }
      let paragraph = paragraph(from: index)
      let mayBeNotice =
        isBelowNotice || index >= plainUntil && Disclaimer.opens(in: lines, paragraph: paragraph)
      let isLegal = mayBeNotice && Disclaimer.isLegal(in: lines, paragraph: paragraph)
      if mayBeNotice, !isLegal { plainUntil = paragraph.upperBound }
      isBelowNotice = isLegal || Disclaimer.isPlea(lines[index])
      if isBelowNotice {
        for line in paragraph { kinds[line] = .disclaimer }
        index = paragraph.upperBound
      } else {
        index += 1
      }
    }
  }

  private func paragraph(from index: Int) -> Range<Int> {
    var end = index + 1
    while end < stretch.upperBound, end - index < Disclaimer.mostLines, !lines[end].isBlank { end += 1 }
    return index..<end
  }

  /// A telephone puts "Envoyé de mon iPhone" right above the history. Where the client lost the header of that history,
  /// the words below the line are not the author's, unless they look like a name or an afterthought.
  private func setHistoryBelowFooter(in kinds: inout [Segment.Kind]) {
    guard stretch.upperBound == lines.count else { return }
    guard let footer = stretch.first(where: { FooterLine.kind(of: lines[$0]) == .device }) else { return }
    let isAnswered = stretch.prefix(footer - stretch.lowerBound).contains { kinds[$0] == .new && lines[$0].hasWords }
    let below = (footer + 1..<stretch.upperBound).filter { kinds[$0] == .new && !lines[$0].isBlank }
    guard isAnswered, let first = below.first, first > footer + 1, lines[first - 1].isBlank,
      !SignatureTail.postscripts.startsLine(lines[first].folded)
    else { return }
    for index in below { kinds[index] = .quote(depth: 1) }
  }
}

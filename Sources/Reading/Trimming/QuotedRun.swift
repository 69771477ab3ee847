/// A run of lines that start with `>`: where it ends, and whether it is a quote at all.
///
/// Authors use `>` as an arrow or a bullet too. Below the header of a quote every run is one; without header the run
/// itself must look like mail.
enum QuotedRun {
  /// The end of the run that starts at `index`: blank lines between quoted lines belong to it, and lines that a mail
  /// relay cut off their quoted line.
  static func end(in lines: [TextLine], from index: Int) -> Int {
    var end = index + 1
    var current = end
    while current < lines.count {
      let line = lines[current]
      if line.isQuoted || isCutOff(in: lines, at: current) {
        end = current + 1
      } else if !line.isBlank {
        break
      }
      current += 1
    }
    return end
  }

  /// Whether an unmarked line is the end of the quoted line above it.
  private static func isCutOff(in lines: [TextLine], at index: Int) -> Bool {
    guard index > 0, index + 1 < lines.count, lines[index + 1].isQuoted else { return false }
    let line = lines[index]
    let previous = lines[index - 1]
    guard !line.folded.isEmpty, previous.isQuoted, let last = previous.folded.last else {
      // A link alone in its line, cut off a quoted line.
      return line.folded.starts(with: Array("(http".utf8)) || line.folded.starts(with: Array("<http".utf8))
    }
    if isOpen(previous.folded), !line.folded.contains(0x20) { return true }
    guard last != 0x3F, last != 0x21, last != 0x3A, !answers.startsLine(line.folded) else { return false }
    // A relay cuts where the next word would pass the margin; an answer below a shorter line is the author's.
    let firstWord = line.folded.prefix { $0 != 0x20 }.count
    return line.startsLowercase && previous.width + 1 + firstWord >= cutMargin && previous.width <= 100
  }

  /// Relays and old clients cut between 72 and 80 columns.
  private static let cutMargin = 72

  private static func isOpen(_ folded: [UInt8]) -> Bool {
    let opened = folded.count { $0 == 0x28 } - folded.count { $0 == 0x29 }
    return opened > 0
  }

  private static let answers = PhraseTable([
    "oui", "non", "ok", "okay", "d'accord", "merci", "yes", "no", "done", "sure", "fait", "ja", "nein", "si", "sí",
    "c'est",
    "je", "j'ai", "nous", "voici", "voir", "vu", "pas", "i", "we", "it",
  ])

  /// Whether a run without a header above it reads as quoted mail.
  static func looksLikeMail(_ lines: [TextLine], run: Range<Int>) -> Bool {
    let quoted = run.filter { lines[$0].isQuoted }
    if quoted.contains(where: { lines[$0].isMarked }) { return true }
    let introduction = lines[..<run.lowerBound].last { !$0.isBlank }
    // After "Les articles :" the marks are bullets, unless the author says that somebody wrote.
    let isList = introduction?.folded.last == 0x3A && !sayings.occurs(in: introduction?.folded ?? [])
    for index in quoted {
      let folded = lines[index].folded
      if folded.isEmpty && quoted.count > 1 || lines[index].label == .sender { return true }
      if lines[index].depth > 1 && lines[index].hasWords || mailWords.startsLine(folded) { return true }
      if isList { continue }
      let words = folded.wordCount
      if folded.last == 0x3F && words >= 3 || folded.last == 0x2E && words >= 5 || words >= 8 { return true }
    }
    return false
  }

  private static let sayings = PhraseTable([
    "écrit", "écrivez", "écriviez", "dit", "dites", "disiez", "répondu", "indiqué", "demandé", "wrote", "said", "told",
    "asked", "schrieb", "geschrieben", "gesagt", "escribió", "dijo", "scritto", "detto", "schreef",
  ])

  private static let mailWords = PhraseTable([
    "bonjour", "bonsoir", "madame", "monsieur", "cordialement", "bien cordialement", "hello", "hi", "dear", "hallo",
    "guten tag", "sehr geehrte*", "hola", "buenos días", "buongiorno", "goedemorgen", "beste", "message du", "le", "on",
  ])
}

extension TextLine {
  /// Folding hides case, so the case is asked of the bytes that were read; other scripts count as neither.
  fileprivate var startsLowercase: Bool { firstByte >= 0x61 && firstByte <= 0x7A }
}

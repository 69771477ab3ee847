import Foundation
import TestSupport
import Testing

@testable import Reading

/// The segments as a whole: nothing lost, kinds and depths, what the HTML marked, hostile texts.
struct QuotedTextTrimTests {
  @Test func segmentsFollowOneAnotherWithTheirKinds() {
    let text = """
      Bonjour,

      Oui, le 12 convient.

      Cordialement,
      Paul Meunier
      04 65 71 12 34

      Ce message et ses pièces jointes sont confidentiels et destinés au seul destinataire.

      Envoyé de mon iPhone

      Le lun. 3 mars 2026 à 14:05, Lampes du Port <contact@lampes-du-port.example> a écrit :
      > Le 12 vous convient-il ?
      >> Quand livrez-vous ?

      """
    let trimmed = QuotedTextTrim().trim(text)
    #expect(
      trimmed.segments.map(\.kind) == [
        .new, .signature, .disclaimer, .footer, .quoteHeader, .quote(depth: 1), .quote(depth: 2),
      ])
    #expect(trimmed.newText == "Bonjour,\n\nOui, le 12 convient.")
    #expect(trimmed.signatureText == "Cordialement,\nPaul Meunier\n04 65 71 12 34")
    #expect(trimmed.quotedText == "> Le 12 vous convient-il ?\n>> Quand livrez-vous ?")
    #expect(trimmed.wholeText == text)
    #expect(!trimmed.isForwardOnly)
  }

  @Test func rangesAreByteOffsetsWithoutGap() {
    let text = "Très bien, reçu\r\n\r\nLe 3 mars 2026 à 14:05, É. Roy <e@roy.example> a écrit :\r\n> Déjà ?\r\n"
    let segments = QuotedTextTrim().trim(text).segments
    let bytes = Array(text.utf8)
    var end = 0
    for segment in segments {
      #expect(segment.range.lowerBound == end)
      #expect(String(decoding: bytes[segment.range], as: UTF8.self) == segment.text)
      end = segment.range.upperBound
    }
    #expect(end == bytes.count)
    #expect(segments.count == 3)
  }

  @Test func anEmptyTextHasNoSegment() {
    #expect(QuotedTextTrim().trim("").segments.isEmpty)
    #expect(QuotedTextTrim().trim("\n\n").segments.map(\.kind) == [.new])
    #expect(QuotedTextTrim().trim("\n\n").newText.isEmpty)
  }

  @Test func aWholeDialogueKeepsDepthOfUnmarkedHistory() {
    let text = """
      Merci !

      De : Service client <sav@lampes-du-port.example>
      Envoyé : lundi 3 mars 2026 14:05
      À : Paul Meunier
      Objet : RE: Lampe

      Nous la changeons.
      > Elle est cassée.
      """
    #expect(
      QuotedTextTrim().trim(text).segments.map(\.kind) == [
        .new, .quoteHeader, .quote(depth: 1), .quote(depth: 2),
      ])
  }

  @Test func htmlMarksAreBelieved() {
    let own = "Voici la photo.\n"
    let quoted = "Pouvez-vous envoyer une photo ?\nDe la lampe\n"
    let text = own + quoted + "Merci"
    let block = QuotedBlock(range: own.utf8.count..<(own + quoted).utf8.count, depth: 2)
    let trimmed = QuotedTextTrim().trim(text, quoted: [block])
    #expect(trimmed.newText == "Voici la photo.\n\nMerci")
    #expect(trimmed.segments.map(\.kind) == [.new, .quote(depth: 2), .new])
  }

  @Test func htmlMarksBelowAnAttributionLeaveTheAnswerBelow() {
    let header = "Le 3 mars 2026 à 14:05, Lampes du Port <contact@lampes-du-port.example> a écrit :\n"
    let quoted = "Quelle ampoule ?\n"
    let text = header + quoted + "Une E27."
    let start = header.utf8.count
    let trimmed = QuotedTextTrim().trim(text, quoted: [QuotedBlock(range: start..<start + quoted.utf8.count, depth: 1)])
    #expect(trimmed.segments.map(\.kind) == [.quoteHeader, .quote(depth: 1), .new])
    #expect(trimmed.newText == "Une E27.")
  }

  @Test func htmlMarksOutsideTheTextAreHarmless() {
    let blocks = [QuotedBlock(range: 40..<90, depth: -3), QuotedBlock(range: 0..<2, depth: .max)]
    #expect(QuotedTextTrim().trim("Oui", quoted: blocks).wholeText == "Oui")
  }

  @Test func anOrderNumberOfTheHistoryIsNotNew() {
    let text = """
      Toujours rien reçu, que faites-vous ?

      Le mar. 4 nov. 2026 à 09:12, Lampes du Port <contact@lampes-du-port.example> a écrit :

      > Votre commande EJSBLZFYO est partie.
      """
    let trimmed = QuotedTextTrim().trim(text)
    #expect(!trimmed.newText.contains("EJSBLZFYO"))
    #expect(trimmed.quotedText.contains("EJSBLZFYO"))
  }

  @Test func survivesJSON() throws {
    let trimmed = QuotedTextTrim().trim("Oui\n\n> Vraiment, vous êtes sûr de cela ?\n")
    let data = try JSONEncoder().encode(trimmed)
    #expect(try JSONDecoder().decode(TrimmedText.self, from: data) == trimmed)
  }

  /// Pieces of mails in any order, with any damage: the whole text always comes back, and the work ends.
  @Test func anyMixtureOfPiecesComesBackWhole() {
    let pieces = [
      "Bonjour", "\n", "\r\n", "\r", "\n\n", "> ", ">>", ">", "<", "-- ", "--", "________________", "De : a@b.example",
      "Envoyé : lundi", "À :", "Objet :", "Le lun. 3 mars 2026 à 14:05,", " a écrit :", "On Mon, Mar 3, 2026",
      " wrote:",
      "Cordialement,", "Jean", "06 39 98 12 34", "Envoyé de mon iPhone",
      "Ce message et ses pièces jointes confidentiels",
      "-----Message d'origine-----", "---------- Forwarded message ---------", "\u{0}", "é", "\u{301}", "🎉", "\u{200B}",
      " ", "\t", "PS :", "?", ":", "www.avast.com", "Début du message transféré :",
    ]
    var random = SeededRandom(seed: 2026)
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      let trimmed = QuotedTextTrim().trim(text)
      #expect(trimmed.wholeText == text)
      #expect(trimmed.segments.allSatisfy { !$0.range.isEmpty })
    }
  }

  /// Fifty thousand lines of each kind that a reader looks ahead from. A quadratic step would take minutes.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ">\n", "> oui\n", "De : a@b.example\n", "À : x\nCc : y\n", "Le 3 mars 2026 à 14:05, a\n", "________\n",
      "Ce message et ses pièces\n", "Cordialement\n\n", "oui\n> non ?\n", "Envoyé de mon iPhone\n\n", "\r", "-- \n",
    ])
  func hostileRepetitionEnds(line: String) {
    let text = String(repeating: line, count: 50_000)
    #expect(QuotedTextTrim().trim(text).wholeText.utf8.count == text.utf8.count)
  }

  @Test func linesBeyondTheBoundStayInTheText() {
    let text = String(repeating: "a\n", count: TextLine.mostLines + 10)
    #expect(TextLine.lines(of: Array(text.utf8), quoted: []).count == TextLine.mostLines + 1)
    #expect(QuotedTextTrim().trim(text).wholeText == text)
  }
}

import MIME
import Testing

@testable import Reading

/// The author's words in mails of HTML alone, read by the confined worker.
@Suite struct DisplayedTextTests {
  private func read(_ parts: [String]) async -> DisplayedText {
    let bodies = parts.map { "--b\nContent-Type: text/html; charset=utf-8\nContent-Disposition: inline\n\n\($0)\n" }
    let mail = "From: a@x.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    let bytes = Array((mail + bodies.joined() + "--b--\n").utf8)
    return await DisplayedText.read(InternetMessage(parsing: bytes), extractor: MailFixture.extractor)
  }

  @Test func aMailThatFailedOnceIsNotGivenToAWorkerAgain() async {
    let deep = String(repeating: "<div>", count: 20_000) + "Avant"
    let quote = "<p>Après</p><blockquote type=cite>Bon 778</blockquote>"
    let failed = await read([quote, deep, quote])
    #expect(!failed.isFaithful)
    #expect(failed.text.contains("> Bon 778"))
    #expect(failed.text.contains("Avant"))
    #expect(failed.text.contains("Après\nBon 778"))
    let whole = await read([quote, quote])
    #expect(whole.isFaithful)
    #expect(whole.newText == "Après\n\nAprès")
  }

  @Test(arguments: [
    (
      "answers between quotes",
      "<p>Bonjour,</p><blockquote type=\"cite\"><p>Quelle couleur ?</p></blockquote><p>Le bleu.</p>"
        + "<blockquote type=\"cite\"><p>Quelle taille ?</p></blockquote><p>La 42.</p>",
      "Bonjour,\n\nLe bleu.\n\nLa 42.", "> Quelle couleur ?\n\n> Quelle taille ?"
    ),
    (
      "answers below the line that announces the quotes",
      "<p>Bonjour,</p><div>Le 3 mars 2026 à 14:05, SAV &lt;sav@x.example&gt; a écrit :</div>"
        + "<blockquote style=\"border-left:1px solid #ccc\">Quelle couleur ?</blockquote><div>Le bleu.</div>"
        + "<blockquote style=\"border-left:1px solid #ccc\">Quelle taille ?</blockquote><div>La 42.</div>",
      "Bonjour,\n\nLe bleu.\n\nLa 42.", "> Quelle couleur ?\n\n> Quelle taille ?"
    ),
    (
      "lower-case answers, no paragraph",
      "Bonjour,<blockquote type=cite>Avez-vous reçu le colis que nous avons envoyé la semaine dernière ?</blockquote>non"
        + "<blockquote type=cite>Et la facture ?</blockquote>oui", "Bonjour,\n\nnon\n\noui",
      "> Avez-vous reçu le colis que nous avons envoyé la semaine dernière ?\n\n> Et la facture ?"
    ),
    (
      "the author's indentation",
      "<p>Bonjour, voici mon bon :</p><blockquote style=\"margin-left:40px\">Bon 778</blockquote><p>Merci</p>",
      "Bonjour, voici mon bon :\n\n  Bon 778\n\nMerci", ""
    ),
    (
      "an indentation at the start",
      "<blockquote style=\"margin-left:40px\">Bon 778</blockquote><p>Est-il arrivé ?</p>",
      "  Bon 778\n\nEst-il arrivé ?", ""
    ),
  ])
  func newWords(_ shape: String, _ html: String, _ new: String, _ quoted: String) async {
    let shown = await read([html])
    #expect(shown.newText == new, "\(shape)")
    #expect(shown.quotedText == quoted, "\(shape)")
  }
}

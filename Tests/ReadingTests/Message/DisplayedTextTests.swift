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
}

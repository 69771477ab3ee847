import Domain
import Testing

@testable import Reading

@Suite struct MessageReaderTests {
  @Test func everyFieldHasItsPlace() async {
    let message = await MailFixture.message(
      """
      Return-Path: <claire@client.example>
      Delivered-To: contact@boutique.example
      X-Original-To: sav@boutique.example
      From: =?utf-8?q?Cl=C3=A9a?= Martin <Claire@Client.example>
      Sender: secretariat@client.example
      Reply-To: claire.perso@client.example
      To: contact@boutique.example, "Le SAV" <SAV@boutique.example>
      Cc: compta@boutique.example
      Subject: =?utf-8?b?T8O5IGVuIGVzdCBtYSBjb21tYW5kZSA/?=
      Date: Thu, 19 Nov 2026 18:04:11 +0100
      Message-ID: <a1@client.example>
      In-Reply-To: <r1@boutique.example>
      References: <r0@boutique.example> <r1@boutique.example>
      Content-Type: text/plain; charset=utf-8

      Bonjour, toujours rien.

      Le mer. 18 nov. 2026 à 09:12, Boutique <contact@boutique.example> a écrit :
      > Votre commande 45871 est partie.
      """)
    #expect(message.subject == "Où en est ma commande ?")
    #expect(message.messageID == "a1@client.example")
    #expect(message.inReplyTo == ["r1@boutique.example"])
    #expect(message.references == ["r0@boutique.example", "r1@boutique.example"])
    #expect(message.sentAt == Instant(seconds: 1_795_107_851))
    #expect(message.zone == 60)
    #expect(message.sender == Participant(role: .from, value: "claire@client.example", name: "Cléa Martin"))
    #expect(message.participants(.sender).map(\.value) == ["secretariat@client.example"])
    #expect(message.participants(.replyTo).map(\.value) == ["claire.perso@client.example"])
    #expect(message.participants(.to).map(\.value) == ["contact@boutique.example", "sav@boutique.example"])
    #expect(message.participants(.cc).map(\.value) == ["compta@boutique.example"])
    #expect(message.participants(.deliveredTo).map(\.value) == ["contact@boutique.example", "sav@boutique.example"])
    #expect(message.newText == "Bonjour, toujours rien.")
    #expect(message.quotedText == "> Votre commande 45871 est partie.")
    #expect(message.automatic == nil)
  }

  @Test func aSecondFromIsKeptAndNotTheSender() async {
    let message = await MailFixture.message(
      "From: un@x.example\nFrom: deux@x.example\nSubject: s\n\ntexte\n")
    #expect(message.sender?.value == "un@x.example")
    #expect(message.participants(.from).map(\.value) == ["un@x.example", "deux@x.example"])
  }

  @Test(arguments: [
    "", "\u{0}", "pas un mail", "From: \n\n", ":\n:\n", "Content-Type: multipart/mixed; boundary=\n\n--",
  ])
  func anyBytesMakeAMessage(_ bytes: String) async {
    let message = await MailFixture.message(bytes)
    #expect(message.sender == nil)
    #expect(message.messageID == nil)
  }

  @Test(arguments: [
    ("Auto-Submitted: auto-replied", AutomaticOrigin.Kind.autoReply, "Auto-Submitted"),
    ("Return-Path: <>", .bounce, "Return-Path"), ("List-Id: <l.x.example>", .list, "List-Id"),
    ("Precedence: bulk", .bulk, "Precedence"),
    ("X-Auto-Response-Suppress: All", .autoReply, "X-Auto-Response-Suppress"),
    ("Content-Type: multipart/report; boundary=b", .bounce, "Content-Type"),
    ("Reply-To: no-reply@x.example", .noReply, "Reply-To"),
  ])
  func automaticMailIsTold(_ field: String, _ kind: AutomaticOrigin.Kind, _ evidence: String) async {
    let message = await MailFixture.message("From: a@x.example\n\(field)\n\ntexte\n")
    #expect(message.automatic == AutomaticOrigin(kind: kind, evidence: evidence))
  }

  @Test func attachmentsAreWhatIsNotTheText() async {
    let message = await MailFixture.message(
      """
      From: a@x.example
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=m

      --m
      Content-Type: multipart/related; boundary=r

      --r
      Content-Type: multipart/alternative; boundary=a

      --a
      Content-Type: text/plain; charset=utf-8

      Voici la photo de la lampe cassée.
      --a
      Content-Type: text/html; charset=utf-8

      <p>Voici la photo de la lampe cassée.</p>
      --a--
      --r
      Content-Type: image/png; name=logo.png
      Content-ID: <logo@x>
      Content-Transfer-Encoding: base64

      aGVsbG8=
      --r--
      --m
      Content-Type: image/jpeg
      Content-Disposition: attachment; filename="photo.jpg"
      Content-Transfer-Encoding: base64

      aGVsbG8=
      --m
      Content-Type: message/rfc822

      From: b@x.example
      Subject: Avis

      Avis de passage
      --m--
      """)
    #expect(message.text == "Voici la photo de la lampe cassée.")
    #expect(message.attachments.map(\.name) == ["logo.png", "photo.jpg", "Avis.eml"])
    #expect(message.attachments.map(\.isInline) == [true, false, false])
    #expect(message.attachments.map(\.mediaType) == ["image/png", "image/jpeg", "message/rfc822"])
    #expect(message.attachments[1].size == 5)
    #expect(
      message.attachments[1].contentHash.hex == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
  }

  private static let html = """
    From: a@x.example
    Content-Type: text/html; charset=utf-8

    <html><head><style>p { color: red }</style></head><body><p>Où est ma commande&nbsp;?</p>
    <blockquote type="cite"><p>Votre commande 45871 est partie.</p></blockquote></body></html>
    """

  @Test func htmlIsReadInTheWorker() async {
    let message = await MailFixture.message(Self.html)
    #expect(message.newText == "Où est ma commande ?")
    #expect(message.quotedText == "> Votre commande 45871 est partie.")
  }

  @Test func withoutAWorkerTheWordsAreSaved() async {
    let message = await MailFixture.message(Self.html, extractor: MailFixture.brokenExtractor)
    #expect(message.text.contains("Où est ma commande"))
    #expect(message.text.contains("Votre commande 45871 est partie."))
    #expect(!message.text.contains("<") && !message.text.contains("color"))
  }

  @Test func theBodyHashForgivesWhiteSpaceOnly() async {
    func hash(_ from: String, _ text: String) async -> ContentHash {
      await MailFixture.message("From: \(from)\nReceived: by x\n\n\(text)").bodyHash
    }
    let first = await hash("a@x.example", "Où est ma commande ?\n")
    #expect(await hash("A@X.example", "Où est  ma\ncommande ?\n\n\n") == first)
    #expect(await hash("b@x.example", "Où est ma commande ?\n") != first)
    #expect(await hash("a@x.example", "Où est ma commande !\n") != first)
  }
}

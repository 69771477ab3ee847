import MIME
import Testing

/// What makes a mail an answer: its subject and its place in the conversation.
struct ComposeReplyTests {
  @Test(arguments: [
    ("Ma commande", "Re: Ma commande"), ("", "Re:"), ("Re:", "Re:"),
    ("Re: Ma commande", "Re: Ma commande"), ("RE: Ma commande", "Re: Ma commande"),
    ("RE : Ma commande", "Re: Ma commande"), ("Re\u{A0}: Ma commande", "Re: Ma commande"),
    ("re:re:RE: Ma commande", "Re: Ma commande"), ("Re: Re : TR: AW: Ma commande", "Re: Ma commande"),
    ("TR: Ma commande", "Re: Ma commande"), ("SV: Min order", "Re: Min order"), ("Antw: Bestelling", "Re: Bestelling"),
    ("Réf: Ma commande", "Re: Ma commande"), ("Réf. : Ma commande", "Re: Ma commande"),
    ("RÉF: Ma commande", "Re: Ma commande"), ("R: Ordine", "Re: Ordine"), ("Fwd: FW: Invoice", "Re: Invoice"),
    ("Re[2]: Ma commande", "Re: Ma commande"), ("Re(14): Ma commande", "Re: Ma commande"),
    ("Re：注文", "Re: 注文"),
    ("[EXTERNE] RE: Ma commande", "Re: [EXTERNE] Ma commande"),
    ("Re: [liste] Re: [liste] Ma commande", "Re: [liste] Ma commande"),
    ("Retour de ma commande", "Re: Retour de ma commande"), ("Remboursement: urgent", "Re: Remboursement: urgent"),
    ("Re commande", "Re: Re commande"), ("Re[x]: test", "Re: Re[x]: test"), ("[]", "Re: []"),
    ("[sans fin", "Re: [sans fin"), ("Ref12: x", "Re: Ref12: x"),
    ("Bonjour\r\nBcc: x@y.fr", "Re: Bonjour Bcc: x@y.fr"),
  ])
  func subject(original: String, reply: String) {
    #expect(HeaderText.replySubject(to: original).string == reply)
  }

  @Test func subjectOfManyMarksIsQuick() {
    let marks = String(repeating: "Re: [a] ", count: 100_000)
    let clock = ContinuousClock()
    let time = clock.measure { #expect(HeaderText.replySubject(to: marks + "fin").string.hasPrefix("Re: [a]")) }
    #expect(time < .seconds(2))
  }

  struct ThreadCase: Sendable {
    var parent: String?
    var references: [String] = []
    var inReplyTo: [String] = []
    var expectedInReplyTo: String?
    var expected: [String]
  }

  @Test(arguments: [
    ThreadCase(parent: nil, expected: []),
    ThreadCase(parent: "p@x", expectedInReplyTo: "p@x", expected: ["p@x"]),
    ThreadCase(parent: "p@x", references: ["a@x", "b@x"], expectedInReplyTo: "p@x", expected: ["a@x", "b@x", "p@x"]),
    // In-Reply-To stands in for References when it names one mail, and only then.
    ThreadCase(parent: "p@x", inReplyTo: ["a@x"], expectedInReplyTo: "p@x", expected: ["a@x", "p@x"]),
    ThreadCase(parent: "p@x", inReplyTo: ["a@x", "b@x"], expectedInReplyTo: "p@x", expected: ["p@x"]),
    ThreadCase(
      parent: "p@x", references: ["a@x"], inReplyTo: ["b@x"], expectedInReplyTo: "p@x", expected: ["a@x", "p@x"]),
    // A parent without an identifier leaves the conversation known.
    ThreadCase(parent: nil, references: ["a@x"], expected: ["a@x"]),
    // What is repeated is told once, and the parent last.
    ThreadCase(parent: "p@x", references: ["a@x", "p@x", "a@x"], expectedInReplyTo: "p@x", expected: ["a@x", "p@x"]),
    // What cannot be echoed is left out.
    ThreadCase(parent: "p\r\n@x", references: ["a x", "b@x", ""], expected: ["b@x"]),
  ])
  func thread(_ test: ThreadCase) {
    let thread = ReplyThread(
      parentID: test.parent, parentReferences: test.references, parentInReplyTo: test.inReplyTo)
    #expect(thread.inReplyTo?.string == test.expectedInReplyTo)
    #expect(thread.references.map(\.string) == test.expected)
  }

  @Test func longChainsKeepTheirEnds() {
    let ancestors = (1...500).map { "\($0)@x" }
    let references = ReplyThread(parentID: "p@x", parentReferences: ancestors).references.map(\.string)
    #expect(references.count == ReplyThread.maximumReferences)
    #expect(references.first == "1@x")
    #expect(references.suffix(3) == ["499@x", "500@x", "p@x"])
  }

  @Test func longIdentifiersStayOnLegalLines() throws {
    let long = String(repeating: "a", count: 890) + "@x"
    var message = try sample()
    message.thread = ReplyThread(parentID: long, parentReferences: ["a@x", "b\(long.dropFirst(2))"])
    for line in message.composed().split(separator: 10) { #expect(line.count <= 999) }
    #expect(InternetMessage(parsing: message.composed()).references == message.thread.references.map(\.string))
  }

  @Test func anAnswerFollowsWhatItAnswers() throws {
    let original = InternetMessage(
      parsing: Array(
        """
        From: Jeanne <jeanne@client.fr>
        Subject: TR: Ma commande
        Message-ID: <p@client.fr>
        References: <a@client.fr>
         <b@client.fr>

        Bonjour
        """.utf8))
    var reply = try sample()
    reply.thread = ReplyThread(answering: original)
    reply.subject = HeaderText.replySubject(to: original.subject)
    let read = InternetMessage(parsing: reply.composed())
    #expect(read.inReplyTo == ["p@client.fr"])
    #expect(read.references == ["a@client.fr", "b@client.fr", "p@client.fr"])
    #expect(read.subject == "Re: Ma commande")
  }
}

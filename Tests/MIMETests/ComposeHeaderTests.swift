import MIME
import Testing

/// What may enter a header, and in what shape it comes out.
struct ComposeHeaderTests {
  // MARK: - Types that keep a header whole

  @Test(arguments: [
    ("Votre commande", "Votre commande"),
    ("Bonjour\r\nBcc: espion@example.org", "Bonjour Bcc: espion@example.org"),
    ("a\nb", "a b"), ("a\rb", "a b"), ("a\0b", "a b"), ("a\u{0B}\u{0C}\u{1B}b", "a b"), ("a\u{7F}b", "a b"),
    ("a\u{85}b", "a b"), ("a\u{2028}b\u{2029}c", "a b c"),
    ("  deux  espaces\t", "deux espaces"),
    ("facture\u{202E}fdp.exe", "facturefdp.exe"), ("\u{FEFF}Facture", "Facture"),
    ("Où en est ma commande\u{A0}?", "Où en est ma commande\u{A0}?"),
    ("\r\n", ""), ("", ""),
  ])
  func headerTextIsOneLine(text: String, kept: String) {
    #expect(HeaderText(text).string == kept)
  }

  @Test func headerTextIsBounded() {
    let text = HeaderText(String(repeating: "é", count: 5000)).string
    #expect(text.unicodeScalars.count < HeaderText.maximumLength)
    #expect(text.hasSuffix("é…"))
  }

  @Test(arguments: [
    ("X-Vaguemestre-Decision", true), ("List-Id", true),
    ("", false), ("X Y", false), ("X:Y", false), ("X\r\nBcc", false), ("X\0", false), ("Réf", false),
    (String(repeating: "x", count: 61), false),
  ])
  func headerName(name: String, isAccepted: Bool) {
    #expect((HeaderName(name) != nil) == isAccepted)
  }

  @Test(arguments: [
    "From", "BCC", "subject", "Content-Type", "content-whatever", "MIME-Version", "Resent-To", "Received",
    "DKIM-Signature", "Return-Path", "Auto-Submitted",
  ])
  func extraFieldIsNotOneOfOurs(name: String) throws {
    let name = try #require(HeaderName(name))
    #expect(ExtraField(name, "valeur") == nil)
  }

  @Test(arguments: [
    ("abc@exemple.fr", "abc@exemple.fr"), ("<abc@exemple.fr>", "abc@exemple.fr"),
    ("sans-arobase", "sans-arobase"), ("a!b$c@[192.0.2.1]", "a!b$c@[192.0.2.1]"),
    ("", nil), ("<>", nil), ("a b@c", nil), ("a@b>\r\nBcc: <c@d", nil), ("a@b\n", nil), ("<a><b>", nil), ("é@b", nil),
    ("a\0@b", nil), (String(repeating: "a", count: 901), nil),
  ])
  func messageIdentifier(text: String, kept: String?) {
    #expect(MessageIdentifier(text)?.string == kept)
  }

  @Test(arguments: [
    ("jeanne@exemple.fr", "jeanne@exemple.fr"), ("j.roy+test@mail.exemple.fr", "j.roy+test@mail.exemple.fr"),
    ("\"jean roy\"@exemple.fr", "\"jean roy\"@exemple.fr"),
    ("\"jeanne\"@exemple.fr", "jeanne@exemple.fr"), ("a..b@docomo.example", "\"a..b\"@docomo.example"),
    ("\"a\\\"b\"@exemple.fr", "\"a\\\"b\"@exemple.fr"), ("\"a@b\"@exemple.fr", "\"a@b\"@exemple.fr"),
    ("jean roy@exemple.fr", nil), ("a\"b@exemple.fr", nil), ("a@b@exemple.fr", nil), ("\"a\"b\"@exemple.fr", nil),
    ("\"a\\\"@exemple.fr", nil),
    ("jeanne@[192.0.2.1]", "jeanne@[192.0.2.1]"), ("jeanne@[IPv6:2001:db8::1]", "jeanne@[IPv6:2001:db8::1]"),
    ("hélène@exemple.fr", "hélène@exemple.fr"), ("jeanne@été.fr", "jeanne@été.fr"),
    ("", nil), ("jeanne", nil), ("@exemple.fr", nil), ("jeanne@", nil), ("jeanne@exemple..fr", nil),
    ("jeanne@exemple.fr\r\nBcc: x@y.fr", nil), ("jean\nne@exemple.fr", nil), ("jeanne@exemple.fr>", nil),
    ("jeanne@exemple.fr, x@y.fr", nil), ("jean\u{85}ne@exemple.fr", nil), ("jeanne@exemple.fr ", nil),
    (String(repeating: "a", count: 65) + "@exemple.fr", nil),
  ])
  func mailAddress(address: String, written: String?) {
    #expect(MailAddress(address: address)?.address == written)
  }

  @Test(arguments: [
    ("application/pdf", "application/pdf"), ("Text/CSV", "text/csv"), ("image/svg+xml", "image/svg+xml"),
    ("application", nil), ("a/b/c", nil), ("a/", nil), ("text/plain; charset=x", nil), ("text/plain\r\nX: y", nil),
    ("multipart/mixed", nil), ("message/rfc822", nil),
  ])
  func attachmentType(text: String, kept: String?) {
    #expect(AttachmentType(text)?.string == kept)
  }

  @Test func whatReadsAsAnEncodedWordIsEncoded() throws {
    var message = try sample()
    message.subject = "=?utf-8?B?Qg==?= promo"
    #expect(field("Subject", of: message) == "Subject: =?utf-8?Q?=3D=3Futf-8=3FB=3FQg=3D=3D=3F=3D?= promo")
  }

  // MARK: - Fields as written

  @Test(arguments: [
    ("Votre commande 4512", "Subject: Votre commande 4512"),
    ("", "Subject:"),
    ("Votre colis a été expédié", "Subject: Votre colis a =?utf-8?Q?=C3=A9t=C3=A9_exp=C3=A9di=C3=A9?="),
    ("Réponse à votre demande", "Subject: =?utf-8?Q?R=C3=A9ponse_=C3=A0?= votre demande"),
    ("ご注文", "Subject: =?utf-8?B?44GU5rOo5paH?="),
    (
      "Suite a votre demande du trois mars, nous vous confirmons que le colis est parti ce matin",
      "Subject: Suite a votre demande du trois mars, nous vous confirmons que le\r\n colis est parti ce matin"
    ),
  ])
  func subject(text: String, written: String) throws {
    var message = try sample()
    message.subject = HeaderText(text)
    #expect(field("Subject", of: message) == written)
  }

  @Test(arguments: [
    "é", "日本語", "🎉", "aé", "e\u{301}", "é b", "👨‍👩‍👧",
  ])
  func encodedWordsStayShortAndWhole(unit: String) throws {
    for count in 1...90 {
      let text = String(repeating: unit, count: count)
      var message = try sample()
      message.subject = HeaderText(text)
      let written = try #require(field("Subject", of: message))
      for line in written.split(separator: "\r\n") { #expect(line.utf8.count <= 76) }
      for word in written.dropFirst("Subject:".count).split(whereSeparator: { $0 == " " || $0 == "\r\n" }) {
        #expect(word.utf8.count <= 75)
        // Each word, read alone, is well-formed UTF-8.
        let alone = InternetMessage(parsing: Array("Subject: \(word)\r\n\r\n".utf8)).subject
        #expect(!alone.isEmpty && !alone.unicodeScalars.contains("\u{FFFD}"))
      }
      #expect(InternetMessage(parsing: message.composed()).subject == text)
    }
  }

  @Test(arguments: [
    ("", "From: service@exemple.fr"),
    ("Service clients", "From: Service clients <service@exemple.fr>"),
    ("Roy, Jeanne", "From: \"Roy, Jeanne\" <service@exemple.fr>"),
    ("Jeanne \"J\" \\ Roy", "From: \"Jeanne \\\"J\\\" \\\\ Roy\" <service@exemple.fr>"),
    ("pdg@autre.fr", "From: \"pdg@autre.fr\" <service@exemple.fr>"),
    ("Hélène", "From: =?utf-8?Q?H=C3=A9l=C3=A8ne?= <service@exemple.fr>"),
    ("Service\r\nBcc: x@y.fr", "From: \"Service Bcc: x@y.fr\" <service@exemple.fr>"),
  ])
  func displayName(name: String, written: String) throws {
    var message = try sample()
    message.from = try #require(MailAddress(name: HeaderText(name), address: "service@exemple.fr"))
    #expect(field("From", of: message) == written)
  }

  @Test(arguments: [
    (1_772_543_100, 60, "Date: Tue, 03 Mar 2026 14:05:00 +0100"),
    (0, 0, "Date: Thu, 01 Jan 1970 00:00:00 +0000"),
    (-1, 0, "Date: Wed, 31 Dec 1969 23:59:59 +0000"),
    (951_782_400, -570, "Date: Mon, 28 Feb 2000 14:30:00 -0930"),
    (Int64.max, Int.max, "Date: Fri, 31 Dec 9999 23:58:59 +2359"),
    (Int64.min, Int.min, "Date: Mon, 01 Jan 1900 00:01:00 -2359"),
  ])
  func date(seconds: Int64, offset: Int, written: String) throws {
    var message = try sample()
    message.date = MessageDate(secondsSince1970: seconds, zoneOffsetMinutes: offset)
    #expect(field("Date", of: message) == written)
  }

  @Test(arguments: [
    (AutoSubmitted.no, nil), (.autoReplied, "Auto-Submitted: auto-replied"),
    (.autoGenerated, "Auto-Submitted: auto-generated"),
  ])
  func autoSubmitted(value: AutoSubmitted, written: String?) throws {
    var message = try sample()
    message.autoSubmitted = value
    #expect(field("Auto-Submitted", of: message) == written)
  }

  @Test func automaticAnswersAreSuppressedButNotBounces() throws {
    var message = try sample()
    #expect(field("X-Auto-Response-Suppress", of: message) == nil)
    message.suppressesAutomaticAnswers = true
    #expect(field("X-Auto-Response-Suppress", of: message) == "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply")
  }

  @Test func everyFieldStandsOnceInOrder() throws {
    var message = try sample()
    message.sender = MailAddress(address: "robot@exemple.fr")
    message.replyTo = [try #require(MailAddress(address: "sav@exemple.fr"))]
    message.cc = [try #require(MailAddress(address: "copie@exemple.fr"))]
    message.thread = ReplyThread(parentID: "parent@client.fr", parentReferences: ["aieul@client.fr"])
    message.autoSubmitted = .autoReplied
    let name = try #require(HeaderName("X-Decision"))
    message.extraFields = [try #require(ExtraField(name, "livraison"))]
    let names = InternetMessage(parsing: message.composed()).header.map(\.name)
    #expect(
      names == [
        "Date", "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Message-ID", "In-Reply-To", "References",
        "Auto-Submitted", "X-Decision", "MIME-Version", "Content-Type",
      ])
  }

  @Test func manyRecipientsAreFolded() throws {
    var message = try sample()
    message.to = try (1...200).map {
      try #require(MailAddress(name: HeaderText("Élève \($0)"), address: "eleve\($0)@exemple.fr"))
    }
    let written = try #require(field("To", of: message))
    #expect(written.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    let read = InternetMessage(parsing: message.composed()).to
    #expect(read.map(\.address) == message.to.map(\.address))
    #expect(read.map(\.name) == message.to.map(\.name.string))
  }

  @Test func internationalAddressesNeedTheirExtension() throws {
    var message = try sample()
    #expect(!message.needsSMTPUTF8)
    message.cc = [try #require(MailAddress(name: "Hélène", address: "helene@exemple.fr"))]
    #expect(!message.needsSMTPUTF8)
    message.cc = [try #require(MailAddress(address: "hélène@exemple.fr"))]
    #expect(message.needsSMTPUTF8)
    #expect(InternetMessage(parsing: message.composed()).cc.first?.address == "hélène@exemple.fr")
  }
}

import MIME
import Testing

@testable import Reading

@Suite struct ParseReportTests {
  private static func report(_ mail: String, file: String?) async -> String {
    let mail = InternetMessage(parsing: Array(mail.utf8))
    let shown = await DisplayedText.read(mail, extractor: MailFixture.extractor)
    return ParseReport(file: file, mail: mail, shown: shown).json
  }

  @Test func everyKeyInItsOrder() async {
    let line = await Self.report(
      """
      From: =?utf-8?q?Cl=C3=A9a?= <clea@x.example>
      To: contact@boutique.example
      Subject: Un "essai" \\ long
      Date: Thu, 19 Nov 2026 18:04:11 +0100
      Message-ID: <a1@x.example>
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      =C0 bient=F4t
      """, file: "un.eml")
    #expect(
      line == """
        {"file":"un.eml","message_id":"a1@x.example","subject":"Un \\"essai\\" \\\\ long",\
        "date":"2026-11-19T18:04:11+01:00","from":[{"name":"Cléa","address":"clea@x.example"}],\
        "to":[{"name":null,"address":"contact@boutique.example"}],"cc":[],"reply_to":[],"in_reply_to":[],\
        "references":[],"automatic":false,"text":"À bientôt","new_text":"À bientôt","parts":[{"path":"1",\
        "media_type":"text/plain","charset":"iso-8859-1","filename":null,"disposition":null,"size":9,\
        "sha256":"91f8c070a8d6cad8feb0469b41257f417821c52458fb9dc6f7c5c5cc1b34edec"}]}
        """)
  }

  @Test func anEmptyMailHasAllKeysToo() async {
    #expect(
      await Self.report("", file: nil)
        == """
        {"file":null,"message_id":null,"subject":null,"date":null,"from":[],"to":[],"cc":[],"reply_to":[],\
        "in_reply_to":[],"references":[],"automatic":false,"text":"","new_text":"","parts":[{"path":"1",\
        "media_type":"text/plain","charset":null,"filename":null,"disposition":null,"size":0,\
        "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}
        """)
  }

  @Test func oneLineWhateverTheText() async {
    let line = await Self.report("Auto-Submitted: auto-replied\nSubject: s\n\nun\tdeux\n\u{1}trois\n", file: "a\nb")
    #expect(!line.utf8.contains { $0 < 0x20 })
    #expect(line.contains("\"automatic\":true"))
    #expect(line.contains("un\\tdeux\\n\\u0001trois"))
  }
}

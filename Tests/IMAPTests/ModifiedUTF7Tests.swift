import IMAP
import Testing

@Suite struct ModifiedUTF7Tests {
  @Test(arguments: [
    ("INBOX", "INBOX"),
    ("Éléments envoyés", "&AMk-l&AOk-ments envoy&AOk-s"),
    ("00 – À analyser", "00 &IBM- &AMA- analyser"),
    ("R&D", "R&-D"),
    // The example of RFC 3501 §5.1.3.
    ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
    ("📦 colis", "&2D3c5g- colis"),
    ("", ""),
  ])
  func namesAreSpelledAndRead(name: String, spelled: String) {
    #expect(ModifiedUTF7.encode(name) == spelled)
    #expect(ModifiedUTF7.decode(spelled) == name)
  }

  @Test(arguments: ["a&", "a&AMk", "&!!!-", "é", "&2D0-", "&AMkA-"])
  func badSpellingIsRefused(text: String) {
    #expect(ModifiedUTF7.decode(text) == nil)
  }
}

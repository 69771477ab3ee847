import MIME
import Testing

/// Encoded words (RFC 2047) and octets beyond ASCII in a Subject. `\u{E9}` in a source stands for one octet.
struct EncodedWordTests {
  @Test(arguments: [
    // As the standard has it.
    ("=?iso-8859-1?Q?Caf=E9?=", "Café"),
    ("=?ISO-8859-1?q?Caf=e9?=", "Café"),
    ("=?utf-8?B?Q2Fmw6k=?=", "Café"),
    ("=?utf-8?B?Q2Fmw6k?=", "Café"),
    ("=?utf-8?q?a_b=5Fc?=", "a b_c"),
    ("=?utf-8*fr?Q?Caf=C3=A9?=", "Café"),
    ("a =?utf-8?Q?=C3=A9?= b", "a é b"),
    ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
    ("=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=", "ab"),
    ("=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?=", "aé"),
    ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
    ("=?utf-8?Q?a?=  b", "a  b"),
    ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
    ("=?windows-1252?Q?12_=80?=", "12 €"),
    ("=?iso-8859-15?Q?=A4?=", "€"),
    ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
    ("=?gb2312?B?xOO6ww==?=", "你好"),
    ("=?shift_jis?B?k/qWew==?=", "日本"),
    ("=?utf-7?Q?+AOk-?=", "é"),
    // Broken by mailers.
    ("=?utf-8?B?w?= =?utf-8?B?6k=?=", "é"),
    ("=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=", "é"),
    ("=?utf-8?B?ww==?= =?UTF-8?Q?=A9?=", "é"),
    ("=?utf-8?Q?Commande n° 12?=".latin1Degree, "Commande n° 12"),
    ("=?utf-8?Q?with spaces in it?=", "with spaces in it"),
    ("=?utf-8?B?Q2Fm\r\n w6k=?=", "Café"),
    ("\"=?utf-8?Q?Caf=C3=A9?=\"", "\"Café\""),
    ("Re:=?utf-8?Q?Caf=C3=A9?=", "Re:Café"),
    ("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
    ("=?utf-8?Q?Caf=E9?=", "Café"),
    ("=?us-ascii?Q?Caf=C3=A9?=", "Café"),
    ("=?iso-8859-1?Q?Caf=C3=A9?=", "Café"),
    ("=?x-nobody-knows?Q?Caf=E9?=", "Café"),
    ("=?../../etc/passwd//TRANSLIT?Q?a?=", "a"),
    ("=?utf-8?Q?100=?=", "100="),
    ("=?utf-8?Q??=", ""),
    ("=?utf-8?Q?never closed", "=?utf-8?Q?never closed"),
    ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    ("=?utf-8?Q", "=?utf-8?Q"),
    ("=?=?=?=?=", "=?=?=?=?="),
    ("=??Q?abc?=", "=??Q?abc?="),
    // No word at all.
    ("plain", "plain"),
    ("Caf\u{E9}", "Café"),
    ("Caf\u{C3}\u{A9}", "Café"),
    ("\u{80} 12", "€ 12"),
    ("Caf\u{E9} =?utf-8?Q?cr=C3=A8me?=", "Café crème"),
    ("what?=no", "what?=no"),
  ])
  func readsSubject(source: String, subject: String) {
    #expect(message(latin1: "Subject: \(source)\r\n\r\n").subject == subject)
  }

  @Test(.timeLimit(.minutes(1))) func readsManyBeginningsWithoutAnEndInLinearTime() {
    let value = String(repeating: "=?a?q?x", count: 50_000)
    #expect(message("Subject: \(value)", "", "").subject == value)
  }
}

extension String {
  /// The degree sign as UTF-8 octets, each written as one character.
  fileprivate var latin1Degree: String { replacing("°", with: "\u{C2}\u{B0}") }
}

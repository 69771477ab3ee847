import MIME
import Testing

struct DateTests {
  @Test(
    arguments: [
      ("Tue, 3 Mar 2026 14:05:00 +0100", "2026-03-03T14:05:00+01:00"),
      ("Tue, 03 Mar 2026 14:05:00 -0530", "2026-03-03T14:05:00-05:30"),
      ("3 Mar 2026 14:05 +0100", "2026-03-03T14:05:00+01:00"),
      ("Tue, 3 Mar 2026 14:05:00 +0100 (CET)", "2026-03-03T14:05:00+01:00"),
      ("Tue, (a comment) 3 Mar 2026 14:05:00 +0100", "2026-03-03T14:05:00+01:00"),
      ("Tue, 3 Mar 2026 14:05:00 GMT", "2026-03-03T14:05:00+00:00"),
      ("Tue, 3 Mar 2026 14:05:00 EST", "2026-03-03T14:05:00-05:00"),
      ("Tue, 3 Mar 2026 14:05:00 CEST", "2026-03-03T14:05:00+02:00"),
      ("Tue, 3 Mar 2026 14:05:00 Z", "2026-03-03T14:05:00+00:00"),
      ("Tue, 3 Mar 2026 14:05:00 -0000", "2026-03-03T14:05:00+00:00"),
      ("Tue, 3 Mar 2026 14:05:00 A", "2026-03-03T14:05:00+00:00"),
      ("Tue, 3 Mar 2026 14:05:00", "2026-03-03T14:05:00+00:00"),
      ("Tue, 3 Mar 2026 14:05:00 GMT+0200", "2026-03-03T14:05:00+02:00"),
      ("Tue, 3 Mar 2026 14:05:00 +01:00", "2026-03-03T14:05:00+01:00"),
      ("Tue, 3 Mar 2026 14:05:00+0100", "2026-03-03T14:05:00+01:00"),
      ("Tue, 3 Mar 26 14:05:00 +0100", "2026-03-03T14:05:00+01:00"),
      ("Tue, 3 Mar 99 14:05:00 +0100", "1999-03-03T14:05:00+01:00"),
      ("Tue, 3 Mar 126 14:05:00 +0100", "2026-03-03T14:05:00+01:00"),
      ("Tue, 3 March 2026 14:05:00 +0100", "2026-03-03T14:05:00+01:00"),
      ("3-Mar-2026 14:05:00 +0100", "2026-03-03T14:05:00+01:00"),
      ("Tue Mar  3 14:05:00 2026", "2026-03-03T14:05:00+00:00"),
      ("Tue Mar  3 14:05:00 CET 2026", "2026-03-03T14:05:00+01:00"),
      ("2026-03-03T14:05:00+01:00", "2026-03-03T14:05:00+01:00"),
      ("2026-03-03T14:05:00.123Z", "2026-03-03T14:05:00+00:00"),
      ("2026-03-03 14:05:00 +0100", "2026-03-03T14:05:00+01:00"),
      ("Tue, 3 Mar 2026 2:05:00 PM +0100", "2026-03-03T14:05:00+01:00"),
      ("Tue, 3 Mar 2026 12:05:00 AM", "2026-03-03T00:05:00+00:00"),
      ("Thu, 29 Feb 2024 00:00:00 +0000", "2024-02-29T00:00:00+00:00"),
      ("Thu, 1 Jan 1970 00:30:00 +0100", "1970-01-01T00:30:00+01:00"),
      ("Wed, 31 Dec 1969 23:00:00 -0100", "1969-12-31T23:00:00-01:00"),
      ("Sat, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00+00:00"),
      ("Tue, 3 Mar 2026 14:05:00 +9999", "2026-03-03T14:05:00+00:00"),
      ("mardi 3 Mar 2026 14:05:00 +0100", "2026-03-03T14:05:00+01:00"),
      ("mar. 21 juil. 2026 14:05:00 +0200", "2026-07-21T14:05:00+02:00"),
      ("dim. 1 févr. 2026 14:05:00 +0100", "2026-02-01T14:05:00+01:00"),
      ("1er août 2026 14:05:00 +0200", "2026-08-01T14:05:00+02:00"),
      ("lundi 7 décembre 2026 14:05:00 +0100", "2026-12-07T14:05:00+01:00"),
      ("jeu. 9 avr. 2026 14:05:00 +0200", "2026-04-09T14:05:00+02:00"),
      ("mercredi 20 mai 2026 14:05:00 +0200", "2026-05-20T14:05:00+02:00"),
      ("ven. 5 juin 2026 14:05:00 +0200", "2026-06-05T14:05:00+02:00"),
      ("Fr, 13. März 2026 14:05:00 +0100", "2026-03-13T14:05:00+01:00"),
      ("Fr, 9 Okt 2026 14:05:00 +0200", "2026-10-09T14:05:00+02:00"),
      ("Do, 10 Dez 2026 14:05:00 +0100", "2026-12-10T14:05:00+01:00"),
      ("mar, 6 ene 2026 14:05:00 +0100", "2026-01-06T14:05:00+01:00"),
      ("mié, 5 ago 2026 14:05:00 +0200", "2026-08-05T14:05:00+02:00"),
      ("mar, 7 lug 2026 14:05:00 +0200", "2026-07-07T14:05:00+02:00"),
      ("gio, 3 set 2026 14:05:00 +0200", "2026-09-03T14:05:00+02:00"),
      ("ma 2 mrt 2026 14:05:00 +0100", "2026-03-02T14:05:00+01:00"),
      ("wo 20 mei 2026 14:05:00 +0200", "2026-05-20T14:05:00+02:00"),
      ("Tue, 31 Feb 2026 14:05:00 +0100", nil),
      ("Tue, 3 Foo 2026 14:05:00 +0100", nil),
      ("yesterday", nil),
      ("", nil),
      ("99999999999999999999 Mar 2026", nil),
      ("0 Jan 2026", nil),
    ] as [(String, String?)])
  func readsDate(source: String, expected: String?) {
    #expect(message("Date: \(source)", "", "").date?.iso8601 == expected)
  }

  @Test func readsAMonthInLatin1() {
    #expect(message(latin1: "Date: 1 f\u{E9}vr. 2026 14:05\r\n\r\n").date?.iso8601 == "2026-02-01T14:05:00+00:00")
  }

  @Test func tellsTheInstant() {
    let date = message("Date: Tue, 3 Mar 2026 14:05:00 +0100", "", "").date
    #expect(date == MessageDate(secondsSince1970: 1_772_543_100, zoneOffsetMinutes: 60))
  }

  @Test func takesTheFirstDateThatReads() {
    #expect(message("Date: soon", "Date: 3 Mar 2026 14:05 +0000", "", "").date?.secondsSince1970 == 1_772_546_700)
  }

  @Test(arguments: [-62_167_219_200, -1, 0, 951_782_400, 253_402_300_799] as [Int64])
  func writesAndReadsBack(seconds: Int64) {
    let date = MessageDate(secondsSince1970: seconds, zoneOffsetMinutes: 0)
    #expect(message("Date: \(date.iso8601)", "", "").date == date)
  }
}

struct MessageIDTests {
  @Test(
    arguments: [
      ("<a@b>", "a@b"), ("a@b", "a@b"), ("<a@b> (comment)", "a@b"), ("<>", nil), ("", nil), ("   ", nil),
      ("<a@b", "a@b"), ("<<a@b>>", "a@b"), ("12345", "12345"), ("< a@b >", "a@b"), ("<a\r\n @b>", "a@b"),
      ("<\u{E9}@b>", "é@b"),
    ] as [(String, String?)])
  func readsMessageID(source: String, expected: String?) {
    #expect(message(latin1: "Message-ID: \(source)\r\n\r\n").messageID == expected)
  }

  @Test func passesOverAnEmptyMessageID() {
    #expect(message("Message-ID: <>", "Message-Id: <a@b>", "", "").messageID == "a@b")
  }

  @Test(arguments: [
    ("<a@b> <c@d>", ["a@b", "c@d"]), ("<a@b>\r\n\t<c@d>", ["a@b", "c@d"]), ("<a@b><c@d>", ["a@b", "c@d"]),
    ("a@b c@d", ["a@b", "c@d"]), ("Your mail of today <a@b>", ["a@b"]), ("<a@b>, <c@d>", ["a@b", "c@d"]), ("", []),
    ("nothing here", []), ("<a@b> <c@d", ["a@b"]),
  ])
  func readsReferences(source: String, expected: [String]) {
    let message = message("References: \(source)", "In-Reply-To: \(source)", "", "")
    #expect(message.references == expected)
    #expect(message.inReplyTo == expected)
  }
}

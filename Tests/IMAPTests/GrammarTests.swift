import Testing

@testable import IMAP

struct GrammarTests {
  @Test(
    arguments: [
      ([], ""), ([5], "5"), ([3, 1, 2], "1:3"), ([1, 2, 3, 4, 5, 9], "1:5,9"), ([7, 7], "7"),
      ([4_294_967_295, 1, 4_294_967_294], "1,4294967294:4294967295"),
    ] as [([UInt32], String)])
  func uidSetIsWritten(numbers: [UInt32], text: String) {
    let set = UIDSet(numbers.compactMap { UID($0) })
    #expect(set.description == text)
    #expect(set.count == Set(numbers).count)
    #expect(set.map(\.number) == Set(numbers).sorted())
    for number in numbers { #expect(set.contains(UID(number)!)) }
    #expect(!set.contains(UID(100)!))
  }

  @Test func uidSetOfEverythingTakesNoRoom() {
    let all = UIDSet(merging: [5...5, 1...UInt32.max])
    #expect(all.count == Int(UInt32.max))
    #expect(all.ranges.count == 1)
    #expect(all.contains(UID(UInt32.max)!))
  }

  @Test func numbersOutOfRangeAreRefused() {
    #expect(UID(0) == nil)
    #expect(UID(-1) == nil)
    #expect(UID(4_294_967_296) == nil)
    #expect(UIDValidity(0) == nil)
  }

  @Test(
    arguments: [
      (["IMAP4rev1", "MOVE"], Capability.move, true), (["IMAP4rev1"], .move, false), (["IMAP4rev2"], .move, true),
      // It speaks the older one until told otherwise.
      (["IMAP4rev1", "IMAP4rev2"], .move, false), (["IMAP4rev2"], .enable, true),
      (["IMAP4rev2"], .saslInitialResponse, true),
      // No part of it.
      (["IMAP4rev2"], .qresync, false), (["IMAP4rev2"], .id, false), (["IMAP4rev2"], .loginDisabled, false),
      (["IMAP4rev2"], .authentication("PLAIN"), false),
      (["IMAP4rev1", "UTF8=ONLY"], .utf8Accept, true), (["IMAP4rev1"], .utf8Accept, false),
    ] as [([String], Capability, Bool)])
  func offers(names: [String], capability: Capability, isOffered: Bool) {
    #expect(Set(names.map { Capability($0) }).offers(capability) == isOffered)
  }

  @Test(arguments: [("\\Seen", "\\SEEN", true), ("$Forwarded", "$forwarded", true), ("a", "\\a", false)])
  func flagsDoNotDifferByCase(left: String, right: String, isSame: Bool) {
    #expect((Flag(left) == Flag(right)) == isSame)
  }

  @Test(arguments: [
    ("\\Seen", true), ("$Forwarded", true), ("a]b", true), ("", false), ("\\", false), ("a b", false), ("é", false),
    ("a\r\nb", false), ("(a)", false), ("\\*", false),
  ])
  func flagsThatCanBeSent(name: String, isSendable: Bool) {
    #expect(Flag(name).isSendable == isSendable)
  }

  @Test(
    arguments: [
      (["INBOX", "R&D"], "/", false, "INBOX/R&-D"), (["Éléments"], "/", false, "&AMk-l&AOk-ments"),
      (["Éléments"], "/", true, "Éléments"), (["a", "b"], ".", false, "a.b"), (["a.b"], "/", false, "a.b"),
      (["a.b"], ".", false, nil), (["a", "b"], "", false, nil), (["a"], "", false, "a"), ([], "/", false, nil),
      (["a", ""], "/", false, nil), (["a\0"], "/", true, nil),
    ] as [([String], String, Bool, String?)])
  func pathIsSpelled(path: [String], separator: String, utf8: Bool, wire: String?) {
    let name = WireName(path: path, separator: separator.utf8.first, utf8: utf8)
    #expect(name.map { String(decoding: $0.octets, as: UTF8.self) } == wire)
    if let name { #expect(name.path(separator: separator.utf8.first, utf8: utf8) == path) }
  }

  @Test func badlySpelledNameIsKept() {
    let name = WireName(octets: Array("INBOX/a&!!-/&AOk-".utf8))
    #expect(name.decoded(utf8: false) == nil)
    #expect(name.path(separator: UInt8(ascii: "/"), utf8: false) == ["INBOX", "a&!!-", "é"])
    #expect(WireName(octets: [0x61, 0xFF]).decoded(utf8: false) == nil)
    #expect(WireName(octets: Array("inbox".utf8)) == .inbox)
  }

  @Test(
    arguments: [
      ("17-Jul-1996 02:44:25 -0700", 837_596_665), ("01-Jan-1970 00:00:00 +0000", 0),
      ("29-Feb-2024 23:59:59 +0530", 1_709_231_399), ("31-Dec-1969 23:59:59 +0000", -1),
    ] as [(String, Int64)])
  func datesAreRead(text: String, seconds: Int64) {
    #expect(InternalDate(text)?.secondsSince1970 == seconds)
  }

  @Test(arguments: [
    "", "17-Jul-1996", "17-Jui-1996 02:44:25 -0700", "32-Jul-1996 02:44:25 -0700", "17-Jul-1996 25:44:25 -0700",
    "17-Jul-1996 02:44:25 GMT", "17-Jul-1996 02:44 -0700", "17-Jul-99999 02:44:25 -0700", "1-1-1-1 1:1:1 +0000",
  ])
  func badDatesAreNone(text: String) {
    #expect(InternalDate(text) == nil)
  }
}

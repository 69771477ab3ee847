import IMAP
import Testing

/// Wire text → value, for every response.
struct ResponseTests {
  @Test(arguments: [
    ("A1 OK done", "A1", Status(.ok, text: "done")),
    ("a.1 no [trycreate]  no such mailbox", "a.1", Status(.no, code: .tryCreate, text: "no such mailbox")),
    ("A1 BAD", "A1", Status(.bad)),
    ("A1 OK ", "A1", Status(.ok)),
    ("A1 OK [READ-ONLY]", "A1", Status(.ok, code: .readOnly)),
    ("A1 NO [AUTHENTICATIONFAILED] bad {5}", "A1", Status(.no, code: .authenticationFailed, text: "bad {5}")),
    ("A1 NO [X-OTHER a b] x", "A1", Status(.no, code: .other(name: "X-OTHER", text: "a b"), text: "x")),
    ("A1 OK [unclosed text", "A1", Status(.ok, text: "[unclosed text")),
    ("A1 OK [UIDNEXT nothing] x", "A1", Status(.ok, code: .other(name: "UIDNEXT", text: "nothing"), text: "x")),
    ("A1 OK [UIDNEXT 4294967296] x", "A1", Status(.ok, code: .other(name: "UIDNEXT", text: "4294967296"), text: "x")),
    ("A1 OK [COPYUID 5 1:2 3] x", "A1", Status(.ok, code: .other(name: "COPYUID", text: "5 1:2 3"), text: "x")),
    (
      "A1 OK [APPENDUID 38505 3955] done", "A1",
      Status(.ok, code: .appendUID(UIDValidity(38505)!, UID(3955)!), text: "done")
    ),
    (
      "A1 OK [CAPABILITY imap4rev1 MOVE] in", "A1",
      Status(.ok, code: .capability([Capability("IMAP4REV1"), .move]), text: "in")
    ),
  ])
  func tagged(line: String, tag: String, status: Status) {
    #expect(responses(line) == [.tagged(tag: tag, status)])
  }

  @Test(
    arguments: [
      ("ALERT", .alert), ("ALREADYEXISTS", .alreadyExists), ("AUTHORIZATIONFAILED", .authorizationFailed),
      ("CANNOT", .cannot), ("CLOSED", .closed), ("CONTACTADMIN", .contactAdmin), ("EXPIRED", .expired),
      ("HIGHESTMODSEQ 9007199254740993", .highestModSequence(ModSequence(9_007_199_254_740_993))), ("INUSE", .inUse),
      ("LIMIT", .limit), ("NOMODSEQ", .noModSequence), ("NONEXISTENT", .nonExistent), ("NOPERM", .noPermission),
      ("OVERQUOTA", .overQuota), ("PRIVACYREQUIRED", .privacyRequired), ("READ-WRITE", .readWrite),
      ("SERVERBUG", .serverBug), ("UIDNEXT 7", .uidNext(UID(7)!)), ("UIDNOTSTICKY", .uidNotSticky),
      ("UIDVALIDITY 3", .uidValidity(UIDValidity(3)!)), ("UNAVAILABLE", .unavailable),
      ("PERMANENTFLAGS (\\Seen $A [Gmail]b \\*)", .permanentFlags([.seen, Flag("$A"), Flag("[Gmail]b"), .anyKeyword])),
      ("PERMANENTFLAGS NIL", .permanentFlags([])), ("uidnext  7 ", .uidNext(UID(7)!)),
      ("HIGHESTMODSEQ 0", .other(name: "HIGHESTMODSEQ", text: "0")),
    ] as [(String, ResponseCode)])
  func codes(text: String, code: ResponseCode) {
    #expect(responses("* OK [\(text)] x") == [.untagged(.status(Status(.ok, code: code, text: "x")))])
  }

  @Test func copiedMessagesPairByPosition() throws {
    let found = responses("A1 OK [COPYUID 38505 304,319:320,7 3956:3957,10,4:4] x")
    guard case .tagged(_, let status) = found.first, case .copyUID(let validity, let mapping) = status.code else {
      Issue.record("no COPYUID")
      return
    }
    #expect(validity == UIDValidity(38505))
    let pairs = [304: 3956, 319: 3957, 320: 10, 7: 4]
    for (from, to) in pairs { #expect(mapping[UID(from)!] == UID(to)!) }
    #expect(mapping[UID(5)!] == nil)
  }

  @Test(
    arguments: [
      ("* PREAUTH hello", .status(Status(.preauthenticated, text: "hello"))),
      ("* BYE", .status(Status(.bye))),
      ("*  ok  hello", .status(Status(.ok, text: "hello"))),
      ("* CAPABILITY IMAP4rev1  UIDPLUS ", .capability([Capability("IMAP4rev1"), .uidPlus])),
      ("* ENABLED", .enabled([])),
      ("* ENABLED QRESYNC", .enabled([.qresync])),
      ("* 172 EXISTS", .exists(172)),
      ("* 0 recent", .recent(0)),
      ("* 44 EXPUNGE", .expunge(SequenceNumber(44)!)),
      ("* 0 EXPUNGE", .unparsable(name: "EXPUNGE")),
      ("* 4294967296 EXISTS", .unparsable(name: "")),
      ("* SEARCH", .search([])),
      ("* SEARCH ", .search([])),
      ("* SEARCH 2 84 ", .search([2, 84])),
      // Gmail, after MailKit #193; not seen live.
      ("* FLAGS (\\Seen OIB-Seen-[Gmail]/Trash $NotJunk)", flags("\\Seen", "OIB-Seen-[Gmail]/Trash", "$NotJunk")),
      ("* SEARCH 2 84 882 (MODSEQ 917162500)", .search([2, 84, 882])),
      (
        "* FLAGS (\\Answered $Forwarded \"quoted\" Priorit\u{E9})",
        flags("\\Answered", "$Forwarded", "quoted", "Priorité")
      ),
      ("* FLAGS NIL", .flags([])),
      ("* FLAGS ()", .flags([])),
      ("* FLAGS (\\Seen", .unparsable(name: "FLAGS")),
      ("* VANISHED (EARLIER) 41,43:45", .vanished(uids(41, 43, 44, 45), earlier: true)),
      ("* VANISHED 5:4", .vanished(uids(4, 5), earlier: false)),
      ("* VANISHED (EARLIER) ", .vanished(UIDSet(), earlier: true)),
      ("* ID NIL", .id([:])),
      ("* ID (\"name\" \"Cyrus\" \"Version\" NIL)", .id(["name": "Cyrus"])),
      ("* QUOTA \"\" (STORAGE 10 512)", .unknown(name: "QUOTA")),
      ("* 3 SOMETHING x", .unknown(name: "SOMETHING")),
      ("* jean@client.example x", .unparsable(name: "")),
      ("*", .unparsable(name: "")),
      ("* ", .unparsable(name: "")),
      ("nonsense", .unparsable(name: "")),
      ("A1 WHAT", .unparsable(name: "")),
    ] as [(String, UntaggedData)])
  func untagged(line: String, data: UntaggedData) {
    #expect(responses(line) == [.untagged(data)])
  }

  @Test(arguments: [("+ idling", "idling"), ("+", ""), ("+ ", ""), ("+idling", "idling"), ("+ eyJ9 ", "eyJ9 ")])
  func continuation(line: String, text: String) {
    #expect(responses(line) == [.continuation(text)])
  }

  @Test(
    arguments: [
      ("(\\HasNoChildren \\Sent) \"/\" \"Sent\"", ["\\HasNoChildren", "\\Sent"], "/", "Sent"),
      ("() \".\" INBOX.a", [], ".", "INBOX.a"),
      ("NIL NIL NIL", [], "", ""),
      ("(\\noselect) \"\\\\\" \"a\\\"b\"", ["\\Noselect"], "\\", "a\"b"),
      ("(\\All) \"/\" {3}\r\na/b", ["\\All"], "/", "a/b"),
      ("()  \"/\"  [Gmail]/Tous", [], "/", "[Gmail]/Tous"),
      ("() \"/\" \"x\" (\"CHILDINFO\" (\"SUBSCRIBED\"))", [], "/", "x"),
      ("() \"\" \"x\"", [], "", "x"),
    ] as [(String, [String], String, String)])
  func list(text: String, attributes: [String], separator: String, name: String) {
    let listing = MailboxListing(
      attributes: Set(attributes.map(Flag.init)), separator: separator.utf8.first,
      name: WireName(octets: Array(name.utf8)))
    #expect(responses("* LIST " + text) == [.untagged(.list(listing))])
  }

  @Test func specialUses() {
    for use in SpecialUse.allCases {
      guard case .untagged(.list(let listing)) = responses("* LIST (\(use.rawValue.lowercased())) NIL x").first else {
        Issue.record("no LIST")
        return
      }
      #expect(listing.specialUse == use)
      #expect(listing.isSelectable)
    }
  }

  @Test(arguments: [
    "* STATUS \"a b\" (MESSAGES 231 UIDNEXT 44292 UIDVALIDITY 3 HIGHESTMODSEQ 7 UNSEEN 2)",
    // Exchange, after imap-codec #468.
    "* status {3}\r\na b (messages 231  uidnext 44292 SIZE 5 uidvalidity 3 highestmodseq 7 UNSEEN 2) ",
    "* STATUS \"a b\" (MESSAGES 231 APPENDLIMIT NIL X (1 2) UIDNEXT 44292 UIDVALIDITY 3 HIGHESTMODSEQ 7 UNSEEN 2)",
  ])
  func mailboxStatus(line: String) {
    var status = MailboxStatus()
    status.messages = 231
    status.uidNext = UID(44292)
    status.uidValidity = UIDValidity(3)
    status.highestModSequence = ModSequence(7)
    #expect(responses(line) == [.untagged(.mailboxStatus(WireName(octets: Array("a b".utf8)), status))])
  }

  @Test(
    arguments: [
      ("((\"\" \"/\")) NIL ((\"Public/\" \"/\" \"X-A\" (\"b\")) (\"c\" NIL))", ["|/"], [], ["Public/|/", "c|"]),
      ("NIL NIL NIL", [], [], []),
      ("((\"INBOX.\" \".\"))", ["INBOX.|."], [], []),
    ] as [(String, [String], [String], [String])])
  func namespace(text: String, personal: [String], others: [String], shared: [String]) {
    guard case .untagged(.namespace(let found)) = responses("* NAMESPACE " + text).first else {
      Issue.record("no NAMESPACE")
      return
    }
    let shown = [found.personal, found.otherUsers, found.shared].map { spaces in
      spaces.map { space in
        String(decoding: space.prefix.octets, as: UTF8.self) + "|"
          + (space.separator.map { String(UnicodeScalar($0)) } ?? "")
      }
    }
    #expect(shown == [personal, others, shared])
  }

  @Test(
    arguments: [
      ("(TAG \"A9\") UID ALL 1:3,7", "1:3,7", nil, nil),
      ("(TAG \"A9\") UID", nil, nil, nil),
      ("(TAG \"A9\") UID ALL 33866,33897 (MODSEQ 284535)", "33866,33897", nil, nil),
      ("(TAG A9) UID COUNT 2 PARTIAL (1:10 5) ALL 4,9 MODSEQ 12", "4,9", 2, 12),
    ] as [(String, String?, UInt64?, UInt64?)])
  func extendedSearch(text: String, all: String?, count: UInt64?, modSequence: UInt64?) {
    guard case .untagged(.extendedSearch(let found)) = responses("* ESEARCH " + text).first else {
      Issue.record("no ESEARCH")
      return
    }
    #expect(found.tag == "A9")
    #expect(found.isUID)
    #expect(found.all?.description == all)
    #expect(found.count == count)
    #expect(found.highestModSequence == modSequence.map { ModSequence($0) })
  }
}

private func flags(_ names: String...) -> UntaggedData { .flags(Set(names.map(Flag.init))) }

func uids(_ numbers: Int...) -> UIDSet { UIDSet(numbers.compactMap { UID($0) }) }

/// The responses to these lines; the last line end is added.
func responses(_ lines: String) -> [Response] {
  events(Array((lines + "\r\n").utf8)).compactMap { if case .response(let response) = $0 { response } else { nil } }
}

/// Everything found, the octets coming in pieces of this size.
func events(_ bytes: [UInt8], piece: Int = .max, limits: ParserLimits = ParserLimits()) -> [ParserEvent] {
  var parser = ResponseParser(limits: limits)
  var found: [ParserEvent] = []
  var rest = bytes[...]
  do {
    while !rest.isEmpty {
      parser.append(Array(rest.prefix(piece)))
      rest = rest.dropFirst(piece)
      while let event = try parser.next() { found.append(event) }
    }
  } catch {
    Issue.record(error)
  }
  return found
}

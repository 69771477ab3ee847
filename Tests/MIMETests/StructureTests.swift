import MIME
import Testing

struct StructureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var lines: [String]
    var outline: String
    var contents: [String]

    init(_ description: String, _ lines: [String], _ outline: String, _ contents: [String]) {
      testDescription = description
      self.lines = lines
      self.outline = outline
      self.contents = contents
    }
  }

  static let mixed = "Content-Type: multipart/mixed; boundary=b"

  static let cases: [Case] = [
    Case("one part", ["Subject: x", "", "a"], "1 text/plain", ["a"]),
    Case(
      "two parts", [mixed, "", "--b", "", "a", "--b", "Content-Type: text/html", "", "c", "--b--", ""],
      "TEXT multipart/mixed(1 text/plain, 2 text/html)", ["a", "c"]),
    Case(
      "nested",
      [
        mixed, "", "--b", "Content-Type: multipart/alternative; boundary=c", "", "--c", "", "a", "--c",
        "Content-Type: text/html", "", "d", "--c--", "--b", "Content-Type: image/png", "", "p", "--b--",
      ],
      "TEXT multipart/mixed(1 multipart/alternative(1.1 text/plain, 1.2 text/html), 2 image/png)", ["a", "d", "p"]),
    Case(
      "a mail in a mail",
      [mixed, "", "--b", "", "a", "--b", "Content-Type: message/rfc822", "", "Subject: in", "", "i", "--b--"],
      "TEXT multipart/mixed(1 text/plain, 2 message/rfc822(2.1 text/plain))", ["a", "i"]),
    Case(
      "a multipart mail in a mail",
      [
        mixed, "", "--b", "Content-Type: message/rfc822", "",
        "Content-Type: multipart/mixed; boundary=c", "", "--c", "", "i", "--c", "", "j", "--c--", "--b--",
      ],
      "TEXT multipart/mixed(1 message/rfc822(1.TEXT multipart/mixed(1.1 text/plain, 1.2 text/plain)))", ["i", "j"]),
    Case(
      "a mail as the whole body", ["Content-Type: message/rfc822", "", "Subject: in", "", "i"],
      "1 message/rfc822(1.1 text/plain)", ["i"]),
    Case(
      "a mail encoded against the rule",
      [
        "Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "",
        "U3ViamVjdDogaW4KCmk=",
      ], "1 message/rfc822(1.1 text/plain)", ["i"]),
    Case(
      "a digest", ["Content-Type: multipart/digest; boundary=b", "", "--b", "", "Subject: in", "", "i", "--b--"],
      "TEXT multipart/digest(1 message/rfc822(1.1 text/plain))", ["i"]),
    Case(
      "never closed", [mixed, "", "--b", "", "a", "--b", "", "c", ""],
      "TEXT multipart/mixed(1 text/plain, 2 text/plain)",
      ["a", "c\r\n"]),
    Case(
      "an inner multipart never closed",
      [
        mixed, "", "--b", "Content-Type: multipart/mixed; boundary=c", "", "--c", "", "a", "--b",
        "", "d", "--b--",
      ], "TEXT multipart/mixed(1 multipart/mixed(1.1 text/plain), 2 text/plain)", ["a", "d"]),
    Case(
      "no boundary named", ["Content-Type: multipart/mixed", "", "hello", "you"], "TEXT multipart/mixed(1 text/plain)",
      ["hello\r\nyou"]),
    Case("a boundary that is not there", [mixed, "", "hello"], "TEXT multipart/mixed(1 text/plain)", ["hello"]),
    Case(
      "a wrong boundary", [mixed, "", "--x", "Content-Type: text/html", "", "a", "--x--"],
      "TEXT multipart/mixed(1 text/html)", ["a"]),
    Case(
      "an empty boundary", ["Content-Type: multipart/mixed; boundary=\"\"", "", "--", "", "a", "----"],
      "TEXT multipart/mixed(1 text/plain)", ["a"]),
    Case("only a closing line", [mixed, "", "--b--", "x"], "TEXT multipart/mixed(1 text/plain)", ["--b--\r\nx"]),
    Case("an empty multipart", [mixed, "", ""], "TEXT multipart/mixed(1 text/plain)", [""]),
    Case(
      "an empty part", [mixed, "", "--b", "", "--b", "", "", "--b--"],
      "TEXT multipart/mixed(1 text/plain, 2 text/plain)", ["", ""]),
    Case(
      "boundaries doubled", [mixed, "", "--b", "--b", "", "a", "--b--"], "TEXT multipart/mixed(1 text/plain)", ["a"]),
    Case(
      "a part without empty line", [mixed, "", "--b", "hello there", "--b--"], "TEXT multipart/mixed(1 text/plain)",
      ["hello there"]),
    Case(
      "a part with a header alone", [mixed, "", "--b", "Content-Type: image/png", "--b--"],
      "TEXT multipart/mixed(1 image/png)", [""]),
    Case(
      "blanks behind boundaries", [mixed, "", "--b \t", "", "a", "--b--  ", "x"], "TEXT multipart/mixed(1 text/plain)",
      ["a"]),
    Case(
      "a boundary that begins another",
      [
        mixed, "", "--b", "Content-Type: multipart/mixed; boundary=bb", "", "--bb", "", "a", "--bb--",
        "--b--",
      ], "TEXT multipart/mixed(1 multipart/mixed(1.1 text/plain))", ["a"]),
    Case(
      "the boundary in mid-line", [mixed, "", "--b", "", "a --b c", "--b--"], "TEXT multipart/mixed(1 text/plain)",
      ["a --b c"]),
    Case(
      "a part behind the closing line", [mixed, "", "--b", "", "a", "--b--", "--b", "", "c", "--b--"],
      "TEXT multipart/mixed(1 text/plain, 2 text/plain)", ["a", "c"]),
    Case(
      "text and a part behind the closing line",
      [mixed, "", "--b", "", "a", "--b--", "lost?", "--b", "", "c", "--b--"],
      "TEXT multipart/mixed(1 text/plain, 2 text/plain, 3 text/plain)", ["a", "lost?", "c"]),
    Case(
      "a second closing line", [mixed, "", "--b", "", "a", "--b--", "epilogue", "--b--", "more"],
      "TEXT multipart/mixed(1 text/plain)", ["a"]),
    Case(
      "a boundary and its closing, adjacent", [mixed, "", "--b", "--b--"], "TEXT multipart/mixed(1 text/plain)", [""]),
    Case(
      "words behind the boundary", [mixed, "", "--b ignored", "", "a", "--b-- ignored"],
      "TEXT multipart/mixed(1 text/plain)", ["a"]),
    Case(
      "a boundary that ends by blanks",
      ["Content-Type: multipart/mixed; boundary=\"b  \"", "", "--b  ", "", "a", "--b ", "still a", "--b  --"],
      "TEXT multipart/mixed(1 text/plain)", ["a\r\n--b \r\nstill a"]),
    Case(
      "blanks behind the boundary in the header alone",
      ["Content-Type: multipart/mixed; boundary=\"b  \"", "", "--b", "", "a", "--b--"],
      "TEXT multipart/mixed(1 text/plain)", ["a"]),
    Case(
      "a multipart encoded against the rule",
      // --b CR LF CR LF a CR LF --b CR LF Content-Type: text/html CR LF CR LF c CR LF --b--
      [
        mixed, "Content-Transfer-Encoding: base64", "",
        "LS1iDQoNCmENCi0tYg0KQ29udGVudC1UeXBlOiB0ZXh0L2h0bWwNCg0KYw0KLS1iLS0=",
      ], "TEXT multipart/mixed(1 text/plain, 2 text/html)", ["a", "c"]),
    Case(
      "a multipart in quoted-printable",
      [mixed, "Content-Transfer-Encoding: quoted-printable", "", "=2D-b", "", "a=3D", "=2D-b--"],
      "TEXT multipart/mixed(1 text/plain)", ["a="]),
    Case(
      "a multipart that claims an encoding its parts have",
      [
        mixed, "Content-Transfer-Encoding: base64", "", "--b", "Content-Transfer-Encoding: base64", "", "QQ==", "--b--",
      ],
      "TEXT multipart/mixed(1 text/plain)", ["A"]),
    Case("a type that is none", ["Content-Type: nonsense", "", "a"], "1 text/plain", ["a"]),
    Case("two types", ["Content-Type: text/html", "Content-Type: text/plain", "", "a"], "1 text/html", ["a"]),
    Case(
      "an external body",
      ["Content-Type: message/external-body; access-type=url", "", "Content-Type: image/png", "", ""],
      "1 message/external-body", ["Content-Type: image/png\r\n\r\n"]),
  ]

  @Test(arguments: cases)
  func findsParts(_ test: Case) {
    for lineEnd in ["\r\n", "\n", "\r"] {
      let message = InternetMessage(parsing: Array(test.lines.joined(separator: lineEnd).utf8))
      #expect(message.root.outline == test.outline)
      let contents = test.contents.map { $0.replacing("\r\n", with: lineEnd) }
      #expect(message.leafParts.map(\.content) == contents)
    }
  }

  @Test func keepsPreambleAndEpilogue() {
    let message = message(Self.mixed, "", "before", "--b", "", "a", "--b--", "after")
    #expect(String(decoding: message.root.preamble, as: UTF8.self) == "before")
    #expect(String(decoding: message.root.epilogue, as: UTF8.self) == "after")
  }

  @Test func opensTheMailWithin() {
    let message = message("Subject: out", "Content-Type: message/rfc822", "", "Subject: in", "From: a@x.fr", "", "i")
    #expect(message.subject == "out")
    #expect(message.root.embeddedMessage?.subject == "in")
    #expect(message.root.embeddedMessage?.from.map(\.address) == ["a@x.fr"])
  }

  /// Every line but the boundaries is found again, in its order, in the tree: headers, preambles, leaves, epilogues.
  @Test(arguments: cases.filter { !$0.lines.contains { $0.hasPrefix("Content-Transfer-Encoding") } })
  func losesNothing(_ test: Case) {
    let root = InternetMessage(parsing: Array(test.lines.joined(separator: "\r\n").utf8)).root
    var kept = Self.kept(root)[...]
    for line in test.lines where !line.hasPrefix("--") {
      let found = kept.firstRange(of: line)
      #expect(line.isEmpty || found != nil, "\(line)")
      if let found { kept = kept[found.upperBound...] }
    }
  }

  static func kept(_ part: BodyPart) -> String {
    var text = String(decoding: part.header.raw, as: UTF8.self) + String(decoding: part.preamble, as: UTF8.self)
    text += part.isLeaf ? part.content : part.children.map(kept).joined()
    return text + String(decoding: part.epilogue, as: UTF8.self)
  }
}

struct BombTests {
  /// A multipart in a multipart, `depth` times.
  static func nested(depth: Int) -> String {
    var source = ""
    for level in 0..<depth { source += "Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n" }
    return source + "\r\ncore"
  }

  @Test(arguments: [1, 10, 20, 21, 60, 5_000])
  func boundsMultipartsInMultiparts(depth: Int) {
    let message = InternetMessage(parsing: Array(Self.nested(depth: depth).utf8))
    let leaf = message.leafParts[0]
    #expect(message.leafParts.count == 1)
    #expect(leaf.isOpaque == (depth > 20))
    #expect(leaf.content.hasSuffix("core"))
  }

  @Test(arguments: [10, 5_000])
  func boundsMailsInMails(depth: Int) {
    let source = String(repeating: "Content-Type: message/rfc822\r\n\r\n", count: depth) + "\r\ncore"
    let leaf = InternetMessage(parsing: Array(source.utf8)).leafParts[0]
    #expect(leaf.isOpaque == (depth > 20))
    #expect(leaf.content.hasSuffix("core"))
  }

  @Test(arguments: [(10, 9), (100, 20), (100_000, 20)])
  func boundsParts(count: Int, leaves: Int) {
    let source =
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + String(repeating: "--b\r\n\r\nx\r\n", count: count) + "end"
    let limits = ParseLimits(parts: 20)
    let message = InternetMessage(parsing: Array(source.utf8), limits: limits)
    #expect(message.leafParts.count == min(count, 20))
    #expect(message.leafParts.last?.content.hasSuffix("end") == true)
    #expect(message.leafParts.last?.isOpaque == (count > 20))
    // Every part is somewhere: one `x` each.
    #expect(message.leafParts.reduce(0) { $0 + $1.content.filter { $0 == "x" }.count } == count)
  }

  @Test func boundsPartsOfAllLevelsTogether() {
    let inner = String(repeating: "--c\r\n\r\nx\r\n", count: 50) + "--c--\r\n"
    let outer =
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
      + String(repeating: "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n\(inner)", count: 50) + "--b--\r\n"
    let message = InternetMessage(parsing: Array(outer.utf8), limits: ParseLimits(parts: 100))
    #expect(message.leafParts.count <= 103)
    #expect(message.leafParts.reduce(0) { $0 + $1.content.filter { $0 == "x" }.count } >= 2_500)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["a", "A: b\r\n", "\r", "\n", " \r\n", "junk\r\nA: b\r\n", "--b\r\n", "--b", "-", "begin 644 x\n", "\0"])
  func readsLongRubbishInLinearTime(pattern: String) {
    let rubbish = String(repeating: pattern, count: 50_000)
    for head in [
      "", "Content-Type: multipart/mixed; boundary=b\r\n\r\n", "\r\n", "Subject: x\r\n",
      "Content-Type: multipart/mixed\n\n",
    ] {
      let message = InternetMessage(parsing: Array((head + rubbish).utf8))
      #expect(!message.leafParts.isEmpty)
      _ = message.bodyText
    }
  }

  /// What costs most: lines that begin like boundaries, scanned once for each level.
  @Test(.timeLimit(.minutes(1)), arguments: ["-y\n", "--y\n", "-\n", "--------\n"])
  func scansEachLevelQuickly(line: String) {
    let head = (0..<49).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
    let message = InternetMessage(parsing: Array((head + "\n" + String(repeating: line, count: 300_000)).utf8))
    #expect(message.leafParts.count == 1)
  }

  @Test func aBoundaryWithALineEndIsNoTrap() {
    let message = message("Content-Type: multipart/mixed; boundary*=utf-8''b%0D%0Ac", "", "--b", "c", "", "a", "--b")
    #expect(!message.leafParts.isEmpty)
  }

  @Test func readsAnAbsurdlyLongField() {
    let value = String(repeating: "x", count: 5_000_000)
    let message = message("Subject: \(value)", "From: a@x.fr", "", "body")
    #expect(message.subject.utf8.count == 524_287)
    #expect(message.header[0].rawValue.count == 5_000_001)
    #expect(message.from.count == 1)
    #expect(message.root.content == "body")
  }

  /// Every octet, in every place: never a crash. The generator is SplitMix64, so that a failure comes back.
  @Test func readsNoise() {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
    let seeds = StructureTests.cases.map { Array($0.lines.joined(separator: "\r\n").utf8) }
    for _ in 0..<3_000 {
      var bytes = seeds[random(seeds.count)]
      for _ in 0..<(1 + random(6)) where !bytes.isEmpty { bytes[random(bytes.count)] = UInt8(random(256)) }
      let message = InternetMessage(parsing: bytes)
      for part in message.leafParts { _ = (part.decoded(), part.text, part.filename, part.contentID) }
      _ = (message.subject, message.from, message.date, message.bodyText, message.automatic)
    }
  }
}

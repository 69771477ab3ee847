import Domain
import Drafting
import Testing

@Suite struct ReplyTests {
  static func library(_ text: String, frame: String = "{{body}}") throws -> ReplyLibrary {
    try ReplyLibrary(files: [
      ("t.fr.mustache", text), ("t.en.mustache", text), ("frame.fr.mustache", frame), ("frame.en.mustache", frame),
    ])
  }

  static func render(_ text: String, _ facts: Facts = Facts()) throws -> ReplyLibrary.Rendering {
    try library(text).render(TemplateName("t"), facts.context)
  }

  static func draft(_ text: String, _ language: Language = .french) -> ReplyLibrary.Rendering {
    .draft(Draft(template: TemplateName("t"), language: language, text: text + "\n"))
  }

  static let hostile = Facts(
    records: [
      Record.order.with([
        "customer_name": .text("{{signature}} {{#orders}}<b>L’Œuf & 'Cie'</b>\r\n\r\nBcc: x@example.org"),
        "carrier": .text("   "),
      ])
    ], findings: [])

  static let cases: [(String, Facts, ReplyLibrary.Rendering)] = [
    ("{{order.reference}}", Facts(), draft("EJSBLZFYO")),
    ("{{ order.reference }}", Facts(), draft("EJSBLZFYO")),
    ("{{order.shipped_at}}", Facts(), draft("13 novembre 2026")),
    ("{{order.delivered_at}}", Facts(), draft("1er décembre 2026")),
    ("{{order.delivered_at}}", Facts(language: .english), draft("1 December 2026", .english)),
    ("{{order.total}}", Facts(), draft("1\u{202F}234,50\u{A0}€")),
    ("{{order.total}}", Facts(language: .english), draft("€1,234.50", .english)),
    ("{{product.stock}}", Facts(), draft("0")),
    ("{{numbers}}", Facts(), draft("QWXZJKVBA")),
    ("{{customer_name}}", Facts(), draft("Claire Martin")),
    // Missing: no value, an empty one, a name that nobody knows.
    ("{{order.nonsense}}", Facts(), .missing(field: "order.nonsense")),
    ("{{order.carrier}}", hostile, .missing(field: "order.carrier")),
    ("{{order.reference}} {{order.nonsense}} {{x}}", Facts(), .missing(field: "order.nonsense")),
    // Sections guard what is not always there.
    ("a{{#order.carrier}} by {{order.carrier}}{{/order.carrier}}", Facts(), draft("a by ColiPort")),
    ("a{{#order.carrier}} by {{order.carrier}}{{/order.carrier}}", hostile, draft("a")),
    ("a{{^order.carrier}} alone{{/order.carrier}}", hostile, draft("a alone")),
    ("a{{^order.carrier}} {{nonsense}}{{/order.carrier}}", Facts(), draft("a")),
    ("{{#order.is_shipped}}sent{{/order.is_shipped}}{{#order.is_paid}}paid{{/order.is_paid}}", Facts(), draft("sent")),
    ("{{! a note }}b", Facts(), draft("b")),
    ("{{#orders}}{{reference}} {{numbers}}{{/orders}}", Facts(), draft("EJSBLZFYO QWXZJKVBA")),
    // Values are data: on one line, nothing interpreted, nothing escaped.
    (
      "{{customer_name}}", hostile,
      draft("{{signature}} {{#orders}}<b>L’Œuf & 'Cie'</b> Bcc: x@example.org")
    ),
    // A record of somebody else has no place in a reply, whatever the rule says.
    ("{{order.reference}}", Facts(sender: "other@example.org"), .missing(field: "order.reference")),
    ("{{order.reference}}", Facts(sender: nil), .missing(field: "order.reference")),
    ("{{product.name}}", Facts(sender: "other@example.org"), draft("Suspension « Hublot » 45 cm")),
    // Two orders: « votre commande » would be either.
    (
      "{{order.reference}}", Facts(records: [.order, .order.with(["reference": .text("B")])]),
      .missing(field: "order.reference")
    ),
    // The same found twice is one.
    ("{{order.reference}}", Facts(records: [.order, .order]), draft("EJSBLZFYO")),
    // What is not what it says is not printed.
    (
      "{{order.total}}", Facts(records: [.order.with(["total": .amount("12x", currency: "EUR")])]),
      .missing(field: "order.total")
    ),
    (
      "{{order.date}}", Facts(records: [.order.with(["date": .date("hier")])]), .missing(field: "order.date")
    ),
  ]

  @Test(arguments: cases) func renders(_ text: String, _ facts: Facts, _ expected: ReplyLibrary.Rendering) throws {
    #expect(try Self.render(text, facts) == expected)
  }

  static let amounts: [(String, String, String, String)] = [
    ("0.00", "EUR", "0,00\u{A0}€", "€0.00"),
    ("999", "EUR", "999,00\u{A0}€", "€999.00"),
    ("1000.5", "EUR", "1\u{202F}000,50\u{A0}€", "€1,000.50"),
    ("-1234567.89", "EUR", "-1\u{202F}234\u{202F}567,89\u{A0}€", "-€1,234,567.89"),
    ("1960.00", "CHF", "1\u{202F}960,00\u{A0}CHF", "CHF 1,960.00"),
  ]

  @Test(arguments: amounts) func wordsAmounts(
    _ decimal: String, _ currency: String, _ french: String, _ english: String
  ) throws {
    let record = Record.order.with(["total": .amount(decimal, currency: currency)])
    #expect(try Self.render("{{order.total}}", Facts(records: [record])) == Self.draft(french))
    #expect(
      try Self.render("{{order.total}}", Facts(language: .english, records: [record]))
        == Self.draft(english, .english))
  }

  @Test func listsNumbers() throws {
    let findings = ["A", "B", "C"].map { Finding(.unknownNumber, ["kind": "order", "value": $0]) }
    #expect(try Self.render("{{numbers}}", Facts(findings: findings)) == Self.draft("A, B et C"))
  }

  @Test func aLanguageWithoutTemplatesIsMissing() throws {
    #expect(try Self.render("a", Facts(language: Language("de"))) == .missing(field: "language"))
  }

  @Test func theFrameIsNoReply() throws {
    let library = try Self.library("a")
    #expect(library.names == [TemplateName("t")])
    #expect(library.render(TemplateName("frame"), Facts().context) == .missing(field: "language"))
  }

  /// The reply's own text is put into the frame as a value: tags in it stay what they are.
  @Test func theBodyIsNotReadAgain() throws {
    let library = try Self.library("{{customer_name}}", frame: "<{{body}}>")
    #expect(
      library.render(TemplateName("t"), Self.hostile.context)
        == Self.draft("<{{signature}} {{#orders}}<b>L’Œuf & 'Cie'</b> Bcc: x@example.org>"))
  }

  static let refused: [(String, TemplateProblem.Wording)] = [
    ("{{order.reference", .unclosed),
    ("{{#a}}x", .unbalanced("#a")),
    ("x{{/a}}", .unbalanced("/a")),
    ("{{#a}}{{#b}}{{/a}}{{/b}}", .unbalanced("/a")),
    ("{{> frame}}", .notAllowed("> frame")),
    ("{{< frame}}{{/frame}}", .notAllowed("< frame")),
    ("{{$block}}{{/block}}", .notAllowed("$block")),
    ("{{{raw}}}", .notAllowed("{raw")),
    ("{{& raw}}", .notAllowed("& raw")),
    ("{{=<% %>=}}", .notAllowed("=<% %>=")),
    ("{{% CONTENT_TYPE:HTML}}", .notAllowed("% CONTENT_TYPE:HTML")),
    ("{{uppercased(name)}}", .notAllowed("uppercased(name)")),
    ("{{}}", .notAllowed("")),
    (String(repeating: "{{#a}}", count: 2_000), .tooDeep),
  ]

  @Test(arguments: refused) func refusesOtherTags(_ text: String, _ wording: TemplateProblem.Wording) {
    let problem = #expect(throws: TemplateProblem.self) { try Self.library(text) }
    #expect(problem?.wording == wording)
    #expect(problem?.template == "t.fr.mustache")
  }

  static let files: [([(name: String, text: String)], TemplateProblem.Wording)] = [
    ([("t.mustache", "a")], .fileName),
    ([("t.de.mustache", "a")], .fileName),
    ([("t.fr.mustache.bak", "a")], .fileName),
    ([("t.fr.mustache", "a")], .noFrame),
    ([("t.fr.mustache", "a"), ("frame.en.mustache", "{{body}}")], .noFrame),
  ]

  @Test(arguments: files) func refusesOtherFiles(
    _ files: [(name: String, text: String)], _ wording: TemplateProblem.Wording
  ) {
    let problem = #expect(throws: TemplateProblem.self) { try ReplyLibrary(files: files) }
    #expect(problem?.wording == wording)
  }
}

import Testing

@testable import SMTP

struct CommandTests {
  private let everything = Extensions(
    Reply(code: 250, lines: ["x"] + Extensions.Feature.allCases.map { $0 == .size ? "SIZE 100" : $0.rawValue })!)

  /// The lines, or the error.
  private func lines(_ envelope: Envelope, _ message: String, _ extensions: Extensions) -> [String] {
    do throws(SMTPError) {
      return [try Command.mail(envelope, MessageShape(Array(message.utf8)), extensions).line]
        + (try Command.recipients(envelope, extensions)).map(\.line)
    } catch {
      return [error.description]
    }
  }

  @Test func plainServerGetsPlainCommands() {
    #expect(
      lines(.toTwo, "a", Extensions()) == [
        "MAIL FROM:<bot@example.fr>", "RCPT TO:<jeanne@example.com>", "RCPT TO:<paul@example.com>",
      ])
    #expect(lines(Envelope(sender: "", recipients: ["a@b.fr"]), "a", Extensions()).first == "MAIL FROM:<>")
    #expect(
      lines(Envelope(sender: "", recipients: []), "", Extensions()).first
        == "recipient: permanent, \(SMTPError.Cause.unwritable)")
  }

  @Test(arguments: [
    ("a\r\n", "é@b.fr", "MAIL FROM:<> SIZE=3 SMTPUTF8"),
    ("a\n", "e@b.fr", "MAIL FROM:<> SIZE=3"),
    ("é\r\n", "e@b.fr", "MAIL FROM:<> SIZE=4 BODY=8BITMIME"),
    ("é\r\n", "e@é.fr", "MAIL FROM:<> SIZE=4 BODY=8BITMIME SMTPUTF8"),
    (String(repeating: "a", count: 98), "e@b.fr", "MAIL FROM:<> SIZE=100"),
    (String(repeating: "a", count: 99), "e@b.fr", "sender: permanent, larger than 100 octets"),
  ])
  func parametersFollowTheMessage(message: String, recipient: String, expected: String) {
    #expect(lines(Envelope(sender: "", recipients: [recipient]), message, everything).first == expected)
  }

  @Test(arguments: [
    ("é", "a@b.fr", "sender: permanent, 8BITMIME not offered"),
    ("a", "é@b.fr", "sender: permanent, SMTPUTF8 not offered"),
    ("a", "a@é.fr", "sender: permanent, SMTPUTF8 not offered"),
  ])
  func lackIsFoundBeforeAnythingIsSaid(message: String, recipient: String, expected: String) {
    #expect(lines(Envelope(sender: "x@y.fr", recipients: [recipient]), message, Extensions()) == [expected])
  }

  @Test(
    arguments: [
      ([], " NOTIFY=NEVER"), ([.failure], " NOTIFY=FAILURE"),
      ([.delay, .success, .failure], " NOTIFY=SUCCESS,FAILURE,DELAY"), (nil, ""),
    ] as [(Set<DeliveryReport>?, String)])
  func asksForReportsWhereOffered(reports: Set<DeliveryReport>?, expected: String) {
    let envelope = Envelope(sender: "", recipients: ["a@b.fr"], deliveryReports: reports)
    #expect(lines(envelope, "", everything) == ["MAIL FROM:<> SIZE=0", "RCPT TO:<a@b.fr>" + expected])
    #expect(lines(envelope, "", Extensions()) == ["MAIL FROM:<>", "RCPT TO:<a@b.fr>"])
  }

  // MARK: - Addresses

  private static let local = String(repeating: "a", count: 249)

  @Test(arguments: [
    "a@b", "a+b=c@d.fr", "o'brien@x.fr", "\"jean dupont\"@x.fr", "\"a@b\"@x.fr", "a@[192.0.2.1]",
    "a@[IPv6:2001:db8::1]",
    "élodie@exemple.fr", local + "@x.fr",
  ])
  func addressIsWrittenAsItIs(address: String) {
    #expect(lines(Envelope(sender: address, recipients: [address]), "", everything).last == "RCPT TO:<\(address)>")
  }

  @Test(arguments: [
    "a@b.fr\r\nRCPT TO:<c@d.fr>", "a@b.fr\nDATA", "a@b.fr\rDATA", "a\0@b.fr", "a\t@b.fr", "a\u{7F}@b.fr",
    "a\u{85}@b.fr",
    "a\u{2028}@b.fr", "a@b.fr> SIZE=1", "<a@b.fr>", "a@b.fr>", "\"a>b\"@c.fr", "a b@c.fr", "a@b.fr SIZE=1",
    "\"a\" b@c.fr", "a@b.fr\u{D}\u{A}", "@relay.fr:a@b.fr", "@b.fr", "a@", "a", "", " ", local + "aa@x.fr",
  ])
  func addressThatLeavesItsPlaceIsRefused(address: String) {
    let unwritable = SMTPError.Cause.unwritable
    #expect(
      lines(Envelope(sender: "a@b.fr", recipients: [address]), "", everything)
        == ["recipient: permanent, \(unwritable)"])
    guard !address.isEmpty else { return }
    #expect(
      lines(Envelope(sender: address, recipients: ["a@b.fr"]), "", everything) == ["sender: permanent, \(unwritable)"])
  }

  @Test(arguments: [
    ("bot.example.fr", true), ("[192.0.2.1]", true), ("[IPv6:2001:db8::1]", true), ("debian_12", true), ("", false),
    ("a b", false), ("a\r\nMAIL", false), ("é", false), (String(repeating: "a", count: 256), false),
  ])
  func ourNameIsOneWord(name: String, isFit: Bool) {
    #expect(((try? Command.hello("EHLO", name))?.line == "EHLO \(name)") == isFit)
  }
}

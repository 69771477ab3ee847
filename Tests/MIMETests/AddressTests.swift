import MIME
import Testing

struct AddressTests {
  /// `name|address`, a name that is absent left empty. `\u{E9}` in a source stands for one octet.
  @Test(arguments: [
    ("jean@example.fr", ["|jean@example.fr"]),
    ("<jean@example.fr>", ["|jean@example.fr"]),
    ("Jean Dupont <jean@example.fr>", ["Jean Dupont|jean@example.fr"]),
    ("\"Dupont, Jean\" <jean@example.fr>", ["Dupont, Jean|jean@example.fr"]),
    ("\"Jean \\\"le\\\" Dupont\" <jean@example.fr>", ["Jean \"le\" Dupont|jean@example.fr"]),
    ("jean@example.fr (Jean Dupont)", ["Jean Dupont|jean@example.fr"]),
    ("jean@example.fr (a (nested) one)", ["a (nested) one|jean@example.fr"]),
    ("Jean (the boss) Dupont <jean@example.fr>", ["Jean Dupont|jean@example.fr"]),
    ("a@x.fr, b@x.fr", ["|a@x.fr", "|b@x.fr"]),
    ("a@x.fr,, b@x.fr,", ["|a@x.fr", "|b@x.fr"]),
    ("A <a@x.fr>, B <b@x.fr>", ["A|a@x.fr", "B|b@x.fr"]),
    ("=?utf-8?Q?=C3=89lodie?= <e@x.fr>", ["Élodie|e@x.fr"]),
    ("=?utf-8?Q?=C3=89lodie?= Durand <e@x.fr>", ["Élodie Durand|e@x.fr"]),
    ("=?utf-8?Q?Durand,_=C3=89lodie?= <e@x.fr>", ["Durand, Élodie|e@x.fr"]),
    ("\"=?utf-8?Q?=C3=89lodie?=\" <e@x.fr>", ["Élodie|e@x.fr"]),
    ("\u{C9}lodie <e@x.fr>", ["Élodie|e@x.fr"]),
    ("\u{C3}\u{89}lodie <e@x.fr>", ["Élodie|e@x.fr"]),
    ("\u{C3}\u{A9}lodie@x.fr", ["|élodie@x.fr"]),
    ("\"jean dupont\"@example.fr", ["|\"jean dupont\"@example.fr"]),
    ("<\"a>b\"@x.fr>", ["|\"a>b\"@x.fr"]),
    ("jean . dupont @ example.fr", ["|jean.dupont@example.fr"]),
    ("jean@example . fr, b@x.fr", ["|jean@example.fr", "|b@x.fr"]),
    ("jean@[IPv6:2001:db8::1]", ["|jean@[IPv6:2001:db8::1]"]),
    ("<@relay.fr,@other.fr:jean@example.fr>", ["|jean@example.fr"]),
    ("team: a@x.fr, B <b@x.fr>; c@x.fr", ["|a@x.fr", "B|b@x.fr", "|c@x.fr"]),
    ("undisclosed-recipients:;", []),
    ("undisclosed-recipients: ;", []),
    ("one: a@x.fr; two: b@x.fr;", ["|a@x.fr", "|b@x.fr"]),
    ("<>", []),
    ("", []),
    (",;:,", []),
    ("MAILER-DAEMON <>", ["MAILER-DAEMON|"]),
    ("postmaster", ["|postmaster"]),
    ("Jean Dupont", ["Jean Dupont|"]),
    // Broken by mailers.
    ("Dupont, Jean <jean@example.fr>", ["Dupont, Jean|jean@example.fr"]),
    ("a@x.fr, Dupont, Jean <jean@example.fr>, b@x.fr", ["|a@x.fr", "Dupont, Jean|jean@example.fr", "|b@x.fr"]),
    ("a@x.fr; b@x.fr", ["|a@x.fr", "|b@x.fr"]),
    ("Jean Dupont jean@example.fr", ["Jean Dupont|jean@example.fr"]),
    ("Jean <jean@example.fr", ["Jean|jean@example.fr"]),
    ("<jean@example.fr, b@x.fr", ["|jean@example.fr", "|b@x.fr"]),
    ("Jean <<jean@example.fr>>", ["Jean|jean@example.fr"]),
    ("<mailto:jean@example.fr>", ["|jean@example.fr"]),
    ("mailto:jean@example.fr", ["|jean@example.fr"]),
    ("\"Jean <jean@example.fr>", ["Jean|jean@example.fr"]),
    ("Jean (never closed <jean@example.fr>", ["Jean (never closed|jean@example.fr"]),
    ("=?utf-8?Q?Jean_<jean@example.fr>?=", ["Jean|jean@example.fr"]),
    ("a@b@x.fr", ["|a@b@x.fr"]),
    ("jean@example.fr <jean@example.fr>", ["jean@example.fr|jean@example.fr"]),
    ("Jean\t<jean@example.fr>", ["Jean|jean@example.fr"]),
    ("< jean@example.fr >", ["|jean@example.fr"]),
  ])
  func readsList(source: String, expected: [String]) {
    let found = message(latin1: "To: \(source)\r\n\r\n").to.map { "\($0.name ?? "")|\($0.address)" }
    #expect(found == expected)
  }

  @Test func joinsSeveralFields() {
    #expect(message("Cc: a@x.fr", "Cc: b@x.fr", "", "").cc.map(\.address) == ["a@x.fr", "b@x.fr"])
  }

  @Test func partsAddressAtItsLastSign() {
    let address = Address(address: "\"a@b\"@example.fr")
    #expect(address.localPart == "\"a@b\"")
    #expect(address.domain == "example.fr")
    #expect(Address(address: "postmaster").domain == "")
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["<,", "a@b:", "(", "\"", "=?a?q?", "a,", "@:", "[", "<>,"])
  func readsLongRubbishInLinearTime(pattern: String) {
    _ = message("To: " + String(repeating: pattern, count: 50_000), "", "").to
  }
}

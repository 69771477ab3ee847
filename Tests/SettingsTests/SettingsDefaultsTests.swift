import Domain
import Settings
import Testing

@Suite("Defaults, and reading what was filled in")
struct SettingsDefaultsTests {
  private func filled(_ yaml: String) throws -> SettingNode {
    SettingsDefaults.filled(try SettingsFile.parse(yaml, file: "v.yaml"), declarations: sample)
  }

  @Test("What the file leaves out appears; what it gives stays")
  func filling() throws {
    let root = try filled("mailboxes:\n  contact:\n    address: a@b.fr\n    mode: draft\n    imap: {host: h}\n")
    #expect(root["language"]?.scalar == "fr")
    #expect(root["key_file"]?.scalar == "/var/lib/vaguemestre/key")
    #expect(root["sending"]?["per_day"]?.integer == 3)
    #expect(root["sending"]?["answer_within"]?.seconds == 259_200)
    #expect(root["sending"]?["stop"]?.flag == false)
    let mailbox = try #require(root["mailboxes"]?["contact"])
    #expect(mailbox["mode"]?.scalar == "draft")
    #expect(mailbox["time_zone"]?.scalar == "Europe/Paris")
    #expect(mailbox["imap"]?["port"]?.integer == 993)
    #expect(mailbox["signature"] == nil)
  }

  @Test("An optional section with something required inside stays absent; a null value takes its default")
  func absent() throws {
    let root = try filled("language:\nmailboxes: {a: {address: a@b.fr, mode: }}\nsending:\n")
    #expect(root["language"]?.scalar == "fr")
    #expect(root["mailboxes"]?["a"]?["imap"] == nil)
    #expect(root["mailboxes"]?["a"]?["mode"]?.scalar == "observe")
    #expect(root["sending"]?["per_day"]?.integer == 3)
    #expect(root["hooks"] == nil)
  }

  @Test("An empty file gets the defaults of its top level")
  func empty() throws {
    #expect(try filled("")["sending"]?["per_day"]?.integer == 3)
  }

  @Test("What was filled in passes the check, and filling again changes nothing")
  func stable() throws {
    let root = try filled("mailboxes: {a: {address: a@b.fr, imap: {host: h, password: \"${X}\"}}}\n")
    #expect(SettingsCheck.problems(in: root, declarations: sample).isEmpty)
    #expect(SettingsDefaults.filled(root, declarations: sample) == root)
  }

  @Test(
    "Durations",
    arguments: [
      ("30s", 30), ("15m", 900), ("12h", 43_200), ("3d", 259_200), ("0", 0), ("0s", 0), ("", nil), ("3", nil),
      ("d", nil),
      ("-3d", nil), ("+3d", nil), ("3 d", nil), ("1h30m", nil), ("3j", nil), ("9999999999999999999d", nil),
      ("999999999999999999d", nil),
    ] as [(String, Int?)])
  func duration(_ text: String, _ seconds: Int?) {
    #expect(SettingDuration.seconds(text) == seconds)
  }

  @Test(
    "Durations are written in the largest unit",
    arguments: [(0, "0"), (30, "30s"), (90, "90s"), (3_600, "1h"), (172_800, "2d")])
  func durationText(_ seconds: Int, _ text: String) {
    #expect(SettingDuration.text(seconds) == text)
    #expect(SettingDuration.seconds(text) == seconds)
  }

  @Test("Values of another kind read as nil")
  func accessors() throws {
    let root = try SettingsFile.parse("a: x\nb: [1, [2], 3]\nc: {d: 1}\ne: yes\nf: NON\n", file: "f")
    #expect(root["a"]?.integer == nil)
    #expect(root["a"]?.flag == nil)
    #expect(root["a"]?.texts == ["x"])
    #expect(root["b"]?.texts == ["1", "3"])
    #expect(root["c"]?.texts == [])
    #expect(root["c"]?.integer == nil)
    #expect(root["e"]?.flag == true)
    #expect(root["f"]?.flag == false)
    #expect(throws: SettingProblem(root.place, .missing(name: "z"))) { try root.required("z") }
    #expect(throws: SettingProblem.self) { try root.requiredText("b") }
    #expect(try root.requiredText("a") == "x")
  }

  @Test(
    "The nearest name",
    arguments: [
      ("mode", "mode"), ("MODE", "mode"), ("mdoe", "mode"), ("mod", "mode"), ("modee", "mode"),
      ("fichier-clé", "fichier_cle"),
      ("auto", "automatic"), ("zebra", nil), ("", nil), ("m", nil),
    ] as [(String, String?)])
  func nearest(_ word: String, _ expected: String?) {
    #expect(closest(to: word, in: ["mode", "automatic", "fichier_cle"]) == expected)
  }
}

import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func settings(_ text: String) throws -> String { try folder.write(text, to: "vaguemestre.yaml") }

  private func mailbox(mode: String = "automatic", extra: String = "") throws -> String {
    for name in ["contact", "outgoing"] {
      for subfolder in ["tmp", "new", "cur"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder.path)/\(name)/\(subfolder)", withIntermediateDirectories: true)
      }
    }
    return try settings(
      """
      data: \(folder.path)/data
      control_socket: \(folder.path)/control.sock
      key_file: \(folder.path)/key
      mailboxes:
        contact:
          profile: ecommerce
          mode: \(mode)
          addresses: [contact@boutique.example]
          maildir: \(folder.path)/contact
          outgoing: \(folder.path)/outgoing
          poll: 1s
      \(extra)
      """)
  }

  @Test func helpTeaches() async throws {
    let help = try await vaguemestre(["--help"])
    #expect(help.code == 0)
    for word in [
      "demo", "check", "config", "seal", "parse", "process", "status", "sending", "run", "train", "classify",
      "evaluate", "understand", "models", "Exit codes",
    ] {
      #expect(help.output.contains(word))
    }
    #expect(try await vaguemestre(["frobnicate"]).code == 64)
  }

  @Test(arguments: ["fr", "en"]) func theReferenceIsAFileThatPasses(language: String) async throws {
    let reference = try await vaguemestre(["config", "reference", "--language", language])
    #expect(reference.code == 0)
    let file = try settings(reference.output)
    // Its paths do not exist here; its settings are right all the same.
    let check = try await vaguemestre(["check", "--settings", file])
    #expect(check.code == 1)
    #expect(check.output.hasPrefix("✓ Les réglages sont justes."))
  }

  @Test(arguments: [
    (
      "mailboxs: {}",
      "vaguemestre.yaml:1:1: « mailboxs » n’est pas un nom connu ici ; vouliez-vous écrire « mailboxes » ?"
    ),
    (
      "language: de\nmailboxes: {}",
      "vaguemestre.yaml:1:11: « de » n’est pas un choix possible ; les choix sont : fr, en."
    ),
    ("language: de\nmailboxes: {}", "vaguemestre.yaml:2:12: Nommez au moins une boîte mail ici."),
    ("mailboxes:\n  ../x: {}", "vaguemestre.yaml:2:3: Un nom de boîte est fait de lettres"),
    (
      "mailboxes:\n  a:\n    maildir: /a\n    outgoing: /a/",
      "vaguemestre.yaml:4:15: « outgoing » est le Maildir d’une boîte surveillée"
    ),
    ("mailboxes:\n  a:\n    drafts: ''", "vaguemestre.yaml:3:13: Le dossier des brouillons doit avoir un nom."),
  ])
  func mistakesAreToldWithTheirPlace(text: String, sentence: String) async throws {
    let result = try await vaguemestre(["check", "--settings", try settings(text)])
    #expect(result.code == 78)
    #expect(result.errors.contains(sentence), "\(result.errors)")
  }

  @Test func folderNumbersAreThoseOfTheProfile() async throws {
    let file = try mailbox()
    let text = try String(contentsOfFile: file, encoding: .utf8)
      .replacing("    poll: 1s", with: "    poll: 1s\n    folders: {\"99\": Rien, \"02\": Suivi, \"03\": Suivi}")
    let result = try await vaguemestre(["check", "--settings", try settings(text)])
    #expect(result.code == 78)
    #expect(result.errors.contains("« 99 » n’est pas un choix possible"), "\(result.errors)")
    #expect(result.errors.contains("« Suivi » est écrit deux fois"), "\(result.errors)")
  }

  @Test func aMissingSettingsFileSaysSo() async throws {
    let result = try await vaguemestre(["status", "--settings", folder.path + "/nothing.yaml"])
    #expect(result.code == 78)
    #expect(result.errors.contains("nothing.yaml"))
  }

  @Test func checkTriesWhatTheSettingsName() async throws {
    let file = try mailbox()
    let well = try await vaguemestre(["check", "--settings", file])
    #expect(well.code == 0, "\(well.output)\(well.errors)")
    try FileManager.default.removeItem(atPath: folder.path + "/contact")
    let broken = try await vaguemestre(["check", "--settings", file])
    #expect(broken.code == 1)
    #expect(broken.output.contains("✗ Boîte « contact »"))
  }

  @Test func aSecretIsSealedWithAKeyOfItsOwn() async throws {
    let key = folder.path + "/key"
    let sealed = try await vaguemestre(["seal", "--key-file", key], input: "mot de passe\n")
    #expect(sealed.code == 0)
    #expect(sealed.output.hasPrefix("sealed:"))
    #expect(!sealed.output.contains("mot"))
    #expect(try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int == 0o600)
    #expect(try await vaguemestre(["seal", "--key-file", key], input: "").code == 66)
  }

  private static let mail = """
    From: Claire Martin <claire@client.example>\r
    To: contact@boutique.example\r
    Subject: =?utf-8?q?O=C3=B9_est_ma_commande_=3F?=\r
    Date: Mon, 16 Nov 2026 09:05:00 +0100\r
    Message-ID: <m1@client.example>\r
    In-Reply-To: <m0@boutique.example>\r
    Content-Type: multipart/mixed; boundary=b\r
    \r
    --b\r
    Content-Type: text/html; charset=iso-8859-1\r
    \r
    <p>Bonjour, ma commande <b>n'arrive</b> pas.</p><blockquote>Vieux texte</blockquote>\r
    --b\r
    Content-Type: application/pdf; name="a.pdf"\r
    Content-Disposition: attachment; filename="a.pdf"\r
    Content-Transfer-Encoding: base64\r
    \r
    aGVsbG8=\r
    --b--\r

    """

  @Test func parsePrintsALineOfJSONAMail() async throws {
    let result = try await vaguemestre(["parse", "-", "--json"], input: Self.mail)
    #expect(result.code == 0)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "file", "message_id", "subject", "date", "from", "to", "cc", "reply_to", "in_reply_to", "references",
        "automatic", "text", "new_text", "parts",
      ])
    #expect(object["message_id"] as? String == "m1@client.example")
    #expect(object["subject"] as? String == "Où est ma commande ?")
    #expect(object["date"] as? String == "2026-11-16T09:05:00+01:00")
    #expect(object["in_reply_to"] as? [String] == ["m0@boutique.example"])
    #expect(
      (object["from"] as? [[String: String]])?.first == ["name": "Claire Martin", "address": "claire@client.example"])
    #expect((object["text"] as? String)?.contains("> Vieux texte") == true)
    #expect(object["new_text"] as? String == "Bonjour, ma commande n'arrive pas.")
    let parts = try #require(object["parts"] as? [[String: Any]])
    #expect(parts.map { $0["path"] as? String } == ["1", "2"])
    #expect(parts[1]["filename"] as? String == "a.pdf")
    #expect(parts[1]["size"] as? Int == 5)
    // printf hello | sha256sum
    #expect(
      parts[1]["sha256"] as? String == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
  }

  @Test func parseReadsFoldersAndMboxesAndCounts() async throws {
    _ = try folder.write(Self.mail, to: "mails/a.eml")
    _ = try folder.write(Self.mail, to: "mails/deeper/b.eml")
    let mbox = "From x Mon Nov 16 09:05:00 2026\n" + Self.mail.replacing("\r\n", with: "\n")
    _ = try folder.write(mbox + "\n" + mbox, to: "mails/c.mbox")
    let lines = try await vaguemestre(["parse", folder.path + "/mails"]).output.split(separator: "\n")
    #expect(lines.count == 4)
    let summary = try await vaguemestre(["parse", "--summary", folder.path + "/mails"])
    #expect(summary.output.contains("\"messages\":4"))
    #expect(summary.output.contains("\"parts\":8"))
    let missing = try await vaguemestre(["parse", folder.path + "/nothing"])
    #expect(missing.code == 66)
    #expect(missing.errors.contains("nothing"))
  }

  @Test func aDryRunExplainsAndChangesNothing() async throws {
    let file = try mailbox()
    let mail = try folder.write(Self.mail, to: "mail.eml")
    let result = try await vaguemestre(["process", "--dry-run", "--settings", file, mail])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("Règle :"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
    let json = try await vaguemestre(["process", "--dry-run", "--json", "--settings", file, mail])
    #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
    #expect(try await vaguemestre(["process", "--dry-run", "--settings", file, "--mailbox", "x", mail]).code == 64)
  }

  @Test func aMailIsLeftOnlyInAMaildir() async throws {
    let file = try mailbox()
    let mail = try folder.write(Self.mail, to: "mail.eml")
    try FileManager.default.removeItem(atPath: folder.path + "/contact")
    let result = try await vaguemestre(["process", "--settings", file, mail])
    #expect(result.code == 1)
    #expect(result.errors.contains("n’est pas un Maildir"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/contact"))
  }

  @Test func sendingIsStoppedAndAllowedWithoutAService() async throws {
    let file = try mailbox()
    // Nothing is created by looking, nor where no data folder is.
    #expect(
      try await vaguemestre(["status", "--settings", file]).output.hasPrefix("Aucun service n’a encore travaillé"))
    #expect(try await vaguemestre(["sending", "stop", "--settings", file]).code == 69)
    let data = folder.path + "/data"
    #expect(!FileManager.default.fileExists(atPath: data))
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
    #expect(try await vaguemestre(["status", "--settings", file]).code == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: data).isEmpty)
    #expect(try await vaguemestre(["sending", "stop", "--settings", file]).output.hasPrefix("Envois : suspendus."))
    #expect(try await vaguemestre(["status", "--settings", file]).output.hasPrefix("Envois : suspendus."))
    #expect(try await vaguemestre(["sending", "start", "--settings", file]).output == "Envois : autorisés.\n")
    let mode = try FileManager.default.attributesOfItem(atPath: data + "/vaguemestre.sqlite")[.posixPermissions] as? Int
    #expect((mode ?? 0o777) & 0o007 == 0)
    let json = try await vaguemestre(["status", "--json", "--settings", file])
    #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
  }

  /// The service: it takes a mail left by `process`, obeys `sending`, keeps its settings when a new file is bad, and ends
  /// when asked.
  @Test func theServiceRuns() async throws {
    let file = try mailbox()
    let service = try started(["run", "--settings", file])
    let log = Drain((service.standardError as! Pipe).fileHandleForReading)
    defer { if service.isRunning { service.terminate() } }
    try await until {
      try await vaguemestre(["status", "--settings", file]).output.contains("« contact » (Automatique)")
    }
    #expect(try await vaguemestre(["run", "--settings", file]).code == 69)
    try await until { log.textSoFar.contains("certificate of the console made") }
    #expect(try String(contentsOfFile: folder.path + "/data/console.crt", encoding: .utf8).contains("CERTIFICATE"))
    let mail = try folder.write(Self.mail, to: "mail.eml")
    #expect(try await vaguemestre(["process", "--settings", file, mail]).code == 0)
    try await until {
      try await vaguemestre(["status", "--settings", file]).output.contains(": 1 message(s) traité(s)")
    }
    #expect(try await vaguemestre(["sending", "stop", "--settings", file]).code == 0)

    let good = try String(contentsOfFile: file, encoding: .utf8)
    _ = try settings(good.replacing("mode: automatic", with: "mode: automatik"))
    kill(service.processIdentifier, SIGHUP)
    try await until { log.textSoFar.contains("settings refused") }
    _ = try settings(good.replacing("mode: automatic", with: "mode: observe"))
    kill(service.processIdentifier, SIGHUP)
    try await until {
      try await vaguemestre(["status", "--settings", file]).output.contains("« contact » (Observation)")
    }
    service.terminate()
    service.waitUntilExit()
    #expect(service.terminationStatus == 0)
    #expect(log.text.contains("stopped"))
    #expect(!log.text.contains("claire@client.example"))
  }

  /// Asks again until it is so, for half a minute at most.
  private func until(_ isSo: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
      if try await isSo() { return }
      await Task.yield()
    }
    Issue.record("it never came to be so")
  }
}

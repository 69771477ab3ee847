import Domain
import Foundation
import Mailboxes
import Rules

/// Tries one mailbox and what sends for it, changing nothing.
struct MailboxCheck {
  private let mailbox: MailboxSettings
  private let logins: ServerLogins
  private let language: Language
  private let world: World

  /// Into which mails are filed.
  private let folders: [FolderName]

  init(_ mailbox: MailboxSettings, _ configuration: Configuration, _ logins: ServerLogins, world: World) {
    self.mailbox = mailbox
    let profile = configuration.trades[mailbox.profile]?.profile
    folders = (profile?.folders ?? []).map { mailbox.folders[$0.id] ?? $0.name }
    self.logins = logins
    language = configuration.language
    self.world = world
  }

  func findings() async -> [SystemCheck.Finding] {
    let tokens = logins.tokens(of: mailbox)
    var findings: [SystemCheck.Finding] = []
    switch mailbox.place {
    case .maildir(let root): findings += await maildir(root)
    case .imap(let server):
      let account = ServerAccount(server, login: logins.login(to: server, tokens))
      findings += await tried(server) { () throws(ConnectionProblem) in
        try await .imap(account, folders: folders, world: world)
      }
    }
    // Tried in every mode, so that it is known to work before the mailbox turns automatic.
    switch mailbox.outgoing {
    case .maildir(let root): findings += outgoing(root)
    case .smtp(let server, _):
      let account = ServerAccount(server, login: logins.login(to: server, tokens))
      findings += await tried(server) { () throws(ConnectionProblem) in try await .smtp(account) }
    case nil: break
    }
    return findings
  }

  /// What works, what the server offers, and what is missing.
  private func tried(
    _ server: ServerSettings, _ attempt: () async throws(ConnectionProblem) -> ServerTrial
  ) async -> [SystemCheck.Finding] {
    let trial: ServerTrial
    do {
      trial = try await attempt()
    } catch {
      return [finding(false, fr: error.text.fr, en: error.text.en)]
    }
    let protection = Localized(
      fr: trial.protection.map { "chiffrée (\($0))" } ?? "sans chiffrement",
      en: trial.protection.map { "encrypted (\($0))" } ?? "without encryption")
    let count = trial.inboxCount.map {
      Localized(fr: ", \($0) mail(s) dans la boîte de réception", en: ", \($0) mail(s) in the inbox")
    }
    let offered = trial.offered.isEmpty ? "–" : trial.offered.joined(separator: ", ")
    return [
      finding(
        true,
        fr: "\(server.endpoint), connexion \(protection.fr)\(count?.fr ?? "") ; le serveur propose \(offered)",
        en: "\(server.endpoint), connection \(protection.en)\(count?.en ?? ""); the server offers \(offered)")
    ] + missing(trial.missing)
      + trial.lacking.map {
        finding(
          true, isNote: true, fr: "\(server.endpoint), sans \($0.name) : \($0.consequence.fr)",
          en: "\(server.endpoint), without \($0.name): \($0.consequence.en)")
      }
  }

  private func missing(_ folders: [FolderName]) -> [SystemCheck.Finding] {
    guard !folders.isEmpty else { return [] }
    let names = folders.map { "« \($0) »" }.joined(separator: ", ")
    return [
      finding(
        true, isNote: true,
        fr:
          "dossiers absents, que le service créera hors du mode « observe » (ou « vaguemestre mailbox folders --create ») : "
          + names,
        en:
          "missing folders, which the service creates outside mode “observe” (or “vaguemestre mailbox folders --create”): "
          + names)
    ]
  }

  private func maildir(_ root: String) async -> [SystemCheck.Finding] {
    var findings: [SystemCheck.Finding] = []
    let state = NSTemporaryDirectory() + "vaguemestre-check-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: state) }
    do {
      let access = try MaildirMailbox(
        root: root, state: state, spool: state + "/spool", creating: false, world: world)
      let count = try await access.contents(of: .inbox).uids.count
      findings.append(
        finding(
          true, fr: "\(root), \(count) mail(s) en attente de tri", en: "\(root), \(count) mail(s) in the inbox"))
    } catch MailboxError.locked {
      findings.append(
        finding(
          true, fr: "un service vaguemestre y travaille en ce moment",
          en: "a vaguemestre service is at work in it now"))
    } catch {
      findings.append(finding(false, fr: Localized(describing: error).fr, en: Localized(describing: error).en))
    }
    if mailbox.mode != .observe,
      !["new", "cur", "tmp"].allSatisfy({ FileManager.default.isWritableFile(atPath: "\(root)/\($0)") })
    {
      findings.append(
        finding(
          false, fr: "le Maildir \(root) ne peut être écrit par ce compte",
          en: "the Maildir \(root) cannot be written by this account"))
    }
    return findings
  }

  private func outgoing(_ root: String) -> [SystemCheck.Finding] {
    FileManager.default.isWritableFile(atPath: root)
      ? []
      : [
        finding(
          false, fr: "le Maildir d’envoi \(root) n’existe pas ou ne peut être écrit",
          en: "the outgoing Maildir \(root) is missing or cannot be written")
      ]
  }

  private func finding(_ isWell: Bool, isNote: Bool = false, fr: String, en: String) -> SystemCheck.Finding {
    let name = mailbox.name.text
    let text = Localized(
      fr: "Boîte « \(name) » : \(fr)\(fr.hasSuffix(".") ? "" : ".")",
      en: "Mailbox “\(name)”: \(en)\(en.hasSuffix(".") ? "" : ".")")
    return SystemCheck.Finding(subject: name, isWell: isWell, isNote: isNote, text: text.text(language))
  }
}

import Connectors
public import Domain
import Foundation
import Mailboxes
import Store
public import TextExtraction

/// Tries everything that a configuration names, changing nothing, and tells what works.
public struct SystemCheck: Sendable {
  public struct Finding: Codable, Sendable, Hashable {
    public let subject: String
    public let isWell: Bool
    /// Worth knowing, and nothing to mend.
    public let isNote: Bool
    public let text: String
  }

  private let configuration: Configuration
  private let extractor: TextExtractor
  private let world: World
  private var language: Language { configuration.language }

  public init(_ configuration: Configuration, extractor: TextExtractor, world: World) {
    self.configuration = configuration
    self.extractor = extractor
    self.world = world
  }

  public func findings() async -> [Finding] {
    var findings = [
      finding("settings", true, Localized(fr: "Les réglages sont justes.", en: "The settings are right."))
    ]
    findings.append(dataFolder())
    findings += secrets() + models()
    // A store that cannot be opened is told by `status`; passwords are tried all the same.
    let logins =
      (try? ServerLogins(besideService: configuration, world: world))
      ?? ServerLogins(configuration, store: nil, world: world)
    for mailbox in configuration.mailboxes {
      findings += await MailboxCheck(mailbox, configuration, logins, world: world).findings()
    }
    for (name, connector) in configuration.connectors.sorted(by: { $0.key < $1.key }) {
      findings.append(await check(name, connector))
    }
    findings.append(await confinement())
    findings += missingTools()
    return findings
  }

  private func finding(_ subject: String, _ isWell: Bool, _ text: Localized) -> Finding {
    Finding(subject: subject, isWell: isWell, isNote: false, text: text.text(language))
  }

  /// Secrets that cannot be had, or that every account of the machine can read.
  private func secrets() -> [Finding] {
    configuration.secretProblems.map { problem in
      finding(
        "secrets", false,
        Localized(
          fr: "\(problem.place) : \(problem.sentence.fr)", en: "\(problem.place): \(problem.sentence.en)"))
    }
  }

  /// Models made here that cannot be read.
  private func models() -> [Finding] {
    configuration.trades.filter(\.value.isOwnModelDamaged).keys.sorted().map { profile in
      let file = configuration.modelFile(profile)
      return finding(
        "model", false,
        Localized(
          fr: "Le modèle \(file) ne peut être lu ; celui d’origine le remplace. Refaites-le : « vaguemestre retrain ».",
          en: "The model \(file) cannot be read; the shipped one takes its place. Make it again: “vaguemestre retrain”."
        ))
    }
  }

  private func dataFolder() -> Finding {
    let folder = configuration.dataFolder
    // A folder that does not exist yet is made by the service, if its parent lets it.
    let existing =
      FileManager.default.fileExists(atPath: folder) ? folder : (folder as NSString).deletingLastPathComponent
    return FileManager.default.isWritableFile(atPath: existing)
      ? finding("data", true, Localized(fr: "Dossier de données : \(folder).", en: "Data folder: \(folder)."))
      : finding(
        "data", false,
        Localized(
          fr: "Le dossier de données \(folder) ne peut être écrit par ce compte.",
          en: "The data folder \(folder) cannot be written by this account."))
  }

  private func check(_ name: String, _ connector: CSVConnector) async -> Finding {
    do {
      for kind in Record.Kind.allCases where connector.holds(kind) {
        _ = try await connector.records(kind, key: "?")
      }
      return finding(
        name, true, Localized(fr: "Connecteur « \(name) » : lisible.", en: "Connector “\(name)”: readable."))
    } catch {
      let reason = error.reason
      return finding(
        name, false,
        Localized(
          fr: "Connecteur « \(name) » : \(error.path) \(reason.fr).",
          en: "Connector “\(name)”: \(error.path) \(reason.en)."))
    }
  }

  /// The measures in force, then those that this machine refuses.
  private static func text(_ confinement: Confinement) -> Localized {
    let held = Confinement.Measure.allCases.filter(confinement.measures.contains).map(text)
    let refused = Confinement.Measure.allCases.filter { !confinement.measures.contains($0) }.map(text)
    let broken = confinement.attempts.contains { !$0.isRefused }
    func list(_ texts: [Localized], _ language: Language) -> String {
      texts.isEmpty ? "–" : texts.map { $0.text(language) }.joined(separator: ", ")
    }
    return Localized(
      fr: "en place : \(list(held, .french)) ; absents : \(list(refused, .french))"
        + (broken ? " ; un essai d’évasion a réussi" : ""),
      en: "in force: \(list(held, .english)); absent: \(list(refused, .english))"
        + (broken ? "; an attempt to break out succeeded" : ""))
  }

  private static func text(_ measure: Confinement.Measure) -> Localized {
    switch measure {
    case .resourceLimits: Localized(fr: "limites de mémoire et de temps", en: "limits of memory and time")
    case .noNewPrivileges: Localized(fr: "aucun droit nouveau", en: "no new rights")
    case .noInspection: Localized(fr: "mémoire à l’abri des autres processus", en: "memory closed to other processes")
    case .seccomp: Localized(fr: "filtre des appels système (seccomp)", en: "filter of system calls (seccomp)")
    case .landlock: Localized(fr: "aucun accès aux fichiers (Landlock)", en: "no access to files (Landlock)")
    case .namespaces:
      Localized(fr: "aucun réseau (espaces de noms, facultatif)", en: "no network (namespaces, optional)")
    }
  }

  /// Scans and old office files want programs of their own, without which the rest goes on.
  private func missingTools() -> [Finding] {
    let packages = TextExtractor.missingPackages.joined(separator: " ")
    guard !packages.isEmpty else { return [] }
    let text = Localized(
      fr: "Certaines pièces jointes (documents scannés, anciens formats) ne seront pas lues ; installez : \(packages).",
      en: "Some attachments (scans, old formats) will not be read; install: \(packages).")
    return [Finding(subject: "attachments", isWell: true, isNote: true, text: text.text(language))]
  }

  private func confinement() async -> Finding {
    do {
      let confinement = try await extractor.probe()
      return finding(
        "confinement", confinement.isSufficient,
        Localized(
          fr: "Lecture confinée des documents : \(Self.text(confinement).fr).",
          en: "Confined reading of documents: \(Self.text(confinement).en)."))
    } catch {
      return finding(
        "confinement", false,
        Localized(
          fr: "Les documents ne peuvent être lus en confinement sur cette machine : \(error).",
          en: "Documents cannot be read in confinement on this machine: \(error)."))
    }
  }
}

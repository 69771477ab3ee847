import Connectors
import Cryptography
public import Domain
import Foundation
public import Learning
import Mailboxes
public import Reading
public import Resources
import Rules
import Settings
import Store
import TextExtraction

/// Everything wrong with a configuration, in the order of the file.
public struct ConfigurationProblems: Error, Hashable, Sendable, CustomStringConvertible {
  public let problems: [SettingProblem]

  init(_ problems: [SettingProblem]) { self.problems = problems.sorted { $0.place < $1.place } }

  public var description: String { text(Installation.language()) }

  /// One line a problem: place, then sentence.
  public func text(_ language: Language) -> String {
    problems.map { "\($0.place): \($0.text(language))" }.joined(separator: "\n")
  }
}

/// A settings file read, checked and made into the values that the rooms work with. It is replaced as a whole or not at
/// all.
public struct Configuration: Sendable {
  /// The language in which the appliance speaks to its operators.
  public let language: Language
  public private(set) var dataFolder: String
  public let controlSocket: String
  /// Where large mails are while they are being fetched, on the disk of the mail store.
  var spoolFolder: String { dataFolder + "/spool" }
  let retention: Retention
  /// Opens the secrets that the settings name.
  let secrets: SecretReader
  /// Secrets that cannot be had now, or that others can read: the service is not kept from starting by them.
  let secretProblems: [SettingProblem]
  /// Seals what the store keeps secret.
  let seal: StoreSeal
  let safeguards: SafeguardSettings
  public let reliability: ReliabilitySettings
  public let attachments: AttachmentSettings
  private(set) var mailboxes: [MailboxSettings]
  let connectors: [String: CSVConnector]
  let trades: [String: TradeProfile]
  /// Settings and profile files as one text, the same for the same configuration.
  let snapshot: [UInt8]
  /// Of the snapshot.
  let hash: ContentHash

  /// Every setting of every room, in the order in which the reference shows them.
  public static let declarations: [SettingDeclaration] =
    [
      SettingDeclaration(
        "language", .choice(["fr", "en"]), default: "fr",
        Localized(
          fr: "La langue dans laquelle l’appliance vous parle.",
          en: "The language in which the appliance speaks to you."))
    ] + MailboxSettings.declarations + ConnectorSettings.declarations + SafeguardSettings.declarations
    + ReliabilitySettings.declarations + AttachmentSettings.declarations
    + ApplianceStore.declarations + [
      SettingDeclaration(
        "control_socket", .path, default: "/run/vaguemestre/control.sock",
        Localized(
          fr: "La prise locale par laquelle les commandes parlent au service ; réservée au groupe « vaguemestre ».",
          en: "The local socket through which commands speak to the service; for the group “vaguemestre” only.")),
      SealKeyFile.declaration,
    ]

  /// Reads a settings file. Every problem is reported at once.
  public static func load(
    _ path: String, resources: ResourceFolder, world: World
  ) throws(ConfigurationProblems) -> Configuration {
    let root: SettingNode
    do {
      root = try SettingsFile.read(path)
    } catch {
      throw ConfigurationProblems([error])
    }
    return try Configuration(reading: root, resources: resources, world: world)
  }

  public init(
    reading root: SettingNode, resources: ResourceFolder, world: World
  ) throws(ConfigurationProblems) {
    let problems =
      SettingsCheck.problems(in: root, declarations: Self.declarations) + MailboxesCheck(root["mailboxes"]).problems
    guard problems.isEmpty else { throw ConfigurationProblems(problems) }
    let filled = SettingsDefaults.filled(root, declarations: Self.declarations)
    do {
      language = Language(try filled.requiredText("language"))
      dataFolder = try filled.requiredText("data")
      controlSocket = try filled.requiredText("control_socket")
      safeguards = SafeguardSettings(reading: filled["sending"])
      reliability = ReliabilitySettings(reading: filled["reliability"])
      attachments = AttachmentSettings(reading: filled["attachments"])
      retention = Self.retention(filled["retention"])
      let secrets = SecretReader(settings: filled, environment: ProcessInfo.processInfo.environment)
      self.secrets = secrets
      secretProblems =
        secrets.problems(in: root, declarations: Self.declarations)
        + secrets.warnings(in: root, declarations: Self.declarations)
      seal = StoreSeal(keyFile: try filled.requiredText(SealKeyFile.declaration.name))
      connectors = try ConnectorSettings.connectors(reading: filled["connectors"], world: world)
      mailboxes = try Self.mailboxes(filled, connectors: connectors.keys.sorted())
    } catch {
      throw ConfigurationProblems([error])
    }
    var trades: [String: TradeProfile] = [:]
    for mailbox in mailboxes where trades[mailbox.profile] == nil {
      trades[mailbox.profile] = try TradeProfile.load(
        mailbox.profile, from: resources, own: Self.modelFile(mailbox.profile, in: dataFolder))
    }
    let misnamed = Self.folderProblems(root["mailboxes"], mailboxes, trades)
    guard misnamed.isEmpty else { throw ConfigurationProblems(misnamed) }
    self.trades = trades
    snapshot = Self.snapshot(filled, trades)
    hash = ContentHash(hex: SHA256Digest(of: snapshot).hex)
  }

  /// Reads the mails of a mailbox, with their attachments.
  func reader(for mailbox: MailboxSettings, _ trade: TradeProfile, extractor: TextExtractor) -> MailReader {
    MailReader(
      UnderstandingReader(
        lexicon: trade.lexicon, model: trade.model, ourAddresses: mailbox.addresses, languages: mailbox.languages),
      attachments: AttachmentReader(
        extractor: extractor, languages: mailbox.languages, model: trade.documents, settings: attachments),
      extractor: extractor)
  }

  /// The model of a profile's intents that was made at this site, if one was.
  func modelFile(_ profile: String) -> String { Self.modelFile(profile, in: dataFolder) }

  private static func modelFile(_ profile: String, in dataFolder: String) -> String {
    "\(dataFolder)/models/\(profile).model"
  }

  /// The names of the watched mailboxes, in the order of the file.
  public var mailboxNames: [MailboxName] { mailboxes.map(\.name) }

  /// The same rules and connectors on one mailbox, with its mails and the appliance's data in `folder`: a trial that
  /// touches nothing real.
  func trial(of mailbox: MailboxName, in folder: String) -> Configuration {
    var copy = self
    copy.dataFolder = folder + "/data"
    copy.mailboxes = mailboxes.filter { $0.name == mailbox }.map {
      $0.relocated(maildir: folder + "/Maildir", outgoing: folder + "/outgoing")
    }
    return copy
  }

  /// Folder names for numbers that the profile does not have, and two numbers under one name.
  private static func folderProblems(
    _ node: SettingNode?, _ mailboxes: [MailboxSettings], _ trades: [String: TradeProfile]
  ) -> [SettingProblem] {
    var problems: [SettingProblem] = []
    for mailbox in mailboxes {
      let known = trades[mailbox.profile]?.profile.folders.map(\.id) ?? []
      var names: Set<FolderName> = []
      for entry in node?[mailbox.name.text]?["folders"]?.entries ?? [] {
        if !known.contains(entry.key) {
          problems.append(
            SettingProblem(
              entry.place,
              .notOneOf(value: entry.key, choices: known, suggestion: closest(to: entry.key, in: known))))
        }
        if let name = mailbox.folders[entry.key], !names.insert(name).inserted {
          problems.append(SettingProblem(entry.node.place, .twice(name: name.text)))
        }
      }
      let filing = known.compactMap { mailbox.folders[$0] ?? trades[mailbox.profile]?.profile.folder($0)?.name }
      for (key, name) in [("drafts", mailbox.drafts), ("sent", mailbox.sent)] {
        guard let name, filing.contains(name), let place = node?[mailbox.name.text]?[key]?.place else { continue }
        problems.append(SettingProblem(place, .twice(name: name.text)))
      }
    }
    return problems
  }

  private static func retention(_ node: SettingNode?) -> Retention {
    let standard = Retention.default
    func seconds(_ name: String, _ otherwise: Int64) -> Int64 { node?[name]?.seconds.map(Int64.init) ?? otherwise }
    return Retention(
      messages: seconds("messages", standard.messages), corrections: seconds("corrections", standard.corrections),
      audit: seconds("audit", standard.audit))
  }

  private static func mailboxes(
    _ root: SettingNode, connectors: [String]
  ) throws(SettingProblem) -> [MailboxSettings] {
    var mailboxes: [MailboxSettings] = []
    for entry in root["mailboxes"]?.entries ?? [] {
      let mailbox = try MailboxSettings(name: entry.key, reading: entry.node)
      for name in entry.node["connectors"]?.list ?? [] where !connectors.contains(name.scalar ?? "") {
        let written = name.scalar ?? ""
        throw SettingProblem(
          name.place,
          .notOneOf(value: written, choices: connectors, suggestion: closest(to: written, in: connectors)))
      }
      if let twin = mailboxes.first(where: { $0.place.isSame(as: mailbox.place) }) {
        throw SettingProblem(
          entry.place,
          .notReadable(
            Localized(
              fr: "La boîte de « \(entry.key) » est déjà celle de « \(twin.name) ».",
              en: "The mailbox of “\(entry.key)” is already that of “\(twin.name)”.")))
      }
      mailboxes.append(mailbox)
    }
    return mailboxes
  }

  private static func snapshot(_ root: SettingNode, _ trades: [String: TradeProfile]) -> [UInt8] {
    var text: [UInt8] = Array(canonical(root).utf8)
    for (trade, profile) in trades.sorted(by: { $0.key < $1.key }) {
      for file in profile.files {
        text += Array("\n--- \(trade)/\(file.name)\n".utf8) + file.bytes
      }
    }
    return text
  }

  /// A node as text without places, comments or ways of quoting.
  private static func canonical(_ node: SettingNode) -> String {
    switch node.value {
    case .null: "null"
    case .scalar(let text): "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    case .list(let nodes): "[" + nodes.map(canonical).joined(separator: ",") + "]"
    case .map(let entries): "{" + entries.map { "\"\($0.key)\":\(canonical($0.node))" }.joined(separator: ",") + "}"
    }
  }
}

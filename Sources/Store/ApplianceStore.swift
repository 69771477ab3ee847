// Store is the appliance's memory: an SQLite database and a folder of mail bytes named by their hash. It is a door:
// migrations inside, named transactions outside, no SQL anywhere else, so that another engine could stand behind it. Each
// file holds one subject (arrivals, stages, outbox …) as an extension of `ApplianceStore`. Rows are named by our identifiers;
// SQLite's row numbers never leave.

public import Domain
import Foundation
import GRDB

/// The database and the mail bytes of one appliance.
///
/// What the journal says survives a kill, and before anything is done outside also a power cut (`synchronous = FULL`, WAL;
/// `writeLightly` for the rest). Deleted personal data is overwritten (`secure_delete`).
public struct ApplianceStore: Sendable {
  let database: any DatabaseWriter
  let mailFiles: MailFiles
  let world: World
  let retention: Retention

  /// Opens the store in a directory, creating or migrating it. Throws `StoreError` with a sentence for the operator.
  public init(directory: String, retention: Retention = .default, world: World) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
      try DatabaseFile.reserve(Self.path(in: directory))
      var configuration = Self.settings
      configuration.maximumReaderCount = 4
      configuration.prepareDatabase { database in
        try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON")
      }
      let pool = try DatabasePool(path: Self.path(in: directory), configuration: configuration)
      try Migrations.migrate(pool)
      database = pool
    } catch {
      throw Self.failure(error, directory)
    }
    mailFiles = MailFiles(directory: directory + "/mail")
    self.world = world
    self.retention = retention
  }

  /// Opens the store of a directory to read it: nothing is created, migrated or changed. Nil when there is none yet.
  public init?(existing directory: String, retention: Retention = .default, world: World) throws {
    guard FileManager.default.fileExists(atPath: Self.path(in: directory)) else { return nil }
    do {
      var configuration = Self.settings
      configuration.readonly = true
      let queue = try DatabaseQueue(path: Self.path(in: directory), configuration: configuration)
      // A file that the service made and was killed before it could fill holds nothing to read.
      guard try queue.read({ try $0.tableExists("switch") }) else { return nil }
      database = queue
    } catch {
      throw Self.failure(error, directory)
    }
    mailFiles = MailFiles(directory: directory + "/mail")
    self.world = world
    self.retention = retention
  }

  private static func path(in directory: String) -> String { directory + "/vaguemestre.sqlite" }

  private static var settings: Configuration {
    var configuration = Configuration()
    configuration.label = "vaguemestre"
    configuration.busyMode = .timeout(10)
    return configuration
  }

  private static func failure(_ error: any Error, _ directory: String) -> StoreError {
    switch error {
    case let error as StoreError: error
    case let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode):
      .damaged(path(in: directory))
    default: .unavailable(directory, String(describing: error))
    }
  }

  /// Runs a transaction that changes something; it is on disk when this returns.
  func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    try await database.write(body)
  }

  /// The same for what can be made again, such as a step that was only thought: whole and in its order, safe from a killed
  /// process at once, and from a power cut with the next `write` at the latest. It spares the wait for the disk.
  func writeLightly<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    let database = database
    // In a task of its own, which nobody cancels: a cancelled one could not set the level back.
    return try await Task {
      try await database.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        let result = Result {
          var value: Value?
          try database.inTransaction(.immediate) {
            value = try body(database)
            return .commit
          }
          return value
        }
        try database.execute(sql: "PRAGMA synchronous = FULL")
        guard let value = try result.get() else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
        return value
      }
    }.value
  }

  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    try await database.read(body)
  }
}

/// Why the store cannot be used, in words for the operator.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  case damaged(String)
  case unavailable(String, String)
  /// Written by a newer version than this one.
  case newer(String)
  case missingBytes(ContentHash)
  case missingStage(Identifier<Message>, String)
  /// What it holds of people was erased, and nothing more is made of it.
  case erased(Identifier<Message>)

  /// For the operator.
  public var text: Localized {
    switch self {
    case .damaged(let path):
      Localized(
        fr: "la base \(path) est abîmée ; restaurez-la d’une sauvegarde, ou déplacez-la pour repartir d’une base vide "
          + "(les mails restent dans leur boîte)",
        en: "the database \(path) is damaged; restore it from a backup, or move it away to begin anew (mails stay in "
          + "their mailbox)")
    case .unavailable(let path, let reason):
      Localized(
        fr: "la base de \(path) ne peut être utilisée : \(reason)",
        en: "the store in \(path) cannot be opened: \(reason)")
    case .newer(let path):
      Localized(
        fr: "la base \(path) vient d’une version plus récente de vaguemestre ; réinstallez cette version",
        en: "the database \(path) was written by a newer version of vaguemestre; install that version again")
    case .missingBytes(let hash):
      Localized(fr: "le mail conservé \(hash) manque", en: "the stored mail \(hash) is missing")
    case .missingStage(let id, let stage):
      Localized(
        fr: "l’étape « \(stage) » du message \(id) manque dans la base", en: "the message \(id) has no stored \(stage)")
    case .erased(let id):
      Localized(fr: "le message \(id) a été effacé", en: "the message \(id) was erased")
    }
  }

  /// For the log.
  public var description: String { text.en }
}

/// For how long each kind of thing is kept, in seconds.
public struct Retention: Hashable, Sendable {
  /// Mail bytes, texts, people, understanding, answers.
  public let messages: Int64
  /// Corrections by people.
  public let corrections: Int64
  /// The audit trail.
  public let audit: Int64

  public init(messages: Int64, corrections: Int64, audit: Int64) {
    self.messages = messages
    self.corrections = corrections
    self.audit = audit
  }

  public static let `default` = Retention(
    messages: 365 * 86_400, corrections: 3 * 365 * 86_400, audit: 3 * 365 * 86_400)
}

extension ApplianceStore {
  /// The settings of this room.
  public static let declarations: [SettingDeclaration] = [
    SettingDeclaration(
      "data", .path, default: "/var/lib/vaguemestre",
      Localized(
        fr: "Dossier où l’appliance garde sa base et la copie des mails reçus.",
        en: "Folder in which the appliance keeps its database and its copy of the mails received.")),
    SettingDeclaration(
      "retention",
      .section([
        SettingDeclaration(
          "messages", .duration(86_400...3_650 * 86_400), default: "365d",
          Localized(
            fr: "Durée de conservation des mails, de ce qui y a été compris et des réponses.",
            en: "How long mails, what was understood in them and the answers are kept.")),
        SettingDeclaration(
          "corrections", .duration(86_400...3_650 * 86_400), default: "1095d",
          Localized(fr: "Durée de conservation des corrections.", en: "How long people's corrections are kept.")),
        SettingDeclaration(
          "audit", .duration(86_400...3_650 * 86_400), default: "1095d",
          Localized(
            fr: "Durée de conservation du journal des opérations.", en: "How long the audit trail is kept.")),
      ]),
      Localized(
        fr: "Durées de conservation, par nature de données.", en: "How long each kind of data is kept.")),
  ]
}

/// JSON as it is stored: keys sorted, so that the same value is always the same text.
enum StoredJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}

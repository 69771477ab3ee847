public import Domain
import GRDB

/// Something an operator should know now.
public struct Alarm: Hashable, Sendable, Codable {
  public enum Code: String, Sendable, Codable, CaseIterable {
    /// Parameters `fr` and `en`, the reason in both languages.
    case mailboxUnavailable = "mailbox_unavailable"
    /// A message that cannot be read from its mailbox. Parameters `uid`, `folder`.
    case messageUnreadable = "message_unreadable"
    /// More automatic answers in an hour than allowed: sending stopped by itself. Parameter `limit`.
    case breakerTripped = "breaker_tripped"
    /// Parameter `connector`.
    case connectorUnavailable = "connector_unavailable"
    /// Answers cannot leave; they are tried again. Parameters `fr` and `en`.
    case sendingUnavailable = "sending_unavailable"
    /// What is stored of a message cannot be read. Parameter `message`.
    case messageStuck = "message_stuck"
    /// The server does not let a message be filed or drafted; it is tried again. Parameters `message`, `fr` and `en`.
    case messageRefused = "message_refused"
    /// A folder that cannot be looked into. Parameters `folder`, `fr` and `en`.
    case folderRefused = "folder_refused"
    /// A look into the mailbox broke off for a reason of our own, a full disk say. Parameters `fr` and `en`.
    case roundFailed = "round_failed"
    /// The consent to read a mailbox is gone or was never given: a person authorises it anew. Parameters `fr` and `en`.
    case tokenRefused = "token_refused"
    /// A server no longer tells of new mail by itself: the mailbox is polled. No parameter.
    case idleSilent = "idle_silent"
    /// An intent gets unusually many answers: they are drafts while that lasts. Parameter `intent`.
    case answersSurging = "answers_surging"
    /// Audits have closed the gate of an intent that was answered without a person. Parameter `intent`.
    case reliabilityFallen = "reliability_fallen"

    /// Whether a mailbox is in this state or not, rather than having several things wrong of this kind.
    var isState: Bool {
      switch self {
      case .messageUnreadable, .connectorUnavailable, .messageRefused, .folderRefused, .messageStuck, .answersSurging,
        .reliabilityFallen:
        false
      case .mailboxUnavailable, .breakerTripped, .sendingUnavailable, .tokenRefused, .idleSilent, .roundFailed: true
      }
    }
  }

  public let code: Code
  public let mailbox: MailboxName?
  public let parameters: [String: String]
  public let since: Instant
}

extension ApplianceStore {
  /// Stops or allows all sending, and writes who did so.
  public func setSending(allowed: Bool, by author: String) async throws {
    let now = world.now()
    let retainUntil = now.adding(seconds: retention.audit)
    try await write { database in
      try database.execute(
        cached: "INSERT OR REPLACE INTO switch (name, value, at) VALUES ('sending', ?, ?)",
        arguments: [allowed ? "start" : "stop", now.milliseconds])
      if allowed { try database.execute(cached: "DELETE FROM alarm WHERE code = 'breaker_tripped'") }
      try Self.audit(
        allowed ? "sending_start" : "sending_stop", by: author, mailbox: nil, [:], at: now, retainUntil: retainUntil,
        database)
    }
  }

  public func sendingAllowed() async throws -> Bool { try await read { try Self.sendingAllowed($0) } }

  static func sendingAllowed(_ database: Database) throws -> Bool {
    try String.fetchOne(database, cached: "SELECT value FROM switch WHERE name = 'sending'") != "stop"
  }

  /// Writes a deed of an operator, or of the appliance on its own behalf, into the audit trail.
  public func audit(
    _ deed: String, by author: String, mailbox: MailboxName? = nil, _ parameters: [String: String] = [:]
  ) async throws {
    let now = world.now()
    let retainUntil = now.adding(seconds: retention.audit)
    try await write { database in
      try Self.audit(deed, by: author, mailbox: mailbox, parameters, at: now, retainUntil: retainUntil, database)
    }
  }

  private static func audit(
    _ deed: String, by author: String, mailbox: MailboxName?, _ parameters: [String: String], at now: Instant,
    retainUntil: Instant, _ database: Database
  ) throws {
    try database.execute(
      cached: "INSERT INTO audit (at, mailbox, author, deed, parameters, retain_until) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        now.milliseconds, mailbox?.text, author, deed, try StoredJSON.text(parameters), retainUntil.milliseconds,
      ])
  }

  /// Keeps a person's fix.
  public func save(_ correction: Correction) async throws {
    let retainUntil = world.now().adding(seconds: retention.corrections)
    try await write { database in
      let entry = try Self.entry(correction.message, database)
      try Self.save(correction, in: entry.mailbox, retainUntil: retainUntil, database)
    }
  }

  static func save(
    _ correction: Correction, in mailbox: MailboxName, retainUntil: Instant, _ database: Database
  ) throws {
    try database.execute(
      cached: """
        INSERT INTO correction (id, message, mailbox, kind, before, after, author, at, retain_until)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
      arguments: [
        correction.id.description, correction.message.description, mailbox.text, correction.kind.rawValue,
        correction.before, correction.after, correction.author, correction.at.milliseconds, retainUntil.milliseconds,
      ])
  }

  /// Whether a person has corrected a message.
  public func isCorrected(_ id: Identifier<Message>) async throws -> Bool {
    try await read { database in
      try Bool.fetchOne(
        database, cached: "SELECT EXISTS (SELECT 1 FROM correction WHERE message = ?)", arguments: [id.description])
        ?? false
    }
  }

  /// Every kept correction, oldest first.
  public func corrections() async throws -> [Correction] {
    try await read { database in
      try Row.fetchAll(database, cached: "SELECT * FROM correction ORDER BY row").compactMap(Correction.init(row:))
    }
  }

  /// Raises an alarm, or leaves it as it stands. A state whose cause changes stays one alarm, since it began.
  public func raise(_ code: Alarm.Code, mailbox: MailboxName?, _ parameters: [String: String] = [:]) async throws {
    let now = world.now()
    try await write { database in
      let mailbox = mailbox?.text ?? ""
      var since = now.milliseconds
      if code.isState {
        let earlier = try Int64.fetchOne(
          database, cached: "DELETE FROM alarm WHERE code = ? AND mailbox = ? RETURNING since",
          arguments: [code.rawValue, mailbox])
        since = earlier ?? since
      }
      try database.execute(
        cached: "INSERT INTO alarm (code, mailbox, parameters, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        arguments: [code.rawValue, mailbox, try StoredJSON.text(parameters), since])
    }
  }

  /// Ends the alarms of a kind: the mailbox answers again.
  public func clear(_ code: Alarm.Code, mailbox: MailboxName?) async throws {
    try await writeLightly { database in
      try database.execute(
        cached: "DELETE FROM alarm WHERE code = ? AND mailbox = ?", arguments: [code.rawValue, mailbox?.text ?? ""])
    }
  }

  /// Ends the alarms of one message.
  public func clear(_ code: Alarm.Code, of id: Identifier<Message>) async throws {
    try await writeLightly { database in
      try database.execute(
        cached: "DELETE FROM alarm WHERE code = ? AND json_extract(parameters, '$.message') = ?",
        arguments: [code.rawValue, id.description])
    }
  }

  /// Ends the alarms of one thing in a mailbox: a folder, a connector.
  public func clear(
    _ code: Alarm.Code, mailbox: MailboxName, where parameter: String, is value: String
  ) async throws {
    try await writeLightly { database in
      try database.execute(
        cached: "DELETE FROM alarm WHERE code = ? AND mailbox = ? AND json_extract(parameters, '$.' || ?) = ?",
        arguments: [code.rawValue, mailbox.text, parameter, value])
    }
  }

  /// Ends the alarms of mailboxes that are no longer watched.
  public func clearAlarms(except mailboxes: [MailboxName]) async throws {
    let kept = Set(mailboxes.map(\.text) + [""])
    try await writeLightly { database in
      for name in try String.fetchAll(database, cached: "SELECT DISTINCT mailbox FROM alarm") where !kept.contains(name)
      {
        try database.execute(cached: "DELETE FROM alarm WHERE mailbox = ?", arguments: [name])
      }
    }
  }

  public func alarms() async throws -> [Alarm] {
    try await read { database in
      try Row.fetchAll(database, cached: "SELECT * FROM alarm ORDER BY since").compactMap { row in
        guard let code = Alarm.Code(rawValue: row["code"]) else { return nil }
        let mailbox: String = row["mailbox"]
        return Alarm(
          code: code, mailbox: mailbox.isEmpty ? nil : MailboxName(mailbox),
          parameters: try StoredJSON.value([String: String].self, from: row["parameters"]),
          since: Instant(milliseconds: row["since"]))
      }
    }
  }
}

extension Correction {
  init?(row: Row) {
    guard let id = Identifier<Correction>(row["id"]), let message = Identifier<Message>(row["message"]),
      let kind = Correction.Kind(rawValue: row["kind"])
    else { return nil }
    self.init(
      id: id, message: message, kind: kind, before: row["before"], after: row["after"], author: row["author"],
      at: Instant(milliseconds: row["at"]))
  }
}

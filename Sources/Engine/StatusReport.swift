public import Domain
public import Mailboxes
import Rules
public import Store

/// What `vaguemestre status` tells: the figures of each mailbox, what waits for a person, and what is wrong.
public struct StatusReport: Codable, Sendable {
  public struct Mailbox: Codable, Sendable {
    public let figures: MailboxFigures
    /// Nil when the settings no longer name it.
    public let mode: Mode?
    /// How its connections stand; none where no service runs, or where there are none.
    public let connections: [ConnectionHealth]
  }

  public struct Waiting: Codable, Sendable {
    public let id: Identifier<Message>
    public let mailbox: MailboxName
    public let folder: FolderName
    public let receivedAt: Instant
    public let reasons: [Reason]
  }

  public let isSendingAllowed: Bool
  public let mailboxes: [Mailbox]
  /// How many messages wait for a person.
  public let waitingCount: Int
  /// The newest hundred of them, the newest first.
  public let waiting: [Waiting]
  public let alarms: [Alarm]
  /// False when no appliance has ever worked on this data folder.
  public let hasBegun: Bool

  /// What is told before an appliance has worked for the first time.
  static let nothingYet = StatusReport(
    isSendingAllowed: true, mailboxes: [], waitingCount: 0, waiting: [], alarms: [], hasBegun: false)

  /// - Parameter health: How the connections stand, by mailbox.
  static func make(
    _ store: ApplianceStore, _ configuration: Configuration, health: [MailboxName: [ConnectionHealth]] = [:]
  ) async throws -> StatusReport {
    let modes = Dictionary(uniqueKeysWithValues: configuration.mailboxes.map { ($0.name, $0.mode) })
    var waiting: [Waiting] = []
    for entry in try await store.newestWaitingForPerson(limit: 100) {
      waiting.append(
        Waiting(
          id: entry.id, mailbox: entry.mailbox, folder: entry.location.folder, receivedAt: entry.receivedAt,
          reasons: try await reasons(entry, store)))
    }
    let figures = try await store.figures()
    return StatusReport(
      isSendingAllowed: try await store.sendingAllowed(),
      mailboxes: figures.map {
        Mailbox(figures: $0, mode: modes[$0.mailbox], connections: health[$0.mailbox] ?? [])
      },
      waitingCount: figures.reduce(0) { $0 + $1.needPerson }, waiting: waiting, alarms: try await store.alarms(),
      hasBegun: true)
  }

  /// Why a person is needed: what went wrong with its actions, else what was decided.
  private static func reasons(_ entry: MessageEntry, _ store: ApplianceStore) async throws -> [Reason] {
    let failures = try await store.actions(of: entry.id).compactMap(\.reason)
    if !failures.isEmpty || entry.isErased { return failures }
    return try await store.stage(.decision, of: entry.id, as: Decision.self).reasons
  }

  /// For a person, in their language.
  public func text(_ words: Words) -> String {
    guard hasBegun else { return words.text("status.nothing_yet") }
    var lines = [words.text(isSendingAllowed ? "status.sending_allowed" : "status.sending_stopped"), ""]
    for mailbox in mailboxes {
      let figures = mailbox.figures
      lines.append(
        words.text(
          "status.mailbox",
          [
            "name": figures.mailbox.text, "mode": mailbox.mode.map { words.text("mode.\($0.rawValue)") } ?? "–",
            "done": String(figures.states["done"] ?? 0),
            "open": String(figures.states.filter { $0.key != "done" }.values.reduce(0, +)),
            "sent": String(figures.answers["sent"] ?? 0), "uncertain": String(figures.answers["uncertain"] ?? 0),
            "person": String(figures.needPerson),
          ]))
      lines += mailbox.connections.map { "  " + Self.text($0, words) }
    }
    lines.append("")
    lines.append(
      waiting.isEmpty
        ? words.text("status.nobody_waits") : words.text("status.waiting", ["count": String(waitingCount)]))
    if waiting.count < waitingCount {
      lines.append("  " + words.text("status.newest", ["count": String(waiting.count)]))
    }
    for message in waiting {
      lines.append(
        "  \(CivilTime(message.receivedAt).isoDate)  \(message.mailbox)  \(message.folder)  \(message.id)")
      lines += message.reasons.map { "    " + words.text($0) }
    }
    for alarm in alarms {
      // A reason that was put into words is there in both languages.
      var own = ["mailbox": alarm.mailbox?.text ?? "", "reason": alarm.parameters[words.language.code] ?? ""]
      if let intent = alarm.parameters["intent"] { own["intent"] = words.text("intent.\(intent)") }
      lines.append(words.text("alarm.\(alarm.code.rawValue)", alarm.parameters.merging(own) { $1 }))
    }
    return lines.joined(separator: "\n")
  }

  private static func text(_ connection: ConnectionHealth, _ words: Words) -> String {
    words.text(
      "connection",
      [
        "purpose": words.text("connection.purpose.\(connection.purpose.rawValue)"),
        "state": words.text("connection.state.\(connection.state.rawValue)"),
        "since": String(CivilTime(connection.since).iso8601.prefix(16)).replacing("T", with: " "),
        "problem": connection.problem.map { " – " + $0.text(words.language) } ?? "",
      ])
  }
}

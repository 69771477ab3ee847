/// What was known of a mailbox when it was last selected, for QRESYNC (RFC 7162 §3.2.5).
public struct Resynchronization: Hashable, Sendable {
  public var uidValidity: UIDValidity
  public var modSequence: ModSequence

  public init(uidValidity: UIDValidity, modSequence: ModSequence) {
    self.uidValidity = uidValidity
    self.modSequence = modSequence
  }

  var parameters: String { "QRESYNC (\(uidValidity) \(modSequence))" }
}

/// A mailbox as SELECT or EXAMINE shows it (RFC 9051 §6.3.2).
public struct SelectedMailbox: Hashable, Sendable {
  /// Nil at a server that has no lasting UIDs.
  public var uidValidity: UIDValidity?
  public var uidNext: UID?
  public var exists: UInt32 = 0
  /// Flags that can be changed for good. A server that does not say permits those of the mailbox (RFC 3501 §7.1).
  public var permanentFlags: Set<Flag> = []
  /// Nil when the mailbox keeps no modification sequences.
  public var highestModSequence: ModSequence?
  public var isReadOnly = false
  /// False when messages lose their UIDs at the end of the session (UIDNOTSTICKY, RFC 4315 §3).
  public var uidsAreSticky = true
  /// With QRESYNC: which messages are gone.
  public var vanished = UIDSet()
  /// With QRESYNC: messages whose flags have changed.
  public var changed: [FetchedAttributes] = []

  public init() {}

  /// Whether this keyword can be stored, a new one if need be.
  public func permits(_ keyword: Flag) -> Bool {
    permanentFlags.contains(keyword) || permanentFlags.contains(.anyKeyword)
  }
}

extension IMAPSession {
  /// Selects a mailbox; when this fails, none is selected.
  ///
  /// - Parameter readOnly: By EXAMINE: nothing that we do changes it.
  /// - Parameter resync: What was known; used when QRESYNC is enabled, and only good while UIDVALIDITY is the same.
  public func select(
    _ name: WireName, readOnly: Bool, resync: Resynchronization? = nil
  ) async throws(IMAPError) -> SelectedMailbox {
    var parameters = hasModSequences ? "CONDSTORE" : nil
    if let resync, enabled.contains(.qresync) { parameters = resync.parameters }
    exists = nil
    var selection = Selection()
    let status = try await run(.select(name, readOnly: readOnly, parameters: parameters)) { selection.hear($0) }
    selection.hear(status.code)
    var mailbox = selection.mailbox
    mailbox.permanentFlags = selection.permanentFlags ?? selection.flags
    mailbox.isReadOnly = mailbox.isReadOnly || readOnly
    mailbox.vanished = UIDSet(merging: selection.vanished)
    exists = mailbox.exists
    hasNews = false
    return mailbox
  }
}

/// Puts together what SELECT tells in several responses.
private struct Selection {
  var mailbox = SelectedMailbox()
  var flags: Set<Flag> = []
  var permanentFlags: Set<Flag>?
  /// Merged once: they may come in many lines.
  var vanished: [ClosedRange<UInt32>] = []

  mutating func hear(_ data: UntaggedData) {
    switch data {
    case .status(let status): hear(status.code)
    case .exists(let count): mailbox.exists = count
    case .flags(let flags): self.flags = flags
    case .vanished(let uids, earlier: true): vanished += uids.ranges
    case .fetch(let fetched): mailbox.changed.append(fetched)
    default: break
    }
  }

  mutating func hear(_ code: ResponseCode?) {
    switch code {
    // What came before was about the mailbox selected before (RFC 7162 §3.2.11).
    case .closed: self = Selection()
    case .uidValidity(let validity): mailbox.uidValidity = validity
    case .uidNext(let next): mailbox.uidNext = next
    case .permanentFlags(let flags): permanentFlags = flags
    case .highestModSequence(let modSequence): mailbox.highestModSequence = modSequence
    case .noModSequence: mailbox.highestModSequence = nil
    case .readOnly: mailbox.isReadOnly = true
    case .readWrite: mailbox.isReadOnly = false
    case .uidNotSticky: mailbox.uidsAreSticky = false
    default: break
    }
  }
}

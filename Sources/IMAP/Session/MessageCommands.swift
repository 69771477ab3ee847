/// Where messages were copied to: UIDVALIDITY there, and which UID each has got (COPYUID, RFC 4315 §3).
public struct CopyResult: Hashable, Sendable {
  public let uidValidity: UIDValidity
  public let mapping: UIDMapping

  /// The result of a copy, after others to the same mailbox.
  init?(_ code: ResponseCode?, after earlier: CopyResult?) {
    guard case .copyUID(let validity, var mapping) = code else { return nil }
    if let earlier, earlier.uidValidity == validity { mapping.add(earlier.mapping) }
    uidValidity = validity
    self.mapping = mapping
  }
}

/// How far a move came.
public struct MoveResult: Hashable, Sendable {
  /// Nil at a server without UIDPLUS.
  public let copied: CopyResult?
  /// False when the messages are still here as well, marked `\Deleted`: the server can only expunge all that is marked,
  /// and something else is.
  public let isGoneFromHere: Bool
}

/// The message that APPEND made (APPENDUID, RFC 4315 §3).
public struct AppendResult: Hashable, Sendable {
  public let uidValidity: UIDValidity
  public let uid: UID
}

// What is done to the messages of the selected mailbox, by UID.
extension IMAPSession {
  /// The messages for which all keys hold, in ascending order.
  public func search(_ keys: [SearchKey]) async throws(IMAPError) -> [UID] {
    hasNews = false
    let isExtended = capabilities.offers(.esearch)
    // Merged once: the answer may come in many lines.
    var ranges: [ClosedRange<UInt32>] = []
    try await run(.search(keys.isEmpty ? [.all] : keys, extended: isExtended, utf8: isUTF8)) { data in
      switch data {
      case .search(let numbers): ranges += numbers.lazy.map { $0...$0 }
      case .extendedSearch(let result) where result.isUID: ranges += result.all?.ranges ?? []
      default: break
      }
    }
    let found = UIDSet(merging: ranges)
    // A range is short to say and long to hold.
    guard found.count <= limits.parser.items else { throw failed(.tooLarge) }
    return Array(found)
  }

  /// Adds flags to messages. A message that is gone is none.
  public func store(_ uids: UIDSet, add flags: [Flag]) async throws(IMAPError) {
    guard !flags.isEmpty else { return }
    guard flags.allSatisfy(\.isSendable) else { throw .unsendable(command: "UID STORE") }
    for part in uids.parts { try await run(.store(part, adding: flags)) }
  }

  /// Copies messages; nil when the server does not tell their new UIDs.
  @discardableResult
  public func copy(_ uids: UIDSet, to name: WireName) async throws(IMAPError) -> CopyResult? {
    try await transfer(uids) { .copy($0, to: name) }
  }

  /// Whether the server moves messages in one step; where it does not, an error may leave copies behind.
  public var movesAtOnce: Bool { capabilities.offers(.move) }

  /// Moves messages (RFC 6851); by COPY, STORE and UID EXPUNGE at a server without MOVE.
  public func move(_ uids: UIDSet, to name: WireName) async throws(IMAPError) -> MoveResult {
    guard !uids.isEmpty else { return MoveResult(copied: nil, isGoneFromHere: true) }
    if movesAtOnce {
      return MoveResult(copied: try await transfer(uids) { .move($0, to: name) }, isGoneFromHere: true)
    }
    let copied = try await copy(uids, to: name)
    return MoveResult(copied: copied, isGoneFromHere: try await remove(uids))
  }

  /// Removes messages for good. False when they stay, marked `\Deleted`: the server can only expunge all that is marked,
  /// and something else is.
  @discardableResult
  public func remove(_ uids: UIDSet) async throws(IMAPError) -> Bool {
    try await store(uids, add: [.deleted])
    if capabilities.offers(.uidPlus) {
      for part in uids.parts { try await run(.expunge(part)) }
      return true
    }
    // EXPUNGE takes all that is marked, what a person has marked and may want back too.
    let isOnlyOurs = try await search([.deleted]).allSatisfy(uids.contains)
    if isOnlyOurs { try await run(.expungeAll) }
    return isOnlyOurs
  }

  private func transfer(
    _ uids: UIDSet, _ command: (UIDSet) -> Command
  ) async throws(IMAPError) -> CopyResult? {
    var result: CopyResult?
    for part in uids.parts {
      var told: ResponseCode?
      let status = try await run(command(part)) { data in
        // MOVE tells it before the messages go (RFC 6851 §4.3).
        if case .status(let status) = data, case .copyUID = status.code { told = status.code }
      }
      if case .copyUID = status.code { told = status.code }
      result = CopyResult(told, after: result) ?? result
    }
    return result
  }

  /// Puts a message into a mailbox; nil when the server does not tell its UID. A mailbox that does not exist is refused
  /// with `.tryCreate`.
  ///
  /// - Parameter message: With CRLF line ends.
  @discardableResult
  public func append(
    _ message: [UInt8], to name: WireName, flags: [Flag] = []
  ) async throws(IMAPError) -> AppendResult? {
    guard flags.allSatisfy(\.isSendable) else { throw .unsendable(command: "APPEND") }
    let isUTF8 = enabled.contains(.utf8Accept) && hasEightBitHeader(message)
    let status = try await run(.append(message, to: name, flags: flags, isUTF8: isUTF8))
    guard case .appendUID(let validity, let uid) = status.code else { return nil }
    return AppendResult(uidValidity: validity, uid: uid)
  }

  /// Such a message must be announced as UTF-8 (RFC 6855 §4).
  private func hasEightBitHeader(_ message: [UInt8]) -> Bool {
    var isLineEmpty = false
    for octet in message {
      if octet >= 0x80 { return true }
      if octet == Octet.lineFeed {
        if isLineEmpty { return false }
        isLineEmpty = true
      } else if octet != Octet.carriageReturn {
        isLineEmpty = false
      }
    }
    return false
  }
}

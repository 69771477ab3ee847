// What concerns the account and its mailboxes, none of which needs to be selected.
extension IMAPSession {
  /// Says who we are and learns who the server is (RFC 2971). A server without ID has no name.
  public func identify(_ fields: [(String, String)]) async throws(IMAPError) -> [String: String] {
    guard capabilities.offers(.id) else { return [:] }
    var found: [String: String] = [:]
    try await run(.identify(fields)) { data in
      if case .id(let told) = data { found = told }
    }
    return found
  }

  /// Turns on what needs it, as far as it is offered (RFC 5161). Returns what is on now.
  @discardableResult
  public func enable(_ wanted: [Capability]) async throws(IMAPError) -> Set<Capability> {
    let offered = wanted.filter { capabilities.offers($0) && !enabled.contains($0) }
    // QRESYNC implies ENABLE (RFC 7162 §3.2.3).
    guard !offered.isEmpty, capabilities.offers(.enable) || capabilities.offers(.qresync) else { return enabled }
    var told: Set<Capability> = []
    try await run(.enable(offered)) { data in
      if case .enabled(let some) = data { told.formUnion(some) }
    }
    enabled.formUnion(told)
    return enabled
  }

  /// Where mailboxes live (RFC 2342); nothing when the server does not say.
  public func namespaces() async throws(IMAPError) -> Namespaces {
    var found = Namespaces()
    guard capabilities.offers(.namespace) else { return found }
    try await run(.namespace) { data in
      if case .namespace(let told) = data { found = told }
    }
    return found
  }

  /// The mailboxes whose names fit: `*` stands for anything, `%` for anything of one level (RFC 9051 §6.3.9).
  public func list(pattern: String = "*") async throws(IMAPError) -> [MailboxListing] {
    let isExtended = capabilities.offers(.listExtended)
    let hasUses = capabilities.offers(.specialUse)
    var found: [MailboxListing] = []
    let pattern = isUTF8 ? pattern : ModifiedUTF7.encode(pattern)
    try await run(.list(pattern: pattern, withSpecialUse: isExtended && hasUses)) { data in
      if case .list(let listing) = data { found.append(listing) }
    }
    return found
  }

  public func create(_ name: WireName) async throws(IMAPError) { try await run(.create(name)) }

  public func subscribe(_ name: WireName) async throws(IMAPError) { try await run(.subscribe(name)) }

  /// What a mailbox holds, without selecting it.
  public func status(_ name: WireName) async throws(IMAPError) -> MailboxStatus {
    var found = MailboxStatus()
    try await run(.status(name, withModSequence: hasModSequences)) { data in
      // The name is not compared: servers give it back in a spelling of theirs.
      if case .mailboxStatus(_, let told) = data { found = told }
    }
    return found
  }
}

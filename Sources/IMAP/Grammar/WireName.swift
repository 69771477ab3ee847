/// The name of a mailbox as the server spells it.
///
/// The octets are kept and not only what they mean: a folder whose name breaks the rules of modified UTF-7 can still be
/// selected by sending back what the server sent.
public struct WireName: Sendable {
  public let octets: [UInt8]

  public init(octets: [UInt8]) { self.octets = octets }

  /// The one name that letter case does not matter for (RFC 3501 §5.1).
  public static let inbox = WireName(octets: Array("INBOX".utf8))

  /// Spells a path. Nil when a part is empty or holds the separator, which the server would take for another level; also
  /// nil for several parts at a server that has no levels.
  ///
  /// With `utf8`, which is UTF8=ACCEPT enabled (RFC 6855 §3), names are UTF-8 as they are.
  public init?(path: [String], separator: UInt8?, utf8: Bool) {
    guard !path.isEmpty, separator != nil || path.count == 1 else { return nil }
    let parts = path.map { Array((utf8 ? $0 : ModifiedUTF7.encode($0)).utf8) }
    guard parts.allSatisfy({ !$0.isEmpty && !$0.contains(0) }) else { return nil }
    if let separator {
      guard parts.allSatisfy({ !$0.contains(separator) }) else { return nil }
      octets = Array(parts.joined(separator: [separator]))
    } else {
      octets = parts[0]
    }
  }

  /// What the name means; nil when it is badly spelled.
  public func decoded(utf8: Bool) -> String? {
    // 8-bit is no modified UTF-7: a server that sends it has UTF-8 in mind, though nobody enabled it.
    if utf8 || octets.contains(where: { $0 >= 0x80 }) { return String(validating: octets, as: UTF8.self) }
    return ModifiedUTF7.decode(String(decoding: octets, as: UTF8.self))
  }

  /// The levels of the name, each decoded, or shown as it is when badly spelled.
  public func path(separator: UInt8?, utf8: Bool) -> [String] {
    let parts = separator.map { octets.split(separator: $0, omittingEmptySubsequences: false).map(Array.init) }
    return (parts ?? [octets]).map {
      WireName(octets: $0).decoded(utf8: utf8) ?? String(decoding: $0, as: UTF8.self)
    }
  }

  public var isInbox: Bool { String(decoding: octets, as: UTF8.self).uppercased() == "INBOX" }
}

extension WireName: Hashable {
  public static func == (left: WireName, right: WireName) -> Bool {
    left.octets == right.octets || (left.isInbox && right.isInbox)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(isInbox ? Self.inbox.octets : octets) }
}

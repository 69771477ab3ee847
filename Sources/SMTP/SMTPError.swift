public import TLS

/// Why a message was not handed over, or why nobody knows whether it was.
///
/// Before the phase `sender`, the message plays no part: what failed will fail for any other, too.
public struct SMTPError: Error, Hashable, Sendable, CustomStringConvertible {
  /// How far it had come.
  public enum Phase: String, Sendable, CaseIterable {
    case connect, greeting, hello, tls, authentication, sender, recipient, data
    /// The message itself, all but its end.
    case message
    /// The end of the message and the answer to it.
    case finalReply
    case reset
  }

  public enum Cause: Hashable, Sendable {
    /// The server said no.
    case refused(Reply)
    /// The server said what makes no sense where it was said.
    case unexpected(Reply)
    case garbled(ReplyFlaw)
    case stream(StreamError)
    case notOffered(Extensions.Feature)
    /// The server offers AUTH, but by none of our ways.
    case noCommonMechanism
    /// Octets that the server takes at most (RFC 1870).
    case tooLarge(limit: Int)
    /// A password or token would have travelled unprotected.
    case unprotected
    /// An address or a name that cannot stand in a command.
    case unwritable
    /// Another task is in the middle of something.
    case busy
  }

  public enum Kind: String, Sendable {
    /// Certainly not sent; another attempt may succeed.
    case temporary
    /// Certainly not sent; another attempt fails too unless somebody changes something.
    case permanent
    /// Perhaps sent: the end of the message was given to the system, and no answer to it was understood.
    case uncertain
  }

  public let phase: Phase
  public let cause: Cause

  init(_ phase: Phase, _ cause: Cause) {
    self.phase = phase
    self.cause = cause
  }

  public var kind: Kind {
    switch cause {
    case .refused(let reply): reply.verdict == .permanent ? .permanent : .temporary
    case .stream, .garbled, .unexpected: phase == .finalReply ? .uncertain : .temporary
    case .busy: .temporary
    case .notOffered, .noCommonMechanism, .tooLarge, .unprotected, .unwritable: .permanent
    }
  }

  public var reply: Reply? {
    switch cause {
    case .refused(let reply), .unexpected(let reply): reply
    default: nil
    }
  }

  public var stream: StreamError? {
    if case .stream(let error) = cause { error } else { nil }
  }

  /// What the server said, for a person; it may hold addresses.
  public var serverWords: String? { reply?.words }

  /// Holds nothing personal: `recipient: permanent, refused 550 5.1.1`.
  public var description: String { "\(phase.rawValue): \(kind.rawValue), \(cause)" }
}

extension SMTPError.Cause: CustomStringConvertible {
  public var description: String {
    switch self {
    case .refused(let reply): "refused \(reply)"
    case .unexpected(let reply): "unexpected \(reply)"
    case .garbled(let flaw): "garbled reply (\(flaw))"
    case .stream(let error): "\(error)"
    case .notOffered(let feature): "\(feature.rawValue) not offered"
    case .noCommonMechanism: "no common AUTH mechanism"
    case .tooLarge(let limit): "larger than \(limit) octets"
    case .unprotected: "credentials would travel unprotected"
    case .unwritable: "an address or a name that cannot be written"
    case .busy: "busy"
    }
  }
}

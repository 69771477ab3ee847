public import TLS

/// Why a command was not done. Nothing here holds what was sent.
public enum IMAPError: Error, Hashable, Sendable {
  case stream(StreamError)
  /// The server ended the session, in its words.
  case bye(text: String)
  /// NO or BAD to a command.
  case refused(command: String, Status.Condition, code: ResponseCode?, text: String)
  case authenticationFailed(code: ResponseCode?, text: String)
  /// The server does not have what is needed.
  case notOffered(Capability)
  /// The server does not keep to the protocol; in our words, without any of its.
  case protocolViolation(String)
  /// The server sends more than the limits let in.
  case tooLarge
  /// An argument that IMAP cannot carry, a NUL or a flag with spaces for example.
  case unsendable(command: String)
  /// A password or token would have travelled unprotected to another machine.
  case unprotected
  /// Another task is in the middle of a command.
  case busy

  init(_ error: ParseError) {
    switch error {
    case .badLiteral: self = .protocolViolation("a literal without a valid length")
    case .responseTooLarge, .literalTooLarge, .bodyTooLarge: self = .tooLarge
    }
  }

  /// Whether the session is over; another has to be opened.
  public var isConnectionLost: Bool {
    switch self {
    case .stream, .bye, .protocolViolation, .tooLarge: true
    case .refused, .authenticationFailed, .notOffered, .unsendable, .unprotected, .busy: false
    }
  }

  /// Whether the same command would fail again until somebody changes something.
  public var isPermanent: Bool {
    switch self {
    case .stream, .bye, .busy: false
    case .protocolViolation, .tooLarge, .notOffered, .unsendable, .unprotected: true
    case .authenticationFailed(let code, _): code?.isPassing != true
    case .refused(_, let condition, let code, _): condition == .bad || code?.isLasting == true
    }
  }
}

extension IMAPError: CustomStringConvertible {
  /// Holds none of the server's words: `CREATE refused: NO ALREADYEXISTS`.
  public var description: String {
    switch self {
    case .stream(let error): "\(error)"
    case .bye: "BYE"
    case .refused(let command, let condition, let code, _):
      "\(command) refused: \(condition.rawValue)" + Self.words(code)
    case .authenticationFailed(let code, _): "AUTHENTICATE refused: NO" + Self.words(code)
    case .notOffered(let capability): "\(capability) not offered"
    case .protocolViolation(let what): "protocol violation: \(what)"
    case .tooLarge: "too large an answer"
    case .unsendable(let command): "\(command) cannot be written"
    case .unprotected: "credentials would travel unprotected"
    case .busy: "busy"
    }
  }

  private static func words(_ code: ResponseCode?) -> String { code?.word.map { " " + $0 } ?? "" }
}

extension ResponseCode {
  /// Its name, without what the server says along with it; nil for one that is not a word alone.
  fileprivate var word: String? { Self.words.first { $0.value == self }?.key }

  /// Codes of RFC 5530 that say to come again later.
  fileprivate var isPassing: Bool {
    switch self {
    case .unavailable, .inUse, .limit, .serverBug, .contactAdmin: true
    default: false
    }
  }

  /// Codes that say that coming again does not help. Without any code NO may mean anything.
  fileprivate var isLasting: Bool {
    switch self {
    case .nonExistent, .alreadyExists, .tryCreate, .cannot, .noPermission, .authorizationFailed, .privacyRequired,
      .overQuota, .readOnly:
      true
    default: false
    }
  }
}

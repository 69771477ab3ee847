/// What stands in brackets before the text of a status response (RFC 9051 §7.1, RFC 5530).
public enum ResponseCode: Hashable, Sendable {
  case alert
  case alreadyExists
  /// The message appended is that one of the mailbox (RFC 4315 §3).
  case appendUID(UIDValidity, UID)
  case authenticationFailed
  case authorizationFailed
  case cannot
  case capability(Set<Capability>)
  case closed
  case contactAdmin
  case copyUID(UIDValidity, UIDMapping)
  case expired
  case highestModSequence(ModSequence)
  case inUse
  case limit
  case nonExistent
  case noModSequence
  case noPermission
  case overQuota
  case permanentFlags(Set<Flag>)
  case privacyRequired
  case readOnly
  case readWrite
  case serverBug
  case tryCreate
  case uidNext(UID)
  case uidNotSticky
  case uidValidity(UIDValidity)
  case unavailable
  /// Known to others, or known and malformed.
  case other(name: String, text: String)

  /// Codes that are a word alone.
  static let words: [String: ResponseCode] = [
    "ALERT": .alert, "ALREADYEXISTS": .alreadyExists, "AUTHENTICATIONFAILED": .authenticationFailed,
    "AUTHORIZATIONFAILED": .authorizationFailed, "CANNOT": .cannot, "CLOSED": .closed,
    "CONTACTADMIN": .contactAdmin, "EXPIRED": .expired, "INUSE": .inUse, "LIMIT": .limit,
    "NOMODSEQ": .noModSequence, "NONEXISTENT": .nonExistent, "NOPERM": .noPermission, "OVERQUOTA": .overQuota,
    "PRIVACYREQUIRED": .privacyRequired, "READ-ONLY": .readOnly, "READ-WRITE": .readWrite, "SERVERBUG": .serverBug,
    "TRYCREATE": .tryCreate, "UIDNOTSTICKY": .uidNotSticky, "UNAVAILABLE": .unavailable,
  ]
}

/// A part of a message that FETCH can bring: the whole of it, its header, some fields (`section`, RFC 9051 §6.4.5).
public struct Section: Hashable, Sendable {
  /// What stands between the brackets, in upper case, without quotes; empty for the whole message.
  public let specifier: String
  /// The first octet that was asked for, when not all were.
  public let origin: UInt64?

  init(specifier: String, origin: UInt64? = nil) {
    self.specifier = specifier.uppercased().filter { $0 != "\"" }
    self.origin = origin
  }

  static let whole = Section(specifier: "")
}

/// What one FETCH response says of one message (RFC 9051 §7.5.2); what it does not say is nil.
public struct FetchedAttributes: Hashable, Sendable {
  public var sequenceNumber: SequenceNumber
  public var uid: UID?
  public var flags: Set<Flag>?
  public var internalDate: InternalDate?
  /// The sections that came as body events, with their sizes in octets. One that was NIL is not there.
  public var bodies: [Section: Int] = [:]
  /// What the response speaks of, though it may give NIL or nonsense for it.
  public var mentioned: Set<Attribute> = []

  public enum Attribute: Hashable, Sendable {
    case flags
    case internalDate
    case body
  }

  public init(sequenceNumber: SequenceNumber) { self.sequenceNumber = sequenceNumber }
}

extension Section {
  /// The section that the name of a FETCH attribute means, `BODY[HEADER]<0>` for example; nil when it is none.
  init?(attribute name: String) {
    switch name.uppercased() {
    case "RFC822": self = .whole
    case "RFC822.HEADER": self.init(specifier: "HEADER")
    case "RFC822.TEXT": self.init(specifier: "TEXT")
    default:
      let name = name.utf8
      guard let open = name.firstIndex(of: Octet.openBracket), let close = name.lastIndex(of: Octet.closeBracket),
        open < close
      else { return nil }
      // Servers answer BODY for BODY.PEEK; to one that repeats the question it means the same.
      guard ["BODY", "BODY.PEEK", "BINARY", "BINARY.PEEK"].contains(String(name[..<open])?.uppercased()) else {
        return nil
      }
      let origin = name[name.index(after: close)...].dropFirst().prefix { $0.isDigit }
      self.init(
        specifier: String(decoding: name[name.index(after: open)..<close], as: UTF8.self),
        origin: UInt64(String(decoding: origin, as: UTF8.self)))
    }
  }
}

/// The number of a message in a mailbox; never given again while UIDVALIDITY stays the same (RFC 3501 §2.3.1.1).
public struct UID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let number: UInt32

  /// Nil for zero and beyond 32 bits, which no message has.
  public init?(_ number: some BinaryInteger) {
    guard let number = UInt32(exactly: number), number > 0 else { return nil }
    self.number = number
  }

  init(known number: UInt32) { self.number = number }

  public static func < (left: UID, right: UID) -> Bool { left.number < right.number }

  public var description: String { String(number) }
}

/// What UIDs of a mailbox are compared under: when it has changed, those known before mean nothing (RFC 3501 §2.3.1.1).
public struct UIDValidity: Hashable, Sendable, CustomStringConvertible {
  public let number: UInt32

  public init?(_ number: some BinaryInteger) {
    guard let number = UInt32(exactly: number), number > 0 else { return nil }
    self.number = number
  }

  public var description: String { String(number) }
}

/// The place of a message in a mailbox, from 1; it falls when an earlier message goes (RFC 3501 §2.3.1.2).
public struct SequenceNumber: Hashable, Comparable, Sendable {
  public let number: UInt32

  public init?(_ number: some BinaryInteger) {
    guard let number = UInt32(exactly: number), number > 0 else { return nil }
    self.number = number
  }

  public static func < (left: SequenceNumber, right: SequenceNumber) -> Bool { left.number < right.number }
}

/// Grows with every change of a message's flags (RFC 7162 §3.1): 63 bits, or 64 at some servers.
public struct ModSequence: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let number: UInt64

  public init(_ number: UInt64) { self.number = number }

  public static func < (left: ModSequence, right: ModSequence) -> Bool { left.number < right.number }

  public var description: String { String(number) }
}

import Cryptography
public import Domain

/// What a server takes in place of a password, for an hour or so. Prints as `•••`; wiped from memory when let go.
public struct AccessToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let bytes: WipedBytes
  public let expiresAt: Instant

  public init(_ bytes: [UInt8], expiresAt: Instant) {
    self.bytes = WipedBytes(bytes)
    self.expiresAt = expiresAt
  }

  /// Hands out the bytes, printable ASCII (RFC 6749 appendix A.12), for the time of the call.
  public func withBytes<Result>(_ body: (borrowing [UInt8]) throws -> Result) rethrows -> Result {
    try bytes.withBytes(body)
  }

  /// Whether this is that very token, however often it was handed on.
  func isSame(as other: AccessToken) -> Bool { bytes === other.bytes }

  public var description: String { "•••" }

  public var debugDescription: String { "•••" }

  public var customMirror: Mirror { Mirror(self, children: []) }
}

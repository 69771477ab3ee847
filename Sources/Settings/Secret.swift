public import Cryptography
import Foundation

/// A password or a token on its way from the settings file to the server that wants it.
///
/// It prints as `•••` in every way that Swift prints values, is not Codable, and is wiped from memory when let go.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let bytes: WipedBytes

  public init(_ bytes: [UInt8]) { self.bytes = WipedBytes(bytes) }

  /// Hands out the bytes for the time of the call.
  public func withBytes<Result>(_ body: (borrowing [UInt8]) throws -> Result) rethrows -> Result {
    try bytes.withBytes(body)
  }

  /// The same secret for a room that does not know the settings.
  public var wiped: WipedBytes { bytes }

  /// Seals the secret as the settings file takes it: `sealed:BASE64`.
  public func sealed(with key: SealKey) throws(SealError) -> String {
    let sealed = try bytes.withBytes { plain in
      Result { () throws(SealError) in try key.seal(copy plain, associated: SecretReader.purpose) }
    }.get()
    return SecretSource.sealedPrefix + Data(sealed).base64EncodedString()
  }

  public var description: String { "•••" }

  public var debugDescription: String { "•••" }

  public var customMirror: Mirror { Mirror(self, children: []) }
}

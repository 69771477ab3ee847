import COpenSSL

/// The key that seals the secrets of the settings file: 32 bytes, wiped from memory when the last copy goes.
///
/// Sealing is AES-256-GCM (NIST SP 800-38D): whoever has the sealed bytes without the key learns their length and
/// nothing else, and a sealed text that was changed, cut or moved elsewhere does not open. The sealed form is
///
///     version (1 byte, 1) · nonce (12 random bytes) · ciphertext (as long as the plain bytes) · tag (16 bytes)
public struct SealKey: Sendable {
  public static let size = 32

  /// What sealing adds to the plain bytes.
  public static let overhead = 1 + nonceSize + tagSize

  private static let version: UInt8 = 1
  private static let nonceSize = 12
  private static let tagSize = 16

  private let bytes: WipedBytes

  /// Nil unless there are exactly 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = WipedBytes(bytes)
  }

  /// Hands out the key's bytes for the time of the call, to write them to the key file.
  public func withBytes<Result>(_ body: (borrowing [UInt8]) throws -> Result) rethrows -> Result {
    try bytes.withBytes(body)
  }

  /// Seals with a fresh random nonce, so that sealing the same bytes twice gives two different results.
  ///
  /// `associated` is not stored; it must be given again to open. It says what the sealed bytes are for, so that they do
  /// not open where they do not belong. A key may seal 2³² times before nonces risk meeting (SP 800-38D §8.3).
  public func seal(_ plain: [UInt8], associated: [UInt8]) throws(SealError) -> [UInt8] {
    let nonce = try randomBytes(Self.nonceSize)
    return try seal(plain, associated: associated, nonce: nonce)
  }

  /// The same with a nonce given: for known-answer tests. A nonce used twice under one key gives the plain bytes away.
  func seal(_ plain: [UInt8], associated: [UInt8], nonce: [UInt8]) throws(SealError) -> [UInt8] {
    let context = try CipherContext(.seal, key: bytes, nonce: nonce)
    try context.authenticate([Self.version] + associated)
    let ciphertext = try context.process(plain)
    guard context.finish() else { throw .libcrypto }
    return try [Self.version] + nonce + ciphertext + context.tag(count: Self.tagSize)
  }

  /// Gives the plain bytes back. The caller wipes them (`WipedBytes`) when they must not linger.
  public func open(_ sealed: [UInt8], associated: [UInt8]) throws(SealError) -> [UInt8] {
    guard let version = sealed.first else { throw .damaged }
    guard version == Self.version else { throw .unknownVersion(version) }
    guard sealed.count >= Self.overhead else { throw .damaged }
    let nonce = Array(sealed[1..<1 + Self.nonceSize])
    let context = try CipherContext(.open, key: bytes, nonce: nonce)
    try context.authenticate([version] + associated)
    var plain = try context.process(Array(sealed[(1 + Self.nonceSize)..<(sealed.count - Self.tagSize)]))
    try context.expect(tag: Array(sealed.suffix(Self.tagSize)))
    guard context.finish() else {
      // What a wrong tag leaves in the buffer is no plain text anybody vouches for.
      wipe(&plain)
      throw .notOurs
    }
    return plain
  }
}

/// Why something did not seal or open.
public enum SealError: Error, Hashable, Sendable {
  /// Too short to be sealed bytes: a copy that was cut.
  case damaged
  /// Sealed by a version of the format that this program does not know.
  case unknownVersion(UInt8)
  /// Another key, another purpose, or changed bytes; cryptography cannot tell which.
  case notOurs
  /// libcrypto refused (no memory, no randomness).
  case libcrypto
}

/// Cryptographically strong random bytes (`RAND_bytes`).
public func randomBytes(_ count: Int) throws(SealError) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: count)
  guard let size = Int32(exactly: count), RAND_bytes(&bytes, size) == 1 else { throw .libcrypto }
  return bytes
}

/// One run of AES-256-GCM over libcrypto's EVP interface.
///
/// A class, because the C context has to be freed exactly once.
private final class CipherContext {
  enum Direction: Int32 {
    case open = 0
    case seal = 1
  }

  private let context: OpaquePointer

  init(_ direction: Direction, key: WipedBytes, nonce: [UInt8]) throws(SealError) {
    guard let context = EVP_CIPHER_CTX_new() else { throw .libcrypto }
    self.context = context
    let isReady = key.withBytes { key in
      // The default nonce length of GCM in libcrypto is 12 bytes, which is ours.
      EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce, direction.rawValue) == 1
    }
    guard isReady else { throw .libcrypto }
  }

  deinit { EVP_CIPHER_CTX_free(context) }

  /// Adds bytes that are authenticated but not enciphered.
  func authenticate(_ bytes: [UInt8]) throws(SealError) {
    var written: Int32 = 0
    guard let count = Int32(exactly: bytes.count), EVP_CipherUpdate(context, nil, &written, bytes, count) == 1
    else { throw .libcrypto }
  }

  func process(_ bytes: [UInt8]) throws(SealError) -> [UInt8] {
    // libcrypto wants a place to write even when there is nothing to write.
    var output = [UInt8](repeating: 0, count: max(bytes.count, 1))
    var written: Int32 = 0
    guard let count = Int32(exactly: bytes.count),
      EVP_CipherUpdate(context, &output, &written, bytes, count) == 1, written == count
    else { throw .libcrypto }
    output.removeLast(output.count - bytes.count)
    return output
  }

  /// Ends the run; when opening, false means that the tag does not fit.
  func finish() -> Bool {
    var rest = [UInt8](repeating: 0, count: 16)
    var written: Int32 = 0
    return EVP_CipherFinal_ex(context, &rest, &written) == 1 && written == 0
  }

  func tag(count: Int) throws(SealError) -> [UInt8] {
    var tag = [UInt8](repeating: 0, count: count)
    guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(clamping: count), &tag) == 1
    else { throw .libcrypto }
    return tag
  }

  func expect(tag: [UInt8]) throws(SealError) {
    var tag = tag
    guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(clamping: tag.count), &tag) == 1
    else { throw .libcrypto }
  }
}

// Cryptography is the one door to the system's libcrypto: what the appliance hashes, signs or seals goes through the
// small value types of this folder, and no other target sees an OpenSSL name.

import COpenSSL

/// A SHA-256 digest (FIPS 180-4): the name by which the appliance knows a piece of content.
public struct SHA256Digest: Sendable, Hashable {
  /// The 32 octets, most significant first.
  public let bytes: [UInt8]

  /// Number of octets of any digest.
  public static let byteCount = 32

  /// Hashes the whole of `content`.
  public init(of content: some Sequence<UInt8>) {
    if let digest = content.withContiguousStorageIfAvailable(Self.digest) {
      bytes = digest
    } else {
      bytes = Array(content).withUnsafeBufferPointer(Self.digest)
    }
  }

  /// Hashes content that comes in pieces, until `next` gives none.
  public init(ofPieces next: () throws -> [UInt8]?) rethrows {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    precondition(EVP_DigestInit_ex(context, Self.algorithm, nil) == 1, "libcrypto offers no SHA-256")
    while let piece = try next() { EVP_DigestUpdate(context, piece, piece.count) }
    var digest = [UInt8](repeating: 0, count: Self.byteCount)
    EVP_DigestFinal_ex(context, &digest, nil)
    bytes = digest
  }

  /// Reads 64 hexadecimal digits of either case; nil for anything else.
  public init?(hex: some StringProtocol) {
    let digits = Array(hex.utf8)
    guard digits.count == Self.byteCount * 2 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String {
    let alphabet = Array("0123456789abcdef".utf8)
    var digits: [UInt8] = []
    digits.reserveCapacity(Self.byteCount * 2)
    for byte in bytes {
      digits.append(alphabet[Int(byte >> 4)])
      digits.append(alphabet[Int(byte & 15)])
    }
    return String(decoding: digits, as: UTF8.self)
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  // The algorithm is fetched once: OpenSSL 3 otherwise searches its providers at each call, which costs more than
  // hashing a short mail. The pointer is never written after that and an EVP_MD may be read by any thread.
  nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  private static func digest(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: byteCount) { output, count in
      var written: UInt32 = 0
      let done = EVP_Digest(content.baseAddress, content.count, output.baseAddress, &written, algorithm, nil)
      precondition(done == 1 && written == byteCount, "libcrypto offers no SHA-256")
      count = byteCount
    }
  }
}

extension SHA256Digest: CustomStringConvertible {
  public var description: String { hex }
}

extension SHA256Digest: Codable {
  /// Reads the string of `hex`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let digest = SHA256Digest(hex: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not the 64 digits of a SHA-256: \(text)")
    }
    self = digest
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

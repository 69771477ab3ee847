import COpenSSL

/// HMAC over SHA-256 (RFC 2104, FIPS 198-1): a hash that only the holder of the key can make.
public enum HMACSHA256 {
  /// The 32 bytes of the code.
  public static func code(of message: [UInt8], key: SealKey) throws(SealError) -> [UInt8] {
    try key.withBytes { bytes in Result { () throws(SealError) in try code(of: message, key: bytes) } }.get()
  }

  /// The same with a key of any length, as the standard has it.
  public static func code(of message: [UInt8], key: [UInt8]) throws(SealError) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    guard let keyCount = Int32(exactly: key.count),
      HMAC(EVP_sha256(), key, keyCount, message, message.count, &code, &length) != nil, length == 32
    else { throw .libcrypto }
    return code
  }
}

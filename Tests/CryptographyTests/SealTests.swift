import Testing

@testable import Cryptography

@Suite("Sealing")
struct SealTests {
  private let key: SealKey
  private let associated = Array("vaguemestre test 1".utf8)

  init() throws {
    key = try #require(SealKey((0..<32).map { UInt8($0) }))
  }

  @Test("What was sealed opens again", arguments: [0, 1, 15, 16, 17, 1_000, 100_000])
  func roundTrip(_ count: Int) throws {
    let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let sealed = try key.seal(plain, associated: associated)
    #expect(sealed.count == count + SealKey.overhead)
    #expect(try key.open(sealed, associated: associated) == plain)
  }

  @Test("The same bytes sealed twice differ")
  func nonce() throws {
    let plain = Array("mot de passe".utf8)
    let first = try key.seal(plain, associated: associated)
    let second = try key.seal(plain, associated: associated)
    #expect(first != second)
  }

  @Test("Every single changed bit is noticed")
  func tamper() throws {
    let sealed = try key.seal(Array("mot de passe".utf8), associated: associated)
    for index in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[index] ^= 1 << UInt8(bit)
        #expect(throws: index == 0 ? SealError.unknownVersion(changed[0]) : .notOurs) {
          try key.open(changed, associated: associated)
        }
      }
    }
  }

  @Test("Every cut and every addition is noticed")
  func cut() throws {
    let sealed = try key.seal(Array("mot de passe".utf8), associated: associated)
    for end in sealed.indices {
      #expect(throws: end < SealKey.overhead ? SealError.damaged : .notOurs) {
        try key.open(Array(sealed[..<end]), associated: associated)
      }
    }
    #expect(throws: SealError.notOurs) { try key.open(sealed + [0], associated: associated) }
  }

  @Test("Another key or another purpose does not open it")
  func strangers() throws {
    let sealed = try key.seal([1, 2, 3], associated: associated)
    let other = try #require(SealKey([UInt8](repeating: 7, count: 32)))
    #expect(throws: SealError.notOurs) { try other.open(sealed, associated: associated) }
    #expect(throws: SealError.notOurs) { try key.open(sealed, associated: Array("vaguemestre test 2".utf8)) }
    #expect(throws: SealError.notOurs) { try key.open(sealed, associated: []) }
  }

  @Test("A key has 32 bytes", arguments: [0, 16, 31, 33])
  func keySize(_ count: Int) {
    #expect(SealKey([UInt8](repeating: 1, count: count)) == nil)
  }

  @Test("A known answer, so that secrets sealed today open tomorrow")
  func knownAnswer() throws {
    let sealed = try key.seal(
      Array("mot de passe".utf8), associated: associated, nonce: [UInt8](repeating: 0xA5, count: 12))
    #expect(sealed == Self.known)
    #expect(try key.open(Self.known, associated: associated) == Array("mot de passe".utf8))
  }

  // Made by another implementation (Python's `cryptography`: AESGCM(bytes(range(32))).encrypt(12 × A5, text,
  // 01 + associated)), with 01 and the nonce in front.
  private static let known: [UInt8] = [
    0x01, 0xA5, 0xA5, 0xA5, 0xA5, 0xA5, 0xA5, 0xA5, 0xA5, 0xA5, 0xA5, 0xA5,
    0xA5, 0x4C, 0x28, 0xE8, 0x80, 0x56, 0xF9, 0x08, 0xF9, 0x49, 0xDF, 0xD0,
    0x87, 0x2C, 0x90, 0x57, 0xCA, 0x81, 0x6D, 0x2E, 0xAF, 0x4B, 0x5E, 0x54,
    0x85, 0xA4, 0x08, 0xE2, 0x47,
  ]

  @Test("Keys and wiped bytes do not print")
  func silent() {
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped, "\(WipedBytes([104, 117, 110]))"] {
      #expect(text.contains("•••") && !text.contains("104"))
    }
  }

  @Test("Wiping leaves nothing")
  func wiping() {
    var bytes: [UInt8] = [1, 2, 3]
    wipe(&bytes)
    #expect(bytes.isEmpty)
  }
}

@Suite("HMAC-SHA256")
struct HMACSHA256Tests {
  // RFC 4231 §4.2, §4.3, §4.7.
  @Test(
    "The test cases of RFC 4231",
    arguments: [
      (
        [UInt8](repeating: 0x0b, count: 20), "Hi There",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        Array("Jefe".utf8), "what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
    ])
  func known(_ key: [UInt8], _ message: String, _ code: String) throws {
    let bytes = try HMACSHA256.code(of: Array(message.utf8), key: key)
    #expect(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == code)
  }

  @Test("A seal key gives the same code as its bytes")
  func sealKey() throws {
    let bytes = [UInt8](repeating: 9, count: 32)
    let key = try #require(SealKey(bytes))
    let expected = try HMACSHA256.code(of: [1], key: bytes)
    #expect(try HMACSHA256.code(of: [1], key: key) == expected)
  }
}

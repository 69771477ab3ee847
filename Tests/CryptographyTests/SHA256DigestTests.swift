import Cryptography
import Foundation
import Testing

struct SHA256DigestTests {
  /// The first two are the examples of FIPS 180-4's validation set.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("Où est ma commande ?", "eeae5110346d8a468a013473cdec7c42d0c92b634c4275fb72abbf46672bf7e0"),
  ])
  func hashesContent(content: String, expected: String) {
    #expect(SHA256Digest(of: Array(content.utf8)).hex == expected)
    #expect(SHA256Digest(of: content.utf8).hex == expected)
    #expect(SHA256Digest(of: AnySequence(Array(content.utf8))).hex == expected)
  }

  @Test func hashesOnlyTheSlice() {
    let bytes = Array("xxabcxx".utf8)
    #expect(SHA256Digest(of: bytes[2..<5]) == SHA256Digest(of: Array("abc".utf8)))
  }

  @Test(arguments: ["", "ba78", String(repeating: "g", count: 64), String(repeating: "é", count: 32)])
  func refusesWhatIsNoDigest(hex: String) {
    #expect(SHA256Digest(hex: hex) == nil)
  }

  @Test func travelsThroughJSONAsHexadecimal() throws {
    let digest = SHA256Digest(of: Array("abc".utf8))
    let json = try JSONEncoder().encode([digest])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(digest.hex)\"]")
    #expect(try JSONDecoder().decode([SHA256Digest].self, from: json) == [digest])
    #expect(SHA256Digest(hex: digest.hex.uppercased()) == digest)
  }
}

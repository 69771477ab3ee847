import Cryptography
import Foundation

/// A JSON Web Token (RFC 7519) signed HS256 (RFC 7518 §3.2): what a client shows for XOAUTH2 and OAUTHBEARER.
struct WebToken {
  let text: String

  /// Valid from `now` on for `lifetime` seconds; a negative lifetime makes one that is over.
  init(user: String, now: Date, lifetime: Int, key: [UInt8]) throws {
    let second = Int(now.timeIntervalSince1970)
    let head = #"{"alg":"HS256","typ":"JWT"}"#
    // A minute back: an expired token still has to be one that was valid once.
    let start = second + min(lifetime, 0) - 60
    let name = String(decoding: try JSONEncoder().encode(user), as: UTF8.self)
    let claims = #"{"sub":\#(name),"iat":\#(start),"nbf":\#(start),"exp":\#(second + lifetime)}"#
    let signed = Self.encoded(Array(head.utf8)) + "." + Self.encoded(Array(claims.utf8))
    text = try signed + "." + Self.encoded(HMACSHA256.code(of: Array(signed.utf8), key: key))
  }

  /// Base64 for addresses, without padding (RFC 4648 §5).
  private static func encoded(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}

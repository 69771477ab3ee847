import Cryptography
import Domain
import Foundation

/// The three ways to give a secret, and a sealed one that did not survive its copy.
enum SecretSource {
  /// `${NAME}`, the whole value.
  case environment(String)
  /// `file:/path`.
  case file(String)
  /// `sealed:BASE64`.
  case sealed([UInt8])
  /// It begins with `sealed:`, but the rest cannot be what was sealed.
  case damaged

  static let sealedPrefix = "sealed:"

  /// Nil for anything else, which is a secret in clear text.
  init?(_ text: String) {
    if text.hasPrefix("${"), text.hasSuffix("}") {
      let name = text.dropFirst(2).dropLast()
      guard Self.isVariable(name) else { return nil }
      self = .environment(String(name))
    } else if text.hasPrefix("file:/") {
      self = .file(String(text.dropFirst("file:".count)))
    } else if text.hasPrefix(Self.sealedPrefix) {
      // A long text may have been wrapped by the editor it went through.
      let base64 = text.dropFirst(Self.sealedPrefix.count).filter { !$0.isWhitespace }
      if let data = Data(base64Encoded: base64), data.count > SealKey.overhead {
        self = .sealed([UInt8](data))
      } else {
        self = .damaged
      }
    } else {
      return nil
    }
  }

  static let damagedText = Localized(
    fr: "Ce texte scellé est incomplet ; recopiez-le en entier, ou relancez « vaguemestre seal ».",
    en: "This sealed text is incomplete; copy the whole of it, or run “vaguemestre seal” again.")

  private static func isVariable(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}

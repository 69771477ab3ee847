/// An address to write in a header: an optional display name and an `addr-spec` (RFC 5322 §3.4, RFC 6532).
public struct MailAddress: Sendable, Hashable, CustomStringConvertible {
  /// The name shown to a person; empty when there is none.
  public let name: HeaderText
  /// The address as it is written in a header and in an SMTP envelope, its local part quoted if it must be.
  public let address: String

  /// Nil when the address has no local part or domain, exceeds SMTP's lengths (RFC 5321 §4.5.3.1: 64 and 255 bytes),
  /// or is not what it should be: a local part of atoms and dots or a quoted string, a domain of labels or an address
  /// literal. Dots where the grammar has none ("a..b"), which some providers gave out, are quoted.
  public init?(name: HeaderText = "", address: String) {
    let bytes = Array(address.utf8)
    // C1 controls and line separators hide in well-formed UTF-8: the header's own filter must find nothing to do.
    guard let at = bytes.lastIndex(of: Octet.at), HeaderText(address).string == address else { return nil }
    let domain = bytes[(at + 1)...]
    guard let local = MailAddress.local(bytes[..<at]), (1...64).contains(local.count),
      (1...255).contains(domain.count), MailAddress.isDomain(domain)
    else { return nil }
    self.name = name
    self.address = String(decoding: MailAddress.written(local) + [Octet.at] + domain, as: UTF8.self)
  }

  /// False when the address itself holds non-ASCII characters, so that only a server that offers SMTPUTF8 (RFC 6531)
  /// can carry it.
  public var isASCII: Bool { address.utf8.allSatisfy { $0 < 128 } }

  public var description: String { name.isEmpty ? address : "\(name) <\(address)>" }

  /// The local part without the quotes and backslashes of its quoted form; nil when it is neither that nor atoms.
  private static func local(_ written: ArraySlice<UInt8>) -> [UInt8]? {
    guard written.count >= 2, written.first == Octet.quote, written.last == Octet.quote else {
      return written.allSatisfy { $0 == UInt8(ascii: ".") || HeaderSyntax.isAtomByte($0) } ? Array(written) : nil
    }
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in written.dropFirst().dropLast() {
      if isEscaped {
        isEscaped = false
      } else if byte == Octet.backslash {
        isEscaped = true
        continue
      } else if byte == Octet.quote {
        return nil
      }
      plain.append(byte)
    }
    return isEscaped ? nil : plain
  }

  private static func written(_ local: [UInt8]) -> [UInt8] {
    let dot = UInt8(ascii: ".")
    let atoms = local.split(separator: dot, omittingEmptySubsequences: false)
    let isDotAtom = atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(HeaderSyntax.isAtomByte) }
    return isDotAtom ? local : HeaderSyntax.quotedString(local)
  }

  /// Labels of letters, digits, hyphens and underscores or UTF-8 between single dots; or a literal such as
  /// "[192.0.2.1]".
  private static func isDomain(_ domain: ArraySlice<UInt8>) -> Bool {
    if domain.first == UInt8(ascii: "["), domain.last == UInt8(ascii: "]") {
      let inside = domain.dropFirst().dropLast()
      return !inside.isEmpty && inside.allSatisfy { HeaderSyntax.isLetterOrDigit($0) || ".:-".utf8.contains($0) }
    }
    let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.allSatisfy { label in
      !label.isEmpty
        && label.allSatisfy {
          $0 >= 128 || HeaderSyntax.isLetterOrDigit($0) || $0 == Octet.hyphen || $0 == Octet.underscore
        }
    }
  }
}

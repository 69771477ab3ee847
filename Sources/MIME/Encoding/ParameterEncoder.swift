/// Parameters of Content-Type and Content-Disposition (RFC 2045 §5.1), in RFC 2231's extended form when they need it.
enum ParameterEncoder {
  /// The pieces between which a header may be folded, without the semicolons that separate them: one
  /// `name="value"` for short ASCII, else `name*=utf-8''…`, else numbered continuations (RFC 2231 §3, §4.1).
  static func encode(_ name: StaticString, _ value: HeaderText) -> [[UInt8]] {
    let name = Array(name.description.utf8)
    let bytes = Array(value.string.utf8)
    if bytes.allSatisfy({ $0 < 128 }) {
      let quoted = name + [Octet.equals] + HeaderSyntax.quotedString(bytes)
      if quoted.count <= longestPiece { return [quoted] }
    }
    let whole = name + Array("*=utf-8''".utf8) + bytes.flatMap(percentEncoded)
    return whole.count <= longestPiece ? [whole] : continuations(name, value)
  }

  /// A line of 76 less the leading space and the semicolon.
  private static let longestPiece = 74

  private static func continuations(_ name: [UInt8], _ value: HeaderText) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var piece = name + Array("*0*=utf-8''".utf8)
    for scalar in value.string.unicodeScalars {
      // A character's bytes stay in one piece: some readers decode each piece alone.
      let encoded = (UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter).flatMap(percentEncoded)
      if piece.count + encoded.count > longestPiece {
        pieces.append(piece)
        piece = name + Array("*\(pieces.count)*=".utf8)
      }
      piece.append(contentsOf: encoded)
    }
    return pieces + [piece]
  }

  /// `attribute-char` of RFC 2231 §7 stays, anything else becomes "%XX".
  private static func percentEncoded(_ byte: UInt8) -> [UInt8] {
    if HeaderSyntax.isLetterOrDigit(byte) || "!#$&+-.^_`{|}~".utf8.contains(byte) { return [byte] }
    return [Octet.percent] + HeaderSyntax.hexDigits(byte)
  }
}

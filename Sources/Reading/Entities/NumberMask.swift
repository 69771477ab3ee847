public import Domain

/// How a site writes its own order or invoice numbers, given by its settings: `#` is a digit, `#+` one or more, `@` a
/// letter, and every other sign stands for itself. `WEB-####` is `WEB-0412`, `R#+` is `R20418`.
public struct NumberMask: Hashable, Sendable {
  public let kind: Entity.Kind
  public let mask: String
  private let signs: [Sign]

  private enum Sign: Hashable {
    case digit, digits, letter
    case exactly(UInt8)
  }

  /// - Parameter mask: capitals and small letters are the same; spaces do not count.
  public init(_ kind: Entity.Kind, _ mask: String) {
    self.kind = kind
    self.mask = mask
    var signs: [Sign] = []
    for byte in mask.uppercased().utf8 where byte != 0x20 {
      switch byte {
      case UInt8(ascii: "#"): signs.append(.digit)
      case UInt8(ascii: "@"): signs.append(.letter)
      case UInt8(ascii: "+") where signs.last == .digit: signs[signs.count - 1] = .digits
      default: signs.append(.exactly(byte))
      }
    }
    self.signs = signs
  }

  /// Longer numbers than a person copies are none.
  static let mostBytes = 40

  /// - Parameter code: in capitals, without spaces.
  func matches(_ code: some Collection<UInt8>) -> Bool {
    guard !signs.isEmpty else { return false }
    var rest = code[...]
    for sign in signs {
      guard let byte = rest.popFirst() else { return false }
      switch sign {
      case .digit: guard ChunkedText.isDigit(byte) else { return false }
      case .digits:
        guard ChunkedText.isDigit(byte) else { return false }
        while let next = rest.first, ChunkedText.isDigit(next) { rest.removeFirst() }
      case .letter: guard ChunkedText.isCapital(byte) else { return false }
      case .exactly(let wanted): guard byte == wanted else { return false }
      }
    }
    return rest.isEmpty
  }
}

public import Domain

/// Draws by lot which would-be answers a person is asked to audit.
///
/// Chance alone decides, or the audits would tell about what people like to look at. The lot hangs on the seed and the
/// message only: asked again, in any order, the draw is the same.
public struct AuditDraw: Hashable, Sendable {
  public let seed: UInt64
  /// Which share of the answers is drawn, 0…1.
  public let share: Double

  public init(seed: UInt64, share: Double) {
    self.seed = seed
    self.share = share
  }

  public func draws(_ message: Identifier<Message>) -> Bool {
    // 53 bits, as many as a fraction holds.
    Double(MessageLot.number(of: message, seed: seed) >> 11) * 0x1p-53 < share
  }
}

/// Which half of the messages one belongs to, for ever: what is learned or chosen on one half is judged on the other.
public enum Half: Hashable, Sendable {
  /// Models may learn from it, and thresholds are chosen on it.
  case learning
  /// Nothing that is judged on it ever saw it.
  case judging

  public init(of message: Identifier<Message>) {
    self = MessageLot.number(of: message, seed: 0x68_616C_7665) & 1 == 0 ? .learning : .judging
  }
}

/// A number that hangs on a message and a seed, in which any message has any number as likely.
private enum MessageLot {
  static func number(of message: Identifier<Message>, seed: UInt64) -> UInt64 {
    [message.high, message.low].reduce(mixed(seed)) { mixed($0 ^ $1) }
  }

  /// The step of SplitMix64 (Steele et al., OOPSLA 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

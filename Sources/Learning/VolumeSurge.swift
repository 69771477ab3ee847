/// Tells when an intent is suddenly answered far more often than it ever was: a loop, an attack, or an incident of which
/// the rules know nothing.
public struct VolumeSurge: Hashable, Sendable {
  /// How many times the busiest hour known is unusual.
  static let factor = 3

  /// Fewer automatic answers in an hour are never unusual.
  public let least: Int

  public init(least: Int) {
    self.least = least
  }

  /// - Parameters:
  ///   - lastHour: Automatic answers of the last hour.
  ///   - busiestHour: Those of the busiest hour of the weeks before; 0 where nothing was answered.
  public func isSurge(lastHour: Int, busiestHour: Int) -> Bool {
    lastHour >= least && lastHour >= busiestHour * Self.factor
  }
}

import Foundation

/// Tells texts that resemble nothing that was learned.
struct Novelty: Hashable, Sendable {
  /// A text as familiar as this is as likely new as not.
  let threshold: Float

  /// Which share of the texts that do belong to a class may be called new.
  private static let falseAlarms = 0.01
  /// Familiarity is a sum of logarithms of odds that are not independent of each other, so it counts by half.
  private static let steepness: Float = 0.5
  private static let weightOfKnown: Float = 12

  init(threshold: Float) {
    self.threshold = threshold
  }

  /// The probability that the text belongs to none of the classes.
  func probability(_ reading: Reading, _ calibration: Calibration) -> Float {
    1 / (1 + exp(Self.steepness * (Self.familiarity(reading, calibration) - threshold)))
  }

  /// - Parameter readings: of held-out texts.
  init(_ readings: [Reading], _ calibration: Calibration) {
    let sorted = readings.map { Self.familiarity($0, calibration) }.sorted()
    threshold = sorted.isEmpty ? -.infinity : sorted[Int(Double(sorted.count) * Self.falseAlarms)]
  }

  /// The odds of the likeliest label by its own evidence, and how much of the text was ever met before. The words of a
  /// foreign subject are mostly unknown, even where the known ones happen to speak for some label.
  static func familiarity(_ reading: Reading, _ calibration: Calibration) -> Float {
    calibration.slope * (reading.scores.max() ?? 0) + calibration.offset + weightOfKnown * reading.known
  }
}

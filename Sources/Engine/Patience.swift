/// How long the appliance keeps trying before a person is asked.
enum Patience {
  /// Look-ups: with the delays below about a day.
  static let lookUpAttempts = 12
  /// Sendings that were refused for a time: with the delays below about two days.
  static let sendingAttempts = 16

  /// Seconds before the next attempt: a minute, doubling up to four hours.
  static func delay(afterAttempts attempts: Int) -> Int64 { min(60 << min(Int64(attempts), 20), 4 * 3600) }
}

// Domain holds the shared words of Vaguemestre as plain values: what a message is, what was understood in it, what was
// looked up, what was decided, what was done and what came of it. Nothing here reads a file, opens a connection or knows
// a library; every other target of the appliance speaks in these words, and Store keeps them as they are.

/// A moment in UTC, counted in milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
///
/// Stored as an integer; the zone in which a person wrote or reads it is kept apart (`Message.zone`, a mailbox's zone).
public struct Instant: Hashable, Comparable, Sendable, Codable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// From whole seconds; a value too large for milliseconds is held at the limit rather than trapping, since it may
  /// come from a mail's Date header.
  public init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  public var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  /// This instant moved by a number of seconds, held at the limits.
  public func adding(seconds: Int64) -> Instant {
    let shift = Instant(seconds: seconds).milliseconds
    let (sum, overflow) = milliseconds.addingReportingOverflow(shift)
    return Instant(milliseconds: overflow ? (shift < 0 ? .min : .max) : sum)
  }

  public init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

/// A calendar date and time of day in some zone, computed from an `Instant` (proleptic Gregorian calendar).
public struct CivilTime: Hashable, Sendable {
  public let year: Int
  public let month: Int
  public let day: Int
  public let hour: Int
  public let minute: Int
  public let second: Int
  /// Minutes east of UTC in which the fields above are told.
  public let offsetMinutes: Int

  public init(_ instant: Instant, offsetMinutes: Int = 0) {
    let local = instant.adding(seconds: Int64(offsetMinutes) * 60).seconds
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let rest = Int(local - days * 86_400)
    (year, month, day) = CivilTime.date(daysSinceEpoch: days)
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60
    self.offsetMinutes = offsetMinutes
  }

  /// Days since 1970-01-01 to a Gregorian date, by counting years from 1 March so that leap days fall at the end.
  private static func date(daysSinceEpoch: Int64) -> (Int, Int, Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), Int(month), Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    )
  }

  /// ISO 8601 with offset, `2026-11-20T09:05:00+01:00`; `Z` is never used so that the column is of one width.
  public var iso8601: String {
    let sign = offsetMinutes < 0 ? "-" : "+"
    let offset = "\(sign)\(Self.two(abs(offsetMinutes) / 60)):\(Self.two(abs(offsetMinutes) % 60))"
    return "\(isoDate)T\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second))\(offset)"
  }

  /// `2026-11-20`.
  public var isoDate: String { "\(Self.padded(year, 4))-\(Self.two(month))-\(Self.two(day))" }

  private static func two(_ value: Int) -> String { padded(value, 2) }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(abs(value))
    return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// What a computation may ask of the world around it: the time, and fresh random bits.
///
/// It is passed in, never reached for, so that tests fix both and a replay tells the same story months later.
public struct World: Sendable {
  public let now: @Sendable () -> Instant
  public let random: @Sendable () -> UInt64

  public init(now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> UInt64) {
    self.now = now
    self.random = random
  }

  /// A fresh identifier for anything of ours.
  public func identifier<Subject>() -> Identifier<Subject> {
    Identifier(at: now(), random: (random(), random()))
  }
}

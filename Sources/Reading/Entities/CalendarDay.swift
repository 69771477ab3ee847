import Domain

/// A day of the Gregorian calendar, as days can be counted and compared.
struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, a Thursday.
  let number: Int

  init(number: Int) {
    self.number = number
  }

  /// The day on which an instant falls by the writer's clock.
  init(_ time: CivilTime) {
    self.init(checked: time.year, time.month, time.day)
  }

  /// Nil for a day that no month has, and beyond the years that letters speak of.
  init?(year: Int, month: Int, day: Int) {
    guard (1900...2100).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    guard day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] else { return nil }
    self.init(checked: year, month, day)
  }

  /// Counts years from 1 March, so that leap days fall at the end.
  private init(checked year: Int, _ month: Int, _ day: Int) {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 for Monday to 6 for Sunday.
  var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  var civil: CivilTime { CivilTime(Instant(seconds: Int64(number) * 86_400)) }

  /// `2026-11-20`.
  var iso: String { civil.isoDate }

  func adding(_ days: Int) -> CalendarDay { CalendarDay(number: number + days) }

  static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }
}

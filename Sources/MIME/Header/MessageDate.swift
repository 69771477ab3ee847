/// The instant that a mail's Date tells, with the writer's own clock (RFC 5322 §3.3).
public struct MessageDate: Sendable, Hashable, Codable {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  public var secondsSince1970: Int64
  /// Minutes that the writer's clock was ahead of UTC.
  public var zoneOffsetMinutes: Int

  public init(secondsSince1970: Int64, zoneOffsetMinutes: Int) {
    self.secondsSince1970 = secondsSince1970
    self.zoneOffsetMinutes = zoneOffsetMinutes
  }

  /// On the writer's clock: `2026-03-03T14:05:00+01:00` (ISO 8601, RFC 3339).
  public var iso8601: String {
    let local = secondsSince1970 + Int64(zoneOffsetMinutes) * 60
    let second = Int((local % 86_400 + 86_400) % 86_400)
    let day = Int(local - Int64(second)) / 86_400
    let date = CivilDate(daysSince1970: day)
    let zone = abs(zoneOffsetMinutes)
    let sign = zoneOffsetMinutes < 0 ? "-" : "+"
    return Self.digits(date.year, 4) + "-" + Self.digits(date.month, 2) + "-" + Self.digits(date.day, 2) + "T"
      + Self.digits(second / 3600, 2) + ":" + Self.digits(second / 60 % 60, 2) + ":" + Self.digits(second % 60, 2)
      + sign + Self.digits(zone / 60, 2) + ":" + Self.digits(zone % 60, 2)
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

/// A day of the Gregorian calendar, and its count of days: the well-known arithmetic over eras of 400 years, a year
/// beginning in March so that the leap day is its last.
struct CivilDate {
  var year: Int
  var month: Int
  var day: Int

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  init(daysSince1970: Int) {
    let shifted = daysSince1970 + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  var isValid: Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= lengths[month - 1]
  }
}

/// When the server received a message, to the second (`date-time`, RFC 9051 §9).
public struct InternalDate: Hashable, Sendable {
  public let secondsSince1970: Int64

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Reads `17-Jul-1996 02:44:25 -0700`; nil when malformed. The day may have one digit, or a space before it.
  public init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 3 else { return nil }
    let date = words[0].split(separator: "-", omittingEmptySubsequences: false)
    let time = words[1].split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard date.count == 3, time.count == 3, let day = Int64(date[0]), let year = Int64(date[2]),
      let month = Self.months.firstIndex(where: { $0.lowercased() == date[1].lowercased() }),
      let hour = time[0], let minute = time[1], let second = time[2],
      (1...31).contains(day), (0...9999).contains(year), (0...23).contains(hour), (0...59).contains(minute),
      (0...60).contains(second), let zone = Self.zone(words[2])
    else { return nil }
    let days = Self.days(year: year, month: Int64(month + 1), day: day)
    secondsSince1970 = days * 86_400 + hour * 3_600 + minute * 60 + second - Int64(zone) * 60
  }

  /// `-0700`, in minutes.
  private static func zone(_ text: Substring) -> Int? {
    guard text.utf8.count == 5, let sign = text.first, sign == "+" || sign == "-", let number = Int(text.dropFirst()),
      number >= 0, number % 100 < 60
    else { return nil }
    return (sign == "-" ? -1 : 1) * (number / 100 * 60 + number % 100)
  }

  /// Days since 1970, counted in years that begin in March, so that the leap day comes last.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

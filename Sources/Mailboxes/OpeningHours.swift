public import Domain

/// When people work in a mailbox: for each day of the week the stretches of the day, in local time.
///
/// Written `lun-ven 09:00-12:30 14:00-18:00`, days in French or English; the sense of a day that no line names is closed.
public struct OpeningHours: Hashable, Sendable {
  /// Minutes from midnight, the end excluded.
  public let stretches: [Weekday: [Range<Int>]]

  public enum Weekday: Int, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    fileprivate init?(_ text: Substring) {
      let names = [
        ["lun", "mon"], ["mar", "tue"], ["mer", "wed"], ["jeu", "thu"], ["ven", "fri"], ["sam", "sat"], ["dim", "sun"],
      ]
      guard let index = names.firstIndex(where: { $0.contains { text.lowercased().hasPrefix($0) } }) else { return nil }
      self.init(rawValue: index)
    }
  }

  /// Reads the lines of the setting. Throws a problem that shows how a line is written.
  public init(reading node: SettingNode) throws(SettingProblem) {
    var stretches: [Weekday: [Range<Int>]] = [:]
    for line in node.list ?? [node] {
      guard let text = line.scalar, let (days, hours) = Self.line(text) else {
        throw SettingProblem(
          line.place,
          .notOfKind(
            value: line.scalar ?? "…",
            expected: Localized(
              fr: "des jours puis des heures, par exemple « lun-ven 09:00-12:30 14:00-18:00 »",
              en: "days, then hours, for example “mon-fri 09:00-12:30 14:00-18:00”")))
      }
      for day in days { stretches[day, default: []] += hours }
    }
    self.stretches = stretches
  }

  private static func line(_ text: String) -> ([Weekday], [Range<Int>])? {
    let words = text.split(separator: " ")
    guard let first = words.first, words.count > 1 else { return nil }
    let ends = first.split(separator: "-")
    guard (1...2).contains(ends.count), let from = Weekday(ends[0]), let to = Weekday(ends[ends.count - 1]),
      from.rawValue <= to.rawValue
    else { return nil }
    var hours: [Range<Int>] = []
    for word in words.dropFirst() {
      let times = word.split(separator: "-").map(minutes)
      guard times.count == 2, let start = times[0], let end = times[1], start < end else { return nil }
      hours.append(start..<end)
    }
    return (Weekday.allCases.filter { (from.rawValue...to.rawValue).contains($0.rawValue) }, hours)
  }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(whereSeparator: { $0 == ":" || $0 == "h" })
    guard (1...2).contains(parts.count), let hour = Int(parts[0]), (0...24).contains(hour),
      let minute = parts.count == 2 ? Int(parts[1]) : 0, (0...59).contains(minute)
    else { return nil }
    return hour * 60 + minute <= 1440 ? hour * 60 + minute : nil
  }
}

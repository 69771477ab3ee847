import Domain
import Foundation

/// The names of time zones that the system knows.
enum TimeZoneNames {
  private static let known = Set(TimeZone.knownTimeZoneIdentifiers).union(["UTC"])

  /// Whether the name is one of the IANA database. `TimeZone(identifier:)` alone would also take `GMT+2`, which is no
  /// place and knows no summer time.
  static func contain(_ name: String) -> Bool { known.contains(name) }

  /// The name that was meant (`Europe/paris`, `Paris`).
  static func closest(to name: String) -> String? {
    let names = known.sorted()
    return names.first { $0.hasSuffix("/" + name.capitalized) } ?? Domain.closest(to: name, in: names)
  }
}

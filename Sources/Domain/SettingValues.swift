/// How a room reads the values of its node.
///
/// The file was checked against the declarations before anybody reads it, so a value of the wrong kind reads as nil, like
/// one that is not there; nothing here traps.
extension SettingNode {
  /// Nothing was written after the name: `signature:`.
  public var isNull: Bool { value == .null }

  /// A whole number in decimal digits.
  public var integer: Int? { scalar.flatMap { Int($0) } }

  /// A part of the whole, 0…1, with a point or a comma.
  public var share: Double? {
    scalar.flatMap { Double($0.replacing(",", with: ".")) }.flatMap { (0...1).contains($0) ? $0 : nil }
  }

  /// A duration in seconds: `30s`, `15m`, `12h`, `3d`, `0`.
  public var seconds: Int? { scalar.flatMap(SettingDuration.seconds) }

  /// `true`, `yes` or `oui`; `false`, `no` or `non`.
  public var flag: Bool? {
    switch scalar?.lowercased() {
    case "true", "yes", "oui": true
    case "false", "no", "non": false
    default: nil
    }
  }

  /// The texts of a list, or a single text in place of a list of one; empty for anything else.
  public var texts: [String] {
    if let scalar { return [scalar] }
    return list?.compactMap(\.scalar) ?? []
  }

  /// The value under a key; a problem at this node's place where there is none.
  public func required(_ key: String) throws(SettingProblem) -> SettingNode {
    guard let node = self[key], !node.isNull else { throw SettingProblem(place, .missing(name: key)) }
    return node
  }

  /// The text under a key.
  public func requiredText(_ key: String) throws(SettingProblem) -> String {
    let node = try required(key)
    guard let text = node.scalar else {
      throw SettingProblem(
        node.place, .wrongShape(found: node.shape, expected: Localized(fr: "un texte", en: "a text")))
    }
    return text
  }

  /// What this node is, in words.
  public var shape: Localized {
    switch value {
    case .null: Localized(fr: "une valeur vide", en: "an empty value")
    case .scalar: Localized(fr: "une simple valeur", en: "a single value")
    case .list: Localized(fr: "une liste", en: "a list")
    case .map: Localized(fr: "une suite de réglages", en: "a group of settings")
    }
  }
}

/// Durations as the settings file writes them: a whole number and one unit.
public enum SettingDuration {
  private static let units: [(letter: Character, seconds: Int)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]

  /// Reads `30s`, `15m`, `12h`, `3d` or a bare `0`; nil for anything else, too many seconds for an `Int` included.
  public static func seconds(_ text: String) -> Int? {
    if text == "0" { return 0 }
    guard let unit = units.first(where: { $0.letter == text.last }), let count = digits(text.dropLast()) else {
      return nil
    }
    let (seconds, isTooLong) = count.multipliedReportingOverflow(by: unit.seconds)
    return isTooLong ? nil : seconds
  }

  /// The shortest way to write a number of seconds: `3d` rather than `72h`.
  public static func text(_ seconds: Int) -> String {
    guard seconds != 0, let unit = units.first(where: { seconds.isMultiple(of: $0.seconds) }) else { return "0" }
    return "\(seconds / unit.seconds)\(unit.letter)"
  }

  /// `Int` alone would take a sign.
  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(text) : nil
  }
}

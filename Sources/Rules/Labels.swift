public import Domain
internal import Foundation

/// The words for codes, in one language: a file of labels by key (`reason.too_old`), with `{parameters}`.
///
/// A decision is stored as codes, so that it reads in either language and its wording can be bettered afterwards.
public struct Labels: Sendable {
  public let language: Language
  private let texts: [String: String]

  /// Reads a JSON object of texts.
  public init(json: [UInt8], language: Language) throws {
    self.init(texts: try JSONDecoder().decode([String: String].self, from: Data(json)), language: language)
  }

  private init(texts: [String: String], language: Language) {
    self.texts = texts
    self.language = language
  }

  /// With labels of the profile's own, `intent.order_tracking` for instance; they win over those of the file.
  public func adding(_ more: [String: String]) -> Labels {
    Labels(texts: texts.merging(more) { $1 }, language: language)
  }

  public var keys: Set<String> { Set(texts.keys) }

  /// The label of a key, its parameters put in; the key itself when there is no label, so that the lack is seen.
  ///
  /// A value that is a code of its own is put into words by `parameter.value` (`kind.order`).
  public func text(_ key: String, _ parameters: [String: String] = [:]) -> String {
    guard let template = texts[key] else { return key }
    var result = ""
    var rest = template[...]
    // One pass: braces inside a value stay what they are.
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      result += rest[..<open]
      result += parameters[name].map { worded($0, as: name) } ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  public func text(_ reason: Reason) -> String { text("reason.\(reason.code.rawValue)", reason.parameters) }

  public func text(_ finding: Finding) -> String { text("finding.\(finding.code.rawValue)", finding.parameters) }

  /// Why a rule was passed over: the first of its conditions that failed.
  public func text(_ passed: Decision.Passed) -> String {
    let halves = passed.condition.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    let field = text("condition.\(halves.first ?? "")")
    return text(
      "passed", ["rule": passed.rule.text, "condition": field, "values": halves.count > 1 ? halves[1] : ""])
  }

  private func worded(_ value: String, as parameter: String) -> String {
    if parameter == "seconds", let seconds = Int64(value) { return duration(seconds) }
    return texts["\(parameter).\(value)"] ?? value
  }

  /// In whole units of the largest that fits.
  private func duration(_ seconds: Int64) -> String {
    let units: [(String, Int64)] = [("days", 86_400), ("hours", 3_600), ("minutes", 60)]
    for (unit, length) in units where seconds >= length {
      let count = seconds / length
      return text("duration.\(unit)\(count == 1 ? ".one" : "")", ["count": String(count)])
    }
    return text("duration.short")
  }
}

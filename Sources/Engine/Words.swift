public import Domain
import Learning
import Reading
public import Resources
import Rules

/// The words for codes in the operator's language, read from `Resources/Labels`.
public struct Words: Sendable {
  let labels: Labels

  public init(_ language: Language, resources: ResourceFolder) throws {
    labels = try Labels(json: try resources.bytes("Labels/\(language).json"), language: language)
  }

  private init(labels: Labels) { self.labels = labels }

  public var language: Language { labels.language }

  public func text(_ key: String, _ parameters: [String: String] = [:]) -> String { labels.text(key, parameters) }

  /// A share in per cent, as it is written in the language.
  func share(_ share: Double) -> String { language == .french ? Percent(share).fr : Percent(share).en }

  public func text(_ reason: Reason) -> String { labels.text(reason) }

  /// With the names that the profiles of a configuration give their intents.
  public func adding(_ configuration: Configuration) -> Words {
    adding(configuration.trades.values.map(\.lexicon))
  }

  func adding(_ lexicons: [IntentLexicon]) -> Words {
    var intents: [String: String] = [:]
    for intent in lexicons.flatMap(\.entries) { intents["intent.\(intent.intent)"] = intent.label.text(language) }
    return Words(labels: labels.adding(intents))
  }
}

public import Domain
import Learning
import Reading
import Store

/// How reliable the answers of each motive were found to be: what `vaguemestre evaluate --reliability` tells.
public struct ReliabilityReport: Codable, Sendable {
  public struct Line: Codable, Sendable {
    public let profile: String
    public let intent: Intent
    /// Messages of which it was the primary motive.
    public let seen: Int
    /// Of these, answered without a person.
    public let automated: Int
    /// Answers of the present versions that a person has audited, and how many were right.
    public let audited: Int
    public let right: Int
    /// The share of right answers is this at least, with a confidence of 95 % (Clopper–Pearson).
    public let lowerBound: Double
    public let isOpen: Bool
    /// The last audits show that it has weakened.
    public let hasFallen: Bool
    /// How many more right audits in a row would open it; nil when none would.
    public let rightToOpen: Int?
  }

  public let target: Double
  public let lines: [Line]

  /// Reads the store of a configuration; what was never seen has zeros.
  public init(_ configuration: Configuration, world: World) async throws {
    let store = try ApplianceStore(
      existing: configuration.dataFolder, retention: configuration.retention, world: world)
    let gate = ReliabilityGate(target: configuration.reliability.target)
    var lines: [Line] = []
    for (profile, trade) in configuration.trades.sorted(by: { $0.key < $1.key }) {
      let counts = try await store?.intentCounts(profile: profile) ?? [:]
      let verdicts = try await store?.verdicts(profile: profile) ?? [:]
      for intent in trade.lexicon.entries.map(\.intent) {
        let reliability = gate.reliability(verdicts[intent] ?? [], of: trade.versions)
        lines.append(
          Line(
            profile: profile, intent: intent, seen: counts[intent]?.seen ?? 0,
            automated: counts[intent]?.automated ?? 0, audited: reliability.audited, right: reliability.right,
            lowerBound: reliability.lowerBound, isOpen: reliability.isOpen, hasFallen: reliability.hasFallen,
            rightToOpen: reliability.rightToOpen))
      }
    }
    target = configuration.reliability.target
    self.lines = lines
  }

  /// As a table for a person.
  public func text(_ words: Words) -> String {
    let columns = ["intent", "seen", "automated", "audited", "right", "bound", "gate", "opens"]
    var rows = [columns.map { words.text("reliability.\($0)") }]
    for line in lines {
      let state = line.isOpen ? "open" : line.hasFallen ? "fallen" : "closed"
      let missing = line.rightToOpen.map { $0 == 0 ? "–" : words.text("reliability.more", ["count": String($0)]) }
      rows.append([
        words.text("intent.\(line.intent)"), String(line.seen), String(line.automated), String(line.audited),
        String(line.right), words.share(line.lowerBound), words.text("reliability.\(state)"), missing ?? "–",
      ])
    }
    let widths = columns.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let table = rows.map { row in
      zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
        .joined(separator: "  ")
    }
    return ([words.text("reliability.target", ["target": words.share(target)])] + table).joined(separator: "\n")
  }
}

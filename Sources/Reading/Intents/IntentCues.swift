import Domain
import TextAnalysis

/// What is known of a message beyond its words, as names that a classifier counts like words: what was recognised in it,
/// its shape, its tone, and what the profile's keywords say.
enum IntentCues {
  /// A keyword score is told by the steps that it reaches, so that a higher one keeps what the lower ones say.
  static let keywordSteps: [Double] = [1, 2, 3, 4.5, 6]

  static func of(_ source: IntentSource, keywords: [KeywordScore]) -> [String] {
    var cues = entities(source.entities, isIdentifiedByFile: source.isIdentifiedByFile) + shape(source)
    cues += source.signals.map(\.rawValue).sorted()
    cues += Set(source.files.map(fileKind)).sorted()
    if source.sentiment != .neutral { cues.append(source.sentiment.rawValue) }
    if source.isUrgent { cues.append("urgent") }
    for score in keywords {
      for step in keywordSteps where score.total >= step { cues.append("keyword:\(score.intent):\(step)") }
    }
    if let first = keywords.first { cues.append("keyword:\(first.intent):first") }
    return cues
  }

  /// The intent of whose keywords a cue tells; nil for every other cue.
  static func keywordIntent(_ cue: String) -> Intent? {
    let parts = cue.split(separator: ":")
    return parts.count == 3 && parts[0] == "keyword" ? Intent(String(parts[1])) : nil
  }

  /// The kinds that say which matter is meant.
  static let identifying: [Entity.Kind] = [.orderNumber, .invoiceNumber, .trackingNumber]

  private static func entities(_ entities: [Entity], isIdentifiedByFile: Bool) -> [String] {
    var cues: Set<String> = []
    var counts: [Entity.Kind: Int] = [:]
    for entity in entities {
      counts[entity.kind, default: 0] += 1
      cues.insert("has:\(entity.kind.rawValue)")
      if let role = entity.role { cues.insert("role:\(entity.kind.rawValue):\(role.rawValue)") }
      if entity.place == .subject { cues.insert("subject:\(entity.kind.rawValue)") }
    }
    for (kind, count) in counts where count > 1 {
      cues.insert("several:\(kind.rawValue)")
      if count > 3 { cues.insert("many:\(kind.rawValue)") }
    }
    guard !isIdentifiedByFile else { return cues.sorted() }
    if identifying.allSatisfy({ counts[$0] == nil }) { cues.insert("no_identifier") }
    if counts.isEmpty { cues.insert("no_entity") }
    return cues.sorted()
  }

  private static func shape(_ source: IntentSource) -> [String] {
    var cues: [String] = []
    let words = source.body.tokens.count
    cues.append("words:\([8, 20, 50, 120].count { words >= $0 })")
    switch source.body.source.count(where: { $0 == UInt8(ascii: "?") }) {
    case 0: break
    case 1: cues.append("question")
    default: cues += ["question", "questions"]
    }
    if source.subject.tokens.isEmpty { cues.append("no_subject") }
    if source.hasHistory { cues.append("history") }
    if source.isForwardOnly { cues.append("forward") }
    return cues
  }

  private static func fileKind(_ name: String) -> String {
    let ending = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
    return switch ending {
    case "jpg", "jpeg", "png", "heic", "gif", "webp", "mov", "mp4": "picture_attached"
    case "xls", "xlsx", "csv", "ods": "table_attached"
    case "xml": "xml_attached"
    default: "document_attached"
    }
  }
}

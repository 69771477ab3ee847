import Domain
import Reading
import Rules

/// What was read in a message, in the operator's words.
extension Words {
  private static let intentsTold = 3
  private static let evidenceTold = 4

  /// The language, the likeliest intents with what spoke for and against each, and what was recognised.
  func sentences(on understanding: Understanding) -> [String] {
    var lines = [text("explain.language", ["language": text("language.\(understanding.language)")])]
    for reading in understanding.intents.prefix(Self.intentsTold) {
      lines.append(sentence(on: reading, isAccepted: understanding.accepted.contains(reading.intent)))
    }
    if understanding.intents.isEmpty { lines.append(text("explain.no_intent")) }
    lines += understanding.documents.flatMap(sentences)
    for entity in understanding.entities {
      let name = text("entity.\(entity.kind.rawValue)")
      lines.append(text("explain.entity", ["entity": name, "value": entity.value, "place": place(entity.place)]))
    }
    return lines
  }

  /// What an attachment is and says of itself, or why it could not be read.
  private func sentences(on document: DocumentReading) -> [String] {
    var lines: [String] = []
    if let type = document.type {
      let percent = String(Int((document.confidence * 100).rounded()))
      lines.append(
        text(
          "explain.document",
          ["name": document.name, "type": text("document.\(type.rawValue)"), "percent": percent]))
    }
    lines += document.problems.map { problem in
      text("explain.document_unread", ["name": document.name, "problem": text("problem.\(problem)")])
    }
    for kind in DocumentFields.Kind.allCases {
      guard let field = document.fields[kind] else { continue }
      lines.append(text("explain.field", ["field": text("field.\(kind.rawValue)"), "value": field.value]))
    }
    return lines
  }

  private func sentence(on reading: IntentReading, isAccepted: Bool) -> String {
    let percent = String(Int((reading.confidence * 100).rounded()))
    var sentence = text(
      isAccepted ? "explain.intent_accepted" : "explain.intent_other",
      ["intent": text("intent.\(reading.intent)"), "percent": percent])
    for (key, isFor) in [("explain.for", true), ("explain.against", false)] {
      let signs = reading.evidence.filter { ($0.weight > 0) == isFor }.prefix(Self.evidenceTold)
      guard !signs.isEmpty else { continue }
      let list = signs.map { "\(evidence($0.words)) \(Self.signed($0.weight))" }.joined(separator: ", ")
      sentence += " " + text(key, ["evidence": list])
    }
    return sentence
  }

  func quoted(_ words: String) -> String { text("quoted", ["words": words]) }

  /// What spoke for an intent: a phrase of the mail as it stands, a cue (`IntentCues`) in words of ours.
  private func evidence(_ words: String) -> String {
    if labels.keys.contains("signal.\(words)") { return text("signal.\(words)") }
    let parts = words.split(separator: ":").map(String.init)
    guard parts.count > 1, labels.keys.contains("cue.\(parts[0])") else { return quoted(words) }
    let name = ["entity", "document"].map { "\($0).\(parts[1])" }.first(where: labels.keys.contains)
    return text("cue.\(parts[0])", ["entity": name.map { text($0) } ?? parts[1]])
  }

  private func place(_ place: Entity.Place) -> String {
    if case .attachment(let name, let page) = place {
      return text("place.attachment", ["name": name, "page": String(page)])
    }
    return text("place.\(place)")
  }

  private static func signed(_ weight: Double) -> String {
    let tenths = Int((abs(weight) * 10).rounded())
    return (weight < 0 ? "−" : "+") + "\(tenths / 10),\(tenths % 10)"
  }
}

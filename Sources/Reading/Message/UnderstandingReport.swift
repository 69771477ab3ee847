public import Domain

/// What `vaguemestre understand` tells of a mail: one line of JSON, its keys always present and in the same order.
public struct UnderstandingReport: Sendable {
  private let file: String?
  private let message: Message
  private let understanding: Understanding

  /// - Parameter file: where the mail was read; nil for standard input.
  public init(file: String?, message: Message, understanding: Understanding) {
    self.file = file
    self.message = message
    self.understanding = understanding
  }

  /// The line, without its end.
  public var json: String {
    var object = JSONLine()
    object.add("file", .text(file))
    object.add("language", .text(understanding.language.code))
    object.add("new_text", .text(message.newText))
    object.add("intents", .list(understanding.intents.map(intent)))
    object.add("accepted", .list(understanding.accepted.map { .text($0.id) }))
    object.add("entities", .list(understanding.entities.map(EntityReport.value)))
    object.add("sentiment", .text(understanding.sentiment.rawValue))
    object.add("urgent", .flag(understanding.isUrgent))
    object.add("automatic", .flag(message.automatic != nil))
    let attachments = understanding.documents.map { DocumentReport($0).object(nameKey: "name") }
    object.add("attachments", .list(attachments.map { .object($0) }))
    return object.line
  }

  private func intent(_ reading: IntentReading) -> JSONLine.Value {
    var object = JSONLine()
    object.add("intent", .text(reading.intent.id))
    object.add("confidence", .share(reading.confidence))
    return .object(object)
  }
}

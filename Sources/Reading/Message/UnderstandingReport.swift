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
    object.add("entities", .list(understanding.entities.map(entity)))
    object.add("sentiment", .text(understanding.sentiment.rawValue))
    object.add("urgent", .flag(understanding.isUrgent))
    object.add("automatic", .flag(message.automatic != nil))
    object.add("attachments", .list(message.attachments.filter { !$0.isInline }.map(attachment)))
    return object.line
  }

  private func intent(_ reading: IntentReading) -> JSONLine.Value {
    var object = JSONLine()
    object.add("intent", .text(reading.intent.id))
    object.add("confidence", .share(reading.confidence))
    return .object(object)
  }

  private func entity(_ entity: Entity) -> JSONLine.Value {
    var object = JSONLine()
    object.add("kind", .text(entity.kind.rawValue))
    object.add("value", .text(entity.value))
    object.add("raw", .text(entity.raw))
    object.add("place", .text(entity.place.description))
    object.add("confidence", .share(entity.confidence))
    object.add("role", .text(entity.role?.rawValue))
    return .object(object)
  }

  /// What is in an attachment is not read yet.
  private func attachment(_ attachment: Attachment) -> JSONLine.Value {
    var object = JSONLine()
    object.add("name", .text(attachment.name))
    object.add("media_type", .text(attachment.mediaType))
    object.add("document", .text(nil))
    object.add("error", .text(nil))
    return .object(object)
  }
}

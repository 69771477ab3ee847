public import Domain

/// What `vaguemestre extract` tells of a file, and `understand` of an attachment: JSON, its keys always present and in the
/// same order.
public struct DocumentReport: Sendable {
  private let reading: DocumentReading
  private let inside: [DocumentReading]

  /// - Parameter inside: the readings of the files within it.
  public init(_ reading: DocumentReading, inside: [DocumentReading] = []) {
    self.reading = reading
    self.inside = inside
  }

  /// One line, without its end.
  public var json: String { object.line }

  var object: JSONLine { object(nameKey: "file") }

  /// - Parameter nameKey: the file is a file, or has a name in a mail.
  func object(nameKey: String) -> JSONLine {
    var object = JSONLine()
    object.add(nameKey, .text(reading.name))
    object.add("media_type", .text(reading.mediaType))
    object.add("document", document)
    object.add("pages", .number(reading.pages))
    object.add("ocr", .flag(reading.isRecognised))
    object.add("text_chars", .number(reading.textCharacters))
    object.add("entities", .list(reading.entities.map(EntityReport.pagedValue)))
    object.add("fields", fields)
    object.add("files", .list(inside.map { .object(DocumentReport($0).object) }))
    object.add("error", .text(reading.problems.isEmpty ? nil : reading.problems.joined(separator: ",")))
    return object
  }

  private var document: JSONLine.Value {
    guard let type = reading.type else { return .text(nil) }
    var object = JSONLine()
    object.add("type", .text(type.rawValue))
    object.add("confidence", .share(reading.confidence))
    return .object(object)
  }

  private var fields: JSONLine.Value {
    var object = JSONLine()
    for kind in DocumentFields.Kind.allCases { object.add(kind.rawValue, .text(reading.fields[kind]?.value)) }
    object.add("product_references", .list(reading.fields.productReferences.map { .text($0.value) }))
    object.add("adds_up", reading.fields.addsUp.map { .flag($0) } ?? .text(nil))
    return .object(object)
  }
}

/// An identifier as JSON.
enum EntityReport {
  /// With the place where it stands in a mail.
  static func value(_ entity: Entity) -> JSONLine.Value {
    var object = common(entity)
    object.add("place", .text(entity.place.description))
    return .object(rest(of: entity, object))
  }

  /// With the page on which it stands in a document.
  static func pagedValue(_ entity: Entity) -> JSONLine.Value {
    var object = common(entity)
    if case .attachment(_, let page) = entity.place { object.add("page", .number(page)) }
    return .object(rest(of: entity, object))
  }

  private static func common(_ entity: Entity) -> JSONLine {
    var object = JSONLine()
    object.add("kind", .text(entity.kind.rawValue))
    object.add("value", .text(entity.value))
    object.add("raw", .text(entity.raw))
    return object
  }

  private static func rest(of entity: Entity, _ object: JSONLine) -> JSONLine {
    var object = object
    object.add("confidence", .share(entity.confidence))
    object.add("role", .text(entity.role?.rawValue))
    return object
  }
}

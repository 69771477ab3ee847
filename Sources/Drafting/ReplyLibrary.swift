public import Domain

/// A profile's reply templates in both languages, and the frame of greeting, signature and notice around each.
public struct ReplyLibrary: Sendable {
  public enum Rendering: Hashable, Sendable {
    case draft(Draft)
    /// The template is not used, since this value is not known.
    case missing(field: String)
  }

  /// The name of the frame's files, `frame.fr.mustache`. Its value `body` is the reply itself.
  private static let frame = TemplateName("frame")

  private let templates: [TemplateName: [Language: ReplyTemplate]]

  /// Reads the files of a profile's folder `replies`, given by name: `tracking-shipped.fr.mustache`.
  public init(files: [(name: String, text: String)]) throws(TemplateProblem) {
    var templates: [TemplateName: [Language: ReplyTemplate]] = [:]
    for (file, text) in files {
      let parts = file.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, parts[2] == "mustache", ["fr", "en"].contains(parts[1]), !parts[0].isEmpty else {
        throw TemplateProblem(template: file, wording: .fileName)
      }
      let name = TemplateName(parts[0])
      let language = Language(parts[1])
      templates[name, default: [:]][language] = try ReplyTemplate(name: name, language: language, text: text)
    }
    guard let frames = templates[Self.frame] else { throw TemplateProblem(template: "frame", wording: .noFrame) }
    for template in templates.values {
      for language in template.keys where frames[language] == nil {
        throw TemplateProblem(template: "frame.\(language).mustache", wording: .noFrame)
      }
    }
    self.templates = templates
  }

  /// The names that a rule may use.
  public var names: [TemplateName] {
    templates.keys.filter { $0 != Self.frame }.sorted { $0.text < $1.text }
  }

  /// Writes the reply in the context's language. There is no falling back to another: the customer would not read it, and
  /// the context words its dates and amounts already.
  public func render(_ name: TemplateName, _ context: ReplyContext) -> Rendering {
    guard name != Self.frame, let template = templates[name]?[context.language],
      let frame = templates[Self.frame]?[context.language]
    else { return .missing(field: "language") }
    var values = context.values
    switch template.render(values) {
    case .missing(let field): return .missing(field: field)
    case .text(let body): values.texts["body"] = Self.trimmed(body)
    }
    switch frame.render(values) {
    case .missing(let field): return .missing(field: field)
    case .text(let text):
      return .draft(Draft(template: name, language: context.language, text: Self.trimmed(text) + "\n"))
    }
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isNewline }), let last = text.lastIndex(where: { !$0.isNewline })
    else { return "" }
    return String(text[first...last])
  }
}

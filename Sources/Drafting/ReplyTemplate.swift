// Drafting writes the replies: a template of the profile, in the language of the mail, filled with what was looked up. It
// invents nothing. A template of which one value is missing is not used at all, and the mail goes to a person; what comes
// from a mail or a shop is put in as it stands, never interpreted.

public import Domain
private import Mustache

/// A reply's text in one language, with its tags.
public struct ReplyTemplate: Sendable {
  public let name: TemplateName
  public let language: Language
  private let tags: TemplateTags
  private let template: MustacheTemplate

  /// Reads a template, and refuses the tags that a reply must not have.
  public init(name: TemplateName, language: Language, text: String) throws(TemplateProblem) {
    let file = "\(name).\(language).mustache"
    self.name = name
    self.language = language
    tags = try TemplateTags(text, name: file)
    do {
      // Plain text: without this, `&` and `'` in a name would leave as HTML entities.
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
    } catch {
      throw TemplateProblem(template: file, wording: .unclosed)
    }
  }

  /// A reply's text, or the first value that it lacks.
  enum Rendering: Hashable, Sendable {
    case text(String)
    case missing(String)
  }

  func render(_ values: ReplyValues) -> Rendering {
    if let missing = values.firstMissing(for: tags.nodes) { return .missing(missing) }
    return .text(template.render(values.dictionary))
  }
}

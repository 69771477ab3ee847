/// The tags of a template, in a small part of Mustache: variables `{{name}}`, sections `{{#name}}…{{/name}}`, inverted
/// sections `{{^name}}…{{/name}}` and comments `{{! … }}`.
///
/// Read before the template is used, to know which values it needs: Mustache itself puts nothing where a value is
/// missing, and « Votre commande  a été expédiée le . » must never leave. The other tags (partials, inheritance, changed
/// delimiters, pragmas, transforms) are refused: a template is edited by customers, and what it can do should be plain.
struct TemplateTags: Sendable {
  indirect enum Node: Hashable, Sendable {
    case variable(String)
    case section(String, isInverted: Bool, [Node])
  }

  let nodes: [Node]

  private static let depthLimit = 8

  init(_ template: String, name: String) throws(TemplateProblem) {
    var parser = Parser(rest: template[...], name: name)
    nodes = try parser.nodes(closing: nil, depth: 0)
  }

  private struct Parser {
    var rest: Substring
    let name: String

    mutating func nodes(closing section: String?, depth: Int) throws(TemplateProblem) -> [Node] {
      guard depth <= TemplateTags.depthLimit else { throw problem(.tooDeep) }
      var nodes: [Node] = []
      while let tag = try nextTag() {
        switch tag.first {
        case "!": continue
        case "#": nodes.append(try self.section(tag, isInverted: false, depth: depth))
        case "^": nodes.append(try self.section(tag, isInverted: true, depth: depth))
        case "/":
          guard try field(tag.dropFirst()) == section else { throw problem(.unbalanced(String(tag))) }
          return nodes
        default: nodes.append(.variable(try field(tag)))
        }
      }
      if let section { throw problem(.unbalanced("#" + section)) }
      return nodes
    }

    private mutating func section(
      _ tag: Substring, isInverted: Bool, depth: Int
    ) throws(TemplateProblem) -> Node {
      let name = try field(tag.dropFirst())
      return .section(name, isInverted: isInverted, try nodes(closing: name, depth: depth + 1))
    }

    /// What stands between the next pair of braces.
    private mutating func nextTag() throws(TemplateProblem) -> Substring? {
      guard let open = rest.firstRange(of: "{{") else { return nil }
      let after = rest[open.upperBound...]
      guard let close = after.firstRange(of: "}}") else { throw problem(.unclosed) }
      rest = after[close.upperBound...]
      return after[..<close.lowerBound].drop { $0 == " " }
    }

    private func field(_ text: Substring) throws(TemplateProblem) -> String {
      let trimmed = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      let isName = trimmed.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      }
      guard isName, !trimmed.isEmpty else { throw problem(.notAllowed(trimmed)) }
      return trimmed
    }

    private func problem(_ wording: TemplateProblem.Wording) -> TemplateProblem {
      TemplateProblem(template: name, wording: wording)
    }
  }
}

/// Something wrong in a reply template, found when it is read.
public struct TemplateProblem: Error, Hashable, Sendable {
  public enum Wording: Hashable, Sendable {
    /// `{{` without `}}`.
    case unclosed
    /// A section that is not closed, or closed without being open.
    case unbalanced(String)
    /// Sections within sections beyond reason.
    case tooDeep
    /// A tag that is no name: partials, transforms and the like have no place in a reply.
    case notAllowed(String)
    /// Not `NAME.fr.mustache` or `NAME.en.mustache`.
    case fileName
    /// The frame of a language is missing.
    case noFrame
  }

  /// The template's file name.
  public let template: String
  public let wording: Wording

  public init(template: String, wording: Wording) {
    self.template = template
    self.wording = wording
  }
}

import Foundation
import FoundationXML

/// What is told of an XML document while it is walked from its start to its end.
protocol XMLVisitor {
  mutating func begin(_ element: XMLTag)
  /// A piece of text; one text may come in several.
  mutating func text(_ piece: String)
  /// - Parameter name: local, as in the tag that began it.
  mutating func end(_ name: String)
  /// Asked after each element's beginning; the walk ends early when true.
  var isDone: Bool { get }
}

/// The beginning of an element.
struct XMLTag {
  /// Without its prefix.
  var name: String
  /// Empty where it has none.
  var namespace = ""
  /// By their names as written, prefix included.
  var attributes: [String: String]

  /// The attribute of this local name, whatever its prefix.
  subscript(_ name: String) -> String? {
    if let value = attributes[name] { return value }
    let local = name.utf8
    return attributes.first { key, _ in
      // Asked millions of times of a large sheet.
      key.utf8.count > local.count && key.utf8.suffix(local.count).elementsEqual(local)
        && key.utf8.dropLast(local.count).last == UInt8(ascii: ":")
    }?.value
  }
}

/// The one door to FoundationXML. It declares no entities, opens nothing, and goes no deeper than honest documents do.
enum XMLWalk {
  enum End {
    case complete
    /// The visitor had enough.
    case stopped
    /// Not well-formed; what came before the fault was told.
    case damaged
    /// Declares entities, or is nested too deep.
    case refused
  }

  /// Office documents have some 30 elements in one another, text boxes and nested tables included.
  private static let deepest = 256

  static func walk(_ bytes: [UInt8], _ visitor: inout some XMLVisitor) -> End {
    let bytes = inUTF8(bytes)
    // Entities of a document's own make it a bomb (they multiply) or a spy (they name files), and no office program or
    // invoice uses them.
    guard bytes.firstRange(of: Array("<!ENTITY".utf8)) == nil else { return .refused }
    // In pieces, since libxml2 refuses one of more than ten million bytes.
    let parser = XMLParser(stream: InputStream(data: Data(bytes)))
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    let delegate = Delegate(visitor, deepest: deepest)
    parser.delegate = delegate
    _ = parser.parse()
    visitor = delegate.visitor
    return delegate.end ?? (delegate.depth == 0 && delegate.hasBegun ? .complete : .damaged)
  }

  /// FoundationXML crashes on names that are no UTF-8, and an encoding could hide what is looked for here; so that it is
  /// given UTF-8 only. A declaration that says otherwise is left out.
  private static func inUTF8(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || isDeclaredOtherwise(bytes) {
      let text = Array(PlainText.decoded(bytes).utf8)
      guard text.starts(with: "<?xml".utf8), let over = text.firstRange(of: Array("?>".utf8)) else { return text }
      return Array(text[over.upperBound...])
    }
    return String(validating: bytes, as: UTF8.self) != nil ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  private static func isDeclaredOtherwise(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(200)
    guard let declaration = start.firstRange(of: Array("<?xml".utf8)),
      let over = start[declaration.upperBound...].firstRange(of: Array("?>".utf8)),
      let encoding = start[..<over.lowerBound].firstRange(of: Array("encoding".utf8))
    else { return false }
    let name = String(decoding: start[encoding.upperBound..<over.lowerBound], as: UTF8.self).uppercased()
    return !name.contains("UTF-8") && !name.contains("UTF8")
  }

  private final class Delegate<Visitor: XMLVisitor>: NSObject, XMLParserDelegate {
    var visitor: Visitor
    var end: End?
    var depth = 0
    var hasBegun = false
    private let deepest: Int

    init(_ visitor: Visitor, deepest: Int) {
      self.visitor = visitor
      self.deepest = deepest
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      guard end == nil else { return }
      hasBegun = true
      depth += 1
      guard depth <= deepest else { return stop(parser, .refused) }
      visitor.begin(XMLTag(name: name, namespace: namespaceURI ?? "", attributes: attributes))
      if visitor.isDone { stop(parser, .stopped) }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      guard end == nil else { return }
      depth -= 1
      visitor.end(name)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if end == nil { visitor.text(text) }
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
      if end == nil { visitor.text(String(decoding: block, as: UTF8.self)) }
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
      if end == nil { end = .damaged }
    }

    private func stop(_ parser: XMLParser, _ reason: End) {
      end = reason
      parser.abortParsing()
    }
  }
}

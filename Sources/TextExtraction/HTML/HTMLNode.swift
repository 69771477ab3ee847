import CGumbo
import Glibc

/// A node of Gumbo's tree, valid inside `withHTML` only. This file is the one door to Gumbo: pointers stay in it.
struct HTMLNode {
  enum Kind { case element, text, other }

  private let pointer: UnsafeMutablePointer<GumboNode>

  fileprivate init(_ pointer: UnsafeMutablePointer<GumboNode>) { self.pointer = pointer }

  var kind: Kind {
    switch pointer.pointee.type {
    case GUMBO_NODE_ELEMENT: .element
    case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA: .text
    // Comments and templates are not shown.
    default: .other
    }
  }

  /// An element's name, lowercase; empty when it is not an HTML element.
  var name: String {
    guard kind == .element, pointer.pointee.v.element.tag_namespace == GUMBO_NAMESPACE_HTML else { return "" }
    let element = pointer.pointee.v.element
    guard element.tag == GUMBO_TAG_UNKNOWN else { return String(cString: gumbo_normalized_tagname(element.tag)) }
    var original = element.original_tag
    gumbo_tag_from_original_text(&original)
    guard let start = original.data else { return "" }
    let bytes = UnsafeRawBufferPointer(start: start, count: min(original.length, 32))
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }

  var childCount: Int { kind == .element ? Int(pointer.pointee.v.element.children.length) : 0 }

  func child(at index: Int) -> HTMLNode? {
    guard index < childCount, let child = pointer.pointee.v.element.children.data[index] else { return nil }
    return HTMLNode(child.assumingMemoryBound(to: GumboNode.self))
  }

  /// An attribute's value, its references decoded; nil when absent or absurdly long.
  func attribute(_ name: String) -> [UInt8]? {
    guard kind == .element else { return nil }
    var attributes = pointer.pointee.v.element.attributes
    guard attributes.length > 0, let value = gumbo_get_attribute(&attributes, name)?.pointee.value else { return nil }
    let length = strnlen(value, Self.longestAttribute + 1)
    guard length <= Self.longestAttribute else { return nil }
    return Array(UnsafeRawBufferPointer(start: value, count: length))
  }

  /// Hands over a text node's bytes, references decoded.
  func withText<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    guard kind == .text, let text = pointer.pointee.v.text.text else {
      return body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    return body(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// The beginning of the text below this node, at most `limit` bytes of it from the first nodes.
  func leadingText(limit: Int) -> [UInt8] {
    var found: [UInt8] = []
    var left = 200
    var pending = [self]
    while let node = pending.popLast(), found.count < limit, left > 0 {
      left -= 1
      node.withText { found.append(contentsOf: $0.prefix(limit - found.count)) }
      for index in (0..<min(node.childCount, 20)).reversed() {
        if let child = node.child(at: index) { pending.append(child) }
      }
    }
    return found
  }

  private static let longestAttribute = 8_192
}

/// Parses a document in UTF-8 and hands over its root element.
func withHTML<Result>(_ bytes: [UInt8], _ body: (HTMLNode) -> Result) -> Result? {
  // Our own copy: the same options must parse and destroy. Parse errors are not looked at and would cost memory.
  var options = kGumboDefaultOptions
  options.max_errors = 0
  // The tree points into the bytes, so that it lives and dies within their scope.
  return bytes.withUnsafeBufferPointer { buffer in
    buffer.withMemoryRebound(to: CChar.self) { buffer in
      guard let start = buffer.baseAddress, let output = gumbo_parse_with_options(&options, start, buffer.count) else {
        return nil
      }
      defer {
        flatten(output.pointee.document)
        gumbo_destroy_output(&options, output)
      }
      return output.pointee.root.map { body(HTMLNode($0)) }
    }
  }
}

/// Makes every node a direct child of the document: Gumbo frees a tree by recursion, which a deep one would turn into a
/// stack overflow.
private func flatten(_ document: UnsafeMutablePointer<GumboNode>) {
  var nodes: [UnsafeMutableRawPointer?] = []
  func take(_ children: GumboVector) {
    nodes.append(contentsOf: UnsafeBufferPointer(start: children.data, count: Int(children.length)))
  }
  take(document.pointee.v.document.children)
  var next = 0
  while next < nodes.count {
    if let node = nodes[next]?.assumingMemoryBound(to: GumboNode.self),
      node.pointee.type == GUMBO_NODE_ELEMENT || node.pointee.type == GUMBO_NODE_TEMPLATE
    {
      take(node.pointee.v.element.children)
      node.pointee.v.element.children.length = 0
    }
    next += 1
  }
  // Gumbo's default allocator is malloc's.
  let size = nodes.count * MemoryLayout<UnsafeMutableRawPointer?>.stride
  guard let room = malloc(max(1, size)) else { return }
  let list = room.bindMemory(to: UnsafeMutableRawPointer?.self, capacity: nodes.count)
  list.update(from: nodes, count: nodes.count)
  free(document.pointee.v.document.children.data)
  document.pointee.v.document.children.data = list
  document.pointee.v.document.children.length = UInt32(nodes.count)
  document.pointee.v.document.children.capacity = UInt32(nodes.count)
}

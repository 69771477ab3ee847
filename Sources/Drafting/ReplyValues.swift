/// What a template's names stand for: texts, and lists of further values.
struct ReplyValues: Sendable {
  var texts: [String: String] = [:]
  var lists: [String: [ReplyValues]] = [:]

  /// The first name that the tags need and that has no value, in the order of the template; nil when all are there.
  func firstMissing(for nodes: [TemplateTags.Node]) -> String? {
    for node in nodes {
      switch node {
      case .variable(let name):
        if text(name) == nil { return name }
      case .section(let name, let isInverted, let inner):
        if isInverted == holds(name) { continue }
        let scopes = isInverted ? [self] : lists[name]?.map { $0.over(self) } ?? [self]
        for scope in scopes {
          if let missing = scope.firstMissing(for: inner) { return missing }
        }
      }
    }
    return nil
  }

  /// The same as nested dictionaries, since Mustache takes the dot of `order.reference` for a step inwards.
  var dictionary: [String: Any] {
    var result: [String: Any] = [:]
    for (name, text) in texts where !text.isEmpty {
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        var inner = result[parts[0]] as? [String: String] ?? [:]
        inner[parts[1]] = text
        result[parts[0]] = inner
      } else {
        result[name] = text
      }
    }
    for (name, items) in lists { result[name] = items.map(\.dictionary) }
    return result
  }

  private func text(_ name: String) -> String? { texts[name].flatMap { $0.isEmpty ? nil : $0 } }

  private func holds(_ name: String) -> Bool { text(name) != nil || lists[name]?.isEmpty == false }

  /// Inside a list's item its own names come first, then those around it.
  private func over(_ outer: ReplyValues) -> ReplyValues {
    ReplyValues(
      texts: outer.texts.merging(texts) { $1 }, lists: outer.lists.merging(lists) { $1 })
  }
}

public import Domain

/// The same tree with every default written in, so that a room reads its node without knowing any default.
///
/// An optional section that is absent and has a required setting inside stays absent (there is no outgoing server to
/// speak of); one that can do without the customer appears with its defaults.
public enum SettingsDefaults {
  public static func filled(_ root: SettingNode, declarations: [SettingDeclaration]) -> SettingNode {
    section(root, declarations)
  }

  private static func section(_ node: SettingNode, _ declared: [SettingDeclaration]) -> SettingNode {
    guard node.isNull || node.entries != nil else { return node }
    var entries = (node.entries ?? []).filter { !$0.node.isNull || isSection($0.key, declared) }
    for (index, entry) in entries.enumerated() {
      guard let declaration = declared.first(where: { $0.name == entry.key }) else { continue }
      entries[index] = SettingNode.Entry(key: entry.key, place: entry.place, node: value(entry.node, declaration.kind))
    }
    for declaration in declared where !entries.contains(where: { $0.key == declaration.name }) {
      guard let added = absent(declaration, at: node.place) else { continue }
      entries.append(SettingNode.Entry(key: declaration.name, place: node.place, node: added))
    }
    return SettingNode(.map(entries), place: node.place)
  }

  /// `name:` with nothing after it is an absent value, but a section that is there.
  private static func isSection(_ name: String, _ declared: [SettingDeclaration]) -> Bool {
    guard case .section = declared.first(where: { $0.name == name })?.kind else { return false }
    return true
  }

  private static func value(_ node: SettingNode, _ kind: SettingDeclaration.Kind) -> SettingNode {
    switch kind {
    case .section(let declared): return section(node, declared)
    case .named(_, let declared):
      guard let entries = node.entries else { return node }
      let filled = entries.map { entry in
        SettingNode.Entry(key: entry.key, place: entry.place, node: section(entry.node, declared))
      }
      return SettingNode(.map(filled), place: node.place)
    case .list(let element):
      guard let nodes = node.list else { return node }
      return SettingNode(.list(nodes.map { value($0, element) }), place: node.place)
    default: return node
    }
  }

  private static func absent(_ declaration: SettingDeclaration, at place: SettingPlace) -> SettingNode? {
    if let written = declaration.defaultValue { return parsed(written, declaration.kind, at: place) }
    guard case .section(let declared) = declaration.kind, !declared.containRequired else { return nil }
    return section(SettingNode(.null, place: place), declared)
  }

  /// Defaults are declared as they would be written in the file; a text that is no YAML by itself stands for itself.
  private static func parsed(_ written: String, _ kind: SettingDeclaration.Kind, at place: SettingPlace) -> SettingNode
  {
    guard let node = try? SettingsFile.parse(written, file: place.file) else {
      return SettingNode(.scalar(written), place: place)
    }
    return value(node.moved(to: place), kind)
  }
}

extension SettingNode {
  /// The whole tree as if it stood at one place: a default has no line of its own.
  fileprivate func moved(to place: SettingPlace) -> SettingNode {
    switch value {
    case .null, .scalar: SettingNode(value, place: place)
    case .list(let nodes): SettingNode(.list(nodes.map { $0.moved(to: place) }), place: place)
    case .map(let entries):
      SettingNode(
        .map(entries.map { Entry(key: $0.key, place: place, node: $0.node.moved(to: place)) }), place: place)
    }
  }
}

extension [SettingDeclaration] {
  /// Whether the customer has to write something for these settings to hold.
  var containRequired: Bool {
    contains { declaration in
      if declaration.isRequired { return true }
      if case .section(let inner) = declaration.kind { return inner.containRequired }
      return false
    }
  }
}

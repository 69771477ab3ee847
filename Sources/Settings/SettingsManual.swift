public import Domain

/// Prints the annotated settings file from the declarations: the manual and the example are one.
///
/// The printed file is itself a valid one. What the customer must give stands there with an example; everything else is
/// commented out with `#` straight before the name, so that taking the `#` away makes it count.
public enum SettingsManual {
  static let width = 100

  public static func reference(_ declarations: [SettingDeclaration], _ language: Language) -> String {
    let printer = Printer(language: language)
    let lines = printer.introduction + [""] + printer.settings(declarations, indent: 0, allCount: false)
    return lines.joined(separator: "\n") + "\n"
  }
}

private struct Printer {
  let language: Language

  var introduction: [String] {
    comment(
      Localized(
        fr: "Réglages de Vaguemestre. Un « # » suivi d’un espace ouvre une explication. Un « # » collé à un nom met "
          + "ce réglage de côté : enlevez le « # » pour qu’il compte. Le retrait se fait avec des espaces, jamais "
          + "avec des tabulations. Après un changement, « vaguemestre check » dit ce qui ne va pas.",
        en: "Settings of Vaguemestre. A “#” followed by a space opens an explanation. A “#” right before a name sets "
          + "this setting aside: take the “#” away to make it count. Indent with spaces, never with tabs. "
          + "After a change, “vaguemestre check” tells what is wrong."
      ).text(language), indent: 0)
  }

  /// `allCount` is for a section that is commented out as a whole: inside, nothing is commented out a second time.
  func settings(_ declarations: [SettingDeclaration], indent: Int, allCount: Bool) -> [String] {
    var lines: [String] = []
    for declaration in declarations {
      if !lines.isEmpty { lines.append("") }
      lines += comment(declaration.explanation.text(language), indent: indent)
      lines += comment(facts(declaration), indent: indent)
      let counts = allCount || isActive(declaration)
      let body = self.body(declaration, indent: indent, allCount: !counts || allCount)
      lines += counts ? body : body.map { commentedOut($0, indent: indent) }
    }
    return lines
  }

  /// Whether the setting stands in the printed file so that it counts.
  private func isActive(_ declaration: SettingDeclaration) -> Bool {
    if declaration.isRequired || declaration.isUsual { return true }
    if case .section(let inner) = declaration.kind { return !inner.containRequired }
    return false
  }

  private func body(_ declaration: SettingDeclaration, indent: Int, allCount: Bool) -> [String] {
    let margin = String(repeating: " ", count: indent)
    let head = margin + declaration.name + ":"
    switch declaration.kind {
    case .section(let inner):
      return [head] + settings(inner, indent: indent + 2, allCount: allCount)
    case .named(let example, let inner):
      return [head, margin + "  " + example + ":"] + settings(inner, indent: indent + 4, allCount: allCount)
    case .list(.section(let inner)):
      return [head, margin + "  -"] + settings(inner, indent: indent + 4, allCount: allCount)
    default:
      return scalarBody(declaration, head: head, margin: margin)
    }
  }

  private func scalarBody(_ declaration: SettingDeclaration, head: String, margin: String) -> [String] {
    let value = declaration.defaultValue ?? declaration.example ?? declaration.kind.placeholder
    var lines = value.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let staysOnHead = lines.count == 1 || value.hasPrefix("|") || value.hasPrefix(">")
    let first = staysOnHead ? " " + lines.removeFirst() : ""
    return [head + first] + lines.map { $0.isEmpty ? "" : margin + "  " + $0 }
  }

  private func commentedOut(_ line: String, indent: Int) -> String {
    String(repeating: " ", count: indent) + "#" + line.dropFirst(indent)
  }

  /// What may stand there and what holds when nothing does; empty when there is nothing to say.
  private func facts(_ declaration: SettingDeclaration) -> String {
    var sentences: [Localized] = []
    switch declaration.kind {
    case .text, .section, .named, .free, .list(.section): break
    default:
      let expected = declaration.kind.expected
      sentences.append(Localized(fr: "Valeur : \(expected.fr).", en: "Value: \(expected.en)."))
    }
    switch declaration.defaultValue {
    case _ where declaration.isRequired: sentences.append(Localized(fr: "Obligatoire.", en: "Required."))
    case "", "\"\"", "[]", "{}": sentences.append(Localized(fr: "Vide par défaut.", en: "Empty by default."))
    case let value? where !value.contains("\n"):
      sentences.append(Localized(fr: "Par défaut : \(value).", en: "Default: \(value)."))
    case nil where declaration.isUsual || !isActive(declaration):
      sentences.append(Localized(fr: "Facultatif.", en: "Optional."))
    default: break
    }
    return sentences.map { $0.text(language) }.joined(separator: " ")
  }

  private func comment(_ text: String, indent: Int) -> [String] {
    let opening = String(repeating: " ", count: indent) + "# "
    return wrapped(text, width: max(20, SettingsManual.width - opening.count)).map { opening + $0 }
  }

  /// Breaks between words, but not before French high punctuation nor inside « ».
  private func wrapped(_ text: String, width: Int) -> [String] {
    var words: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = words.last, last.hasSuffix("«") || [";", ":", "?", "!", "»"].contains(word.prefix(1)) {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}

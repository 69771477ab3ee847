import Domain
import Yams

/// What the YAML library complains about, told to somebody who has never heard of YAML.
///
/// The library's own sentences name the grammar's productions; what people do wrong is a tab, a forgotten colon, a line
/// one column off, a quote that is not closed. The places are those where the hand has to go, which is often the start of
/// the construct rather than the point where the library gave up.
struct YAMLProblem {
  let problem: SettingProblem

  init(error: any Error, text: String, file: String) {
    let source = Source(text: text, file: file)
    problem =
      switch error {
      case YamlError.scanner(let context, let problem, let mark, _),
        YamlError.parser(let context, let problem, let mark, _),
        YamlError.composer(let context, let problem, let mark, _):
        Self.problem(problem, context, mark, source)
      case YamlError.duplicatedKeysInMapping(let names, let context):
        Self.twice(names.min() ?? "", context.mark, source)
      case YamlError.reader(_, let offset, _, _):
        SettingProblem(
          source.place(ofCharacter: offset),
          .notReadable(
            Localized(
              fr: "Il y a ici un caractère invisible interdit ; effacez-le et retapez ce passage.",
              en: "There is a forbidden invisible character here; delete it and type this passage again.")))
      default:
        // Left is `memory`, by which the library also means a thousand levels of nesting.
        SettingProblem(SettingPlace(file: file, line: 1, column: 1), .notReadable(Self.tooDeep))
      }
  }

  private static func problem(
    _ problem: String, _ context: YamlError.Context?, _ mark: Mark, _ source: Source
  ) -> SettingProblem {
    let here = source.place(mark)
    let start = context.map { source.place($0.mark) } ?? here
    func report(_ place: SettingPlace, _ text: Localized) -> SettingProblem {
      SettingProblem(place, .notReadable(text))
    }
    // A tab in the margin shows up under several of the names below.
    if let tab = source.tab(inMarginOf: [here.line, start.line]) { return report(tab, tabInMargin) }
    if let space = source.noBreakSpace(in: [here.line, start.line]) { return report(space, noBreakSpace) }
    switch problem {
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return report(here, tabInMargin)
    case "found character that cannot start any token":
      return report(here, quoteIt(first: source.character(at: here)))
    case "did not find expected alphabetic or numeric character":
      return report(start, quoteIt(first: source.character(at: start)))
    case "found undefined alias", "found undefined tag handle":
      return report(here, quoteIt(first: source.character(at: here)))
    case "could not find expected ':'":
      return report(start, source.hasColon(start) ? missingSpace : missingColon)
    case "mapping values are not allowed in this context":
      if let above = source.lineWithoutValue(above: here) {
        return report(above, source.hasColon(above) ? missingSpace : missingColon)
      }
      return report(here, unexpectedColon)
    case "found unexpected end of stream", "found unexpected document indicator":
      return report(start, openQuote)
    case "did not find expected ',' or ']'":
      return report(start, open(bracket: "[", closing: "]"))
    case "did not find expected ',' or '}'":
      return report(start, open(bracket: "{", closing: "}"))
    case "did not find expected key", "did not find expected '-' indicator":
      return report(here, source.isQuote(before: here) ? afterQuote : wrongIndent)
    case "block sequence entries are not allowed in this context":
      return report(here, unexpectedDash)
    case "found unknown escape character":
      return report(here, backslash)
    case "but found another document":
      return report(here, secondDocument)
    case "did not find expected <document start>":
      return report(here, wrongIndent)
    case _ where problem.hasPrefix("Maximum nesting level reached"):
      return report(here, tooDeep)
    default:
      return report(here, general)
    }
  }

  /// The library gives the first of the two places; the second is where the slip is more often.
  private static func twice(_ name: String, _ mark: Mark, _ source: Source) -> SettingProblem {
    let first = source.place(mark)
    return SettingProblem(source.place(ofKey: name, after: first) ?? first, .twice(name: name))
  }

  // MARK: The sentences

  static func quoteIt(first: Character?) -> Localized {
    let mark = first.map(String.init) ?? ""
    return Localized(
      fr: "Une valeur qui commence par « \(mark) » doit être mise entre guillemets droits : \"…\".",
      en: "A value that begins with “\(mark)” must stand in straight quotes: \"…\".")
  }

  private static let tabInMargin = Localized(
    fr: "Cette ligne est décalée par une tabulation ; remplacez-la par des espaces.",
    en: "This line is indented by a tab; replace it by spaces.")
  private static let missingColon = Localized(
    fr: "Il manque « : » dans cette ligne ; écrivez « nom: valeur ».",
    en: "There is no “:” in this line; write “name: value”.")
  private static let missingSpace = Localized(
    fr: "Il manque un espace après « : » dans cette ligne ; écrivez « nom: valeur ».",
    en: "There is no space after “:” in this line; write “name: value”.")
  private static let noBreakSpace = Localized(
    fr: "Il y a ici un espace insécable ; remplacez-le par un espace ordinaire.",
    en: "There is a no-break space here; replace it by an ordinary space.")
  private static let unexpectedColon = Localized(
    fr: "Ce « : » n’est pas attendu ici ; si la valeur contient « : », mettez-la entre guillemets droits, "
      + "sinon vérifiez le retrait de la ligne.",
    en: "This “:” is not expected here; if the value contains “: ”, put it in straight quotes, "
      + "else check the indentation of the line.")
  private static let openQuote = Localized(
    fr: "Le guillemet ouvert ici n’est jamais refermé.", en: "The quote opened here is never closed.")
  private static let afterQuote = Localized(
    fr: "Il y a du texte après le guillemet fermant ; placez tout le texte entre les guillemets.",
    en: "There is text after the closing quote; put the whole text inside the quotes.")
  private static let wrongIndent = Localized(
    fr: "Le retrait de cette ligne ne correspond à aucune des lignes précédentes ; alignez-la sur les réglages "
      + "de même niveau.",
    en: "The indentation of this line matches none of the lines above; align it with the settings of the same level.")
  private static let unexpectedDash = Localized(
    fr: "Ce tiret n’est pas attendu ici ; une liste commence à la ligne, sous le nom du réglage.",
    en: "This dash is not expected here; a list begins on a line of its own, below the setting’s name.")
  private static let backslash = Localized(
    fr: "Entre guillemets doubles, « \\ » a un sens particulier ; utilisez des apostrophes droites : '…'.",
    en: "Inside double quotes “\\” has a special meaning; use straight single quotes: '…'.")
  private static let secondDocument = Localized(
    fr: "Une ligne « --- » ouvre ici un second document ; supprimez-la.",
    en: "A line “---” opens a second document here; remove it.")
  private static let general = Localized(
    fr: "Cette ligne ne peut pas être comprise ; vérifiez son retrait, ses « : » et ses guillemets.",
    en: "This line cannot be understood; check its indentation, its “:” and its quotes.")

  static let manyAliases = Localized(
    fr: "Ce fichier contient trop de renvois YAML (« *nom ») ; répétez plutôt les réglages eux-mêmes.",
    en: "This file has too many YAML aliases (“*name”); repeat the settings themselves instead.")
  static let tooDeep = Localized(
    fr: "Les réglages sont trop nombreux ou trop imbriqués à cet endroit.",
    en: "There are too many settings here, or they are nested too deeply.")

  private static func open(bracket: String, closing: String) -> Localized {
    Localized(
      fr: "Après « \(bracket) », il manque une virgule ou le « \(closing) » final.",
      en: "After “\(bracket)” a comma or the final “\(closing)” is missing.")
  }
}

/// The text again, by lines, to find what the library's marks point at.
private struct Source {
  let file: String
  private let lines: [Substring.UnicodeScalarView]

  init(text: String, file: String) {
    self.file = file
    lines = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
  }

  func place(_ mark: Mark) -> SettingPlace { SettingPlace(file: file, line: mark.line, column: mark.column) }

  /// The library counts characters, a line end of two bytes as one.
  func place(ofCharacter offset: Int?) -> SettingPlace {
    var rest = offset ?? 0
    for (index, line) in lines.enumerated() {
      let count = String(line).count
      if rest <= count { return SettingPlace(file: file, line: index + 1, column: rest + 1) }
      rest -= count + 1
    }
    return SettingPlace(file: file, line: 1, column: 1)
  }

  func character(at place: SettingPlace) -> Character? {
    line(place.line)?.dropFirst(place.column - 1).first.map(Character.init)
  }

  /// Whether a closing quote ends what stands in front of a place on its line.
  func isQuote(before place: SettingPlace) -> Bool {
    let last = line(place.line)?.prefix(place.column - 1).last { $0 != " " }
    return last == "\"" || last == "'"
  }

  /// The line above, where it is no `name: value` although it stands at the level of a line of settings: YAML takes it for
  /// the first half of a longer name.
  func lineWithoutValue(above place: SettingPlace) -> SettingPlace? {
    guard let line = line(place.line), let above = self.line(place.line - 1) else { return nil }
    let margin = line.prefix { $0 == " " }.count
    let text = String(above.dropFirst(margin))
    guard above.prefix(while: { $0 == " " }).count == margin, !text.isEmpty, !text.contains(": "), text.last != ":",
      !"#-".contains(text.prefix(1))
    else { return nil }
    return SettingPlace(file: file, line: place.line - 1, column: margin + 1)
  }

  func hasColon(_ place: SettingPlace) -> Bool { line(place.line)?.contains(":") ?? false }

  /// What a French keyboard gives for a space with the Alt key held down, where YAML wants an ordinary one: in the margin
  /// or behind the colon.
  func noBreakSpace(in numbers: [Int]) -> SettingPlace? {
    for number in numbers {
      guard let line = line(number) else { continue }
      var isStructure = true
      for (index, scalar) in line.enumerated() {
        if scalar == "\u{A0}" || scalar == "\u{202F}", isStructure {
          return SettingPlace(file: file, line: number, column: index + 1)
        }
        isStructure = scalar == ":" || (isStructure && scalar == " ")
      }
    }
    return nil
  }

  func tab(inMarginOf numbers: [Int]) -> SettingPlace? {
    for number in numbers {
      guard let line = line(number) else { continue }
      let margin = line.prefix { $0 == " " || $0 == "\t" }
      guard margin.count < line.count, let tab = margin.firstIndex(of: "\t") else { continue }
      return SettingPlace(file: file, line: number, column: margin.distance(from: margin.startIndex, to: tab) + 1)
    }
    return nil
  }

  /// The next line that has the same key in the same column: the second of two, in the block style.
  func place(ofKey name: String, after first: SettingPlace) -> SettingPlace? {
    for (index, line) in lines.enumerated().dropFirst(first.line) {
      guard line.count >= first.column, line.prefix(first.column - 1).allSatisfy({ $0 == " " || $0 == "-" }) else {
        continue
      }
      let rest = String(line.dropFirst(first.column - 1))
      if [name, "\"\(name)\"", "'\(name)'"].contains(where: { rest.hasPrefix($0 + ":") }) {
        return SettingPlace(file: file, line: index + 1, column: first.column)
      }
    }
    return nil
  }

  private func line(_ number: Int) -> Substring.UnicodeScalarView? {
    number >= 1 && number <= lines.count ? lines[number - 1] : nil
  }
}

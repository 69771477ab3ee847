import Domain

extension SettingDeclaration.Kind {
  /// What must stand as the value, as a noun phrase that follows « il faut » or “it must be”.
  var expected: Localized {
    switch self {
    case .text: Localized(fr: "un texte", en: "a text")
    case .integer(let range):
      Localized(
        fr: "un nombre entier de \(range.lowerBound) à \(range.upperBound)",
        en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    case .share(let range):
      Localized(
        fr: "une part entre \(range.lowerBound) et \(range.upperBound), comme 0.95",
        en: "a share from \(range.lowerBound) to \(range.upperBound), like 0.95")
    case .duration(let range):
      Localized(
        fr: "une durée de \(SettingDuration.text(range.lowerBound)) à \(SettingDuration.text(range.upperBound)), "
          + "comme 30s, 15m, 12h ou 3d (secondes, minutes, heures, jours)",
        en: "a duration from \(SettingDuration.text(range.lowerBound)) to \(SettingDuration.text(range.upperBound)), "
          + "like 30s, 15m, 12h or 3d (seconds, minutes, hours, days)")
    case .flag: Localized(fr: "true (oui) ou false (non)", en: "true or false")
    case .choice(let choices):
      Localized(fr: choices.listed(with: "ou"), en: choices.listed(with: "or"))
    case .path:
      Localized(fr: "un chemin complet, qui commence par « / »", en: "a full path, which begins with “/”")
    case .mailAddress:
      Localized(fr: "une adresse comme nom@exemple.fr", en: "an address like name@example.com")
    case .timeZone:
      Localized(fr: "un fuseau horaire comme Europe/Paris", en: "a time zone like Europe/Paris")
    case .secret:
      Localized(
        fr: "un secret sous la forme ${VARIABLE}, sealed:… ou file:/chemin",
        en: "a secret given as ${VARIABLE}, sealed:… or file:/path")
    case .list(let kind):
      Localized(
        fr: "une liste, dont chaque élément est \(kind.expected.fr)", en: "a list, each item \(kind.expected.en)")
    case .section:
      Localized(fr: "des réglages de la forme « nom: valeur »", en: "settings of the form “name: value”")
    case .named:
      Localized(
        fr: "une suite de noms de votre choix, chacun avec ses réglages",
        en: "names of your choice, each with its settings")
    case .map(let kind):
      Localized(
        fr: "une suite de noms de votre choix, chacun avec pour valeur \(kind.expected.fr)",
        en: "names of your choice, each with the value \(kind.expected.en)")
    case .free: Localized(fr: "ce que la notice décrit", en: "what the manual describes")
    }
  }

  /// A value that passes the check, for the reference when a declaration gives none.
  var placeholder: String {
    switch self {
    case .text: "…"
    case .integer(let range): String(range.lowerBound)
    case .share(let range): String(range.lowerBound)
    case .duration(let range): SettingDuration.text(range.lowerBound)
    case .flag: "false"
    case .choice(let choices): choices.first ?? "…"
    case .path: "/…"
    case .mailAddress: "nom@exemple.fr"
    case .timeZone: "Europe/Paris"
    case .secret: "${SECRET}"
    case .list(let kind): "[\(kind.placeholder)]"
    case .map(let kind): "{nom: \(kind.placeholder)}"
    case .section, .named, .free: "{}"
    }
  }
}

extension [String] {
  /// `a, b ou c`.
  fileprivate func listed(with conjunction: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }
}

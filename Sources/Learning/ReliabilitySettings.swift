public import Domain

/// How reliable the answers must be shown to be before they leave without a person, and how many of them are audited.
public struct ReliabilitySettings: Hashable, Sendable {
  /// The share of right answers.
  public let target: Double
  /// Which share of the answers is drawn for an audit.
  public let audited: Double
  /// Fewer answers of one intent in an hour are never unusual.
  public let surge: Int

  public init(target: Double = 0.95, audited: Double = 0.2, surge: Int = 30) {
    self.target = target
    self.audited = audited
    self.surge = surge
  }

  /// The section `reliability` of the settings file.
  public static let declarations: [SettingDeclaration] = [
    SettingDeclaration(
      "reliability",
      .section([
        SettingDeclaration(
          "target", .share(0.5...0.999), default: "0.95",
          Localized(
            fr: "Part de réponses justes exigée d’un motif avant qu’il soit répondu sans relecture. Elle doit être "
              + "démontrée par vos contrôles (« vaguemestre audit ») : avec 0.95, 59 contrôles sans erreur suffisent.",
            en: "Share of right answers that a motive must reach before it is answered without a person. It must be "
              + "shown by your audits (“vaguemestre audit”): with 0.95, 59 audits without a mistake are enough.")),
        SettingDeclaration(
          "audited", .share(0...1), default: "0.2",
          Localized(
            fr: "Part des réponses tirées au sort pour être contrôlées par une personne. Les contrôles continuent "
              + "quand un motif répond seul : s’il faiblit, il repasse en brouillon.",
            en: "Share of the answers drawn by lot for a person's audit. Audits go on while a motive is answered "
              + "without a person: when it weakens, its answers become drafts again.")),
        SettingDeclaration(
          "surge", .integer(1...100_000), default: "30",
          Localized(
            fr: "Réponses automatiques d’un même motif en une heure à partir desquelles un afflux est suspect : s’il "
              + "atteint le triple de l’heure la plus chargée des quatre semaines passées, le motif repasse en brouillon.",
            en: "Automatic answers of one motive in an hour from which on a surge is suspicious: when it reaches three "
              + "times the busiest hour of the past four weeks, the motive's answers become drafts.")),
      ]),
      Localized(
        fr: "La fiabilité exigée des réponses automatiques.", en: "The reliability required of automatic answers."))
  ]

  /// Reads the section `reliability`, checked already; what it does not say keeps its default.
  public init(reading node: SettingNode?) {
    let standard = ReliabilitySettings()
    self.init(
      target: node?["target"]?.share ?? standard.target, audited: node?["audited"]?.share ?? standard.audited,
      surge: node?["surge"]?.integer ?? standard.surge)
  }
}

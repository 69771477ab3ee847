public import Domain

/// How reliable the answers must be shown to be before they leave without a person, and how many of them are audited.
public struct ReliabilitySettings: Hashable, Sendable {
  /// The share of right answers.
  public let target: Double
  /// Which share of the answers is drawn for an audit.
  public let audited: Double

  public init(target: Double = 0.95, audited: Double = 0.2) {
    self.target = target
    self.audited = audited
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
      ]),
      Localized(
        fr: "La fiabilité exigée des réponses automatiques.", en: "The reliability required of automatic answers."))
  ]

  /// Reads the section `reliability`, checked already; what it does not say keeps its default.
  public init(reading node: SettingNode?) {
    let standard = ReliabilitySettings()
    self.init(
      target: node?["target"]?.share ?? standard.target, audited: node?["audited"]?.share ?? standard.audited)
  }
}

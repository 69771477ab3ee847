public import Domain

/// The limits within which the appliance may answer by itself.
public struct SafeguardSettings: Hashable, Sendable {
  /// Automatic answers that one sender may get in 24 hours, whatever the mailbox.
  public let perSenderPerDay: Int
  /// Automatic answers to anybody in an hour; beyond it everything is only drafted.
  public let perHour: Int
  /// Seconds after which a mail is only drafted.
  public let answerWithin: Int64

  public init(perSenderPerDay: Int = 3, perHour: Int = 60, answerWithin: Int64 = 3 * 86_400) {
    self.perSenderPerDay = perSenderPerDay
    self.perHour = perHour
    self.answerWithin = answerWithin
  }

  /// The section `sending` of the settings file.
  public static let declarations: [SettingDeclaration] = [
    SettingDeclaration(
      "sending",
      .section([
        SettingDeclaration(
          "per_sender_per_day", .integer(0...1000), default: "3",
          Localized(
            fr: "Réponses automatiques qu’un même expéditeur peut recevoir en 24 heures, toutes boîtes confondues. "
              + "Au-delà, la réponse est préparée en brouillon.",
            en: "Automatic answers that one sender may get in 24 hours, all mailboxes together. "
              + "Beyond that, the answer is drafted.")),
        SettingDeclaration(
          "per_hour", .integer(0...100_000), default: "60",
          Localized(
            fr: "Réponses automatiques envoyées en une heure, tous destinataires confondus. Au-delà, tout passe en "
              + "brouillon : une boucle ou un afflux anormal ne peut pas inonder vos clients.",
            en: "Automatic answers sent in an hour, to anybody. Beyond that, everything is drafted: neither a loop nor "
              + "an unusual surge can flood your customers.")),
        SettingDeclaration(
          "answer_within", .duration(0...31_536_000), default: "3d",
          Localized(
            fr: "Âge au-delà duquel un message n’est plus répondu automatiquement, mais préparé en brouillon.",
            en: "Age beyond which a message is no longer answered automatically, but drafted.")),
      ]),
      Localized(
        fr: "Les limites des réponses automatiques.", en: "The limits of automatic answers."))
  ]

  /// Reads the section `sending`, checked already; what it does not say keeps its default.
  public init(reading node: SettingNode?) {
    let standard = SafeguardSettings()
    self.init(
      perSenderPerDay: node?["per_sender_per_day"]?.integer ?? standard.perSenderPerDay,
      perHour: node?["per_hour"]?.integer ?? standard.perHour,
      answerWithin: node?["answer_within"]?.seconds.map(Int64.init) ?? standard.answerWithin)
  }
}

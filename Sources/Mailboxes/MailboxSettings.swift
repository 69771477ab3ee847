public import Domain
public import Foundation

/// What the settings file says of one watched mailbox.
public struct MailboxSettings: Sendable, Hashable {
  public let name: MailboxName
  /// The trade whose intents, rules, replies and folders apply: `ecommerce` or `suppliers`.
  public let profile: String
  public let mode: Mode
  /// Our own addresses here, lowercased; the first is the sender of answers.
  public let addresses: [String]
  /// The name shown beside our address.
  public let displayName: String?
  public private(set) var maildir: String
  /// The Maildir in which answers are left; nil in modes that never send.
  public private(set) var outgoing: String?
  public let connectors: [String]
  public let languages: [Language]
  public let timeZone: TimeZone
  public let hours: OpeningHours?
  public let signature: String
  /// Names of the site's own for folders, by the profile's id.
  public let folders: [String: FolderName]
  public let drafts: FolderName
  /// Seconds between two looks into the mailbox.
  public let poll: Int

  /// What stands below an answer: the signature, else the name shown, else the address.
  public var signatureOrName: String { signature.isEmpty ? displayName ?? addresses[0] : signature }

  /// The same mailbox with its mails elsewhere: a trial that must not touch the real ones.
  public func relocated(maildir: String, outgoing: String) -> MailboxSettings {
    var copy = self
    copy.maildir = maildir
    copy.outgoing = outgoing
    return copy
  }

  public static let declarations: [SettingDeclaration] = [
    SettingDeclaration(
      "mailboxes", .named(example: "contact", mailbox), isRequired: true,
      Localized(
        fr: "Les boîtes mail surveillées. Chaque boîte a un nom de votre choix.",
        en: "The mailboxes that are watched. You choose a name for each."))
  ]

  private static let mailbox: [SettingDeclaration] = [
    SettingDeclaration(
      "profile", .choice(["ecommerce", "suppliers"]), isRequired: true, example: "ecommerce",
      Localized(
        fr: "Le métier : « ecommerce » (service clients d’une boutique) ou « suppliers » (relation fournisseurs).",
        en: "The trade: “ecommerce” (a shop's customer service) or “suppliers” (supplier relations).")),
    SettingDeclaration(
      "mode", .choice(Mode.allCases.map(\.rawValue)), default: "observe",
      Localized(
        fr: """
          « observe » ne change rien et montre ce qui aurait été fait ; « draft » classe et prépare des brouillons, \
          n’envoie jamais ; « automatic » répond seul quand les règles et les garde-fous le permettent.
          """,
        en: """
          “observe” changes nothing and shows what would have been done; “draft” files and drafts, never sends; \
          “automatic” answers by itself where the rules and safeguards allow it.
          """)),
    SettingDeclaration(
      "addresses", .list(.mailAddress), isRequired: true, example: "[contact@example.fr]",
      Localized(
        fr: "Vos adresses dans cette boîte ; la première est l’expéditeur des réponses.",
        en: "Your own addresses in this mailbox; the first is the sender of answers.")),
    SettingDeclaration(
      "display_name", .text, example: "Service clients",
      Localized(fr: "Le nom affiché à côté de votre adresse.", en: "The name shown beside your address.")),
    SettingDeclaration(
      "maildir", .path, isRequired: true, example: "/var/mail/contact/Maildir",
      Localized(fr: "Le Maildir où arrivent les mails.", en: "The Maildir in which the mails arrive.")),
    SettingDeclaration(
      "outgoing", .path, example: "/var/mail/outgoing",
      Localized(
        fr: "Le Maildir où les réponses sont déposées pour être envoyées. Obligatoire en mode « automatic ».",
        en: "The Maildir in which answers are left to be sent. Required in mode “automatic”.")),
    SettingDeclaration(
      "connectors", .list(.text), default: "[]",
      Localized(
        fr: "Les connecteurs interrogés pour cette boîte (boutique, comptabilité), par leur nom.",
        en: "The connectors asked for this mailbox (shop, ledger), by name.")),
    SettingDeclaration(
      "languages", .list(.choice(["fr", "en"])), default: "[fr, en]",
      Localized(
        fr: "Les langues des mails et des réponses, la principale d’abord.",
        en: "The languages of mails and answers, the main one first.")),
    SettingDeclaration(
      "time_zone", .timeZone, default: "Europe/Paris",
      Localized(fr: "Le fuseau horaire de vos réponses.", en: "The time zone of your answers.")),
    SettingDeclaration(
      "hours", .list(.text), example: "[lun-ven 09:00-12:30 14:00-18:00]",
      Localized(fr: "Vos heures d’ouverture, par jours.", en: "Your opening hours, by days.")),
    SettingDeclaration(
      "signature", .text, default: "\"\"",
      Localized(
        fr: "La signature au bas des réponses ; sans elle, le nom affiché ou l’adresse.",
        en: "The signature below answers; without one, the name shown or the address.")),
    SettingDeclaration(
      "folders", .map(.text), example: "{\"02\": \"Suivi\"}",
      Localized(
        fr: "Vos propres noms de dossiers, par numéro du profil.",
        en: "Folder names of your own, by the profile's number.")),
    SettingDeclaration(
      "drafts", .text, default: "Drafts",
      Localized(fr: "Le dossier des brouillons.", en: "The folder of drafts.")),
    SettingDeclaration(
      "poll", .duration(1...3600), default: "5s",
      Localized(
        fr: "Le temps entre deux relèves de la boîte.", en: "The time between two looks into the mailbox.")),
  ]

  /// Reads a mailbox from a tree in which defaults are filled in and kinds are checked.
  public init(name: String, reading node: SettingNode) throws(SettingProblem) {
    self.name = MailboxName(name)
    profile = try node.requiredText("profile")
    let modeNode = try node.required("mode")
    guard let mode = Mode(rawValue: modeNode.scalar ?? "") else {
      throw SettingProblem(
        modeNode.place,
        .notOneOf(value: modeNode.scalar ?? "", choices: Mode.allCases.map(\.rawValue), suggestion: nil))
    }
    self.mode = mode
    addresses = try node.required("addresses").texts.map { $0.lowercased() }
    guard !addresses.isEmpty else { throw SettingProblem(node.place, .missing(name: "addresses")) }
    displayName = node["display_name"]?.scalar
    maildir = try node.requiredText("maildir")
    outgoing = node["outgoing"]?.scalar
    if mode == .automatic && outgoing == nil { throw SettingProblem(node.place, .missing(name: "outgoing")) }
    connectors = node["connectors"]?.texts ?? []
    let languages = (node["languages"]?.texts ?? []).map(Language.init)
    self.languages = languages.isEmpty ? [.french] : languages
    let zone = try node.requiredText("time_zone")
    guard let timeZone = TimeZone(identifier: zone) else {
      throw SettingProblem(
        node.place,
        .notOfKind(
          value: zone,
          expected: Localized(
            fr: "un fuseau horaire comme Europe/Paris", en: "a time zone such as Europe/Paris")))
    }
    self.timeZone = timeZone
    if let hours = node["hours"], !hours.isNull {
      self.hours = try OpeningHours(reading: hours)
    } else {
      hours = nil
    }
    signature = node["signature"]?.scalar ?? ""
    var folders: [String: FolderName] = [:]
    for entry in node["folders"]?.entries ?? [] { folders[entry.key] = entry.node.scalar.map(FolderName.init) }
    self.folders = folders
    drafts = FolderName(node["drafts"]?.scalar ?? "Drafts")
    poll = node["poll"]?.seconds ?? 5
  }
}

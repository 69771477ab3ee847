public import Domain
public import Foundation

/// What the settings file says of one watched mailbox.
public struct MailboxSettings: Sendable, Hashable {
  public let name: MailboxName
  /// The trade whose intents, rules, replies and folders apply: `ecommerce` or `suppliers`.
  public let profile: String
  public private(set) var mode: Mode
  /// Our own addresses here, lowercased; the first is the sender of answers.
  public let addresses: [String]
  /// The name shown beside our address.
  public let displayName: String?
  /// Where its mails lie.
  public private(set) var place: Place
  /// What takes answers out of the house; nil where none is set, as in modes that never send.
  public private(set) var outgoing: Outgoing?
  /// Set where a token takes the place of the password.
  public let oauth: OAuthSettings?
  public let connectors: [String]
  public let languages: [Language]
  public let timeZone: TimeZone
  public let hours: OpeningHours?
  public let signature: String
  /// Names of the site's own for folders, by the profile's id.
  public let folders: [String: FolderName]
  /// Nil: the one that the server says, else `Drafts`.
  public let drafts: FolderName?
  /// Nil: the one that the server says, else `Sent`.
  public let sent: FolderName?
  /// Seconds between two looks into the mailbox.
  public let poll: Int

  /// What stands below an answer: the signature, else the name shown, else the address.
  public var signatureOrName: String { signature.isEmpty ? displayName ?? addresses[0] : signature }

  public enum Place: Sendable, Hashable {
    case maildir(String)
    case imap(ServerSettings)

    /// Whether both are one mailbox, which two settings must not watch.
    public func isSame(as other: Place) -> Bool {
      switch (self, other) {
      case (.maildir(let one), .maildir(let two)): one == two
      case (.imap(let one), .imap(let two)):
        one.endpoint == two.endpoint && one.user?.lowercased() == two.user?.lowercased()
      default: false
      }
    }
  }

  public enum Outgoing: Sendable, Hashable {
    /// Answers are left there for another program to send.
    case maildir(String)
    case smtp(ServerSettings, savesCopies: SavesCopies)
  }

  /// Who leaves a copy of an answer in the folder of sent mails.
  public enum SavesCopies: String, Sendable, Hashable, CaseIterable {
    /// We do, unless the server is known to.
    case auto
    case server
    case us
  }

  /// The same mailbox with its mails elsewhere: a trial that must not touch the real ones.
  public func relocated(maildir: String, outgoing: String) -> MailboxSettings {
    var copy = self
    copy.place = .maildir(maildir)
    copy.outgoing = .maildir(outgoing)
    return copy
  }

  /// The same mailbox, in which nothing is to be changed.
  public var observed: MailboxSettings {
    var copy = self
    copy.mode = .observe
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
      "imap", .section(ServerSettings.declarations(.imap)), isUsual: true,
      Localized(
        fr: "Le serveur IMAP où arrivent les mails. Il faut « imap » ou « maildir ».",
        en: "The IMAP server at which the mails arrive. Either “imap” or “maildir” is needed.")),
    SettingDeclaration(
      "smtp",
      .section(
        ServerSettings.declarations(.smtp) + [
          SettingDeclaration(
            "copies", .choice(SavesCopies.allCases.map(\.rawValue)), default: "auto",
            Localized(
              fr: "Qui range une copie des réponses parmi les messages envoyés : « us », l’appliance ; « server », le "
                + "serveur lui-même ; « auto », le serveur s’il est connu pour le faire (Microsoft 365, Gmail).",
              en:
                "Who keeps a copy of answers among the sent messages: “us”, the appliance; “server”, the server itself; "
                + "“auto”, the server if it is known to (Microsoft 365, Gmail)."))
        ]),
      Localized(
        fr: "Le serveur SMTP qui envoie les réponses. En mode « automatic », il faut « smtp » ou « outgoing ».",
        en: "The SMTP server that sends answers. Mode “automatic” needs “smtp” or “outgoing”.")),
    OAuthSettings.declaration,
    SettingDeclaration(
      "maildir", .path, example: "/var/mail/contact/Maildir",
      Localized(
        fr: "Le Maildir de cette machine où arrivent les mails, à la place de « imap ».",
        en: "The Maildir on this machine in which the mails arrive, in place of “imap”.")),
    SettingDeclaration(
      "outgoing", .path, example: "/var/mail/outgoing",
      Localized(
        fr: "Le Maildir où les réponses sont déposées pour qu’un autre programme les envoie, à la place de « smtp ».",
        en: "The Maildir in which answers are left for another program to send, in place of “smtp”.")),
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
      "drafts", .text, example: "Brouillons",
      Localized(
        fr: "Le dossier des brouillons ; sans lui, celui que le serveur désigne, sinon « Drafts ».",
        en: "The folder of drafts; without one, that which the server names, else “Drafts”.")),
    SettingDeclaration(
      "sent", .text, example: "Envoyés",
      Localized(
        fr: "Le dossier des messages envoyés ; sans lui, celui que le serveur désigne, sinon « Sent ».",
        en: "The folder of sent messages; without one, that which the server names, else “Sent”.")),
    SettingDeclaration(
      "poll", .duration(1...3600), default: "30s",
      Localized(
        fr: "Le temps entre deux relèves de la boîte, quand rien n’annonce l’arrivée d’un mail avant.",
        en: "The time between two looks into the mailbox, when nothing tells of a new mail before.")),
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
    oauth = try node["oauth"].map { node throws(SettingProblem) in try OAuthSettings(reading: node) }
    place = try Self.place(node, address: addresses[0])
    outgoing = try Self.outgoing(node, place)
    if mode == .automatic && outgoing == nil { throw SettingProblem(node.place, .missing(name: "smtp")) }
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
    for entry in node["folders"]?.entries ?? [] { folders[entry.key] = try Self.folder(entry.node) }
    self.folders = folders
    drafts = try Self.folder(node["drafts"])
    sent = try Self.folder(node["sent"])
    poll = node["poll"]?.seconds ?? 30
  }

  /// A folder of its own: what is put into the inbox comes back as a new mail.
  private static func folder(_ node: SettingNode?) throws(SettingProblem) -> FolderName? {
    guard let node, let name = node.scalar else { return nil }
    guard name.uppercased() != FolderName.inbox.text else {
      throw SettingProblem(
        node.place,
        .notReadable(
          Localized(
            fr: "Ce ne peut être la boîte de réception ; donnez un autre dossier.",
            en: "This cannot be the inbox; give another folder.")))
    }
    return FolderName(name)
  }

  private static func place(_ node: SettingNode, address: String) throws(SettingProblem) -> Place {
    let imap = node["imap"].flatMap { $0.isNull ? nil : $0 }
    switch (imap, node["maildir"]) {
    case (nil, nil): throw SettingProblem(node.place, .missing(name: "imap"))
    case (nil, _): return .maildir(try node.requiredText("maildir"))
    case (_?, let maildir?): throw either(maildir, "maildir", "imap")
    case (let imap?, nil):
      let server = try ServerSettings(reading: imap, .imap, user: address, password: nil)
      try login(server, imap, mayBeNone: false, node)
      return .imap(server)
    }
  }

  private static func outgoing(_ node: SettingNode, _ place: Place) throws(SettingProblem) -> Outgoing? {
    guard let smtp = node["smtp"], !smtp.isNull else { return node["outgoing"]?.scalar.map { .maildir($0) } }
    if let outgoing = node["outgoing"] { throw either(outgoing, "outgoing", "smtp") }
    var imap: ServerSettings?
    if case .imap(let server) = place { imap = server }
    let server = try ServerSettings(reading: smtp, .smtp, user: imap?.user, password: imap?.password)
    try login(server, smtp, mayBeNone: true, node)
    return .smtp(server, savesCopies: SavesCopies(rawValue: smtp["copies"]?.scalar ?? "") ?? .auto)
  }

  /// A user without password or token cannot log in.
  private static func login(
    _ server: ServerSettings, _ section: SettingNode, mayBeNone: Bool, _ mailbox: SettingNode
  ) throws(SettingProblem) {
    if server.user == nil && mayBeNone || mailbox["oauth"] != nil || server.password != nil { return }
    throw SettingProblem(section.place, .missing(name: "password"))
  }

  static func either(_ node: SettingNode, _ name: String, _ other: String) -> SettingProblem {
    SettingProblem(
      node.place,
      .notReadable(
        Localized(
          fr: "« \(name) » et « \(other) » ne vont pas ensemble ; gardez l’un des deux.",
          en: "“\(name)” and “\(other)” do not go together; keep one of the two.")))
  }
}

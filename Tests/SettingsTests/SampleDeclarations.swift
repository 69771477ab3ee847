import Domain
import Settings

/// A small invented file that has every kind of setting.
let sample: [SettingDeclaration] = [
  SealKeyFile.declaration,
  SettingDeclaration(
    "language", .choice(["fr", "en"]), default: "fr",
    Localized(
      fr: "Langue de la console et des messages d’erreur.", en: "Language of the console and of error messages.")),
  SettingDeclaration(
    "mailboxes", .named(example: "contact", mailbox), isRequired: true,
    Localized(
      fr: "Les boîtes mail surveillées ; le nom de chacune est celui que montrent la console et les journaux.",
      en: "The watched mailboxes; the name of each is the one that the console and the logs show.")),
  SettingDeclaration(
    "sending",
    .section([
      SettingDeclaration(
        "per_day", .integer(1...100), default: "3",
        Localized(fr: "Réponses par expéditeur et par jour.", en: "Answers a sender and day.")),
      SettingDeclaration(
        "answer_within", .duration(3_600...2_592_000), default: "3d",
        Localized(fr: "Au-delà de cet âge, un message ne reçoit plus de réponse.", en: "Older mails are not answered.")),
      SettingDeclaration(
        "stop", .flag, default: "false", Localized(fr: "Arrête tout envoi.", en: "Stops all sending.")),
    ]),
    Localized(fr: "Les limites de l’envoi automatique.", en: "The limits of automatic sending.")),
  SettingDeclaration(
    "hooks",
    .list(.section([SettingDeclaration("url", .text, isRequired: true, Localized(fr: "Adresse.", en: "Address."))])),
    Localized(fr: "Programmes prévenus.", en: "Programs that are told.")),
  SettingDeclaration("rules", .free, Localized(fr: "Vos règles.", en: "Your rules.")),
]

private let mailbox: [SettingDeclaration] = [
  SettingDeclaration(
    "address", .mailAddress, isRequired: true, example: "contact@exemple.fr",
    Localized(fr: "L’adresse de la boîte.", en: "The mailbox’s address.")),
  SettingDeclaration(
    "also", .list(.mailAddress), default: "[]", Localized(fr: "Ses autres adresses.", en: "Its other addresses.")),
  SettingDeclaration(
    "mode", .choice(["observe", "draft", "automatic"]), default: "observe",
    Localized(fr: "Ce que Vaguemestre a le droit de faire.", en: "How far Vaguemestre may go.")),
  SettingDeclaration(
    "time_zone", .timeZone, default: "Europe/Paris", Localized(fr: "Fuseau horaire.", en: "Time zone.")),
  SettingDeclaration(
    "signature", .text, example: "|\nBien cordialement,\nLampes du Port",
    Localized(fr: "Signature des réponses.", en: "Signature of the answers.")),
  SettingDeclaration(
    "folders", .map(.text), example: "{\"05\": Livraisons}",
    Localized(fr: "Vos propres noms de dossiers.", en: "Your own names of folders.")),
  SettingDeclaration("maildir", .path, Localized(fr: "Un Maildir local.", en: "A local Maildir.")),
  SettingDeclaration(
    "imap",
    .section([
      SettingDeclaration(
        "host", .text, isRequired: true, example: "imap.exemple.fr",
        Localized(fr: "Le serveur.", en: "The server.")),
      SettingDeclaration("port", .integer(1...65_535), default: "993", Localized(fr: "Son port.", en: "Its port.")),
      SettingDeclaration(
        "password", .secret, isRequired: true, Localized(fr: "Le mot de passe.", en: "The password.")),
    ]),
    Localized(fr: "Le serveur IMAP de la boîte.", en: "The mailbox’s IMAP server.")),
]

/// The problems of a text as an operator sees them: syntax first, and the check when it reads.
func problemLines(_ yaml: String, _ language: Language = .french) -> [String] {
  do {
    let root = try SettingsFile.parse(yaml, file: "v.yaml")
    return SettingsCheck.problems(in: root, declarations: sample).map { $0.line(language) }
  } catch {
    return [error.line(language)]
  }
}

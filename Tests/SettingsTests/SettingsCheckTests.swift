import Domain
import Settings
import Testing

@Suite("What the check of a settings file says")
struct SettingsCheckTests {
  @Test("In French, at the right place", arguments: french)
  func sentence(_ yaml: String, _ expected: [String]) {
    #expect(problemLines(yaml) == expected)
  }

  @Test("In English", arguments: english)
  func englishSentence(_ yaml: String, _ expected: [String]) {
    #expect(problemLines(yaml, .english) == expected)
  }

  @Test("A secret in clear text is never repeated", arguments: ["hunter2", "$hunter2", "${hunter 2}", "file:hunter2"])
  func secretStaysSecret(_ secret: String) throws {
    let root = try SettingsFile.parse(imap("password: '\(secret)'"), file: "v.yaml")
    let problems = SettingsCheck.problems(in: root, declarations: sample)
    #expect(problems.map(\.wording) == [.clearSecret(name: "password")])
    #expect(!"\(problems)".contains("hunter"))
  }

  @Test("The check of a hostile file ends, and ends early")
  func bounded() throws {
    let yaml = (1...50_000).map { "name\($0): x" }.joined(separator: "\n")
    let root = try SettingsFile.parse(yaml, file: "v.yaml")
    #expect(SettingsCheck.problems(in: root, declarations: sample).count == 200)
  }
}

private let start = "mailboxes:\n  contact:\n    address: a@b.fr\n"

private func mailbox(_ line: String) -> String { start + "    " + line + "\n" }

private func imap(_ line: String) -> String { start + "    imap:\n      host: h\n      " + line + "\n" }

private func sending(_ line: String) -> String { start + "sending:\n  " + line + "\n" }

private let french: [(String, [String])] = [
  // Nothing wrong.
  (start, []),
  (mailbox("mode: draft"), []),
  (mailbox("mode:"), []),
  (mailbox("also: c@d.fr"), []),
  (mailbox("also: [c@d.fr, \"é.e@château.fr\"]"), []),
  (mailbox("time_zone: UTC"), []),
  (mailbox("folders: {\"05\": Livraisons}"), []),
  (imap("password: ${IMAP_PASSWORD}"), []),
  (imap("password: file:/run/credentials/imap"), []),
  (sending("answer_within: 36h"), []),
  (sending("stop: Oui"), []),
  (start + "sending:\n", []),
  (start + "rules:\n  - anything: [goes]\n", []),
  (start + "hooks:\n  - url: x\n", []),

  // Names.
  ("", ["v.yaml:1:1: Il manque « mailboxes », qui est obligatoire ici."]),
  ("# rien\n", ["v.yaml:1:1: Il manque « mailboxes », qui est obligatoire ici."]),
  ("mailboxes:\n", ["v.yaml:1:1: Il manque « mailboxes », qui est obligatoire ici."]),
  ("mailboxes:\n  contact:\n", ["v.yaml:2:3: Il manque « address », qui est obligatoire ici."]),
  ("mailboxes:\n  contact:\n    address:\n", ["v.yaml:2:3: Il manque « address », qui est obligatoire ici."]),
  (
    mailbox("mdoe: draft"),
    ["v.yaml:4:5: « mdoe » n’est pas un nom connu ici ; vouliez-vous écrire « mode » ?"]
  ),
  (
    mailbox("Mode: draft"),
    ["v.yaml:4:5: « Mode » n’est pas un nom connu ici ; vouliez-vous écrire « mode » ?"]
  ),
  (
    mailbox("timezone: UTC"),
    ["v.yaml:4:5: « timezone » n’est pas un nom connu ici ; vouliez-vous écrire « time_zone » ?"]
  ),
  (
    mailbox("time-zone: UTC"),
    ["v.yaml:4:5: « time-zone » n’est pas un nom connu ici ; vouliez-vous écrire « time_zone » ?"]
  ),
  (
    mailbox("adress: x@y.fr"),
    ["v.yaml:4:5: « adress » n’est pas un nom connu ici ; vouliez-vous écrire « address » ?"]
  ),
  (
    mailbox("sign: x"),
    ["v.yaml:4:5: « sign » n’est pas un nom connu ici ; vouliez-vous écrire « signature » ?"]
  ),
  (
    mailbox("couleur: bleu"),
    ["v.yaml:4:5: « couleur » n’est pas un nom connu ici ; vérifiez son orthographe et son retrait."]
  ),
  (
    start + "mode: draft\n",
    ["v.yaml:4:1: « mode » n’est pas à sa place ; ce réglage va sous « mailboxes › contact › mode »."]
  ),
  (
    mailbox("per_day: 3"),
    ["v.yaml:4:5: « per_day » n’est pas à sa place ; ce réglage va sous « sending › per_day »."]
  ),
  (
    imap("pass_word: ${X}"),
    [
      "v.yaml:4:5: Il manque « password », qui est obligatoire ici.",
      "v.yaml:6:7: « pass_word » n’est pas un nom connu ici ; vouliez-vous écrire « password » ?",
    ]
  ),
  (
    start + "hooks:\n  - link: x\n",
    [
      "v.yaml:5:5: Il manque « url », qui est obligatoire ici.",
      "v.yaml:5:5: « link » n’est pas un nom connu ici ; vérifiez son orthographe et son retrait.",
    ]
  ),

  // Values.
  (
    mailbox("mode: auto"),
    [
      "v.yaml:4:11: « auto » n’est pas un choix possible ; vouliez-vous écrire « automatic » ? "
        + "Les choix sont : observe, draft, automatic."
    ]
  ),
  (
    mailbox("mode: brouillon"),
    ["v.yaml:4:11: « brouillon » n’est pas un choix possible ; les choix sont : observe, draft, automatic."]
  ),
  (
    mailbox("mode: [draft]"),
    ["v.yaml:4:11: Il y a ici une liste alors qu’il faut observe, draft ou automatic."]
  ),
  (
    mailbox("address: {a: b}").replacing("    address: a@b.fr\n", with: ""),
    ["v.yaml:3:14: Il y a ici une suite de réglages alors qu’il faut une adresse comme nom@exemple.fr."]
  ),
  (
    mailbox("also: [c@d.fr, durand]"),
    ["v.yaml:4:20: « durand » ne convient pas ; il faut une adresse comme nom@exemple.fr."]
  ),
  (
    mailbox("also: durand@boutique"),
    ["v.yaml:4:11: « durand@boutique » ne convient pas ; il faut une adresse comme nom@exemple.fr."]
  ),
  (
    mailbox("also: Claire <c@d.fr>"),
    ["v.yaml:4:11: « Claire <c@d.fr> » ne convient pas ; il faut une adresse comme nom@exemple.fr."]
  ),
  (
    mailbox("also: {a: b}"),
    [
      "v.yaml:4:11: Il y a ici une suite de réglages alors qu’il faut une liste, "
        + "dont chaque élément est une adresse comme nom@exemple.fr."
    ]
  ),
  (
    mailbox("also: [~]"),
    ["v.yaml:4:12: Il y a ici une valeur vide alors qu’il faut une adresse comme nom@exemple.fr."]
  ),
  (
    mailbox("time_zone: Europe/paris"),
    [
      "v.yaml:4:16: « Europe/paris » ne convient pas ; il faut un fuseau horaire comme Europe/Paris. "
        + "Vouliez-vous écrire « Europe/Paris » ?"
    ]
  ),
  (
    mailbox("time_zone: bruxelles"),
    ["v.yaml:4:16: « bruxelles » ne convient pas ; il faut un fuseau horaire comme Europe/Paris."]
  ),
  (
    mailbox("time_zone: Brussels"),
    [
      "v.yaml:4:16: « Brussels » ne convient pas ; il faut un fuseau horaire comme Europe/Paris. "
        + "Vouliez-vous écrire « Europe/Brussels » ?"
    ]
  ),
  (
    mailbox("time_zone: GMT+2"),
    ["v.yaml:4:16: « GMT+2 » ne convient pas ; il faut un fuseau horaire comme Europe/Paris."]
  ),
  (
    mailbox("maildir: mails"),
    ["v.yaml:4:14: « mails » ne convient pas ; il faut un chemin complet, qui commence par « / »."]
  ),
  (
    mailbox("folders: Livraisons"),
    [
      "v.yaml:4:14: Il y a ici une simple valeur alors qu’il faut une suite de noms de votre choix, chacun avec pour valeur un texte."
    ]
  ),
  (
    mailbox("folders: {a: [b]}"),
    ["v.yaml:4:18: Il y a ici une liste alors qu’il faut un texte."]
  ),
  (
    imap("port: 70000\n      password: ${X}"),
    ["v.yaml:6:13: « 70000 » ne convient pas ; il faut un nombre entier de 1 à 65535."]
  ),
  (
    imap("port: 99999999999999999999\n      password: ${X}"),
    ["v.yaml:6:13: « 99999999999999999999 » ne convient pas ; il faut un nombre entier de 1 à 65535."]
  ),
  (
    imap("port: quatre\n      password: ${X}"),
    ["v.yaml:6:13: « quatre » ne convient pas ; il faut un nombre entier de 1 à 65535."]
  ),
  (
    imap("password: secret"),
    [
      "v.yaml:6:17: « password » ne doit pas être écrit en clair ; lancez « vaguemestre seal » et recopiez ici "
        + "le texte « sealed:… » qu’il donne, ou bien écrivez « ${VARIABLE} » ou « file:/chemin »."
    ]
  ),
  (
    imap("password: sealed:AAAA"),
    [
      "v.yaml:6:17: Ce texte scellé est incomplet ; recopiez-le en entier, ou relancez « vaguemestre seal »."
    ]
  ),
  (
    imap("password: [a]"),
    [
      "v.yaml:6:17: Il y a ici une liste alors qu’il faut un secret sous la forme "
        + "${VARIABLE}, sealed:… ou file:/chemin."
    ]
  ),
  (
    sending("answer_within: 3 jours"),
    [
      "v.yaml:5:18: « 3 jours » ne convient pas ; il faut une durée de 1h à 30d, "
        + "comme 30s, 15m, 12h ou 3d (secondes, minutes, heures, jours)."
    ]
  ),
  (
    sending("answer_within: 10m"),
    [
      "v.yaml:5:18: « 10m » ne convient pas ; il faut une durée de 1h à 30d, "
        + "comme 30s, 15m, 12h ou 3d (secondes, minutes, heures, jours)."
    ]
  ),
  (
    sending("stop: peut-être"),
    ["v.yaml:5:9: « peut-être » ne convient pas ; il faut true (oui) ou false (non)."]
  ),
  (
    start + "sending: 3\n",
    ["v.yaml:4:10: Il y a ici une simple valeur alors qu’il faut des réglages de la forme « nom: valeur »."]
  ),
  (
    "mailboxes:\n  contact:\n    address:a@b.fr\n",
    ["v.yaml:3:5: Il y a ici une simple valeur alors qu’il faut des réglages de la forme « nom: valeur »."]
  ),
  (
    mailbox("mode: “draft”"),
    [
      "v.yaml:4:11: « “draft” » n’est pas un choix possible ; vouliez-vous écrire « draft » ? "
        + "Les choix sont : observe, draft, automatic."
    ]
  ),
  (
    "- mailboxes\n",
    ["v.yaml:1:1: Il y a ici une liste alors qu’il faut des réglages de la forme « nom: valeur »."]
  ),
  (
    mailbox("mode: \"a\\nb" + String(repeating: "c", count: 100) + "\""),
    [
      "v.yaml:4:11: « a b\(String(repeating: "c", count: 57))… » n’est pas un choix possible ; "
        + "les choix sont : observe, draft, automatic."
    ]
  ),

  // Several at once, in the order of the file.
  (
    "language: de\nmailboxes:\n  contact:\n    mode: x\nkey_file: clef\n",
    [
      "v.yaml:1:11: « de » n’est pas un choix possible ; les choix sont : fr, en.",
      "v.yaml:3:3: Il manque « address », qui est obligatoire ici.",
      "v.yaml:4:11: « x » n’est pas un choix possible ; les choix sont : observe, draft, automatic.",
      "v.yaml:5:11: « clef » ne convient pas ; il faut un chemin complet, qui commence par « / ».",
    ]
  ),
]

private let english: [(String, [String])] = [
  ("", ["v.yaml:1:1: “mailboxes” is missing; it is required here."]),
  (mailbox("mdoe: draft"), ["v.yaml:4:5: “mdoe” is not a known name here; did you mean “mode”?"]),
  (
    mailbox("colour: blue"),
    ["v.yaml:4:5: “colour” is not a known name here; check its spelling and its indentation."]
  ),
  (
    start + "mode: draft\n",
    ["v.yaml:4:1: “mode” is out of place; this setting goes under “mailboxes › contact › mode”."]
  ),
  (
    mailbox("mode: auto"),
    [
      "v.yaml:4:11: “auto” is not a possible choice; did you mean “automatic”? "
        + "The choices are: observe, draft, automatic."
    ]
  ),
  (
    mailbox("mode: sometimes"),
    ["v.yaml:4:11: “sometimes” is not a possible choice; the choices are: observe, draft, automatic."]
  ),
  (mailbox("mode: [draft]"), ["v.yaml:4:11: Here is a list where there must be observe, draft or automatic."]),
  (
    mailbox("time_zone: Paris"),
    [
      "v.yaml:4:16: “Paris” does not fit; it must be a time zone like Europe/Paris. Did you mean “Europe/Paris”?"
    ]
  ),
  (
    imap("port: 0\n      password: ${X}"),
    ["v.yaml:6:13: “0” does not fit; it must be a whole number from 1 to 65535."]
  ),
  (
    sending("answer_within: 60d"),
    [
      "v.yaml:5:18: “60d” does not fit; it must be a duration from 1h to 30d, "
        + "like 30s, 15m, 12h or 3d (seconds, minutes, hours, days)."
    ]
  ),
  (
    imap("password: secret"),
    [
      "v.yaml:6:17: “password” must not be written in clear; run “vaguemestre seal” and copy the text “sealed:…” "
        + "that it gives, or else write “${VARIABLE}” or “file:/path”."
    ]
  ),
]

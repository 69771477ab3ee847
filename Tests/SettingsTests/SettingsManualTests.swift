import Domain
import Settings
import Testing

@Suite("The annotated reference")
struct SettingsManualTests {
  @Test("It reads, and passes the check", arguments: [Language.french, .english])
  func passes(_ language: Language) {
    #expect(problemLines(SettingsManual.reference(sample, language)) == [])
  }

  @Test("So it does with every setting put to use", arguments: [Language.french, .english])
  func passesInFull(_ language: Language) throws {
    let yaml = inFull(SettingsManual.reference(sample, language))
    #expect(problemLines(yaml) == [])
    let root = try SettingsFile.parse(yaml, file: "v.yaml")
    #expect(root["hooks"]?.list?.count == 1)
    #expect(root["mailboxes"]?["contact"]?["imap"]?["port"]?.integer == 993)
    #expect(root["mailboxes"]?["contact"]?["signature"]?.scalar == "Bien cordialement,\nLampes du Port\n")
  }

  @Test("Untouched it gives the defaults, as does a file without them")
  func defaults() throws {
    let printed = try SettingsFile.parse(SettingsManual.reference(sample, .french), file: "v.yaml")
    let short = try SettingsFile.parse("mailboxes: {contact: {address: contact@exemple.fr}}", file: "v.yaml")
    func plain(_ root: SettingNode) -> String { SettingsDefaults.filled(root, declarations: sample).outline }
    #expect(plain(printed) == plain(short))
  }

  @Test("No line is wider than 100 columns")
  func width() {
    let long = String(repeating: "Un mot puis un autre ; encore « un » ? ", count: 20)
    let declarations = [SettingDeclaration("a", .text, Localized(fr: long, en: long))]
    let lines = SettingsManual.reference(declarations, .french).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines.contains { $0.count > 80 })
    #expect(
      lines.allSatisfy { !$0.hasPrefix("# ;") && !$0.hasPrefix("# ?") && !$0.hasPrefix("# »") && !$0.hasSuffix("«") })
  }

  @Test("It looks like this")
  func golden() {
    #expect(SettingsManual.reference(sample, .french) == goldenReference + "\n")
  }

  /// Takes away every `#` that sets a setting aside.
  private func inFull(_ yaml: String) -> String {
    yaml.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let margin = line.prefix { $0 == " " }
      let rest = line.dropFirst(margin.count)
      let isExplanation = rest.hasPrefix("# ") && !rest.hasPrefix("#  ")
      return rest.hasPrefix("#") && !isExplanation ? margin + rest.dropFirst() : line
    }.joined(separator: "\n")
  }
}

extension SettingNode {
  /// The tree without its places.
  fileprivate var outline: String {
    switch value {
    case .null: "~"
    case .scalar(let text): text
    case .list(let nodes): "[\(nodes.map(\.outline).joined(separator: ", "))]"
    case .map(let entries):
      "{\(entries.sorted { $0.key < $1.key }.map { "\($0.key): \($0.node.outline)" }.joined(separator: ", "))}"
    }
  }
}

private let goldenReference = """
  # Réglages de Vaguemestre. Un « # » suivi d’un espace ouvre une explication. Un « # » collé à un nom
  # met ce réglage de côté : enlevez le « # » pour qu’il compte. Le retrait se fait avec des espaces,
  # jamais avec des tabulations. Après un changement, « vaguemestre check » dit ce qui ne va pas.

  # Fichier de la clé qui ouvre les secrets scellés par « vaguemestre seal ». Sauvegardez-le à part :
  # sans lui, les secrets scellés sont perdus.
  # Valeur : un chemin complet, qui commence par « / ». Par défaut : /var/lib/vaguemestre/key.
  #key_file: /var/lib/vaguemestre/key

  # Langue de la console et des messages d’erreur.
  # Valeur : fr ou en. Par défaut : fr.
  #language: fr

  # Les boîtes mail surveillées ; le nom de chacune est celui que montrent la console et les journaux.
  # Obligatoire.
  mailboxes:
    contact:
      # L’adresse de la boîte.
      # Valeur : une adresse comme nom@exemple.fr. Obligatoire.
      address: contact@exemple.fr

      # Ses autres adresses.
      # Valeur : une liste, dont chaque élément est une adresse comme nom@exemple.fr. Vide par défaut.
      #also: []

      # Ce que Vaguemestre a le droit de faire.
      # Valeur : observe, draft ou automatic. Par défaut : observe.
      #mode: observe

      # Fuseau horaire.
      # Valeur : un fuseau horaire comme Europe/Paris. Par défaut : Europe/Paris.
      #time_zone: Europe/Paris

      # Signature des réponses.
      # Facultatif.
      #signature: |
      #  Bien cordialement,
      #  Lampes du Port

      # Vos propres noms de dossiers.
      # Valeur : une suite de noms de votre choix, chacun avec pour valeur un texte. Facultatif.
      #folders: {"05": Livraisons}

      # Un Maildir local.
      # Valeur : un chemin complet, qui commence par « / ». Facultatif.
      #maildir: /…

      # Le serveur IMAP de la boîte.
      # Facultatif.
      #imap:
      #  # Le serveur.
      #  # Obligatoire.
      #  host: imap.exemple.fr
      #
      #  # Son port.
      #  # Valeur : un nombre entier de 1 à 65535. Par défaut : 993.
      #  port: 993
      #
      #  # Le mot de passe.
      #  # Valeur : un secret sous la forme ${VARIABLE}, sealed:… ou file:/chemin. Obligatoire.
      #  password: ${SECRET}

  # Les limites de l’envoi automatique.
  sending:
    # Réponses par expéditeur et par jour.
    # Valeur : un nombre entier de 1 à 100. Par défaut : 3.
    #per_day: 3

    # Au-delà de cet âge, un message ne reçoit plus de réponse.
    # Valeur : une durée de 1h à 30d, comme 30s, 15m, 12h ou 3d (secondes, minutes, heures, jours).
    # Par défaut : 3d.
    #answer_within: 3d

    # Arrête tout envoi.
    # Valeur : true (oui) ou false (non). Par défaut : false.
    #stop: false

  # Programmes prévenus.
  # Facultatif.
  #hooks:
  #  -
  #    # Adresse.
  #    # Obligatoire.
  #    url: …

  # Vos règles.
  # Facultatif.
  #rules: {}
  """

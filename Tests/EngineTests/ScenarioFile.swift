/// One story in one file, readable by whoever runs a customer service: what the shop or the ledger knows, the mails as
/// they come, and what must become of each.
///
///     Scénario : Une commande expédiée
///     Profil : ecommerce
///     Mode : automatique
///
///     === Fiche : commande ===
///     Référence : KZBMRTAQE
///
///     === Mail ===
///     De : Claire Martin <claire@client.example>
///     Objet : Ma commande
///
///     Bonjour, où en est ma commande KZBMRTAQE ?
///
///     === Pièces jointes ===
///     photo.jpg
///
///     === Attendu ===
///     Règle : tracking-shipped
///     Dossier : Traités automatiquement
///     Réponse : envoyée
///     Personne : non
///     La réponse contient : ColiPort
///     La réponse ne contient pas : @client.example
///
/// Several mails follow each other, each with what is expected of it. A word that this format does not know is an error.
struct ScenarioFile: Sendable {
  struct Mail: Sendable {
    /// Header fields as they go into the mail; `De`, `À`, `Copie` and `Objet` stand under their English names.
    var fields: [(name: String, value: String)]
    let text: String
    var attachments: [String] = []
  }

  enum Answer: String, Sendable {
    case sent = "envoyée"
    case draft = "brouillon"
    case none = "aucune"
    /// Written, and only to be seen in the explanation: the mailbox is observed.
    case shown = "retenue"
  }

  struct Expectation: Sendable {
    /// Nil when no rule may fire.
    let rule: String?
    /// Nil when the mail stays where it came.
    let folder: String?
    let answer: Answer
    let needsPerson: Bool
    let contained: [String]
    let absent: [String]
  }

  let title: String
  let profile: String
  let mode: String
  let records: [ScenarioRecord]
  let course: [(mail: Mail, expected: Expectation)]
}

struct ScenarioError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension ScenarioFile {
  init(_ text: String) throws {
    let sections = Self.sections(text)
    let head = try Fields(sections[0].lines, known: ["Scénario", "Profil", "Mode"])
    title = try head.one("Scénario")
    profile = try head.one("Profil")
    mode = try Self.choice(
      try head.one("Mode"), ["automatique": "automatic", "brouillon": "draft", "observation": "observe"])
    var records: [ScenarioRecord] = []
    var course: [(mail: Mail, expected: Expectation)] = []
    var mail: Mail?
    for (heading, lines) in sections.dropFirst() {
      switch heading {
      case "Mail":
        mail = try Self.mail(lines)
      case "Pièces jointes":
        mail?.attachments = lines.filter { !$0.isEmpty }
      case "Attendu":
        guard let arrived = mail else { throw ScenarioError("« Attendu » sans « Mail »") }
        course.append((arrived, try Expectation(lines)))
        mail = nil
      case let heading where heading.hasPrefix("Fiche : "):
        records.append(try ScenarioRecord(kind: String(heading.dropFirst("Fiche : ".count)), lines: lines))
      default: throw ScenarioError("rubrique inconnue « \(heading) »")
      }
    }
    guard mail == nil, !course.isEmpty else { throw ScenarioError("un « Mail » sans « Attendu »") }
    self.records = records
    self.course = course
  }

  private static func sections(_ text: String) -> [(heading: String, lines: [String])] {
    var sections: [(heading: String, lines: [String])] = [("", [])]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("=== "), line.hasSuffix(" ===") {
        sections.append((String(line.dropFirst(4).dropLast(4)), []))
      } else {
        sections[sections.count - 1].lines.append(line)
      }
    }
    return sections
  }

  private static func mail(_ lines: [String]) throws -> Mail {
    let english = ["De": "From", "À": "To", "Copie": "Cc", "Objet": "Subject"]
    let end = lines.firstIndex(of: "") ?? lines.endIndex
    let fields = try lines[..<end].map { line in
      let (name, value) = try Fields.pair(line)
      return (name: english[name] ?? name, value: value)
    }
    var body = Array(lines[end...].dropFirst())
    while body.last == "" { body.removeLast() }
    return Mail(fields: fields, text: body.joined(separator: "\r\n"))
  }

  static func choice<Value>(_ word: String, _ choices: [String: Value]) throws -> Value {
    guard let value = choices[word] else {
      throw ScenarioError("« \(word) » n’est pas parmi \(choices.keys.sorted().joined(separator: ", "))")
    }
    return value
  }
}

extension ScenarioFile.Expectation {
  init(_ lines: [String]) throws {
    let contains = "La réponse contient"
    let lacks = "La réponse ne contient pas"
    let fields = try Fields(lines, known: ["Règle", "Dossier", "Réponse", "Personne", contains, lacks])
    let rule = try fields.one("Règle")
    self.rule = rule == "aucune" ? nil : rule
    let folder = try fields.one("Dossier")
    self.folder = folder == "boîte de réception" ? nil : folder
    let word = try fields.one("Réponse")
    guard let answer = ScenarioFile.Answer(rawValue: word) else { throw ScenarioError("réponse « \(word) » inconnue") }
    self.answer = answer
    needsPerson = try ScenarioFile.choice(try fields.one("Personne"), ["oui": true, "non": false])
    contained = fields.all(contains)
    absent = fields.all(lacks)
    if answer == .none, !(contained + absent).isEmpty { throw ScenarioError("il n’y a pas de réponse à lire") }
    if answer != .none, contained.isEmpty { throw ScenarioError("que doit contenir la réponse ?") }
  }
}

/// Lines of the shape `Nom : valeur`.
struct Fields {
  private let pairs: [(name: String, value: String)]

  init(_ lines: [String], known: [String]) throws {
    pairs = try lines.filter { !$0.isEmpty }.map(Self.pair)
    for (name, _) in pairs where !known.contains(name) { throw ScenarioError("champ inconnu « \(name) »") }
  }

  func one(_ name: String) throws -> String {
    let values = all(name)
    guard values.count == 1 else { throw ScenarioError("« \(name) » figure \(values.count) fois") }
    return values[0]
  }

  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  static func pair(_ line: String) throws -> (name: String, value: String) {
    guard let colon = line.firstIndex(of: ":") else { throw ScenarioError("deux-points attendus : « \(line) »") }
    func trimmed(_ text: Substring) -> String {
      String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
    return (trimmed(line[..<colon]), trimmed(line[line.index(after: colon)...]))
  }
}

/// Finds the header lines that Outlook and the webmails put over a quote or a forward: "De : … Envoyé : … À : …
/// Objet : …", in the languages of our customers and their correspondents.
///
/// People write "De : Paris" and "Date : 12 mars" too. A block therefore needs a sender line and others beside it, and
/// a sign that only mail has: an address, a sent line or a subject. A shop's contact form writes "De : … Date : … Sujet :
/// …" over the customer's words; what tells a mail program's block from it is whom the mail went to.
enum HeaderBlock {
  enum Role: Hashable, Sendable {
    case sender, sent, date, recipient, copy, subject, other
  }

  /// What stands above a block.
  enum Introduction: Hashable, Sendable {
    case none
    /// A drawn line, which forms draw as well.
    case rule
    /// A line such as "-----Message d'origine-----", after which less is asked.
    case words
  }

  /// Clients print at most nine labels; long recipient lists wrap.
  private static let mostLines = 30
  private static let mostContinuations = 8

  /// The number of lines the block takes from `index` on, nil when there is none.
  static func length(in lines: [TextLine], at index: Int, below introduction: Introduction) -> Int? {
    guard let first = lines[index].label else { return nil }
    if isOneLine(lines[index].folded, first: first) { return 1 }
    var signs = Signs()
    signs.add(first, lines[index])
    var end = index + 1
    var current = end
    var continuations = 0
    let limit = min(lines.count, index + mostLines)
    while current < limit {
      let line = lines[current]
      if let role = line.label {
        signs.add(role, line)
        end = current + 1
        continuations = 0
      } else if line.isBlank {
        // HTML paragraphs leave a blank line between two labels, never two.
        guard current + 1 < limit, lines[current + 1].label != nil else { break }
      } else {
        // A wrapped value goes on until the next label; without one the block has ended before.
        continuations += 1
        if continuations > mostContinuations || line.isLong { break }
        signs.noteValue(line)
      }
      current += 1
    }
    if FormLabel.touches(index..<end, in: lines) { signs.isInForm = true }
    return signs.areEnough(below: introduction) ? end - index : nil
  }

  private struct Signs {
    private var roles: Set<Role> = []
    private var hasAddress = false
    /// An address in a line that is a wrapped value only if another label follows.
    private var hasPendingAddress = false
    /// Whether labels that only a form writes stand in the block or at its edges.
    var isInForm = false

    mutating func add(_ role: Role, _ line: TextLine) {
      roles.insert(role)
      if hasPendingAddress || line.folded.contains(0x40) { hasAddress = true }
    }

    mutating func noteValue(_ line: TextLine) {
      if line.folded.contains(0x40) { hasPendingAddress = true }
    }

    func areEnough(below introduction: Introduction) -> Bool {
      guard roles.contains(.sender) else { return false }
      let others = roles.subtracting([.sender, .other]).count
      if introduction == .words { return others >= 1 }
      let isAddressed =
        roles.contains(.recipient) || roles.isSuperset(of: [.sent, .subject])
        || introduction == .rule && roles.contains(.sent)
      guard others >= 2, isAddressed else { return false }
      // "Tél. : …" may end the author's signature right above a whole block.
      if isInForm, !roles.isSuperset(of: [.sent, .recipient]) { return false }
      return roles.contains(.sent) || hasAddress || roles.isSuperset(of: [.date, .recipient, .subject])
    }
  }

  /// What the line is labelled with; "*From:*", "De :" and "| De:" are all labels.
  static func label(of folded: [UInt8]) -> Role? { labelName(of: folded).flatMap { roles[$0] } }

  /// What stands before the colon of a label, whatever it is.
  static func labelName(of folded: [UInt8]) -> [UInt8]? {
    guard let colon = folded.prefix(longestLabel + 8).firstIndex(of: 0x3A) else { return nil }
    let isFrame: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x2A || $0 == 0x7C || $0 == 0x5F }
    var name = folded[..<colon].drop(while: isFrame)
    while let last = name.last, isFrame(last) { name.removeLast() }
    return Array(name)
  }

  /// Some clients lose the line breaks: "De : X Envoyé : lundi … À : Y Objet : Z".
  private static func isOneLine(_ folded: [UInt8], first: Role) -> Bool {
    guard first == .sender else { return false }
    var found: Set<Role> = []
    for colon in folded.indices.dropFirst() where folded[colon] == 0x3A {
      let words = folded[max(0, colon - 24)..<colon].split(separator: 0x20)
      for count in 1...3 where words.count > count {
        let name = Array(words.suffix(count).joined(separator: [0x20]))
        if let role = roles[name] { found.insert(role) }
      }
    }
    return found.isSuperset(of: [.subject, .recipient]) && !found.isDisjoint(with: [.sent, .date])
  }

  private static let longestLabel = 24

  private static let roles: [[UInt8]: Role] = {
    let names: [(Role, [String])] = [
      (
        .sender,
        [
          "de", "from", "von", "da", "van", "fra", "från", "od", "от", "expéditeur", "mittente", "absender",
          "remitente", "afzender", "lähettäjä", "kimden", "de la part de", "message de",
        ]
      ),
      (
        .sent,
        [
          "envoyé", "envoyé le", "sent", "gesendet", "gesendet am", "inviato", "inviato il", "enviado", "enviado el",
          "enviado em", "enviada em", "enviada", "verzonden", "sendt", "skickat", "wysłano", "отправлено", "lähetetty",
          "date d'envoi", "message du",
        ]
      ),
      (.date, ["date", "datum", "data", "fecha", "dato", "дата", "päivämäärä", "pvm", "date et heure"]),
      (
        .recipient,
        [
          "à", "to", "an", "a", "para", "aan", "til", "till", "do", "кому", "pour", "destinataire", "destinataires",
          "vastaanottaja", "destinatario",
        ]
      ),
      (.copy, ["cc", "copie", "copie à", "cci", "bcc", "kopia", "kopie", "копия", "copia", "cco", "ccn"]),
      (
        .subject,
        [
          "objet", "sujet", "subject", "betreff", "oggetto", "asunto", "assunto", "onderwerp", "emne", "ämne", "temat",
          "тема", "aihe", "konu",
        ]
      ),
      (
        .other,
        [
          "importance", "priorité", "reply-to", "répondre à", "antwort an", "responder a", "pièces jointes", "pj",
          "attachments", "anlagen", "allegati", "adjuntos", "bijlagen", "organisation", "wichtigkeit",
        ]
      ),
    ]
    var roles: [[UInt8]: Role] = [:]
    for (role, labels) in names {
      for label in labels { roles[Folding.fold(label)] = role }
    }
    return roles
  }()
}

/// Why a mail must not be answered by a program, and the field that tells (RFC 3834 §2): answering one may make a loop,
/// or trouble a whole list.
public struct AutomaticMail: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, Codable {
    /// `Return-Path: <>`: a notification, which nobody may answer (RFC 5321 §4.5.5).
    case nullReturnPath = "null_return_path"
    /// A delivery, disposition or other report (RFC 6522).
    case report
    /// A mail system speaks: `MAILER-DAEMON`, `postmaster`.
    case mailSystem = "mail_system"
    /// `Auto-Submitted` other than `no` (RFC 3834 §5), or what programs used before.
    case autoSubmitted = "auto_submitted"
    /// A mailing list (RFC 2919, RFC 2369).
    case list
    /// Sent to many: `Precedence: bulk`.
    case bulk
    /// The sender's system asks for no automatic answer (MS-OXCMAIL, `X-Auto-Response-Suppress`).
    case suppressed
    /// An answer would go to an address that nobody reads.
    case noReply = "no_reply"
  }

  public let kind: Kind
  /// The name of the field, as in this file: `Auto-Submitted`.
  public let field: String
}

extension InternetMessage {
  /// The most telling reason not to answer this mail automatically; nil for a mail that a person seems to have written.
  public var automatic: AutomaticMail? { automaticReasons.first }

  /// All reasons not to answer this mail automatically, the most telling first.
  public var automaticReasons: [AutomaticMail] {
    AutomaticSigns(message: self).reasons
  }
}

/// Looks for the signs of automatic mail, from the most telling on.
private struct AutomaticSigns {
  private let header: Header
  private(set) var reasons: [AutomaticMail] = []

  init(message: InternetMessage) {
    header = message.header
    reports(message.root.mediaType)
    mailSystem(message)
    autoSubmitted()
    // After what says more: an out-of-office notice has a null return path as well as a bounce.
    returnPath()
    lists()
    precedence()
    suppression()
    noReply(message)
  }

  private mutating func add(_ kind: AutomaticMail.Kind, _ field: String) {
    reasons.append(AutomaticMail(kind: kind, field: field))
  }

  /// The value's first word in lower case; nil when the field is absent or empty.
  private func word(_ name: String) -> String? {
    guard let field = header.first(name) else { return nil }
    let word = field.rawValue.trimmed.prefix {
      !$0.isBlank && !$0.isLineEnd && $0 != Octet.semicolon && $0 != Octet.comma
    }
    return word.isEmpty ? nil : String(decoding: word.prefix(200).map(\.lowercased), as: UTF8.self)
  }

  private mutating func returnPath() {
    guard let value = header.first("return-path")?.unfolded else { return }
    let address = AddressParser.addresses(in: value[...]).first?.address ?? ""
    if address.isEmpty {
      if value.contains(Octet.less) { add(.nullReturnPath, "Return-Path") }
      return
    }
    let local = Address(address: address).localPart.lowercased()
    if Self.mailSystemNames.contains(local) {
      add(.mailSystem, "Return-Path")
    } else if local.hasPrefix("owner-") || local.hasSuffix("-owner") || local.hasSuffix("-request") {
      // Envelope senders of list managers (RFC 3834 §2).
      add(.list, "Return-Path")
    }
  }

  private mutating func reports(_ type: MediaType) {
    if type.essence == "multipart/report" || type.essence == "message/delivery-status" { add(.report, "Content-Type") }
    if word("x-failed-recipients") != nil { add(.report, "X-Failed-Recipients") }
  }

  private mutating func mailSystem(_ message: InternetMessage) {
    let authors = [("From", message.from), ("Sender", message.sender)]
    for (name, addresses) in authors
    where addresses.contains(where: { Self.mailSystemNames.contains($0.localPart.lowercased()) }) {
      add(.mailSystem, name)
    }
  }

  private static let mailSystemNames: Set<String> = ["mailer-daemon", "mailerdaemon", "postmaster", "mdaemon"]

  private mutating func autoSubmitted() {
    if let value = word("auto-submitted"), value != "no", !value.hasPrefix("no(") {
      add(.autoSubmitted, "Auto-Submitted")
    }
    for name in ["X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Autoresponder", "X-Mail-Autoreply"] {
      if let value = word(name.lowercased()), value != "no", value != "false" { add(.autoSubmitted, name) }
    }
  }

  private mutating func lists() {
    for name in [
      "List-Id", "List-Post", "List-Unsubscribe", "List-Help", "List-Subscribe", "List-Owner", "Mailing-List",
    ]
    where word(name.lowercased()) != nil {
      add(.list, name)
    }
  }

  private mutating func precedence() {
    switch word("precedence") {
    case "bulk", "junk": add(.bulk, "Precedence")
    case "list": add(.list, "Precedence")
    case "auto_reply", "auto-reply": add(.autoSubmitted, "Precedence")
    default: break
    }
  }

  /// Of the words that the field may hold, some only decline receipts (`DR`, `RN`), which we never send.
  private mutating func suppression() {
    guard let field = header.first("x-auto-response-suppress") else { return }
    let words = field.unfolded.prefix(500).split(whereSeparator: { !$0.isLetter })
    let suppressing: [StaticString] = ["all", "autoreply", "oof"]
    if words.contains(where: { word in
      suppressing.contains { word.count == $0.utf8CodeUnitCount && word.hasASCII($0, at: word.startIndex) }
    }) {
      add(.suppressed, "X-Auto-Response-Suppress")
    }
  }

  /// Where the answer would go decides: a shop's contact form writes from `no-reply@`, with the customer in Reply-To.
  private mutating func noReply(_ message: InternetMessage) {
    let replyTo = message.replyTo.filter { !$0.address.isEmpty }
    let targets = replyTo.isEmpty ? message.from : replyTo
    guard !targets.isEmpty, targets.allSatisfy({ Self.isNoReply($0.localPart) }) else { return }
    add(.noReply, replyTo.isEmpty ? "From" : "Reply-To")
  }

  private static func isNoReply(_ localPart: Substring) -> Bool {
    let letters = String(decoding: localPart.utf8.prefix(100).filter(\.isLetter).map(\.lowercased), as: UTF8.self)
    let beginnings = [
      "noreply", "donotreply", "dontreply", "nepasrepondre", "nerepondezpas", "nepasrpondre", "noresponder",
      "noresponse",
      "noreponse", "sansreponse", "neantworten", "nichtantworten", "keineantwort", "nonrispondere", "nietbeantwoorden",
    ]
    return beginnings.contains { letters.hasPrefix($0) } || letters.hasSuffix("noreply")
      || letters.hasSuffix("donotreply")
  }
}

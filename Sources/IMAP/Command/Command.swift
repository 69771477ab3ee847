/// A command before it is put into octets: its name, and its arguments as what they are, so that none can be taken for
/// another or end the line (RFC 9051 §6).
struct Command: Sendable {
  enum Part: Sendable {
    /// Words of the protocol.
    case words(String)
    /// A value in the form that it needs: quoted, or a literal.
    case string([UInt8])
    /// A message for APPEND: always a literal.
    case message([UInt8], isUTF8: Bool)
  }

  /// What is told to people when the command fails; never an argument.
  let name: String
  let parts: [Part]

  init(_ name: String, _ parts: [Part] = []) {
    self.name = name
    self.parts = parts
  }
}

extension Command {
  static let capability = Command("CAPABILITY")
  static let startTLS = Command("STARTTLS")
  static let logout = Command("LOGOUT")
  static let idle = Command("IDLE")
  static let namespace = Command("NAMESPACE")

  static func login(user: String, password: [UInt8]) -> Command {
    Command("LOGIN", [.string(Array(user.utf8)), .string(password)])
  }

  /// RFC 4959 §3: an empty first response is written `=`.
  static func authenticate(_ mechanism: String, initialResponse: [UInt8]?) -> Command {
    let response = initialResponse.map { $0.isEmpty ? "=" : String(decoding: $0, as: UTF8.self) }
    return Command("AUTHENTICATE", [.words(mechanism)] + (response.map { [.words($0)] } ?? []))
  }

  /// RFC 2971 §3.3.
  static func identify(_ fields: [(String, String)]) -> Command {
    guard !fields.isEmpty else { return Command("ID", [.words("NIL")]) }
    let strings = fields.flatMap { [Part.string(Array($0.utf8)), .string(Array($1.utf8))] }
    return Command("ID", [.words("(")] + strings + [.words(")")])
  }

  static func enable(_ capabilities: [Capability]) -> Command {
    Command("ENABLE", capabilities.map { .words($0.name) })
  }

  /// RFC 6154 §5.2: with extended LIST only, special uses are told when asked for.
  static func list(pattern: String, withSpecialUse: Bool) -> Command {
    Command(
      "LIST", [.string([]), .string(Array(pattern.utf8))] + (withSpecialUse ? [.words("RETURN (SPECIAL-USE)")] : []))
  }

  static func create(_ name: WireName) -> Command { Command("CREATE", [.string(name.octets)]) }

  static func subscribe(_ name: WireName) -> Command { Command("SUBSCRIBE", [.string(name.octets)]) }

  static func status(_ name: WireName, withModSequence: Bool) -> Command {
    let items = "MESSAGES UIDNEXT UIDVALIDITY" + (withModSequence ? " HIGHESTMODSEQ" : "")
    return Command("STATUS", [.string(name.octets), .words("(\(items))")])
  }

  static func select(_ name: WireName, readOnly: Bool, parameters: String?) -> Command {
    Command(readOnly ? "EXAMINE" : "SELECT", [.string(name.octets)] + (parameters.map { [.words("(\($0))")] } ?? []))
  }

  static func fetch(_ uids: UIDSet, _ items: [FetchItem]) -> Command {
    // The UID is asked for although every server gives it to UID FETCH (RFC 9051 §6.4.9).
    let words = (["UID"] + items.map(\.words)).joined(separator: " ")
    return Command("UID FETCH", [.words("\(uids) (\(words))")])
  }

  static func store(_ uids: UIDSet, adding flags: [Flag]) -> Command {
    let list = flags.map(\.name).joined(separator: " ")
    return Command("UID STORE", [.words("\(uids) +FLAGS.SILENT (\(list))")])
  }

  static func copy(_ uids: UIDSet, to name: WireName) -> Command {
    Command("UID COPY", [.words("\(uids)"), .string(name.octets)])
  }

  static func move(_ uids: UIDSet, to name: WireName) -> Command {
    Command("UID MOVE", [.words("\(uids)"), .string(name.octets)])
  }

  /// Every message that carries `\Deleted` goes.
  static let expungeAll = Command("EXPUNGE")

  static func expunge(_ uids: UIDSet) -> Command { Command("UID EXPUNGE", [.words("\(uids)")]) }

  static func search(_ keys: [SearchKey], extended: Bool, utf8: Bool) -> Command {
    var parts: [Part] = extended ? [.words("RETURN (ALL)")] : []
    // With UTF8=ACCEPT all is UTF-8 and a charset is an error (RFC 6855 §3).
    if !utf8, keys.contains(where: \.needsCharset) { parts.append(.words("CHARSET UTF-8")) }
    return Command("UID SEARCH", parts + keys.flatMap(\.parts))
  }

  static func append(_ message: [UInt8], to name: WireName, flags: [Flag], isUTF8: Bool) -> Command {
    var parts: [Part] = [.string(name.octets)]
    if !flags.isEmpty { parts.append(.words("(\(flags.map(\.name).joined(separator: " ")))")) }
    return Command("APPEND", parts + [.message(message, isUTF8: isUTF8)])
  }
}

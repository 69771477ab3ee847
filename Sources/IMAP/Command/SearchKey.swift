/// A condition of SEARCH (RFC 9051 §6.4.4); several must all hold.
public enum SearchKey: Hashable, Sendable {
  case all
  case uid(UIDSet)
  /// The field of that name holds the text, letter case aside.
  case header(name: String, value: String)
  case deleted

  var needsCharset: Bool {
    if case .header(_, let value) = self { return value.utf8.contains { $0 >= 0x80 } }
    return false
  }

  var parts: [Command.Part] {
    switch self {
    case .all: [.words("ALL")]
    case .uid(let uids): [.words("UID \(uids)")]
    case .header(let name, let value): [.words("HEADER"), .string(Array(name.utf8)), .string(Array(value.utf8))]
    case .deleted: [.words("DELETED")]
    }
  }
}

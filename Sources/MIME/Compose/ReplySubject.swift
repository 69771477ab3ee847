extension HeaderText {
  /// The subject of an answer: one "Re: ", whatever marks of replies and forwards the mail programs of Europe have
  /// piled up before it. Tags in brackets at the front, as gateways and lists add them, stay.
  ///
  /// "RE: TR : [EXTERNE] Re[2]: Ma commande" gives "Re: [EXTERNE] Ma commande".
  public static func replySubject(to original: some StringProtocol) -> HeaderText {
    var rest = Substring(HeaderText(original).string)
    var tags = ""
    while true {
      if let shorter = withoutMark(rest) {
        rest = shorter
      } else if let (tag, shorter) = leadingTag(rest) {
        if !tags.contains(tag) { tags += tag + " " }
        rest = shorter
      } else {
        return HeaderText("Re: \(tags)\(rest)")
      }
    }
  }

  /// What mail programs write before a subject when they answer or forward, in lower case: English, French (Outlook's
  /// TR, Notes's Réf), German, Nordic, Dutch, Italian, Spanish, Portuguese, Polish, Turkish.
  private static let marks: Set<String> = [
    "re", "fw", "fwd", "tr", "réf", "ref", "rép", "rep", "aw", "antwort", "wg", "sv", "vs", "vb", "antw", "doorst",
    "r", "rif", "rv", "res", "enc", "odp", "pd", "ynt", "ilt",
  ]

  private static let longestMark = 7

  /// The subject without one mark at its front: "Re:", "RE :", "Re[2]:", "Re(3):", "Réf. :", "Re：". Nil when it has
  /// none.
  private static func withoutMark(_ subject: Substring) -> Substring? {
    let word = subject.prefix { $0.isLetter }
    guard word.count <= longestMark, marks.contains(word.lowercased()) else { return nil }
    var rest = subject[word.endIndex...]
    if rest.first == "." { rest = rest.dropFirst() }
    if let open = rest.first, let close = ["[": "]", "(": ")"][open] as Character? {
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, rest[digits.endIndex...].first == close else { return nil }
      rest = rest[digits.endIndex...].dropFirst()
    }
    rest = rest.drop { $0.isWhitespace }
    guard rest.first == ":" || rest.first == "：" else { return nil }
    return rest.dropFirst().drop { $0.isWhitespace }
  }

  /// A tag of one to thirty characters in brackets, and what follows it.
  private static func leadingTag(_ subject: Substring) -> (tag: String, rest: Substring)? {
    guard subject.first == "[", let close = subject.prefix(32).firstIndex(of: "]") else { return nil }
    let end = subject.index(after: close)
    guard subject[..<end].count > 2 else { return nil }
    return (String(subject[..<end]), subject[end...].drop { $0.isWhitespace })
  }
}

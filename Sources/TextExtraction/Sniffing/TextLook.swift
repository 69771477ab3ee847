/// What sort of text a file is, if it is a text: a message, HTML, XML, a table, or plain.
///
/// Only its beginning is looked at. Its name and its declared media type count where the text itself leaves it open: lines
/// with three semicolons each may be a table or a poem.
struct TextLook {
  private let text: String
  private let isText: Bool
  private let fileExtension: String
  private let mediaType: String

  private static let lookedAt = 16_384

  init(_ file: FileToRead) {
    isText = PlainText.isText(file.bytes)
    text = isText ? PlainText.decoded(file.bytes.prefix(Self.lookedAt)) : ""
    fileExtension = TextExtraction.fileExtension(of: file.name)
    mediaType = (file.mediaType ?? "").lowercased()
  }

  var kind: FileKind {
    guard isText else { return .unknown }
    if let markup { return markup }
    if isMessage { return .message }
    if isTable { return .csv }
    return .plainText
  }

  // MARK: Markup

  private static let htmlTags: Set<String> = [
    "head", "body", "table", "div", "p", "meta", "title", "style", "script", "font", "center",
    "span", "a", "br", "h1", "h2", "h3", "ul", "ol", "b", "img", "pre", "blockquote",
  ]

  /// By the first tag that is neither a declaration nor a comment.
  private var markup: FileKind? {
    var rest = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    var isDeclaredXML = false
    while rest.hasPrefix("<?") || rest.hasPrefix("<!--") {
      isDeclaredXML = isDeclaredXML || rest.hasPrefix("<?xml")
      let end = rest.hasPrefix("<?") ? "?>" : "-->"
      guard let over = rest.firstRange(of: end) else { break }
      rest = rest[over.upperBound...].drop { $0.isWhitespace }
    }
    guard rest.first == "<" else { return isDeclaredXML ? .xml : nil }
    let tag = rest.dropFirst().prefix { $0 != ">" }
    let start = tag.prefix(14).lowercased()
    let name = String(start.prefix { !$0.isWhitespace && $0 != "/" })
    if start.hasPrefix("!doctype html") || name == "html" { return .html }
    if isDeclaredXML || start.hasPrefix("!doctype") { return .xml }
    if Self.htmlTags.contains(name) { return .html }
    let isSaidToBeXML = fileExtension == "xml" || mediaType.contains("xml")
    if name.first?.isLetter == true, isSaidToBeXML || tag.contains("xmlns") { return .xml }
    if fileExtension.hasPrefix("htm") || mediaType == "text/html" { return .html }
    return nil
  }

  // MARK: Messages

  private static let transportFields: Set<String> = [
    "received", "return-path", "mime-version", "message-id", "delivered-to", "dkim-signature", "x-received",
  ]
  private static let knownFields: Set<String> = transportFields.union([
    "from", "to", "subject", "date", "cc", "reply-to", "content-type", "content-transfer-encoding", "sender",
    "references", "in-reply-to", "x-mailer",
  ])

  /// A person's own text may begin with « From: … » too: what only mail programs write is asked for, unless the file is
  /// said to be a message.
  private var isMessage: Bool {
    let fields = headerFields
    let known = fields.filter(Self.knownFields.contains)
    if fileExtension == "eml" || fileExtension == "mht" || mediaType == "message/rfc822" { return !known.isEmpty }
    return known.count >= 3 && known.contains(where: Self.transportFields.contains)
  }

  /// The names of the fields before the first empty line; none when a line is not of a header.
  private var headerFields: [String] {
    var names: [String] = []
    var lines = text.split(maxSplits: 200, omittingEmptySubsequences: false) { $0.isNewline }[...]
    // What a mailbox file puts before each message (RFC 4155).
    if lines.first?.hasPrefix("From ") == true { lines = lines.dropFirst() }
    for line in lines.prefix(200) {
      if line.isEmpty { break }
      if line.first == " " || line.first == "\t" { continue }
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex,
        line[..<colon].allSatisfy({ $0.isASCII && !$0.isWhitespace })
      else { return names.count >= 8 ? names : [] }
      names.append(line[..<colon].lowercased())
    }
    return names
  }

  // MARK: Tables

  private var isTable: Bool {
    if fileExtension == "csv" || fileExtension == "tsv" || mediaType == "text/csv"
      || mediaType == "text/tab-separated-values"
    {
      return true
    }
    let lines = text.split { $0.isNewline }.prefix(20)
    // The last line may be cut off where the look ends.
    let whole = lines.count == 20 || text.utf8.count < Self.lookedAt / 2 ? lines : lines.dropLast()
    guard whole.count >= 3 else { return false }
    return ([(";", 2), ("\t", 1), (",", 3)] as [(Character, Int)]).contains { separator, least in
      let counts = Set(whole.map { Self.count(of: separator, in: $0) })
      guard counts.count == 1, let count = counts.first, count >= least else { return false }
      // A comma of prose is followed by a space.
      return separator != "," || !whole.contains { $0.contains(", ") }
    }
  }

  private static func count(of separator: Character, in line: Substring) -> Int {
    var isQuoted = false
    return line.reduce(0) { count, character in
      if character == "\"" { isQuoted.toggle() }
      return count + (character == separator && !isQuoted ? 1 : 0)
    }
  }
}

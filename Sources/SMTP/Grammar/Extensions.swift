/// What a server offers beyond plain SMTP, as it answers to EHLO (RFC 5321 §4.1.1.1).
public struct Extensions: Hashable, Sendable {
  /// The extensions that this client makes use of.
  public enum Feature: String, Sendable, CaseIterable {
    /// RFC 4954.
    case authentication = "AUTH"
    /// RFC 3461.
    case deliveryReports = "DSN"
    /// RFC 6152.
    case eightBits = "8BITMIME"
    /// RFC 2920.
    case pipelining = "PIPELINING"
    /// RFC 1870.
    case size = "SIZE"
    /// RFC 3207.
    case startTLS = "STARTTLS"
    /// RFC 6531.
    case unicodeAddresses = "SMTPUTF8"
  }

  /// Every keyword offered, in capitals, ours or not.
  public private(set) var keywords: Set<String> = []
  /// The ways to authenticate (RFC 4954 §3), in capitals.
  public private(set) var mechanisms: Set<String> = []
  /// The most octets that a message may have; nil when the server fixes no limit or does not tell it.
  public private(set) var largestMessage: Int?

  init() {}

  /// Reads the reply to EHLO; its first line is the server's name.
  init(_ reply: Reply) {
    for line in reply.lines.dropFirst() {
      // `AUTH=LOGIN PLAIN`, from before there was a standard, is still sent beside the right form.
      let words = line.uppercased().split { $0 == " " || $0 == "\t" || $0 == "=" }.map(String.init)
      guard let keyword = words.first else { continue }
      keywords.insert(keyword)
      switch Feature(rawValue: keyword) {
      case .authentication: mechanisms.formUnion(words.dropFirst())
      case .size: largestMessage = words.dropFirst().first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
      default: break
      }
    }
  }

  public func offers(_ feature: Feature) -> Bool { keywords.contains(feature.rawValue) }
}

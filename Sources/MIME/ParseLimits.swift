/// How far a mail is taken apart. What lies beyond a bound is never dropped: it stays as one opaque part, or in the raw
/// header.
public struct ParseLimits: Sendable, Hashable {
  /// Multiparts and messages inside one another.
  public var depth: Int
  /// Parts of a mail, all levels together.
  public var parts: Int
  /// Fields of one header.
  public var headerFields: Int

  public init(depth: Int = 20, parts: Int = 2_000, headerFields: Int = 10_000) {
    self.depth = depth
    self.parts = parts
    self.headerFields = headerFields
  }

  /// Wide enough for any mail that a person wrote.
  public static let `default` = ParseLimits()
}

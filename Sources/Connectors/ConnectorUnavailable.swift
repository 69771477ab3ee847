/// A connector could not answer. The mail waits and is asked about again later; nothing is decided without the answer.
public struct ConnectorUnavailable: Error, Hashable, Sendable {
  public enum Cause: Hashable, Sendable {
    case fileMissing
    case fileUnreadable
    case fileTooLarge(limit: Int)
    /// A column that its declaration says must be there.
    case columnMissing(String)
  }

  /// The connector's name in the settings.
  public let connector: String
  /// The file that could not be used.
  public let path: String
  public let cause: Cause

  public init(connector: String, path: String, cause: Cause) {
    self.connector = connector
    self.path = path
    self.cause = cause
  }
}

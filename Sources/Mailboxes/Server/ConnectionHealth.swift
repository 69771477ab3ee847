public import Domain

/// How a connection to a mail server stands, for the operator.
public struct ConnectionHealth: Hashable, Sendable, Codable {
  public enum Purpose: String, Sendable, Codable {
    /// Fetching and filing.
    case work
    /// Waiting to be told of new mail.
    case watch
    /// Handing answers over.
    case sending
  }

  public enum State: String, Sendable, Codable {
    case connected
    /// Not needed at the moment, and not known to be out of order.
    case closed
    /// Cannot be had; tried again by itself.
    case down
    /// Connected, and yet it does not tell of new mail.
    case silent
  }

  public let purpose: Purpose
  public let state: State
  public let since: Instant
  /// Why it is down, in words for the operator.
  public let problem: Localized?

  public init(purpose: Purpose, state: State, since: Instant, problem: Localized? = nil) {
    self.purpose = purpose
    self.state = state
    self.since = since
    self.problem = problem
  }

  /// Puts another state in its place; one that lasts keeps the moment at which it began.
  mutating func change(to state: State, at now: Instant, _ problem: Localized? = nil) {
    self = ConnectionHealth(purpose: purpose, state: state, since: state == self.state ? since : now, problem: problem)
  }
}

/// Whom a message is from and to, whatever its header says (RFC 5321 §2.3.1).
public struct Envelope: Hashable, Sendable {
  /// Where failures are reported to, `local@domain`; empty when nobody wants to hear of them (RFC 5321 §4.5.5).
  public var sender: String
  public var recipients: [String]
  /// When the sender is told what became of the message; never, when empty (RFC 3461 §4.1). Nil leaves it to the server;
  /// asked for only where the server offers DSN.
  public var deliveryReports: Set<DeliveryReport>?

  public init(sender: String, recipients: [String], deliveryReports: Set<DeliveryReport>? = nil) {
    self.sender = sender
    self.recipients = recipients
    self.deliveryReports = deliveryReports
  }
}

/// What a server can report of a message.
public enum DeliveryReport: String, Sendable, CaseIterable {
  case success = "SUCCESS"
  case failure = "FAILURE"
  case delay = "DELAY"
}

import Domain
import Mailboxes

extension FetchedMessage {
  /// The bytes of a message that is small enough to be held in memory.
  var bytes: [UInt8]? {
    guard case .bytes(let bytes) = content else { return nil }
    return bytes
  }
}

// The chaos test: the appliance is killed by SIGKILL, again and again, at each step that it journals and at moments between
// them, on a Maildir and on real servers. What the mailboxes hold afterwards is the proof.

import Foundation
import Testing

/// The promise that a mail is never lost and never answered twice, held against SIGKILL.
///
/// Some twenty kills on a Maildir and thirty on the servers by default; for the long run
/// `VAGUEMESTRE_CHAOS_KILLS=300 swift test --filter ChaosTests`.
@Suite(.serialized) struct ChaosTests {
  static let kills = ProcessInfo.processInfo.environment["VAGUEMESTRE_CHAOS_KILLS"].flatMap(Int.init)
}

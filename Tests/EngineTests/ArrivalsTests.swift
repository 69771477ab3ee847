import Domain
import Foundation
import Mailboxes
import Store
import Synchronization
import TestSupport
import Testing

@testable import Engine

/// Mails that cannot be taken in.
@Suite struct ArrivalsTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  private static func mail(_ content: MailContent) -> Result<FetchedMessage, MailboxError> {
    .success(FetchedMessage(content: content, receivedAt: Instant(seconds: 1_795_000_000), flags: []))
  }

  private static func text(_ uid: UInt32) -> [UInt8] { Array("From: <p\(uid)@x.example>\r\n\r\nBonjour \(uid)".utf8) }

  @Test func manyUnreadableMailsKeepNoneOfTheOthersOut() async throws {
    let appliance = try await fixture.start()
    let round = try await fixture.mailboxRound(appliance) { mailbox in
      mailbox.inbox = Array(1...450)
      mailbox.contains = { true }
      mailbox.message = { $0 <= 230 ? .failure(.unavailable("broken")) : Self.mail(.bytes(Self.text($0))) }
    }
    _ = try await round.work { true }
    #expect(try await appliance.store.entries().count == 220)
    #expect(await fixture.alarms(appliance).count == 230)
  }

  @Test func aMailboxOfWhichNothingCanBeReadIsNotLookedIntoOverAndOver() async throws {
    let appliance = try await fixture.start()
    let asked = Mutex(0)
    let round = try await fixture.mailboxRound(appliance) { mailbox in
      mailbox.inbox = Array(1...250)
      mailbox.contains = { true }
    }
    _ = try await round.work {
      asked.withLock { count in
        count += 1
        return count < 100
      }
    }
    #expect(asked.withLock { $0 } < 100)
  }

  @Test(arguments: [UInt32(10), 60])
  func whatWasFetchedIsDiscardedWhenItCannotBeKept(broken: UInt32) async throws {
    let appliance = try await fixture.start()
    try FileManager.default.createDirectory(atPath: fixture.path("spool"), withIntermediateDirectories: true)
    let spool = fixture.path("spool")
    let round = try await fixture.mailboxRound(appliance) { mailbox in
      mailbox.inbox = Array(1...120)
      mailbox.contains = { throw MailboxError.unavailable("the connection broke") }
      mailbox.message = { uid in
        if uid == broken { return .failure(.unavailable("broken")) }
        try? Data(Self.text(uid)).write(to: URL(fileURLWithPath: "\(spool)/\(uid)"))
        return Self.mail(.file("\(spool)/\(uid)"))
      }
    }
    _ = try await round.work { true }
    #expect(await fixture.alarms(appliance) == [.mailboxUnavailable])
    #expect(try fixture.files("spool").isEmpty)
  }

  /// Of the first mails of all, none is left when they are fetched.
  @Test func mailsThatAreGoneAreNoFailure() async throws {
    let appliance = try await fixture.start()
    let round = try await fixture.mailboxRound(appliance) { mailbox in
      mailbox.inbox = [1]
      mailbox.contains = { false }
      mailbox.message = { .failure(.gone(MessageLocation(folder: .inbox, uidValidity: 7, uid: $0))) }
    }
    #expect(try await round.work { true } == 0)
    #expect(await fixture.alarms(appliance).isEmpty)
  }
}

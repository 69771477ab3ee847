import Domain
import IMAP
import TLS

/// What is known of the connection that waits to be told of new mail (RFC 2177), and whether it can be believed.
///
/// Some servers stop telling without a word while the connection stays open. So the mailbox is polled as well, and mail
/// that the poll finds and of which nobody told gives the silence away.
struct IMAPWatch: Sendable {
  /// The news may be on its way while the poll finds the mail.
  private static let graceSeconds: Int64 = 20

  private(set) var health: ConnectionHealth
  private var lastNews: Instant?
  /// Since when there is mail of which nobody told.
  private var untoldSince: Instant?

  init(at now: Instant) {
    health = ConnectionHealth(purpose: .watch, state: .closed, since: now)
  }

  mutating func noteConnected(at now: Instant) {
    untoldSince = nil
    // A silent server is believed again when it tells of something.
    if health.state != .silent { health.change(to: .connected, at: now) }
  }

  mutating func noteDown(_ problem: Localized?, at now: Instant) {
    // One that was given up because it was silent is still that: another that is made in its place must tell first.
    if health.state == .silent && problem != nil { return }
    health.change(to: problem == nil ? .closed : .down, at: now, problem)
  }

  mutating func noteNews(at now: Instant) {
    lastNews = now
    untoldSince = nil
    health.change(to: .connected, at: now)
  }

  /// The poll found new mail, or none. Returns whether the connection has turned out to be silent.
  mutating func notePoll(foundMail: Bool, at now: Instant) -> Bool {
    guard health.state == .connected else { return false }
    if let since = untoldSince, now.seconds - since.seconds > Self.graceSeconds {
      untoldSince = nil
      health.change(to: .silent, at: now)
      return true
    }
    let wasTold = lastNews.map { now.seconds - $0.seconds <= Self.graceSeconds } ?? false
    if foundMail, !wasTold, untoldSince == nil { untoldSince = now }
    return false
  }
}

extension IMAPMailbox {
  /// Waits at the server for news of the inbox, on a connection of its own, for as long as the task lives. Returns when the
  /// server does not offer to tell.
  public func watch(_ onNews: @escaping @Sendable () -> Void) async {
    var backoff = Backoff()
    while !Task.isCancelled {
      do throws(ConnectionProblem) {
        guard try await wait(onNews, onConnected: { backoff.reset() }) else { return }
      } catch {
        watch.noteDown(error.text, at: world.now())
      }
      backoff.noteFailure(at: world.now(), random: world.random())
      await pause(backoff)
    }
    watch.noteDown(nil, at: world.now())
  }

  /// Until the next attempt is due, or the server is seen to be back by the other connection.
  private func pause(_ backoff: Backoff) async {
    repeat {
      try? await Task.sleep(for: .seconds(5))
    } while !Task.isCancelled && !backoff.allowsAttempt(at: world.now()) && !isWorking
  }

  /// Returns false when the server does not offer to tell.
  private func wait(
    _ onNews: @Sendable () -> Void, onConnected: () -> Void
  ) async throws(ConnectionProblem) -> Bool {
    let session = try await account.openIMAP()
    watched = session
    defer {
      watched = nil
      session.close()
    }
    do throws(IMAPError) {
      guard await session.capabilities.offers(.idle) else { return false }
      let quirks = try await ServerQuirks(of: session, host: account.server.endpoint.host)
      _ = try await session.select(.inbox, readOnly: true)
      watch.noteConnected(at: world.now())
      onConnected()
      noteServerIsBack()
      // What came before we began to wait is told by nobody.
      onNews()
      while !Task.isCancelled {
        if try await session.idle(atMost: .seconds(quirks.idleSeconds)) == .news {
          watch.noteNews(at: world.now())
          onNews()
        }
      }
      return true
    } catch {
      throw ConnectionProblem(account.server.endpoint, error)
    }
  }

  /// What the poll saw of the inbox. A connection that should have told of it and did not is given up and made anew.
  func noteInbox(_ state: FolderState, after known: FolderState?) {
    let foundMail = known.map { state.uids.last ?? 0 > $0.uids.last ?? 0 } ?? false
    if watch.notePoll(foundMail: foundMail, at: world.now()) { watched?.close() }
  }
}

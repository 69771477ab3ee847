import TLS

/// Why waiting for news ended.
public enum IdleEnd: Hashable, Sendable {
  /// Messages came, went, or changed.
  case news
  /// The time is over, or the server did not want to wait any longer.
  case timeLimit
}

/// Where an IDLE is. Two tasks see to it: one hears the server, the other watches the time.
enum Idling {
  case no
  case waiting
  /// DONE is said, its answer is due.
  case done
  /// No answer came to DONE.
  case stale
}

extension IMAPSession {
  /// Waits until the selected mailbox changes, or the time is over (IDLE, RFC 2177).
  ///
  /// Servers end a session that says nothing for half an hour: the time is to be 29 minutes at most. When at its end the
  /// server does not answer within the time of a command, the connection was dead: `.stream(.timedOut)`.
  public func idle(atMost limit: Duration) async throws(IMAPError) -> IdleEnd {
    guard capabilities.offers(.idle) else { throw .notOffered(.idle) }
    // News that came with the answer to another command since.
    guard !hasNews else {
      hasNews = false
      return .news
    }
    let running = try await send(.idle)
    let hasAlreadyNews = try await awaitIdling(running)
    idling = .waiting
    patience = limit
    deadline = .now + limit + limits.answer
    defer { patience = .zero }
    if hasAlreadyNews { await endIdle() }
    let clock = Task { [limits] in
      guard (try? await Task.sleep(for: limit)) != nil else { return }
      await endIdle()
      guard (try? await Task.sleep(for: limits.command)) != nil else { return }
      giveUpIdle()
    }
    defer { clock.cancel() }
    return try await hearIdle(running, hasAlreadyNews)
  }

  /// Waits for the `+`; DONE may not be said before. Returns whether there was news.
  private func awaitIdling(_ running: RunningCommand) async throws(IMAPError) -> Bool {
    var isNews = false
    while true {
      switch try await step(of: running) {
      case .continuation: return isNews
      case .end: throw failed(.protocolViolation("OK to IDLE at once"))
      case .data(let data): isNews = isNews || hasNews || data.isFetch
      case .body: break
      }
    }
  }

  private func hearIdle(_ running: RunningCommand, _ hasAlreadyNews: Bool) async throws(IMAPError) -> IdleEnd {
    var isNews = hasAlreadyNews
    do throws(IMAPError) {
      while true {
        switch try await step(of: running) {
        case .end:
          idling = .no
          // Told now: the next wait is for what comes after.
          hasNews = false
          return isNews ? .news : .timeLimit
        case .data(let data):
          isNews = isNews || hasNews || data.isFetch
          if isNews { await endIdle() }
        case .continuation, .body: break
        }
      }
    } catch {
      let isStale = idling == .stale
      idling = .no
      throw isStale ? .stream(.timedOut) : error
    }
  }

  /// Says DONE, once. If that fails, whoever hears the server learns of it.
  private func endIdle() async {
    guard idling == .waiting else { return }
    idling = .done
    patience = .zero
    // In a task of its own: the server may answer before the write has returned, the clock is then cancelled, and a
    // cancelled write closes the connection.
    await Task { _ = try? await write(Array("DONE\r\n".utf8)) }.value
  }

  private func giveUpIdle() {
    guard idling == .done else { return }
    idling = .stale
    close()
  }
}

extension UntaggedData {
  fileprivate var isFetch: Bool { if case .fetch = self { true } else { false } }
}

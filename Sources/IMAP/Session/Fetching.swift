/// What a fetch brings, in the order of the wire.
public enum FetchEvent: Hashable, Sendable {
  /// The body of the message that the next `.message` tells of. When another body begins before, or the fetch ends, it
  /// was nobody's.
  case bodyBegan(size: Int)
  /// Never empty.
  case bodyBytes(ArraySlice<UInt8>)
  case bodyEnded
  case message(FetchedMessage)
}

/// One message, as far as it was asked for; what the server could not say is nil.
public struct FetchedMessage: Hashable, Sendable {
  public let uid: UID
  public let flags: Set<Flag>?
  public let internalDate: InternalDate?
}

extension IMAPSession {
  /// Fetches messages of the selected mailbox.
  ///
  /// Only messages of the set are told, when the server has answered all that was asked: what it tells besides is not
  /// mistaken for an answer. Messages that are gone are not told of. An error that `receive` throws closes the session,
  /// for the rest of the answer is on its way.
  public func fetch(
    _ uids: UIDSet, _ items: [FetchItem], _ receive: @Sendable (FetchEvent) async throws -> Void
  ) async throws {
    let question = FetchQuestion(uids, items)
    for part in uids.parts {
      try await hear(try await send(.fetch(part, items)), question, receive)
    }
  }

  private func hear(
    _ running: RunningCommand, _ question: FetchQuestion, _ receive: @Sendable (FetchEvent) async throws -> Void
  ) async throws {
    /// Whether the body that is coming is the one asked for.
    var isWanted = false
    var answered: Set<UID> = []
    while true {
      switch try await step(of: running) {
      case .end: return
      case .continuation: break
      case .body(let event):
        if case .bodyBegan(let section, _) = event { isWanted = question.wants(section) }
        guard isWanted, let told = FetchEvent(event) else { continue }
        if case .bodyBytes = event { deadline = .now + limits.answer }
        try await tell(told, receive)
      case .data(.fetch(let fetched)):
        guard let message = question.answer(fetched) else { continue }
        // What was asked for is no flood, unless it is said again and again.
        if answered.insert(message.uid).inserted {
          responsesHeard -= 1
          deadline = .now + limits.answer
        }
        try await tell(.message(message), receive)
      case .data: break
      }
    }
  }

  private func tell(
    _ event: FetchEvent, _ receive: @Sendable (FetchEvent) async throws -> Void
  ) async throws {
    do {
      try await receive(event)
    } catch {
      isBusy = false
      close()
      throw error
    }
  }
}

extension FetchEvent {
  fileprivate init?(_ event: ParserEvent) {
    switch event {
    case .bodyBegan(_, let size): self = .bodyBegan(size: size)
    case .bodyBytes(let bytes): self = .bodyBytes(bytes)
    case .bodyEnded: self = .bodyEnded
    case .response: return nil
    }
  }
}

/// What was asked, to tell answers from the rest.
private struct FetchQuestion {
  let uids: UIDSet
  let attributes: Set<FetchedAttributes.Attribute>

  init(_ uids: UIDSet, _ items: [FetchItem]) {
    self.uids = uids
    attributes = Set(items.map(\.attribute))
  }

  func wants(_ section: Section) -> Bool { attributes.contains(.body) && section == .whole }

  func answer(_ fetched: FetchedAttributes) -> FetchedMessage? {
    guard let uid = fetched.uid, uids.contains(uid), fetched.mentioned.isSuperset(of: attributes) else { return nil }
    return FetchedMessage(uid: uid, flags: fetched.flags, internalDate: fetched.internalDate)
  }
}

public import Domain
import Foundation
import IMAP
import Synchronization

/// Puts together the messages of one fetch as they come over the wire.
final class Gathering: Sendable {
  private struct State {
    var spool: Spool?
    var content: MailContent?
    var messages: [UID: FetchedMessage] = [:]
  }

  private let folder: String
  private let world: World
  private let state = Mutex(State())

  init(in folder: String, world: World) {
    self.folder = folder
    self.world = world
  }

  var messages: [UID: FetchedMessage] { state.withLock { $0.messages } }

  func take(_ event: FetchEvent) throws {
    try state.withLock { state in
      switch event {
      case .bodyBegan(let size):
        // One that no message followed was nobody's.
        state.content?.discard()
        state.content = nil
        state.spool?.discard()
        state.spool = try Spool(in: folder, expecting: size, name: String(world.random(), radix: 36))
      case .bodyBytes(let piece): try state.spool?.append(piece)
      case .bodyEnded:
        state.content = try state.spool?.finish()
        state.spool = nil
      case .message(let message):
        if let content = state.content {
          // One that is told twice.
          state.messages[message.uid]?.content.discard()
          state.messages[message.uid] = FetchedMessage(
            content: content,
            receivedAt: message.internalDate.map { Instant(seconds: $0.secondsSince1970) } ?? world.now(),
            flags: Set((message.flags ?? []).map(MessageFlag.init)))
        }
        state.content = nil
      }
    }
  }
}

extension Gathering {
  /// Removes what has come of a fetch that was cut short.
  func discard() {
    state.withLock { state in
      for message in state.messages.values { message.content.discard() }
      state.content?.discard()
      state.spool?.discard()
      state = State()
    }
  }
}

extension MailContent {
  /// Removes the file of a content that is not kept.
  public func discard() {
    if case .file(let path) = self { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Whether both hold the same bytes.
  func isExactly(_ other: MailContent) -> Bool {
    switch (self, other) {
    case (.bytes(let one), _): other.isExactly(one)
    case (_, .bytes(let two)): isExactly(two)
    case (.file(let one), .file(let two)): FileManager.default.contentsEqual(atPath: one, andPath: two)
    }
  }

  /// Whether it is exactly these bytes.
  func isExactly(_ bytes: [UInt8]) -> Bool {
    switch self {
    case .bytes(let own): own == bytes
    case .file(let path): FileManager.default.contents(atPath: path).map { $0.elementsEqual(bytes) } ?? false
    }
  }
}

extension Result where Success == FetchedMessage {
  /// Removes the file of a message that is not kept.
  public func discard() { if case .success(let message) = self { message.content.discard() } }
}

extension MessageFlag {
  init(_ flag: Flag) {
    let known: [Flag: MessageFlag] = [
      .seen: .seen, .answered: .answered, .flagged: .flagged, .deleted: .deleted, .draft: .draft,
    ]
    self = known[flag] ?? .keyword(flag.name)
  }
}

extension Flag {
  init(_ flag: MessageFlag) {
    self =
      switch flag {
      case .seen: .seen
      case .answered: .answered
      case .flagged: .flagged
      case .deleted: .deleted
      case .draft: .draft
      case .keyword(let word): Flag(word)
      }
  }
}

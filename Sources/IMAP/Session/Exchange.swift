import NIOCore
import TLS

/// A command that was sent and has not ended.
struct RunningCommand {
  let name: String
  let tag: String
}

/// What comes next while a command runs.
enum Step {
  case data(UntaggedData)
  /// A piece of a message's body.
  case body(ParserEvent)
  /// The server waits for more; for SASL, its challenge.
  case continuation(String)
  /// The command's OK.
  case end(Status)
}

// One command and all that the server says until its end.
extension IMAPSession {
  /// Sends a command and hears the server out. Returns its OK; throws when it says NO or BAD.
  @discardableResult
  func run(
    _ command: Command, _ hear: (UntaggedData) -> Void = { _ in }
  ) async throws(IMAPError) -> Status {
    let running = try await send(command)
    while true {
      switch try await step(of: running) {
      case .data(let data): hear(data)
      case .end(let status): return status
      // A body that nobody asked for, a `+` that nothing waits for.
      case .body, .continuation: break
      }
    }
  }

  /// Sends a command, waiting for the server's leave where a literal needs it.
  func send(_ command: Command) async throws(IMAPError) -> RunningCommand {
    guard !isBusy else { throw .busy }
    let running = RunningCommand(name: command.name, tag: nextTag())
    let chunks: [[UInt8]]
    do throws(UnsendableArgument) {
      chunks = try command.encoded(tag: running.tag, StringForms(capabilities, isUTF8: isUTF8))
    } catch {
      throw .unsendable(command: command.name)
    }
    isBusy = true
    responsesHeard = 0
    octetsHeard = 0
    for (index, chunk) in chunks.enumerated() {
      if index > 0 { try await awaitLeave(running) }
      try await write(chunk)
    }
    return running
  }

  private func awaitLeave(_ running: RunningCommand) async throws(IMAPError) {
    while true {
      switch try await step(of: running) {
      case .continuation: return
      case .end: throw failed(.protocolViolation("OK to half a command"))
      case .data, .body: break
      }
    }
  }

  /// Sends octets in pieces, so that the time limit is for each and not for a large message.
  func write(_ octets: [UInt8]) async throws(IMAPError) {
    var rest = octets[...]
    while !rest.isEmpty {
      let piece = rest.prefix(1 << 18)
      rest = rest.dropFirst(piece.count)
      do throws(StreamError) {
        try await stream.write(ByteBuffer(bytes: piece), timeout: limits.command)
      } catch {
        throw failed(.stream(error))
      }
      deadline = .now + limits.answer
    }
  }

  /// Waits for what comes next, having noted what it says of the session.
  func step(of running: RunningCommand) async throws(IMAPError) -> Step {
    while true {
      let response: Response
      do throws(IMAPError) {
        switch try await event() {
        case .response(let found): response = found
        case let body: return .body(body)
        }
        responsesHeard += 1
        guard responsesHeard <= limits.responses, octetsHeard <= limits.octets else { throw .tooLarge }
        if case .untagged(let data) = response { try note(data) }
      } catch {
        throw failed(error)
      }
      switch response {
      case .untagged(let data): return .data(data)
      case .continuation(let text): return .continuation(text)
      case .tagged(running.tag, let status):
        isBusy = false
        learn(status.code)
        guard status.condition == .ok else {
          throw .refused(command: running.name, status.condition, code: status.code, text: status.text)
        }
        return .end(status)
      // The end of something else is of no use.
      case .tagged: break
      }
    }
  }

  func event() async throws(IMAPError) -> ParserEvent {
    while true {
      do throws(ParseError) {
        if let event = try parser.next() {
          if case .bodyBytes(let bytes) = event { octetsHeard -= bytes.count }
          return event
        }
      } catch {
        throw IMAPError(error)
      }
      do throws(StreamError) {
        // What comes without end is not waited for, and yet takes its time.
        guard deadline > .now else { throw StreamError.timedOut }
        let bytes = try await stream.read(timeout: min(limits.command + patience, deadline - .now))
        octetsHeard += bytes.readableBytes
        parser.append(Array(bytes.readableBytesView))
      } catch {
        throw .stream(error)
      }
    }
  }

  /// Ends the running command by an error; closes when the server can no longer be understood.
  func failed(_ error: IMAPError) -> IMAPError {
    isBusy = false
    if error.isConnectionLost { close() }
    return error
  }

  /// What the server says of itself and of the selected mailbox, whatever the command.
  func note(_ data: UntaggedData) throws(IMAPError) {
    switch data {
    case .status(let status):
      if status.condition == .bye { throw .bye(text: status.text) }
      learn(status.code)
    case .capability(let told): learn(.capability(told))
    case .exists(let count):
      hasNews = hasNews || exists != count
      exists = count
    case .expunge: lose(1)
    case .vanished(let uids, earlier: false): lose(uids.count)
    default: break
    }
  }

  private func learn(_ code: ResponseCode?) {
    guard case .capability(let told) = code else { return }
    capabilities = told
    hasToldCapabilities = true
  }

  private func lose(_ count: Int) {
    hasNews = true
    exists = exists.map { UInt32(clamping: Int($0) - count) }
  }
}

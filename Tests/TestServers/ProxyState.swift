/// A fault that has not happened yet.
struct ArmedFault: Sendable {
  var fault: CuttingProxy.Fault
  var moment: CuttingProxy.Moment
}

/// What a proxy knows of its connections, and which bytes it lets pass.
struct ProxyState: Sendable {
  var listener: LoopbackListener?
  var links: [Int: ProxyLink] = [:]
  var accepted = 0
  var armed: ArmedFault?
  var firings = 0
  var isStalled = false
  private var details: [Int: Detail] = [:]

  private struct Detail {
    /// The last bytes of the client, in which words may have begun.
    var tail: [UInt8] = []
    /// The server's next bytes are an answer that is to be lost but for so many bytes.
    var answer: (left: Int, fault: CuttingProxy.Fault)?
    var isStalled = false
    var hasEndedOnce = false
  }

  mutating func add(_ link: ProxyLink) -> Int {
    accepted += 1
    links[accepted] = link
    details[accepted] = Detail()
    return accepted
  }

  /// One direction has come to its end; with the other, the connection is forgotten.
  mutating func ended(_ number: Int) {
    guard details[number]?.hasEndedOnce == false else {
      links[number] = nil
      details[number] = nil
      return
    }
    details[number]?.hasEndedOnce = true
  }

  /// How many of these bytes reach the server, and what happens then.
  mutating func clientSends(_ bytes: [UInt8], on number: Int) -> (passing: Int, fault: CuttingProxy.Fault?) {
    guard var detail = details[number], !detail.isStalled else { return (0, .stall) }
    defer { details[number] = detail }
    let window = detail.tail + bytes
    let old = detail.tail.count
    detail.tail = Array(window.suffix(64))
    guard let armed, let found = armed.moment.words.flatMap({ end(of: $0, in: window, after: old) }) else {
      return (bytes.count, nil)
    }
    switch armed.moment {
    case .before: return (max(found.lowerBound - old, 0), happen(armed.fault, &detail))
    case .after: return (found.upperBound - old, happen(armed.fault, &detail))
    case .reply(_, let passing):
      detail.answer = (passing, armed.fault)
      self.armed = nil
    case .received: break
    }
    return (bytes.count, nil)
  }

  /// How many of the server's bytes reach the client, and what happens then.
  mutating func serverSends(_ count: Int, on number: Int) -> (passing: Int, fault: CuttingProxy.Fault?) {
    guard var detail = details[number], !detail.isStalled else { return (0, .stall) }
    defer { details[number] = detail }
    if let (left, fault) = detail.answer {
      guard count > left else {
        detail.answer = (left - count, fault)
        return (count, nil)
      }
      return (left, happen(fault, &detail))
    }
    if let armed, case .received(let left) = armed.moment {
      guard count >= left else {
        self.armed?.moment = .received(bytes: left - count)
        return (count, nil)
      }
      return (left, happen(armed.fault, &detail))
    }
    return (count, nil)
  }

  private mutating func happen(_ fault: CuttingProxy.Fault, _ detail: inout Detail) -> CuttingProxy.Fault {
    armed = nil
    firings += 1
    detail.isStalled = true
    return fault
  }

  /// Where the words stand, when their end is among the new bytes.
  private func end(of words: String, in window: [UInt8], after old: Int) -> Range<Int>? {
    window[max(old - words.utf8.count + 1, 0)...].firstRange(of: Array(words.utf8))
  }
}

extension CuttingProxy.Moment {
  /// What the client has to send first.
  fileprivate var words: String? {
    switch self {
    case .before(let words), .after(let words), .reply(let words, _): words
    case .received: nil
    }
  }
}

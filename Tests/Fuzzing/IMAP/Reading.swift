import IMAP

/// One dialogue read by the parser, and what must hold whatever its octets are.
struct Reading {
  private(set) var lines: UInt64 = 0
  private(set) var octets = 0
  private(set) var responses = 0
  private(set) var unparsable = 0
  private(set) var bodies = 0
  private(set) var broken = 0
  /// What did not hold, in words.
  private(set) var failure: String?

  private static let sentinel = Response.tagged(tag: "sentinel", Status(.ok, code: .readWrite, text: "done"))
  private static let sentinelLine = Array("sentinel OK [READ-WRITE] done\r\n".utf8)
  private static let limits: ParserLimits = {
    var limits = ParserLimits()
    // Small enough for mutated lines to meet them.
    limits.response = 20_000
    limits.literal = 2_000
    limits.body = 50_000
    limits.nesting = 20
    return limits
  }()

  init() {}

  init(_ dialogue: inout SpoiledDialogue) {
    lines = UInt64(dialogue.bytes.count(where: { $0 == 10 }))
    octets = dialogue.bytes.count
    var parser = ResponseParser(limits: Self.limits)
    do throws(ParseError) {
      var rest = dialogue.bytes[...]
      while !rest.isEmpty {
        let slice = rest.prefix(dialogue.anySlice())
        rest = rest.dropFirst(slice.count)
        parser.append(Array(slice))
        while let event = try parser.next() { check(event) }
      }
      // A literal that a mutation made longer swallows lines, of which it can hold so many; the next is understood again.
      for _ in 0..<Self.limits.body / Self.sentinelLine.count + 2 {
        parser.append(Self.sentinelLine)
        while let event = try parser.next() {
          if event == .response(Self.sentinel) { return }
          check(event)
        }
      }
      failure = "the line after is not understood"
    } catch {
      broken = 1
      do throws(ParseError) {
        _ = try parser.next()
        failure = "lost framing was found again"
      } catch {}
    }
  }

  /// Octets of the present body that have not come.
  private var missing: Int?

  private mutating func check(_ event: ParserEvent) {
    switch event {
    case .bodyBegan(_, let size):
      if missing != nil { failure = "a body within a body" }
      missing = size
      bodies += 1
    case .bodyBytes(let bytes):
      guard let before = missing, !bytes.isEmpty, bytes.count <= before else {
        failure = "octets that belong to no body"
        return
      }
      missing = before - bytes.count
    case .bodyEnded:
      if missing != 0 { failure = "a body ended \(missing ?? -1) octets early" }
      missing = nil
    case .response(let response):
      if missing != nil { failure = "a response within a body" }
      responses += 1
      if case .untagged(.unparsable) = response { unparsable += 1 }
    }
  }

  mutating func add(_ other: Reading) {
    lines += other.lines
    octets += other.octets
    responses += other.responses
    unparsable += other.unparsable
    bodies += other.bodies
    broken += other.broken
  }
}

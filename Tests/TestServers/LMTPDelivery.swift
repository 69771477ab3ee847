/// One LMTP session (RFC 2033) that delivers mail after mail, each a single round trip (RFC 2920: the commands of the
/// next mail follow the dot of the last).
struct LMTPDelivery {
  private let socket: LoopbackSocket
  private var replies: LineReader

  init(port: UInt16) throws {
    socket = try LoopbackSocket.connect(to: port)
    replies = LineReader(socket)
    try expect("220")
    try socket.send("LHLO localhost\r\n")
    try expect("250")
  }

  mutating func deliver(_ mails: [[UInt8]], to user: String) throws {
    let envelope = Array("MAIL FROM:<somebody@client.example>\r\nRCPT TO:<\(user)>\r\nDATA\r\n".utf8)
    for (index, mail) in mails.enumerated() {
      if index == 0 { try socket.send(envelope) }
      try expect("250")
      try expect("250")
      try expect("354")
      try socket.send(Self.dotted(mail) + (index + 1 < mails.count ? envelope : Array("QUIT\r\n".utf8)))
      try expect("250")
    }
  }

  /// The mail with a dot more where a line begins with one (RFC 5321 §4.5.2), and the dot that ends it.
  private static func dotted(_ mail: [UInt8]) -> [UInt8] {
    let dot = UInt8(ascii: ".")
    let newLine = UInt8(ascii: "\n")
    var dotted: [UInt8] = []
    dotted.reserveCapacity(mail.count + 200)
    var last = newLine
    for byte in mail {
      if last == newLine && byte == dot { dotted.append(dot) }
      dotted.append(byte)
      last = byte
    }
    return dotted + Array((last == newLine ? ".\r\n" : "\r\n.\r\n").utf8)
  }

  /// Reads one reply, of several lines maybe.
  private mutating func expect(_ code: String) throws {
    var line = try replies.line() ?? "the connection was closed"
    while line.dropFirst(3).first == "-" { line = try replies.line() ?? "the connection was closed" }
    guard line.hasPrefix(code) else { throw MailServerError.refused(line) }
  }
}

import Glibc

/// What a file of mail holds, told from its first octets.
public enum MailFileKind: Sendable, Hashable {
  /// One mail, as in a Maildir or an `.eml`.
  case single
  /// Several mails one after the other.
  case mbox

  /// - Parameter beginning: the file's first line at least; 1,000 octets are enough.
  public init(beginning: some Collection<UInt8>) {
    let line = Array(beginning.prefix(1_000).prefix { $0 != Octet.lineFeed })
    self = line.starts(with: MboxSeparator.beginning) && MboxSeparator.hasDate(line[...]) ? .mbox : .single
  }
}

/// The octets of an open file, a chunk at a time, read by glibc. A reading error ends it as the end of the file does; `error` tells.
public struct FileChunks: IteratorProtocol {
  private let descriptor: Int32
  private let chunkSize: Int
  /// The `errno` of the read that failed; nil so far.
  public private(set) var error: Int32?

  /// - Parameter descriptor: open for reading; stays the caller's to close.
  public init(descriptor: Int32, chunkSize: Int = 262_144) {
    self.descriptor = descriptor
    self.chunkSize = chunkSize
  }

  public mutating func next() -> [UInt8]? {
    var failure: Int32?
    let chunk = [UInt8](unsafeUninitializedCapacity: chunkSize) { room, count in
      var received = read(descriptor, room.baseAddress, room.count)
      while received < 0, errno == EINTR { received = read(descriptor, room.baseAddress, room.count) }
      if received < 0 { failure = errno }
      count = max(0, received)
    }
    error = failure
    return chunk.isEmpty ? nil : chunk
  }
}

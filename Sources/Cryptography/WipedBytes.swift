import COpenSSL

/// Secret bytes that are overwritten when nobody holds them any more, and that print as `•••`.
///
/// A class, because only one owner can wipe a buffer: copies of an array would outlive it.
public final class WipedBytes: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  // Written once, in `init`, and wiped in `deinit`, when no other reference exists.
  private nonisolated(unsafe) let buffer: UnsafeMutableRawBufferPointer

  /// Copies the bytes. The caller wipes his own copy where that matters (`wipe`).
  public init(_ bytes: [UInt8]) {
    buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    buffer.copyBytes(from: bytes)
  }

  deinit {
    OPENSSL_cleanse(buffer.baseAddress, buffer.count)
    buffer.deallocate()
  }

  public var count: Int { buffer.count }

  /// Hands out a copy for the time of the call and wipes it after.
  public func withBytes<Result>(_ body: (borrowing [UInt8]) throws -> Result) rethrows -> Result {
    var copy = [UInt8](buffer)
    defer { wipe(&copy) }
    return try body(copy)
  }

  public var description: String { "•••" }

  public var debugDescription: String { "•••" }

  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Overwrites bytes in a way that the optimiser does not take out (`OPENSSL_cleanse`), then empties the array.
public func wipe(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
  bytes.removeAll()
}

import Foundation

/// The system accounts of the people and programs that give commands: who did it, in the audit trail.
enum OperatorAccount {
  /// The account under which this process runs.
  static var own: String { name(of: geteuid()) }

  /// The account at the other end of a Unix socket (`SO_PEERCRED`, unix(7)).
  static func peer(of connection: Int32) -> String {
    // `struct ucred`: process, account, group.
    var credentials: [UInt32] = [0, .max, .max]
    var length = socklen_t(MemoryLayout<UInt32>.size * credentials.count)
    guard getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else { return "unknown" }
    return name(of: credentials[1])
  }

  /// The account's name, or its number where it has none.
  static func name(of account: uid_t) -> String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    return buffer.withUnsafeMutableBufferPointer { space in
      guard let start = space.baseAddress, getpwuid_r(account, &entry, start, space.count, &found) == 0,
        let name = found?.pointee.pw_name
      else { return "uid \(account)" }
      return String(cString: name)
    }
  }
}

import Foundation

/// A user of this system with the main group.
struct SystemUser: Sendable {
  let name: String
  let group: String
  private let user: uid_t
  private let groupNumber: gid_t

  static var isRoot: Bool { geteuid() == 0 }

  /// Who runs the tests.
  static func current() throws(MailServerError) -> SystemUser { try SystemUser(getpwuid(geteuid())) }

  static func named(_ name: String) throws(MailServerError) -> SystemUser { try SystemUser(getpwnam(name)) }

  private init(_ entry: UnsafeMutablePointer<passwd>?) throws(MailServerError) {
    guard let entry = entry?.pointee, let group = getgrgid(entry.pw_gid)?.pointee else {
      throw .failed(program: "getpwnam", output: "no such user; is the server's Debian package installed?")
    }
    name = String(cString: entry.pw_name)
    self.group = String(cString: group.gr_name)
    user = entry.pw_uid
    groupNumber = entry.pw_gid
  }

  /// Gives the user a file; only root can, and only root has to.
  func own(_ path: String) { if SystemUser.isRoot { chown(path, user, groupNumber) } }
}

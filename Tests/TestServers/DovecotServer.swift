// What tests of the mail protocols speak to: Debian's own Dovecot and Postfix, each private to one test and on loopback; a
// server that plays a script, for dialects that neither speaks; and a wire between client and server that breaks when
// told. Nothing here knows the appliance.

import Foundation
import TestSupport

/// A real Dovecot of Debian, private to one test: on ports of its own, with every mail in one folder, gone with the
/// value.
///
/// Every user exists, with the same password, and has the folders Sent, Drafts, Archive, Junk and Trash beside INBOX.
public final class DovecotServer: Sendable {
  /// The password of every user.
  public static let password = "secret"

  let folder: TemporaryFolder
  /// Who owns the Maildirs.
  let owner: SystemUser
  private let tokenKey = Array("a key of the tests, 32 bytes long".utf8)
  private let life: ServerLife<DovecotConfiguration>

  /// `hidden` are capabilities that it does not announce, such as `MOVE`; `separator` stands between folder names.
  public init(certificate: ServerCertificate, hiding hidden: Set<String> = [], separator: Character = "/") throws {
    folder = try TemporaryFolder()
    let me = try SystemUser.current()
    owner = try SystemUser.isRoot ? .named("nobody") : me
    life = ServerLife(
      DovecotConfiguration(
        folder: folder, ports: try DovecotPorts(), certificate: certificate, hidden: hidden, separator: separator,
        owner: owner, inner: try SystemUser.isRoot ? .named("dovecot") : me,
        login: try SystemUser.isRoot ? .named("dovenull") : me))

    for name in ["run", "mail"] {
      try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: true)
    }
    // Dovecot's processes walk through the folder under their own names.
    chmod(folder.path, 0o711)
    owner.own(folder.path + "/mail")
    _ = try folder.write(Data(tokenKey).base64EncodedString(), to: "keys/default/HS256/default")
  }

  /// What stands between the names of nested folders.
  var separator: Character { life.configuration.separator }

  /// They may change at the first start, when somebody else took one meanwhile, and never after.
  public var ports: DovecotPorts { life.configuration.ports }

  /// Returns once it listens.
  public func start() async throws { try await life.start() }

  /// Cuts every connection and ends; the mails stay.
  public func stop() async throws { try await life.stop() }

  /// Stops and starts on the same ports.
  public func restart() async throws { try await life.restart() }

  /// What it wrote to its log.
  public var log: String { life.configuration.log }

  /// A token for XOAUTH2 and OAUTHBEARER that is valid for `lifetime` seconds from now; a negative lifetime makes one
  /// that is over.
  public func token(for user: String, lifetime: Int) throws -> String {
    try WebToken(user: user, now: Date(), lifetime: lifetime, key: tokenKey).text
  }

  /// Ends every session of a user, as an administrator does.
  public func kick(_ user: String) async throws {
    try await administer(["kick", user])
  }

  /// Gives a folder another UIDVALIDITY (RFC 3501 §2.3.1.1), as a server does that lost its numbers. The mails keep
  /// theirs, so that whoever goes on with the old ones takes a wrong number for a right one and shows it.
  public func changeUIDValidity(of folder: String, user: String, to number: UInt32) async throws {
    try await administer(["mailbox", "update", "-u", user, "--uid-validity", String(number), folder])
  }

  private func administer(_ words: [String]) async throws {
    try await onOwnThread {
      try ChildProcess.run(["/usr/bin/doveadm", "-c", self.folder.path + "/dovecot.conf"] + words)
    }
  }
}

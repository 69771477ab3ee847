public import Domain
import IMAP
import SMTP
import TLS

/// What was learnt of a server by trying it; nothing is changed there.
public struct ServerTrial: Sendable, Hashable {
  /// Something that the server does not offer, and what that means.
  public struct Lack: Sendable, Hashable {
    public let name: String
    public let consequence: Localized
  }

  /// How the connection is protected: `TLSv1.3`; nil for a plain one.
  public let protection: String?
  /// Extensions that it offers and that matter to us, by the standards' names.
  public let offered: [String]
  public let lacking: [Lack]
  /// Messages in the inbox; nil for a server that only sends.
  public let inboxCount: Int?
  /// Folders asked for that are not there.
  public let missing: [FolderName]
}

extension ServerTrial {
  /// Logs in to an IMAP server and looks into the inbox.
  /// - Parameter folders: That should be there.
  public static func imap(
    _ account: ServerAccount, folders: [FolderName], world: World
  ) async throws(ConnectionProblem) -> ServerTrial {
    var connection = try await WorkConnection.open(account, at: world.now())
    let session = connection.session
    defer { session.close() }
    do throws(IMAPError) {
      let capabilities = await session.capabilities
      let inbox = try await session.select(.inbox, readOnly: true)
      var lacking = expected.filter { !capabilities.offers($0.capability) }.map {
        Lack(name: $0.capability.name, consequence: $0.consequence)
      }
      // EXAMINE permits no flag at all on some servers: nothing can be told then.
      if !inbox.permanentFlags.isEmpty && !inbox.permanentFlags.contains(.anyKeyword) {
        lacking.append(
          Lack(
            name: "\\*",
            consequence: Localized(
              fr: "les motifs ne sont pas notés comme mots-clés", en: "motives are not noted as keywords")))
      }
      let trial = ServerTrial(
        protection: session.tls?.version,
        offered: (expected.map(\.capability) + welcome).filter(capabilities.offers).map(\.name), lacking: lacking,
        inboxCount: Int(inbox.exists), missing: folders.filter { connection.folders.existing($0) == nil })
      await session.logout()
      return trial
    } catch {
      throw ConnectionProblem(account.server.endpoint, error)
    }
  }

  /// What makes no difference that a person would notice.
  private static let welcome: [Capability] = [.qresync, .condstore, .esearch, .utf8Accept, .literalPlus, .literalMinus]

  private static let expected: [(capability: Capability, consequence: Localized)] = [
    (
      .idle,
      Localized(
        fr: "un nouveau mail n’est vu qu’à la relève suivante (« poll »)",
        en: "a new mail is only seen at the next look (“poll”)")
    ),
    (
      .move,
      Localized(
        fr: "un mail est classé par copie puis suppression", en: "a mail is filed by copying, then deleting")
    ),
    (
      .uidPlus,
      Localized(
        fr: "un mail classé est recherché là où il a été mis", en: "a filed mail is searched for where it was put")
    ),
    (
      .specialUse,
      Localized(
        fr: "le serveur ne dit pas où vont brouillons et messages envoyés : vérifiez « drafts » et « sent »",
        en: "the server does not say where drafts and sent mails go: check “drafts” and “sent”")
    ),
  ]

  /// Logs in to a server that sends.
  public static func smtp(_ account: ServerAccount) async throws(ConnectionProblem) -> ServerTrial {
    let session = try await account.openSMTP()
    let extensions = await session.extensions
    await session.quit()
    let matters: [Extensions.Feature] = [.pipelining, .eightBits, .size, .unicodeAddresses, .deliveryReports]
    return ServerTrial(
      protection: session.tls?.version, offered: matters.filter(extensions.offers).map(\.rawValue),
      lacking: extensions.offers(.eightBits)
        ? []
        : [
          Lack(
            name: "8BITMIME",
            consequence: Localized(
              fr: "le serveur est ancien ; un mail à accents non encodés y serait refusé",
              en: "the server is old; a mail with unencoded accents would be refused"))
        ], inboxCount: nil, missing: [])
  }
}

import TestSupport

/// The ports of one Dovecot on 127.0.0.1.
public struct DovecotPorts: Sendable, Hashable {
  /// IMAP with STARTTLS; plain passwords are taken without it too.
  public let imap: UInt16
  /// IMAP within TLS.
  public let imaps: UInt16
  public let lmtp: UInt16
  /// Dovecot's own protocol, by which Postfix has passwords and tokens checked.
  let sasl: UInt16

  init() throws(LoopbackError) {
    let ports = try freePorts(4)
    (imap, imaps, lmtp, sasl) = (ports[0], ports[1], ports[2], ports[3])
  }
}

/// The settings of a Dovecot 2.3 that takes any user, and keeps everything in one folder.
struct DovecotConfiguration: ServerConfiguration {
  var folder: TemporaryFolder
  var ports: DovecotPorts
  var certificate: ServerCertificate
  var hidden: Set<String>
  var separator: Character
  /// Who owns the mails.
  var owner: SystemUser
  /// Who runs Dovecot's inner services, and the process that strangers speak to.
  var inner: SystemUser
  var login: SystemUser

  let program = "/usr/sbin/dovecot"
  var firstPort: UInt16 { ports.imap }

  mutating func chooseOtherPorts() throws { ports = try DovecotPorts() }

  func launch() throws -> HeldServer {
    try ChildProcess.check(program)
    _ = try folder.write(tokens, to: "oauth2.conf")
    _ = try folder.write(text, to: "dovecot.conf")
    return try HeldServer(
      command: "\(program) -c \(folder.path)/dovecot.conf", pidFile: "run/master.pid", in: folder)
  }

  /// What Debian's Dovecot 2.3.19 offers after the login with the plugins below.
  private static let capabilities = """
    IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS \
    THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED \
    I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE \
    SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE COMPRESS=DEFLATE
    """

  private var offered: String {
    guard !hidden.isEmpty else { return "" }
    let left = Self.capabilities.split(separator: " ").filter { !hidden.contains(String($0)) }
    return "imap_capability = " + left.joined(separator: " ")
  }

  /// How tokens are checked: against one shared key, without asking anybody.
  private var tokens: String {
    """
    introspection_mode = local
    local_validation_key_dict = fs:posix:prefix=\(folder.path)/keys/
    username_attribute = sub
    username_format = %u

    """
  }

  private var text: String { general + users + folders + services }

  // listescape: a folder's name may hold what Maildir++ or the file system keeps for itself. No fsync: it is the
  // program we test that has to survive, not Dovecot.
  private var general: String {
    """
    base_dir = \(folder.path)/run
    state_dir = \(folder.path)/run
    log_path = \(folder.path)/log
    instance_name = vaguemestre-test
    protocols = imap lmtp
    listen = 127.0.0.1
    shutdown_clients = yes
    default_internal_user = \(inner.name)
    default_internal_group = \(inner.group)
    default_login_user = \(login.name)
    ssl = yes
    ssl_cert = <\(certificate.certificate)
    ssl_key = <\(certificate.key)
    mail_location = maildir:\(folder.path)/mail/%u
    mail_fsync = never
    mailbox_list_index = yes
    mail_plugins = zlib notify listescape
    mail_max_userip_connections = 100
    protocol imap {
      mail_plugins = zlib notify listescape imap_zlib
    }
    \(offered)

    """
  }

  // A first failed login otherwise makes the next ones wait, by `auth_failure_delay` and by what anvil remembers.
  private var users: String {
    """
    first_valid_uid = 1
    disable_plaintext_auth = no
    auth_failure_delay = 0
    auth_mechanisms = plain login xoauth2 oauthbearer
    auth_username_chars =
    passdb {
      driver = oauth2
      mechanisms = xoauth2 oauthbearer
      args = \(folder.path)/oauth2.conf
    }
    passdb {
      driver = static
      mechanisms = plain login
      args = password=\(DovecotServer.password)
    }
    userdb {
      driver = static
      args = uid=\(owner.name) gid=\(owner.group) home=\(folder.path)/mail/%u allow_all_users=yes
    }
    service anvil {
      chroot =
      unix_listener anvil-auth-penalty {
        mode = 0
      }
    }

    """
  }

  private var folders: String {
    let special = ["Sent", "Drafts", "Archive", "Junk", "Trash"].map {
      """
        mailbox \($0) {
          special_use = \\\($0)
          auto = \($0 == "Sent" ? "subscribe" : "create")
        }
      """
    }
    return "namespace inbox {\n  inbox = yes\n  separator = \(separator)\n" + special.joined(separator: "\n") + "\n}\n"
  }

  // Without a chroot an ordinary user can start it too.
  private var services: String {
    """
    service imap-login {
      chroot =
      service_count = 0
      process_min_avail = 1
      inet_listener imap {
        port = \(ports.imap)
      }
      inet_listener imaps {
        port = \(ports.imaps)
      }
    }
    service lmtp {
      unix_listener lmtp {
        mode = 0600
      }
      inet_listener lmtp {
        port = \(ports.lmtp)
      }
    }
    service auth {
      unix_listener auth-userdb {
        mode = 0600
      }
      inet_listener sasl {
        port = \(ports.sasl)
      }
    }
    service stats {
      chroot =
    }

    """
  }
}

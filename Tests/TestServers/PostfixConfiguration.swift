import TestSupport

/// The ports of one Postfix on 127.0.0.1.
public struct PostfixPorts: Sendable, Hashable {
  /// SMTP with STARTTLS, before which no login is offered (RFC 6409).
  public let submission: UInt16
  /// SMTP within TLS (RFC 8314 §3.3).
  public let submissions: UInt16
  /// SMTP that takes logins without TLS, for a proxy in between that has to see the words.
  public let plain: UInt16

  init() throws(LoopbackError) {
    let ports = try freePorts(3)
    (submission, submissions, plain) = (ports[0], ports[1], ports[2])
  }
}

/// The settings of a Postfix 3.7 that keeps everything in one folder.
struct PostfixConfiguration: ServerConfiguration {
  var folder: TemporaryFolder
  var ports: PostfixPorts
  var backend: DovecotPorts
  var certificate: ServerCertificate
  var sizeLimit: Int

  let program = "/usr/sbin/postfix"
  var firstPort: UInt16 { ports.submission }

  mutating func chooseOtherPorts() throws { ports = try PostfixPorts() }

  func launch() throws -> HeldServer {
    guard SystemUser.isRoot else { throw MailServerError.needsRoot }
    try ChildProcess.check(program)
    try SystemUser.named("postfix").own(folder.path + "/data")
    _ = try folder.write(main, to: "etc/main.cf")
    _ = try folder.write(master, to: "etc/master.cf")
    return try HeldServer(
      command: "\(program) -c \(folder.path)/etc start", pidFile: "queue/pid/master.pid", in: folder)
  }

  // A client may err as often as a test likes, and what Dovecot could not take is tried again at once.
  private var main: String {
    """
    compatibility_level = 3.6
    config_directory = \(folder.path)/etc
    queue_directory = \(folder.path)/queue
    data_directory = \(folder.path)/data
    maillog_file = \(folder.path)/log
    maillog_file_prefixes = \(folder.path)
    multi_instance_enable = no
    myhostname = localhost
    mydestination =
    mynetworks =
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    alias_maps =
    local_recipient_maps =
    relayhost =
    default_transport = lmtp:inet:127.0.0.1:\(backend.lmtp)
    smtp_host_lookup = native
    message_size_limit = \(sizeLimit)
    smtpd_tls_cert_file = \(certificate.certificate)
    smtpd_tls_key_file = \(certificate.key)
    smtpd_tls_security_level = may
    smtpd_tls_auth_only = yes
    smtpd_sasl_auth_enable = yes
    smtpd_sasl_type = dovecot
    smtpd_sasl_path = inet:127.0.0.1:\(backend.sasl)
    smtpd_relay_restrictions = permit_sasl_authenticated, reject
    smtpd_error_sleep_time = 0
    queue_run_delay = 1s
    minimal_backoff_time = 1s
    maximal_backoff_time = 2s

    """
  }

  private var master: String {
    """
    127.0.0.1:\(ports.submission) inet n - n - - smtpd
    127.0.0.1:\(ports.submissions) inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
    127.0.0.1:\(ports.plain) inet n - n - - smtpd -o smtpd_tls_auth_only=no
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 1 1 qmgr
    tlsmgr unix - - n 1000? 1 tlsmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    verify unix - - n - 1 verify
    flush unix n - n 1000? 0 flush
    proxymap unix - - n - - proxymap
    smtp unix - - n - - smtp
    relay unix - - n - - smtp
    error unix - - n - - error
    retry unix - - n - - error
    discard unix - - n - - discard
    local unix - n n - - local
    virtual unix - n n - - virtual
    lmtp unix - - n - - lmtp
    anvil unix - - n - 1 anvil
    scache unix - - n - 1 scache
    postlog unix-dgram n - n - 1 postlogd

    """
  }
}

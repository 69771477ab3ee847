import MIME
import Testing

struct DeliveryReportTests {
  static func report(_ status: [String], returned: [String] = []) -> InternetMessage {
    message(
      lines: [
        "From: MAILER-DAEMON@x.fr", "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "",
        "--b", "", "Your mail was not delivered.", "--b", "Content-Type: message/delivery-status", "",
      ]
        + status + ["--b"] + returned + ["--b--", ""])
  }

  static let failure = [
    "Reporting-MTA: dns; mx.example.fr", "Arrival-Date: Tue, 3 Mar 2026 14:05:00 +0100", "",
    "Original-Recipient: rfc822;jean@example.fr", "Final-Recipient: rfc822; <jean.d@example.fr>", "Action: failed",
    "Status: 5.1.1 (no such user)", "Remote-MTA: dns; mx2.example.fr", "Diagnostic-Code: smtp; 550 5.1.1",
    "  No such user", "",
  ]

  @Test func readsAFailure() throws {
    let returned = ["Content-Type: message/rfc822", "", "Message-ID: <a@b>", "Subject: Votre commande", "", "body"]
    let report = try #require(DeliveryReport(in: Self.report(Self.failure, returned: returned)))
    #expect(report.reportingServer == "mx.example.fr")
    #expect(report.originalMessageID == "a@b")
    #expect(report.originalSubject == "Votre commande")
    let recipient = try #require(report.recipients.first)
    #expect(report.recipients.count == 1)
    #expect(recipient.finalRecipient == "jean.d@example.fr")
    #expect(recipient.originalRecipient == "jean@example.fr")
    #expect(recipient.action == .failed)
    #expect(recipient.status == "5.1.1")
    #expect(recipient.diagnostic == "550 5.1.1  No such user")
    #expect(recipient.remoteServer == "mx2.example.fr")
    #expect(recipient.isPermanentFailure)
  }

  @Test(arguments: ["text/rfc822-headers", "message/rfc822-headers", "message/global-headers"])
  func readsReturnedHeaders(type: String) {
    let returned = ["Content-Type: \(type)", "", "Message-ID: <a@b>", ""]
    #expect(DeliveryReport(in: Self.report(Self.failure, returned: returned))?.originalMessageID == "a@b")
  }

  @Test(arguments: [
    ("failed", DeliveryReport.Action.failed), ("Delayed", .delayed), ("delivered", .delivered), ("relayed", .relayed),
    ("expanded (list)", .expanded), ("exploded", .other("exploded")), ("", .other("")),
  ])
  func readsActions(word: String, action: DeliveryReport.Action) {
    let status = ["Reporting-MTA: dns; x", "", "Final-Recipient: rfc822; a@b", "Action: \(word)", "Status: 4.4.1", ""]
    let recipient = DeliveryReport(in: Self.report(status))?.recipients.first
    #expect(recipient?.action == action)
    #expect(recipient?.isPermanentFailure == false)
  }

  @Test func readsSeveralRecipients() {
    let status = Self.failure + ["Final-Recipient: rfc822; b@x.fr", "Action: delayed", "Status: 4.2.2", ""]
    #expect(DeliveryReport(in: Self.report(status))?.recipients.map(\.status) == ["5.1.1", "4.2.2"])
  }

  @Test func readsABrokenReport() {
    #expect(
      DeliveryReport(in: Self.report(["rubbish", "", "more rubbish", "", "\u{0}", ""]))?.recipients.isEmpty == true)
    #expect(DeliveryReport(in: Self.report([]))?.recipients.isEmpty == true)
  }

  @Test func isNoneInOrdinaryMail() {
    #expect(DeliveryReport(in: message("Subject: x", "", "a")) == nil)
    let receipt = message(
      "Content-Type: multipart/report; report-type=disposition-notification; boundary=b", "", "--b", "", "read", "--b--"
    )
    #expect(DeliveryReport(in: receipt) == nil)
  }
}

struct AutomaticMailTests {
  /// Fields, and the reasons they give: `kind Field`.
  @Test(
    arguments: [
      (["Return-Path: <>"], ["null_return_path Return-Path"]),
      (["Return-Path: < >"], ["null_return_path Return-Path"]),
      (["Return-Path:"], []),
      (["Return-Path: <jean@x.fr>"], []),
      (["Return-Path: <MAILER-DAEMON@x.fr>"], ["mail_system Return-Path"]),
      (["Return-Path: <owner-list@x.fr>"], ["list Return-Path"]),
      (["Return-Path: <list-request@x.fr>"], ["list Return-Path"]),
      (["From: list-request@x.fr"], []),
      (["Auto-Submitted: auto-replied"], ["auto_submitted Auto-Submitted"]),
      (["Auto-Submitted: auto-generated; owner-email=\"a@b\""], ["auto_submitted Auto-Submitted"]),
      (["Auto-Submitted: NO"], []), (["Auto-Submitted: no; comment"], []), (["Auto-Submitted: no(c)"], []),
      (["Auto-Submitted:"], []),
      (["Precedence: bulk"], ["bulk Precedence"]), (["Precedence: Junk"], ["bulk Precedence"]),
      (["Precedence: list"], ["list Precedence"]), (["Precedence: auto_reply"], ["auto_submitted Precedence"]),
      (["Precedence: first-class"], []),
      (["List-Id: <a.x.fr>"], ["list List-Id"]), (["List-Unsubscribe: <mailto:x@y>"], ["list List-Unsubscribe"]),
      (["List-Post: NO"], ["list List-Post"]), (["List-Id:"], []),
      (["X-Auto-Response-Suppress: All"], ["suppressed X-Auto-Response-Suppress"]),
      (["X-Auto-Response-Suppress: DR, OOF, AutoReply"], ["suppressed X-Auto-Response-Suppress"]),
      (["X-Auto-Response-Suppress: DR, RN, NRN"], []), (["X-Auto-Response-Suppress: None"], []),
      (["X-Autoreply: yes"], ["auto_submitted X-Autoreply"]),
      (["X-Autorespond: vacation"], ["auto_submitted X-Autorespond"]),
      (["X-Autoreply: no"], []),
      (["Content-Type: multipart/report; boundary=b"], ["report Content-Type"]),
      (["X-Failed-Recipients: a@b"], ["report X-Failed-Recipients"]),
      (["From: MAILER-DAEMON"], ["mail_system From"]), (["From: Mail System <postmaster@x.fr>"], ["mail_system From"]),
      (["From: no-reply@x.fr"], ["no_reply From"]), (["From: NoReply+123@x.fr"], ["no_reply From"]),
      (["From: ne-pas-repondre@x.fr"], ["no_reply From"]), (["From: do_not_reply@x.fr"], ["no_reply From"]),
      (["From: orders-noreply@x.fr"], ["no_reply From"]),
      (["From: noreply@shop.fr", "Reply-To: jean@x.fr"], []),
      (["From: jean@x.fr", "Reply-To: noreply@x.fr"], ["no_reply Reply-To"]),
      (["From: norbert@x.fr"], []), (["From: jean@noreply.fr"], []), (["From: jean@x.fr"], []), (["Subject: x"], []),
      (
        ["From: noreply@x.fr", "Return-Path: <>", "Precedence: bulk"],
        ["null_return_path Return-Path", "bulk Precedence", "no_reply From"]
      ),
    ] as [([String], [String])])
  func tellsWhyNotToAnswer(fields: [String], reasons: [String]) {
    let message = message(lines: fields + ["", "body"])
    #expect(message.automaticReasons.map { "\($0.kind.rawValue) \($0.field)" } == reasons)
    #expect(message.automatic == message.automaticReasons.first)
  }
}

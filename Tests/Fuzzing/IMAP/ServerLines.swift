/// Lines rebuilt in the shapes of known servers, so that mutations begin near what is met; each is one whole response.
enum ServerLines {
  static let all: [[UInt8]] =
    lines.map { Array($0.utf8) + [13, 10] } + bodies.map { Array($0.replacing("\n", with: "\r\n").utf8) + [13, 10] }

  private static let lines = [
    // Dovecot
    "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS AUTH=PLAIN] Dovecot ready.",
    "A1 OK [CAPABILITY IMAP4rev1 SASL-IR ID ENABLE IDLE UIDPLUS MOVE CONDSTORE QRESYNC ESEARCH LITERAL+] Logged in",
    "* LIST (\\HasNoChildren \\UnMarked \\Sent) \"/\" \"&AMk-l&AOk-ments envoy&AOk-s\"",
    "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded NonJunk)",
    "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded \\*)] Flags permitted.",
    "* OK [UIDVALIDITY 1700000000] UIDs valid", "* OK [UIDNEXT 4392] Predicted next UID",
    "* OK [HIGHESTMODSEQ 715194045007] Highest", "* 172 EXISTS", "* 1 RECENT", "* 44 EXPUNGE",
    "A7 OK [COPYUID 1700000000 304,319:320 3956:3958] Move completed (0.001 + 0.000 secs).",
    "A8 OK [APPENDUID 1700000000 3955] Append completed (0.001 + 0.000 secs).",
    "* STATUS INBOX (MESSAGES 231 UIDNEXT 44292 UIDVALIDITY 1 HIGHESTMODSEQ 7011231777)",
    "* ESEARCH (TAG \"A9\") UID ALL 1:17,21,25:4000", "* ESEARCH (TAG \"A9\") UID", "* SEARCH 2 84 882",
    "* VANISHED (EARLIER) 41,43:116,118,120:211,214:540", "* 12 FETCH (UID 117 FLAGS (\\Seen) MODSEQ (65402))",
    "* NAMESPACE ((\"\" \"/\")) NIL ((\"Public/\" \"/\"))", "* ENABLED QRESYNC CONDSTORE", "+ idling",
    "* ID (\"name\" \"Dovecot\" \"support-url\" NIL)", "* BYE Logging out",
    "A3 NO [TRYCREATE] Mailbox doesn't exist: x",
    "A4 NO [AUTHENTICATIONFAILED] Authentication failed.", "* BYE Disconnected for inactivity.",
    // Gmail
    "* LIST (\\All \\HasNoChildren) \"/\" \"[Gmail]/Tous les messages\"",
    "* 1 FETCH (X-GM-THRID 1278455344230334865 X-GM-MSGID 1278455344230334866 X-GM-LABELS (\"\\\\Inbox\" \"\\\\Sent\" "
      + "Important \"Muy Importante\") UID 5 RFC822.SIZE 3048 INTERNALDATE \"17-Jul-2026 02:44:25 +0200\")",
    "* BAD [CLIENTBUG] Invalid command", "* OK Gimap ready for requests from 192.0.2.1 a1b2mb",
    // Exchange
    "* OK The Microsoft Exchange IMAP4 service is ready. [TABQADMANQBQADQAUAA=]", "* SEARCH ", "A5 OK FETCH completed.",
    "* 7 FETCH (ENVELOPE (\"Wed, 17 Jul 2026 02:23:25 -0700\" \"Sujet\" ((\"Terry\" NIL \"gray\" \"cac.example\")) NIL NIL "
      + "((NIL NIL \"imap\" \"cac.example\")) NIL NIL \"<x@y>\" \"<B27397@cac.example>\") UID 9)",
    "* LIST (\\Marked \\HasNoChildren) \"/\" Calendrier", "A6 BAD User is authenticated but not connected.",
    // Cyrus
    "* OK [MAILBOXID (Vj7nbw-bWfw5bcQ4)] Ok", "* LIST (\\HasChildren) \".\" INBOX.&ZeVnLIqe-",
    "* OK [URLMECH INTERNAL] Ok", "* 3 FETCH (FLAGS NIL UID 12 MODSEQ (0))",
    // Older servers
    "* CAPABILITY IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=REFERENCES  SORT QUOTA IDLE ACL", "* ok",
    "A2 ok LOGIN Ok.",
    "* 5 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"8bit\" 12 1)(\"text\" \"html\" NIL NIL NIL "
      + "\"7bit\" 30 2) \"alternative\" (\"boundary\" \"x\") NIL NIL) UID 7)",
    "* FLAGS (\\Seen $Forwarded \"Mes [tags]\" Priorit\u{E9})", "* QUOTAROOT INBOX \"\"",
  ]

  private static let bodies = [
    "* 1 FETCH (UID 7 FLAGS () BODY[] {23}\nSubject: a\n\nBonjour.\n)",
    "* 2 FETCH (BODY[HEADER.FIELDS (\"MESSAGE-ID\" TO)] {19}\nMessage-ID: <a@b>\n)",
    "* 3 FETCH (BODY[]<0> {4}\nabcd UID 8 RFC822.SIZE 4)", "* 4 FETCH (RFC822 {0}\n RFC822.HEADER NIL UID 9)",
    "* 5 FETCH (UID 10 BINARY[] ~{3}\na\u{0}b)", "* 6 FETCH (UID 11 BODY[] \"court\" FLAGS (\\Seen))",
    "* 7 FETCH (UID 12 ENVELOPE (NIL {6}\nsujet! NIL) BODY[TEXT] {2}\nok)",
    "* LIST (\\HasNoChildren) \"/\" {7}\nDossier", "* ID (\"name\" {4}\ntest)",
  ]
}

import Domain
import Mailboxes
import Store
import TestServers
import Testing

@testable import Engine

extension IntegrationTests {
  /// Odd servers, played by a script: no crash and no loss. What cannot be handled waits, with an alarm.
  @Suite(.onDovecot) struct DialectTests {
    typealias Step = ScriptedServer.Step

    /// One odd server.
    struct Dialect: CustomTestStringConvertible, Sendable {
      let testDescription: String
      /// What each connection hears.
      var connections: [[Step]]
      /// How many of the two mails in the inbox are taken in, and what is told.
      var taken = 2
      var alarms: [Alarm.Code] = []
      /// A folder that must be known.
      var folder: String?
    }

    private static func opening(
      greeting: String = "* OK ready", _ capabilities: String = "IMAP4rev1",
      list: [String] = ["* LIST () \"/\" INBOX"]
    ) -> [Step] {
      [
        .send("\(greeting)\r\n"), .command("CAPABILITY"), .send("* CAPABILITY \(capabilities)\r\n"),
        .reply("{tag} OK CAPABILITY completed."), .command("LOGIN"), .reply("{tag} OK LOGIN completed."),
        .command("CAPABILITY"), .send("* CAPABILITY \(capabilities)\r\n"), .reply("{tag} OK CAPABILITY completed."),
      ] + listing(list)
    }

    private static func listing(_ lines: [String], command: String = "LIST") -> [Step] {
      [.command(command), .send(lines.map { $0 + "\r\n" }.joined()), .reply("{tag} OK LIST completed.")]
    }

    private static let inbox: [Step] =
      [
        .command("EXAMINE"),
        .send(
          "* 2 EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen \\Answered)\r\n* OK [UIDVALIDITY 14] x\r\n* OK [UIDNEXT 9] x\r\n"
        ),
        .reply("{tag} OK [READ-ONLY] EXAMINE completed."),
      ] + found("* SEARCH 4 7")

    private static func found(_ line: String) -> [Step] {
      [.command("UID SEARCH"), .send("\(line)\r\n"), .reply("{tag} OK SEARCH completed.")]
    }

    private static func fetched(_ lines: String...) -> [Step] {
      [.command("UID FETCH 4,7"), .send(lines.map { $0 + "\r\n" }.joined()), .reply("{tag} OK FETCH completed.")]
    }

    private static func mail(_ number: Int) -> String {
      "From: a\(number)@client.example\r\nMessage-ID: <\(number)@client.example>\r\n\r\nBonjour \(number)\r\n"
    }

    private static func item(_ number: Int, _ uid: Int) -> String {
      let text = mail(number)
      return "* \(number) FETCH (UID \(uid) FLAGS (\\Seen) INTERNALDATE \"17-Nov-2026 02:44:25 +0100\" "
        + "BODY[] {\(text.utf8.count)}\r\n\(text))"
    }

    /// The connection made again after one that broke while mails were fetched.
    private static let again = opening() + inbox.prefix(3)
    private static let plain: [Step] = again + fetched(item(1, 4), item(2, 7)) + [.stall]

    private static func broken(by answer: String) -> [Step] { [.command("UID FETCH"), .send(answer), .stall] }

    static let dialects: [Dialect] = [
      Dialect(
        testDescription: "a flood of what nobody asked for",
        connections: [
          opening() + inbox
            + [
              .command("UID FETCH"),
              .send(String(repeating: "* OK still here\r\n* 2 EXISTS\r\n* 1 FETCH (FLAGS (\\Seen))\r\n", count: 5000)),
              .send(item(1, 4) + "\r\n* 9 FETCH (UID 99 FLAGS ())\r\n" + item(2, 7) + "\r\n"),
              .reply("{tag} OK done"), .stall,
            ]
        ]),
      Dialect(
        testDescription: "BYE in the middle of a command",
        connections: [
          opening() + inbox + [.command("UID FETCH"), .send(item(1, 4) + "\r\n* BYE shutting down\r\n"), .close], plain,
        ]),
      Dialect(
        testDescription: "BYE in the greeting", connections: [[.send("* BYE too busy\r\n"), .close]], taken: 0,
        alarms: [.mailboxUnavailable]),
      Dialect(
        testDescription: "the end of the connection within a literal",
        connections: [
          opening() + inbox + [.command("UID FETCH"), .send("* 1 FETCH (UID 4 BODY[] {500}\r\nFrom: x"), .close], plain,
        ]),
      Dialect(
        testDescription: "a literal larger than announced",
        connections: [
          opening() + inbox + fetched("* 1 FETCH (UID 4 FLAGS () BODY[] {5}\r\n\(mail(1)))", item(2, 7))
            + found("* SEARCH 4") + found("* SEARCH 4") + [.stall]
        ], taken: 1, alarms: [.messageUnreadable]),
      Dialect(
        testDescription: "a literal beyond all bounds",
        connections: [
          opening() + inbox + broken(by: "* 1 FETCH (UID 4 BODY[] {99999999999999999999}\r\n"),
          again + broken(by: "* 1 FETCH (UID 4 BODY[] {9999999999}\r\n"),
        ], taken: 0, alarms: [.mailboxUnavailable]),
      Dialect(
        testDescription: "folder names that break the rules of UTF-7",
        connections: [
          opening(list: [
            "* LIST () \"/\" INBOX", "* LIST () \"/\" \"Bo&AOEte\"", "* LIST () \"/\" \"&\"",
            "* LIST () \"/\" \"&AOk\"", "* LIST () \"/\" \"&AOk-t&AOk-\"",
          ]) + inbox + fetched(item(1, 4), item(2, 7)) + [.stall]
        ], folder: "été"),
      Dialect(
        testDescription: "NIL everywhere",
        connections: [
          opening("IMAP4rev1 NAMESPACE ID", list: [])[..<9]
            + [.command("ID"), .send("* ID NIL\r\n"), .reply("{tag} OK"), .command("NAMESPACE")]
            + [.send("* NAMESPACE NIL NIL NIL\r\n"), .reply("{tag} OK")] + listing(["* LIST () NIL INBOX"]) + inbox
            + fetched(
              "* 1 FETCH (UID 4 FLAGS () INTERNALDATE NIL BODY[] NIL)", item(2, 7))
            + found("* SEARCH 4") + found("* SEARCH 4") + [.stall]
        ], taken: 1, alarms: [.messageUnreadable]),
      Dialect(
        testDescription: "a mail of which the server says nothing",
        connections: [
          opening() + inbox + fetched(item(2, 7)) + found("* SEARCH 4") + found("* SEARCH 4") + [.stall]
        ], taken: 1, alarms: [.messageUnreadable]),
      Dialect(
        testDescription: "EXPUNGE during FETCH",
        connections: [
          opening() + inbox + fetched("* 1 EXPUNGE", item(1, 7)) + found("* SEARCH") + [.stall]
        ], taken: 1),
      Dialect(
        testDescription: "a mail that makes the server refuse them all",
        connections: [
          opening() + inbox
            + [
              .command("UID FETCH 4,7"), .reply("{tag} NO Server Unavailable. 15"), .command("UID FETCH 4"),
              .reply("{tag} NO Server Unavailable. 15"), .command("UID FETCH 7"), .send(item(2, 7) + "\r\n"),
              .reply("{tag} OK FETCH completed."),
            ] + found("* SEARCH 4") + [.stall]
        ], taken: 1, alarms: [.messageUnreadable]),
      exchange, gmail,
    ]

    /// Exchange Online: names IMAP4rev2 beside IMAP4rev1, gives the text before the UID, ends lists with a space, and has
    /// neither SPECIAL-USE nor ESEARCH. Not seen live: from logs in
    /// https://github.com/jstedfast/MailKit/issues/2016 and https://github.com/imapsync/imapsync/issues/239.
    private static var exchange: Dialect {
      let capabilities =
        "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT ENABLE IMAP4rev2 CLIENTACCESSRULES "
        + "CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN IDLE NAMESPACE LITERAL+"
      let text = mail(1)
      return Dialect(
        testDescription: "Exchange's shape",
        connections: [
          [
            .send("* OK The Microsoft Exchange IMAP4 service is ready. [TABP]\r\n"), .command("CAPABILITY"),
            .send("* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID\r\n"),
            .reply("{tag} OK CAPABILITY completed."), .command("AUTHENTICATE PLAIN"),
            .reply("{tag} OK AUTHENTICATE completed."), .command("CAPABILITY"),
            .send("* CAPABILITY \(capabilities)\r\n"), .reply("{tag} OK CAPABILITY completed."), .command("ID"),
            .send("* ID (\"name\" \"Microsoft.Exchange.Imap4.Imap4Server\" \"version\" \"15.20\")\r\n"),
            .reply("{tag} OK ID completed"), .command("NAMESPACE"), .send("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n"),
            .reply("{tag} OK NAMESPACE completed."),
          ]
            + listing(
              [
                "* LIST (\\HasNoChildren) \"/\" INBOX", "* LIST (\\Marked \\HasNoChildren) \"/\" \"&AMk-l&AOk-ments\"",
                "* LIST (\\HasChildren \\Trash) \"/\" \"Deleted Items\"",
              ], command: "LIST \"\" ")
            + inbox.prefix(3) + [
              .match("(A[0-9]+) UID SEARCH ALL"), .send("* SEARCH 4 7 \r\n"), .reply("{1} OK SEARCH completed."),
            ]
            + fetched(
              "* 1 FETCH (BODY[] {\(text.utf8.count)}\r\n\(text) FLAGS (\\Seen \\Recent) INTERNALDATE "
                + "\"17-Nov-2026 02:44:25 +0000\" UID 4)", item(2, 7)) + [.stall]
        ], folder: "Éléments")
    }

    /// Gmail: special folders below `[Gmail]`, which holds nothing itself, names in UTF-8 once that is enabled, and words
    /// of its own. Not seen live: from logs in https://github.com/jstedfast/MailKit/issues/28 and
    /// https://github.com/owncloud-archive/mail/issues/1333.
    private static var gmail: Dialect {
      let before =
        "IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN"
      let after =
        "IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE "
        + "CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584"
      return Dialect(
        testDescription: "Gmail's shape",
        connections: [
          [
            .send("* OK Gimap ready for requests from 192.0.2.1 x1mb1\r\n"), .command("CAPABILITY"),
            .send("* CAPABILITY \(before)\r\n"), .reply("{tag} OK Thats all she wrote! x1mb1"),
            .command("AUTHENTICATE PLAIN"), .send("* CAPABILITY \(after)\r\n"),
            .reply("{tag} OK contact@t.example authenticated (Success)"), .command("ID"),
            .send("* ID (\"name\" \"GImap\" \"vendor\" \"Google, Inc.\")\r\n"), .reply("{tag} OK Success"),
            .command("ENABLE"), .send("* ENABLED UTF8=ACCEPT\r\n"), .reply("{tag} OK Success"), .command("NAMESPACE"),
            .send("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n"), .reply("{tag} OK Success"),
          ]
            + listing([
              "* LIST (\\HasNoChildren) \"/\" \"INBOX\"", "* LIST (\\HasChildren \\NonExistent) \"/\" \"[Gmail]\"",
              "* LIST (\\HasNoChildren \\Sent) \"/\" \"[Gmail]/Messages envoyés\"",
              "* LIST (\\Drafts \\HasNoChildren) \"/\" \"[Gmail]/Brouillons\"",
              "* LIST (\\All \\HasNoChildren) \"/\" \"[Gmail]/Tous les messages\"",
            ])
            + inbox.prefix(3)
            + [
              .command("UID SEARCH RETURN (ALL)"), .reply("* ESEARCH (TAG \"{tag}\") UID ALL 4,7"),
              .reply("{tag} OK SEARCH completed (Success)"),
            ]
            + fetched(item(1, 4), item(2, 7))
            + [
              .command("EXAMINE"),
              .send("* 0 EXISTS\r\n* FLAGS ()\r\n* OK [UIDVALIDITY 3] x\r\n* OK [UIDNEXT 1] x\r\n"),
              .reply("{tag} OK [READ-ONLY] [Gmail]/Messages envoyés selected. (Success)"), .stall,
            ]
        ], folder: "[Gmail]/Messages envoyés")
    }

    @Test(arguments: dialects) func anOddServerLosesNothing(dialect: Dialect) async throws {
      let site = try await Site()
      let server = try ScriptedServer(dialect.connections)
      var box = try await site.box()
      box.mode = .observe
      box.imap = .plain(server.port)
      let appliance = try await site.appliance([box])
      try await appliance.round()
      #expect(try await appliance.store.entries().count == dialect.taken)
      #expect(await appliance.alarms.map(\.code) == dialect.alarms)
      if let folder = dialect.folder {
        let (mailbox, _, _) = try await appliance.parts()
        #expect(try await mailbox.access.spelling(of: FolderName(folder)) == folder)
      }
      await appliance.stop()
      await appliance.run()
      #expect(try await server.finish() == [])
    }
  }
}

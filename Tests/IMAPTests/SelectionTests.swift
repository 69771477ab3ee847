import IMAP
import Testing

struct SelectionTests {
  @Test func everythingIsTold() async throws {
    let mailbox = try await converse([
      "C: A1 SELECT \"INBOX\"", "S: * 172 EXISTS", "S: * 1 RECENT", "S: * OK [UNSEEN 12] x",
      "S: * OK [UIDVALIDITY 3857529045] x", "S: * OK [UIDNEXT 4392] x", "S: * FLAGS (\\Answered \\Seen)",
      "S: * OK [PERMANENTFLAGS (\\Seen \\*)] x", "S: * OK [NOMODSEQ] x", "S: * NO [UIDNOTSTICKY] x",
      "S: A1 OK [READ-WRITE] done",
    ]) { try await $0.select(.inbox, readOnly: false) }
    #expect(mailbox.exists == 172)
    #expect(mailbox.uidValidity == UIDValidity(3_857_529_045))
    #expect(mailbox.uidNext == UID(4392))
    #expect(mailbox.permanentFlags == [.seen, .anyKeyword])
    #expect(mailbox.permits(Flag("$New")))
    #expect(mailbox.highestModSequence == nil)
    #expect(!mailbox.isReadOnly)
    #expect(!mailbox.uidsAreSticky)
  }

  @Test func whatIsNotToldIsTakenFromElsewhere() async throws {
    let mailbox = try await converse([
      "C: A1 EXAMINE \"INBOX\"", "S: * FLAGS (\\Seen $A)", "S: A1 OK",
    ]) { try await $0.select(.inbox, readOnly: true) }
    #expect(mailbox.isReadOnly)
    #expect(mailbox.permanentFlags == [.seen, Flag("$A")])
    #expect(!mailbox.permits(Flag("$B")))
    #expect(mailbox.uidValidity == nil)
  }

  /// RFC 7162 §3.2.5.1; what comes before CLOSED is of the mailbox selected before.
  @Test func resynchronization() async throws {
    let known = Resynchronization(uidValidity: UIDValidity(67)!, modSequence: ModSequence(20))
    let mailbox = try await converse(
      "ENABLE QRESYNC",
      [
        "C: A1 ENABLE QRESYNC", "S: * ENABLED QRESYNC", "S: A1 OK",
        "C: A2 SELECT \"INBOX\" (QRESYNC (67 20))", "S: * 5 EXISTS", "S: * VANISHED 9",
        "S: * 1 FETCH (UID 3 FLAGS ())", "S: * OK [CLOSED] x",
        "S: * 9 EXISTS", "S: * OK [UIDVALIDITY 67] x", "S: * OK [HIGHESTMODSEQ 30] x",
        "S: * VANISHED (EARLIER) 43:44", "S: * VANISHED (EARLIER) 41,45",
        "S: * 4 FETCH (UID 12 FLAGS (\\Seen) MODSEQ (25))", "S: A2 OK",
      ]
    ) { session in
      try await session.enable([.qresync])
      return try await session.select(.inbox, readOnly: false, resync: known)
    }
    #expect(mailbox.exists == 9)
    #expect(mailbox.vanished.description == "41,43:45")
    #expect(mailbox.changed.map(\.uid) == [UID(12)])
    #expect(mailbox.highestModSequence == ModSequence(30))
  }

  @Test func withoutQResyncOnlySequencesAreAskedFor() async throws {
    let known = Resynchronization(uidValidity: UIDValidity(67)!, modSequence: ModSequence(20))
    try await converse("CONDSTORE QRESYNC", ["C: A1 SELECT \"INBOX\" (CONDSTORE)", "S: A1 OK"]) { session in
      _ = try await session.select(.inbox, readOnly: false, resync: known)
    }
  }
}

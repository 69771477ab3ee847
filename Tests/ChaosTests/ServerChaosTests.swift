import Domain
import Store
import TestServers
import TestSupport
import Testing

extension ChaosTests {
  @Test func atServersNoMailIsLostAndNoneAnsweredTwice() async throws {
    let kills = Self.kills ?? 32
    let servers = try await ChaosServers()
    var random = SeededRandom(seed: 20_261_130)
    var killed = 0
    // Blows that fell, those of the backlog apart.
    var fallen = 0
    var round = 0
    var figures = Figures()
    while killed < kills {
      var accounts = try ChaosAccounts(at: servers, batch: round)
      var run = ChaosRun(folder: accounts.folder.path)
      try #require(try await run.end() == .finished)
      try accounts.deliver(200)
      // While the backlog is fetched, then while it is worked off. Not too many in a round: each may leave an answer
      // whose sending is uncertain.
      var backlog = Self.backlogBlows(at: servers, &random)
      var left = 25
      var isFinished = false
      while !isFinished && killed < kills && left > 0 {
        let isOfBacklog = !backlog.isEmpty
        let blow = backlog.popLast() ?? Self.blow(fallen, at: servers, &random)
        let end = try await run.end(by: blow)
        isFinished = end == .finished
        if end == .killed { killed += 1 }
        if !isFinished && !isOfBacklog { fallen += 1 }
        // What was put off for a broken connection is due in an hour at the latest.
        if case .cut = blow { run.hoursAhead += 1 }
        left -= 1
      }
      if !isFinished { #expect(try await run.end() == .finished) }
      try await verify(accounts, &figures)
      round += 1
      // A blow that never falls would be tried for ever.
      try #require(round <= 3 + kills / 10)
    }
    #expect(figures.answerable - figures.answered <= figures.answerable / 10)
    print("Chaos at servers: \(killed) kills in \(round) rounds; \(figures)")
  }

  /// What came of the mails of all rounds.
  private struct Figures: CustomStringConvertible {
    var answerable = 0
    var answered = 0
    /// Whether they were answered or not: a person looks.
    var uncertain = 0

    var description: String { "of \(answerable) answerable mails \(answered) answered, \(uncertain) uncertain" }
  }

  private static func backlogBlows(at servers: ChaosServers, _ random: inout SeededRandom) -> [ChaosRun.Blow] {
    [
      .kill(step: "arrived", count: random.number(in: 1...150)),
      .killOnWire(servers.imap, .reply(to: "UID FETCH", passing: random.number(in: 0...20_000))),
    ]
  }

  /// The next of all that can befall it: every step, and moments between them.
  private static func blow(_ number: Int, at servers: ChaosServers, _ random: inout SeededRandom) -> ChaosRun.Blow {
    let count = random.number(in: 1...4)
    let moments: [ChaosRun.Blow] =
      steps.dropFirst().map { .kill(step: $0, count: count) } + [
        .killOnWire(servers.imap, .before("APPEND \"Drafts\"")),
        .killOnWire(servers.imap, .after("APPEND \"Drafts\"")),
        .killOnWire(servers.imap, .reply(to: "APPEND \"Drafts\"")),
        .killOnWire(servers.imap, .after("APPEND \"Sent\"")),
        .killOnWire(servers.imap, .reply(to: "APPEND \"Sent\"")),
        .killOnWire(servers.imap, .reply(to: "UID STORE")),
        .killOnWire(servers.imap, .before("UID MOVE")),
        .killOnWire(servers.imap, .reply(to: "UID MOVE")),
        .killOnWire(servers.smtp, .received(bytes: random.number(in: 1...5000))),
        .kill(step: "answer_sending", count: count, delay: random.number(in: 1...20)),
        .kill(step: "action_began", count: count, delay: random.number(in: 1...20)),
        .killAfter(.milliseconds(random.number(in: 50...1500))),
        .killAfter(.milliseconds(random.number(in: 50...1500))),
        .cut(servers.imap, .reply(to: "UID MOVE")),
        .cut(servers.imap, .reply(to: "APPEND \"Drafts\"")),
        .cut(servers.imap, .received(bytes: random.number(in: 1...20_000))),
        .cut(servers.smtp, .received(bytes: random.number(in: 1...5000))),
      ]
    // Each in its turn, beside others of other kinds: the list's length has no divisor but 1 in common with the stride.
    return moments[number * 11 % moments.count]
  }

  /// By the contents of the servers alone; the journal is asked only for what it claims.
  private func verify(_ accounts: ChaosAccounts, _ figures: inout Figures) async throws {
    let store = try #require(try ApplianceStore(existing: accounts.folder.path + "/data", world: SteppedWorld().world))
    let answers = try await store.answers()
    let answerable = Set(accounts.mails.filter { $0.kind == .answered }.map(\.id))
    let drafted = Set(accounts.mails.filter { $0.kind == .drafted }.map(\.id))
    let received = try await accounts.received()
    let answered = Set(received.map(\.answers))
    #expect(answered.count == received.count, "a mail was answered twice")
    #expect(answered.isSubset(of: answerable))

    var beforePerson: Set<String> = []
    for name in ChaosAccounts.names {
      var folders = try accounts.contents(of: name)
      let sent = folders.removeValue(forKey: "Sent") ?? []
      folders["Drafts"] = nil
      let ids = accounts.delivered[name, default: []].map(\.id)
      #expect(folders["INBOX"] == [], "\(name): mails were not filed")
      #expect(folders.values.joined().sorted() == ids.sorted(), "\(name): a mail is missing or lies twice")
      for id in ids {
        let entries = try await store.messages(withMessageID: id, in: MailboxName(name))
        #expect(entries.map(\.state) == [.done])
        // Nobody touched the mailboxes.
        let reasons = try await store.actions(of: try #require(entries.first).id).compactMap(\.reason?.code)
        #expect(!reasons.contains(.takenByPerson), "\(name): our own move was taken for a person's")
      }
      beforePerson.formUnion(folders.filter { $0.key.hasPrefix("00 ") }.values.joined())
      let claimed = answers.filter { $0.mailbox.text == name && $0.state == .sent }.map(\.messageID)
      #expect(sent.sorted() == claimed.sorted(), "\(name): the copies in Sent are not what the journal says")
      #expect(Set(claimed).isSubset(of: received.map(\.messageID)), "\(name): an answer was never sent")
      let drafts = try accounts.contents(of: name, field: "In-Reply-To")["Drafts"] ?? []
      #expect(drafts.sorted() == ids.filter(drafted.contains).sorted(), "\(name): a draft is missing or lies twice")
    }
    // What was not answered although it should be lies before a person: its sending was uncertain.
    let unanswered = answerable.subtracting(answered)
    #expect(unanswered.isSubset(of: beforePerson))
    for answer in answers where answer.state != .sent {
      #expect(answer.state == .uncertain)
      #expect(try await store.entry(answer.message).needsPerson)
    }
    figures.answerable += answerable.count
    figures.answered += answered.count
    figures.uncertain += answers.count { $0.state == .uncertain }
  }
}

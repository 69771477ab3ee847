import TestSupport
import Testing

extension ChaosTests {
  /// Every journaled step, by the runner's names.
  static let steps = [
    "arrived", "understood", "looked_up", "decided", "acting", "done", "action_began", "action_took_effect",
    "action_ended", "answer_queued", "answer_sending", "answer_taken", "answer_sent",
  ]

  @Test func inAMaildirNoMailIsLostAndNoneAnsweredTwice() async throws {
    let kills = Self.kills ?? 21
    var random = SeededRandom(seed: 20_261_123)
    var killed = 0
    var steps: Set<String> = []
    var batch = 0
    while killed < kills {
      let folder = try TemporaryFolder()
      var mailbox = try ChaosMailbox(in: folder.path)
      let run = ChaosRun(folder: folder.path)
      try #require(try await run.end() == .finished)
      try mailbox.deliver(200, batch: batch)
      batch += 1
      var isFinished = false
      while !isFinished && killed < kills {
        // Two kills at a step for each at a random moment.
        if killed % 3 < 2 {
          let step = Self.steps[(killed / 3 * 2 + killed % 3) % Self.steps.count]
          isFinished = try await run.end(by: .kill(step: step, count: random.number(in: 1...4))) == .finished
          if !isFinished { steps.insert(step) }
        } else {
          let time = Duration.milliseconds(random.number(in: 20...400))
          isFinished = try await run.end(by: .killAfter(time)) == .finished
        }
        if !isFinished { killed += 1 }
      }
      if !isFinished { #expect(try await run.end() == .finished) }
      try verify(mailbox)
    }
    if kills >= 20 { #expect(steps == Set(Self.steps)) }
  }

  /// By the contents of the folders alone.
  private func verify(_ mailbox: ChaosMailbox) throws {
    let places = try mailbox.places()
    for mail in mailbox.mails {
      #expect(places[mail.id]?.count == 1, "\(mail.id) lies in \(places[mail.id] ?? [])")
      #expect(places[mail.id] != ["INBOX"], "\(mail.id) was not filed")
    }
    #expect(Set(places.keys) == Set(mailbox.mails.map(\.id)))
    let answerable = Set(mailbox.mails.filter { $0.kind == .answered }.map(\.id))
    let answered = try mailbox.answered()
    #expect(answered.count == Set(answered).count, "a mail was answered twice")
    #expect(Set(answered).isSubset(of: answerable))
    // What was not answered although it should be lies before a person: its sending was uncertain.
    let toAnalyse = places.filter { $0.value.allSatisfy { $0.hasPrefix(".00 ") } }.keys
    #expect(answerable.subtracting(answered).isSubset(of: toAnalyse))
    #expect(answerable.subtracting(answered).count <= answerable.count / 10)
    #expect(try mailbox.drafted().sorted() == mailbox.mails.filter { $0.kind == .drafted }.map(\.id).sorted())
  }
}

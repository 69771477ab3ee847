import Domain
import Foundation
import TestSupport
import Testing

/// The promise that a mail is never lost and never answered twice, held against SIGKILL.
///
/// 40 kills by default; `VAGUEMESTRE_CHAOS_KILLS=300 swift test --filter ChaosTests` for the long run.
@Suite struct ChaosTests {
  /// Every journaled step, by the runner's names.
  static let steps = [
    "arrived", "understood", "looked_up", "decided", "acting", "done", "action_began", "action_took_effect",
    "action_ended", "answer_queued", "answer_sending", "answer_sent",
  ]

  static let kills = ProcessInfo.processInfo.environment["VAGUEMESTRE_CHAOS_KILLS"].flatMap(Int.init) ?? 40

  @Test func noMailIsLostAndNoneAnsweredTwice() async throws {
    var random = SeededRandom(seed: 20_261_123)
    var killed = 0
    var steps: Set<String> = []
    var batch = 0
    while killed < Self.kills {
      let folder = try TemporaryFolder()
      var mailbox = try ChaosMailbox(in: folder.path)
      try #require(try await run(folder.path, killingAt: nil))
      try mailbox.deliver(200, batch: batch)
      batch += 1
      var isFinished = false
      while !isFinished && killed < Self.kills {
        // Two kills at a step for each at a random moment.
        if killed % 3 < 2 {
          let step = Self.steps[(killed / 3 * 2 + killed % 3) % Self.steps.count]
          isFinished = try await run(folder.path, killingAt: (step, random.number(in: 1...4)))
          if !isFinished { steps.insert(step) }
        } else {
          isFinished = try await run(folder.path, killingAfter: .milliseconds(random.number(in: 20...400)))
        }
        if !isFinished { killed += 1 }
      }
      if !isFinished { #expect(try await run(folder.path, killingAt: nil)) }
      try verify(mailbox)
    }
    if Self.kills >= 18 { #expect(steps == Set(Self.steps)) }
  }

  /// By the contents of the folders alone.
  private func verify(_ mailbox: ChaosMailbox) throws {
    let places = try mailbox.places()
    for id in mailbox.delivered {
      #expect(places[id]?.count == 1, "\(id) lies in \(places[id] ?? [])")
      #expect(places[id] != ["INBOX"], "\(id) was not filed")
    }
    #expect(Set(places.keys) == Set(mailbox.delivered))
    let answered = try mailbox.answered()
    #expect(answered.count == Set(answered).count, "a mail was answered twice")
    #expect(Set(answered).isSubset(of: mailbox.answerable))
    // What was not answered although it should be lies before a person: its sending was uncertain.
    let toAnalyse = places.filter { $0.value.allSatisfy { $0.hasPrefix(".00 ") } }.keys
    #expect(mailbox.answerable.subtracting(answered).isSubset(of: toAnalyse))
    #expect(mailbox.answerable.subtracting(answered).count <= mailbox.answerable.count / 10)
  }

  /// Runs the appliance; true when it came to its end, false when it was killed.
  private func run(_ folder: String, killingAt step: (String, Int)?) async throws -> Bool {
    try await run(folder, step.map { [$0.0, String($0.1)] } ?? [], killingAfter: nil)
  }

  private func run(_ folder: String, killingAfter time: Duration) async throws -> Bool {
    try await run(folder, [], killingAfter: time)
  }

  private func run(_ folder: String, _ arguments: [String], killingAfter time: Duration?) async throws -> Bool {
    let process = Process()
    process.executableURL = BuiltPrograms.url("chaos-runner")
    process.arguments = [folder] + arguments
    // Waiting must not hold one of the few threads that the other tests share.
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        ended.resume(throwing: error)
        return
      }
      if let time {
        let seconds = Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
        let identifier = process.processIdentifier
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak process] in
          if process?.isRunning == true { kill(identifier, SIGKILL) }
        }
      }
    }
    if process.terminationReason == .uncaughtSignal {
      #expect(process.terminationStatus == SIGKILL)
      return false
    }
    try #require(process.terminationStatus == 0)
    return true
  }
}

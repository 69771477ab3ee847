import Domain
import Testing

extension IntegrationTests {
  @Suite struct WholeWayTests {
    /// A hundred mails of each trade.
    @Test(arguments: Trade.allCases)
    func everyMailIsFiledAnsweredAndThreaded(trade: Trade) async throws {
      let site = try await Site()
      let box = try await site.box(trade)
      let appliance = try await site.start([box])
      let letters = (0..<100).map { Letter.invented(trade, $0, at: site.domain) }
      try await site.deliver(letters, to: box)
      // A person has read every third.
      let seen = try await site.person(in: box) { person in
        let mails = try person.mails(in: "INBOX").enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
        try person.mark(mails.map(\.uid), in: "INBOX", "\\Seen")
        return Set(mails.compactMap(\.messageID))
      }
      try await appliance.workOff()
      try await site.expectWorkedOff(letters, in: box, seen: seen)
      #expect(await appliance.alarms.isEmpty)
      let ends = site.events.count(where: \.isDone)
      #expect(ends == letters.count)
    }
  }
}

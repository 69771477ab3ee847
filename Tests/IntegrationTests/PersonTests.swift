import Domain
import Store
import Testing

@testable import Engine

extension IntegrationTests {
  /// What people do in the mailbox with their own programs, told from what we do.
  @Suite struct PersonTests {
    @Test func aMailMovedElsewhereIsACorrection() async throws {
      let site = try await Site()
      var box = try await site.box()
      // Automatic from the beginning, so that what comes later may be answered.
      let appliance = try await site.start([box])
      box.mode = .draft
      try await appliance.replace(try site.configuration([box]))
      let letter = Letter.shop(0, site.domain)
      try await site.deliver([letter], to: box)
      try await appliance.workOff()
      try await appliance.round()
      #expect(try await appliance.store.corrections().isEmpty)
      try await move(letter, from: "02 – Suivi de commande", to: "03 – Demande de retour", site, box)
      try await appliance.round()
      let entry = try #require(try await appliance.store.entries().first)
      let corrections = try await appliance.store.corrections()
      #expect(corrections.map(\.before) == ["02"] && corrections.map(\.after) == ["03"])
      #expect(corrections.map(\.message) == [entry.id])
      // The exchange is a person's from then on, and the move is noted once.
      try await expectPaused(after: letter, appliance, site, box)
      #expect(try await appliance.store.corrections().count == 1)
    }

    @Test func aMailTakenFromTheFolderToAnalyseWaitsForNobody() async throws {
      let site = try await Site()
      let box = try await site.box()
      let appliance = try await site.start([box])
      let letter = Letter.shop(3, site.domain)
      try await site.deliver([letter], to: box)
      try await appliance.workOff()
      #expect(await appliance.status?.waitingCount == 1)
      try await move(letter, from: letter.folder, to: "Archive", site, box)
      try await appliance.round()
      #expect(await appliance.status?.waitingCount == 0)
      #expect(try await site.places(of: letter, in: site.contents(of: box)) == ["Archive"])
    }

    @Test func anAnswerByHandMakesTheExchangeAPersons() async throws {
      let site = try await Site()
      let box = try await site.box()
      let appliance = try await site.start([box])
      let letter = Letter.shop(3, site.domain)
      try await site.deliver([letter], to: box)
      try await appliance.workOff()
      var answer = Letter.shop(0, site.domain)
      (answer.id, answer.from, answer.text) = ("by-hand@\(site.domain)", "contact@\(site.domain)", "Un mètre.")
      answer.fields = ["In-Reply-To: <\(letter.id)>"]
      let bytes = answer.bytes
      try await site.person(in: box) { try $0.append(bytes, to: "Sent", flags: "\\Seen") }
      try await appliance.round()
      try await expectPaused(after: letter, appliance, site, box)
    }

    /// Our moves, our copies among the sent mails and our drafts are nobody's deeds.
    @Test func whatWeDoIsNotTakenForAPersons() async throws {
      let site = try await Site()
      let box = try await site.box()
      let appliance = try await site.start([box])
      var letters = (0..<5).map { Letter.shop($0, site.domain) }
      try await site.deliver(letters, to: box)
      try await appliance.workOff()
      try await appliance.round()
      #expect(try await appliance.store.corrections().isEmpty)
      // The same customer writes on: that we have answered is the only reason to ask a person.
      let next = following(letters[0], site)
      letters.append(next)
      try site.writeRecords(of: letters)
      try await site.deliver([next.bytes], to: box)
      try await appliance.workOff()
      let reasons = try await appliance.latestExplanation()?.decision.reasons.map(\.code)
      #expect(reasons == [.rule, .answeredBefore])
    }

    private func move(_ letter: Letter, from: String, to: String, _ site: Site, _ box: Box) async throws {
      try await site.person(in: box) { person in
        let mail = try person.mails(in: from).first { $0.messageID == letter.id }
        try person.move(try #require(mail?.uid), from: from, to: to)
      }
    }

    /// Another mail of the same exchange, one that would be answered.
    private func following(_ letter: Letter, _ site: Site) -> Letter {
      var next = Letter.shop(10, site.domain)
      let order = Letter.reference(10)
      next.id = "next@\(site.domain)"
      next.from = letter.from
      next.subject = "Re: \(letter.subject)"
      next.text = "Bonjour, où en est ma commande \(order) ?\r\nCamille Martin"
      next.record = next.record?.replacing("client10@", with: letter.from.prefix { $0 != "@" } + "@")
      next.fields = ["In-Reply-To: <\(letter.id)>", "References: <\(letter.id)>"]
      return next
    }

    private func expectPaused(after letter: Letter, _ appliance: Appliance, _ site: Site, _ plain: Box) async throws {
      var box = plain
      box.mode = .automatic
      try await appliance.replace(try site.configuration([box]))
      try await appliance.round()
      let next = following(letter, site)
      try await site.deliver([next], to: box)
      try await appliance.workOff()
      let contents = try await site.contents(of: box)
      #expect(contents["Drafts"]?.contains { $0.answers == next.id } == true)
      #expect(contents["Sent"]?.contains { $0.answers == next.id } == false)
      #expect(site.mails(to: next.from).isEmpty)
    }
  }
}

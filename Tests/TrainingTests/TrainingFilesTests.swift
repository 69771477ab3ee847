import Domain
import Testing

@testable import Reading

/// The mails as they stand, held to the format and to what is promised of them.
@Suite struct TrainingFilesTests {
  /// What is wrong with single mails, each complaint naming the mail.
  private func complaints(
    heldOut: Set<Bool> = [false, true], _ flaws: (TrainingFolder.File, TrainingMail) -> [String]
  ) -> [String] {
    TrainingFolder.mails.filter { heldOut.contains($0.file.isHeldOut) }.flatMap { (file, mails) in
      mails.flatMap { (mail) in flaws(file, mail).map { "\(mail.place): \($0)" } }
    }
  }

  @Test(arguments: TrainingFolder.files)
  func parses(file: TrainingFolder.File) throws {
    #expect(try !file.mails().isEmpty)
  }

  @Test(arguments: TrainingFolder.files)
  func isPlainText(file: TrainingFolder.File) {
    let flaws = [
      "not UTF-8": String(validating: file.bytes, as: UTF8.self) == nil,
      "a byte order mark": file.bytes.starts(with: [0xEF, 0xBB, 0xBF]),
      "a carriage return": file.bytes.contains(0x0D),
      "no line end at the end": file.bytes.last != 0x0A,
    ]
    #expect(flaws.filter(\.value).map(\.key) == [])
  }

  @Test(arguments: ["ecommerce", "suppliers"])
  func everyIntentHasEnoughMails(profile: String) {
    let intents = TrainingFolder.intents(of: profile)
    #expect(intents.count >= 8)
    for (language, least) in [("fr", 80), ("en", 25)] {
      let mails = TrainingFolder.mails
        .filter { !$0.file.isHeldOut && $0.file.profile == profile && $0.file.language == language }.flatMap(\.mails)
      for intent in intents {
        let count = mails.count { $0.intents.first == intent }
        #expect(count >= least, "\(language) \(intent): \(count)")
      }
    }
  }

  /// A tenth is held out, of every intent.
  @Test func aTenthIsHeldOut() {
    func count(isHeldOut: Bool) -> Int {
      TrainingFolder.mails.filter { $0.file.isHeldOut == isHeldOut }.reduce(0) { $0 + $1.mails.count }
    }
    #expect(count(isHeldOut: true) * 9 >= count(isHeldOut: false))
    for (profile, language) in [("ecommerce", "fr"), ("ecommerce", "en"), ("suppliers", "fr"), ("suppliers", "en")] {
      let path = "heldout/\(language)/\(profile).mails"
      let mails = TrainingFolder.mails.first { $0.file.path == path }?.mails ?? []
      #expect(Set(mails.compactMap(\.intents.first)) == Set(TrainingFolder.intents(of: profile)), "\(path)")
    }
  }

  @Test func intentsAreThoseOfTheProfile() {
    let known = ["ecommerce", "suppliers"].reduce(into: [String: Set<String>]()) {
      $0[$1] = Set(TrainingFolder.intents(of: $1))
    }
    #expect(
      complaints { (file, mail) in
        mail.intents.filter { !known[file.profile, default: []].contains($0) }
          + (Set(mail.intents).count == mail.intents.count ? [] : ["an intent twice"])
      } == [])
  }

  /// `fr/ecommerce/other-1.mails` holds mails whose primary intent is `other`.
  @Test func mailsStandInTheFileOfTheirIntent() {
    #expect(
      complaints(heldOut: [false]) { (file, mail) in
        file.path.contains("/\(mail.intents[0])-") ? [] : [mail.intents[0]]
      } == [])
  }

  /// That a mail reaches us in copy only is read from its header.
  @Test func copiesAreAddressedToSomebodyElse() {
    #expect(
      complaints { (_, mail) in
        let isCopy = mail.to != nil && mail.cc?.hasPrefix("compta@") == true
        return isCopy == (mail.intents[0] == "copy_only") ? [] : ["to and cc"]
      } == [])
  }

  @Test func daysAreDays() {
    #expect(complaints { (_, mail) in NormalForm.isDay(mail.date) ? [] : [mail.date] } == [])
  }

  @Test func entitiesAreWrittenWhereTheyAreSaidToBe() {
    func folded(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    #expect(
      complaints { (_, mail) in
        let texts = Dictionary(grouping: mail.entities, by: \.place).keys
          .reduce(into: [TrainingMail.Place: String]()) { $0[$1] = folded(mail.text(of: $1)) }
        return mail.entities.filter { texts[$0.place]?.contains(folded($0.raw)) != true }.map(\.raw)
      } == [])
  }

  @Test func entitiesAreInNormalForm() {
    #expect(
      complaints { (_, mail) in
        mail.entities.filter { !NormalForm.isNormal($0.value, $0.kind) }.map { "\($0.kind.rawValue) \($0.value)" }
      } == [])
  }

  @Test func eachEntityIsSaidOnce() {
    #expect(
      complaints { (_, mail) in
        Dictionary(grouping: mail.entities) { "\($0.kind.rawValue) \($0.value) \($0.place.rawValue)" }
          .filter { $0.value.count > 1 }.map(\.key).sorted()
      } == [])
  }

  @Test func historyHoldsOrderAndInvoiceNumbersOnly() {
    #expect(
      complaints { (_, mail) in
        mail.entities.filter { $0.place == .quote && $0.kind != .orderNumber && $0.kind != .invoiceNumber }.map(\.raw)
      } == [])
  }

  @Test func spamCarriesNoEntities() {
    #expect(complaints { (_, mail) in mail.intents[0] == "spam" ? mail.entities.map(\.raw) : [] } == [])
  }

  /// Held-out mails included: of two mails, the shorter one shares at most 30 % of its runs of three words.
  @Test func noMailIsLikeAnother() {
    var likeness = Likeness()
    var places: [String] = []
    #expect(
      complaints { (_, mail) in
        defer { places.append(mail.place) }
        return likeness.add(mail.subject + "\n" + mail.ownText, limit: 0.3).map { "like \(places[$0.earlier])" }
      } == [])
  }

  /// Mails too short to have a run of three words included.
  @Test func heldOutMailsAreNotTrainedOn() {
    let trained = Set(
      TrainingFolder.mails.filter { !$0.file.isHeldOut }.flatMap(\.mails).map { Likeness.words(of: $0.body) })
    #expect(!trained.isEmpty)
    #expect(
      complaints(heldOut: [true]) { (_, mail) in
        trained.contains(Likeness.words(of: mail.body)) ? ["trained on"] : []
      } == [])
  }

  /// Persons wrote the others, whatever they say of absences and of what was not delivered.
  @Test func onlyNoticesAreTakenForMachines() {
    let taken = TrainingFolder.mails.flatMap(\.mails).filter { mail in
      AutomaticWords.origin(subject: mail.subject, text: QuotedTextTrim().trim(mail.body).newText) != nil
    }
    let notices = ["Automatic reply", "Out of office", "Réponse automatique"]
    #expect(taken.count >= 4)
    #expect(taken.map(\.subject).filter { subject in !notices.contains { subject.hasPrefix($0) } } == [])
  }
}

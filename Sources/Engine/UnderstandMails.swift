public import Domain
import Foundation
import Reading
import Resources
public import TextExtraction

/// The work of `vaguemestre understand`: mails read and told, nothing else done with them.
public struct UnderstandMails {
  private let trade: TradeProfile
  private let reader: MailReader
  private let words: Words
  private let now: Instant

  /// - Parameters:
  ///   - addresses: under which the mailbox receives; where there are none, a mail is believed that says to whom it was
  ///     delivered.
  ///   - now: the day from which relative days are told in a mail without a date.
  public init(
    profile: String, addresses: [String], _ installation: Installation, language: Language, extractor: TextExtractor,
    now: Instant
  ) throws {
    let profiles = try installation.resources.names(in: "Profiles")
    guard profiles.contains(profile) else { throw UnknownProfile(name: profile, known: profiles) }
    trade = try TradeProfile.load(profile, from: installation.resources)
    let languages: [Language] = [.french, .english]
    reader = MailReader(
      UnderstandingReader(
        lexicon: trade.lexicon, model: trade.model, ourAddresses: addresses, languages: languages),
      attachments: AttachmentReader(
        extractor: extractor, languages: languages, model: trade.documents, settings: AttachmentSettings()),
      extractor: extractor)
    words = try installation.words(language).adding([trade.lexicon])
    self.now = now
  }

  public struct UnknownProfile: Error {
    let name: String
    let known: [String]

    public var text: Localized {
      let list = known.joined(separator: ", ")
      return Localized(
        fr: "« \(name) » n’est pas un profil ; les profils sont : \(list).",
        en: "“\(name)” is not a profile; the profiles are: \(list).")
    }
  }

  /// Calls `line` with what is told of each mail: one line of JSON or, to be explained, sentences.
  public func report(
    _ path: String, isPlainText: Bool, isExplained: Bool, problem: @escaping ParseMails.Problem,
    remark: @escaping ParseMails.Remark, line: @escaping (String) -> Void
  ) async throws {
    func unreadable(_ file: MailFiles.Unreadable) { problem("\(file.path): \(file.reason)") }
    try await MailFiles.forEach(path, isPlainText ? .plainTexts : .mails, unreadable: unreadable) { mail in
      let (message, understanding, isFaithful) = try await reader.look(at: mail.message, receivedAt: now)
      if !isFaithful { remark("\(mail.file ?? "-"): its HTML could not be read whole; the words were saved") }
      line(
        isExplained
          ? explanation(of: message, understanding)
          : UnderstandingReport(file: mail.file, message: message, understanding: understanding).json)
    }
  }

  /// In sentences: what the mail is about and why, and what would have to be otherwise for it to be about something else.
  private func explanation(of message: Message, _ understanding: Understanding) -> String {
    var lines = [words.text("explain.subject", ["subject": message.subject, "sender": message.sender?.value ?? "–"])]
    lines += words.sentences(on: understanding)
    if let reversal = reader.understanding.reversal(of: message, documents: understanding.documents) {
      let without = reversal.without.map { words.quoted($0) }.joined(separator: ", ")
      lines.append(
        words.text("explain.reversal", ["words": without, "intent": words.text("intent.\(reversal.intent)")]))
    }
    if trade.model == nil { lines.append(words.text("explain.no_model")) }
    return lines.joined(separator: "\n") + "\n"
  }
}

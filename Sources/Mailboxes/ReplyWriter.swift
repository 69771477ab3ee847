public import Domain
import Foundation
import MIME

/// Writes the bytes of an answer: headers that thread it under the message answered (RFC 5322 §3.6.4), its text with an
/// HTML alternative, the original quoted below.
public struct ReplyWriter: Sendable {
  /// Who will send it, which decides what it says of itself.
  public enum Sender: Sendable {
    /// The appliance: marked `Auto-Submitted: auto-replied` (RFC 3834 §5), so that no other machine answers it.
    case appliance
    /// A person, from the drafts folder.
    case person
  }

  private let settings: MailboxSettings

  public init(_ settings: MailboxSettings) {
    self.settings = settings
  }

  /// A Message-ID of ours, without angle brackets, in the domain of our address.
  public func messageID(_ id: Identifier<Message>, _ sender: Sender) -> String {
    let domain = settings.addresses[0].split(separator: "@").last.map(String.init) ?? "localhost"
    switch sender {
    case .appliance: return "\(id).answer@\(domain)"
    case .person: return "\(id).draft@\(domain)"
    }
  }

  /// The same arguments give the same bytes, so that an answer added before a crash is recognised after it. Nil when the
  /// original has no address to answer.
  public func bytes(_ draft: Draft, answering original: Message, at now: Instant, _ sender: Sender) -> [UInt8]? {
    guard let recipient = recipient(original, sender),
      let from = MailAddress(name: HeaderText(settings.displayName ?? ""), address: settings.addresses[0]),
      let messageID = MessageIdentifier(messageID(original.id, sender))
    else { return nil }
    let date = MessageDate(secondsSince1970: now.seconds, zoneOffsetMinutes: offset(at: now))
    var message = OutgoingMessage(
      from: from, to: [recipient], subject: .replySubject(to: original.subject), date: date, messageID: messageID,
      body: OutgoingBody(
        text: draft.text,
        quote: QuotedOriginal(
          attribution: attribution(original, draft.language), text: Self.quotable(original.text))))
    message.thread = ReplyThread(
      parentID: original.messageID, parentReferences: original.references, parentInReplyTo: original.inReplyTo)
    if case .appliance = sender {
      message.autoSubmitted = .autoReplied
      message.suppressesAutomaticAnswers = true
    }
    return message.composed()
  }

  /// The author; but a person's answer to what a contact form of ours sent, or an address that takes no mail, goes where
  /// it asks for it (RFC 5322 §3.6.2). A customer's own Reply-To is not followed: what we know of an order must not go to a
  /// stranger whom the draft's reader overlooks.
  private func recipient(_ original: Message, _ sender: Sender) -> MailAddress? {
    var participants = [original.sender].compactMap { $0 }
    if case .person = sender, !isAuthorReachable(original) {
      participants = original.participants(.replyTo) + participants
    }
    for participant in participants {
      if let address = MailAddress(name: HeaderText(participant.name ?? ""), address: participant.value) {
        return address
      }
    }
    return nil
  }

  private func isAuthorReachable(_ original: Message) -> Bool {
    guard let author = original.sender?.value, original.automatic?.kind != .noReply else { return false }
    return !settings.addresses.contains { Self.domain($0) == Self.domain(author) }
  }

  private static func domain(_ address: String) -> Substring? { address.split(separator: "@").last }

  private func offset(at instant: Instant) -> Int {
    settings.timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.seconds))) / 60
  }

  private func attribution(_ original: Message, _ language: Language) -> String {
    let written = original.sentAt ?? original.receivedAt
    let time = CivilTime(written, offsetMinutes: offset(at: written))
    let who = original.sender.map { $0.name ?? $0.value } ?? ""
    let clock = String(time.iso8601.dropFirst(11).prefix(5))
    return language == .english
      ? "On \(time.isoDate) at \(clock), \(who) wrote:"
      : "Le \(Self.two(time.day))/\(Self.two(time.month))/\(time.year) à \(clock), \(who) a écrit :"
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

  /// A long history is not sent back whole.
  private static func quotable(_ text: String) -> String {
    let limit = 20_000
    return text.utf8.count <= limit ? text : String(text.prefix(limit)) + "\n[…]"
  }
}

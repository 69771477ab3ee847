import Domain
import Foundation
import Settings
import Testing

@testable import Reading

/// The two trades that ship.
enum Profile: String, Sendable {
  case ecommerce, suppliers

  static let resources =
    String(#filePath.prefix(upTo: #filePath.range(of: "/Tests/ReadingTests/")?.lowerBound ?? #filePath.endIndex))
    + "/Resources"

  var file: String { "\(Self.resources)/Profiles/\(rawValue)/intents.yaml" }

  var lexicon: IntentLexicon {
    get throws { try IntentLexicon(reading: SettingsFile.read(file)) }
  }

  var reader: UnderstandingReader {
    get throws {
      UnderstandingReader(
        lexicon: try lexicon, model: nil, ourAddresses: ["nous@maison.example"], languages: [.french, .english])
    }
  }

  private static let readers: [Profile: UnderstandingReader] = {
    var readers: [Profile: UnderstandingReader] = [:]
    for profile in [Profile.ecommerce, .suppliers] { readers[profile] = try? profile.reader }
    return readers
  }()

  /// Reads a mail of which only the words matter. The lexicons are read once for all tests.
  func understanding(
    _ text: String, subject: String = "", quoted: String = "", to: String = "nous@maison.example", cc: String? = nil,
    attachments: [Domain.Attachment] = []
  ) throws -> Understanding {
    let reader = try #require(Self.readers[self])
    let instant = Instant(seconds: 1_795_168_800)
    var participants = [
      Participant(role: .from, value: "claire@client.example", name: nil), Participant(role: .to, value: to, name: nil),
    ]
    if let cc { participants.append(Participant(role: .cc, value: cc, name: nil)) }
    return reader.understanding(
      of: Message(
        id: Identifier(at: instant, random: (1, 2)), mailbox: MailboxName("m"), contentHash: ContentHash(hex: "c0"),
        bodyHash: ContentHash(hex: "b0"), messageID: nil, inReplyTo: [], references: [], participants: participants,
        subject: subject, sentAt: instant, zone: 60, receivedAt: instant, text: text + quoted, newText: text,
        quotedText: quoted, attachments: attachments, automatic: nil))
  }
}

/// One row: a mail's words, and the intents that are accepted, the primary first.
struct IntentCase: Sendable, CustomTestStringConvertible {
  let subject: String
  let text: String
  let accepted: [String]

  init(_ text: String, subject: String = "", _ accepted: String...) {
    self.subject = subject
    self.text = text
    self.accepted = accepted
  }

  var testDescription: String { text }

  func check(_ profile: Profile, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let read = try profile.understanding(text, subject: subject)
    let signs = read.intents.prefix(3).map { "\($0.intent): \($0.evidence.map { "\($0.words) \($0.weight)" })" }
    #expect(read.accepted.map(\.id) == accepted, "\(signs)", sourceLocation: sourceLocation)
  }
}

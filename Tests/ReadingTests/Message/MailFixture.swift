import Domain
import TextExtraction

@testable import Reading

/// Reads mails written in the tests.
enum MailFixture {
  static let extractor: TextExtractor = {
    let bundle = CommandLine.arguments.first ?? ""
    let folder = bundle.lastIndex(of: "/").map { bundle[..<$0] } ?? "."
    return TextExtractor(executable: "\(folder)/WorkerHost", workers: 1)
  }()
  /// A worker that can never be started.
  static let brokenExtractor = TextExtractor(executable: "/nonexistent/worker", workers: 1)

  static func message(_ lines: String, extractor: TextExtractor = extractor) async -> Message {
    let instant = Instant(seconds: 1_795_168_800)
    let raw = RawMessage(
      mailbox: MailboxName("m"), location: MessageLocation(folder: .inbox, uidValidity: 1, uid: 1), receivedAt: instant,
      bytes: Array(lines.utf8))
    return await MessageReader(extractor: extractor).message(
      from: raw, id: Identifier(at: instant, random: (1, 2)), contentHash: ContentHash(hex: "c0"))
  }
}

import Foundation
import MIME
import Testing

struct MboxTests {
  static let from = "From jean@x.fr Tue Mar  3 14:05:00 2026"

  static func read(_ bytes: [UInt8], chunkSize: Int, maximumMailSize: Int = 1 << 20) -> [String] {
    let chunks = stride(from: 0, to: bytes.count, by: chunkSize).map {
      Array(bytes[$0..<min($0 + chunkSize, bytes.count)])
    }
    return MboxReader(chunks.makeIterator(), maximumMailSize: maximumMailSize).map {
      String(decoding: $0.bytes, as: UTF8.self)
    }
  }

  @Test(
    arguments: [
      ([from, "A: 1", "", "x", "", from, "A: 2", "", "y", ""], ["A: 1\n\nx\n", "A: 2\n\ny\n"]),
      ([from, "A: 1", "", "x"], ["A: 1\n\nx"]),
      ([from], [""]),
      ([], []),
      (["A: 1", "", "x"], ["A: 1\n\nx"]),
      (["A: 1", "", "x", "", from, "A: 2", ""], ["A: 1\n\nx\n", "A: 2\n"]),
      (
        [from, "A: 1", "", ">From x", ">>From y", "> From z", ">Frommage", ""],
        ["A: 1\n\nFrom x\n>From y\n> From z\n>Frommage\n"]
      ),
      ([from, "A: 1", "", "x", from, "y", ""], ["A: 1\n\nx\n\(from)\ny\n"]),
      (
        [from, "A: 1", "", "x", "", "From now on, we close at five.", "y", ""],
        ["A: 1\n\nx\n\nFrom now on, we close at five.\ny\n"]
      ),
      (
        [from, "A: 1", "", "x", "", "From now on, at 12:30 we", "", "From May 2026, at 12:30 we close.", ""],
        ["A: 1\n\nx\n\nFrom now on, at 12:30 we\n\nFrom May 2026, at 12:30 we close.\n"]
      ),
      (["From jean", "A: 1", "", "x", "", "From jean", "A: 2", ""], ["A: 1\n\nx\n", "A: 2\n"]),
      ([from, from, "A: 1", ""], ["\(from)\nA: 1\n"]),
      ([from, "A: 1", "", "", "", from, "A: 2"], ["A: 1\n\n\n", "A: 2"]),
    ] as [([String], [String])])
  func partsMails(lines: [String], mails: [String]) {
    for lineEnd in ["\n", "\r\n"] {
      let bytes = Array(lines.joined(separator: lineEnd).utf8)
      for chunkSize in [1, 2, 7, 1_000] {
        #expect(Self.read(bytes, chunkSize: chunkSize) == mails.map { $0.replacing("\n", with: lineEnd) })
      }
    }
  }

  @Test func boundsAMailAndGoesOn() {
    let bytes = Array(
      (Self.from + "\nA: " + String(repeating: "x", count: 300_000) + "\n\n" + Self.from + "\nB: 2\n").utf8)
    let entries = Array(MboxReader([bytes].makeIterator(), maximumMailSize: 1_000))
    #expect(entries.map(\.bytes.count) == [1_000, 5])
    #expect(entries.map(\.isTruncated) == [true, false])
  }

  @Test func readsLinesLongerThanAChunk() {
    let text = "A: 1\n\n" + String(repeating: "y", count: 200_000) + "\n"
    #expect(Self.read(Array((Self.from + "\n" + text).utf8), chunkSize: 4_096) == [text])
  }

  @Test func readsAnOpenFile() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "mbox-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data((Self.from + "\nA: 1\n\nx\n\n" + Self.from + "\nA: 2\n\ny\n").utf8).write(to: url)
    let file = try FileHandle(forReadingFrom: url)
    defer { try? file.close() }
    let reader = MboxReader(FileChunks(descriptor: file.fileDescriptor, chunkSize: 16))
    #expect(reader.map { InternetMessage(parsing: $0.bytes).header[0].value } == ["1", "2"])
  }

  @Test func tellsAReadingError() {
    var chunks = FileChunks(descriptor: -1)
    #expect(chunks.next() == nil)
    #expect(chunks.error == 9, "EBADF")
  }

  @Test(arguments: [
    ("\(from)\nA: 1\n", MailFileKind.mbox), ("A: 1\n", .single), ("", .single), ("From : jean\n", .single),
    ("From now on we close.\n", .single), ("From now on, at 12:30 we\n", .single),
    ("From x Tue, 3 Mar 2026 14:05:00 +0100\n", .mbox), ("From x 3-Mar-2026 14:05\n", .mbox),
    (">\(from)\n", .single),
  ])
  func tellsKindsOfFile(beginning: String, kind: MailFileKind) {
    #expect(MailFileKind(beginning: beginning.utf8) == kind)
  }
}

import Domain
import Foundation
import Testing

@testable import Reading

/// The folder `Resources/Training` of the checkout, read once for all tests.
enum TrainingFolder {
  /// A file of mails: `fr/ecommerce/other-1.mails`, or `heldout/fr/ecommerce.mails`.
  struct File: Sendable, CustomTestStringConvertible {
    var path: String
    var bytes: [UInt8]

    var isHeldOut: Bool { path.hasPrefix("heldout/") }
    var profile: String { path.contains("ecommerce") ? "ecommerce" : "suppliers" }
    var language: String { path.contains("fr/") ? "fr" : "en" }
    var testDescription: String { path }

    func mails() throws(TrainingFormatError) -> [TrainingMail] {
      try TrainingMail.mails(in: String(decoding: bytes, as: UTF8.self), named: path)
    }
  }

  private static let resources = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "Resources")

  static let files: [File] = {
    let folder = resources.appending(path: "Training")
    let below = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return below.filter { $0.hasSuffix(".mails") }.sorted().map {
      File(path: $0, bytes: Array((try? Data(contentsOf: folder.appending(path: $0))) ?? Data()))
    }
  }()

  /// Every file that parses, with its mails.
  static let mails: [(file: File, mails: [TrainingMail])] = files.map { ($0, (try? $0.mails()) ?? []) }

  /// The ids of a profile's intents, from the lines `  - id: payment_reminder`.
  static func intents(of profile: String) -> [String] {
    let file = resources.appending(path: "Profiles/\(profile)/intents.yaml")
    let text = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.matches(of: /(?m)^  - id: ([a-z_]+)$/).map { String($0.output.1) }
  }
}

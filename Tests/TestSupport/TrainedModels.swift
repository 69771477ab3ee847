import Foundation

/// The models of the profiles’ intents and of document types, which a package brings and a checkout makes of its training mails.
public enum TrainedModels {
  /// The checkout's folder of resources, beside which `.build/models` holds models as the sources would make them now:
  /// they are made when one is missing or older than what it is made of. It takes some seconds, once.
  public static let resources: String = {
    let checkout = String(#filePath.prefix(upTo: #filePath.range(of: "/Tests/", options: .backwards)!.lowerBound))
    let models = ["ecommerce", "suppliers", "documents"].map { "\(checkout)/.build/models/\($0).model" }
    let sources = [
      "Resources/Training", "Resources/Profiles", "Sources/Classification", "Sources/Reading", "Sources/TextAnalysis",
    ]
    let newest = sources.flatMap { changes(below: "\(checkout)/\($0)") }.max() ?? .distantFuture
    if models.contains(where: { change(of: $0) ?? .distantPast < newest }) {
      make(in: "\(checkout)/.build/models", checkout)
    }
    return "\(checkout)/Resources"
  }()

  private static func make(in folder: String, _ checkout: String) {
    let process = Process()
    process.executableURL = BuiltPrograms.url("vaguemestre")
    process.arguments = ["models", "--out", folder]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["VAGUEMESTRE_RESOURCES": "\(checkout)/Resources"]
    ) { $1 }
    process.standardError = FileHandle.nullDevice
    try! process.run()
    process.waitUntilExit()
    precondition(process.terminationStatus == 0, "vaguemestre models failed")
  }

  private static func changes(below folder: String) -> [Date] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.compactMap { change(of: "\(folder)/\($0)") }
  }

  private static func change(of path: String) -> Date? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
  }
}

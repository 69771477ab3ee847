public import Domain
public import Foundation
import Reading
public import Resources
public import TextExtraction

/// What the program finds around itself when it starts: its resources, its own executable, the operator's language.
public struct Installation: Sendable {
  public static let version = "0.1.0"

  public let resources: ResourceFolder
  private let executable: String

  /// The kernel's name for this very program, valid even when the file was replaced by an upgrade.
  public static let ownExecutable = "/proc/self/exe"

  /// - Parameter executable: The program whose children read untrusted documents.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment, executable: String = ownExecutable
  ) throws(InstallationError) {
    do {
      resources = try ResourceFolder.find(environment: environment)
    } catch {
      throw InstallationError(text: Localized(fr: error.french, en: error.english))
    }
    self.executable = executable
  }

  /// Readers of untrusted documents, in confined children of this program.
  public func extractor(workers: Int = 2, limits: ExtractionLimits = ExtractionLimits()) -> TextExtractor {
    TextExtractor(executable: executable, workers: workers, limits: limits)
  }

  /// The same within the limits that a settings file sets.
  public func extractor(for configuration: Configuration, workers: Int = 2) -> TextExtractor {
    extractor(workers: workers, limits: configuration.attachments.limits)
  }

  public func words(_ language: Language) throws -> Words { try Words(language, resources: resources) }

  /// English when the operator's locale says so, else French.
  public static func language(environment: [String: String] = ProcessInfo.processInfo.environment) -> Language {
    let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
    return locale.hasPrefix("en") ? .english : .french
  }
}

extension World {
  /// The real clock and the system's random bits.
  public static let real = World(
    now: { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
    random: { UInt64.random(in: .min ... .max) })
}

/// Something that the program needs is not where it should be.
public struct InstallationError: Error, Sendable {
  public let text: Localized
}

import Cryptography
import Domain
import Drafting
import Foundation
import Reading
import Resources
import Rules
import Settings

/// All that a trade's profile brings: its folders, motives, rules and replies, read from `Resources/Profiles/<trade>`.
struct TradeProfile: Sendable {
  let profile: Profile
  let lexicon: IntentLexicon
  /// What mails have taught of its motives; nil where no model was made, and keywords are all there is.
  let model: IntentModel?
  /// What documents have taught of their types, the same for every trade; nil where no model was made.
  let documents: DocumentModel?
  /// The model made at this site cannot be read: the shipped one takes its place.
  let isOwnModelDamaged: Bool
  let rules: RuleSet
  let replies: ReplyLibrary
  /// The files it was read from, by name: what stands behind the hash of the configuration.
  let files: [(name: String, bytes: [UInt8])]
  /// What makes its answers.
  let versions: AnswerVersions

  /// All that decides which intents are read: what the hash of the model stands for.
  var modelBytes: [UInt8] { Self.modelBytes(lexicon, model, documents) }

  private static func modelBytes(
    _ lexicon: IntentLexicon, _ model: IntentModel?, _ documents: DocumentModel?
  ) -> [UInt8] {
    lexicon.canonicalBytes + Array("\nclassifier\n".utf8) + (model?.bytes ?? []) + Array("\ndocuments\n".utf8)
      + (documents?.bytes ?? [])
  }

  private static func versions(model: [UInt8], _ files: [(name: String, bytes: [UInt8])]) -> AnswerVersions {
    let rules = files.filter { $0.name == "rules.yaml" || $0.name.hasPrefix("replies/") }
      .map { Array("--- \($0.name)\n".utf8) + $0.bytes }.joined()
    return AnswerVersions(
      model: ContentHash(hex: SHA256Digest(of: model).hex), threshold: UnderstandingReader.answerThreshold,
      rules: ContentHash(hex: SHA256Digest(of: Array(rules)).hex))
  }

  /// What documents have taught of their types; nil where no model was made.
  static func documents(from resources: ResourceFolder) throws -> DocumentModel? {
    try resources.model("documents").map { try DocumentModel(bytes: $0) }
  }

  /// - Parameter own: The file of the model that was made at this site, which comes before the shipped one.
  static func load(
    _ trade: String, from resources: ResourceFolder, own: String? = nil
  ) throws(ConfigurationProblems) -> TradeProfile {
    let folder = "Profiles/\(trade)"
    do {
      var files: [(name: String, bytes: [UInt8])] = []
      func node(_ name: String) throws -> SettingNode {
        let bytes = try resources.bytes("\(folder)/\(name)")
        files.append((name, bytes))
        return try SettingsFile.parse(bytes, file: try resources.fullPath("\(folder)/\(name)"))
      }
      let profile = try Profile(reading: try node("profile.yaml"))
      let lexicon = try IntentLexicon(reading: try node("intents.yaml"))
      let made = own.flatMap { FileManager.default.contents(atPath: $0) }.map { bytes in
        Result { try IntentModel(bytes: [UInt8](bytes)) }
      }
      let model = try (try? made?.get()) ?? resources.model(trade).map { try IntentModel(bytes: $0) }
      let documents = try documents(from: resources)
      let templates = try resources.names(in: "\(folder)/replies").map { name in
        files.append(("replies/\(name)", try resources.bytes("\(folder)/replies/\(name)")))
        return (name: name, text: String(decoding: files[files.count - 1].bytes, as: UTF8.self))
      }
      let replies = try ReplyLibrary(files: templates)
      let vocabulary = RuleVocabulary(
        intents: lexicon.entries.map(\.intent.id), folders: profile.folders.map(\.id),
        templates: replies.names.map(\.text))
      let motives = RuleSet.Motives(folders: lexicon.folders, incompatible: lexicon.incompatible)
      let rules = try RuleSet(reading: try node("rules.yaml"), vocabulary: vocabulary, motives: motives)
      return TradeProfile(
        profile: profile, lexicon: lexicon, model: model, documents: documents,
        isOwnModelDamaged: made != nil && (try? made?.get()) == nil, rules: rules, replies: replies, files: files,
        versions: Self.versions(model: Self.modelBytes(lexicon, model, documents), files))
    } catch let problem as SettingProblem {
      throw ConfigurationProblems([problem])
    } catch let problems as RuleProblems {
      throw ConfigurationProblems(problems.problems)
    } catch {
      throw ConfigurationProblems([
        SettingProblem(
          SettingPlace(file: folder, line: 1, column: 1),
          .notReadable(Localized(fr: "profil illisible : \(error)", en: "the profile cannot be read: \(error)")))
      ])
    }
  }
}

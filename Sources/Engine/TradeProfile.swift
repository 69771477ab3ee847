import Domain
import Drafting
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
  let rules: RuleSet
  let replies: ReplyLibrary
  /// The files it was read from, by name: what stands behind the hash of the configuration.
  let files: [(name: String, bytes: [UInt8])]

  static func load(_ trade: String, from resources: ResourceFolder) throws(ConfigurationProblems) -> TradeProfile {
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
      let model = try resources.model(trade).map { try IntentModel(bytes: $0) }
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
        profile: profile, lexicon: lexicon, model: model, rules: rules, replies: replies, files: files)
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

  /// All that decides which intents are read: what the hash in a decision stands for.
  var modelDescription: [UInt8] {
    lexicon.canonicalBytes + Array("\nclassifier \(model?.contentHash.hex ?? "none")".utf8)
  }
}

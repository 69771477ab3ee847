import Domain
import Foundation
import Reading
import Settings
import TestSupport
import Testing

/// The manual tells what the profiles mean.
@Suite struct ManualTests {
  @Test(arguments: ["ecommerce", "suppliers"])
  func everyIntentIsExplainedInBothLanguages(profile: String) throws {
    let resources = TrainedModels.resources
    let lexicon = try IntentLexicon(reading: SettingsFile.read("\(resources)/Profiles/\(profile)/intents.yaml"))
    let french = try String(contentsOfFile: "\(resources)/Manual/fr/comprendre.md", encoding: .utf8)
    let english = try String(contentsOfFile: "\(resources)/Manual/en/understanding.md", encoding: .utf8)
    for entry in lexicon.entries {
      #expect(french.contains("| \(entry.label.fr) | `\(entry.intent)` | \(entry.definition.fr) | \(entry.folder) |"))
      #expect(english.contains("| \(entry.label.en) | `\(entry.intent)` | \(entry.definition.en) | \(entry.folder) |"))
    }
  }
}

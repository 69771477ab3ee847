public import Domain
import Foundation
import Reading
public import Resources
import Settings

/// The work of `vaguemestre models`: what the mails of `Resources/Training` teach of each profile's intents, and its
/// documents of their types, as files.
public enum ProfileModels {
  /// The mails that are never trained on.
  private static let heldOut = "heldout"
  /// The folder of the documents, and the name of their model.
  private static let documents = "documents"

  /// Makes `<profile>.model` of every profile, and `documents.model`, in `folder`, which is made if need be.
  ///
  /// - Parameter progress: is told what is being done.
  public static func make(
    in folder: String, from resources: ResourceFolder, progress: (Localized) -> Void
  ) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for profile in try resources.names(in: "Profiles") {
      let path = "Profiles/\(profile)/intents.yaml"
      let lexicon = try IntentLexicon(
        reading: SettingsFile.parse(resources.bytes(path), file: resources.fullPath(path)))
      let mails = try mails(of: profile, in: resources).map(\.confirmed)
      progress(
        Localized(
          fr: "Profil \(profile) : apprentissage de \(mails.count) mails…",
          en: "Profile \(profile): learning from \(mails.count) mails…"))
      let model = try IntentModel.train(mails, lexicon: lexicon)
      try Data(model.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(profile).model"), options: .atomic)
    }
    let documents = try trainingDocuments(in: resources)
    progress(
      Localized(
        fr: "Types de documents : apprentissage de \(documents.count) documents…",
        en: "Types of documents: learning from \(documents.count) documents…"))
    let model = try DocumentModel.train(documents)
    try Data(model.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(Self.documents).model"), options: .atomic)
  }

  /// The documents that the model of their types learns from.
  private static func trainingDocuments(in resources: ResourceFolder) throws -> [TrainingDocument] {
    var found: [TrainingDocument] = []
    for language in try resources.names(in: "Training/\(documents)")
    where language != heldOut && !language.contains(".") {
      let folder = "Training/\(documents)/\(language)"
      for name in try resources.names(in: folder) where name.hasSuffix(".documents") {
        let text = String(decoding: try resources.bytes("\(folder)/\(name)"), as: UTF8.self)
        found += try TrainingDocument.documents(in: text, named: "\(folder)/\(name)")
      }
    }
    return found
  }

  /// Those that judge a model.
  static func heldOutMails(of profile: String, in resources: ResourceFolder) throws -> [TrainingMail] {
    var mails: [TrainingMail] = []
    for language in try resources.names(in: "Training/\(heldOut)") {
      let name = "Training/\(heldOut)/\(language)/\(profile).mails"
      mails += try TrainingMail.mails(in: String(decoding: try resources.bytes(name), as: UTF8.self), named: name)
    }
    return mails
  }

  /// Those that a model learns from.
  static func mails(of profile: String, in resources: ResourceFolder) throws -> [TrainingMail] {
    var mails: [TrainingMail] = []
    for language in try resources.names(in: "Training")
    where language != heldOut && language != documents && !language.contains(".") {
      let folder = "Training/\(language)/\(profile)"
      for name in try resources.names(in: folder) where name.hasSuffix(".mails") {
        let text = String(decoding: try resources.bytes("\(folder)/\(name)"), as: UTF8.self)
        mails += try TrainingMail.mails(in: text, named: "\(folder)/\(name)")
      }
    }
    return mails
  }
}

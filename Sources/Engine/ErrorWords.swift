import Connectors
public import Domain
import Foundation
import Learning
import Mailboxes
import Settings
import Store

extension Localized {
  /// What went wrong, for the operator. An error that is none of ours speaks in the system's words.
  public init(describing error: any Error) {
    self =
      switch error {
      case let error as MailboxError: error.text
      case let error as StoreError: error.text
      case let error as ControlSocketError: error.text
      case let error as ConnectorUnavailable: error.text
      case let error as TrialError: error.text
      case let error as AuditError: error.text
      case let error as LessonError: error.text
      case let error as LearningProblem: error.text
      case let error as ForgetError: error.text
      case let error as InstallationError: error.text
      case let error as AuthorisationError: error.text
      case let error as ConsentError: error.text
      case let error as StoreSealProblem: error.text
      case let error as SettingProblem: error.sentence
      case let error as CocoaError: Localized(fr: error.localizedDescription, en: error.localizedDescription)
      default: Localized(fr: String(describing: error), en: String(describing: error))
      }
  }
}

extension ConnectorUnavailable {
  /// Which connector, which file, and what is the matter with it.
  var text: Localized {
    let reason = self.reason
    return Localized(
      fr: "le connecteur « \(connector) » ne peut être interrogé : \(path) \(reason.fr)",
      en: "the connector “\(connector)” cannot be asked: \(path) \(reason.en)")
  }

  /// What is the matter with the file, to be read after its name.
  var reason: Localized {
    switch cause {
    case .fileMissing: Localized(fr: "n’existe pas", en: "does not exist")
    case .fileUnreadable: Localized(fr: "ne peut être lu", en: "cannot be read")
    case .fileTooLarge(let limit): Localized(fr: "dépasse \(limit) octets", en: "is larger than \(limit) bytes")
    case .columnMissing(let column):
      Localized(fr: "n’a pas de colonne « \(column) »", en: "has no column “\(column)”")
    }
  }
}

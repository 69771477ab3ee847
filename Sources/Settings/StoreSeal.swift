import Cryptography
public import Domain

/// Seals what the appliance itself learns and must keep secret in its store, a refresh token say, under the key of the
/// settings' sealed secrets.
public struct StoreSeal: Hashable, Sendable {
  private let keyFile: String

  public init(keyFile: String) {
    self.keyFile = keyFile
  }

  /// Seals bytes for one purpose; sealed for another they do not open. The key is made if there is none yet.
  public func seal(_ bytes: [UInt8], for purpose: String) throws(StoreSealProblem) -> [UInt8] {
    do {
      return try SealKeyFile.readOrCreate(keyFile).seal(bytes, associated: Array(purpose.utf8))
    } catch {
      throw StoreSealProblem(error, keyFile)
    }
  }

  public func open(_ sealed: [UInt8], for purpose: String) throws(StoreSealProblem) -> [UInt8] {
    do {
      return try SealKeyFile.read(keyFile).open(sealed, associated: Array(purpose.utf8))
    } catch {
      throw StoreSealProblem(error, keyFile)
    }
  }
}

/// Why something could not be sealed or opened, for the operator.
public struct StoreSealProblem: Error, Hashable, Sendable {
  public let text: Localized

  fileprivate init(_ error: any Error, _ keyFile: String) {
    if let problem = error as? SealKeyProblem {
      text = problem.text
    } else {
      text = Localized(
        fr: "ce que la base garde scellé ne s’ouvre pas avec la clé \(keyFile) ; restaurez la bonne clé",
        en: "what the store keeps sealed does not open with the key \(keyFile); restore the right key")
    }
  }
}

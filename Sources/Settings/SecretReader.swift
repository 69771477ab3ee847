import Cryptography
public import Domain
import Glibc

/// Opens the secrets of the settings file: `${ENV}`, `file:/path`, `sealed:BASE64`.
public struct SecretReader: Sendable {
  /// What sealed secrets are bound to, so that bytes sealed under the same key for something else do not open here. The
  /// number is that of this use, not of the program: a secret outlives upgrades.
  static let purpose = Array("vaguemestre secret 1".utf8)

  /// A password longer than this is a mistaken path.
  static let largestFile = 1 << 16

  private let keyFile: String
  private let environment: [String: String]

  public init(keyFile: String, environment: [String: String]) {
    self.keyFile = keyFile
    self.environment = environment
  }

  /// Takes the key file's path from the settings, defaults filled in.
  public init(settings: SettingNode, environment: [String: String]) {
    let written = settings[SealKeyFile.declaration.name]?.scalar
    self.init(keyFile: written ?? SealKeyFile.declaration.defaultValue ?? "", environment: environment)
  }

  /// The secret that a node gives; a problem at the node's place, which never holds the secret, when it cannot be had.
  public func secret(at node: SettingNode) throws(SettingProblem) -> Secret {
    guard let text = node.scalar, let source = SecretSource(text) else {
      throw problem(node, SettingDeclaration.Kind.secret.expected, isExpected: true)
    }
    switch source {
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else {
        throw problem(
          node,
          Localized(
            fr: "La variable d’environnement « \(name) » est absente ou vide.",
            en: "The environment variable “\(name)” is absent or empty."))
      }
      return Secret(Array(value.utf8))
    case .file(let path): return try secret(in: path, node)
    case .sealed(let bytes): return try unsealed(bytes, node)
    case .damaged: throw problem(node, SecretSource.damagedText)
    }
  }

  /// Tries every secret of a file: what `vaguemestre check` tells beside the problems of the file itself.
  public func problems(in root: SettingNode, declarations: [SettingDeclaration]) -> [SettingProblem] {
    declarations.secrets(in: root).compactMap { node in
      do throws(SettingProblem) {
        _ = try secret(at: node)
        return nil
      } catch {
        return error
      }
    }
  }

  /// Files of secrets that every account of the machine can read. They work, since some container hosts hand them out
  /// that way, but should be seen.
  public func warnings(in root: SettingNode, declarations: [SettingDeclaration]) -> [SettingProblem] {
    declarations.secrets(in: root).compactMap { node in
      guard case .file(let path) = node.scalar.flatMap(SecretSource.init) else { return nil }
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & 0o004 != 0 else { return nil }
      return problem(
        node,
        Localized(
          fr: "Tous les comptes de cette machine peuvent lire \(path) ; lancez « chmod 640 \(path) ».",
          en: "Every account of this machine can read \(path); run “chmod 640 \(path)”."))
    }
  }

  private func secret(in path: String, _ node: SettingNode) throws(SettingProblem) -> Secret {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, errno, node) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Self.largestFile + 1)
    defer { wipe(&bytes) }
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw unreadable(path, errno, node) }
    guard count <= Self.largestFile else { throw unreadable(path, EFBIG, node) }
    var end = count
    if end > 0, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > 0, end < count, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    guard end > 0 else {
      throw problem(
        node, Localized(fr: "Le fichier \(path) est vide.", en: "The file \(path) is empty."))
    }
    var content = Array(bytes[..<end])
    defer { wipe(&content) }
    return Secret(content)
  }

  private func unsealed(_ bytes: [UInt8], _ node: SettingNode) throws(SettingProblem) -> Secret {
    let key: SealKey
    do throws(SealKeyProblem) {
      key = try SealKeyFile.read(keyFile)
    } catch {
      throw problem(node, error.text)
    }
    do throws(SealError) {
      var plain = try key.open(bytes, associated: Self.purpose)
      defer { wipe(&plain) }
      return Secret(plain)
    } catch {
      throw problem(node, text(error))
    }
  }

  private func text(_ error: SealError) -> Localized {
    switch error {
    case .damaged, .libcrypto: SecretSource.damagedText
    case .unknownVersion:
      Localized(
        fr: "Ce secret a été scellé par une version plus récente de Vaguemestre ; "
          + "mettez Vaguemestre à jour ou scellez-le à nouveau.",
        en: "This secret was sealed by a newer version of Vaguemestre; upgrade Vaguemestre or seal it again.")
    case .notOurs:
      Localized(
        fr: "Ce secret ne s’ouvre pas avec la clé \(keyFile) : il a été scellé avec une autre clé ou mal recopié ; "
          + "relancez « vaguemestre seal ».",
        en: "This secret does not open with the key \(keyFile): it was sealed with another key or copied wrongly; "
          + "run “vaguemestre seal” again.")
    }
  }

  private func unreadable(_ path: String, _ error: Int32, _ node: SettingNode) -> SettingProblem {
    problem(
      node,
      Localized(
        fr: "Le fichier \(path) ne peut pas être lu (\(String(cString: strerror(error)))).",
        en: "The file \(path) cannot be read (\(String(cString: strerror(error))))."))
  }

  private func problem(_ node: SettingNode, _ text: Localized, isExpected: Bool = false) -> SettingProblem {
    SettingProblem(node.place, isExpected ? .wrongShape(found: node.shape, expected: text) : .notReadable(text))
  }
}

extension [SettingDeclaration] {
  /// The nodes of a file that are secrets.
  fileprivate func secrets(in node: SettingNode) -> [SettingNode] {
    (node.entries ?? []).flatMap { entry in
      first { $0.name == entry.key }?.kind.secrets(in: entry.node) ?? []
    }
  }
}

extension SettingDeclaration.Kind {
  fileprivate func secrets(in node: SettingNode) -> [SettingNode] {
    switch self {
    case .secret: node.scalar == nil ? [] : [node]
    case .section(let declared): declared.secrets(in: node)
    case .named(_, let declared): (node.entries ?? []).flatMap { declared.secrets(in: $0.node) }
    case .map(let kind): (node.entries ?? []).flatMap { kind.secrets(in: $0.node) }
    case .list(let kind): (node.list ?? [node]).flatMap { kind.secrets(in: $0) }
    default: []
    }
  }
}

public import Cryptography
public import Domain
import Glibc

/// The file that holds the key of the sealed secrets: 32 bytes that only the service's account may read.
public enum SealKeyFile {
  public static let declaration = SettingDeclaration(
    "key_file", .path, default: "/var/lib/vaguemestre/key",
    Localized(
      fr: "Fichier de la clé qui ouvre les secrets scellés par « vaguemestre seal ». Sauvegardez-le à part : "
        + "sans lui, les secrets scellés sont perdus.",
      en: "File of the key that opens the secrets sealed by “vaguemestre seal”. Keep a backup of it elsewhere: "
        + "without it the sealed secrets are lost."))

  /// Reads the key; refuses a file that others can read, that belongs to somebody else, or of another size.
  public static func read(_ path: String) throws(SealKeyProblem) -> SealKey {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw SealKeyProblem(path, errno == ENOENT ? .absent : .system(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SealKeyProblem(path, .system(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw SealKeyProblem(path, .notAFile) }
    guard status.st_mode & 0o077 == 0 else { throw SealKeyProblem(path, .readableByOthers) }
    // Root runs `vaguemestre seal` with the service's key.
    guard status.st_uid == geteuid() || geteuid() == 0 else { throw SealKeyProblem(path, .notOwned) }
    // One byte more than a key, to see that there is no more.
    var bytes = [UInt8](repeating: 0, count: SealKey.size + 1)
    defer { wipe(&bytes) }
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count == SealKey.size, let key = SealKey(Array(bytes.prefix(SealKey.size))) else {
      throw SealKeyProblem(path, .wrongSize)
    }
    return key
  }

  /// Reads the key, or makes one where there is none (`vaguemestre seal`).
  public static func readOrCreate(_ path: String) throws(SealKeyProblem) -> SealKey {
    do {
      return try read(path)
    } catch  where error.reason == .absent {
      try create(path)
      return try read(path)
    }
  }

  /// Writes a new random key with mode 0600. Made by root it is given to the folder's owner, which is the service.
  private static func create(_ path: String) throws(SealKeyProblem) {
    guard var bytes = try? randomBytes(SealKey.size) else { throw SealKeyProblem(path, .noRandomness) }
    defer { wipe(&bytes) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    // Somebody made it a moment ago: his key is as good.
    if descriptor < 0, errno == EEXIST { return }
    guard descriptor >= 0 else { throw SealKeyProblem(path, .system(errno)) }
    defer { close(descriptor) }
    var isWritten = fchmod(descriptor, 0o600) == 0
    var folder = stat()
    if geteuid() == 0, stat(self.folder(of: path), &folder) == 0 {
      isWritten = fchown(descriptor, folder.st_uid, folder.st_gid) == 0 && isWritten
    }
    isWritten = isWritten && write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    guard isWritten else {
      let reason = errno
      unlink(path)
      throw SealKeyProblem(path, .system(reason))
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}

/// Why the key file cannot be used.
public struct SealKeyProblem: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case absent, notAFile, readableByOthers, notOwned, wrongSize, noRandomness
    /// The system's error number.
    case system(Int32)
  }

  public let path: String
  public let reason: Reason

  init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  public var text: Localized {
    switch reason {
    case .absent:
      Localized(
        fr: "Le fichier de clé \(path) n’existe pas ; restaurez-le depuis votre sauvegarde, ou lancez "
          + "« vaguemestre seal » pour en créer un et sceller à nouveau vos secrets.",
        en: "The key file \(path) does not exist; restore it from your backup, or run “vaguemestre seal” to make "
          + "one and seal your secrets again.")
    case .notAFile:
      Localized(fr: "\(path) n’est pas un fichier ordinaire.", en: "\(path) is not a regular file.")
    case .readableByOthers:
      Localized(
        fr: "D’autres comptes peuvent lire le fichier de clé \(path) ; lancez « chmod 600 \(path) ».",
        en: "Other accounts can read the key file \(path); run “chmod 600 \(path)”.")
    case .notOwned:
      Localized(
        fr: "Le fichier de clé \(path) n’appartient pas au compte qui exécute Vaguemestre ; "
          + "lancez « chown vaguemestre \(path) ».",
        en: "The key file \(path) does not belong to the account that runs Vaguemestre; "
          + "run “chown vaguemestre \(path)”.")
    case .wrongSize:
      Localized(
        fr: "Le fichier de clé \(path) est abîmé (il doit contenir 32 octets) ; restaurez-le depuis votre sauvegarde.",
        en: "The key file \(path) is damaged (it must hold 32 bytes); restore it from your backup.")
    case .noRandomness:
      Localized(
        fr: "Le système n’a pas pu produire une clé ; réessayez.", en: "The system could not make a key; try again.")
    case .system(let number):
      Localized(
        fr: "Le fichier de clé \(path) ne peut pas être utilisé (\(String(cString: strerror(number)))).",
        en: "The key file \(path) cannot be used (\(String(cString: strerror(number)))).")
    }
  }
}

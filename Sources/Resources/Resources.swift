import Glibc

/// The files that come with the program: profiles, reply templates, labels, demo mails.
///
/// Installed they stand in `/usr/share/vaguemestre`; a developer's own are the folder `Resources` of the checkout. This
/// target finds the folder once at start-up and reads from it; nobody else knows where it is.
public struct ResourceFolder: Sendable {
  /// The folder's absolute path.
  public let path: String

  /// Names the folder instead of the usual places.
  public static let environmentVariable = "VAGUEMESTRE_RESOURCES"

  public static let installedFolder = "/usr/share/vaguemestre"

  /// Far above every file we ship, and low enough that a mistaken path does not fill the memory.
  static let largestFile = 64 << 20

  public init(path: String) { self.path = path }

  /// Finds the folder: the environment's, else the installed one, else that of the checkout which `executable` was built
  /// in. A folder named by the environment is taken or refused, never silently replaced by another.
  public static func find(
    environment: [String: String], executable: String? = ownExecutable(), installed: String = installedFolder
  ) throws(ResourcesNotFound) -> ResourceFolder {
    if let named = environment[environmentVariable], !named.isEmpty {
      guard isResourceFolder(named) else { throw ResourcesNotFound(tried: [named], isNamedByEnvironment: true) }
      return ResourceFolder(path: named)
    }
    let candidates = [installed] + checkouts(above: executable)
    guard let found = candidates.first(where: isResourceFolder) else {
      throw ResourcesNotFound(tried: candidates, isNamedByEnvironment: false)
    }
    return ResourceFolder(path: found)
  }

  /// The bytes of a file, by its path inside the folder (`Profiles/ecommerce/profile.yaml`).
  public func bytes(_ path: String) throws(ResourceUnreadable) -> [UInt8] {
    let full = try fullPath(path)
    let descriptor = open(full, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ResourceUnreadable(path: full, errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw ResourceUnreadable(path: full, errno: errno) }
      if count == 0 { return bytes }
      guard bytes.count + count <= Self.largestFile else { throw ResourceUnreadable(path: full, errno: EFBIG) }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// The names in a folder inside the folder, sorted, hidden ones left out.
  public func names(in path: String) throws(ResourceUnreadable) -> [String] {
    let full = try fullPath(path)
    guard let directory = opendir(full) else { throw ResourceUnreadable(path: full, errno: errno) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// What the mails of a profile have taught, as `vaguemestre models` made it: `Models/<profile>.model`, or in a checkout
  /// what was made below `.build`. Nil where it was not made.
  public func model(_ profile: String) throws(ResourceUnreadable) -> [UInt8]? {
    for folder in ["\(path)/Models", "\(path)/../.build/models"] {
      let name = "\(profile).model"
      guard access("\(folder)/\(name)", F_OK) == 0 else { continue }
      return try ResourceFolder(path: folder).bytes(name)
    }
    return nil
  }

  /// The absolute path of a file inside the folder, for messages and for readers that want a path.
  ///
  /// Profile names come from the settings file, so a path that leaves the folder is refused.
  public func fullPath(_ path: String) throws(ResourceUnreadable) -> String {
    let leaves = path.hasPrefix("/") || path.utf8.contains(0) || path.split(separator: "/").contains("..")
    guard !leaves else { throw ResourceUnreadable(path: path, errno: EACCES) }
    return self.path + "/" + path
  }

  /// The path of the running program; nil where `/proc` does not tell.
  public static func ownExecutable() -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0, count < buffer.count else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// `Resources` beside every folder above the program, nearest first.
  private static func checkouts(above executable: String?) -> [String] {
    var parts = (executable ?? "").split(separator: "/")
    var folders: [String] = []
    while parts.popLast() != nil, !parts.isEmpty {
      folders.append("/" + parts.joined(separator: "/") + "/Resources")
    }
    return folders
  }

  /// A folder called Resources may be anybody's; ours holds the profiles.
  private static func isResourceFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path + "/Profiles", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// No folder of resources in any of the places looked at.
public struct ResourcesNotFound: Error, Hashable, Sendable, CustomStringConvertible {
  public let tried: [String]
  public let isNamedByEnvironment: Bool

  public var french: String {
    isNamedByEnvironment
      ? "La variable \(ResourceFolder.environmentVariable) désigne \(list), "
        + "qui n’est pas le dossier des ressources (il doit contenir un dossier Profiles)."
      : "Les fichiers livrés avec Vaguemestre sont introuvables ; cherchés dans : \(list). "
        + "Réinstallez le paquet, ou indiquez leur dossier dans la variable \(ResourceFolder.environmentVariable)."
  }

  public var english: String {
    isNamedByEnvironment
      ? "The variable \(ResourceFolder.environmentVariable) names \(list), "
        + "which is not the folder of resources (it must contain a folder Profiles)."
      : "The files that come with Vaguemestre were not found; looked in: \(list). "
        + "Reinstall the package, or name their folder in the variable \(ResourceFolder.environmentVariable)."
  }

  public var description: String { english }

  private var list: String { tried.joined(separator: ", ") }
}

/// A file or folder of the resources that cannot be read.
public struct ResourceUnreadable: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  /// The system's reason.
  public let errno: Int32

  public var description: String { "\(path): \(String(cString: strerror(errno)))" }
}

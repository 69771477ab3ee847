import CConfinement
import Glibc

/// Locks the calling process down. Order matters, and each step says why it stands where it does.
///
/// Landlock and seccomp bind the calling thread only, so that this must run while the process has one thread: first
/// thing in main.
enum LockDown {
  /// What drawing letters needs that a document does not bring along: fonts, how they are chosen, and the character sets
  /// of East Asia.
  private static let readableFolders = [
    "/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/share/poppler", "/var/cache/fontconfig",
  ]

  static func apply(_ limits: WorkerLimits) -> Confinement {
    var confinement = Confinement(measures: [], landlockVersion: 0)
    guard isAlone else { return confinement }
    // A namespace gives a full capability set over itself: take it before giving capabilities away.
    if confinement_enter_namespaces() == 0 { confinement.measures.insert(.namespaces) }
    _ = confinement_drop_capabilities()
    // Both are reset by the kernel when credentials change, so they come after the namespace. The parent may have died
    // before the second took effect: then the pipe is closed and the worker leaves at its first read.
    if confinement_forbid_inspection() == 0 { confinement.measures.insert(.noInspection) }
    _ = confinement_die_with_parent()
    if confinement_limit_resources(UInt64(limits.memoryBytes), UInt64(limits.cpuSeconds)) == 0 {
      confinement.measures.insert(.resourceLimits)
    }
    if confinement_forbid_new_privileges() == 0 { confinement.measures.insert(.noNewPrivileges) }
    var version: Int32 = 0
    if withCStrings(readableFolders, { confinement_forbid_files($0, &version) }) == 0 {
      confinement.landlockVersion = Int(version)
      // Tried while seccomp does not yet refuse every open, which would hide a Landlock that does nothing.
      if confinement_try(CONFINEMENT_LIST_DIRECTORY) == EACCES { confinement.measures.insert(.landlock) }
    }
    // Without Landlock nothing is opened at all: texts are read as well, letters in fonts of the system are not drawn.
    let mayRead: Int32 = confinement.measures.contains(.landlock) ? 1 : 0
    if confinement_filter_system_calls(mayRead) == 0 { confinement.measures.insert(.seccomp) }
    return confinement
  }

  /// Tries everything a confined process must not do.
  static func attempts() -> [Confinement.Attempt] {
    Confinement.Deed.allCases.map { deed in
      Confinement.Attempt(deed: deed, errno: confinement_try(confinement_deed(UInt32(deed.rawValue))))
    }
  }

  /// Whether this process has one thread: a directory has two links, and one more for each directory in it. Swift itself
  /// reads its arguments from /proc, so that it is there.
  static var isAlone: Bool {
    var tasks = stat()
    return stat("/proc/self/task", &tasks) == 0 && tasks.st_nlink == 3
  }
}

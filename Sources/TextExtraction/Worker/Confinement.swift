/// What locks a worker down, as the worker itself reports it. `vaguemestre check` shows it.
public struct Confinement: Sendable, Hashable, Codable {
  /// The measures in force.
  public var measures: Set<Measure>
  /// The kernel's Landlock version, 0 when it has none.
  public var landlockVersion: Int
  /// What the worker tried to do once locked down; empty when it was not asked to try.
  public var attempts: [Attempt]

  public init(measures: Set<Measure>, landlockVersion: Int, attempts: [Attempt] = []) {
    self.measures = measures
    self.landlockVersion = landlockVersion
    self.attempts = attempts
  }

  public enum Measure: UInt8, Sendable, Hashable, Codable, CaseIterable {
    /// Bounds on memory, CPU time, descriptors and processes; no file can grow, no core is dumped.
    case resourceLimits
    /// Neither a program nor a file can give it rights it does not have.
    case noNewPrivileges
    /// No other process of the same user can look into it.
    case noInspection
    /// Only system calls that compute or use the two pipes; where Landlock holds, those that read files too.
    case seccomp
    /// No right on any file, save to read those of which fonts are made.
    case landlock
    /// No network interface, not even the local one, and no shared memory. A plus, which containers often refuse.
    case namespaces
  }

  /// One thing a confined process must not be able to do, tried.
  public struct Attempt: Sendable, Hashable, Codable {
    public var deed: Deed
    /// The kernel's refusal, or 0 when the deed succeeded.
    public var errno: Int32

    /// Refused for want of a right: any other error only says that it would have failed today.
    public var isRefused: Bool { errno == Self.operationNotPermitted || errno == Self.permissionDenied }

    public init(deed: Deed, errno: Int32) {
      self.deed = deed
      self.errno = errno
    }

    // EPERM and EACCES, the same numbers on every Linux.
    private static let operationNotPermitted: Int32 = 1
    private static let permissionDenied: Int32 = 13
  }

  public enum Deed: UInt8, Sendable, Hashable, Codable, CaseIterable {
    case readFile, listDirectory, writeFile
    /// From a folder that may be read, up and into another; and to change what may be read.
    case leaveFonts, writeFont
    case createSocket, startProcess, traceProcess, signalParent
    case mapExecutableMemory, mapExecutableFile, mapWritableFile
    /// Last: had it succeeded, there would be no worker left to try another.
    case executeProgram
  }

  /// Whether a document may be read. seccomp closes every door of `Deed`: it leaves reading to Landlock only where that
  /// holds. Landlock alone would leave sockets and new processes, so it does not do.
  public var isSufficient: Bool {
    measures.isSuperset(of: [.resourceLimits, .noNewPrivileges, .seccomp]) && attempts.allSatisfy(\.isRefused)
  }
}

extension Confinement: CustomStringConvertible {
  public var description: String {
    let named = Measure.allCases.map { "\($0): \(measures.contains($0) ? "yes" : "no")" }
    let succeeded = attempts.filter { !$0.isRefused }.map { "\($0.deed) was not refused (errno \($0.errno))" }
    return (named + succeeded).joined(separator: ", ")
  }
}

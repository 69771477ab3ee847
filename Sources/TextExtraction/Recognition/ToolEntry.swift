import CConfinement
import Glibc

/// The child's side of a tool: the same executable, started with another hidden first argument, locks itself down and
/// then becomes the program that it was told.
enum ToolEntry {
  static let word = "confined-tool"

  /// Exit codes by which the parent knows that the tool did not run; tools use small ones, or none but 0.
  enum Refusal {
    static let notConfined: Int32 = 213
    static let notStarted: Int32 = 214
    static let all = [notConfined, notStarted]
  }

  /// The arguments that make a child become this tool: bounds, then three lists, each after its length.
  static func arguments(_ tool: Tool, _ limits: ToolLimits) -> [String] {
    [word, String(limits.memoryBytes), String(limits.cpuSeconds), tool.program]
      + [tool.readable, tool.arguments, tool.environment].flatMap { [String($0.count)] + $0 }
  }

  static func runIfAsked(arguments: [String]) {
    guard arguments.count > 4, arguments[1] == word else { return }
    guard let memory = UInt64(arguments[2]), let seconds = UInt64(arguments[3]) else { exit(EX_USAGE) }
    let program = arguments[4]
    var rest = arguments.dropFirst(5)
    guard let readable = list(&rest), let toolArguments = list(&rest), let environment = list(&rest), rest.isEmpty else {
      exit(EX_USAGE)
    }
    // A closed pipe is told by write's error; the program inherits this.
    signal(SIGPIPE, SIG_IGN)
    guard LockDown.apply(to: program, readable: readable, memoryBytes: memory, cpuSeconds: seconds) else {
      exit(Refusal.notConfined)
    }
    withCStrings([program] + toolArguments) { arguments in
      withCStrings(environment) { environment in _ = execve(program, arguments, environment) }
    }
    exit(Refusal.notStarted)
  }

  private static func list(_ rest: inout ArraySlice<String>) -> [String]? {
    guard let count = rest.popFirst().flatMap({ Int($0) }), (0...rest.count).contains(count) else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}

extension LockDown {
  /// What the loader reads before any program runs.
  private static let libraries = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"]

  /// Locks the calling process down so far that it can become `program` and compute. Whether every measure holds:
  /// without Landlock it could read every file of the appliance, so that one without is not enough here.
  fileprivate static func apply(
    to program: String, readable: [String], memoryBytes: UInt64, cpuSeconds: UInt64
  ) -> Bool {
    guard isAlone else { return false }
    // The order is that of a worker; a namespace is a plus.
    _ = confinement_enter_namespaces()
    _ = confinement_drop_capabilities()
    _ = confinement_die_with_parent()
    return confinement_limit_resources(memoryBytes, cpuSeconds) == 0
      && confinement_forbid_new_privileges() == 0
      && withCStrings(libraries + readable) { confinement_forbid_other_files(program, $0) } == 0
      && confinement_filter_tool_calls() == 0
  }
}

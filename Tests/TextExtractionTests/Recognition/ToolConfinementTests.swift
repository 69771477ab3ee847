import Testing

@testable import TextExtraction

/// Any program stands in for a tool here: what it may do is not its own matter.
@Suite("A confined tool")
struct ToolConfinementTests {
  private let runner = ToolRunner(executable: workerHost, atOnce: 2)

  private static let limits = ToolLimits(memoryBytes: 1 << 30, outputBytes: 1 << 16, time: .seconds(120))

  private func output(_ tool: Tool, on input: String = "", _ limits: ToolLimits = limits) async throws -> ToolOutput {
    try await runner.run(tool, on: Array(input.utf8), limits).result.get()
  }

  /// Perl reads a script that is an argument from nowhere.
  private func perl(_ script: String) -> Tool {
    Tool(program: "/usr/bin/perl", arguments: ["-e", script], readable: ["/dev/null"])
  }

  private func text(_ output: ToolOutput) -> String { String(decoding: output.bytes, as: UTF8.self) }

  @Test("computes with what it was given")
  func works() async throws {
    let copy = try await output(Tool(program: "/bin/cat", arguments: [], readable: []), on: "Bonjour")
    #expect(text(copy) == "Bonjour" && copy.end == .exited(0) && !copy.isCut)
    var echo = perl("print reverse(<STDIN>), join(',', map { qq($_=$ENV{$_}) } sort keys %ENV)")
    echo.environment = ["OMP_THREAD_LIMIT=1"]
    #expect(try await text(output(echo, on: "un\ndeux\n")) == "deux\nun\nOMP_THREAD_LIMIT=1")
  }

  @Test("reads what it was allowed, and no other file")
  func files() async throws {
    for path in ["/etc/passwd", "/proc/1/environ", "/proc/self/mem", "/usr/bin/env"] {
      let cat = Tool(program: "/bin/cat", arguments: [path], readable: ["/usr/share/tesseract-ocr"])
      let refused = try await output(cat)
      #expect(refused.bytes.isEmpty && refused.end == .exited(1), "\(path)")
    }
    let allowed = try await output(Tool(program: "/bin/cat", arguments: ["/etc/passwd"], readable: ["/etc/passwd"]))
    #expect(text(allowed).hasPrefix("root:"))
  }

  /// Each tries one thing and prints the errno of the refusal; 0 when it succeeded.
  @Test(
    "can do nothing else",
    arguments: [
      ("an Internet socket", "socket(my $s, 2, 1, 0) ? 0 : $!+0"),
      ("a local socket", "socket(my $s, 1, 1, 0) ? 0 : $!+0"),
      ("a pair of sockets", "socketpair(my $s, my $t, 1, 1, 0) ? 0 : $!+0"),
      ("a process", "defined(my $p = fork) ? ($p || exit, 0) : $!+0"),
      ("another program", "exec('/bin/true') ? 0 : $!+0"),
      ("a shell", "exec('/bin/sh', '-c', 'echo 0') ? 0 : $!+0"),
      ("a new file", "open(my $f, '>', '/tmp/vaguemestre-tool') ? 0 : $!+0"),
      ("its document", "open(my $f, '+<', '/proc/self/fd/0') ? 0 : $!+0"),
      ("a folder", "opendir(my $d, '/') ? 0 : $!+0"),
      ("a signal to its parent", "kill(0, getppid) ? 0 : $!+0"),
      ("its name", "chdir('/tmp') ? 0 : $!+0"),
    ])
  func refused(deed: String, script: String) async throws {
    let errno = try await text(output(perl("print \(script)")))
    // EPERM, EACCES.
    #expect(errno == "1" || errno == "13", "\(deed): \(errno)")
  }

  @Test("has bounded memory, output and time")
  func bounds() async throws {
    var limits = Self.limits
    limits.outputBytes = 1_000
    let long = try await output(perl("print 'a' x 1_000_000"), limits)
    #expect(long.bytes.count == 1_000 && long.isCut)

    limits.memoryBytes = 200 << 20
    let large = try await output(perl("my $x = 'a' x (300 << 20); print length $x"), limits)
    #expect(large.bytes.isEmpty && large.end != .exited(0))

    limits.time = .milliseconds(200)
    await #expect(throws: ExtractionError.timeout(.milliseconds(200))) {
      _ = try await output(perl("1 while 1"), limits)
    }
    // Closing its end does not make it forgotten. On a busy machine it does not come that far.
    limits.time = .seconds(2)
    do {
      let silent = try await output(perl("close STDOUT; 1 while 1"), limits)
      #expect(silent.end == .signalled(9))
    } catch ExtractionError.timeout {}
    #expect(runner.processIDs.isEmpty)
  }

  @Test("says when it could not become the program")
  func missing() async throws {
    let output = try await output(Tool(program: "/nonexistent/tool", arguments: [], readable: []))
    #expect(output.end == .exited(ToolEntry.Refusal.notStarted) && output.bytes.isEmpty)
  }

  // MARK: Turns

  @Test("waits for its turn, which can be cancelled; shutting down ends what runs")
  func turns() async throws {
    let runner = ToolRunner(executable: workerHost, atOnce: 1)
    let endless = perl("1 while 1")
    let running = Task { try await runner.run(endless, on: [], Self.limits).result.get() }
    while runner.processIDs.isEmpty { await Task.yield() }
    let waiting = Task { try await runner.run(endless, on: [], Self.limits).result.get() }
    while runner.waiting == 0 { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { _ = try await waiting.value }
    let refused = Task { try await runner.run(endless, on: [], Self.limits).result.get() }
    while runner.waiting == 0 { await Task.yield() }
    #expect(runner.processIDs.count == 1)
    await runner.shutDown()
    await #expect(throws: ExtractionError.shutDown) { _ = try await refused.value }
    await #expect(throws: ExtractionError.shutDown) { _ = try await running.value }
    await #expect(throws: ExtractionError.shutDown) { _ = try await runner.run(endless, on: [], Self.limits) }
    #expect(runner.processIDs.isEmpty)
  }
}

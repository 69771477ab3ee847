import Glibc
import Testing
import TextExtraction

@Suite("The confined worker")
struct WorkerTests {
  /// Ends its workers even when the body throws.
  private func withExtractor(
    executable: String = workerHost, workers: Int = 1, limits: ExtractionLimits = ExtractionLimits(),
    _ body: (TextExtractor) async throws -> Void
  ) async throws {
    let extractor = TextExtractor(executable: executable, workers: workers, limits: limits)
    do {
      try await body(extractor)
    } catch {
      await extractor.shutdown()
      throw error
    }
    await extractor.shutdown()
    #expect(extractor.processIDs.isEmpty)
  }

  private func limited<Value>(_ limit: WritableKeyPath<ExtractionLimits, Value>, _ value: Value) -> ExtractionLimits {
    var limits = ExtractionLimits()
    limits[keyPath: limit] = value
    return limits
  }

  private func works(_ extractor: TextExtractor) async throws -> Bool {
    try await extractor.text(fromHTML: Array("<p>Bonjour</p>".utf8)).text == "Bonjour"
  }

  private func onlyWorker(_ extractor: TextExtractor) throws -> pid_t {
    try #require(extractor.processIDs.count == 1)
    return try #require(extractor.processIDs.first)
  }

  // MARK: Confinement

  @Test("can do nothing but compute", arguments: Confinement.Deed.allCases)
  func isConfined(_ deed: Confinement.Deed) async throws {
    let confinement = try await extractor.probe()
    let attempt = try #require(confinement.attempts.first { $0.deed == deed })
    #expect(attempt.isRefused, "errno \(attempt.errno)")
  }

  @Test("says what confines it")
  func measures() async throws {
    let confinement = try await extractor.probe()
    #expect(confinement.isSufficient)
    #expect(confinement.measures.isSuperset(of: [.resourceLimits, .noNewPrivileges, .noInspection, .seccomp]))
    // Landlock and namespaces depend on the host's kernel, and are told as they are.
    #expect(confinement.measures.contains(.landlock) == (confinement.landlockVersion > 0))
  }

  struct Sufficiency: Sendable {
    var measures: Set<Confinement.Measure>
    var attempt: Int32?
    var isSufficient: Bool
  }

  private static let enough: Set<Confinement.Measure> = [.resourceLimits, .noNewPrivileges, .seccomp]

  @Test(
    "confinement takes seccomp, and no deed may have succeeded",
    arguments: [
      Sufficiency(measures: enough, attempt: nil, isSufficient: true),
      Sufficiency(measures: [.resourceLimits, .noNewPrivileges, .landlock, .namespaces], isSufficient: false),
      Sufficiency(measures: [.resourceLimits, .seccomp], isSufficient: false),
      Sufficiency(measures: [], isSufficient: false),
      Sufficiency(measures: enough, attempt: EPERM, isSufficient: true),
      Sufficiency(measures: enough, attempt: EACCES, isSufficient: true),
      Sufficiency(measures: enough, attempt: 0, isSufficient: false),
      Sufficiency(measures: enough, attempt: ENOENT, isSufficient: false),
    ])
  func sufficient(_ test: Sufficiency) {
    let attempts = test.attempt.map { [Confinement.Attempt(deed: .readFile, errno: $0)] } ?? []
    let confinement = Confinement(measures: test.measures, landlockVersion: 0, attempts: attempts)
    #expect(confinement.isSufficient == test.isSufficient)
  }

  // MARK: Death

  @Test("a worker killed in the middle costs one answer")
  func killed() async throws {
    try await withExtractor { extractor in
      #expect(try await works(extractor))
      let worker = try onlyWorker(extractor)
      kill(worker, SIGSTOP)
      let answer = Task { try await works(extractor) }
      while extractor.running == 0 { await Task.yield() }
      kill(worker, SIGKILL)
      await #expect(throws: ExtractionError.workerDied(.signalled(SIGKILL))) { _ = try await answer.value }
      #expect(try await works(extractor))
      let next = try onlyWorker(extractor)
      #expect(next != worker)
    }
  }

  @Test("a worker killed while it waits costs nothing")
  func killedIdle() async throws {
    try await withExtractor { extractor in
      #expect(try await works(extractor))
      let worker = try onlyWorker(extractor)
      kill(worker, SIGKILL)
      // The child is reaped by the extractor alone; this waits for its end without reaping it.
      var information = siginfo_t()
      waitid(P_PID, id_t(worker), &information, WEXITED | WNOWAIT)
      #expect(try await works(extractor))
      let next = try onlyWorker(extractor)
      #expect(next != worker)
    }
  }

  @Test("a worker that hangs is killed at the time limit")
  func hangs() async throws {
    try await withExtractor(limits: limited(\.time, .milliseconds(200))) { extractor in
      #expect(try await works(extractor))
      let worker = try onlyWorker(extractor)
      kill(worker, SIGSTOP)
      await #expect(throws: ExtractionError.timeout(.milliseconds(200))) { _ = try await works(extractor) }
      #expect(kill(worker, 0) == -1 && errno == ESRCH)
      #expect(try await works(extractor))
    }
  }

  @Test("a document that needs too much memory kills its worker only")
  func memory() async throws {
    // Each paragraph reopens every font before it: the tree grows with the square of the document.
    let bomb = (0..<9_000).map { "<p><font size=\($0)>" }.joined()
    var limits = limited(\.memoryBytes, 400 << 20)
    // The memory is to end it, not the time, however busy the machine is.
    limits.time = .seconds(120)
    try await withExtractor(limits: limits) { extractor in
      let error = await #expect(throws: ExtractionError.self) {
        _ = try await extractor.text(fromHTML: Array(bomb.utf8))
      }
      if case .workerDied(.signalled)? = error {} else { Issue.record("\(String(describing: error))") }
      let goesOn = try await works(extractor)
      #expect(goesOn)
    }
  }

  @Test("a worker is replaced after its number of documents")
  func recycled() async throws {
    try await withExtractor(limits: limited(\.jobsPerWorker, 3)) { extractor in
      var workers: [pid_t] = []
      for _ in 0..<7 {
        #expect(try await works(extractor))
        workers.append(try onlyWorker(extractor))
      }
      #expect(Set(workers).count == 3)
      #expect(workers[0] == workers[2] && workers[2] != workers[3] && workers[3] == workers[5])
    }
  }

  // MARK: The pool

  @Test("200 documents at once over two workers give 200 answers")
  func many() async throws {
    try await withExtractor(workers: 2) { extractor in
      let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
        for number in 0..<200 {
          group.addTask { (number, try await extractor.text(fromHTML: Array("<p>Mail \(number)</p>".utf8)).text) }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      #expect(answers == Dictionary(uniqueKeysWithValues: (0..<200).map { ($0, "Mail \($0)") }))
      #expect(extractor.processIDs.count <= 2)
    }
  }

  @Test("a waiting document can be cancelled, a document too many is refused")
  func waiting() async throws {
    try await withExtractor(limits: limited(\.waitingJobs, 1)) { extractor in
      #expect(try await works(extractor))
      let worker = try onlyWorker(extractor)
      kill(worker, SIGSTOP)
      let running = Task { try await works(extractor) }
      while extractor.running == 0 { await Task.yield() }
      let waiting = Task { try await works(extractor) }
      while extractor.waiting == 0 { await Task.yield() }
      await #expect(throws: ExtractionError.tooManyWaiting(limit: 1)) { _ = try await works(extractor) }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { _ = try await waiting.value }
      kill(worker, SIGCONT)
      #expect(try await running.value)
    }
  }

  @Test("shutting down refuses what waits and lets a running document finish")
  func shutDown() async throws {
    try await withExtractor { extractor in
      #expect(try await works(extractor))
      let worker = try onlyWorker(extractor)
      kill(worker, SIGSTOP)
      let running = Task { try await works(extractor) }
      while extractor.running == 0 { await Task.yield() }
      let waiting = Task { try await works(extractor) }
      while extractor.waiting == 0 { await Task.yield() }
      async let ended: Void = extractor.shutdown()
      await #expect(throws: ExtractionError.shutDown) { _ = try await waiting.value }
      kill(worker, SIGCONT)
      #expect(try await running.value)
      await ended
      await #expect(throws: ExtractionError.shutDown) { _ = try await works(extractor) }
    }
  }

  @Test("a document too large is refused before any worker sees it")
  func tooLarge() async throws {
    try await withExtractor(limits: limited(\.inputBytes, 10)) { extractor in
      await #expect(throws: ExtractionError.inputTooLarge(bytes: 11, limit: 10)) {
        _ = try await extractor.text(fromHTML: Array(repeating: 0x61, count: 11))
      }
      #expect(extractor.processIDs.isEmpty)
      let text = try await extractor.text(fromHTML: Array("0123456789".utf8)).text
      #expect(text == "0123456789")
    }
  }

  // MARK: Programs that are no worker

  @Test("a program that does not exist")
  func missing() async throws {
    try await withExtractor(executable: "/nonexistent/worker") { extractor in
      await #expect(throws: ExtractionError.cannotStart(executable: "/nonexistent/worker", errno: ENOENT)) {
        _ = try await works(extractor)
      }
    }
  }

  @Test(
    "a program that is no worker, or a worker taken over by a document",
    arguments: [
      // Ends at once; talks nonsense; announces more than an answer may have; an answer of no known kind.
      ("exit 3", ExtractionError.workerDied(.exited(3))),
      ("printf 'Bonjour'", .malformedAnswer),
      (#"printf '\377\377\377\377\001'"#, .malformedAnswer),
      (#"printf '\000\000\000\001\011'"#, .malformedAnswer),
      // Says that it is not confined.
      (
        #"printf '\000\000\000\011\001\000\000\000\020\000\000\000\007'"#,
        .notConfined(Confinement(measures: [.landlock], landlockVersion: 7))
      ),
      // Is confined, then answers HTML with a text longer than its frame.
      (
        #"printf '\000\000\000\011\001\000\000\000\017\000\000\000\000\000\000\000\013\002\000\000\000\000\000\377\377\377\377\141'"#,
        .malformedAnswer
      ),
    ])
  func strangers(script: String, error: ExtractionError) async throws {
    // Written by another process: a program that this one has open for writing, however briefly, cannot be started.
    let executable = "/tmp/vaguemestre-impostor-\(UInt64.random(in: 0...UInt64.max))"
    let source = "#!/bin/sh\n\(script)\nwhile read -r line; do :; done\n"
    try #require(system("cat > \(executable) <<'END'\n\(source)END\nchmod 700 \(executable)") == 0)
    defer { unlink(executable) }
    try await withExtractor(executable: executable) { extractor in
      await #expect(throws: error) { _ = try await works(extractor) }
    }
  }

  @Test(
    "says what happened",
    arguments: [
      (
        ExtractionError.inputTooLarge(bytes: 11, limit: 10), "the document has 11 bytes, more than the 10 that are read"
      ),
      (.timeout(.seconds(20)), "reading the document took longer than 20.0 seconds; it was given up"),
      (.workerDied(.signalled(11)), "the confined worker was ended by signal 11 before it answered"),
      (.cannotStart(executable: "/x", errno: 2), "the confined worker /x could not be started (errno 2)"),
      (
        .notConfined(Confinement(measures: [.landlock], landlockVersion: 7)),
        """
        the kernel does not let the worker confine itself (resourceLimits: no, noNewPrivileges: no, noInspection: no, \
        seccomp: no, landlock: yes, namespaces: no); no document is read unconfined
        """
      ),
    ])
  func wording(error: ExtractionError, words: String) {
    #expect("\(error)" == words)
  }
}

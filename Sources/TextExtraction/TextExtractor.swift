// TextExtraction reads documents that strangers send. The libraries that understand HTML, PDF, images, office files and
// archives are large C programs, so they run in a child process that can only compute: no file but the system's fonts,
// no network, no other program, bounded memory and time. This process hands it bytes through a pipe and gets text back.
// What makes a child crash or hang costs that one document's text and nothing else. Text in pictures and old office files
// are read by programs of the system, each in a child that is confined likewise. The way in is `TextExtractor`; the child
// is the same executable, which `WorkerEntry` turns into a worker, or `ToolEntry` into such a program; `HTML/`, `PDF/` and
// their like are what runs inside a worker, `Recognition/` runs the programs.

/// Turns documents into text in a few confined child processes.
///
/// Safe to call from any task: calls wait for a free worker without blocking a thread of Swift's pool.
public final class TextExtractor: Sendable {
  private let pool: WorkerPool
  /// Files have workers of their own: one that takes its time does not keep the mails waiting.
  let documents: WorkerPool
  let tools: ToolRunner
  let limits: ExtractionLimits

  /// - Parameters:
  ///   - executable: path of a program whose main calls `WorkerEntry.runIfAsked` first; a service names its own.
  ///   - workers: how many children may read mails at the same time, and how many files, but not more than two. Each is
  ///     started when first needed.
  ///   - recognitions: on how many pages text may be recognised at the same time; each takes a processor for seconds.
  public init(
    executable: String, workers: Int, recognitions: Int = 1, limits: ExtractionLimits = ExtractionLimits()
  ) {
    pool = WorkerPool(executable: executable, workers: workers, limits: limits)
    documents = WorkerPool(executable: executable, workers: min(workers, 2), limits: limits)
    tools = ToolRunner(executable: executable, atOnce: recognitions)
    self.limits = limits
  }

  deinit {
    pool.stop()
    documents.stop()
    tools.stop()
  }

  /// The text of an HTML document as its reader sees it.
  /// - Parameter bytes: the document in UTF-8, whatever it says of its charset; invalid bytes become U+FFFD.
  /// - Throws: `ExtractionError`, or `CancellationError` when cancelled while it waits for a worker.
  public func text(fromHTML bytes: [UInt8]) async throws -> HTMLText {
    var time = Duration.seconds(Int64.max)
    return try await text(fromHTML: bytes, within: &time)
  }

  /// The same for one of several documents that share a bound of time, such as the parts of a mail.
  /// - Parameter time: what a worker may still spend on them. What it spends on this one is taken off, also when it
  ///   fails; the wait for a free worker is not counted.
  public func text(fromHTML bytes: [UInt8], within time: inout Duration) async throws -> HTMLText {
    guard time > .zero else { throw ExtractionError.timeout(.zero) }
    let document = InlineData.removed(from: bytes)
    guard HTMLLook.isReasonable(document) else { throw ExtractionError.tooIntricate }
    let (answer, spent) = try await pool.run(.html(document), within: time)
    time -= spent
    guard case .html(let text) = try answer.get() else { throw ExtractionError.malformedAnswer }
    return text
  }

  /// What a file says by itself, without what pages are drawn for (barcodes, the recognition of text), and the time that
  /// a worker took.
  package func read(_ file: FileToRead) async throws -> (file: ExtractedFile, spent: Duration) {
    let (answer, spent) = try await documents.run(.file(file))
    guard case .file(let contents) = try answer.get() else { throw ExtractionError.malformedAnswer }
    return (contents, spent)
  }

  /// Starts a worker if none runs, has it try everything that it must not be able to do, and tells what held.
  /// - Throws: `ExtractionError.notConfined` when this host cannot confine a worker at all.
  public func probe() async throws -> Confinement {
    guard case .confinement(let confinement) = try await pool.run(.probe).answer.get() else {
      throw ExtractionError.malformedAnswer
    }
    return confinement
  }

  /// Debian's packages without which some files are not read: scans, and office files from before 2007.
  public static var missingPackages: [String] { Tool.missingPackages }

  /// Refuses what waits and what comes, lets running documents finish, and returns when every worker has ended.
  public func shutdown() async {
    await tools.shutDown()
    await pool.shutDown()
    await documents.shutDown()
  }

  /// The children alive now.
  package var processIDs: Set<Int32> { pool.processIDs.union(documents.processIDs).union(tools.processIDs) }

  /// How many documents are with a worker now.
  package var running: Int { pool.running + documents.running }

  /// How many documents wait for a worker.
  package var waiting: Int { pool.waiting + documents.waiting }
}

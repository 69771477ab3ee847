import Glibc

/// The child's side: the same executable, started again with a hidden first argument, reads documents from its standard
/// input and writes their texts to its standard output until either is closed.
public enum WorkerEntry {
  /// The hidden first argument.
  static let word = "confined-text-worker"

  /// Becomes a worker or a tool, and never returns, when the arguments ask for one; otherwise does nothing.
  ///
  /// Call it before anything else in main, above all before any asynchronous work: the kernel confines the calling
  /// thread and not those that exist already. A process with several threads refuses to be a worker.
  public static func runIfAsked(arguments: [String] = CommandLine.arguments) {
    ToolEntry.runIfAsked(arguments: arguments)
    guard arguments.count > 1, arguments[1] == word else { return }
    guard let limits = WorkerLimits(arguments: arguments.dropFirst(2)) else { exit(EX_USAGE) }
    // The parent closing its end is an ordinary end of work, told by write's error.
    signal(SIGPIPE, SIG_IGN)
    loadCharacterSets()
    // libarchive gives names beyond ASCII only where the locale has them, and the locale is a file.
    setlocale(LC_CTYPE, "C.UTF-8")
    let confinement = LockDown.apply(limits)
    guard say(.confinement(confinement)), confinement.isSufficient else { exit(EX_NOPERM) }
    while let job = nextJob(limits) {
      guard say(answer(job, limits, confinement)) else { break }
    }
    exit(EX_OK)
  }

  /// The C library loads the converter of a character set when it is first asked for, which is too late once no library
  /// can be loaded. One that is in use stays.
  ///
  /// Poppler converts names and values in UTF-16.
  private static func loadCharacterSets() {
    for name in ["UTF-16BE", "UTF-16LE"] { _ = iconv_open("UTF-8", name) }
  }

  private static func answer(_ job: Job, _ limits: WorkerLimits, _ confinement: Confinement) -> Answer {
    switch job {
    case .probe:
      var tried = confinement
      tried.attempts = LockDown.attempts()
      return .confinement(tried)
    case .html(let bytes):
      return .html(HTMLReader.read(bytes, textBytes: limits.textBytes))
    case .file(let file):
      return .file(FileReader.read(file, limits))
    case .drawing(let file, let page):
      return .drawing(FileReader.draw(file, page: page, limits))
    case .barcodes(let file):
      return .barcodes(FileReader.barcodes(file, limits))
    }
  }

  private static func nextJob(_ limits: WorkerLimits) -> Job? {
    guard let head = readExactly(Frame.headBytes),
      let length = Frame.length(head: head, limit: limits.inputBytes + Job.overhead),
      let frame = readExactly(length)
    else { return nil }
    return Job(decoding: frame[...])
  }

  private static func readExactly(_ count: Int) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let received = Glibc.read(STDIN_FILENO, buffer.baseAddress.map { $0 + filled }, count - filled)
        if received < 0, errno == EINTR { continue }
        guard received > 0 else { return }
        filled += received
      }
    }
    return bytes.count == count ? bytes : nil
  }

  private static func say(_ answer: Answer) -> Bool {
    var rest = answer.encoded()[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if sent < 0, errno == EINTR { continue }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }
}

/// The limits a worker holds itself to, handed over as its arguments.
struct WorkerLimits: Sendable, Hashable {
  var memoryBytes: Int
  var cpuSeconds: Int
  var inputBytes: Int
  var textBytes: Int
  var pages: Int
  var pixels: Int
  var entries: Int
  var unpackedBytes: Int

  init(_ limits: ExtractionLimits) {
    memoryBytes = limits.memoryBytes
    // The parent kills a worker whose one document takes too long. This bounds its whole life, should nobody watch.
    let longest = max(limits.time, limits.fileTime, limits.drawingTime)
    let secondsPerJob = Int(min(max(0, longest.components.seconds), 86_400)) + 1
    cpuSeconds = secondsPerJob * min(max(1, limits.jobsPerWorker), 1_000_000)
    inputBytes = limits.inputBytes
    textBytes = limits.textBytes
    pages = limits.pages
    pixels = limits.pixels
    entries = limits.entries
    unpackedBytes = limits.unpackedBytes
  }

  /// In the order in which they are handed over.
  private static let all: [WritableKeyPath<WorkerLimits, Int> & Sendable] = [
    \.memoryBytes, \.cpuSeconds, \.inputBytes, \.textBytes, \.pages, \.pixels, \.entries, \.unpackedBytes,
  ]

  var arguments: [String] { Self.all.map { String(self[keyPath: $0]) } }

  init?(arguments: some Collection<String>) {
    let numbers = arguments.compactMap { Int($0) }.filter { (0...1 << 48).contains($0) }
    guard arguments.count == Self.all.count, numbers.count == Self.all.count else { return nil }
    self.init(ExtractionLimits())
    for (limit, number) in zip(Self.all, numbers) { self[keyPath: limit] = number }
  }
}

/// What one document may cost. A worker that passes a limit is killed, and only that document's answer is lost.
public struct ExtractionLimits: Sendable, Hashable {
  /// Largest document accepted, in bytes; an HTML document's own pictures, which show no text, do not count.
  public var inputBytes = 32 << 20
  /// Pages read of one document; what is on later ones is not read.
  public var pages = 100
  /// Pixels of one picture. A photograph has 12 to 50 million.
  public var pixels = 80_000_000
  /// Entries read of one archive.
  public var entries = 200
  /// What an archive's entries, or the parts of an office file, may have together once unpacked, in bytes.
  public var unpackedBytes = 128 << 20
  /// Pages of one file on which text is recognised.
  public var recognisedPages = 10
  /// Time in which text is recognised on one page.
  public var recognitionTime: Duration = .seconds(30)
  /// Largest text given back, in bytes of UTF-8; a longer one is cut there and says so.
  public var textBytes = 4 << 20
  /// Wall-clock time of one HTML document, once a worker is free. Honest mails take milliseconds.
  public var time: Duration = .seconds(4)
  /// Wall-clock time of one file of any other kind, the recognition of text not counted. A hundred pages of honest text
  /// take a second.
  public var fileTime: Duration = .seconds(20)
  /// Wall-clock time in which a page is drawn, so that text can be recognised on it, or barcodes are looked for.
  public var drawingTime: Duration = .seconds(10)
  /// Address space of a worker, in bytes, the program itself included.
  public var memoryBytes = 1 << 30
  /// Documents that a worker reads before a new one takes its place.
  public var jobsPerWorker = 200
  /// Documents that may wait for a free worker; the next one is refused.
  public var waitingJobs = 1_000

  public init() {}
}

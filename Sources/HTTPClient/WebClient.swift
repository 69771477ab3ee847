// HTTPClient is the one door to the system's libcurl: a request goes out, a response or an error that says what to do
// comes back. A transfer blocks, so it runs on a thread of the client's own, of which there are few; everything that
// could run away has a bound (time, size, number of threads), and redirections are never followed.

/// What a client allows.
public struct WebLimits: Sendable {
  /// From the beginning to the end of the handshake.
  public var connectTime: Duration = .seconds(10)
  /// For the whole call, waiting for a thread not counted.
  public var time: Duration = .seconds(30)
  /// Header and body of an answer together.
  public var responseBytes = 4 << 20
  /// Calls under way at once; the others wait.
  public var calls = 4

  public init() {}
}

/// Speaks HTTP and HTTPS with servers. Connections stay open and serve the next calls to the same server.
///
/// A class, because its threads end when nobody holds it any more.
public final class WebClient: Sendable {
  private let threads: TransferThreads

  /// - Parameters:
  ///   - version: of this program, told to servers.
  ///   - authorities: path of a PEM file of certificates that are trusted in place of the system's.
  public init(version: String, limits: WebLimits = WebLimits(), authorities: String? = nil) {
    threads = TransferThreads(
      TransferSettings(userAgent: "vaguemestre/\(version)", limits: limits, authorities: authorities))
  }

  deinit { threads.stop() }

  /// Sends once and waits for the whole answer, whatever its status. A cancelled task gets the error `cancelled` within
  /// about a second.
  public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    try await threads.perform(request).get()
  }
}

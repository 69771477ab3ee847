import CCurl

/// What all transfers of a client have in common.
struct TransferSettings: Sendable {
  let userAgent: String
  let limits: WebLimits
  let authorities: String?
}

/// One easy handle of libcurl, on which one transfer runs after the other. Used by the thread that made it and no other.
///
/// A class, because the handle has to be freed exactly once.
final class CurlHandle {
  private let handle: UnsafeMutableRawPointer
  private let settings: TransferSettings

  /// Once in the life of the program, before any handle is made.
  private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  init(_ settings: TransferSettings) {
    guard Self.isReady, let handle = curl_easy_init() else {
      preconditionFailure("libcurl has no memory to begin with")
    }
    self.handle = handle
    self.settings = settings
  }

  deinit { curl_easy_cleanup(handle) }

  /// Blocks until the answer is there or the call has failed. `isCancelled` is asked at least every second.
  func perform(_ request: HTTPRequest, isCancelled: @escaping () -> Bool) throws(HTTPError) -> HTTPResponse {
    let lines = try Self.lines(of: request)
    // Takes back every option and keeps open connections.
    curl_easy_reset(handle)
    setBounds()
    setServer(request.url)
    setContent(request)
    var list: UnsafeMutablePointer<curl_slist>?
    defer { curl_slist_free_all(list) }
    for line in lines { list = curl_slist_append(list, line) ?? list }
    curl_set_list(handle, CURLOPT_HTTPHEADER, list)

    let answer = Answer(limit: settings.limits.responseBytes, isCancelled: isCancelled)
    setReceivers(answer)
    var written = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    let code = written.withUnsafeMutableBytes { buffer in
      curl_set_data(handle, CURLOPT_ERRORBUFFER, buffer.baseAddress)
      defer { curl_set_data(handle, CURLOPT_ERRORBUFFER, nil) }
      return withExtendedLifetime(answer) { curl_easy_perform(handle) }
    }
    guard code == CURLE_OK else {
      let bytes = written.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw HTTPError(code, String(decoding: bytes, as: UTF8.self), wasSent: number(CURLINFO_REQUEST_SIZE) > 0)
    }
    return HTTPResponse(status: number(CURLINFO_RESPONSE_CODE), headers: answer.headers, body: answer.body)
  }

  private func number(_ info: CURLINFO) -> Int {
    var number = 0
    curl_get_long(handle, info, &number)
    return number
  }

  private func setBounds() {
    curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    // Signals are no way to end a name look-up in a program of many threads.
    curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, settings.limits.connectTime.milliseconds)
    curl_set_long(handle, CURLOPT_TIMEOUT_MS, settings.limits.time.milliseconds)
  }

  private func setServer(_ url: String) {
    curl_set_text(handle, CURLOPT_URL, url)
    // A password in a URL would come into libcurl's words.
    curl_set_long(handle, CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    curl_set_text(handle, CURLOPT_USERAGENT, settings.userAgent)
    curl_set_long(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    if let authorities = settings.authorities {
      curl_set_text(handle, CURLOPT_CAINFO, authorities)
      // Debian's libcurl would look into the system's folder as well.
      curl_set_text(handle, CURLOPT_CAPATH, nil)
    }
    // Calls go straight, whatever the environment says.
    curl_set_text(handle, CURLOPT_PROXY, "")
  }

  private func setContent(_ request: HTTPRequest) {
    // On a connection that served before and is found closed, libcurl sends any request again by itself, although the
    // server may have taken the first one (RFC 9110 §9.2.2).
    curl_set_long(handle, CURLOPT_FRESH_CONNECT, request.isIdempotent ? 0 : 1)
    switch request.method {
    case .get: curl_set_long(handle, CURLOPT_HTTPGET, 1)
    case .post:
      curl_set_long(handle, CURLOPT_POST, 1)
      curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, Int(request.body.count))
      // Without any pointer libcurl would read the body from standard input.
      guard !request.body.isEmpty else {
        _ = curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
        return
      }
      request.body.withUnsafeBytes { body in
        _ = curl_set_data(handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: body.baseAddress))
      }
    }
  }

  /// The receivers are C functions: they find the answer again through the pointer that libcurl hands to them. `perform`
  /// keeps the answer alive until the transfer has ended.
  private func setReceivers(_ answer: Answer) {
    let pointer = Unmanaged.passUnretained(answer).toOpaque()
    curl_set_data(handle, CURLOPT_WRITEDATA, pointer)
    curl_set_receiver(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, pointer in
      Answer.at(pointer).take(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    curl_set_data(handle, CURLOPT_HEADERDATA, pointer)
    curl_set_receiver(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, pointer in
      Answer.at(pointer).take(line: UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    curl_set_long(handle, CURLOPT_NOPROGRESS, 0)
    curl_set_data(handle, CURLOPT_XFERINFODATA, pointer)
    curl_set_progress(handle, CURLOPT_XFERINFOFUNCTION) { pointer, _, _, _, _ in
      Answer.at(pointer).isCancelled() ? 1 : 0
    }
  }

  /// The lines of a request's header as libcurl takes them. Throws for a line that would break out of its place.
  private static func lines(of request: HTTPRequest) throws(HTTPError) -> [String] {
    // Without these two libcurl adds a type of its own to each POST, and waits for leave to send a long body.
    var lines = ["Expect:"]
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) { lines.append("Content-Type:") }
    for header in request.headers {
      let isSafe = !header.name.isEmpty && !header.name.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
      guard isSafe, !header.value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 }) else {
        throw HTTPError(.request, mayBeTriedAgain: false, "a header has characters that do not belong there")
      }
      lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    return lines
  }
}

/// The answer as it comes in.
private final class Answer {
  private let limit: Int
  private var bytes = 0
  private(set) var headers: [HTTPHeader] = []
  private(set) var body: [UInt8] = []
  let isCancelled: () -> Bool

  init(limit: Int, isCancelled: @escaping () -> Bool) {
    self.limit = limit
    self.isCancelled = isCancelled
  }

  static func at(_ pointer: UnsafeMutableRawPointer?) -> Answer {
    guard let pointer else { preconditionFailure("libcurl lost its pointer") }
    return Unmanaged<Answer>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// - Returns: how many bytes were taken; fewer than there are end the transfer.
  func take(body part: UnsafeRawBufferPointer) -> Int {
    guard hasRoom(for: part.count) else { return 0 }
    body.append(contentsOf: part)
    return part.count
  }

  /// A whole line of the header, its end included.
  func take(line: UnsafeRawBufferPointer) -> Int {
    guard hasRoom(for: line.count) else { return 0 }
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      // What came before was an interim answer (RFC 9110 §15.2).
      headers = []
    } else if let colon = text.firstIndex(of: ":"), text.first != " ", text.first != "\t" {
      let value = text[text.index(after: colon)...].trimmingPrefix(while: \.isWhitespace)
      let end = value.lastIndex { !$0.isWhitespace }.map(value.index(after:)) ?? value.startIndex
      headers.append(HTTPHeader(String(text[..<colon]), String(value[..<end])))
    }
    return line.count
  }

  private func hasRoom(for count: Int) -> Bool {
    bytes += count
    return bytes <= limit
  }
}

extension Duration {
  /// At least one: libcurl takes zero for no limit.
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000))
  }
}

/// What is asked of a web server.
///
/// Headers and body may hold secrets: the value prints its method and nothing else.
public struct HTTPRequest: Sendable {
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  public var method: Method
  /// `http` or `https`, without user name or password.
  public var url: String
  public var headers: [HTTPHeader]
  public var body: [UInt8]

  public init(_ method: Method, _ url: String, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// Asking twice does no more than asking once (RFC 9110 §9.2.2).
  var isIdempotent: Bool { method == .get }
}

/// A line of a header; names are compared without regard to case (RFC 9110 §5.1).
public struct HTTPHeader: Sendable {
  public let name: String
  public let value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// What a web server answered, whatever its status: a redirection is an answer too and is not followed.
///
/// Like the request, it prints nothing that could be secret.
public struct HTTPResponse: Sendable {
  public let status: Int
  /// In the order in which they came.
  public let headers: [HTTPHeader]
  public let body: [UInt8]

  public init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The value of the first header of this name, in any case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The server has trouble or asks for patience: the same request may succeed later (RFC 9110 §15.6, RFC 6585 §4).
  public var mayBeTriedAgain: Bool { status == 408 || status == 429 || (500...599).contains(status) }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
  public var description: String { method.rawValue }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension HTTPHeader: CustomStringConvertible, CustomReflectable {
  public var description: String { "\(name): •••" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension HTTPResponse: CustomStringConvertible, CustomReflectable {
  public var description: String { "status \(status), \(body.count) bytes" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

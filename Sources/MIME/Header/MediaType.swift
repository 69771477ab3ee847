/// What a part says it holds (RFC 2045 §5, RFC 2046): `text/plain; charset=utf-8`.
public struct MediaType: Sendable, Hashable {
  /// One `name=value`, the name in lower case, the value decoded (RFC 2231).
  public struct Parameter: Sendable, Hashable {
    public var name: String
    public var value: String
  }

  /// `text` of `text/plain`, in lower case.
  public let type: String
  /// `plain` of `text/plain`, in lower case.
  public let subtype: String
  public let parameters: [Parameter]
  /// The boundary's octets, for a multipart that names one.
  let boundary: [UInt8]?

  /// `text/plain`: type and subtype without parameters.
  public var essence: String { "\(type)/\(subtype)" }

  /// The value of a parameter, its name in lower case.
  public subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  public var isText: Bool { type == "text" }
  public var isMultipart: Bool { type == "multipart" }
  /// A mail within the mail (RFC 2046 §5.2.1, RFC 6532 §3.7).
  public var isMessage: Bool { type == "message" && (subtype == "rfc822" || subtype == "global") }

  public init(type: String, subtype: String, parameters: [Parameter] = []) {
    self.init(type: type, subtype: subtype, parameters: parameters, boundary: nil)
  }

  private init(type: String, subtype: String, parameters: [Parameter], boundary: [UInt8]?) {
    self.type = type
    self.subtype = subtype
    self.parameters = parameters
    self.boundary = boundary
  }

  /// Reads a Content-Type value. One that names no type and subtype is `text/plain` (RFC 2045 §5.2, and RFC 1049's bare
  /// `text`), with the parameters it has: a file name is still one.
  init(parsing value: ArraySlice<UInt8>) {
    let parser = ParameterParser(value)
    let parameters = parser.parameters()
    let type = parser.value.prefix { $0 != Octet.slash }
    let subtype = parser.value[type.endIndex...].dropFirst().prefix { $0 != Octet.comma && $0 != Octet.colon }
    guard !type.isEmpty, !subtype.isEmpty else {
      self.init(type: "text", subtype: "plain", parameters: parameters)
      return
    }
    let boundary =
      parser.rawValue("boundary") ?? parameters.first { $0.name == "boundary" }.map { Array($0.value.utf8) }
    self.init(
      type: String(decoding: type, as: UTF8.self), subtype: String(decoding: subtype, as: UTF8.self),
      parameters: parameters, boundary: boundary)
  }

  static let plainText = MediaType(type: "text", subtype: "plain")
  static let message = MediaType(type: "message", subtype: "rfc822")
}

/// A file found inside a part. It gets a header as if the sender had attached it, so that whoever reads parts need not
/// know where they come from.
struct UnpackedFile {
  var header: Header
  var content: ArraySlice<UInt8>

  /// - Parameters:
  ///   - mediaType: `type/subtype; charset=…`; nil for octets of an unknown kind.
  ///   - filename: octets as found, in UTF-8 or Windows-1252; nil for a text that is the mail's own body.
  init(
    mediaType: String?, filename: ArraySlice<UInt8>?, contentID: ArraySlice<UInt8>? = nil, content: ArraySlice<UInt8>
  ) {
    self.content = content
    var lines = Array("Content-Type: \(mediaType ?? "application/octet-stream")\r\n".utf8)
    if let filename {
      lines += Array("Content-Disposition: attachment; filename*=utf-8''".utf8)
      for byte in Charset.utf8(filename, label: nil) {
        if byte.isLetter || byte.isDigit {
          lines.append(byte)
        } else {
          lines += [Octet.percent, Self.hexadecimal[Int(byte >> 4)], Self.hexadecimal[Int(byte & 15)]]
        }
      }
      lines += [Octet.carriageReturn, Octet.lineFeed]
    }
    if let contentID, contentID.allSatisfy({ $0 > Octet.space && $0 < 0x7F }) {
      lines += Array("Content-ID: <".utf8) + contentID.filter { $0 != Octet.less && $0 != Octet.greater }
      lines += Array(">\r\n".utf8)
    }
    let scan = HeaderScan(of: lines[...], isMessage: false, maximumFields: 8)
    header = Header(raw: lines[...], fields: scan.fields)
  }

  private static let hexadecimal = Array("0123456789ABCDEF".utf8)
}

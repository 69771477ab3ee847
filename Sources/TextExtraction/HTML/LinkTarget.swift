/// Where a link leads, when a reader has a use for it: a web page, a mail address or a telephone number.
///
/// Scripts, embedded data and places within the document are not told; nor are addresses without a scheme, since a mail
/// has no page they could start from.
struct LinkTarget {
  /// As shown: without `mailto:` and `tel:`.
  let shown: [UInt8]

  private static let longest = 2_048

  init?(href: [UInt8]) {
    // As browsers do (URL Standard §4.4): a line break or tab anywhere in it is not there.
    let address = href.filter { $0 > 0x20 && $0 != 0x7F }
    guard !address.isEmpty, address.count <= Self.longest, let colon = address.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    let rest = address[address.index(after: colon)...]
    switch CSSValue(address[..<colon]).text {
    case "http", "https":
      guard rest.count > 2 else { return nil }
      shown = address
    case "mailto":
      let mailbox = rest.prefix { $0 != UInt8(ascii: "?") }
      guard mailbox.contains(UInt8(ascii: "@")) else { return nil }
      shown = Array(mailbox)
    case "tel":
      shown = Array(rest)
    default:
      return nil
    }
  }

  /// Whether the link's text already says where it leads.
  func isTold(by text: ArraySlice<UInt8>) -> Bool { essence(text) == essence(shown[...]) }

  /// Without what people leave out when they write an address or a number: scheme, `www.`, last slash, case, spaces and
  /// the angle brackets of a mail address.
  private func essence(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.count <= Self.longest else { return Array(text) }
    var essence = text.filter { $0 > 0x20 && !"<>()[].-".utf8.contains($0) }[...]
    essence = ArraySlice(essence.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
    for prefix in ["mailto:", "tel:", "https://", "http://", "www"] where essence.starts(with: prefix.utf8) {
      essence = essence.dropFirst(prefix.utf8.count)
    }
    if essence.last == UInt8(ascii: "/") { essence.removeLast() }
    return Array(essence)
  }
}

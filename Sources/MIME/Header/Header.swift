/// One field of a header, as it came and as a person reads it.
public struct HeaderField: Sendable {
  /// The name's octets, without the colon; empty for a line that is no field.
  public let rawName: ArraySlice<UInt8>
  /// What follows the colon, still folded, without the last line end.
  public let rawValue: ArraySlice<UInt8>

  /// The name as written: `Subject`, `SUBJECT`.
  public var name: String { String(decoding: rawName, as: UTF8.self) }

  /// The value unfolded (RFC 5322 §2.2.3), its encoded words decoded (RFC 2047), octets beyond ASCII read as UTF-8
  /// (RFC 6532) or else as Windows-1252. Never holds a line end or another control but the tab. Of an absurdly long value
  /// the first 512 KB.
  public var value: String { EncodedWords.text(of: unfolded[...]) }

  /// Octets of a value that are read; of a longer one, `rawValue` alone has the rest. To 10,000 people one writes less.
  static let longestValue = 1 << 19

  /// The value's octets with its line ends taken out and the blanks around it.
  var unfolded: [UInt8] {
    let value = rawValue.prefix(Self.longestValue).trimmed
    guard value.contains(where: \.isLineEnd) else { return Array(value) }
    var result: [UInt8] = []
    result.reserveCapacity(value.count)
    for index in value.indices {
      let byte = value[index]
      if !byte.isLineEnd {
        result.append(byte)
      } else if !value[value.index(after: index)].isBlank, !value[value.index(after: index)].isLineEnd {
        // A stray line end that folds nothing still parts two words. `trimmed` leaves none at the end.
        result.append(Octet.space)
      }
    }
    return result
  }

  func isNamed(_ wanted: String) -> Bool {
    let wanted = wanted.utf8
    guard wanted.count == rawName.count else { return false }
    return zip(rawName, wanted).allSatisfy { $0.lowercased == $1.lowercased }
  }
}

/// The fields of a message or of a part, in their order (RFC 5322 §2.2). Fields are found when asked for: parsing notes
/// only where each begins.
public struct Header: Sendable, RandomAccessCollection {
  /// All octets of the header, with what `ParseLimits` left out of the fields.
  public let raw: ArraySlice<UInt8>
  let fields: [FieldExtent]

  public var startIndex: Int { 0 }
  public var endIndex: Int { fields.count }

  public subscript(position: Int) -> HeaderField {
    let extent = fields[position]
    return HeaderField(rawName: raw[extent.start..<extent.nameEnd], rawValue: raw[extent.valueStart..<extent.end])
  }

  /// The first field of that name, letter case aside.
  public func first(_ name: String) -> HeaderField? {
    let length = name.utf8.count
    for position in fields.indices where fields[position].nameLength == length {
      let field = self[position]
      if field.isNamed(name) { return field }
    }
    return nil
  }

  /// All fields of that name, in order.
  public func all(_ name: String) -> [HeaderField] {
    let length = name.utf8.count
    return fields.indices.lazy.filter { fields[$0].nameLength == length }.map { self[$0] }.filter { $0.isNamed(name) }
  }

  static let empty = Header(raw: [], fields: [])
}

/// Where one field stands in the octets of its header.
struct FieldExtent: Sendable {
  var start: Int
  var nameEnd: Int
  var valueStart: Int
  var end: Int

  var nameLength: Int { nameEnd - start }
}

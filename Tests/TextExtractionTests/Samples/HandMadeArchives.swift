// Archives that no library writes.

func hex(_ text: String) -> [UInt8] {
  let digits = Array(text.utf8.filter { $0 > 0x20 })
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
    UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
  }
}

/// The checksum of zip and rar (CRC-32, reflected 0x04C11DB7).
func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
  ~bytes.reduce(UInt32.max) { crc, byte in
    (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
}

private func little(_ number: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

/// RAR 4 as its technical note describes it: marker, archive header, one file header with its bytes stored, end.
func storedRAR(name: String, contents: [UInt8]) -> [UInt8] {
  func block(type: UInt8, flags: Int, _ fields: [UInt8]) -> [UInt8] {
    let body = [type] + little(flags, 2) + little(7 + fields.count, 2) + fields
    return little(Int(crc32(body) & 0xFFFF), 2) + body
  }
  let size = little(contents.count, 4)
  let fields =
    size + size + [2] + little(Int(crc32(contents)), 4) + little(0x5A21_0000, 4) + [29, 0x30]
    + little(name.utf8.count, 2) + little(0x20, 4) + Array(name.utf8)
  return [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x00] + block(type: 0x73, flags: 0, little(0, 6))
    + block(type: 0x74, flags: 0x8000, fields) + contents + block(type: 0x7B, flags: 0x4000, [])
}

/// A zip whose directory names many entries, all of which are the same stored bytes.
func overlappingZip(entries: Int, size: Int) -> [UInt8] {
  let contents = [UInt8](repeating: 0x41, count: size)
  let crc = little(Int(crc32(contents)), 4)
  let sizes = little(size, 4) + little(size, 4)
  var zip = little(0x0403_4B50, 4) + little(20, 2) + little(0, 8) + crc + sizes + little(1, 2) + little(0, 2) + [0x61]
  zip += contents
  let start = zip.count
  for index in 0..<entries {
    zip += little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + little(0, 8) + crc + sizes + little(3, 2)
    zip += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(0, 4)
    zip += Array(String(1_000 + index).utf8.suffix(3))
  }
  let directory = zip.count - start
  zip += little(0x0605_4B50, 4) + little(0, 4) + little(entries, 2) + little(entries, 2) + little(directory, 4)
  return zip + little(start, 4) + little(0, 2)
}

/// Bytes that do not compress, the same ones for the same seed (SplitMix64).
enum TestNoise {
  static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: next(&state)) }
  }

  static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

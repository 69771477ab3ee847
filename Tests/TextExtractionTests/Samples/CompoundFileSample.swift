/// A compound file ([MS-CFB]) that holds nothing but a directory of empty streams.
func compoundFile(streams: [String]) -> [UInt8] {
  func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
  var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + bytes(0, 16)
  header += bytes(0x3E, 2) + bytes(3, 2) + bytes(0xFFFE, 2) + bytes(9, 2) + bytes(6, 2) + bytes(0, 6)
  header += bytes(0, 4) + bytes(1, 4) + bytes(0, 4) + bytes(0, 4) + bytes(4_096, 4)
  header += bytes(-2, 4) + bytes(0, 4) + bytes(-2, 4) + bytes(0, 4)
  // The allocation table is in the second sector, the directory in the first and those after the table.
  header[48...51] = [0, 0, 0, 0]
  header += bytes(1, 4) + [UInt8](repeating: 0xFF, count: 108 * 4)
  let names = ["Root Entry"] + streams
  let sectors = (names.count + 3) / 4
  var entries: [[UInt8]] = names.map { name in
    let units = Array(name.utf16)
    var entry = units.flatMap { bytes(Int($0), 2) }
    entry += [UInt8](repeating: 0, count: 64 - entry.count) + bytes(2 * units.count + 2, 2)
    return entry + [name == "Root Entry" ? 5 : 2] + [UInt8](repeating: 0, count: 128 - 67)
  }
  entries += Array(repeating: [UInt8](repeating: 0, count: 128), count: sectors * 4 - names.count)
  var table = [[UInt8]](repeating: bytes(-1, 4), count: 128)
  // The chain of the directory: 0, 2, 3, …
  for index in 0..<sectors {
    table[index == 0 ? 0 : index + 1] = index == sectors - 1 ? bytes(-2, 4) : bytes(index + 2, 4)
  }
  table[1] = bytes(-3, 4)
  let first = entries[..<4].flatMap { $0 }
  return header + first + table.flatMap { $0 } + entries[4...].flatMap { $0 }
}

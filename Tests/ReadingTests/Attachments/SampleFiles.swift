/// Files small enough to be written by hand.
enum SampleFiles {
  /// A tar archive (POSIX ustar) of files with the names and contents given.
  static func tar(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    for (name, bytes) in files {
      var header = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, at offset: Int) {
        for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
      }
      put(name, at: 0)
      put("0000644\0", at: 100)
      let octal = String(bytes.count, radix: 8)
      put(String(repeating: "0", count: 11 - octal.count) + octal, at: 124)
      put("00000000000", at: 136)
      put("        ", at: 148)
      put("0ustar\0" + "00", at: 156)
      let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
      put(String(repeating: "0", count: 6 - sum.count) + sum + "\0", at: 148)
      archive += header + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }

  /// A white Windows bitmap of 24 bits a pixel; the shade makes it one of its own.
  static func bitmap(_ width: Int, _ height: Int, shade: UInt8 = 250) -> [UInt8] {
    func little(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> (8 * $0) & 0xFF) } }
    let row = (width * 3 + 3) / 4 * 4
    return Array("BM".utf8) + little(54 + row * height, 4) + little(0, 4) + little(54, 4) + little(40, 4)
      + little(width, 4) + little(height, 4) + little(1, 2) + little(24, 2) + little(0, 24)
      + [UInt8](repeating: shade, count: row * height)
  }

  /// A mail with files attached, each with its disposition and, where it is shown in the text, a Content-ID.
  static func mail(_ files: [(name: String, type: String, isInline: Bool, bytes: [UInt8])]) -> String {
    var lines = [
      "From: Claire <claire@client.example>", "Subject: Fichiers", "MIME-Version: 1.0",
      "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain; charset=utf-8", "", "Voici.",
    ]
    for file in files {
      lines += ["--b", "Content-Type: \(file.type); name=\"\(file.name)\"", "Content-Transfer-Encoding: base64"]
      lines +=
        file.isInline
        ? ["Content-Disposition: inline; filename=\"\(file.name)\"", "Content-ID: <\(file.name)@x>"]
        : ["Content-Disposition: attachment; filename=\"\(file.name)\""]
      lines += ["", base64(file.bytes)]
    }
    return (lines + ["--b--", ""]).joined(separator: "\r\n")
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var number = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      var four = [UInt8](repeating: UInt8(ascii: "="), count: 4)
      for place in (0..<4).reversed() {
        if place <= group.count { four[place] = signs[number & 63] }
        number >>= 6
      }
      text += four
      if start % 57 == 54 { text += [13, 10] }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

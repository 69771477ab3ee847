import CArchive
import Glibc

/// The one door to libarchive: goes through an archive's entries and hands out their bytes. Nothing is written anywhere.
enum ArchiveDoor {
  struct Entry {
    /// Where it stands in the archive, as the archive has it; see `ArchivePath`.
    var path: String
    /// Neither a folder nor a link nor a device.
    var isFile: Bool
    var isEncrypted: Bool
  }

  enum Contents {
    case whole([UInt8])
    /// More than was allowed.
    case tooLong
    case damaged
  }

  enum End {
    case complete, damaged, encrypted
  }

  /// - Parameters:
  ///   - kind: what the bytes are; no other format is tried.
  ///   - visit: is given an entry and the way to read it, up to a number of bytes; answers whether to go on.
  static func walk(
    _ bytes: [UInt8], as kind: FileKind, _ visit: (Entry, _ read: (_ most: Int) -> Contents) -> Bool
  ) -> End {
    guard let archive = archive_read_new() else { return .damaged }
    defer { archive_read_free(archive) }
    support(kind, archive)
    return bytes.withUnsafeBytes { buffer in
      guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
        return failure(archive)
      }
      while true {
        var header: OpaquePointer?
        switch archive_read_next_header(archive, &header) {
        case ARCHIVE_EOF: return .complete
        case ARCHIVE_OK, ARCHIVE_WARN:
          guard visit(entry(header, kind), { read(archive, most: $0) }) else { return .complete }
        default: return failure(archive)
        }
      }
    }
  }

  private static func support(_ kind: FileKind, _ archive: OpaquePointer) {
    switch kind {
    case .sevenZip: archive_read_support_format_7zip(archive)
    case .tar: archive_read_support_format_tar(archive)
    case .rar:
      archive_read_support_format_rar(archive)
      archive_read_support_format_rar5(archive)
    case .gzip, .bzip2, .xz:
      // What is compressed is a tar or else one file, which is called raw. Raw takes anything for an archive, so that it is
      // for these alone, whose first bytes are known.
      archive_read_support_format_tar(archive)
      archive_read_support_format_raw(archive)
    default: archive_read_support_format_zip(archive)
    }
    switch kind {
    case .gzip: archive_read_support_filter_gzip(archive)
    case .bzip2: archive_read_support_filter_bzip2(archive)
    case .xz: archive_read_support_filter_xz(archive)
    default: break
    }
  }

  private static func entry(_ header: OpaquePointer?, _ kind: FileKind) -> Entry {
    // A hard link of a tar is a regular file with another's name.
    let isRegular = archive_entry_filetype(header) == 0o100000 && archive_entry_hardlink(header) == nil
    return Entry(
      path: path(header, kind), isFile: isRegular, isEncrypted: archive_entry_is_data_encrypted(header) == 1)
  }

  private static func path(_ header: OpaquePointer?, _ kind: FileKind) -> String {
    if let name = archive_entry_pathname_utf8(header) { return String(cString: name) }
    guard let name = archive_entry_pathname(header) else { return "" }
    let bytes = UnsafeBufferPointer(start: name, count: strnlen(name, 4_096)).map(UInt8.init(bitPattern:))
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    // Windows writes a zip's names in the code page of its console.
    return kind == .zip ? CodePage.dos.text(bytes) : CodePage.windows.text(bytes)
  }

  private static func read(_ archive: OpaquePointer, most: Int) -> Contents {
    var contents: [UInt8] = []
    var isDamaged = false
    let piece = 1 << 16
    while true {
      let count = withUnsafeTemporaryAllocation(byteCount: piece, alignment: 1) { buffer in
        let count = archive_read_data(archive, buffer.baseAddress, piece)
        if count > 0 { contents.append(contentsOf: buffer.prefix(count)) }
        return count
      }
      if count == Int(ARCHIVE_WARN) || count == Int(ARCHIVE_RETRY) { isDamaged = true }
      guard count > 0, !isDamaged else { return count < 0 ? .damaged : .whole(contents) }
      guard contents.count <= most else { return .tooLong }
    }
  }

  /// libarchive tells of a password in words only, and differently for each format.
  private static func failure(_ archive: OpaquePointer) -> End {
    let words = archive_error_string(archive).map { String(cString: $0) } ?? ""
    let isEncrypted =
      archive_read_has_encrypted_entries(archive) == 1 || words.contains("ncrypt") || words.contains("assphrase")
    return isEncrypted ? .encrypted : .damaged
  }
}

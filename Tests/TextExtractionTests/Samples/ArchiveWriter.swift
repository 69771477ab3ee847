import CArchive

/// Archives for the tests, made anew each time with libarchive.
struct ArchiveWriter {
  enum Format { case zip, sevenZip, tar, tarGzip, tarBzip2, tarXZ, gzip, bzip2, xz }

  /// One entry: a file, unless it links to another.
  struct Entry {
    var name: String
    var bytes: [UInt8]
    var link: String?
    var isFolder = false

    init(_ name: String, _ bytes: [UInt8] = [], link: String? = nil, isFolder: Bool = false) {
      self.name = name
      self.bytes = bytes
      self.link = link
      self.isFolder = isFolder
    }

    init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
  }

  /// - Parameter password: encrypts a zip with it.
  static func write(_ format: Format, _ entries: [Entry], stored: Bool = false, password: String? = nil) -> [UInt8] {
    let archive = archive_write_new()
    defer { archive_write_free(archive) }
    var options: [String] = []
    switch format {
    case .zip:
      archive_write_set_format_zip(archive)
      if stored { options.append("compression=store") }
    case .sevenZip: archive_write_set_format_7zip(archive)
    case .tar, .tarGzip, .tarBzip2, .tarXZ: archive_write_set_format_ustar(archive)
    case .gzip, .bzip2, .xz: archive_write_set_format_raw(archive)
    }
    switch format {
    case .tarGzip, .gzip: archive_write_add_filter_gzip(archive)
    case .tarBzip2, .bzip2: archive_write_add_filter_bzip2(archive)
    case .tarXZ, .xz: archive_write_add_filter_xz(archive)
    default: archive_write_add_filter_none(archive)
    }
    if let password {
      options.append("encryption=zipcrypt")
      archive_write_set_passphrase(archive, password)
    }
    if !options.isEmpty { archive_write_set_options(archive, options.joined(separator: ",")) }
    // No padding of the last block, so that the bytes are the archive's own.
    archive_write_set_bytes_in_last_block(archive, 1)

    let capacity = entries.reduce(1 << 20) { $0 + $1.bytes.count * 2 + $1.name.utf8.count * 4 + 1_024 }
    var used = 0
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
      archive_write_open_memory(archive, buffer.baseAddress, capacity, &used)
      for entry in entries { write(entry, to: archive) }
      archive_write_close(archive)
      filled = used
    }
  }

  private static func write(_ entry: Entry, to archive: OpaquePointer?) {
    let header = archive_entry_new()
    defer { archive_entry_free(header) }
    // As bytes too, since tar's are those of the locale, which the tests have none of.
    archive_entry_set_pathname(header, entry.name)
    if archive_format(archive) == ARCHIVE_FORMAT_ZIP { archive_entry_update_pathname_utf8(header, entry.name) }
    archive_entry_set_filetype(
      header, entry.isFolder ? 0o040000 : entry.link == nil ? UInt32(0o100000) : UInt32(0o120000))
    archive_entry_set_perm(header, 0o644)
    archive_entry_set_mtime(header, 1_772_323_200, 0)
    if let link = entry.link {
      archive_entry_set_symlink_utf8(header, link)
    } else {
      archive_entry_set_size(header, Int64(entry.bytes.count))
    }
    archive_write_header(archive, header)
    if entry.link == nil, !entry.bytes.isEmpty { archive_write_data(archive, entry.bytes, entry.bytes.count) }
  }
}

func utf16LittleEndian(_ text: String) -> [UInt8] {
  var bytes: [UInt8] = [0xFF, 0xFE]
  for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
  return bytes
}

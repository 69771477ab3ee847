import Domain
import IMAP

/// The folders of a server: from the names that people see to those that it spells, and what each serves for.
///
/// A name that stands in the server's list is that folder, whatever characters it holds. A name that does not would be
/// created below the personal namespace (RFC 2342), the server's separator within it replaced (`FolderNames`).
struct ServerFolders: Sendable {
  private var listed: [FolderName: WireName] = [:]
  private var purposes: [FolderPurpose: FolderName] = [:]
  private var names: FolderNames
  private let separator: UInt8?
  private let prefix: [UInt8]
  private let isUTF8: Bool

  /// - Parameters:
  ///   - prefix: Of the personal namespace, with its separator at the end; empty in most places.
  ///   - isUTF8: UTF8=ACCEPT is enabled (RFC 6855).
  init(_ listings: [MailboxListing], prefix: [UInt8], isUTF8: Bool) {
    separator = listings.lazy.compactMap(\.separator).first
    self.prefix = prefix
    self.isUTF8 = isUTF8
    names = FolderNames(separators: Set(separator.map { [Character(Unicode.Scalar($0))] } ?? []))
    for listing in listings where listing.isSelectable {
      let folder = listing.name.isInbox ? .inbox : FolderName(text(of: listing.name))
      listed[folder] = listing.name
      if let purpose = listing.specialUse.flatMap(FolderPurpose.init) { purposes[purpose] = folder }
    }
  }

  /// Badly spelled names are shown as they are.
  private func text(of name: WireName) -> String {
    name.decoded(utf8: isUTF8) ?? String(decoding: name.octets, as: UTF8.self)
  }

  func folder(for purpose: FolderPurpose) -> FolderName? { purposes[purpose] }

  /// How the server spells a folder that it has; nil when it has none of that name.
  mutating func existing(_ folder: FolderName) -> WireName? {
    if folder == .inbox { return .inbox }
    if let name = listed[folder] { return name }
    guard let name = spelled(folder) else { return nil }
    return listed[FolderName(text(of: name))].map { _ in name }
  }

  /// How a folder of that name is spelled; nil for a name that cannot be.
  mutating func spelled(_ folder: FolderName) -> WireName? {
    if folder == .inbox { return .inbox }
    if let name = listed[folder] { return name }
    guard let name = WireName(path: [names.mailboxName(of: folder)], separator: separator, utf8: isUTF8) else {
      return nil
    }
    return WireName(octets: prefix + name.octets)
  }

  /// The server's name of a folder, in letters.
  mutating func spelling(of folder: FolderName) -> String { spelled(folder).map(text) ?? folder.text }
}

extension FolderPurpose {
  fileprivate init?(_ use: SpecialUse) {
    switch use {
    case .drafts: self = .drafts
    case .sent: self = .sent
    default: return nil
    }
  }
}

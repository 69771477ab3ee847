import Domain
import IMAP
import Testing

@testable import Mailboxes

/// From the names that people see to those that a server spells.
@Suite struct ServerFoldersTests {
  private static func listing(_ name: String, _ separator: Character = "/", _ attributes: [String] = [])
    -> MailboxListing
  {
    MailboxListing(
      attributes: Set(attributes.map { Flag($0) }), separator: separator.asciiValue,
      name: WireName(octets: Array(name.utf8)))
  }

  private static func folders(
    _ listings: [MailboxListing], prefix: String = "", isUTF8: Bool = false
  ) -> ServerFolders {
    ServerFolders(listings, prefix: Array(prefix.utf8), isUTF8: isUTF8)
  }

  private static func text(_ name: WireName?) -> String? {
    name.map { String(decoding: $0.octets, as: UTF8.self) }
  }

  struct Spelling: Sendable {
    var separator: Character = "/"
    var prefix = ""
    var isUTF8 = false
    let folder: String
    let spelled: String
  }

  @Test(arguments: [
    Spelling(folder: "01 – SPAM", spelled: "01 &IBM- SPAM"),
    Spelling(folder: "07 – Question produit / stock", spelled: "07 &IBM- Question produit - stock"),
    Spelling(separator: ".", folder: "07 – Question produit / stock", spelled: "07 &IBM- Question produit / stock"),
    Spelling(separator: ".", prefix: "INBOX.", folder: "00. À voir", spelled: "INBOX.00- &AMA- voir"),
    Spelling(folder: "Suivi & colis 📦", spelled: "Suivi &- colis &2D3c5g-"),
    Spelling(isUTF8: true, folder: "Suivi & colis 📦", spelled: "Suivi & colis 📦"),
    Spelling(folder: "INBOX", spelled: "INBOX"),
  ])
  func namesAreSpelled(case spelling: Spelling) {
    var folders = Self.folders(
      [Self.listing("INBOX", spelling.separator)], prefix: spelling.prefix, isUTF8: spelling.isUTF8)
    #expect(Self.text(folders.spelled(FolderName(spelling.folder))) == spelling.spelled)
    if spelling.folder != "INBOX" { #expect(folders.existing(FolderName(spelling.folder)) == nil) }
  }

  @Test func whatTheServerListsExists() {
    var folders = Self.folders([
      Self.listing("INBOX"), Self.listing("01 &IBM- SPAM"), Self.listing("07 &IBM- Question produit - stock"),
      Self.listing("Archive/2026"),
    ])
    #expect(Self.text(folders.existing(FolderName("01 – SPAM"))) == "01 &IBM- SPAM")
    // Created by us once under the name that the server can hold.
    #expect(
      Self.text(folders.existing(FolderName("07 – Question produit / stock"))) == "07 &IBM- Question produit - stock")
    // A path that the server has is that folder, and no name with a separator to be replaced.
    #expect(Self.text(folders.existing(FolderName("Archive/2026"))) == "Archive/2026")
    #expect(folders.existing(FolderName("Autres")) == nil)
  }

  @Test func aBadlySpelledNameIsKeptAsItIs() {
    var folders = Self.folders([Self.listing("Vieux &dossier")])
    #expect(Self.text(folders.existing(FolderName("Vieux &dossier"))) == "Vieux &dossier")
  }

  @Test func whatCannotBeOpenedDoesNotExist() {
    var folders = Self.folders([Self.listing("[Gmail]", "/", ["\\Noselect"])])
    #expect(folders.existing(FolderName("[Gmail]")) == nil)
  }

  @Test func theServerSaysWhatFoldersServeFor() {
    let folders = Self.folders([
      Self.listing("[Gmail]/Messages envoy&AOk-s", "/", ["\\HasNoChildren", "\\Sent"]),
      Self.listing("Brouillons", "/", ["\\drafts"]), Self.listing("Corbeille", "/", ["\\Trash"]),
    ])
    #expect(folders.folder(for: .sent) == FolderName("[Gmail]/Messages envoyés"))
    #expect(folders.folder(for: .drafts) == FolderName("Brouillons"))
    #expect(Self.folders([Self.listing("Sent")]).folder(for: .sent) == nil)
  }
}

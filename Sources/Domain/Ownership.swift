extension Record {
  /// Whether the record's facts may be told to an address: it is the one the shop or ledger holds, or, for a supplier, an
  /// address of the supplier's own mail domain (its staff changes).
  ///
  /// A product belongs to nobody and may be told to anybody; a record of which no owner is known may be told to nobody.
  public func isOwned(by address: String?) -> Bool {
    if kind == .product { return true }
    guard let address = address?.lowercased(), let at = address.lastIndex(of: "@"), at > address.startIndex else {
      return false
    }
    if ownerAddresses.contains(address) { return true }
    let domain = address[address.index(after: at)...]
    guard let owned = text("supplier_domain")?.lowercased(), !owned.isEmpty else { return false }
    return domain == owned && !Self.sharedDomains.contains(owned)
  }

  /// Domains in which anybody may have an address: sharing one of them with a supplier proves nothing.
  private static let sharedDomains: Set<String> = [
    "aol.com", "bbox.fr", "bluewin.ch", "club-internet.fr", "free.fr", "gmail.com", "gmx.com", "gmx.fr",
    "googlemail.com",
    "hotmail.com", "hotmail.fr", "icloud.com", "laposte.net", "live.com", "live.fr", "mac.com", "mail.com", "me.com",
    "msn.com", "neuf.fr", "numericable.fr", "orange.fr", "outlook.com", "outlook.fr", "proton.me", "protonmail.com",
    "sfr.fr", "skynet.be", "videotron.ca", "wanadoo.fr", "yahoo.com", "yahoo.fr", "ymail.com",
  ]
}

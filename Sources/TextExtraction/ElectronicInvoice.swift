/// An invoice, a credit note or an order as data: Cross Industry Invoice (Factur-X, ZUGFeRD), Cross Industry Order
/// (Order-X) or UBL. What it says is held to be true, whatever is printed on the page.
///
/// Dates are `YYYY-MM-DD`, amounts decimal numbers with a dot. What the data does not say is nil.
public struct ElectronicInvoice: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable {
    case invoice, creditNote, order, orderConfirmation
  }

  public var kind: Kind
  public var number: String?
  /// The buyer's order to which it refers (EN 16931 BT-13).
  public var orderNumber: String?
  public var date: String?
  public var dueDate: String?
  public var deliveryDate: String?
  /// Without taxes (BT-109), the tax (BT-110), with taxes (BT-112), what is still to be paid (BT-115).
  public var net: String?
  public var vat: String?
  public var total: String?
  public var due: String?
  public var currency: String?
  public var supplier: String?
  public var supplierVATNumber: String?
  /// SIREN or SIRET where the registration is French (BT-30).
  public var supplierRegistration: String?
  public var buyer: String?
  public var iban: String?
  /// Sellers' article numbers of the lines (BT-155), in order.
  public var productReferences: [String] = []

  public init(kind: Kind) { self.kind = kind }
}

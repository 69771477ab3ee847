import Domain
import Testing

@testable import Reading

/// One row of a table: a text, and the order and invoice numbers in it.
struct NumberCase: Sendable, CustomTestStringConvertible {
  let text: String
  let orders: [String]
  let invoices: [String]

  init(_ text: String, order orders: [String] = [], invoice invoices: [String] = []) {
    self.text = text
    self.orders = orders
    self.invoices = invoices
  }

  var testDescription: String { text }

  func check(_ trade: Trade, sourceLocation: SourceLocation = #_sourceLocation) {
    let found = Self.entities(text, trade: trade)
    #expect(found.filter { $0.kind == .orderNumber }.map(\.value) == orders, sourceLocation: sourceLocation)
    #expect(found.filter { $0.kind == .invoiceNumber }.map(\.value) == invoices, sourceLocation: sourceLocation)
  }

  /// What is found in the new text of a mail of Friday, 20 November 2026.
  static func entities(
    _ text: String, subject: String = "", signature: String = "", quote: String = "", trade: Trade = .shop,
    masks: [NumberMask] = []
  ) -> [Entity] {
    EntityFinder(writtenAt: Instant(seconds: 1_795_168_800), zone: 60, trade: trade, masks: masks)
      .entities(subject: subject, newText: text, signature: signature, quotedText: quote)
  }

  /// The values of a kind.
  static func values(_ kind: Entity.Kind, _ text: String, trade: Trade = .shop) -> [String] {
    entities(text, trade: trade).filter { $0.kind == kind }.map(\.value)
  }
}

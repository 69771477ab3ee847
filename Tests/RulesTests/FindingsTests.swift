import Domain
import Rules
import Testing

@Suite struct FindingsTests {
  static let sameOrder = LookupResult.order("A", state: "paid")

  static let cases: [(Mail, [Finding])] = [
    (Mail(), [Finding(.noNumber)]),
    (Mail(lookups: [.order(state: "paid")]), []),
    (Mail(lookups: [.unknown(.order, "Q")]), [Finding(.unknownNumber, ["kind": "order", "value": "Q"])]),
    // A product alone is no number of an order or invoice, and belongs to nobody.
    (Mail(lookups: [.product(state: "in_stock")]), [Finding(.noNumber)]),
    (
      Mail(lookups: [.order("A", state: "paid", owner: "other@example.org")]),
      [Finding(.recordNotSenders, ["kind": "order", "key": "A"])]
    ),
    (
      Mail(sender: nil, lookups: [.order("A", state: "paid")]),
      [Finding(.recordNotSenders, ["kind": "order", "key": "A"])]
    ),
    (Mail(sender: "CLAIRE@example.org", lookups: [.order("A", state: "paid")]), []),
    // The same order by its reference and by its id is one.
    (Mail(lookups: [sameOrder, sameOrder]), []),
    (
      Mail(lookups: [.order("A", state: "paid"), .order("B", state: "paid")]),
      [Finding(.severalRecords, ["kind": "order", "count": "2"])]
    ),
    (Mail(intents: ["copy_only"], lookups: [.order(state: "paid")]), [Finding(.copyOnly)]),
    (Mail(lookups: [.domainInvoice(state: "paid", domain: "example.org")]), []),
    (
      Mail(sender: "x@sub.example.org", lookups: [.domainInvoice(state: "paid", domain: "example.org")]),
      [Finding(.recordNotSenders, ["kind": "invoice", "key": "FA-2"])]
    ),
    (
      Mail(sender: "x@gmail.com", lookups: [.domainInvoice(state: "paid", domain: "gmail.com")]),
      [Finding(.recordNotSenders, ["kind": "invoice", "key": "FA-2"])]
    ),
    (Mail(sender: "compta@gmail.com", lookups: [.domainInvoice(state: "paid", domain: "gmail.com")]), []),
  ]

  @Test(arguments: cases) func finds(_ mail: Mail, _ expected: [Finding]) {
    #expect(mail.input.findings == expected)
  }
}

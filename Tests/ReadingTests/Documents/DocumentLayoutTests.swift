import Domain
import Testing
import TextExtraction

@testable import Reading

/// The fields of whole documents: invoices and credit notes of many programs, order forms, delivery notes.
@Suite struct DocumentLayoutTests {
  @Test(arguments: DocumentCase.all)
  func printedPagesAreRead(document: DocumentCase) {
    check(document, DocumentCase.fields(DocumentCase.printed(document.text)))
  }

  /// A text that tells no places has columns all the same.
  @Test(arguments: DocumentCase.all)
  func typedPagesAreRead(document: DocumentCase) {
    check(document, DocumentCase.fields(Page(text: document.text)))
  }

  @Test func thereAreFortyFrenchDocuments() {
    #expect(DocumentCase.all.count { $0.name.hasPrefix("french") } >= 40)
    #expect(DocumentCase.all.allSatisfy { !$0.text.isEmpty && $0.fields.count >= 2 })
  }

  private func check(_ document: DocumentCase, _ fields: DocumentFields) {
    for (kind, value) in document.fields {
      let found = fields[kind]?.value
      switch kind {
      case .documentNumber, .orderNumber:
        #expect(found?.filter { $0 != " " } == value.filter { $0 != " " }, "\(kind)")
      case .supplier, .buyer, .customerName: #expect(found?.lowercased() == value.lowercased(), "\(kind)")
      default: #expect(found == value, "\(kind)")
      }
    }
    let parts = [fields[.net], fields[.vat], fields[.total]].compactMap { $0 }
    if parts.count == 3 { #expect(fields.addsUp == true) } else { #expect(fields.addsUp == nil) }
  }
}

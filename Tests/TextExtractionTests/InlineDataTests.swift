import Testing

@testable import TextExtraction

@Suite("Pictures within the HTML")
struct InlineDataTests {
  private static let picture = "data:image/png;base64," + String(repeating: "iVBORw0KGgo+/", count: 100) + "=="
  private static let folded =
    "data:image/png;base64,\n" + String(repeating: String(repeating: "A", count: 76) + "\r\n", count: 20)

  @Test(
    "are cut out, and nothing else is",
    arguments: [
      ("<img src=\"\(picture)\">Bon 778", "<img src=\"data:\">Bon 778"),
      ("<img src='\(picture)'><img src='\(picture)'>", "<img src='data:'><img src='data:'>"),
      ("<style>a{background:url(\(picture))}</style>", "<style>a{background:url(data:)}</style>"),
      ("<IMG SRC=DATA:\(picture.dropFirst(5)) alt=x>", "<IMG SRC=DATA: alt=x>"),
      (
        "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">",
        "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">"
      ),
      ("Vos data: un mot, deux mots", "Vos data: un mot, deux mots"), ("data:", "data:"), (":", ":"), ("", ""),
      (String(repeating: "data:", count: 40), String(repeating: "data:", count: 40)),
    ])
  func isCut(_ html: String, _ expected: String) {
    #expect(String(decoding: InlineData.removed(from: Array(html.utf8)), as: UTF8.self) == expected)
  }

  @Test("are cut whole when their lines are folded")
  func foldedIsCut() {
    let html = "<img src=\"data:image/png;base64," + Self.folded.dropFirst(23) + "\">Bon 778"
    let read = String(decoding: InlineData.removed(from: Array(html.utf8)), as: UTF8.self)
    #expect(read == "<img src=\"data:\r\n\">Bon 778")
  }

  @Test("do not count as size")
  func isNoSize() async throws {
    let html = "<p>Bonjour</p><img src=\"data:image/jpeg;base64,\(String(repeating: "A", count: 12 << 20))\"><p>Fin</p>"
    #expect(try await text(html) == "Bonjour\n\nFin")
  }
}

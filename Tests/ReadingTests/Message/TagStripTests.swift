import Testing

@testable import Reading

@Suite struct TagStripTests {
  @Test(arguments: [
    ("<p>Bonjour</p><p>Merci</p>", "\nBonjour\nMerci\n"), ("a<br>b", "a\nb"), ("a &amp; b &lt; c", "a & b < c"),
    ("<style>p{}</style>a<script>x<y</script>b", "ab"), ("a<!-- <b> -->c", "ac"),
    ("a &nbsp; &eacute;t&eacute;", "a  été"),
    ("a<b", "a"), ("<STYLE>x", ""), ("a   \n  b", "a b"), ("&", "&"), ("<", ""), ("", ""),
    ("x &inconnu; y", "x &inconnu; y"),
  ])
  func savesTheWords(_ html: String, _ text: String) {
    #expect(TagStrip.text(of: Array(html.utf8)).drop { $0 == "\n" } == text.drop { $0 == "\n" })
  }

  @Test(arguments: ["<", "<!--", "<style", "&nbsp", "<br>", "<script>"])
  func hostileInputEnds(_ unit: String) {
    let html = Array(String(repeating: unit, count: 200_000 / unit.utf8.count).utf8)
    #expect(TagStrip.text(of: html).utf8.count <= html.count)
  }
}

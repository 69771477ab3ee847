import Testing

@testable import Reading

@Suite struct TagStripTests {
  @Test(arguments: [
    ("<p>Bonjour</p><p>Merci</p>", "\nBonjour\nMerci\n"), ("a<br>b", "a\nb"), ("a &amp; b &lt; c", "a & b < c"),
    ("<style>p{}</style>a<script>x<y</script>b", "ab"), ("a<!-- <b> -->c", "ac"), ("a<!-- b", "a<!-- b"),
    ("<STYLE type='x'>p{}</Style >a", "a"), ("<td>Réf.</td><td>778</td>", "Réf. 778 "), ("<pre>a</pre>b", "a\nb"),
    ("<head><title>x</title></head>a", "a"), ("<html><?xml v?><!doctype html>a</html>", "a"),
    ("a   \n  b", "a b"), ("&", "&"), ("<", "<"), ("", ""), ("x &inconnu; y", "x &inconnu; y"),
  ])
  func savesTheWords(_ html: String, _ text: String) {
    #expect(TagStrip.text(of: Array(html.utf8)).drop { $0 == "\n" } == text.drop { $0 == "\n" })
  }

  @Test(arguments: [
    ("a <3 mot mot…</p>b", "a <3 mot mot…\nb"), ("a<b", "a<b"), ("poids < 5 kg, <b>fin</b>", "poids < 5 kg, fin"),
    ("si x <y et <i>z</i>", "si x <y et z"), ("Avant <a href='x", "Avant <a href='x"), ("<style>a", "a"),
    ("a <> b", "a <> b"),
  ])
  func whatIsNoTagStays(_ html: String, _ text: String) {
    #expect(TagStrip.text(of: Array(html.utf8)) == text)
  }

  @Test(arguments: [
    ("D&#233;j&#xE0;", "Déjà"), ("d&#233j&#Xe0 vu", "déjà vu"), ("&#128;&#146;&#339;", "€’œ"), ("&#10004;", "✔"),
    ("a&#160;b", "a b"), ("a&#10;b", "a b"), ("&#0;&#xD800;&#x110000;", "\u{FFFD}\u{FFFD}"), ("&#;&#x;", "&#;&#x;"),
    ("&#x1F600;", "😀"), ("&#99999999999999;", "\u{FFFD}999;"), ("a&shy;b&#8203;c", "abc"),
    ("&acirc;&oelig;&hellip;&Eacute;&ccedil;&OElig;&yuml;", "âœ…ÉçŒÿ"),
    ("a&nbsp; &eacute;t&eacute;", "a été"), ("&laquo;&ldquo;&lsquo;&rsquo;&rdquo;&raquo;", "«“‘’”»"),
    ("&ndash;&mdash;&euro;&deg;&frac12;&times;", "–—€°½×"), ("&quot;&apos;&lt;b&gt;&amp;amp;", "\"'<b>&amp;"),
    ("?a=1&copy=2", "?a=1&copy=2"),
  ])
  func referencesAreRead(_ html: String, _ text: String) {
    #expect(TagStrip.text(of: Array(html.utf8)) == text)
  }

  @Test(arguments: ["<", "<!--", "<style", "&nbsp", "<br>", "<script>", "<a ", "<title>", "&#", "</"])
  func hostileInputEnds(_ unit: String) {
    let html = Array(String(repeating: unit, count: 200_000 / unit.utf8.count).utf8)
    #expect(TagStrip.text(of: html).utf8.count <= html.count)
  }
}

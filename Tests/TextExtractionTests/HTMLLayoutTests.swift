import Testing
import TextExtraction

@Suite("What a reader sees: lines, lists, tables")
struct HTMLLayoutTests {
  @Test(arguments: [
    HTMLCase("nothing", "", ""),
    HTMLCase("only white space", " \n\t ", ""),
    HTMLCase("text without any tag", "Bonjour", "Bonjour"),
    HTMLCase("white space collapses", "<p>Bonjour\n   à  \t tous</p>", "Bonjour à tous"),
    HTMLCase("paragraphs", "<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
    HTMLCase("an empty paragraph adds nothing", "<p>Un</p><p></p><p>Deux</p>", "Un\n\nDeux"),
    HTMLCase("divisions are lines", "<div>Un</div><div>Deux</div>", "Un\nDeux"),
    HTMLCase("text beside a division", "Un<div>Deux</div>Trois", "Un\nDeux\nTrois"),
    HTMLCase("nested divisions", "<div><div><div>Un</div></div></div><div>Deux</div>", "Un\nDeux"),
    HTMLCase("line break", "Un<br>Deux", "Un\nDeux"),
    HTMLCase("two line breaks", "Un<br><br>Deux", "Un\n\nDeux"),
    HTMLCase("a line break at the end of a block shows nothing", "<div>Un<br></div><div>Deux</div>", "Un\nDeux"),
    HTMLCase("an empty line as Gmail writes it", "<div>Un</div><div><br></div><div>Deux</div>", "Un\n\nDeux"),
    HTMLCase("an empty line by a no-break space", "<div>Un</div><div>&nbsp;</div><div>Deux</div>", "Un\n\nDeux"),
    HTMLCase("many empty lines are one", "<div>Un</div><br><br><br><p>&nbsp;</p><div>Deux</div>", "Un\n\nDeux"),
    HTMLCase("spaces around inline tags", "Le <b>prix</b> est <i>bas</i>.", "Le prix est bas."),
    HTMLCase("no space where there is none", "<b>A</b>B<i>C</i>", "ABC"),
    HTMLCase("space inside a tag's edge", "<b>Le </b><i> prix</i>", "Le prix"),
    HTMLCase("headings", "<h1>Facture</h1>Bonjour<h2>Détail</h2><p>Rien</p>", "Facture\n\nBonjour\n\nDétail\n\nRien"),
    HTMLCase(
      "a rule", "<p>Un</p><hr><p>Deux</p>", "Un\n\n________________________________\n\nDeux"),
    HTMLCase("preformatted", "<pre>  a\n    b\n\n\nc</pre>", "  a\n    b\n\n\nc"),
    HTMLCase("white-space: pre-wrap", "<div style='white-space: pre-wrap'>a  b\nc</div>d  e", "a  b\nc\nd e"),
    HTMLCase("entities", "&lt;caf&eacute;&gt; &amp; th&#233; &euro;&nbsp;5 &rsquo;", "<café> & thé € 5 ’"),
    HTMLCase("invisible characters", "com\u{AD}man\u{200B}de\u{FEFF} \u{202E}42\u{202C}", "commande 42"),
    HTMLCase("narrow no-break space", "14\u{202F}h 1\u{202F}234,50\u{A0}€", "14 h 1 234,50 €"),
    HTMLCase("an emoji of several characters", "\u{1F469}\u{200D}\u{1F4BB} merci", "\u{1F469}\u{200D}\u{1F4BB} merci"),
    HTMLCase("inline quotation", "Il dit <q>oui</q>.", "Il dit \"oui\"."),
    HTMLCase("span shown as a block", "<span style='display:block'>Un</span><span>Deux</span>", "Un\nDeux"),
    HTMLCase(
      "divisions shown inline", "<div style='display:inline'>Un</div> <div style='display:inline'>Deux</div>", "Un Deux"
    ),
    HTMLCase("a margin given to divisions", "<div style='margin-bottom:1em'>Un</div><div>Deux</div>", "Un\n\nDeux"),
    HTMLCase("paragraphs without margins", "<p style='margin:0'>Un</p><p style='margin:0'>Deux</p>", "Un\nDeux"),
    HTMLCase(
      "paragraphs whose margins a style sheet removes",
      "<style>P {margin-top:0;margin-bottom:0;}</style><p>Un</p><p>Deux</p>", "Un\nDeux"),
  ])
  func lines(_ test: HTMLCase) async throws {
    let read = try await text(test.html)
    #expect(read == test.expected)
  }

  @Test(arguments: [
    HTMLCase("bullets", "Avant<ul><li>Un</li><li>Deux</li></ul>Après", "Avant\n\n- Un\n- Deux\n\nAprès"),
    HTMLCase("unclosed items", "<ul><li>Un<li>Deux</ul>", "- Un\n- Deux"),
    HTMLCase("numbers", "<ol><li>Un</li><li>Deux</li></ol>", "1. Un\n2. Deux"),
    HTMLCase(
      "numbers that start elsewhere", "<ol start=9><li>Un<li>Deux<li value=20>Trois<li>Quatre</ol>",
      "9. Un\n10. Deux\n20. Trois\n21. Quatre"),
    HTMLCase("a number out of bounds", "<ol start=99999999999999999999><li>Un</ol>", "1. Un"),
    HTMLCase(
      "a list in a list", "<ul><li>Un<ul><li>Sous-un</li></ul></li><li>Deux</li></ul>", "- Un\n  - Sous-un\n- Deux"),
    HTMLCase("an item of two lines", "<ol><li>Un<br>suite</li></ol>", "1. Un\n   suite"),
    HTMLCase("items of paragraphs", "<ul><li><p>Un</p></li><li><p>Deux</p></li></ul>", "- Un\n\n- Deux"),
    HTMLCase("an empty item", "<ul><li></li><li>Deux</li></ul>Fin", "- Deux\n\nFin"),
    HTMLCase("definitions", "<dl><dt>Réf.</dt><dd>A-12</dd></dl>", "Réf.\n  A-12"),
    HTMLCase(
      "a list as Word writes it",
      """
      <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>\
      <span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span>\
      <![endif]>Chaise Oslo<o:p></o:p></p>
      <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp; </span>\
      </span>Table Bergen<o:p></o:p></p>
      """,
      "- Chaise Oslo\n2. Table Bergen"),
  ])
  func lists(_ test: HTMLCase) async throws {
    let read = try await text(test.html)
    #expect(read == test.expected)
  }

  @Test(arguments: [
    HTMLCase(
      "a table of data",
      """
      <p>Détail :</p><table border=1><tr><th>Article</th><th>Qté</th><th>Prix</th></tr>
      <tr><td>Chaise</td><td>2</td><td>59,90&nbsp;€</td></tr><tr><td>Table</td><td>1</td><td>199&nbsp;€</td></tr></table>
      """,
      "Détail :\n\nArticle | Qté | Prix\nChaise | 2 | 59,90 €\nTable | 1 | 199 €"),
    HTMLCase(
      "paragraphs in cells",
      "<table><tr><td><p>A</p></td><td><p>B</p></td></tr><tr><td><p>C</p></td><td><p>D</p></td></tr></table>",
      "A | B\nC | D"),
    HTMLCase("an empty cell", "<table><tr><td>A</td><td>&nbsp;</td><td>C</td></tr></table>", "A | C"),
    HTMLCase("one cell is no row", "<table><tr><td>Bonjour</td></tr><tr><td>Merci</td></tr></table>", "Bonjour\nMerci"),
    HTMLCase(
      "an article and its reference in one cell",
      "<table><tr><td>Chaise Oslo<br>Réf. 1234</td><td>2</td><td>39,90 €</td></tr></table>",
      "Chaise Oslo Réf. 1234 | 2 | 39,90 €"),
    HTMLCase(
      "columns of a layout stand one below the other",
      """
      <table role=presentation><tr><td><p>Votre colis part demain.</p><p>Merci !</p></td>
      <td><p>Nos conseils</p><p>Montez la chaise à deux.</p></td></tr></table>
      """,
      "Votre colis part demain.\n\nMerci !\n\nNos conseils\n\nMontez la chaise à deux."),
    HTMLCase(
      "tables in tables",
      "<table><tr><td><table><tr><td><table><tr><td>Total</td><td>12 €</td></tr></table></td></tr></table></td></tr></table>",
      "Total | 12 €"),
    HTMLCase(
      "a menu of links",
      "<table><tr><td><a href='https://a.example/'>Sièges</a></td><td><a href='https://b.example/'>Tables</a></td></tr></table>",
      "Sièges <https://a.example/> | Tables <https://b.example/>"),
    HTMLCase("cells without a table", "<td>Un</td><td>Deux</td>", "UnDeux"),
    HTMLCase(
      "text misplaced in a table comes before it", "<table>Avant<tr><td>A</td><td>B</td></tr></table>", "Avant\nA | B"),
    HTMLCase("caption", "<table><caption>Mars</caption><tr><td>A</td><td>B</td></tr></table>", "Mars\nA | B"),
  ])
  func tables(_ test: HTMLCase) async throws {
    let read = try await text(test.html)
    #expect(read == test.expected)
  }
}

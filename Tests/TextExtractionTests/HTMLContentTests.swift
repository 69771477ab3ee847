import Testing
import TextExtraction

@Suite("What a reader sees: links, images, hidden text")
struct HTMLContentTests {
  @Test(arguments: [
    HTMLCase(
      "a link", "Voir <a href='https://ex.fr/suivi?id=1&amp;x=2'>le suivi</a>.",
      "Voir le suivi <https://ex.fr/suivi?id=1&x=2>."),
    HTMLCase("a link that says its address", "<a href='https://ex.fr/'>https://ex.fr</a>", "https://ex.fr"),
    HTMLCase("without its scheme", "<a href='http://www.ex.fr/'>www.ex.fr</a>", "www.ex.fr"),
    HTMLCase(
      "a link that says another address", "<a href='https://mal.example/'>https://banque.fr</a>",
      "https://banque.fr <https://mal.example/>"),
    HTMLCase("a mail address", "<a href='mailto:Jean@ex.fr'>jean@ex.fr</a>", "jean@ex.fr"),
    HTMLCase("a mail address in brackets", "&lt;<a href='mailto:jean@ex.fr'>jean@ex.fr</a>&gt;", "<jean@ex.fr>"),
    HTMLCase("a name with a mail address", "<a href='mailto:jean@ex.fr?subject=x'>Jean</a>", "Jean <jean@ex.fr>"),
    HTMLCase("a telephone number", "<a href='tel:0102030405'>01 02 03 04 05</a>", "01 02 03 04 05"),
    HTMLCase(
      "a telephone number behind words", "<a href='tel:+33102030405'>Appelez-nous</a>", "Appelez-nous <+33102030405>"),
    HTMLCase("a script", "<a href='javascript:alert(1)'>Ici</a>", "Ici"),
    HTMLCase("a disguised script", "<a href=' java&#10;script:alert(1)'>Ici</a>", "Ici"),
    HTMLCase("embedded data", "<a href='data:text/html,x'>Ici</a>", "Ici"),
    HTMLCase("a place in the page", "<a href='#bas'>Bas</a> <a name=x>là</a>", "Bas là"),
    HTMLCase("no scheme", "<a href='/compte'>Compte</a>", "Compte"),
    HTMLCase("an empty link", "Un<a href='https://ex.fr/'></a> deux", "Un deux"),
    HTMLCase("an address broken by a line end", "<a href='https://ex.fr/a\nb'>Ici</a>", "Ici <https://ex.fr/ab>"),
    HTMLCase(
      "a link around blocks", "<a href='https://ex.fr/'><div>Un</div><div>Deux</div></a>Trois",
      "Un\nDeux <https://ex.fr/>\nTrois"),
    HTMLCase("the space after a link", "<a href='https://ex.fr/'>Ici </a>et là", "Ici <https://ex.fr/> et là"),
  ])
  func links(_ test: HTMLCase) async throws {
    let read = try await text(test.html)
    #expect(read == test.expected)
  }

  @Test(arguments: [
    HTMLCase("an image", "<img src=a.png alt='Photo du carton   abîmé'>", "[Photo du carton abîmé]"),
    HTMLCase("an image without a text", "Un<img src=a.png><img src=b.png alt=''> deux", "Un deux"),
    HTMLCase("a pixel by its attributes", "<img src=x width=1 height=1 alt=suivi>Texte", "Texte"),
    HTMLCase("a pixel by its style", "<img src=x style='width:1px;height:1px' alt=suivi>Texte", "Texte"),
    HTMLCase("a wide image", "<img src=x width='100%' height=auto alt=Logo>", "[Logo]"),
    HTMLCase(
      "a button drawn as an image", "<a href='https://ex.fr/'><img src=x alt='Payer'></a>", "[Payer] <https://ex.fr/>"),
    HTMLCase("a pixel in a link", "<a href='https://ex.fr/'><img src=x width=1 height=1></a>Texte", "Texte"),
    HTMLCase("an emoji", "Merci <img alt='😀' src='cid:1'>", "Merci 😀"),
  ])
  func images(_ test: HTMLCase) async throws {
    let read = try await text(test.html)
    #expect(read == test.expected)
  }

  @Test(arguments: [
    HTMLCase("display: none", "<div style='display: none !important'>X</div>Texte", "Texte"),
    HTMLCase("everything below it", "<div style='DISPLAY:none'><p style='display:block'>X</p></div>Texte", "Texte"),
    HTMLCase("visibility: hidden", "<span style='visibility:hidden'>X</span>Texte", "Texte"),
    HTMLCase("shown again below", "<div style='visibility:hidden'>X<b style='visibility:visible'>Y</b></div>", "Y"),
    HTMLCase("hidden attribute", "<p hidden>X</p>Texte", "Texte"),
    HTMLCase("font-size: 0", "<span style='font-size:0px'>X</span>Texte", "Texte"),
    HTMLCase(
      "font-size: 0 set right below, as newsletters space their cells",
      "<table><tr><td style='font-size:0px'><div style='font-size:14px'>Y</div>X</td></tr></table>", "Y"),
    HTMLCase("mso-hide", "<span style='mso-hide:all'>X</span>Texte", "Texte"),
    HTMLCase(
      "a button that only Word draws itself",
      "<!--[if mso]><v:rect>Payer</v:rect><![endif]--><a href='https://ex.fr/' style='mso-hide:all'>Payer</a>",
      "Payer <https://ex.fr/>"),
    HTMLCase("no height", "<div style='max-height:0;overflow:hidden'>X</div>Texte", "Texte"),
    HTMLCase("a height of 0 without clipping shows", "<div style='height:0'>Y</div>", "Y"),
    HTMLCase("transparent", "<div style='opacity:0'>X</div>Texte", "Texte"),
    HTMLCase("off the page", "<div style='position:absolute;left:-9999px'>X</div>Texte", "Texte"),
    HTMLCase("the colour of its background", "<div style='background-color:#FFF;color:#fefefe'>X</div>Texte", "Texte"),
    HTMLCase("by attributes", "<table bgcolor='#ffffff'><tr><td><font color=white>X</font>Y</td></tr></table>", "Y"),
    HTMLCase("white on an image shows", "<div style=\"background:url('a.png') #fff;color:#fff\">Y</div>", "Y"),
    HTMLCase("white on red shows", "<div style='background:red;color:rgb(255, 255, 255)'>Y</div>", "Y"),
    HTMLCase(
      "a preview text hidden by a style sheet",
      "<head><style><!-- /* x */ .preheader, span.y { display:none !important } --></style></head><div class='a preheader'>X</div>Texte",
      "Texte"),
    HTMLCase(
      "a style sheet for telephones",
      "<style>@media (max-width:600px){ .m{display:none} p{color:red} } .n{display:none}</style><p class=m>Y</p><p class=n>X</p>",
      "Y"),
    HTMLCase(
      "a preview text padded with invisible characters",
      "<div style='display:none;font-size:1px;line-height:1px;max-height:0'>Votre colis &zwnj;&nbsp;&zwnj;&nbsp;</div><p>Bonjour</p>",
      "Bonjour"),
    HTMLCase(
      "scripts, styles, comments",
      "<script>x()</script><style>p{}</style><!-- c --><title>t</title>Texte<noscript> oui</noscript>", "Texte oui"),
    HTMLCase(
      "Office's own data", "<xml><o:OfficeDocumentSettings>X</o:OfficeDocumentSettings></xml>Texte<o:p>&nbsp;</o:p>",
      "Texte"),
    HTMLCase("choices of a form", "<select><option>X</select><input value=X><button>Valider</button>", "Valider"),
    HTMLCase("drawings", "<svg><title>X</title><text>X</text></svg>Texte", "Texte"),
  ])
  func hidden(_ test: HTMLCase) async throws {
    let read = try await text(test.html)
    #expect(read == test.expected)
  }
}

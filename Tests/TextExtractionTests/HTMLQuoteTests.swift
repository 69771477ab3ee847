import Testing
import TextExtraction

/// A mail in the shape of one mail program, and its text: lines that it quotes begin with `>`.
@Suite("What a mail quotes, as each mail program marks it")
struct HTMLQuoteTests {
  @Test(arguments: [
    HTMLCase(
      "Gmail, reply",
      """
      <div dir="ltr">Bonjour,<div><br></div><div>Où en est ma commande 1042&nbsp;?</div></div><br>
      <div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Le lun. 2 mars 2026 à 14:05, \
      Boutique &lt;<a href="mailto:sav@ex.fr">sav@ex.fr</a>&gt; a écrit&nbsp;:<br></div>\
      <blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">\
      <div dir="ltr">Merci de votre achat.</div></blockquote></div>
      """,
      """
      Bonjour,

      Où en est ma commande 1042 ?

      Le lun. 2 mars 2026 à 14:05, Boutique <sav@ex.fr> a écrit :

      > Merci de votre achat.
      """),
    HTMLCase(
      "Gmail, answer below the quote",
      """
      <div class="gmail_quote"><div class="gmail_attr">Le lun. 2 mars 2026, A a écrit :</div>\
      <blockquote class="gmail_quote">Quelle taille ?</blockquote><div>Du 42.</div></div>
      """,
      """
      Le lun. 2 mars 2026, A a écrit :

      > Quelle taille ?

      Du 42.
      """),
    HTMLCase(
      "Gmail, forward",
      """
      <div dir="ltr">Pour vous.<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">\
      ---------- Forwarded message ---------<br>De : <strong>A</strong> <span>&lt;<a href="mailto:a@ex.fr">a@ex.fr</a>\
      &gt;</span><br>Objet : Devis<br></div><br><div>Le devis est joint.</div></div></div>
      """,
      """
      Pour vous.

      > ---------- Forwarded message ---------
      > De : A <a@ex.fr>
      > Objet : Devis
      >
      > Le devis est joint.
      """),
    HTMLCase(
      "Gmail, an indentation is no quote",
      "<div>Adresse :</div><blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\">1 rue X</blockquote>",
      "Adresse :\n  1 rue X"),
    HTMLCase(
      "Outlook on the web",
      """
      <style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>
      <div class="elementToProof">Bonjour,</div><div class="elementToProof"><br></div>
      <div class="elementToProof">Toujours rien reçu.</div><div id="appendonsend"></div>
      <hr style="display:inline-block;width:98%" tabindex="-1">
      <div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" color="#000000"><b>De :</b> SAV &lt;sav@ex.fr&gt;<br>\
      <b>Envoyé :</b> lundi 2 mars 2026 14:05<br><b>Objet :</b> Suivi</font><div>&nbsp;</div></div>
      <div><p>Votre colis est parti.</p><p>Merci</p></div>
      """,
      """
      Bonjour,

      Toujours rien reçu.

      > De : SAV <sav@ex.fr>
      > Envoyé : lundi 2 mars 2026 14:05
      > Objet : Suivi
      >
      > Votre colis est parti.
      > Merci
      """),
    HTMLCase(
      "Outlook on the web, a reply to a reply",
      """
      <div>Trois</div><hr tabindex="-1"><div id="divRplyFwdMsg"><b>De :</b> B</div><div>Deux</div>
      <hr tabindex="-1"><div id="x_divRplyFwdMsg"><b>De :</b> A</div><div>Un</div>
      """,
      "Trois\n\n> De : B\n> Deux\n\n>> De : A\n>> Un"),
    HTMLCase(
      "Outlook for Windows",
      """
      <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
      p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt;} @page WordSection1 {size:612.0pt 792.0pt;}
      div.WordSection1 {page:WordSection1;} --></style><!--[if gte mso 9]><xml>x</xml><![endif]--></head>
      <body lang=FR><div class=WordSection1><p class=MsoNormal>Bonjour,<o:p></o:p></p>
      <p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Je relance la facture F-2026-12.<o:p></o:p></p>
      <p class=MsoNormal><o:p>&nbsp;</o:p></p>
      <div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>
      <p class=MsoNormal><b>De&nbsp;:</b> Compta &lt;compta@ex.fr&gt; <br><b>Envoyé&nbsp;:</b> lundi 2 mars 2026 14:05</p>
      </div></div><p class=MsoNormal>Bien reçue.<o:p></o:p></p></div></body></html>
      """,
      """
      Bonjour,

      Je relance la facture F-2026-12.

      > De : Compta <compta@ex.fr>
      > Envoyé : lundi 2 mars 2026 14:05
      > Bien reçue.
      """),
    HTMLCase(
      "Outlook for Windows, a line above one's own text is no header",
      """
      <div style='border:none;border-top:solid windowtext 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>Détails\
       de la commande</p></div>
      """,
      "Détails de la commande"),
    HTMLCase(
      "Outlook for Windows, a line on the left",
      """
      <p class=MsoNormal>Oui.</p><div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'>
      <p class=MsoNormal>Livrez-vous en Corse ?</p></div><p class=MsoNormal>Paul</p>
      """,
      "Oui.\n\n> Livrez-vous en Corse ?\n\nPaul"),
    HTMLCase(
      "Outlook Express",
      """
      <div>Merci.</div><blockquote style="BORDER-LEFT: #000000 2px solid"><div class=OutlookMessageHeader>\
      <b>De :</b> A</div><div>Voici.</div></blockquote>
      """,
      "Merci.\n\n> De : A\n> Voici."),
    HTMLCase(
      "Outlook for telephones",
      """
      <div dir="ltr">Je confirme.</div><div id="ms-outlook-mobile-signature">Obtenir <a href="https://aka.ms/x">Outlook \
      pour iOS</a></div><hr><div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-\
      message skipProofing"><b>De :</b> A<br></div><div>Confirmez-vous ?</div></div>
      """,
      """
      Je confirme.
      Obtenir Outlook pour iOS <https://aka.ms/x>
      ________________________________

      > De : A
      > Confirmez-vous ?
      """),
    HTMLCase(
      "Apple Mail",
      """
      <body style="overflow-wrap: break-word;">Bonjour,<div>la chaise est cassée.<br id="lineBreakAtBeginningOfMessage">\
      <div><br><blockquote type="cite"><div>Le 2 mars 2026 à 14:05, SAV &lt;sav@ex.fr&gt; a écrit :</div>\
      <br class="Apple-interchange-newline"><div><div>Tout va bien ?</div></div></blockquote></div><br></div></body>
      """,
      """
      Bonjour,
      la chaise est cassée.

      > Le 2 mars 2026 à 14:05, SAV <sav@ex.fr> a écrit :
      >
      > Tout va bien ?
      """),
    HTMLCase(
      "iPhone, answers between quotes",
      """
      <div dir="ltr"></div><div dir="ltr"><blockquote type="cite">Quelle couleur ?</blockquote></div><div>Bleu.</div>\
      <blockquote type="cite"><div>Quelle taille ?<br><blockquote type="cite">Bonjour</blockquote></div></blockquote>\
      <div>42<br><br>Envoyé de mon iPhone</div>
      """,
      """
      > Quelle couleur ?

      Bleu.

      > Quelle taille ?

      >> Bonjour

      42

      Envoyé de mon iPhone
      """),
    HTMLCase(
      "Thunderbird",
      """
      <body><p>Bonjour,</p><p>voici le RIB.<br></p><div class="moz-cite-prefix">Le 02/03/2026 à 14:05, A a écrit :<br>\
      </div><blockquote type="cite" cite="mid:1@ex.fr"><pre class="moz-quote-pre" wrap="">Bonjour,
      il manque le RIB.
      </pre></blockquote><div class="moz-signature">-- <br>Jean</div></body>
      """,
      """
      Bonjour,

      voici le RIB.

      Le 02/03/2026 à 14:05, A a écrit :

      > Bonjour,
      > il manque le RIB.

      --
      Jean
      """),
    HTMLCase(
      "Thunderbird, forward",
      """
      <p>Pour suite.</p><div class="moz-forward-container">-------- Message transféré --------<table \
      class="moz-email-headers-table"><tbody><tr><th align="RIGHT">Sujet : </th><td>Litige</td></tr><tr><th>De : </th>\
      <td>A</td></tr></tbody></table><br><br>Le texte.</div>
      """,
      """
      Pour suite.

      > -------- Message transféré --------
      > Sujet : | Litige
      > De : | A
      >
      > Le texte.
      """),
    HTMLCase(
      "Yahoo",
      """
      <div class="ydp1 yahoo-style-wrap"><div>Merci</div></div><div id="ydp2yahoo_quoted_33" class="ydp2yahoo_quoted">\
      <div><div>Le lundi 2 mars 2026 à 14:05:00 UTC+1, A &lt;a@ex.fr&gt; a écrit :</div><div>Bonjour</div></div></div>
      """,
      """
      Merci

      > Le lundi 2 mars 2026 à 14:05:00 UTC+1, A <a@ex.fr> a écrit :
      > Bonjour
      """),
    HTMLCase(
      "Proton",
      """
      <div>Oui.</div><div class="protonmail_quote">Le lundi 2 mars 2026 à 14:05, A &lt;a@ex.fr&gt; a écrit :<br><br>\
      <blockquote class="protonmail_quote" type="cite">Est-ce bon ?</blockquote><br></div>
      """,
      "Oui.\nLe lundi 2 mars 2026 à 14:05, A <a@ex.fr> a écrit :\n\n> Est-ce bon ?"),
    HTMLCase(
      "Free (Zimbra)",
      """
      <div style="font-family: arial"><div>Bonjour, je me désiste.</div><hr id="zwchr" data-marker="__DIVIDER__">\
      <div data-marker="__HEADERS__"><b>De: </b>"A" &lt;a@ex.fr&gt;<br><b>Objet: </b>Contrat<br></div>\
      <div data-marker="__QUOTED_TEXT__"><div>Signez ici.</div></div></div>
      """,
      "Bonjour, je me désiste.\n\n> De: \"A\" <a@ex.fr>\n> Objet: Contrat\n> Signez ici."),
    HTMLCase(
      "Orange",
      """
      <p>Je n'ai rien reçu.</p><p>&nbsp;</p><blockquote style="padding-left: 5px; margin-left: 5px; border-left: \
      #ff6600 2px solid">&gt; Message du 02/03/26 14:05<br>&gt; De : "SAV" &lt;sav@ex.fr&gt;<br>&gt; <br>&gt; Votre colis</blockquote>
      """,
      """
      Je n'ai rien reçu.

      > > Message du 02/03/26 14:05
      > > De : "SAV" <sav@ex.fr>
      > >
      > > Votre colis
      """),
    HTMLCase(
      "GMX",
      """
      <div>Oui</div><div name="quote" style="margin:10px 5px 5px 10px; border-left:2px solid #C3D9E5;"><div><b>Von:</b> A\
      </div><div name="quoted-content">Ja?</div></div>
      """,
      "Oui\n\n> Von: A\n> Ja?"),
    HTMLCase(
      "Zoho",
      """
      <div>Oui</div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- Le lun., 02 mars 2026, A a écrit ----</div>\
      <blockquote id="blockquote_zmail">Est-ce bon ?</blockquote></div>
      """,
      "Oui\n---- Le lun., 02 mars 2026, A a écrit ----\n\n> Est-ce bon ?"),
    HTMLCase(
      "a quote that another mail program took over",
      "<div>Oui</div><div class=\"m_-123gmail_quote\"><div>A a écrit :</div><blockquote>Non</blockquote></div>",
      "Oui\nA a écrit :\n\n> Non"),
  ])
  func quotes(_ test: HTMLCase) async throws {
    let read = try await text(test.html)
    #expect(read == test.expected)
  }

  /// A document with one block quote, and whether it quotes.
  struct BlockQuote: Sendable, CustomTestStringConvertible {
    let html: String
    let isQuote: Bool
    var testDescription: String { html }
  }

  @Test(
    "a block quote is the author's own indentation, unless something tells a quote",
    arguments: [
      BlockQuote(
        html: "<p>Mon bon :</p><blockquote style=\"margin-left:40px\">Bon 778</blockquote><p>Merci</p>", isQuote: false),
      BlockQuote(html: "<blockquote style=\"margin-left:40px\">Bon 778</blockquote><p>Merci</p>", isQuote: false),
      BlockQuote(html: "<p>Voici</p><blockquote style=\"margin-left:40px\">Bon 778</blockquote>", isQuote: false),
      BlockQuote(html: "<p>Voici :</p><blockquote>Bon 778</blockquote><p>Merci</p>", isQuote: false),
      BlockQuote(html: "<p>Je vous ai écrit :</p><blockquote>Bon 778</blockquote><p>Merci</p>", isQuote: false),
      BlockQuote(
        html: "<blockquote style=\"border:none;border-left:none\">Bon 778</blockquote><p>Merci</p>", isQuote: false),
      BlockQuote(html: "<p>Voici</p><blockquote>Bon 778</blockquote>&nbsp;<br>", isQuote: true),
      BlockQuote(html: "<p>A</p><blockquote cite=\"mid:1@x\">Bon 778</blockquote><p>B</p>", isQuote: true),
      BlockQuote(html: "<p>A</p><blockquote type=cite>Bon 778</blockquote><p>B</p>", isQuote: true),
      BlockQuote(html: "<p>A</p><blockquote class=gmail_quote>Bon 778</blockquote><p>B</p>", isQuote: true),
      BlockQuote(
        html: "<p>A</p><blockquote style=\"border-left:1px solid\">Bon 778</blockquote><p>B</p>", isQuote: true),
      BlockQuote(
        html:
          "<p>A</p><blockquote style=\"border-left-style:solid;border-left-width:1px\">Bon 778</blockquote><p>B</p>",
        isQuote: true),
      BlockQuote(html: "Le 3 mars 2026, A a écrit :<blockquote>Bon 778</blockquote><p>B</p>", isQuote: true),
      BlockQuote(
        html: "<div>On Monday, Ann wrote:</div><blockquote style=\"margin:5pt\">Bon 778</blockquote><p>B</p>",
        isQuote: true),
      BlockQuote(html: "<div class=yahoo_quoted><p>A</p><blockquote>Bon 778</blockquote><p>B</p></div>", isQuote: true),
    ])
  func indentation(_ test: BlockQuote) async throws {
    let read = try await extractor.text(fromHTML: Array(test.html.utf8))
    let block = read.blocks.first { $0.text.contains("Bon 778") }
    #expect(block?.quoteDepth == (test.isQuote ? 1 : 0))
  }

  @Test("gives the depth of each block")
  func blocks() async throws {
    let html = """
      <p>Un</p><blockquote type="cite">Deux<blockquote>Trois</blockquote>Quatre</blockquote><p>Cinq</p><p>Six</p>
      """
    let read = try await extractor.text(fromHTML: Array(html.utf8))
    #expect(
      read.blocks == [
        .init(quoteDepth: 0, text: "Un"), .init(quoteDepth: 1, text: "Deux"), .init(quoteDepth: 2, text: "Trois"),
        .init(quoteDepth: 1, text: "Quatre"), .init(quoteDepth: 0, text: "Cinq\n\nSix"),
      ])
  }

  @Test("a newsletter")
  func newsletter() async throws {
    let html = """
      <!doctype html><html><head><title>Soldes</title><style>@media only screen and (max-width:480px){.col{width:100%}}
      .preheader{display:none!important}</style></head><body style="margin:0;background-color:#f4f4f4">
      <div class="preheader">Jusqu'à -50 % &#847; &#847; &#847;</div>
      <table role="presentation" width="100%" bgcolor="#f4f4f4"><tr><td align="center" style="font-size:0px">
      <table width="600"><tr><td style="font-size:12px"><a href="https://n.ex.fr/v?u=1">Voir en ligne</a></td></tr>
      <tr><td><a href="https://n.ex.fr/c?u=1"><img src="logo.png" alt="Maison Bergen" width="200"></a></td></tr>
      <tr><td style="font-size:14px"><h1 style="margin:0">Les soldes commencent</h1><p>Bonjour Claire,</p>
      <p>Du <b>24 juin</b> au 21 juillet.</p></td></tr>
      <tr><td><table><tr><td style="font-size:13px">Chaise Oslo</td><td style="font-size:13px"><s>79&nbsp;€</s> 59&nbsp;€</td></tr>
      <tr><td style="font-size:13px">Table Bergen</td><td style="font-size:13px">199&nbsp;€</td></tr></table></td></tr>
      <tr><td style="font-size:11px;color:#999999"><a href="https://n.ex.fr/d?u=1">Se désinscrire</a></td></tr></table>
      <img src="https://n.ex.fr/o.gif" width="1" height="1" alt=""></td></tr></table></body></html>
      """
    #expect(
      try await text(html) == """
        Voir en ligne <https://n.ex.fr/v?u=1>
        [Maison Bergen] <https://n.ex.fr/c?u=1>
        Les soldes commencent

        Bonjour Claire,

        Du 24 juin au 21 juillet.

        Chaise Oslo | 79 € 59 €
        Table Bergen | 199 €
        Se désinscrire <https://n.ex.fr/d?u=1>
        """)
  }
}

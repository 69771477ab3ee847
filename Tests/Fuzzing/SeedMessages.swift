/// The messages that mutations begin from: together they reach every corner of the parser.
enum SeedMessages {
  static let all: [[UInt8]] =
    [plain, alternative, related, flowed, encodedWords, parameters, forwarded, bounce, digest, uuencoded, list]
    .map(crlf) + [latin, outlook(TNEFSeed.container), binaryOutlook, multibyte, mbox, nested, empty]

  private static func crlf(_ text: String) -> [UInt8] {
    text.utf8.flatMap { $0 == 10 ? [13, 10] : [$0] }
  }

  private static let empty: [UInt8] = Array("\r\n".utf8)

  private static let plain = """
    Return-Path: <jeanne.roy@client.example>
    Received: from mx.client.example (mx.client.example [192.0.2.7])
    \tby mail.exemple.example with ESMTPS id 4F1; Tue, 3 Mar 2026 14:05:02 +0100
    From: Jeanne Roy <jeanne.roy@client.example>
    To: "Service clients" <service@exemple.example>, autre@exemple.example
    Cc: Equipe: a@exemple.example, b@exemple.example;
    Subject: Commande 4512
    Date: Tue, 3 Mar 2026 14:05:00 +0100 (CET)
    Message-ID: <1.2.3@client.example>
    In-Reply-To: <0@exemple.example>
    References: <a@exemple.example>
     <0@exemple.example>

    Bonjour,

    Ou est ma commande 4512 ?

    --
    Jeanne Roy
    """

  private static let alternative = """
    From: =?utf-8?Q?H=C3=A9l=C3=A8ne?= <helene@client.example>
    Subject: =?utf-8?B?RMOpbGFpIGRlIGxpdnJhaXNvbg==?=
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="outer"

    Preambule
    --outer
    Content-Type: multipart/alternative; boundary=inner

    --inner
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    Bonjour, o=C3=B9 en est ma commande=
     num=C3=A9ro 4512 ?
    --inner
    Content-Type: text/html; charset="utf-8"
    Content-Transfer-Encoding: base64

    PHA+Qm9uam91ciwgb8O5IGVuIGVzdCBtYSBjb21tYW5kZSA/PC9wPg==
    --inner--
    --outer
    Content-Type: application/pdf; name="facture.pdf"
    Content-Disposition: attachment; filename="facture.pdf"; size=12
    Content-Transfer-Encoding: base64

    JVBERi0xLjQKJeLjz9MK
    --outer--
    Epilogue
    """

  private static let related = """
    From: a@b.example
    MIME-Version: 1.0
    Content-Type: multipart/related; type="text/html"; start="<t@b>"; boundary="rel (1)"

    --rel (1)
    Content-Type: text/html; charset=windows-1252
    Content-ID: <t@b>

    <p>Bonjour <img src="cid:i@b"></p>
    --rel (1)
    Content-Type: image/png
    Content-ID: <i@b>
    Content-Disposition: inline
    Content-Transfer-Encoding: base64

    iVBORw0KGgo=
    --rel (1)--
    """

  /// Octets above 127 in the header and in the body, declared and not.
  private static let latin: [UInt8] =
    crlf("From: Andr") + [0xE9] + crlf(" <andre@client.example>\nSubject: [SPAM] Re: TR : R") + [0xE9]
    + crlf("clamation\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\nCaf")
    + [0xE9, 0x2C, 0x20, 0xE0] + crlf(" bient") + [0xF4] + crlf("t.\n")

  private static let flowed = """
    From: a@b.example
    Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes

    Un paragraphe qui \n  continue ici \n> cit\u{E9} une \n> fois\n>> deux fois \n>> encore\n-- \nsignature
    """

  private static let encodedWords = """
    From: "=?utf-8?Q?dans=20des?= guillemets" <a@b.example>
    Subject: =?utf-8?B?w4k=?= =?utf-8?B?dMM=?=
     =?utf-8?B?qQ==?= =?iso-8859-1*fr?Q?=E9t=E9?= =?koi8-r?B?8NLJ18XU?= =?x?Q?y?=
    To: =?utf-8?Q?Roy=2C_J?= (=?utf-8?Q?comment=C3=A9?=) <@relais.example:j@b.example>, <>, Sans Adresse
    Date: 3 Mar 26 9:5 EST
    Content-Type: text/plain; charset="=?utf-8?Q?utf-8?="

    =?utf-8?Q?corps?=
    """

  private static let parameters = """
    From: a@b.example
    Content-Type: application/x-stuff; name*0*=utf-8'fr'd%C3%A9; name*1="vis"; name*2*=%20%E2%82%AC.pdf
    Content-Disposition: attachment; filename*=iso-8859-1''%E9t%E9.pdf; filename="ete.pdf";
     creation-date="Tue, 3 Mar 2026 14:05:00 +0100"
    Content-Transfer-Encoding: x-uuencode

    begin 644 a.txt
    #0V%T
    `
    end
    """

  private static let forwarded = """
    From: a@b.example
    Subject: Fwd: Facture
    Content-Type: multipart/mixed; boundary=f

    --f

    Voir ci-joint.
    --f
    Content-Type: message/rfc822
    Content-Disposition: attachment

    From: fournisseur@b.example
    Subject: Facture 2026-031
    Content-Type: multipart/alternative; boundary=g

    --g
    Content-Type: text/plain

    Ci-joint la facture.
    --g
    Content-Type: text/html

    <p>Ci-joint la facture.
    --g--
    --f--
    """

  private static let bounce = """
    Return-Path: <>
    From: MAILER-DAEMON@mx.example
    Auto-Submitted: auto-replied
    Content-Type: multipart/report; report-type=delivery-status; boundary=r

    --r

    Your mail could not be delivered.
    --r
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example
    Arrival-Date: Tue, 3 Mar 2026 14:05:00 +0100

    Final-Recipient: rfc822; absent@client.example
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1 no such user
    Remote-MTA: dns; mx.client.example

    --r
    Content-Type: text/rfc822-headers

    From: service@exemple.example
    Message-ID: <perdu@exemple.example>
    Subject: Votre commande
    --r--
    """

  private static let digest = """
    From: liste@b.example
    List-Id: <liste.b.example>
    Precedence: list
    Content-Type: multipart/digest; boundary="d"

    --d

    From: un@b.example
    Subject: un

    texte
    --d

    From: deux@b.example

    texte
    --d--
    """

  private static let uuencoded = """
    From: a@b.example
    Subject: fichiers

    Voici :

    begin 644 note.txt
    M0F]N:F]U<BP@;V@@97-T(&UA(&-O;6UA;F1E(#\\-"D)O;FIO=7(L(&]U(&5S
    $="`-"@``
    `
    end
    et encore
    begin-base64 644 b.bin
    Qm9uam91cg==
    ====
    """

  private static let list = """
    Date: Tue, 3 Mar 2026 14:05:00 GMT
    From: un@b.example
    From: deux@b.example
    Sans deux-points
    Message-ID: <>
    Precedence: bulk
    X-Auto-Response-Suppress: All
    List-Unsubscribe: <mailto:x@b.example>

    texte
    """

  /// Texts whose characters take several octets, or that change meaning by escape sequences.
  private static let multibyte: [UInt8] =
    crlf(
      "From: a@b.example\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain; charset=utf-16\n\n"
    )
    + [0xFF, 0xFE, 0x42, 0, 0x6F, 0, 0xE9, 0, 0x3D, 0xD8, 0x00, 0xDE]
    + crlf("\n--m\nContent-Type: text/plain; charset=iso-2022-jp\n\n") + [
      0x1B, 0x24, 0x42, 0x25, 0x46, 0x1B, 0x28, 0x42,
    ]
    + crlf("\n--m\nContent-Type: text/plain; charset=gb18030\n\n") + [0x81, 0x30, 0x81, 0x30, 0xC4, 0xE3]
    + crlf("\n--m\nContent-Type: text/plain; charset=us-ascii\n\nd\u{E9}j\u{E0}\n--m--\n")

  private static let mbox: [UInt8] = crlf(
    "From jeanne@b.example Tue Mar  3 14:05:00 2026\nFrom: a@b.example\n\n>From la Poste\n\n"
      + "From jeanne@b.example Tue Mar  3 14:06:00 2026\nFrom: b@b.example\n\ntexte\n")

  /// Ten messages inside one another.
  private static let nested: [UInt8] = crlf(
    String(repeating: "Content-Type: message/rfc822\n\n", count: 10) + "Subject: au fond\n\ntexte\n")

  /// A container in base64, as Outlook sends it.
  private static func outlook(_ container: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var encoded: [UInt8] = []
    for start in stride(from: 0, to: container.count, by: 3) {
      let group = (0..<3).reduce(0) { $0 << 8 | (start + $1 < container.count ? Int(container[start + $1]) : 0) }
      let given = min(container.count - start, 3) + 1
      encoded += (0..<4).map { $0 < given ? digits[group >> (18 - 6 * $0) & 63] : UInt8(ascii: "=") }
      if start % 57 == 54 { encoded += [13, 10] }
    }
    return crlf(
      "From: a@b.example\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nVoir.\n--o\n"
        + "Content-Type: application/ms-tnef; name=\"winmail.dat\"\nContent-Transfer-Encoding: base64\n\n")
      + encoded + crlf("\n--o--\n")
  }

  /// The container in the open, where a mutation hits its lengths.
  private static let binaryOutlook: [UInt8] =
    crlf("From: a@b.example\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: binary\n\n")
    + TNEFSeed.container
}

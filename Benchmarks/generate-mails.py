#!/usr/bin/env python3
"""Writes invented mails into a folder: generate-mails.py FOLDER [COUNT [SEED]]

The same count and seed always give the same octets. One mail in three has an attachment of 1 KB to 300 KB (small ones
far more often), the others are short; charsets, encodings and structures are mixed as in a French company's mailbox.
"""
import base64
import email.header
import os
import quopri
import random
import sys

WORDS = (
    "bonjour commande livraison colis facture remboursement échange retour délai entrepôt numéro référence téléphone "
    "problème article taille reçu envoyé abîmé manquant paiement virement échéance relance avoir devis société client "
    "fournisseur cordialement merci d'avance je vous écris car n'ai toujours pas le la les un une des pour avec sans "
    "depuis hier semaine dernière où quand comment pourquoi être été à ça déjà après bientôt façade œuvre"
).split()
FIRST = "Jeanne Hélène André François Zoë Lucas Inès Noël Maëlle Gérard".split()
LAST = "Roy Lefèvre Martin Müller Núñez Dupont Garçon d'Ornano Le-Goff Petit".split()
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Mails:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.noise = self.random.randbytes(1 << 20)

    def sentence(self, words):
        text = " ".join(self.random.choice(WORDS) for _ in range(words))
        return text[0].upper() + text[1:] + self.random.choice([".", " ?", " !", " :"])

    def text(self):
        paragraphs = self.random.randint(1, 8)
        return "\n\n".join(
            " ".join(self.sentence(self.random.randint(4, 14)) for _ in range(self.random.randint(1, 5)))
            for _ in range(paragraphs)
        ) + "\n"

    def address(self):
        first, last = self.random.choice(FIRST), self.random.choice(LAST)
        name = f"{first} {last}"
        local = "".join(c for c in name.lower() if c.isascii() and c.isalpha()) or "x"
        spec = f"<{local}{self.random.randint(1, 999)}@client{self.random.randint(1, 200)}.example>"
        if name.isascii():
            return f'"{name}" {spec}' if "'" in name else f"{name} {spec}"
        charset = self.random.choice(["utf-8", "iso-8859-1"])
        return f"{email.header.Header(name, charset).encode()} {spec}"

    def subject(self):
        text = self.random.choice(["", "Re: ", "RE : ", "TR: "]) + self.sentence(self.random.randint(2, 10))
        if text.isascii():
            return text
        charset = "utf-8" if "œ" in text.lower() else self.random.choice(["utf-8", "iso-8859-1"])
        return email.header.Header(text, charset, header_name="Subject").encode(linesep="\n")

    def identifier(self):
        return f"<{self.random.getrandbits(64):x}.{self.random.getrandbits(32):x}@mail.example>"

    def header(self):
        r = self.random
        date = f"{r.choice(DAYS)}, {r.randint(1, 28)} {r.choice(MONTHS)} 2026 {r.randint(0, 23):02}:{r.randint(0, 59):02}:00 +0100"
        lines = ["Return-Path: <x@client.example>"]
        for hop in range(r.randint(1, 5)):
            lines.append(
                f"Received: from mx{hop}.client.example (mx{hop}.client.example [192.0.2.{r.randint(1, 250)}])\n"
                f"\tby relay{hop}.example (Postfix) with ESMTPS id {r.getrandbits(40):x}\n\tfor <service@exemple.example>; {date}"
            )
        lines.append(
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=client.example; s=s1;\n"
            "\th=from:to:subject:date; bh=" + base64.b64encode(self.some(32)).decode() + ";\n\tb="
            + "\n\t ".join(base64.b64encode(self.some(48)).decode() for _ in range(4))
        )
        lines += [f"From: {self.address()}", "To: " + ",\n ".join(self.address() for _ in range(r.randint(1, 4)))]
        if r.random() < 0.3:
            lines.append(f"Cc: {self.address()}")
        lines += [f"Subject: {self.subject()}", f"Date: {date}", f"Message-ID: {self.identifier()}"]
        if r.random() < 0.5:
            chain = [self.identifier() for _ in range(r.randint(1, 8))]
            lines += [f"In-Reply-To: {chain[-1]}", "References: " + "\n ".join(chain)]
        lines += ["X-Mailer: Invented 1.0", "MIME-Version: 1.0"]
        return "\n".join(lines).encode() + b"\n"

    def some(self, count):
        start = self.random.randrange(len(self.noise) - count)
        return self.noise[start : start + count]

    def text_part(self, subtype="plain", text=None):
        text = text or self.text()
        if subtype == "html":
            text = "<html><body>" + "".join(f"<p>{p}</p>\n" for p in text.split("\n\n")) + "</body></html>\n"
        charset = self.random.choice(["utf-8", "utf-8", "utf-8", "iso-8859-1", "windows-1252"])
        octets = text.replace("œ", "oe").replace("Œ", "Oe").encode(charset)
        encoding = self.random.choice(["quoted-printable", "quoted-printable", "8bit", "base64"])
        if encoding == "quoted-printable":
            octets = quopri.encodestring(octets)
        elif encoding == "base64":
            octets = base64.encodebytes(octets)
        fields = f"Content-Type: text/{subtype}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n"
        return fields.encode() + b"\n" + octets

    def multipart(self, subtype, parts):
        boundary = f"----=_Part_{self.random.getrandbits(48):x}"
        mark = b"--" + boundary.encode()
        head = f'Content-Type: multipart/{subtype};\n boundary="{boundary}"\n\n'.encode()
        return head + b"".join(mark + b"\n" + part + b"\n" for part in parts) + mark + b"--\n"

    def body(self):
        if self.random.random() < 0.4:
            return self.text_part()
        text = self.text()
        return self.multipart("alternative", [self.text_part("plain", text), self.text_part("html", text)])

    def attachment(self):
        size = int(1024 * 300 ** self.random.random())
        kind, name = self.random.choice(
            [("application/pdf", "facture.pdf"), ("image/jpeg", "photo.jpg"), ("application/zip", "pièces.zip")]
        )
        quoted = f'filename="{name}"' if name.isascii() else "filename*=utf-8''pi%C3%A8ces.zip"
        fields = f"Content-Type: {kind}\nContent-Disposition: attachment; {quoted}\nContent-Transfer-Encoding: base64\n"
        return fields.encode() + b"\n" + base64.encodebytes(self.some(size))

    def content(self):
        kind = self.random.random()
        if kind < 0.33:
            parts = [self.attachment() for _ in range(1 if self.random.random() < 0.8 else 3)]
            return self.multipart("mixed", [self.body()] + parts)
        if kind < 0.38:
            inner = b"Content-Type: message/rfc822\n\n" + self.header() + self.body()
            return self.multipart("mixed", [self.text_part(), inner])
        return self.body()

    def mail(self):
        octets = self.header() + self.content()
        return octets.replace(b"\n", b"\r\n") if self.random.random() < 0.7 else octets


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
    mails = Mails(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        with open(os.path.join(folder, f"{number:06}.eml"), "wb") as file:
            file.write(mails.mail())


main()

#!/usr/bin/env python3
"""Writes invented PDF documents, the same octets for the same numbers: write-pdfs.py FOLDER COUNT PAGES

Each page has a heading, a table of twenty rows and forty lines of text, uncompressed, in a font that is not embedded.
"""
import pathlib
import random
import sys

WORDS = "facture commande livraison montant total hors taxe client adresse colis produit reglement echeance page".split()


def line(x, y, text, size=9):
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"


def page(pick):
    content = line(50, 800, f"Facture F-{pick.randrange(10**6)}", 16)
    for row in range(20):
        y = 770 - 14 * row
        content += line(50, y, pick.choice(WORDS)) + line(300, y, str(pick.randrange(100)))
        content += line(450, y, f"{pick.randrange(10**5) / 100:.2f}")
    for row in range(40):
        content += line(50, 480 - 11 * row, " ".join(pick.choices(WORDS, k=13)))
    return content


def document(pick, pages):
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number in range(pages):
        content = page(pick)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    text, table = "%PDF-1.7\n", f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += f"{len(text):010d} 00000 n \n"
        text += f"{number} 0 obj\n{body}\nendobj\n"
    return text + table + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    folder, count, pages = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:04d}.pdf").write_text(document(random.Random(number), pages))


main()

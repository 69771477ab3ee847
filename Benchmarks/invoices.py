#!/usr/bin/env python3
"""Reads invoices with `vaguemestre extract` and with invoice2data, and prints how many numbers, dates and totals are right.

    Benchmarks/invoices.py DATA [--vaguemestre PROGRAM] [--only NAME] [--misses]

DATA holds `truth.json` and the PDFs that it names. Each is read three times: as it is; printed again by `pdftocairo -pdf`,
which drops what is attached to it; and as a scan, pictures of 200 dots an inch. Of a value only those files count of which
`visible_in_text` (of scans `visible_in_tesseract_200dpi`, where it is told) says that they show it. invoice2data has its
built-in templates and pdftotext; on a file without a template it says nothing.
"""

import argparse
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PEER = "invoice2data==1.0.1"
VALUES = ["invoice_number", "date", "total"]

# Runs in the environment of the peer: a line of JSON for each file.
PEER_PROGRAM = """
import json, logging, sys
from invoice2data import extract_data
from invoice2data.extract.loader import read_templates
logging.disable(logging.CRITICAL)
templates = read_templates()
for path in sys.argv[1:]:
    try:
        found = extract_data(path, templates=templates) or {}
    except Exception:
        found = {}
    date = found.get("date")
    print(json.dumps({"invoice_number": str(found.get("invoice_number", "")), "total": found.get("amount"),
        "date": date.strftime("%Y-%m-%d") if hasattr(date, "strftime") else date}))
"""


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True).stdout


def peer_python():
    environment = HERE.parent / ".build" / "benchmark-invoice2data"
    if not (environment / "bin" / "invoice2data").exists():
        run(sys.executable, "-m", "venv", environment)
        run(environment / "bin" / "pip", "install", "--quiet", PEER)
    return environment / "bin" / "python"


def jpeg_size(data):
    offset = 2
    while offset < len(data):
        marker, length = struct.unpack(">HH", data[offset : offset + 4])
        if 0xFFC0 <= marker <= 0xFFC2:
            return struct.unpack(">HH", data[offset + 5 : offset + 9])[::-1]
        offset += 2 + length
    raise ValueError("no size in this JPEG")


def pdf_of_pictures(pictures, dots):
    """A PDF of grey JPEGs, one a page."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for data in pictures:
        width, height = jpeg_size(data)
        page = len(objects) + 1
        kids.append(f"{page} 0 R")
        box = f"{width * 72 / dots:.2f} {height * 72 / dots:.2f}"
        drawing = f"q {box.split()[0]} 0 0 {box.split()[1]} 0 0 cm /I Do Q".encode()
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {box}]/Contents {page + 1} 0 R"
            f"/Resources<</XObject<</I {page + 2} 0 R>>>>>>".encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
            f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8"
            f"/Filter/DCTDecode/Length {len(data)}>>stream\n".encode() + data + b"\nendstream",
        ]
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)


def as_is(source, target):
    target.write_bytes(source.read_bytes())


def printed_again(source, target):
    run("pdftocairo", "-pdf", source, target)


def scanned(source, target):
    with tempfile.TemporaryDirectory() as folder:
        run("pdftocairo", "-jpeg", "-gray", "-r", "200", source, folder + "/page")
        pages = sorted(pathlib.Path(folder).iterdir())
        target.write_bytes(pdf_of_pictures([page.read_bytes() for page in pages], 200))


WAYS = {"as is": as_is, "without XML": printed_again, "scan": scanned}


def ours(program, paths):
    answers = {}
    for line in run(program, "extract", *paths, "--json").decode().splitlines():
        answer = json.loads(line)
        fields = answer.get("fields") or {}
        answers[pathlib.Path(answer["file"]).name] = {
            "invoice_number": fields.get("document_number"), "date": fields.get("date"), "total": fields.get("total")
        }
    return [answers.get(path.name, {}) for path in paths]


def theirs(python, paths):
    return [json.loads(line) for line in run(python, "-c", PEER_PROGRAM, *paths).decode().splitlines()]


def is_right(value, wanted, found):
    """Numbers without their signs and spaces, amounts to the cent."""
    if found in (None, ""):
        return False
    if value == "total":
        try:
            return abs(float(found) - float(wanted)) < 0.005
        except ValueError:
            return False
    if value == "invoice_number":
        return re.sub(r"\W|_", "", str(found)).upper() == re.sub(r"\W|_", "", str(wanted)).upper()
    return found == wanted


def visible(truth, way, value):
    if truth.get(value) is None:
        return False
    shown = truth["visible_in_text"]
    if way == "scan":
        shown = truth.get("visible_in_tesseract_200dpi") or shown
    return shown.get(value, False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--vaguemestre", type=pathlib.Path, help="the program; else it is built")
    parser.add_argument("--only", choices=WAYS, help="one way of the three")
    parser.add_argument("--misses", action="store_true", help="print what we read wrongly")
    arguments = parser.parse_args()
    truths = json.loads((arguments.data / "truth.json").read_text())
    program = arguments.vaguemestre
    if program is None:
        build = ["swift", "build", "--package-path", HERE.parent, "-c", "release"]
        run(*build, "--product", "vaguemestre")
        program = pathlib.Path(run(*build, "--show-bin-path").decode().strip()) / "vaguemestre"
    python = peer_python()
    print(f"{'':14}{'':14}{'vaguemestre':>18}{PEER:>24}")
    for way in [arguments.only] if arguments.only else WAYS:
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for truth in truths:
                source = arguments.data / truth["file"]
                paths.append(pathlib.Path(folder) / source.name)
                WAYS[way](source, paths[-1])
            answers, others = ours(program, paths), theirs(python, paths)
        for value in VALUES:
            shown = [index for index, truth in enumerate(truths) if visible(truth, way, value)]
            hits = [index for index in shown if is_right(value, truths[index][value], answers[index].get(value))]
            peer = [index for index in shown if is_right(value, truths[index][value], others[index].get(value))]
            shares = [f"{len(found)}/{len(shown)} {100 * len(found) / max(1, len(shown)):3.0f} %" for found in (hits, peer)]
            print(f"{way:14}{value:14}{shares[0]:>18}{shares[1]:>24}", flush=True)
            for index in set(shown) - set(hits) if arguments.misses else []:
                found = answers[index].get(value)
                print(f"    {truths[index]['file']}: {found} instead of {truths[index][value]}")


if __name__ == "__main__":
    main()

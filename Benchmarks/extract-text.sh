#!/bin/sh
# Measures the text of PDFs, read by one confined worker, beside pdftotext of the same poppler: Benchmarks/extract-text.sh [FOLDER]
#
# FOLDER holds PDFs; without one, COUNT (50) documents of PAGES (20) pages are invented. ROUNDS (5) turns. READ, the command
# measured, is given the files; it may be another, such as "vaguemestre extract --text".
set -eu
cd "$(dirname "$0")/.."
count=${COUNT:-50}
pages=${PAGES:-20}
work=.build/benchmarks
mkdir -p "$work"

if [ -z "${READ:-}" ]; then
  swift build -c release --product WorkerHost
  READ=.build/release/WorkerHost
fi

folder=${1:-$work/pdfs-$count-$pages}
if [ ! -d "$folder" ]; then
  rm -rf "$work/unfinished"
  Benchmarks/write-pdfs.py "$work/unfinished" "$count" "$pages"
  mv "$work/unfinished" "$folder"
fi

# Once each beforehand, so that both find the files in the system's cache; and both must have found the same words.
words() { tr -s ' \t\f\n' '\n' | sort; }
each='for file in "$@"; do pdftotext "$file" -; done'
# shellcheck disable=SC2086
$READ "$folder"/*.pdf | words > "$work/words-read"
sh -c "$each" sh "$folder"/*.pdf | words > "$work/words-pdftotext"
echo "$(wc -l < "$work/words-pdftotext") words, $(diff "$work/words-read" "$work/words-pdftotext" | grep -c '^[<>]' || true) of them differ"

# One process for all the files, against one for each: what a mail server would start.
Benchmarks/compare-runs.py "${ROUNDS:-5}" read "$READ $(echo "$folder"/*.pdf)" \
  pdftotext "sh -c '$each' sh $(echo "$folder"/*.pdf)"

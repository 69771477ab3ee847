#!/bin/sh
# Measures `vaguemestre parse --summary` beside GMime on the same invented mails: Benchmarks/parse.sh [speed|memory|all]
#
# COUNT (20000) mails and ROUNDS (5) of turns may be set in the environment, and PARSE, the command measured, whose last
# argument will be the folder of mails. The mails go to .build/benchmarks (0.8 GB for speed, 2 GB more for memory) and
# stay there for the next run.
set -eu
cd "$(dirname "$0")/.."
count=${COUNT:-20000}
rounds=${ROUNDS:-5}
work=.build/benchmarks
mkdir -p "$work"

if [ -z "${PARSE:-}" ]; then
  swift build -c release --product vaguemestre
  PARSE=".build/release/vaguemestre parse --summary"
fi

mails() {
  # The folder appears under its name when it is whole.
  if [ ! -d "$work/mails-$1" ]; then
    rm -rf "$work/unfinished"
    Benchmarks/generate-mails.py "$work/unfinished" "$1"
    mv "$work/unfinished" "$work/mails-$1"
  fi
}

speed() {
  # shellcheck disable=SC2046
  cc -O2 -Wall -Wextra -o "$work/gmime-parse" Benchmarks/gmime-parse.c $(pkg-config --cflags --libs gmime-3.0 libcrypto)
  mails "$count"
  # Once each beforehand, so that both find the mails in the system's cache.
  $PARSE "$work/mails-$count"
  "$work/gmime-parse" "$work/mails-$count"
  Benchmarks/compare-runs.py "$rounds" vaguemestre "$PARSE $work/mails-$count" gmime "$work/gmime-parse $work/mails-$count"
}

memory() {
  mails 5000
  mails 50000
  Benchmarks/compare-runs.py 1 "5,000 mails" "$PARSE $work/mails-5000" "50,000 mails" "$PARSE $work/mails-50000"
}

case "${1:-all}" in
  speed) speed ;;
  memory) memory ;;
  all) speed && memory ;;
  *)
    sed -n '2,6p' "$0" >&2
    exit 2
    ;;
esac

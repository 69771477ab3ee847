#!/bin/sh
# Measures vaguemestre on a mailbox of a real Dovecot beside other programs: Benchmarks/mailbox.sh [fetch|file|all]
#
#   fetch  the whole way in mode `observe` beside mbsync and fdm, which only fetch
#   file   the whole way in mode `automatic` beside imapfilter, which moves by searches in bodies
#
# COUNT (5000) mails and ROUNDS (3) of turns may be set in the environment. Needs the Debian packages dovecot-imapd, isync,
# fdm, imapfilter and Python 3.
set -eu
cd "$(dirname "$0")/.."
for program in dovecot mbsync fdm imapfilter; do
  command -v "$program" >/dev/null || {
    echo "missing: $program; apt-get install --no-install-recommends dovecot-imapd isync fdm imapfilter" >&2
    exit 69
  }
done
swift build -c release --product vaguemestre
compare() {
  Benchmarks/compare-mailboxes.py "$1" .build/release/vaguemestre "$PWD/Resources" "${COUNT:-5000}" "${ROUNDS:-3}"
}
case "${1:-all}" in
  fetch | file) compare "$1" ;;
  all) compare fetch && compare file ;;
  *)
    sed -n '2,8p' "$0" >&2
    exit 2
    ;;
esac

#!/bin/bash
# Sets up everything on a Debian 12 that has only a Swift toolchain, then shows or tests Vaguemestre.
set -euo pipefail

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
oldest_swift=6.2

# All the Debian packages we ever ask for: these always,
packages=(
  # Fetching the Swift packages.
  ca-certificates git
  # What the toolchain itself loads, and needs in order to compile and link C and Swift.
  binutils libc6-dev libcurl4 libgcc-12-dev libncurses6 libstdc++-12-dev libxml2 tzdata zlib1g-dev
  # The libraries we stand on, found through pkg-config.
  libarchive-dev libcurl4-openssl-dev libgumbo-dev libheif-dev libleptonica-dev libpoppler-glib-dev libsqlite3-dev
  libssl-dev libstemmer-dev libzbar-dev pkg-config
  # Programs that the confined worker starts: text recognition, and the readers of old office files.
  catdoc tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra
)

# and these, which the tests start with settings of their own: real mail servers.
servers=(dovecot-core dovecot-imapd dovecot-lmtpd postfix libsasl2-modules openssl)

usage() {
  cat <<'TEXT'
Usage: ./install.sh demo [OPTION...]
       ./install.sh test

  demo   build, then run the whole way on a mailbox of invented mails;
         options go to `vaguemestre demo` (such as --keep DIR)
  test   build, check the format, read mutated mails, then run every test

Each command first installs the Debian packages that are missing.
Needs Debian 12 and Swift 6.2 or later: in PATH, in /opt/swift, or in the folder named by SWIFT_HOME.
TEXT
}

# A line a file is for a terminal, where each takes the place of the one before.
progress=()
[[ -t 1 ]] || progress=(--quiet)

say() { printf '==> %s\n' "$*"; }

fail() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}

# Puts the toolchain first in PATH. Its version is asked for later: a bare Debian lacks the libraries that it loads.
find_swift() {
  local folder
  if [[ -n ${SWIFT_HOME:-} ]]; then
    for folder in "$(realpath -m "$SWIFT_HOME")"/{usr/bin,bin}; do
      [[ -x $folder/swift ]] && PATH=$folder:$PATH && return
    done
    fail "SWIFT_HOME is $SWIFT_HOME, but there is no swift in its usr/bin nor in its bin."
  fi
  command -v swift >/dev/null && return
  [[ -x /opt/swift/usr/bin/swift ]] && PATH=/opt/swift/usr/bin:$PATH && return
  fail "no Swift toolchain in PATH nor in /opt/swift. Take the one for Debian 12 from
  https://www.swift.org/install/linux and unpack it to /opt/swift (or set SWIFT_HOME to its folder)."
}

check_swift() {
  local words version
  words=$(swift --version 2>&1) || fail "$(command -v swift) does not run: $words"
  version=$(sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' <<<"$words" | head -n 1)
  [[ -n $version ]] || fail "$(command -v swift) does not tell its version: $words"
  [[ $(printf '%s\n' "$oldest_swift" "$version" | sort --version-sort | head -n 1) == "$oldest_swift" ]] ||
    fail "Swift $version ($(command -v swift)) is too old: $oldest_swift or later is needed,
  see https://www.swift.org/install/linux. Set SWIFT_HOME to choose among several."
  say "Swift $version ($(command -v swift))"
}

install_packages() {
  local package missing=() as_root=()
  for package in "${packages[@]}"; do
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      missing+=("$package")
  done
  ((${#missing[@]})) || return 0

  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      fail "these Debian packages are missing; install them as root, then run this again:
  apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi
  say "Debian packages: ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
  "${apt[@]}" update
  # A Postfix without settings: nothing of the machine's own mail changes.
  [[ " ${missing[*]} " != *" postfix "* ]] ||
    "${as_root[@]}" debconf-set-selections <<<"postfix postfix/main_mailer_type select No configuration"
  # Another mail server that would have to go for ours is not ours to remove.
  "${apt[@]}" install --yes --no-remove --no-install-recommends "${missing[@]}" >/dev/null

  # Debian starts what it installs. The tests start their own.
  [[ -d /run/systemd/system ]] || return 0
  for package in dovecot-core postfix; do
    [[ " ${missing[*]} " != *" $package "* ]] || "${as_root[@]}" systemctl --quiet disable --now "${package%-*}"
  done
}

set_up() {
  command -v dpkg-query >/dev/null || fail "this is not a Debian system; Debian 12 is needed."
  find_swift
  install_packages
  check_swift
}

demo() {
  set_up
  say "Build (the first one takes several minutes)"
  swift build --package-path "$checkout" --product vaguemestre "${progress[@]}"
  say "Models of the intents, learned from the training mails"
  "$checkout/.build/debug/vaguemestre" models --out "$checkout/.build/models"
  # Not run from the checkout: a relative --keep DIR is the caller's.
  exec "$checkout/.build/debug/vaguemestre" demo "$@"
}

run_tests() {
  packages+=("${servers[@]}")
  set_up
  cd "$checkout"
  say "Build with the tests (the first one takes several minutes)"
  swift build --build-tests "${progress[@]}"

  say "Format"
  local sources=(Sources Tests Package.swift)
  [[ -d Benchmarks ]] && sources+=(Benchmarks)
  swift format lint --strict --recursive "${sources[@]}"

  # Built for speed: it reads two hundred thousand mutated messages, in half a minute instead of a quarter of an hour.
  say "Fuzzing of the MIME parser"
  swift build -c release --product fuzz-mime "${progress[@]}"
  .build/release/fuzz-mime --count 200000
  say "Fuzzing of the IMAP parser"
  .build/debug/fuzz-imap --count 300000

  say "Tests"
  # One after the other: services, workers and commands that wait for each other share two processors badly.
  swift test --skip-build --disable-xctest --no-parallel
}

case ${1:-} in
  demo) demo "${@:2}" ;;
  test)
    (($# == 1)) || fail "test takes no option."
    run_tests
    ;;
  '' | --help | -h) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac

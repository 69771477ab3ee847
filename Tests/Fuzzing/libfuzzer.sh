#!/bin/sh
# Builds the MIME parser with libFuzzer's instruments and runs it: Tests/Fuzzing/libfuzzer.sh [SECONDS [CORPUS]]
# The corpus (a folder, kept between runs) begins with the seed messages of fuzz-mime. Findings are written beside it.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
corpus=${2:-.build/libfuzzer/corpus}
out=.build/libfuzzer
mkdir -p "$out" "$corpus"

flags="-O -sanitize=fuzzer -parse-as-library -swift-version 6 -I $out -I Sources/COpenSSL
  -enable-upcoming-feature InternalImportsByDefault -enable-upcoming-feature MemberImportVisibility"
module() {
  # shellcheck disable=SC2086
  swiftc $flags -module-name "$1" -wmo -emit-module -emit-module-path "$out/$1.swiftmodule" \
    -c -o "$out/$1.o" $(find "Sources/$1" -name '*.swift')
}
module Cryptography
module MIME
# shellcheck disable=SC2086,SC2046
swiftc $flags -module-name LibFuzzer -o "$out/fuzz-mime" Tests/Fuzzing/LibFuzzer/LibFuzzerEntry.swift \
  Tests/Fuzzing/WholeReading.swift "$out/MIME.o" "$out/Cryptography.o" $(pkg-config --libs openssl)

if [ -z "$(ls "$corpus")" ]; then swift run fuzz-mime --seeds-into "$corpus"; fi
exec "$out/fuzz-mime" -max_len=65536 -timeout=10 -rss_limit_mb=1024 -max_total_time="$seconds" \
  -artifact_prefix="$out/" "$corpus"

#!/bin/bash
# usage: tools/fuzz.sh [SECONDS [TARGET...]]
#
# Builds the fuzz targets of tests/fuzz with clang's libFuzzer, AddressSanitizer and
# UndefinedBehaviorSanitizer, and runs each (or those named) for SECONDS (60).  What was found stays
# in build/fuzz: corpora in corpus/, a crashing input beside them.  Exit code 1 on the first crash.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-60}
shift || true

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzz
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(ls build/fuzz/tests/fuzz/bin)
[ ${#targets[@]} -gt 0 ] || { echo "no fuzz targets: nothing was tried"; exit 1; }

for target in "${targets[@]}"; do
    corpus=build/fuzz/corpus/$target
    seeds=()
    [ -d "tests/fuzz/corpus/$target" ] && seeds=("tests/fuzz/corpus/$target")
    mkdir -p "$corpus"
    echo "=== fuzz $target, $seconds s"
    "build/fuzz/tests/fuzz/bin/$target" -max_total_time="$seconds" -timeout=10 -verbosity=0 \
        -print_final_stats=1 -artifact_prefix="build/fuzz/$target-" "$corpus" "${seeds[@]}" 2>&1 |
        { grep -vE '^stat::(new_units|slowest|peak)|^INFO' || true; }
done
echo "${#targets[@]} fuzz targets, no crash"

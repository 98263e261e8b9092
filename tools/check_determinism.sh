#!/bin/bash
# usage: tools/check_determinism.sh [PRESET...]
#
# A scenario and a seed give the same trace, byte for byte, on every compiler and in every run.  Builds
# r5sim by each preset and compares the traces of all scenarios with the first one's.  Default:
# release (g++ -O2), release again, dev (g++ -O0), clang (clang++ -O2).
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
[ $# -gt 0 ] || set -- release release dev clang
traces=$(mktemp -d)
trap 'rm -rf "$traces"' EXIT

# Traces every scenario with the program of a preset into a folder.
trace_with() {
    local preset=$1 folder=$2
    cmake --preset "$preset" >/dev/null && cmake --build --preset "$preset" --target r5sim || return 1
    mkdir "$folder"
    "build/$preset/tools/r5sim" test scenarios --trace-dir "$folder" >"$folder.log" 2>&1 ||
        { cat "$folder.log"; return 1; }
}

status=0
run=0
for preset in "$@"; do
    trace_with "$preset" "$traces/$((++run))" || exit 1
    diff -rq "$traces/1" "$traces/$run" || status=1
done
count=$(find "$traces/1" -type f -size +0 | wc -l)
[ "$count" -gt 0 ] || { echo "no traces: nothing was compared"; exit 1; }
[ $status -eq 0 ] && echo "$count traces are identical from: $*"
exit $status

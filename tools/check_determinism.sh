#!/bin/bash
# usage: tools/check_determinism.sh [SCENARIOS]
#
# A scenario and a seed give the same trace, byte for byte, on every compiler and in every run: traces
# of all scenarios from g++ -O2 (twice), g++ -O0 and clang++ are compared.
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
scenarios=${1:-scenarios}
traces=$(mktemp -d)
trap 'rm -rf "$traces"' EXIT

# Traces every scenario with the program of a preset into a folder of that name.
trace_with() {
    local preset=$1 name=$2
    cmake --preset "$preset" >/dev/null && cmake --build --preset "$preset" --target r5sim || return 1
    mkdir "$traces/$name"
    "build/$preset/tools/r5sim" test "$scenarios" --trace-dir "$traces/$name" >"$traces/$name.log" 2>&1 ||
        { cat "$traces/$name.log"; return 1; }
}

trace_with release reference || exit 1
count=$(find "$traces/reference" -type f -size +0 | wc -l)
[ "$count" -gt 0 ] || { echo "no traces: nothing was compared"; exit 1; }

status=0
for run in release:again dev:g++-O0 clang:clang++; do
    trace_with "${run%%:*}" "${run##*:}" || exit 1
    diff -rq "$traces/reference" "$traces/${run##*:}" || status=1
done
[ $status -eq 0 ] && echo "$count traces are identical from g++ -O2 (twice), g++ -O0 and clang++"
exit $status

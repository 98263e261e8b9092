#!/bin/bash
# usage: tools/bench.sh [BENCHMARK...]
#
# Builds the release and runs every benchmark of tests/bench (or those named, e.g. bench_scheduler),
# printing one table with the targets of the design beside what was measured.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
cmake --preset release -DBUILD_TESTING=ON -DSARA_BENCH=ON >/dev/null
cmake --build --preset release --target bench_all r5sim >&2

benchmarks=("$@")
[ ${#benchmarks[@]} -gt 0 ] || mapfile -t benchmarks < <(
    find build/release/tests/bench -maxdepth 1 -name 'bench_*' -type f -executable -printf '%f\n' | sort)

echo "| what | measured | target | |"
echo "|---|---|---|---|"
for benchmark in "${benchmarks[@]}"; do
    "build/release/tests/bench/$benchmark"
done

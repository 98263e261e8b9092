#!/bin/bash
set -uo pipefail

usage() {
    cat <<'END'
usage: tools/test.sh [--quick | --full | --only STEP] [--help]

Installs what is missing, builds, and runs every test and scenario.  Steps, in order:
  release      g++, optimised: the program on real terminals, all scenarios, layers and references
  sanitizers   clang++, the same and the specs, under AddressSanitizer and UndefinedBehaviorSanitizer
  determinism  byte-identical traces of all scenarios from these two builds
  style        clang-format of every file, clang-tidy of the changed ones (tools/check_style.sh)

With --full also:
  specs        the specs as g++ compiles them, optimised
  fuzz         each fuzz target for 60 s (tools/fuzz.sh)
  compilers    byte-identical traces from g++ -O2, g++ -O0 and clang++ -O2 (tools/check_determinism.sh)
  headers      each header compiled alone
  threads      the tests under ThreadSanitizer

  --quick      the steps `release` and `specs` only
  --full       all steps
  --only STEP  that step only

Exit code: 0 everything passed, 1 something failed.
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
source tools/packages.sh

steps=(release sanitizers determinism style)
case ${1:-} in
    "") ;;
    --quick) steps=(release specs) ;;
    --full) steps+=(specs fuzz compilers headers threads) ;;
    --only) steps=("${2:?--only needs a step}") ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
esac

log=build/test-logs
mkdir -p "$log"
rm -f "$log"/*-ctest.log

# build_and_test PRESET [-DNAME=VALUE...]: builds it with its tests and runs them.
build_and_test() {
    local preset=$1
    cmake --preset "$preset" -DBUILD_TESTING=ON -DSARA_BENCH=OFF "${@:2}" >"$log/$preset-configure.log" ||
        { cat "$log/$preset-configure.log"; return 1; }
    cmake --build --preset "$preset" &&
        ctest --preset "$preset" --parallel "$((2 * $(nproc)))" | tee "$log/$preset-ctest.log"
}

# The sanitized build compiles the specs, which costs most of a build: once is enough for every day.
step_release() { build_and_test release -DSARA_WITH_SPECS=OFF; }
step_specs() {
    cmake --preset release -DBUILD_TESTING=ON -DSARA_WITH_SPECS=ON >/dev/null &&
        cmake --build --preset release --target sara_specs && build/release/tests/sara_specs
}
step_sanitizers() { build_and_test asan; }
step_threads() { build_and_test tsan; }
step_determinism() { tools/check_determinism.sh release asan; }
step_style() { tools/check_style.sh; }
step_fuzz() { tools/fuzz.sh 60; }
step_compilers() { tools/check_determinism.sh; }
step_headers() {
    cmake --preset dev -DBUILD_TESTING=ON >/dev/null &&
        cmake --build --preset dev --target all_verify_interface_header_sets
}

ensure_packages "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}" || exit 1

failed=()
summary=()
for step in "${steps[@]}"; do
    declare -F "step_$step" >/dev/null || { usage >&2; exit 2; }
    printf '\n=== %s\n' "$step"
    SECONDS=0
    if "step_$step"; then verdict=passed; else verdict=FAILED; failed+=("$step"); fi
    summary+=("$(printf '%-12s %s  %4d s' "$step" "$verdict" "$SECONDS")")
done

printf '\n=== summary\n'
printf '%s\n' "${summary[@]}"
for run in asan tsan release; do
    [ -f "$log/$run-ctest.log" ] && grep -h 'tests passed' "$log/$run-ctest.log"
done
if [ ${#failed[@]} -gt 0 ]; then
    echo "FAILED: ${failed[*]}"
    exit 1
fi

#!/bin/bash
# usage: tools/check_style.sh [FILE.cpp...]
#
# clang-format of every file of the project, then clang-tidy of the sources named or, without any, of
# those changed since R5SIM_BASE: by default where the branch left main, on main the last 20 commits.
# clang-tidy takes the latest changes first and begins no file after R5SIM_TIDY_SECONDS (90).
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
deadline=$((SECONDS + ${R5SIM_TIDY_SECONDS:-90}))

base_commit() {
    local main base
    main=$(git rev-parse --verify -q origin/main || git rev-parse --verify -q main || echo HEAD)
    base=$(git merge-base HEAD "$main" 2>/dev/null)
    if [ -n "$base" ] && [ "$base" != "$(git rev-parse HEAD)" ]; then
        echo "$base"
    else
        git rev-list --max-count=21 HEAD | tail -1
    fi
}

# Sources changed since the base, the latest first; not yet committed ones before all.
changed_sources() {
    local base=${R5SIM_BASE:-$(base_commit)}
    { git diff --name-only HEAD; git log --name-only --format= "$base..HEAD"; } |
        awk '/\.cpp$/ && !/^tests\/fuzz\// && !seen[$0]++' | while read -r file; do
            [ -f "$file" ] && echo "$file"
        done
}

tidy_one() {
    local file=$1 out
    if [ "$SECONDS" -ge "$deadline" ]; then
        echo "not reached in time: $file"
    elif ! out=$(clang-tidy --quiet -p build/tidy "$file" 2>/dev/null); then
        echo "$out"
        return 1
    fi
}

status=0
mapfile -t all < <(git ls-files '*.cpp' '*.hpp')
clang-format --dry-run -Werror "${all[@]}" && echo "${#all[@]} files are formatted" || status=1

files=("$@")
[ ${#files[@]} -gt 0 ] || mapfile -t files < <(changed_sources)
cmake --preset tidy >/dev/null || exit 1
for file in "${files[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n || status=1; done
    tidy_one "$file" &
done
for job in $(jobs -p); do wait "$job" || status=1; done
[ $status -eq 0 ] && echo "${#files[@]} changed sources, nothing for clang-tidy to say"
exit $status

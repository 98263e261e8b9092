#!/bin/bash
# usage: tools/run.sh [arguments of r5sim]
#
# Installs what is missing, builds the release and starts r5sim with these arguments; without any,
# `r5sim run`: a module on /tmp/sara-r5.  Standard output is r5sim's alone.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/tools/packages.sh"

ensure_packages "${BUILD_PACKAGES[@]}"
cd "$root"
[ -f build/release/build.ninja ] || cmake --preset release -DBUILD_TESTING=OFF >&2
cmake --build --preset release --target r5sim >&2
cd "$OLDPWD"

[ $# -gt 0 ] || set -- run
exec "$root/build/release/tools/r5sim" "$@"

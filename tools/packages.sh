# shellcheck shell=bash disable=SC2034
# Debian 12 packages that r5sim is built and tested with, and what installs the missing ones.
# Sourced by tools/run.sh and tools/test.sh.

BUILD_PACKAGES=(
    cmake g++ ninja-build pkg-config
    libboost1.81-dev     # Asio, MSM; 1.74's MSM is not valid C++20
    libcli11-dev libfmt-dev libssl-dev libzstd-dev nlohmann-json3-dev
)

TEST_PACKAGES=(
    catch2 git
    chromium                                           # do our pages open, without a word on its console?
    clang clang-format clang-tidy libclang-rt-14-dev   # second compiler, style, fuzzing
    gammu                                              # a host that nobody wrote for us
    libxml2-utils                                      # xmllint: is our JUnit XML valid?
    lrzsz                                              # the sx that R01 3.1.3 uses
    python3 python3-jsonschema python3-pytest python3-serial
    tshark                                             # can others read our captures?
)

# Prints the packages among its arguments that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            echo "$package"
    done
}

# Installs what is missing among its arguments, as root or with sudo; says so on standard error.
ensure_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "r5sim: not a Debian system; going on without a look at: $*" >&2
        return 0
    fi
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "r5sim: missing Debian packages; as root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "r5sim: installing missing Debian packages: ${missing[*]}" >&2
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y)
    "${apt[@]}" update >&2 || true   # a third party's broken list need not stop us
    "${apt[@]}" install --no-install-recommends "${missing[@]}" >&2
}

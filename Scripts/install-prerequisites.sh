#!/usr/bin/env bash
# Installs what building needs besides the Swift toolchain; does nothing when it is all there.
#
#   install-prerequisites.sh          to build, run and test
#   install-prerequisites.sh bench    and to measure
#   install-prerequisites.sh example  and to run the worked example
#
# Debian and its relatives only; elsewhere it says what is missing. Uses sudo unless run as root.
set -euo pipefail

if ! command -v swift >/dev/null; then
    echo "Muster needs a Swift toolchain, 6.1 or newer: https://www.swift.org/install/" >&2
    exit 1
fi

packages=(libsqlite3-dev zlib1g-dev pkg-config tzdata)
if [[ ${1:-} == bench ]]; then
    packages+=(wrk curl python3)
fi

if [[ ${1:-} == example ]]; then
    packages+=(curl python3 python3-pip)
fi

if [[ $(uname -s) == Darwin ]]; then
    # SQLite, zlib and the time zones come with the system.
    if [[ ${1:-} == bench ]] && ! command -v wrk >/dev/null; then
        echo "Missing: wrk. Install it, for example with 'brew install wrk'." >&2
        exit 1
    fi
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "No apt-get here. Building needs these, under the names of this system: ${packages[*]}" >&2
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $state == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "Missing: ${missing[*]}. As root: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi
echo "Installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"

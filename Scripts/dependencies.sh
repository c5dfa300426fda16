#!/usr/bin/env bash
# The packages that a build fetches: at which versions, and under which licences.
#
#   dependencies.sh check      whether Package.swift pins every package and docs/licences.md lists it
#   dependencies.sh licences   writes docs/licences.md anew
#   dependencies.sh notices    prints what must go along with a binary
#   dependencies.sh raise      looks for newer versions and writes them into Package.swift
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset MUSTER_LAYER MUSTER_TESTS

# `name version folder` of every package, by name.
resolved() {
    awk -F'"' '
        $2 == "location" { n = split($4, way, "/"); folder = way[n]; sub(/\.git$/, "", folder)
            path = way[n - 1] "/" folder }
        $2 == "version" && $4 != "" { print path, $4, folder }
    ' Package.resolved | LC_ALL=C sort -f
}

pinned() { sed -nE 's/.*pinned\("([^"]+)", "([^"]+)".*/\1 \2/p' Package.swift | LC_ALL=C sort -f; }

# One of the sort in a folder, such as LICENSE.txt; empty when there is none.
file() { find ".build/checkouts/$1" -maxdepth 1 -iname "$2*" -type f | LC_ALL=C sort | head -1; }

licence() {
    if grep -q 'Apache License' "$1"; then
        grep -qi 'runtime library exception' "$1" && echo 'Apache 2.0 with runtime exception' || echo 'Apache 2.0'
    elif grep -q 'Permission is hereby granted, free of charge' "$1"; then
        echo MIT
    else
        echo "$1: which licence is this?" >&2
        return 1
    fi
}

licences() {
    cat <<'TEXT'
# Licences

Muster is under the [Apache License 2.0](../LICENSE). These are the packages that a build fetches, at the versions of
`Package.swift`; not all of them end up in the binary. This page is made of them by `make docs`, and `make test` checks
it.

Whoever hands out a binary hands out what the last column says: `Scripts/dependencies.sh notices` prints all of it, and
the container image has it as `/usr/share/doc/muster/NOTICES`. SQLite is in the public domain; zlib and the C library
are those of the system. A binary with the Swift runtime inside (`--static-swift-stdlib`) holds it under Apache 2.0
with the runtime library exception, which asks for nothing.

| Package | Version | Licence | Must go along |
|---|---|---|---|
TEXT
    local path version folder text name along
    while read -r path version folder; do
        text=$(file "$folder" LICENSE)
        [[ -n $text ]] || { echo "$path has no licence" >&2; return 1; }
        name=$(licence "$text")
        along="the licence"
        if [[ $name == MIT ]]; then along="the licence with its copyright"; fi
        if [[ -n $(file "$folder" NOTICE) ]]; then along="the licence and its notice"; fi
        if [[ $name == *exception* && -z $(file "$folder" NOTICE) ]]; then along="nothing, as part of a binary"; fi
        echo "| [$path](https://github.com/$path) | $version | $name | $along |"
    done < <(resolved)
}

notices() {
    local path version folder text
    while read -r path version folder; do
        for text in "$(file "$folder" LICENSE)" "$(file "$folder" NOTICE)"; do
            [[ -n $text ]] || continue
            printf '==== %s %s, %s\n\n' "$path" "$version" "$(basename "$text")"
            cat "$text"
            echo
        done
    done < <(resolved)
}

check() {
    local failed=0
    swift package resolve >/dev/null
    if ! diff <(resolved | cut -d' ' -f1,2) <(pinned) >&2; then
        echo "Package.swift: the packages and versions of a build (<) are not those pinned there (>)" >&2
        failed=1
    fi
    if ! diff <(licences) docs/licences.md >&2; then
        echo "docs/licences.md: not what the packages say; 'make docs' writes it anew" >&2
        failed=1
    fi
    return $failed
}

raise() {
    local path version old
    MUSTER_RAISE=1 swift package update
    while read -r path version _; do
        old=$(pinned | awk -v path="$path" '$1 == path { print $2 }')
        if [[ -z $old ]]; then
            echo "$path $version is new: pin it in Package.swift"
        elif [[ $old != "$version" ]]; then
            sed -i.old -E "s#pinned\\(\"$path\", \"$old\"#pinned(\"$path\", \"$version\"#" Package.swift
            rm Package.swift.old
            echo "$path $old -> $version"
        fi
    done < <(resolved)
    swift package resolve >/dev/null
    licences >docs/licences.md
}

case ${1:-} in
    check | notices | raise) "$1" ;;
    licences)
        swift package resolve >/dev/null
        licences >docs/licences.md
        ;;
    *)
        sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
        exit 2
        ;;
esac

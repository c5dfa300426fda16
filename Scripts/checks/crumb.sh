#!/usr/bin/env bash
# A small file whose one type a single other file of the module uses belongs beside that use.
#
# Small is under 40 lines. Entries of a catalogue are used by the catalogue alone, and stay.
set -euo pipefail

catalogues='/Steps/[A-Za-z]+Step\.swift$|/Migrations/M[0-9]+_|/[A-Za-z]+(Endpoint|Command)\.swift$'
find Sources -name '*.swift' -exec awk -v catalogues="$catalogues" '
    function module(path) { split(path, parts, "/"); return parts[2] }
    FNR == 1 { files[++total] = FILENAME }
    { lines[FILENAME] = FNR }
    /^ *\/\// { next }
    /^((public|package|private|fileprivate|final|indirect) )*(struct|class|enum|protocol|actor|typealias) / {
        match($0, /(struct|class|enum|protocol|actor|typealias) [A-Za-z_0-9]+/)
        split(substr($0, RSTART, RLENGTH), words, " ")
        type[FILENAME] = words[2]
        declarations[FILENAME]++
    }
    /^((public|package|private|fileprivate) )*(func|let|var|extension) / { declarations[FILENAME]++ }
    {
        rest = $0
        while (match(rest, /[A-Za-z_][A-Za-z_0-9]*/)) {
            name = substr(rest, RSTART, RLENGTH)
            rest = substr(rest, RSTART + RLENGTH)
            if ((name, FILENAME) in seen) continue
            seen[name, FILENAME] = 1
            users[name]++
            user[name] = FILENAME
            if (users[name] == 1) first[name] = FILENAME
        }
    }
    END {
        for (i = 1; i <= total; i++) {
            file = files[i]
            name = type[file]
            if (lines[file] >= 40 || declarations[file] != 1 || name == "" || users[name] != 2) continue
            other = first[name] == file ? user[name] : first[name]
            if (file ~ catalogues || module(other) != module(file)) continue
            print file ":1: only " other " uses " name
            bad = 1
        }
        exit bad
    }' {} +

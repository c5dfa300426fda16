#!/usr/bin/env bash
# A file under 16 lines is an entry of a catalogue; anything else stands beside what it is read with.
set -euo pipefail

catalogues='/Steps/[A-Za-z]+Step\.swift$|/Types/[A-Za-z]+\.swift$|/Migrations/M[0-9]+_|/[A-Za-z]+(Endpoint|Command)\.swift$'
find Sources -name '*.swift' -exec wc -l {} + |
    awk -v catalogues="$catalogues" '
        $2 != "total" && $1 < 16 && $2 !~ catalogues { print $2 ":1: " $1 " lines"; bad = 1 }
        END { exit bad }'

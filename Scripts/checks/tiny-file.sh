#!/usr/bin/env bash
# A file under 16 lines is an entry of a catalogue; anything else stands beside what it is read with.
set -euo pipefail

catalogues='/Steps/[A-Za-z]+Step\.swift$|/Types/[A-Za-z]+\.swift$|/Migrations/M[0-9]+_|/[A-Za-z]+(Endpoint|Command)\.swift$'
# The rooms of these are still to be put in order.
later='^Sources/Muster(Store|Flows|Engine)/'
find Sources -name '*.swift' -exec wc -l {} + |
    awk -v catalogues="$catalogues" -v later="$later" '
        $2 != "total" && $1 < 16 && $2 !~ catalogues && $2 !~ later { print $2 ":1: " $1 " lines"; bad = 1 }
        END { exit bad }'

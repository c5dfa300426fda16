#!/usr/bin/env bash
# The median file has 60 to 120 lines: smaller rooms make a reader run, larger ones make him search.
set -euo pipefail

find Sources -name '*.swift' -exec wc -l {} + | awk '$2 != "total" { print $1, $2 }' | sort -n |
    awk '{ lines[NR] = $1; file[NR] = $2 }
        END {
            middle = int((NR + 1) / 2)
            if (lines[middle] >= 60 && lines[middle] <= 120) exit 0
            print file[middle] ":1: the median file, with " lines[middle] " lines"
            exit 1
        }'

#!/usr/bin/env bash
# A file is at most 400 lines long; cut it by topic or by concept.
set -euo pipefail

folders=(Sources Tests)
if [[ -d Benchmarks ]]; then
    folders+=(Benchmarks)
fi
find "${folders[@]}" -name '*.swift' -not -path '*/.build/*' -exec wc -l {} + |
    awk '$2 != "total" && $1 > 400 { print $2 ":" $1 ": " $1 " lines"; bad = 1 } END { exit bad }'

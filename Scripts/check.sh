#!/usr/bin/env bash
# Runs every house rule in Scripts/checks and says which ones fail. Each prints `file:line: what`
# for every offence and ends with status 1 if there was one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=0
for rule in Scripts/checks/*.sh; do
    if bash "$rule"; then
        echo "ok      $(basename "$rule" .sh)"
    else
        echo "FAILED  $(basename "$rule" .sh): $(sed -n '2s/^# *//p' "$rule")"
        failed=1
    fi
done
exit $failed

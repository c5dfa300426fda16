#!/usr/bin/env bash
# Runs every house rule in Scripts/checks and says which ones fail. Each prints `file:line: what`
# for every offence and ends with status 1 if there was one.
#
# A rule that can no longer fail is worse than none: each must object to its canary in
# Scripts/canaries, by name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=0
for rule in Scripts/checks/*.sh; do
    name=$(basename "$rule" .sh)
    what=$(sed -n '2s/^# *//p' "$rule")
    canary=Scripts/canaries/$name
    if [[ ! -d $canary ]]; then
        echo "FAILED  $name: it has no canary in $canary"
        failed=1
    elif (cd "$canary" && bash "../../../$rule") >/dev/null 2>&1 ||
        ! { (cd "$canary" && bash "../../../$rule" 2>&1) || true; } | grep -q Canary; then
        echo "FAILED  $name: it does not object to its canary"
        failed=1
    fi
    if bash "$rule"; then
        echo "ok      $name"
    else
        echo "FAILED  $name: $what"
        failed=1
    fi
done
exit $failed

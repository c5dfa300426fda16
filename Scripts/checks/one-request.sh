#!/usr/bin/env bash
# The files of docs/one-request.md are there, each once, and at most 60.
set -euo pipefail

page=docs/one-request.md
most=60
named=$(grep -noE '`Sources/[^`]+\.swift`' "$page" | tr -d '`' || true)
bad=0
while IFS=: read -r line file; do
    if [[ -z $file ]]; then
        echo "$page:1: names no file"
        bad=1
    elif [[ ! -f $file ]]; then
        echo "$page:$line: there is no $file"
        bad=1
    fi
done <<<"$named"
while read -r file; do
    if [[ -n $file ]]; then
        echo "$page:1: names $file twice"
        bad=1
    fi
done < <(cut -d: -f2 <<<"$named" | sort | uniq -d)
count=$(wc -l <<<"$named")
if ((count > most)); then
    echo "$page:1: names $count files, more than $most"
    bad=1
fi
exit $bad

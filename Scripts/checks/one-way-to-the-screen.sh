#!/usr/bin/env bash
# What commands print goes through Terminal, which spells out what moves a cursor or cannot be seen.
set -euo pipefail

! grep -nE '\b(print|debugPrint|dump|puts|fputs)\(|FileHandle\.standard(Output|Error)|\bexit\(withError' \
    --include='*.swift' -r Sources/muster | grep -v '^Sources/muster/Terminal\.swift:'

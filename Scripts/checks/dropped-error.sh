#!/usr/bin/env bash
# `try?` drops an error: a comment above it says why that hides no fault.
set -euo pipefail

find Sources -name '*.swift' -exec awk '
    FNR == 1 { said = 0 }
    /^ *\/\// { said = 1; next }
    /try\?/ { if (!said) { print FILENAME ":" FNR ": " $0; bad = 1 }; next }
    { said = 0 }
    END { exit bad }' {} +

#!/usr/bin/env bash
# Time, ids and randomness come in from outside: only MusterServer asks the system for them.
#
# A continuous clock is allowed, because it only measures how long something took; so are numbers
# drawn from a generator that was given, because they repeat.
set -euo pipefail

! grep -rnE --include='*.swift' \
    '\b(Foundation\.)?Date\(\)|\bDate\.now\b|\bUUID\(\)|\.random\(|SystemRandomNumberGenerator|\b(Task|Thread)\.sleep\b' \
    Sources | grep -vE '^Sources/(MusterServer|muster)/|\.random\(.*using:'

#!/usr/bin/env bash
# SQL text exists only in MusterStore and, for an engine's own settings, in its driver.
set -euo pipefail

! grep -rnE --include='*.swift' \
    '\b(SELECT|INSERT (OR [A-Z]+ )?INTO|DELETE FROM|UPDATE [a-z_]+ SET|CREATE (TABLE|INDEX|UNIQUE))\b' Sources |
    grep -vE '^Sources/Muster(Store|SQLite|Postgres)/'

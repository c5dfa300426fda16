#!/usr/bin/env bash
# A StoreWriter writes through `write(_:_:_:)`, which says what changes; only the change log, the
# numbering of ids and the making of columns write their tables themselves.
set -euo pipefail

! grep -rnE --include='*.swift' '\brows\.(execute|executeMany)\(' Sources |
    grep -vE '^Sources/MusterStore/(Changes|Database)/'

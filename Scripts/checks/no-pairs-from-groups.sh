#!/usr/bin/env bash
# No task group gives tuples: optimised, Swift 6.3 makes a crash of it that debug builds do not show.
set -euo pipefail

! grep -rnE --include='*.swift' 'TaskGroup\(of: \(' Sources

#!/usr/bin/env bash
# Tests advance the test clock or await a signal; they do not sleep, and none is switched off.
set -euo pipefail

! grep -rnE --include='*.swift' '\b(Task|Thread)\.sleep\b|\busleep\(|\bsleep\([0-9]|\.disabled\(' Tests

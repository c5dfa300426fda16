#!/usr/bin/env bash
# No try!, as! or fatalError in Sources: input gets an error, a programmer's mistake a precondition.
set -euo pipefail

! grep -rnE --include='*.swift' '\btry!|\bas!|\bfatalError\(' Sources

#!/usr/bin/env bash
# A note for later carries an issue number, such as "TODO(#12)"; dumping grounds have no name.
set -euo pipefail

status=0
if grep -rnE --include='*.swift' '\b(TODO|FIXME|XXX|HACK)\b' Sources Tests | grep -vE '(TODO|FIXME)\(#[0-9]+\)'; then
    status=1
fi
if find Sources Tests -name '*.swift' | grep -E '/[A-Za-z]*(Utils?|Utilities|Helpers?|Common|Misc|Placeholder)\.swift$'; then
    status=1
fi
exit $status

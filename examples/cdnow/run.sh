#!/usr/bin/env bash
# The whole CDNOW story against a real server; see README.md. Exits 1 when any number differs.
#
#   MUSTER=path   the muster command (default: a release build of this repository)
#   CDNOW_DIR=dir where files are kept (default: .work beside this script)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${CDNOW_DIR:-$here/.work}
moment=1998-07-01T00:00:00Z
mkdir -p "$work"

fail() { echo "cdnow: $*" >&2; exit 1; }
for tool in python3 curl; do command -v "$tool" >/dev/null || fail "needs $tool: apt-get install $tool"; done

if [ -z "${MUSTER:-}" ]; then
    echo "== building muster"
    swift build --package-path "$here/../.." -c release --product muster >&2
    MUSTER=$(swift build --package-path "$here/../.." -c release --show-bin-path)/muster
fi

if [ ! -s "$work/CDNOW_master.txt" ]; then
    echo "== fetching the purchase log (inside the PyPI package Lifetimes 0.11.3)"
    python3 -m pip --version >/dev/null 2>&1 || fail "needs pip: apt-get install python3-pip"
    python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$work" Lifetimes==0.11.3
    python3 -m zipfile -e "$work"/Lifetimes-0.11.3-*.whl "$work/package"
    mv "$work/package/lifetimes/datasets/CDNOW_master.txt" "$work/"
    rm -rf "$work/package"
fi
lines=$(wc -l < "$work/CDNOW_master.txt")
[ "$lines" -eq 69660 ] || fail "CDNOW_master.txt has $lines lines and not 69660; delete $work and run again"

echo "== converting"
python3 "$here/convert.py" "$work/CDNOW_master.txt" "$work"

database=$work/cdnow.db
rm -f "$database" "$database"-wal "$database"-shm
local=(--database "$database" --clock "simulated=$moment")
echo "== applying campaigns.yaml and importing"
"$MUSTER" apply "${local[@]}" "$here/campaigns.yaml"
"$MUSTER" import leads "${local[@]}" "$work/leads.csv"
"$MUSTER" import activities "${local[@]}" "$work/activities.csv"

echo "== starting the server"
export MUSTER_CLIENT_ID=cdnow MUSTER_CLIENT_SECRET=cdnow-example-secret
"$MUSTER" serve --database "$database" --clock "simulated=$moment" --port 0 --log-level debug \
    > "$work/serve.out" 2> "$work/serve.log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
url=
for _ in $(seq 100); do
    url=$(grep -o 'http://127\.0\.0\.1:[0-9]*' "$work/serve.out" | head -n 1 || true)
    [ -n "$url" ] && break
    kill -0 "$server" 2>/dev/null || { cat "$work/serve.log" >&2; fail "the server did not start"; }
    sleep 0.1
done
[ -n "$url" ] || fail "the server does not answer"

# The first number after "name": in a JSON answer.
number() { grep -o "\"$1\":[0-9]*" | head -n 1 | cut -d: -f2; }
token=$(curl -fsS "$url/identity/oauth/token?grant_type=client_credentials&client_id=$MUSTER_CLIENT_ID&client_secret=$MUSTER_CLIENT_SECRET" \
    | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
call() { curl -fsS -H "Authorization: Bearer $token" "$@"; }
campaign() { call -G "$url/rest/asset/v1/smartCampaign/byName.json" --data-urlencode "name=$1" | number id; }
batch=$(campaign 'Lapsed loyal customers')
scoring=$(campaign 'Score purchases')
list=$(call -G "$url/rest/asset/v1/staticList/byName.json" --data-urlencode 'name=Lapsed Loyal' | number id)

echo "== activating campaign $scoring, scheduling campaign $batch"
call -X POST "$url/rest/asset/v1/smartCampaign/$scoring/activate.json"; echo
call -X POST -H 'Content-Type: application/json' -d '{"input":{}}' "$url/rest/v1/campaigns/$batch/schedule.json"; echo

"$MUSTER" clock advance "10 minutes" --url "$url"

echo "== buying again"
python3 "$here/buy.py" "$url" "$list"
"$MUSTER" clock advance "1 minute" --url "$url"

echo "== checking"
python3 "$here/check.py" "$url" "$work" "$batch" "$list" "$(grep -c 'message handed over' "$work/serve.log" || true)"

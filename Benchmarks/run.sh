#!/usr/bin/env bash
# Measures what the README and CHANGELOG claim, as ratios to plain programs in the same run:
#   storage  bulk lead load and a batch flow against prepared statements on SQLite
#   http     GET smartCampaign/{id}.json against a bare Hummingbird route of the same size
# Prints a report; `make bench` also keeps it under Benchmarks/Results with the commit.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${MUSTER_BENCH_BIN:-.build/release}
seconds=${MUSTER_BENCH_SECONDS:-5}
rounds=${MUSTER_BENCH_ROUNDS:-5}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

free_port() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
# $1: url; waits until the server answers.
await() { for _ in $(seq 100); do curl -s -o /dev/null "$1" && return; sleep 0.1; done; echo "no answer from $1" >&2; exit 1; }
# $1: url, $2: optional header; prints requests per second.
load() { wrk -t1 -c32 -d"${seconds}s" ${2:+-H "$2"} "$1" | awk '/Requests\/sec/ {print $2}'; }
median() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }

echo "commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown), $(nproc) cores, $(date -u +%Y-%m-%d)"
echo
echo "## storage"
"$bin/muster-bench" storage "$@"
echo
echo "## http"
port=$(free_port)
export MUSTER_CLIENT_ID=bench MUSTER_CLIENT_SECRET=bench-secret
"$bin/muster" serve --demo --database "$work/bench.db" --port "$port" --clock simulated=2026-01-01T00:00:00Z \
    --log-level error >"$work/muster.log" 2>&1 &
pids+=($!)
base="http://127.0.0.1:$port"
await "$base/identity/oauth/token"
token=$(curl -s "$base/identity/oauth/token?grant_type=client_credentials&client_id=bench&client_secret=bench-secret" |
    sed 's/.*"access_token":"\([^"]*\)".*/\1/')
id=$(curl -s -H "Authorization: Bearer $token" "$base/rest/asset/v1/smartCampaigns.json?maxReturn=1" |
    sed 's/.*"result":\[{"id":\([0-9]*\).*/\1/')
url="$base/rest/asset/v1/smartCampaign/$id.json"
size=$(curl -s -H "Authorization: Bearer $token" "$url" | wc -c)
bare_port=$(free_port)
"$bin/muster-bench" bare-server --port "$bare_port" --size "$size" >"$work/bare.log" 2>&1 &
pids+=($!)
await "http://127.0.0.1:$bare_port/constant"
for _ in $(seq "$rounds"); do
    bare=$(load "http://127.0.0.1:$bare_port/constant")
    muster=$(load "$url" "Authorization: Bearer $token")
    echo "bare Hummingbird $bare requests/s, GET smartCampaign/{id}.json $muster requests/s"
    awk -v a="$muster" -v b="$bare" 'BEGIN {print a / b}' >>"$work/ratios"
done
echo "GET smartCampaign/{id}.json, $size bytes: ratio $(median <"$work/ratios") (bar 0.5)"

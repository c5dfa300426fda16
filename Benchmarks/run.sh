#!/usr/bin/env bash
# Measures what the README and CHANGELOG claim, each figure beside what it is compared to in the same run.
#
#   run.sh            everything
#   run.sh PART…      some of it:
#     storage    bulk lead load and a batch flow against prepared statements on SQLite
#     http       GET smartCampaign/{id}.json against a bare Hummingbird route of the same size
#     assets     finding smart campaigns among 10,000 in 1,000 folders, against getting one by id
#     triggers   events through a trigger campaign, alone, beside others, beside waiting people, behind a busy person
#     updates    updates through leads.json with and without campaigns
#     batch      small writes and memory during a batch of 300,000 among a million people
#     questions  GET smartCampaign/{id}.json during four counts over twenty million activities
#     door       others beside 5,000 silent clients, slow and deaf ones, and beside counts that nobody waits for;
#                for so many minutes as MUSTER_BENCH_MINUTES says, one unless told otherwise
#
# Batch and questions need a population, which takes some minutes to make and 4 GB. It is kept when
# MUSTER_BENCH_POPULATION names a file for it, otherwise made in the temporary folder and thrown away.
# Prints a report; `make bench` also keeps it under Benchmarks/Results with the commit.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${MUSTER_BENCH_BIN:-.build/release}
seconds=${MUSTER_BENCH_SECONDS:-5}
rounds=${MUSTER_BENCH_ROUNDS:-5}
work=$(mktemp -d)
population=${MUSTER_BENCH_POPULATION:-$work/population.db}
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

free_port() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
# $1: url; waits until the server answers.
await() { for _ in $(seq 100); do curl -s -o /dev/null "$1" && return; sleep 0.1; done; echo "no answer from $1" >&2; exit 1; }
# $1: url, $2: optional header; prints requests per second.
load() { wrk -t1 -c32 -d"${seconds}s" ${2:+-H "$2"} "$1" | awk '/Requests\/sec/ {print $2}'; }
export MUSTER_CLIENT_ID=bench MUSTER_CLIENT_SECRET=bench-secret
# $1: database, $2: port, the rest: further options; returns when the server answers.
serve() {
    "$bin/muster" serve --database "$1" --port "$2" --clock simulated=2026-01-01T00:00:00Z --log-level error \
        "${@:3}" >"$1.log" 2>&1 &
    pids+=($!)
    await "http://127.0.0.1:$2/identity/oauth/token"
}
# $1: server; prints an access token.
token() {
    curl -s "$1/identity/oauth/token?grant_type=client_credentials&client_id=bench&client_secret=bench-secret" |
        sed 's/.*"access_token":"\([^"]*\)".*/\1/'
}
median() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }

part_storage() { "$bin/muster-bench" storage --folder "$work"; }

part_http() {
    local port bare_port base token id url size
    port=$(free_port)
    serve "$work/http.db" "$port" --demo
    base="http://127.0.0.1:$port"
    token=$(token "$base")
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
    echo "GET smartCampaign/{id}.json, $size bytes: ratio $(median <"$work/ratios") (bar 0.75)"
    kill "${pids[@]}" && wait "${pids[@]}" || true
    pids=()
}

# One connection, so that what is measured is the time of a request and not that of a queue; a fresh
# server each time, so that every way starts without a record that is remembered.
part_assets() {
    local campaigns=10000 folders=1000 port base
    "$bin/muster-bench" assets --database "$work/assets.db" --campaigns $campaigns --folders $folders
    for _ in 1 2 3; do
        for way in id name folder page; do
            port=$(free_port)
            serve "$work/assets.db" "$port"
            base="http://127.0.0.1:$port"
            WAY=$way CAMPAIGNS=$campaigns FOLDERS=$folders TOKEN=$(token "$base") wrk -t1 -c1 -d"${seconds}s" --latency \
                -s Benchmarks/assets.lua "$base" | awk -v way="$way" '/^RESULT/ {print way, $2, $3, $4}'
            kill "${pids[-1]}" && wait "${pids[-1]}" || true
            unset 'pids[-1]'
        done
    done >"$work/ways"
    awk '
        { p50[$1] = p50[$1] " " $2; if ($3 > p99[$1]) p99[$1] = $3; bad += $4 }
        function middle(text,  v, n) { n = split(text, v, " "); return v[1] < v[2] ? (v[2] < v[3] ? v[2] : (v[1] < v[3] ? v[3] : v[1])) : (v[1] < v[3] ? v[1] : (v[2] < v[3] ? v[3] : v[2])) }
        END {
            for (way in p50)
                printf "by %s: median %d us, worst 99th percentile %.2f ms (bar 5), ratio of medians to by id %.2f (bar 3)\n",
                    way, middle(p50[way]), p99[way] / 1000, middle(p50[way]) / middle(p50["id"])
            if (bad) { print bad " answers were no success"; exit 1 }
        }' "$work/ways" | sort
}

part_triggers() { "$bin/muster-bench" triggers --folder "$work"; }
part_updates() { "$bin/muster-bench" updates --folder "$work"; }

part_door() { "$bin/muster-bench" door --folder "$work" --minutes "${MUSTER_BENCH_MINUTES:-1}"; }

populate() { [[ -f $population ]] || "$bin/muster-bench" population --database "$population"; }
part_batch() { populate && "$bin/muster-bench" batch --database "$population"; }
part_questions() { populate && "$bin/muster-bench" questions --database "$population"; }

all=(storage http assets triggers updates batch questions door)
parts=("$@")
[[ $# -eq 0 ]] && parts=("${all[@]}")
for part in "${parts[@]}"; do
    [[ " ${all[*]} " == *" $part "* ]] || { echo "there is no part '$part', only: ${all[*]}" >&2; exit 1; }
done
echo "commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown), $(nproc) cores, $(date -u +%Y-%m-%d)"
for part in "${parts[@]}"; do
    echo
    echo "## $part"
    "part_$part"
done

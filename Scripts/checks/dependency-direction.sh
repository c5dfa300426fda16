#!/usr/bin/env bash
# A target imports only what lies below it, as ARCHITECTURE.md draws it.
#
# SwiftPM does not check this: a target may import whatever another one happens to build.
set -euo pipefail

# target: what it may import besides the standard library, Foundation and the C library
allowed() {
    case $1 in
    MusterModel) ;;
    MusterRules) echo MusterModel ;;
    MusterFlows) echo MusterModel MusterRules ;;
    MusterStore) echo MusterModel MusterRules Crypto ;;
    MusterSQLite) echo MusterModel MusterRules MusterStore CSQLite GRDB GRDBSQLite ;;
    MusterAudience) echo MusterModel MusterRules MusterStore ;;
    MusterEngine) echo MusterModel MusterRules MusterFlows MusterStore MusterAudience Logging ;;
    MusterAuthoring) echo MusterModel MusterRules MusterFlows MusterStore MusterAudience MusterEngine ;;
    MusterREST)
        echo MusterModel MusterRules MusterFlows MusterStore MusterAudience MusterEngine MusterAuthoring \
            Hummingbird HTTPTypes NIOCore NIOHTTP1 Crypto Logging CZlib
        ;;
    *) echo '*' ;;
    esac
}
always='Swift Foundation FoundationEssentials Synchronization Dispatch Glibc Darwin Musl'

status=0
for folder in Sources/*/; do
    target=$(basename "$folder")
    known="$(allowed "$target")"
    [[ $known == '*' ]] && continue
    known=" $always $known "
    while IFS=: read -r file line module; do
        if [[ $known != *" $module "* ]]; then
            echo "$file:$line: $target must not import $module"
            status=1
        fi
    done < <(
        grep -rnE --include='*.swift' '^ *(@[a-zA-Z_()]+ +)*((public|package|internal|fileprivate|private) +)?import ' "$folder" |
            sed -E 's/^([^:]+:[0-9]+):.*import +((struct|class|enum|protocol|func|var|let|typealias) +)?([A-Za-z0-9_]+).*/\1:\4/'
    )
done
exit $status

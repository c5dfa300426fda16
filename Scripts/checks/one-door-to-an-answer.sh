#!/usr/bin/env bash
# Who meets which criteria is asked of MusterAudience alone; nobody else compiles or evaluates them.
set -euo pipefail

! grep -rnE --include='*.swift' '\.criteria\(|\b(leads|count|leadSet)\(meeting:|\bPredicateSQL\b' Sources |
    grep -vE '^Sources/(MusterAudience/|MusterRules/Compiler/|MusterStore/PredicateSQL/)'

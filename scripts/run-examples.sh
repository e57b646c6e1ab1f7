#!/usr/bin/env bash
# Runs every example in a directory of its own and shows the output of one that fails.
# usage: scripts/run-examples.sh [--verbose]
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

failed=0
for example in "$top"/examples/[0-9]*.sh; do
    name=$(basename "$example" .sh)
    # Away from the checkout, because the examples promise to run from anywhere.
    if (cd "$work" && "$example" "$work/$name") >"$work/$name.log" 2>&1; then
        echo "example $name: ok"
        if [ "${1:-}" = --verbose ]; then cat "$work/$name.log"; fi
    else
        echo "example $name: FAILED"
        sed 's/^/    /' "$work/$name.log"
        failed=$((failed + 1))
    fi
done

[ "$failed" -eq 0 ] || { echo "$failed examples failed"; exit 1; }

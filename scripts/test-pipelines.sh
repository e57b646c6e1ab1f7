#!/usr/bin/env bash
# The templates of examples/ci, each run in a scratch copy of its example repository: with good keys, with a patch that was changed, a signer whom nobody trusts, and without
# the formal key. Needs the program in one file (npm run package).
# usage: scripts/test-pipelines.sh [SYSTEM...]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/progress.sh

# system and the programs that it is run with
systems=(
    "shell shellcheck"
    "github bash"
    "gitlab rsync"
    "jenkins groovy"
    "zuul ansible-playbook"
    "docker buildah"
)

wanted() {
    [ "$#" -eq 1 ] || [[ " ${*:2} " == *" $1 "* ]]
}

# What a system cannot be run without here.
missing_for() {
    if [ -z "$(type -P "$2")" ]; then
        echo "not installed: $2"
    elif [ "$1" = docker ] && [ "$(id -u)" -ne 0 ]; then
        echo "needs root"
    fi
}

for row in "${systems[@]}"; do
    system=${row% *} program=${row#* }
    wanted "$system" "$@" || continue
    missing=$(missing_for "$system" "$program")
    if [ -n "$missing" ]; then
        echo "pipeline $system: skipped, $missing"
        [ -z "${STX_PATCH_REQUIRE_ORACLES:-}" ] || exit 1
        continue
    fi
    step "pipeline $system (scripts/pipelines/$system.mjs)" node "scripts/pipelines/$system.mjs"
    sed 's/^/    /' "$step_log"
done

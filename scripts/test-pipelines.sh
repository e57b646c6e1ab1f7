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

for row in "${systems[@]}"; do
    system=${row% *} program=${row#* }
    wanted "$system" "$@" || continue
    if [ -z "$(type -P "$program")" ]; then
        echo "pipeline $system: skipped, not installed: $program"
        [ -z "${STX_PATCH_REQUIRE_ORACLES:-}" ] || exit 1
        continue
    fi
    step "pipeline $system (scripts/pipelines/$system.mjs)" node "scripts/pipelines/$system.mjs"
    sed 's/^/    /' "$step_log"
done

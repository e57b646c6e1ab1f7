# Sourced by the scripts: one line for each step, the step's own output only when it fails.
# shellcheck shell=bash

# step LABEL COMMAND...: runs the command quietly; its output is in $step_log afterwards.
step_log=$(mktemp)
trap 'rm -f "$step_log"' EXIT

step() {
    local label=$1 started=$SECONDS status=0
    shift
    printf '%s ... ' "$label"
    "$@" >"$step_log" 2>&1 || status=$?
    if [ "$status" -ne 0 ]; then
        printf 'FAILED (exit status %s)\n' "$status"
        cat "$step_log"
        exit "$status"
    fi
    printf 'ok (%s s)\n' "$((SECONDS - started))"
}

# Sourced by the examples: where things are, and how to show a command while running it.
# shellcheck shell=bash disable=SC2034  # the variables are for the examples

set -euo pipefail

out=${1:-$(mktemp -d)}
mkdir -p "$out"
out=$(cd "$out" && pwd)

cd "$(dirname "${BASH_SOURCE[0]}")"
top=$(cd .. && pwd)
PATH=$top/node_modules/.bin:$PATH
if [ ! -f "$top/packages/cli/dist/index.js" ]; then
    echo "The commands are not built yet: run npm ci && npm run build in $top" >&2
    exit 1
fi

# The examples show what the commands do by themselves, not what somebody's shell told them.
unset MY_REPO PLATFORM_RELEASE
for name in $(compgen -e STX_PATCH_); do unset "$name"; done

# What the examples themselves say stays on the terminal when the output of a command is redirected.
exec 3>&1

say() {
    printf '\n# %s\n' "$*" >&3
}

show() {
    local argument
    printf '\n$' >&3
    for argument in "$@"; do
        case $argument in
            *[!A-Za-z0-9_./:=@%+,-]* | '') printf ' %s' "${argument@Q}" >&3 ;;
            *) printf ' %s' "$argument" >&3 ;;
        esac
    done
    printf '\n' >&3
    "$@"
}

# expect STATUS COMMAND...: for commands that must fail, and say how.
expect() {
    local wanted=$1 status=0
    shift
    show "$@" || status=$?
    printf '(exit status %s)\n' "$status"
    if [ "$status" -ne "$wanted" ]; then
        echo "expected exit status $wanted" >&2
        exit 1
    fi
}

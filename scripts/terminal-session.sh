#!/usr/bin/env bash
# Uses the commands in a real terminal, as a person would, and looks at what the terminal shows: progress at 200 and, while it runs, 60 columns; reports at 60, 80 and 200
# columns without a line that the terminal had to break; colours off; a pipe; Ctrl-C in the middle of a build, and of a signer at work.
# usage: scripts/terminal-session.sh [FOLDER]   (FOLDER keeps what was seen, one file a scene)
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
for tool in tmux rpmbuild; do
    if [ -z "$(type -P "$tool")" ]; then
        echo "terminal session: $tool is not installed"
        [ -z "${STX_PATCH_REQUIRE_ORACLES:-}" ] || exit 1
        exit 0
    fi
done

work=$(mktemp -d)
kept=${1:-$work/seen}
mkdir -p "$kept" "$work/bin"
terminal=(tmux -L "stx-patch-$$" -f /dev/null)
end() {
    "${terminal[@]}" kill-server 2>/dev/null || true
    # The shell inside may still be about to end.
    rm -rf "$work" || { sleep 1 && rm -rf "$work"; }
}
trap end EXIT

fail() {
    echo "terminal session: $1; the terminal shows" >&2
    screen >&2
    exit 1
}

# What the terminal shows, without the empty lines below.
screen() {
    "${terminal[@]}" capture-pane -p "$@" -t session | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
}

keep() {
    screen -e >"$kept/$1.txt"
}

width() {
    "${terminal[@]}" resize-window -t session -x "$1" -y 50
}

# A command line, typed into an empty terminal; its exit status is shown behind it. The terminal is emptied before the shell hears of it: what is waited for would else be seen
# in what the command before left there.
enter() {
    "${terminal[@]}" send-keys -R -t session
    "${terminal[@]}" send-keys -t session "clear; $1; echo \"status=\$?\"" Enter
}

# eventually COMMAND...: whether it succeeds within a minute.
eventually() {
    local i
    for ((i = 0; i < 600; i++)); do
        if "$@"; then return; fi
        sleep 0.1
    done
    return 1
}

# wait_for PATTERN: until the terminal shows it.
wait_for() {
    eventually is_shown "$1" || fail "waited in vain for $1"
}

# Reads to the end: whoever writes into a closed pipe fails.
is_shown() {
    screen | grep -E "$1" >/dev/null
}

shows() {
    is_shown "$1" || fail "$1 is missing"
}

shows_not() {
    if is_shown "$1"; then fail "$1 should not be there"; fi
}

# Lines that the terminal broke are one line when it joins them again.
is_unbroken() {
    [ "$(screen | wc -l)" -eq "$(screen -J | wc -l)" ] || fail "$1: a line does not fit"
}

has_colours() {
    screen -e | grep >/dev/null $'\x1b\\[3[0-9]m'
}

for bin in "$top"/packages/cli/bin/*.js; do
    printf '#!/bin/sh\nexec %s %s "$@"\n' "$(type -P node)" "$bin" >"$work/bin/$(basename "$bin" .js)"
done
chmod +x "$work"/bin/*
(cd "$work" && node --input-type=module -e "
    const { makeRpm } = await import('$top/scripts/bench/make-rpm.mjs');
    makeRpm('$work', { name: 'large', sizeMiB: 250, content: 'incompressible' });" >/dev/null 2>&1)
mkdir "$work/patches"
cp "$top"/examples/rpms/stx-config-audit-*.rpm "$work/patches/"

"${terminal[@]}" new-session -d -x 200 -y 50 -s session \
    "cd '$work/patches' && exec env -u NO_COLOR -u FORCE_COLOR -u CI HOME='$work' HISTFILE=/dev/null PS1='$ ' LANG=C.UTF-8 LC_ALL=C.UTF-8 PATH='$work/bin:$PATH' bash --norc --noprofile"

build="patch-build --release 20.06 --all-nodes ../large-1.0-1.noarch.rpm --id"

# However fast the machine is: the build goes on when it was looked at, for its signer waits that long.
cat >"$work/bin/patient-signer" <<END
#!/bin/sh
while [ -e '$work/hold' ]; do sleep 0.05; done
exec node '$top/examples/signers/openssl-signer.mjs' '$top/signing-keys/dev-private-key.pem'
END
chmod +x "$work/bin/patient-signer"
touch "$work/hold"
certificate=$top/signing-keys/dev-certificate.pem
enter "$build SESSION_0001 --signer cmd:patient-signer --cert dev=$certificate"
wait_for '^building SESSION_0001 +━+.* %.*iB/s'
keep progress-200
width 60
wait_for '^building SESSION_0001 +━+.{0,34}$'
keep progress-60
rm "$work/hold"
wait_for '^status=0'
shows_not 'building'
shows '^Patch is '
[ "$(screen | grep -c '^Patch is ')" -eq 1 ] || fail "the result stands there twice"

small="patch-build --release 20.06 --controller stx-config-audit-*.rpm --req SESSION_0001 --id SESSION_0002 --summary 'A text that is long enough to be broken, and has 日本語 in it, on any terminal but the widest'"
enter "$small --quiet"
wait_for '^status=0'
for columns in 60 80 200; do
    width "$columns"
    for command in "patch-verify SESSION_0002.patch" "patch-query SESSION_0002.patch" "patch-diff SESSION_0001.patch SESSION_0002.patch" "patch-verify nothing.patch" "patch-build --dry-run --id X_1 --release 20.06 stx-config-audit-*.rpm"; do
        enter "$command"
        wait_for '^status=[0-9]'
        # No terminal of 60 columns has room for a digest.
        if [ "$columns" -gt 60 ]; then is_unbroken "$command at $columns columns"; fi
        keep "${command%% *}-$columns"
    done
done

enter "patch-verify SESSION_0002.patch"
wait_for '^status=0'
has_colours || fail "there are no colours"
enter "NO_COLOR=1 patch-verify SESSION_0002.patch"
wait_for '^status=0'
if has_colours; then fail "there are colours with NO_COLOR"; fi
enter "patch-verify SESSION_0002.patch | cat"
wait_for '^status=0'
if has_colours; then fail "there are colours in a pipe"; fi
enter "TERM=dumb patch-verify SESSION_0002.patch"
wait_for '^status=0'
if has_colours; then fail "there are colours on a dumb terminal"; fi

enter "$build SESSION_0003 -o - | wc -c"
wait_for '^building SESSION_0003 '
wait_for '^status=0'
shows '^26[0-9]{7}$'
shows_not 'building'

enter "$build SESSION_0004"
wait_for '^building SESSION_0004 .*%'
"${terminal[@]}" send-keys -t session C-c
wait_for '^status=130'
shows_not 'building'
keep ctrl-c

# A signer at work has to end with whoever waits for it; its seconds tell it from any other.
seconds=$((100000 + $$))
signer_runs() {
    pgrep -f "^sleep $seconds" >/dev/null
}
signer_ended() {
    ! signer_runs
}
enter "patch-build --release 20.06 --controller stx-config-audit-*.rpm --id SESSION_0005 --signer 'cmd:sleep $seconds' --cert dev=$certificate"
wait_for '^building SESSION_0005 .*'
eventually signer_runs || fail "the signer was not started"
"${terminal[@]}" send-keys -t session C-c
wait_for '^status=130'
eventually signer_ended || fail "the signer still runs"

left=$(cd "$work/patches" && find . -type f ! -name '*.rpm' | sort | tr '\n' ' ')
[ "$left" = "./SESSION_0001.patch ./SESSION_0002.patch " ] || fail "left behind: $left"

echo "terminal session: progress at 200 and 60 columns, reports at 60, 80 and 200, colours off, pipe, Ctrl-C (130, nothing left, signer ended)"

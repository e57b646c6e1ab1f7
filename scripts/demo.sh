#!/usr/bin/env bash
# From a fresh checkout to a verified patch: installs and builds what is needed, then builds, verifies and shows a patch of four RPMs for three node types.
# Needs Node and npm only.
# usage: scripts/demo.sh [OUTPUT_DIRECTORY]   (default: a fresh temporary directory)
set -euo pipefail

output=${1:-$(mktemp -d)}
mkdir -p "$output"
output=$(cd "$output" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/progress.sh

if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    step "install dependencies (npm ci)" npm ci --no-audit
fi
step "build" npm run --silent build

show() {
    printf '\n$ %s\n' "$*"
    PATH=$PWD/node_modules/.bin:$PATH "$@"
}

id=STX_20.06_PATCH_0001
show patch-build \
    --id "$id" \
    --release-info examples/release-info.inc \
    --status DEV \
    --summary demonstration \
    --controller examples/rpms/stx-config-audit-1.4.0-3.tis.x86_64.rpm \
    --worker examples/rpms/stx-worker-agent-3.0.2-11.tis.x86_64.rpm \
    --storage examples/rpms/stx-storage-health-1.0-7.tis.2.x86_64.rpm \
    --all-nodes examples/rpms/stx-platform-common-2.1-28.tis.noarch.rpm \
    --output "$output"
show patch-verify --ima-cert signing-keys/ima_signing_key.x509.der "$output/$id.patch"
show patch-query "$output/$id.patch"

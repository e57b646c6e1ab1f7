#!/usr/bin/env bash
# A library changes on every node, and the patch needs an earlier one: two patches, the second requires the first.
# usage: examples/02-all-nodes-required-patch.sh [OUTPUT_DIRECTORY]
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

say "The first patch: one service each for controllers, workers and storage nodes."
show patch-build \
    --id STX_20.06_PATCH_0010 \
    --release 20.06 \
    --summary "Services that can do without the old library" \
    --controller rpms/stx-config-audit-1.4.0-3.tis.x86_64.rpm \
    --worker rpms/stx-worker-agent-3.0.2-11.tis.x86_64.rpm \
    --worker-lowlatency rpms/stx-worker-agent-3.0.2-11.tis.x86_64.rpm \
    --storage rpms/stx-storage-health-1.0-7.tis.2.x86_64.rpm \
    --output "$out"

say "The second one: the new library for all six node types; it cannot be applied before the first."
say "stx-time-tools has no node type: hosts that have it get the new one, others do not."
show patch-build \
    --id STX_20.06_PATCH_0011 \
    --release 20.06 \
    --req STX_20.06_PATCH_0010 \
    --summary "The new library" \
    --warn "All hosts have to be locked and unlocked." \
    --all-nodes 'rpms/stx-platform-common-*.rpm' \
    --output "$out" \
    rpms/stx-time-tools-0.9-4.tis.noarch.rpm

say "Which patches does it need?"
show patch-query --field requires "$out/STX_20.06_PATCH_0011.patch"

show patch-verify "$out/STX_20.06_PATCH_0010.patch" "$out/STX_20.06_PATCH_0011.patch"

#!/usr/bin/env bash
# A patch that is applied without locking a host, guarded by scripts that may say no before it is applied or removed.
# usage: examples/03-in-service-semantics.sh [OUTPUT_DIRECTORY]
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

say "--reboot-required N makes it an in-service patch; the scripts travel in semantics.tar, signed like the rest."
show patch-build \
    --id STX_20.06_PATCH_0020 \
    --release-info release-info.inc \
    --reboot-required N \
    --apply-active-release-only \
    --pre-apply semantics/enough-space.sh \
    --pre-remove semantics/no-audit-running.sh \
    --summary "Audit and agent, without a reboot" \
    --inst "Apply it on any day; no host has to be locked." \
    --controller rpms/stx-config-audit-1.4.0-3.tis.x86_64.rpm \
    --worker rpms/stx-worker-agent-3.0.2-11.tis.x86_64.rpm \
    --output "$out"

show patch-query --field reboot_required "$out/STX_20.06_PATCH_0020.patch"
show patch-query --field semantics "$out/STX_20.06_PATCH_0020.patch"

show patch-verify "$out/STX_20.06_PATCH_0020.patch"

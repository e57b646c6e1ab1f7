#!/usr/bin/env bash
# A service runs on controllers only; its new RPM goes to them and to nobody else.
# usage: examples/01-one-node-type.sh [OUTPUT_DIRECTORY]
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

say "Build: the release comes from release-info.inc, the keys from signing-keys/."
show patch-build \
    --id STX_20.06_PATCH_0001 \
    --release-info release-info.inc \
    --status DEV \
    --summary "Configuration audit: report drift once only" \
    --desc "The audit wrote the same line every five minutes." \
    --controller rpms/stx-config-audit-1.4.0-3.tis.x86_64.rpm \
    --output "$out"

say "What is inside, and who signed it."
show patch-query "$out/STX_20.06_PATCH_0001.patch"

say "Is it complete, undamaged and signed by somebody we trust? And the files inside the RPM?"
show patch-verify --ima-cert ../signing-keys/ima_signing_key.x509.der "$out/STX_20.06_PATCH_0001.patch"

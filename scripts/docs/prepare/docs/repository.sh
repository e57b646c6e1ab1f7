# Two patches.
patch() { patch-build --quiet --release 20.06 "$@"; }
patch --id STX_20.06_PATCH_0001 --controller "$CHECKOUT"/examples/rpms/stx-config-audit-*.rpm
patch --id STX_20.06_PATCH_0002 --worker "$CHECKOUT"/examples/rpms/stx-worker-agent-*.rpm

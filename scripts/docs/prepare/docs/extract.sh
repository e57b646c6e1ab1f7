# A patch with the package that the page takes out.
cp "$CHECKOUT"/examples/rpms/stx-config-audit-*.rpm .
patch-build --quiet --id STX_20.06_PATCH_0001 --release 20.06 --controller ./stx-config-audit-*.rpm

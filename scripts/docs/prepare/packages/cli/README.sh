# An RPM, here under a name of the reader's own.
cp "$CHECKOUT"/examples/rpms/stx-config-audit-1.4.0-3.tis.x86_64.rpm .

# An old and a new patch, one patch signed twice, and what it was built from.
keys=$CHECKOUT/packages/testkit/keys
rpms=$CHECKOUT/examples/rpms
patch() { patch-build --quiet --release 20.06 "$@"; }
mkdir RPMS new && cp "$rpms"/stx-config-audit-*.rpm RPMS
cp "$CHECKOUT/signing-keys/dev-private-key.pem" dev.pem
cp "$CHECKOUT/signing-keys/dev-certificate.pem" dev-certificate.pem
cp "$CHECKOUT/signing-keys/ima_signing_key.priv" ima.pem
cp "$keys/formal-test-certificate.pem" formal.pem
patch --id STX_20.06_PATCH_0001 --controller RPMS
cp STX_20.06_PATCH_0001.patch old.patch
cp STX_20.06_PATCH_0001.patch dev.patch
patch --id STX_20.06_PATCH_0001 --key "$keys/formal-test-private-key.pem" --controller RPMS --output new && mv new/*.patch formal.patch
patch --id STX_20.06_PATCH_0002 --controller RPMS --worker "$rpms"/stx-worker-agent-*.rpm --output new && mv new/*.patch new.patch

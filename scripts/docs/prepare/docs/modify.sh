# A patch, and a pair of keys for each role.
patch-build --quiet --id STX_20.06_PATCH_0001 --release 20.06 --status DEV --summary "First text" --controller "$CHECKOUT"/examples/rpms/stx-config-audit-*.rpm
keys=$CHECKOUT/packages/testkit/keys
DEV_CERT=$CHECKOUT/signing-keys/dev-certificate.pem
FORMAL_CERT=$keys/formal-test-certificate.pem
FORMAL_KEY=$keys/formal-test-private-key.pem

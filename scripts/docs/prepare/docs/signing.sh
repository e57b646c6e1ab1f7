# needs: openssl pkcs11-tool softhsm2-util sshd ssh scp ssh-keygen ssh-keyscan
# An RPM, a formal pair of keys, a token, and a signing server on the loopback.
RPM=$CHECKOUT/examples/rpms/stx-time-tools-0.9-4.tis.noarch.rpm
SIGNERS=$CHECKOUT/examples/signers
keys=$CHECKOUT/packages/testkit/keys
cp "$keys/formal-test-private-key.pem" formal-key.pem
cp "$keys/formal-test-certificate.pem" formal.pem
cp "$CHECKOUT/signing-keys/ima_signing_key.priv" ima-key.pem
node "$CHECKOUT/scripts/docs/prepare/signing-surroundings.mjs" "$PWD/.signing" &
until [ -e .signing/variables ]; do
    kill -0 $!
    sleep 0.1
done
. ./.signing/variables

# needs: evmctl keyctl rpm rpm2archive setfattr xxd
# In a checkout, with an RPM and a pair of keys.
ln -s "$CHECKOUT"/{scripts,node_modules} .
cp "$CHECKOUT"/examples/rpms/stx-config-audit-*.rpm .
cp "$CHECKOUT/signing-keys/ima_signing_key.priv" ima.priv
cp "$CHECKOUT/signing-keys/ima_signing_key.x509.der" ima.x509.der
(umask 077 && echo "a passphrase" >pass)

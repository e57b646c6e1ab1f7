# In a checkout, after npm run package.
[ -f "$CHECKOUT/dist-packages/stx-patch.mjs" ] || { echo "run npm run package first"; exit 1; }
ln -s "$CHECKOUT"/{examples,signing-keys} .

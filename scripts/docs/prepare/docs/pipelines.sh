# A checkout whose tools are made.
[ -f "$CHECKOUT/dist-packages/stx-patch.mjs" ] || (cd "$CHECKOUT" && npm run --silent package)
ln -s "$CHECKOUT"/examples "$CHECKOUT"/signing-keys .

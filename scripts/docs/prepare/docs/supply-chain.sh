ln -s "$CHECKOUT"/examples .

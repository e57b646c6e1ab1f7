# In a checkout.
ln -s "$CHECKOUT"/examples .

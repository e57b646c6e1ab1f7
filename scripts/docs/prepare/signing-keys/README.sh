# In a checkout.
ln -s "$CHECKOUT"/{scripts,node_modules,examples} .

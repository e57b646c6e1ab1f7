# In a checkout that is built.
cd "$CHECKOUT"

# In a checkout, with the load of a system, the patches that it has, and a delivery of three more.
ln -s "$CHECKOUT"/{examples,node_modules} .
rpms=$CHECKOUT/examples/rpms
mkdir -p feed/rel-20.06 applied delivery
cp "$rpms"/stx-time-tools-*.rpm feed/rel-20.06
patch() { patch-build --quiet --release 20.06 "$@"; }
patch --id STX_20.06_PATCH_0101 --output applied --controller "$rpms"/stx-platform-common-*.rpm
patch --id STX_20.06_PATCH_0102 --output applied --worker "$rpms"/stx-worker-agent-*.rpm
patch --id STX_20.06_PATCH_0103 --output delivery --req STX_20.06_PATCH_0101 --controller "$rpms"/stx-config-audit-*.rpm
patch --id STX_20.06_PATCH_0104 --output delivery --storage "$rpms"/stx-storage-health-*.rpm
patch --id STX_20.06_PATCH_0105 --output delivery --req STX_20.06_PATCH_0103 --controller "$rpms"/stx-time-tools-*.rpm

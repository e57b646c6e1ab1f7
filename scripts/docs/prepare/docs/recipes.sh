# A build workspace, and a folder of recipes.
mkdir -p build workspace/std/rpmbuild/RPMS
cp "$CHECKOUT"/examples/rpms/*.rpm workspace/std/rpmbuild/RPMS
cp "$CHECKOUT"/examples/rpms/stx-worker-agent-*.rpm build
cp -r "$CHECKOUT"/examples/{recipes,semantics} .

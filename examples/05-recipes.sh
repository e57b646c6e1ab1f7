#!/usr/bin/env bash
# Two recipes, one in the original's XML and one in YAML, of which the second requires the first.
# usage: examples/05-recipes.sh [OUTPUT_DIRECTORY]
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

say "A workspace as a build leaves it behind."
mkdir -p "$out/workspace/std/rpmbuild/RPMS"
cp rpms/*.rpm "$out/workspace/std/rpmbuild/RPMS"

say "Build both: the required one first."
show patch-make --workdir "$out/workspace" --output "$out/patches" \
    recipes/STX_20.06_PATCH_0012.yaml recipes/STX_20.06_PATCH_0011.xml

say "Again: nothing changed, nothing is built."
show patch-make --workdir "$out/workspace" --output "$out/patches" --all --sw-version 20.06 --recipes recipes

say "The command that does the same by hand."
show patch-make print --workdir "$out/workspace" --output "$out/patches" recipes/STX_20.06_PATCH_0011.xml

say "A recipe to begin with, from an RPM."
show patch-make init --id STX_20.06_PATCH_0013 --sw-version 20.06 \
    --worker rpms/stx-worker-agent-3.0.2-11.tis.x86_64.rpm --output "$out/STX_20.06_PATCH_0013.yaml"

say "The original's command line."
show make_patch --pre-compiled --workdir "$out/workspace" recipes/STX_20.06_PATCH_0011.xml

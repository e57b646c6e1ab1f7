#!/usr/bin/env bash
# Makes a repository to begin with: the example project, the template of one CI system, and the tools.
# usage: examples/ci/new.sh github|gitlab|jenkins|zuul|docker DIRECTORY
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd "$here/../.." && pwd)
bundle=$top/dist-packages/stx-patch.mjs

die() {
    echo "new.sh: $1" >&2
    exit 1
}

[ $# -eq 2 ] || die "usage: $0 github|gitlab|jenkins|zuul|docker DIRECTORY"
template=$here/$1 target=$2
case $1 in
    github | gitlab | jenkins | zuul | docker) ;;
    *) die "there is no template for $1" ;;
esac
[ ! -e "$target" ] || [ -z "$(ls -A "$target")" ] || die "$target is not empty; what to copy into a repository of yours is in docs/pipelines.md"
[ -f "$bundle" ] || die "the tools are not built yet: run npm ci && npm run package in $top"

mkdir -p "$target"/{ci/tools,trust,rpms/{controller,worker,all-nodes}}
cp -R "$here/project/." "$template/." "$target"
cp "$here/pipeline.sh" "$target/ci/"
cp "$bundle" "$target/ci/tools/"
cp "$top/examples/release-info.inc" "$target/"
cp "$top"/examples/rpms/stx-config-audit-*.rpm "$target/rpms/controller/"
cp "$top"/examples/rpms/stx-worker-agent-*.rpm "$target/rpms/worker/"
cp "$top"/examples/rpms/stx-platform-common-*.rpm "$target/rpms/all-nodes/"
cp "$top/signing-keys/dev-certificate.pem" "$target/trust/dev.pem"
cp "$top/signing-keys/ima_signing_key.x509.der" "$target/trust/ima.der"

cat <<NEXT
${target@Q} is a repository to begin with. What the CI will do, at your desk, with the development keys:

  cd ${target@Q}
  export PATCH_ROLE=dev PATCH_KEY_FILE=${top@Q}/signing-keys/dev-private-key.pem PATCH_IMA_KEY_FILE=${top@Q}/signing-keys/ima_signing_key.priv
  PATCH_ID=STX_20.06_PATCH_0001 ci/pipeline.sh all
NEXT

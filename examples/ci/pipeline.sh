#!/usr/bin/env bash
# What every template does: build and sign a patch, verify it with the trust anchors of the repository, leave reports. Runs at a desk as it does in CI.
#
# usage: ci/pipeline.sh build             builds and signs out/<id>.patch as patch.options says, with SBOM, provenance and SHA-256 sums beside it; out/build.json
#        ci/pipeline.sh verify [PATCH]    verifies it and what is beside it, or another patch; out/reports/
#        ci/pipeline.sh all               both
#        ci/pipeline.sh value FILE NAME   prints one value of a JSON file, e.g.: value out/build.json sha256
#
# What the CI says, as environment variables:
#   PATCH_ID            id of the patch; or PATCH_ID_REGISTER and PATCH_ID_PREFIX, to claim the next one (docs/ids.md)
#   PATCH_ROLE          role that the signature must have: the anchor is trust/ROLE.pem
#   PATCH_KEY           private key (PEM), out of the CI's secret store; or PATCH_KEY_FILE, where the CI has put it; or PATCH_SIGNER, a URI as of --signer
#   PATCH_IMA_KEY       the same for the files inside the RPMs; or PATCH_IMA_KEY_FILE, or PATCH_IMA_SIGNER; PATCH_IMA=no leaves the RPMs as they are
#   PATCH_BUILDER_ID    who builds, a URI, as the provenance says it; and PATCH_INVOCATION_ID, which run. PATCH_PROVENANCE=no makes none
#   PATCH_OUT           where results go (default: out)
#   PATCH_TOOLS         stx-patch.mjs, the one-file bundle (default: ci/tools/stx-patch.mjs if it is there, else the stx-patch that is installed)
#
# Exit status: that of patch-build or patch-verify (0 done or trusted, 1 usage, 2 malformed, 3 not trusted, 4 key or signer, 5 I/O).
set -euo pipefail
# A trace would show the key.
set +x

# The private keys stay in this shell: no program that it starts finds them in its environment.
export -n PATCH_KEY PATCH_IMA_KEY
out=${PATCH_OUT:-out}

die() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

tools=${PATCH_TOOLS:-}
if [ -z "$tools" ] && [ -f "${BASH_SOURCE[0]%/*}/tools/stx-patch.mjs" ]; then tools=${BASH_SOURCE[0]%/*}/tools/stx-patch.mjs; fi

# What the machine says about keys, anchors and options is not for this build: only what the CI passes is. Passphrases and token libraries go with the keys.
stx_patch() (
    local name
    unset MY_REPO PLATFORM_RELEASE
    for name in $(compgen -e STX_PATCH_); do
        case $name in
            *_PASSPHRASE | STX_PATCH_PKCS11_MODULE) ;;
            *) unset "$name" ;;
        esac
    done
    if [ -n "$tools" ]; then exec node "$tools" "$@"; else exec stx-patch "$@"; fi
)

value() {
    # shellcheck disable=SC2016  # the dollar is JavaScript's
    node -e 'const [file, name] = process.argv.slice(1);
        const found = name.split(".").reduce((value, key) => value?.[key], JSON.parse(require("node:fs").readFileSync(file, "utf8")));
        if (found === undefined) { console.error(`${file} has no ${name}`); process.exit(1); }
        console.log(found);' "$1" "$2"
}

# The anchor decides the role of the key and the verdict on the signature: the same file for both, from the repository.
trust_anchor() {
    local role=${PATCH_ROLE:-}
    [[ $role =~ ^[a-z][a-z0-9-]*$ ]] || die "set PATCH_ROLE to the role that the signature must have, such as dev or formal"
    [ -f "trust/$role.pem" ] || die "trust/$role.pem, the certificate for role $role, is not there: run in the top directory of the repository"
    printf '%s=trust/%s.pem\n' "$role" "$role"
}

# One option of patch-build a line; nothing in it is expanded or run.
read_options() {
    [ -f patch.options ] || die "patch.options is not there: run in the top directory of the repository"
    mapfile -t options < <(grep -E -v '^[[:space:]]*(#|$)' patch.options)
}

patch_id() {
    if [ -n "${PATCH_ID:-}" ]; then
        printf '%s\n' "$PATCH_ID"
    elif [ -n "${PATCH_ID_REGISTER:-}" ]; then
        stx_patch patch-id next --register "$PATCH_ID_REGISTER" --prefix "${PATCH_ID_PREFIX:?}"
    else
        die "set PATCH_ID, or PATCH_ID_REGISTER and PATCH_ID_PREFIX to claim the next id"
    fi
}

# key_or_signer OPTION KEY FILE SIGNER: a key in a variable goes to the tool through a pipe, so that it is never in a file. An empty one does so as well: the tool
# then says that it is no key, in its report, with exit status 4. There is no other key to fall back to.
key_or_signer() {
    local option=$1 key=$2 file=$3 signer=$4 key_pipe
    if [ -n "$signer" ]; then
        arguments+=("${option/%key/signer}=$signer")
    elif [ -n "$file" ]; then
        arguments+=("$option=$file")
    else
        [ -n "$key" ] || printf '%s: the secret store gave nothing for %s\n' "${0##*/}" "$option" >&2
        exec {key_pipe}< <(printf '%s\n' "$key")
        arguments+=("$option=/dev/fd/$key_pipe")
    fi
}

build() {
    local options arguments id anchor
    anchor=$(trust_anchor)
    read_options
    id=$(patch_id)
    mkdir -p "$out"
    arguments=("--id=$id" "--role=${PATCH_ROLE}" "--cert=$anchor" "--output=$out/" --json)
    arguments+=(--sbom=cyclonedx --sbom=spdx --sha256sums)
    if [ "${PATCH_PROVENANCE:-yes}" = yes ]; then arguments+=(--provenance); fi
    if [ -n "${PATCH_BUILDER_ID:-}" ]; then arguments+=("--builder-id=$PATCH_BUILDER_ID"); fi
    if [ -n "${PATCH_INVOCATION_ID:-}" ]; then arguments+=("--invocation-id=$PATCH_INVOCATION_ID"); fi
    key_or_signer --key "${PATCH_KEY:-}" "${PATCH_KEY_FILE:-}" "${PATCH_SIGNER:-}"
    if [ "${PATCH_IMA:-yes}" = no ]; then
        arguments+=(--no-ima)
    else
        key_or_signer --ima-key "${PATCH_IMA_KEY:-}" "${PATCH_IMA_KEY_FILE:-}" "${PATCH_IMA_SIGNER:-}"
    fi
    stx_patch patch-build "${options[@]}" "${arguments[@]}" >"$out/build.json"
    printf 'built %s\n' "$(value "$out/build.json" path)"
}

# What was built here has files beside it, and one that is missing is a fault; a patch from elsewhere may have none.
check_beside() {
    local patch=$1 own=$2 option suffix
    while read -r option suffix; do
        if [ "$own" = no ] && [ ! -f "$patch.$suffix" ]; then continue; fi
        if [ "$option" = --provenance ] && [ "${PATCH_PROVENANCE:-yes}" = no ]; then continue; fi
        arguments+=("$option=$patch.$suffix")
    done <<<$'--sbom cdx.json\n--sbom spdx.json\n--provenance intoto.json'
}

# What is wrong, for the log: code and message. A message may quote the patch, and nothing in it may be taken for a line or a command of the CI.
print_faults() {
    # shellcheck disable=SC2016  # the dollar is JavaScript's
    node -e 'const escaped = (text) => JSON.stringify(text).replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
        const { reports = [], problems = [] } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
        const found = reports.flatMap(({ error, findings = [], sidecars = [] }) => [error ?? [], findings, sidecars.map((sidecar) => sidecar.findings)].flat(2));
        for (const { code, severity = "error", message } of [...problems, ...found])
            if (severity === "error") console.error(`  ${code} ${escaped(message)}`);' "$1"
}

verify() {
    local anchor patch=${1:-} own=no arguments status=0
    anchor=$(trust_anchor)
    if [ -z "$patch" ]; then
        patch=$out/$(value "$out/build.json" id).patch
        own=yes
    fi
    mkdir -p "$out/reports"
    arguments=("--trust=$anchor" "--require=$PATCH_ROLE")
    if [ -f trust/ima.der ]; then arguments+=(--ima-cert=trust/ima.der); fi
    check_beside "$patch" "$own"
    stx_patch patch-verify "${arguments[@]}" --json \
        --junit "$out/reports/junit.xml" --sarif "$out/reports/report.sarif" --html "$out/reports/report.html" -- "$patch" >"$out/reports/verify.json" || status=$?
    if [ "$status" -eq 0 ]; then
        printf 'verified %q\n' "$patch"
    else
        printf '%s: %q: exit status %s\n' "${0##*/}" "$patch" "$status" >&2
        print_faults "$out/reports/verify.json"
    fi
    return "$status"
}

case ${1:-} in
    build) build ;;
    verify) verify "${2:-}" ;;
    all)
        build
        verify
        ;;
    value) value "${2:?}" "${3:?}" ;;
    *) die "usage: $0 build | verify [PATCH] | all | value FILE NAME" ;;
esac

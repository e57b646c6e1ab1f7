#!/usr/bin/env bash
# What a pipeline does: build, take the facts from JSON, gate on exit status, and show that the same inputs give the same
# bytes and that a damaged or foreign patch does not pass.
# usage: examples/04-ci-json.sh [OUTPUT_DIRECTORY]
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# field FILE PATH: one value of a JSON file, e.g. "reports.0.verdict"; a pipeline that has jq would use it.
field() {
    node -e 'const [file, path] = process.argv.slice(1);
        const json = JSON.parse(require("node:fs").readFileSync(file, "utf8"));
        console.log(path.split(".").reduce((value, key) => value[key], json));' "$1" "$2"
}

build() {
    patch-build --id STX_20.06_PATCH_0030 --release-info release-info.inc --controller rpms --json --output "$1"
}

say "Check everything without writing anything."
show patch-build --id STX_20.06_PATCH_0030 --release-info release-info.inc --controller rpms --dry-run --output "$out"

say "Build with --json: one object on stdout, everything else on stderr."
show build "$out" >"$out/build.json"
patch=$out/STX_20.06_PATCH_0030.patch
for path in schemaVersion id release.version sizeBytes sha256; do
    value=$(field "$out/build.json" "$path")
    echo "$path: $value"
done
echo "$(field "$out/build.json" sha256)  $patch" | show sha256sum --check

say "The same inputs once more: the same bytes, signature included."
mkdir -p "$out/again"
build "$out/again" >/dev/null
show cmp "$patch" "$out/again/STX_20.06_PATCH_0030.patch"

say "A damaged copy is malformed: exit status 2."
head -c 4000 "$patch" >"$out/damaged.patch"
expect 2 patch-verify --quiet "$out/damaged.patch"

say "A patch signed with a key that nobody here knows is not trusted: exit status 3."
[ -d "$out/foreign-keys" ] || node "$top/scripts/make-signing-keys.mjs" "$out/foreign-keys"
show patch-build --id STX_20.06_PATCH_0031 --release 20.06 --controller rpms --output "$out" \
    --key "$out/foreign-keys/dev-private-key.pem" --ima-key "$out/foreign-keys/ima_signing_key.priv"
expect 3 patch-verify --quiet "$out/STX_20.06_PATCH_0031.patch"

say "Development signatures do not pass a gate that wants formal ones: exit status 3."
expect 3 patch-verify --quiet --require formal "$patch"

say "The gate: the exit status says it all, the report is kept. With the IMA certificate the signatures of files are verified, too."
show patch-verify --ima-cert ../signing-keys/ima_signing_key.x509.der --json "$patch" >"$out/verify.json"
verdict=$(field "$out/verify.json" reports.0.verdict)
echo "verdict: $verdict"
show patch-verify --ima-cert ../signing-keys/ima_signing_key.x509.der "$patch"

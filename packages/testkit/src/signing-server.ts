import { TEST_KEYS } from "./keys.js";

/** A script that does the documented commands of a signing server with tar and openssl; `change` runs in the unpacked patch before it is signed. */
export function signingServer({
  key = TEST_KEYS.formal.privateKey,
  change = ":",
}: {
  key?: string;
  change?: string;
}): string {
  return `
case "$1" in
"sudo /opt/signing/sign.sh -r")
    mkdir -p up; echo "Upload: $PWD/up" ;;
"sudo /opt/signing/sign_patch.sh "*)
    file=\${1##* }; work=$(mktemp -d -p "$PWD"); cd "$work" || exit 1
    tar xzf "$file"; ${change}
    cat metadata.tar software.tar | openssl dgst -sha256 -sign ${key} -sigopt rsa_padding_mode:pss \\
        -sigopt rsa_pss_saltlen:32 -out signature.v2
    tar czf "$file.signed" metadata.tar software.tar signature signature.v2
    echo "$file.signed" ;;
*) exit 9 ;;
esac`;
}

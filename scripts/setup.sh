#!/usr/bin/env bash
# Makes sure that the tools which tests and examples ask as oracles are there. As root on Debian it installs what is missing; otherwise it lists what is
# missing and goes on, unless STX_PATCH_REQUIRE_ORACLES is set. Node and npm have to be there already.
# usage: scripts/setup.sh
set -euo pipefail

# command and the Debian package it comes from
tools=(
    "ansible-playbook ansible-core"
    "buildah buildah"
    "bzip2 bzip2"
    "chromium chromium"
    "createrepo_c createrepo-c"
    "dnf dnf"
    "evmctl ima-evm-utils"
    "file file"
    "git git"
    "fish fish"
    "gpg gnupg"
    "groovy groovy"
    "groff groff"
    "mandoc mandoc"
    "openssl openssl"
    "python3 python3"
    "pkcs11-tool opensc"
    "rpm rpm"
    "rpmbuild rpm"
    "rpmkeys rpm"
    "rsync rsync"
    "shellcheck shellcheck"
    "softhsm2-util softhsm2"
    "ssh openssh-client"
    "sshd openssh-server"
    "strace strace"
    "tar tar"
    "time time"
    "tmux tmux"
    "xmllint libxml2-utils"
    "xz xz-utils"
    "zsh zsh"
    "zstd zstd"
)

# Not "command -v": for time that would find the shell's keyword.
has() {
    [ -n "$(type -P "$1")" ]
}

missing_packages() {
    local tool
    for tool in "${tools[@]}"; do
        has "${tool% *}" || echo "${tool#* }"
    done | sort -u
}

install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -qq -y --no-install-recommends "$@"
}

mapfile -t packages < <(missing_packages)
if [ "${#packages[@]}" -gt 0 ] && [ "$(id -u)" -eq 0 ] && has apt-get; then
    echo "setup: installing ${packages[*]}"
    log=$(mktemp)
    install "${packages[@]}" >"$log" 2>&1 || cat "$log"
    rm -f "$log"
    mapfile -t packages < <(missing_packages)
fi

if [ "${#packages[@]}" -eq 0 ]; then
    echo "setup: all tools are there"
    exit 0
fi
echo "setup: not installed: ${packages[*]}"
echo "setup: tests that need them are skipped; as root: apt-get install ${packages[*]}"
[ -z "${STX_PATCH_REQUIRE_ORACLES:-}" ] || exit 1

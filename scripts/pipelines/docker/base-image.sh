#!/usr/bin/env bash
# Copies what the Dockerfile needs of its base image from this machine: Node and the programs that its commands and pipeline.sh call, with their libraries.
# usage: base-image.sh DIRECTORY
set -euo pipefail

root=$1
mkdir -p "$root"/usr/{bin,local/bin} "$root/etc" "$root/tmp"
chmod 1777 "$root/tmp"
ln -s usr/bin "$root/bin"
echo "node:x:1000:1000::/tmp:/bin/sh" >"$root/etc/passwd"

libraries_of() {
    ldd "$1" | grep -o '/[^ ]*'
}

node=$(readlink -f "$(type -P node)")
cp "$node" "$root/usr/local/bin/node"
programs=("$node")
for name in sh bash env grep mkdir chmod id; do
    program=$(type -P "$name")
    cp -L "$program" "$root/usr/bin/$name"
    programs+=("$program")
done
for program in "${programs[@]}"; do
    for library in $(libraries_of "$program"); do
        install -D "$library" "$root$library"
    done
done

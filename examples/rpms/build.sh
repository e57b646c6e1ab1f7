#!/usr/bin/env bash
# Rebuilds the example RPMs from specs/ with Debian's rpmbuild (package "rpm").
# usage: examples/rpms/build.sh [OUTPUT_DIRECTORY]   (default: this folder)
#
# The same rpm version gives the same bytes; the checked-in files come from rpm 4.18.0. Payload compressor and digests
# are those of CentOS 7 packages, so that rpm 4.11 to 4.14 on a target could read them.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "${1:-$here}"
output=$(cd "${1:-$here}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 2020-06-01, the month of StarlingX 20.06.
export SOURCE_DATE_EPOCH=1590969600

for spec in "$here"/specs/*.spec; do
    rpmbuild -bb --quiet --target x86_64 \
        --define "_topdir $work/topdir" \
        --define "_rpmdir $output" \
        --define "_rpmfilename %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm" \
        --define "_buildhost build.example.com" \
        --define "_build_id_links none" \
        --define "_binary_payload w2.xzdio" \
        --define "_binary_filedigest_algorithm 8" \
        --define "debug_package %{nil}" \
        --define "__os_install_post %{nil}" \
        --define "use_source_date_epoch_as_buildtime 1" \
        --define "clamp_mtime_to_source_date_epoch 1" \
        "$spec" >/dev/null
done

ls -l "$output"/*.rpm

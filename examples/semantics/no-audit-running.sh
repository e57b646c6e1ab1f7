#!/bin/bash
# Semantic check before a patch is removed: anything but exit status 0 refuses.
if pgrep -x stx-config-audit >/dev/null; then
    echo "stop stx-config-audit before removing the patch"
    exit 1
fi

#!/bin/bash
# Semantic check before a patch is applied: anything but exit status 0 refuses.
free_kib=$(df --output=avail -k /var | tail -n 1)
if [ "$free_kib" -lt 102400 ]; then
    echo "less than 100 MiB free below /var"
    exit 1
fi

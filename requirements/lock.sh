#!/bin/sh
# Pins every requirement with its hashes. The result names no registry: it installs from whichever one pip is set to.
set -eu
cd "$(dirname "$0")"
for name in uv demo dev bench; do
    ${UV:-../.venv/bin/uv} pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@" -o "$name.txt" "$name.in"
done

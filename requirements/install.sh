#!/bin/sh
# Installs the pinned requirements and troth itself into a virtual environment: `install.sh VENV REQUIREMENTS`.
# uv takes a fifth of pip's time. Where it cannot (a registry that only pip was told of), pip does the same.
set -eu
venv=$1
requirements=$2
here=$(dirname "$0")

pip() { "$venv/bin/python" -m pip "$@" --quiet --disable-pip-version-check; }

with_uv() {
    pip install --require-hashes -r "$here/uv.txt" &&
        "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$requirements" &&
        "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation -e .
}

with_pip() {
    echo "uv could not install the requirements; pip does it, which takes longer" >&2
    pip install --require-hashes -r "$requirements" && pip install --no-deps --no-build-isolation -e .
}

with_uv || with_pip

#!/bin/sh
# Makes the virtual environment named by the first argument, on a Debian that may lack the python3-venv package.
set -eu
target=$1
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "troth needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1)" >&2
    echo "  help: install a newer Python and name it, as in: make demo PYTHON=python3.12" >&2
    exit 3
}
if "$python" -m venv "$target" 2>/dev/null; then exit 0; fi
rm -rf "$target"
as_root=''
if [ "$(id -u)" != 0 ]; then as_root='sudo -n'; fi
echo "python3 has no venv module here; installing the Debian package python3-venv" >&2
if $as_root apt-get update -qq && $as_root apt-get install -qq -y python3-venv >/dev/null; then
    "$python" -m venv "$target"
else
    rm -rf "$target"
    echo "could not make a virtual environment" >&2
    echo "  help: run 'sudo apt-get install python3-venv', then the same command again" >&2
    exit 3
fi

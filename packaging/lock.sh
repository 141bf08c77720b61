#!/bin/sh
# Choose the newest allowed versions and write them with their hashes, for all systems, into the lock files.
# Neither the tool's own heading nor the address of an index goes into a lock file, so that any index can serve it.
set -eu
cd "$(dirname "$0")/.."

if .venv/bin/python -m uv --version >/dev/null 2>&1; then
    uv=".venv/bin/python -m uv"
elif command -v uv >/dev/null 2>&1; then
    uv=uv
else
    echo "Locking needs uv; type this once, then try again: .venv/bin/python -m pip install uv" >&2
    exit 1
fi

lock() {
    target=$1
    shift
    $uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --output-file "$target" pyproject.toml "$@"
    echo "$target is up to date"
}

# The second is locked under the versions of the first, so that tests run on what officers run.
lock requirements.lock
lock requirements-dev.lock --group dev --constraints requirements.lock

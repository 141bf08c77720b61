#!/bin/sh
# Set up a checkout: system packages where they can be installed, then a private .venv with the locked packages.
# Running it again does nothing, quickly: a stamp in .venv holds the checksum of what was installed.
#
#   PYTHON=python3.12 packaging/set_up.sh    to choose the Python (3.11 or newer)
set -eu
cd "$(dirname "$0")/.."
here=$(pwd)
lock=requirements-dev.lock
stamp=.venv/set-up.stamp

say() { echo "$*" >&2; }

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

is_set_up() {
    [ -f "$stamp" ] && [ "$(cksum <"$lock")" = "$(cat "$stamp")" ] && .venv/bin/python -c '' 2>/dev/null
}

if is_set_up; then
    sh packaging/system_packages.sh
    exit
fi

if ! python=$(find_python); then
    say "LOTI Admin needs Python 3.11 to 3.14, and ${PYTHON:-python3} is not one; install it, or name one: make setup PYTHON=python3.11"
    exit 1
fi

# Debian keeps what makes a .venv in a package of its own, named after the version.
can_make_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }
extra=""
can_make_venv || extra=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')

# Without its libraries Qt cannot run, but the commands can: finish the .venv before giving up.
system_status=0
# shellcheck disable=SC2086
sh packaging/system_packages.sh $extra || system_status=$?
if ! can_make_venv; then
    [ "$system_status" != 0 ] || say "This Python cannot make a virtual environment; install the package $extra, or name another: make setup PYTHON=python3.12"
    exit 1
fi

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    "$python" -m venv --clear .venv
fi
echo "Installing the locked Python packages into $here/.venv (about 180 MB to fetch the first time)"
if ! .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
    --require-hashes --requirement "$lock" </dev/null; then
    say "The Python packages could not be installed; see the lines above, check the network connection, and try again."
    exit 1
fi

if [ "$system_status" = 0 ] && ! trouble=$(.venv/bin/python -c 'from PySide6 import QtGui, QtWidgets' 2>&1); then
    say "Qt's libraries cannot load here, so only the commands will run: $(echo "$trouble" | tail -n 1)"
fi
cksum <"$lock" >"$stamp"
exit "$system_status"

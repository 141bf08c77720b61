#!/bin/sh
# Set up what is missing and open the window; where there is no display, make the example year instead.
set -u
cd "$(dirname "$0")/.."

has_display() {
    [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]
}

if has_display; then
    sh packaging/set_up.sh || exit
    exec .venv/bin/python main.py
fi

# The commands need the Python packages only, so missing libraries of Qt do not stop them.
sh packaging/set_up.sh || [ -f .venv/set-up.stamp ] || exit 1
if [ -e example-year/example.loti ]; then
    echo "There is no display here, and the example year is in the folder example-year already; remove that folder to make it again."
    exit
fi
echo "There is no display here, so instead of opening the window this makes the example year in the folder example-year."
exec .venv/bin/python main.py demo example-year

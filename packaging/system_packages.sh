#!/bin/sh
# Install the system packages that are missing, on Debian and Ubuntu; elsewhere do nothing.
#
#   system_packages.sh [EXTRA...]    the libraries Qt needs, and EXTRA packages by name
#
# Installs as root or with `sudo` if that asks for no password. Otherwise one sentence says what to type, and the exit
# status is 1. Nothing is fetched when nothing is missing.
set -eu

# By line: to draw off screen; for a window under X; for one under Wayland; to see the printers; and a font, because
# with none at all every letter is a box.
qt_packages="libglib2.0-0 libegl1 libgl1 libfontconfig1 libxkbcommon0 libdbus-1-3
libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
libwayland-cursor0 libwayland-egl1
libcups2
fonts-dejavu-core"

command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || exit 0

# Newer releases add "t64" to the name of some libraries (64-bit time).
missing_packages() {
    names=""
    for package in "$@"; do names="$names $package ${package}t64"; done
    # shellcheck disable=SC2086  # one word per package
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $names 2>/dev/null |
        sed -n 's/^installed //p' | tr '\n' ' ') "
    for package in "$@"; do
        case "$installed" in *" $package "* | *" ${package}t64 "*) ;; *) printf '%s ' "$package" ;; esac
    done
}

# shellcheck disable=SC2086
missing=$(missing_packages $qt_packages "$@")
missing=${missing% }
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends $missing"
if command -v sudo >/dev/null 2>&1; then
    by_hand="sudo apt-get update && sudo $install"
else
    by_hand="su -l -c 'apt-get update && $install'"
fi

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true >/dev/null 2>&1; then
    as_root="sudo -n"
else
    echo "Some system packages are missing and need an administrator; type this once, then try again: $by_hand" >&2
    exit 1
fi

echo "Installing system packages: $missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
wait_for_others="-o DPkg::Lock::Timeout=180"
# An update that fails is no reason to stop: the lists at hand may do.
# shellcheck disable=SC2086
$as_root apt-get $wait_for_others update >"$log" 2>&1 </dev/null || true
# shellcheck disable=SC2086
if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get $wait_for_others install -y --no-install-recommends \
    $missing >>"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    echo "The system packages could not be installed; see the lines above, then type: $by_hand" >&2
    exit 1
fi

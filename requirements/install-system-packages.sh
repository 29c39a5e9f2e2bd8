#!/bin/sh
# Install what the tests need from the system (system-packages.txt), or say exactly what is missing.
set -eu
missing=""
for package in $(grep -v '^#' system-packages.txt); do
    if ! dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed; then
        missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

# On a system without Debian's packages the programs themselves are what counts.
if ! command -v apt-get >/dev/null 2>&1; then
    if { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1; then
        exit 0
    fi
    echo "The tests need Chromium. Install it with this system's own package manager, then run: make test" >&2
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "The tests need these system packages, and installing them needs an administrator. Run:" >&2
    echo "    sudo apt-get install$missing" >&2
    echo "then run again: make test" >&2
    exit 1
fi
log=$(mktemp)
if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "These system packages could not be installed:$missing. The lines above say why." >&2
    exit 1
fi
rm -f "$log"

#!/bin/sh
# Install what the tests of files and pages are run with: Chromium, and node with the readers of graph files that tests/js names,
# at the versions locked there. On Debian, or where apt-get knows the packages chromium, nodejs and npm.
#
# Needs root, or sudo, where a program is absent. A second run installs nothing anew. Without these the tests skip and say so.
set -eu
cd "$(dirname "$0")/.."

wanted=
command -v chromium >/dev/null 2>&1 || wanted="$wanted chromium"
command -v node >/dev/null 2>&1 || wanted="$wanted nodejs"
command -v npm >/dev/null 2>&1 || wanted="$wanted npm"

if [ -n "$wanted" ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "These are installed with apt-get here, which this system does not have; put them on the PATH by other means:$wanted" >&2
        exit 1
    fi
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        as_root=sudo
    fi
    $as_root apt-get update -q
    # Split into words on purpose: each is a package.
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -q -y --no-install-recommends $wanted
fi

lock=tests/js/package-lock.json
if ! cmp -s "$lock" tests/js/node_modules/.installed; then
    (cd tests/js && npm ci --ignore-scripts --no-audit --no-fund)
    cp "$lock" tests/js/node_modules/.installed
fi
command -v chromium
command -v node

#!/bin/sh
# Make anew what the package carries of other people's work: the fonts of its pages (web/look) and the script that draws networks
# (web/picture), at the versions that the lock files name, with licences.
#
#   sh scripts/vendor.sh            build into src/rightsgraph
#   sh scripts/vendor.sh --check    build aside and compare; fails where the package holds something else
#
# Needs node 20 or later, npm and its registry. For newer versions: `npm update --save` in web/NAME, then this, then the tests.
set -eu
cd "$(dirname "$0")/.."

look=$PWD/src/rightsgraph/look
picture=$PWD/src/rightsgraph/picture/assets

say() { printf '%s\n' "$*" >&2; }

# build NAME TARGET: install what the lock of web/NAME names, and let it build into TARGET.
build() { (cd "web/$1" && npm ci --no-audit --no-fund --loglevel=error >&2 && OUT=$2 npm run --silent build); }

if ! command -v npm >/dev/null 2>&1; then
    say 'npm is missing: install node 20 or later (on Debian or Ubuntu: sh scripts/browser.sh)'
    exit 2
fi

case "${1:-}" in
'')
    build look "$look"
    build picture "$picture"
    ;;
--check)
    aside=$(mktemp -d)
    trap 'rm -rf "$aside"' EXIT
    build look "$aside/look"
    build picture "$aside/picture"
    status=0
    diff -rq "$aside/look/fonts" "$look/fonts" >&2 || status=1
    diff -q "$aside/look/VENDORED.json" "$look/VENDORED.json" >&2 || status=1
    diff -rq "$aside/picture" "$picture" >&2 || status=1
    [ "$status" -eq 0 ] || say 'the package holds something else than web/ builds: run sh scripts/vendor.sh'
    exit "$status"
    ;;
*)
    say 'usage: sh scripts/vendor.sh [--check]'
    exit 2
    ;;
esac

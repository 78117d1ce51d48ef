#!/bin/sh
# Install the servers that the tests of endpoints run against, on Debian or Ubuntu: the program of Virtuoso 7, which
# starts no service by itself. Oxigraph's server comes with the locked libraries (scripts/environment.sh).
#
# Needs root, or sudo. A second run does nothing. Without these servers the tests skip and say so.
set -eu

if command -v virtuoso-t >/dev/null 2>&1; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo 'Virtuoso is installed with apt-get here, which this system does not have; put virtuoso-t on the PATH by other means.' >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
fi
$as_root apt-get update -q
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -q -y --no-install-recommends virtuoso-opensource-7-bin
command -v virtuoso-t

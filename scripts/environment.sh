#!/bin/sh
# Make the environment .venv: every library at its locked version, checked against its hash, and this checkout installed editable.
#
# Run from the repository's root (make does). PYTHON names the interpreter; without it the usual names are tried. uv is used when
# it is on the PATH, venv and pip otherwise; both install from requirements.txt, so the result is the same. A second run does
# nothing until the lock, the project file, this script, the folder or PYTHON has changed.
set -eu

venv=.venv
stamp=$venv/stamp
minimum=3.11
names="python3 python3.13 python3.12 python3.11 python3.14 python"

say() { printf '%s\n' "$*" >&2; }

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

makes_venvs() { [ -n "$uv" ] || "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

version_of() { "$1" -c 'import sys; sys.stdout.write("%d.%d" % sys.version_info[:2])' 2>/dev/null || printf 'no version'; }

# The name of the interpreter to use: one that is recent enough and can make environments, else one that is only recent enough.
find_python() {
    second_best=
    for name in ${PYTHON:-$names}; do
        command -v "$name" >/dev/null 2>&1 && is_recent "$name" || continue
        if makes_venvs "$name"; then
            printf '%s' "$name"
            return
        fi
        second_best=${second_best:-$name}
    done
    if [ -z "$second_best" ] && [ -z "${PYTHON:-}" ] && [ -n "$uv" ]; then
        second_best=$("$uv" python find --no-project ">=$minimum" 2>/dev/null || true)
    fi
    printf '%s' "$second_best"
}

refuse_python() {
    if [ -n "${PYTHON:-}" ] && command -v "$PYTHON" >/dev/null 2>&1; then
        say "rightsgraph needs Python $minimum or later; PYTHON=$PYTHON is Python $(version_of "$PYTHON")."
    elif [ -n "${PYTHON:-}" ]; then
        say "rightsgraph needs Python $minimum or later; PYTHON=$PYTHON is not a command on this machine."
    else
        say "rightsgraph needs Python $minimum or later; none was found under the names: $names."
        if command -v python3 >/dev/null 2>&1; then say "  (python3 is Python $(version_of python3))"; fi
    fi
    say "  Install a newer Python, or name one that is there: make demo PYTHON=/path/to/python$minimum"
    exit 1
}

refuse_ensurepip() {
    version=$(version_of "$1")
    say "Python $version ($1) cannot make environments: its module ensurepip or venv is missing."
    say "  On Debian and Ubuntu: apt install python$version-venv"
    say "  then run the same make command again."
    exit 1
}

# What the environment depends on, as one line: the same line means that nothing has to be done.
fingerprint() {
    printf '%s %s ' "$(pwd -P)" "${PYTHON:-}"
    cat requirements.txt pyproject.toml scripts/environment.sh | cksum
}

install_with_uv() {
    "$uv" venv --quiet --no-project --python "$1" "$venv"
    "$uv" pip sync --quiet --python "$venv/bin/python" --require-hashes --only-binary :all: requirements.txt
    # hatchling comes from the locked list, so nothing is fetched here.
    "$uv" pip install --quiet --python "$venv/bin/python" --offline --no-deps --no-build-isolation --editable .
}

install_with_pip() {
    "$1" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
}

if [ -x "$venv/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint)" ]; then
    exit 0
fi

# Settings of the caller's own environment that would lead the installers astray.
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV PIP_USER PIP_TARGET PIP_PREFIX UV_PROJECT_ENVIRONMENT UV_SYSTEM_PYTHON

uv=$(command -v uv || true)
python=$(find_python)
[ -n "$python" ] || refuse_python
makes_venvs "$python" || refuse_ensurepip "$python"

if [ -e "$venv" ]; then
    if [ ! -f "$venv/pyvenv.cfg" ] && [ -n "$(ls -A "$venv")" ]; then
        say "$venv is not a Python environment; move it away, then run the same make command again."
        exit 1
    fi
    rm -rf "$venv"
fi

if [ -n "$uv" ]; then
    say "Making the environment $venv with uv and Python $(version_of "$python") ..."
    install_with_uv "$python"
else
    say "Making the environment $venv with pip and Python $(version_of "$python"); this takes a minute ..."
    install_with_pip "$python"
fi
fingerprint >"$stamp"
say "The environment is ready."

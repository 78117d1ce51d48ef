"""Servers for the tests of endpoints: started on a free port of this machine, ended by their process.

``scripts/servers.sh`` installs what is not among the locked libraries. Where a program is absent the fixtures that want it skip.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HOST = "127.0.0.1"
PATIENCE = 60


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port: int = taken.getsockname()[1]
        return port


def find_program(name: str) -> str:
    """Return the path of a program: beside this interpreter, or on the PATH. Skips the test without it, and fails it in CI."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        reason = f"{name} is not installed: see scripts/servers.sh and `make environment`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    """Run a server in a folder until the block ends; begin when it takes connections."""
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            _wait(process, port, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[str]:
    """Run an empty Oxigraph server in memory; gives its address without path."""
    port = free_port()
    with running([find_program("oxigraph"), "serve", "--bind", f"{HOST}:{port}", *options], port, folder):
        yield f"http://{HOST}:{port}"


VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = {sql}
NumberOfBuffers = 10000
SchedulerInterval = 10
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
"""

VIRTUOSO_USER = ("dba", "dba")
"""The name and password that a new database has."""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run a new Virtuoso 7; gives its address without path."""
    program = find_program("virtuoso-t")
    sql, http = free_port(), free_port()
    # The server must not be reachable from elsewhere: a new database has a known password.
    settings = VIRTUOSO_INI.format(folder=folder, sql=f"{HOST}:{sql}", http=f"{HOST}:{http}")
    (folder / "virtuoso.ini").write_text(settings, encoding="utf-8")
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], http, folder):
        yield f"http://{HOST}:{http}"

"""Start-up: a query is answered soon, because only what it needs is imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from rightsgraph.build import build

HEAVY = ("SPARQLWrapper", "jinja2", "networkx", "numpy", "oxrdflib", "pandas", "pyshacl", "rdflib")
"""Libraries that a query over a local store has no use for."""
PROGRAM = """
import json, sys
from rightsgraph.cli import main
main(sys.argv[1:], standalone_mode=False)
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
QUESTION = ("query", "place-on-a-date", "--format", "csv")
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
"""The environment without what makes each Python process measure its coverage, which doubles its time."""


@pytest.fixture(scope="module")
def folder(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the shipped data and an up-to-date build of it, as users have it."""
    found = tmp_path_factory.mktemp("startup")
    (found / "data").symlink_to(repo / "data")
    build(found / "data", found / "build")
    return found


def modules(arguments: Sequence[str], folder: Path) -> set[str]:
    """Run the command in a process of its own and return the modules that it has imported at its end; it gives rows."""
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], cwd=folder, env=PLAIN, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert len(found.stdout.splitlines()) > 1
    return set(json.loads(found.stderr.splitlines()[-1]))


@pytest.mark.parametrize("place", [(), ("--data", "build")], ids=["data-and-build", "build"])
def test_a_query_imports_no_heavy_library(place: tuple[str, ...], folder: Path) -> None:
    """Neither what speaks to endpoints nor what checks, measures or draws is imported to answer from an up-to-date build."""
    assert not modules([*QUESTION, *place], folder).intersection(HEAVY)

"""What docs/python.md and docs/tour.ipynb show is run: every block and cell, in order, and what they print is what they say.

A ``text output`` block holds lines that the Python block before it must print, in that order; a line ``…`` says that others stand
between. The addresses of endpoints stand for live servers that hold a build of the shipped data.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import rightsgraph
from rightsgraph import endpoint

PAGE = "docs/python.md"
NOTEBOOK = "docs/tour.ipynb"
BLOCK = re.compile(r"^```(?P<info>python|text output)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"^```python", re.MULTILINE)


def _load(path: str) -> ModuleType:
    """Load a module of this repository that no package holds."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, Path(__file__).resolve().parents[1] / path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


servers = _load("tests/servers.py")
tour = _load("scripts/tour.py")


@pytest.fixture
def addresses(repo: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Start the servers that the page speaks of, and load the shipped data into them; gives the page's addresses with theirs."""
    made = rightsgraph.open(repo / "data").build(tmp_path / "build").path
    (tmp_path / "oxigraph").mkdir()
    (tmp_path / "virtuoso").mkdir()
    with servers.oxigraph(tmp_path / "oxigraph") as first, servers.virtuoso(tmp_path / "virtuoso") as second:
        endpoint.push(made, endpoint.RemoteStore(f"{first}/query"))
        endpoint.push(made, endpoint.RemoteStore(f"{second}/sparql", endpoint.Digest(*servers.VIRTUOSO_USER)))
        yield {"http://localhost:7878/query": f"{first}/query", "http://localhost:8890/sparql": f"{second}/sparql"}


def is_shown(expected: str, printed: str) -> bool:
    """Say whether a page's lines are what was printed; `…` stands for any lines."""
    parts = (r"(?:.*\n)*" if line == "…" else re.escape(line) + r"\n" for line in expected.splitlines())
    return re.fullmatch("".join(parts), printed) is not None


@pytest.mark.slow
def test_the_page_is_true(repo: Path, addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python block runs and prints what the page says; none is left out."""
    monkeypatch.chdir(repo)
    monkeypatch.setenv("VIRTUOSO_PASSWORD", servers.VIRTUOSO_USER[1])
    page = (repo / PAGE).read_text("utf-8")
    blocks = [(block["info"], block["text"]) for block in BLOCK.finditer(page)]
    assert len([info for info, _ in blocks if info == "python"]) == len(FENCE.findall(page))
    names: dict[str, Any] = {}
    printed = ""
    for info, text in blocks:
        if info == "text output":
            assert is_shown(text, printed), f"expected:\n{text}\nprinted:\n{printed}"
            continue
        for shown, live in addresses.items():
            text = text.replace(shown, live)
        with contextlib.redirect_stdout(io.StringIO()) as output:
            exec(compile(text, PAGE, "exec"), names)  # noqa: S102 - the page is ours
        printed = output.getvalue()


@pytest.mark.parametrize(
    ("expected", "printed", "shown"),
    [
        ("a\n", "a\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("…\nc\n", "a\nb\nc\n", True),
        ("a\n…\nc\n", "a\nb\n", False),
        ("a.\n", "ab\n", False),
    ],
)
def test_a_page_that_is_not_true_is_seen(expected: str, printed: str, shown: bool) -> None:
    """Each way in which lines may differ is found."""
    assert is_shown(expected, printed) is shown


def test_the_page_names_what_there_is(repo: Path) -> None:
    """Every public method and property of a graph is spoken of on the page or in the tour, or is for those who build on it."""
    text = (repo / PAGE).read_text("utf-8") + (repo / NOTEBOOK).read_text("utf-8")
    inner = {"ask", "derived", "hints", "labels", "place", "prepare", "quads"}
    public = {name for name in vars(rightsgraph.KnowledgeGraph) if not name.startswith("_")}
    assert inner <= public
    assert {name for name in public - inner if not re.search(rf"\b{name}\b", text)} == set()


def test_the_tour_is_true(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook runs from its folder without error, and every stored output is what it prints."""
    for variable in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    cells = [(was, now) for was, now in zip(tour.read().cells, tour.run().cells, strict=True) if was.cell_type == "code"]
    for was, now in cells:
        assert tour.shown(was) == tour.shown(now), f"{was.source}\nwrite the outputs anew: python scripts/tour.py"
    assert sum(bool(tour.shown(was)) for was, _ in cells) >= 10
    assert [was.source for was, _ in cells if any(output.get("name") == "stderr" for output in was.outputs)] == []


def test_the_tour_tells_nothing_of_who_ran_it(repo: Path) -> None:
    """No path of a machine, no address in memory, no time of a run, and prose between the cells."""
    text = (repo / NOTEBOOK).read_text("utf-8")
    assert re.findall(r"/home/|/work/|/tmp/|/root/|0x[0-9a-f]{6}|iopub", text) == []
    kinds = [cell.cell_type for cell in tour.read().cells]
    assert kinds[0] == "markdown"
    assert ("code", "code") not in itertools.pairwise(kinds)

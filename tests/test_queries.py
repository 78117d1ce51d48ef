"""The saved queries run as they stand on a build of the shipped dataset, and give rows."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from rightsgraph import dataset, store
from rightsgraph.derive import derive
from rightsgraph.terms import graph_iri
from rightsgraph.vocabulary import triples

REPO = Path(__file__).resolve().parents[1]
QUERIES = sorted((REPO / "queries").rglob("*.rq"))


@pytest.fixture(scope="session")
def shipped() -> ox.Store:
    """Hold the graphs of a build of the shipped dataset in memory."""
    found = dataset.read(REPO / "data")
    derived = derive(found.quads(), found.settings, found.vocabulary, root=found.root)
    graph = ox.NamedNode(graph_iri(found.settings.base, "vocabulary"))
    vocabulary = [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples()]
    memory = ox.Store()
    memory.extend(store.with_merged([*found.quads(), *derived.quads(), *vocabulary], found.settings.base))
    return memory


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_query_has_a_head_and_gives_rows_in_order(path: Path, shipped: ox.Store) -> None:
    """Each file says what it asks, orders its rows, and gives some on the shipped data."""
    text = path.read_text("utf-8")
    assert re.search(r"^#\+ title: \S", text, re.MULTILINE)
    assert re.search(r"^#\+ question: \S", text, re.MULTILINE)
    assert "ORDER BY" in text
    rows = list(shipped.query(text))
    assert rows


def test_the_arrest_has_three_dates_and_their_claims(shipped: ox.Store) -> None:
    """The claims on the arrest give three dates, each with who says so."""
    text = (REPO / "queries" / "who-says-what.rq").read_text("utf-8")
    rows = [row for row in shipped.query(text) if row["property"].value.endswith("#date")]
    assert {row["value"].value for row in rows} == {"2010-06-15", "2010-06-16", "2010-06-25"}
    assert all(row["claimant"] and row["stance"] and row["source"] for row in rows)

"""The saved queries at servers: an Oxigraph server and Virtuoso 7 give the rows that a build of one's own gives, in the same order.

Asked of the shipped dataset and of a made-up case. On Virtuoso both stand side by side, and the smaller one is loaded and asked
first: Virtuoso then plans the queries on the larger one by what it remembers of the smaller, which has brought wrong rows to
light that a new server does not give.
"""

from __future__ import annotations

import importlib.util
import itertools
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from rightsgraph import queries, vocabulary
from rightsgraph.build import build
from rightsgraph.endpoint import Dataset, Digest, Profile, RemoteStore, probe, push
from rightsgraph.errors import StoreError
from rightsgraph.queries import Param, Query
from rightsgraph.queries.tokens import tokenize
from rightsgraph.store import LocalStore, Rows, Term, open_store
from rightsgraph.terms import DEFAULT_BASE, RG


def _load(name: str) -> ModuleType:
    """Load a module of this folder, which no package holds."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if spec is None or spec.loader is None:
        raise ImportError(f"tests/{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(name, module)
    spec.loader.exec_module(module)
    return module


servers, velmora = _load("servers"), _load("velmora")

REPO = Path(__file__).resolve().parents[1]
SAVED = [queries.read_file(path) for path in sorted((REPO / "queries").glob("*.rq"))]
TRIED = 60
"""Values, or pairs of them, that a query is asked with locally, of all that its parameters can have."""
ASKED = 10
"""How many of those are asked of a server, too: those with rows first."""

Row = tuple[Term | None, ...]
Start = Callable[[Path], AbstractContextManager[str]]
each_query = pytest.mark.parametrize("query", SAVED, ids=lambda query: query.name)


@dataclass(frozen=True)
class Place:
    """A dataset in a build, and the same at a server."""

    local: LocalStore
    remote: RemoteStore
    profile: Profile
    datasets: dict[tuple[str | None, bool], Dataset] = field(default_factory=dict)

    def local_rows(self, text: str, view: str | None = None) -> list[Row]:
        """Return the rows that the build gives."""
        found = self.local.query(text, view)
        assert isinstance(found, Rows)
        return list(found)

    def rows(self, text: str, view: str | None = None) -> list[Row]:
        """Return the rows that the server gives; none is left out."""
        key = view, uses_graph(text)
        if key not in self.datasets:
            self.datasets[key] = self.profile.dataset(*key)
        found = self.remote.select(text, self.datasets[key])
        rows = list(found)
        assert found.cut is None
        return rows

    def prepared(self, query: Query, values: dict[str, str]) -> str:
        """Set the parameters of a query."""
        return queries.prepare(query.text, values, self.local.base, vocabulary.load()).text


def uses_graph(text: str) -> bool:
    """Say whether a query asks for named graphs."""
    return any(token.is_word("GRAPH") for token in tokenize(text))


def expected(query: Query) -> list[Row]:
    """Return the rows that somebody has read and found right."""
    path = REPO / "tests" / "queries" / f"{query.name}.tsv"
    found = ox.parse_query_results(path=str(path), format=ox.QueryResultsFormat.TSV)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(row[index] for index in range(len(found.variables))) for row in found]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build both datasets; gives the folder of each by its base."""
    folder = tmp_path_factory.mktemp("builds")
    sources = {velmora.BASE: velmora.write(folder / "velmora"), DEFAULT_BASE: REPO / "data"}
    return {base: build(source, folder / f"build-{number}").path for number, (base, source) in enumerate(sources.items())}


def loaded(folder: Path, remote: RemoteStore, base: str) -> Place:
    """Load a build into a server, and ask the server how it takes datasets."""
    push(folder, remote)
    return Place(LocalStore(open_store(folder / "store"), base), remote, probe(remote, base))


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory, builds: dict[str, Path]) -> Iterator[dict[str, Place]]:
    """Start a Virtuoso with both datasets; the made-up case, which comes first, has been asked each query before the other is loaded."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        remote = RemoteStore(f"{address}/sparql", Digest(*servers.VIRTUOSO_USER))
        places = {}
        for base, folder in builds.items():
            places[base] = loaded(folder, remote, base)
            for query in SAVED:
                places[base].rows(query.text)
        yield places


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory, builds: dict[str, Path]) -> Iterator[dict[str, Place]]:
    """Start an Oxigraph server for each dataset: its default graph holds one."""
    folder = tmp_path_factory.mktemp("oxigraph")
    with servers.oxigraph(folder) as first, servers.oxigraph(folder) as second:
        addresses = zip(builds.items(), (first, second), strict=True)
        yield {base: loaded(folder, RemoteStore(f"{address}/query"), base) for (base, folder), address in addresses}


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)])
def places(request: pytest.FixtureRequest) -> dict[str, Place]:
    """Return both datasets at one of the servers, by base."""
    found: dict[str, Place] = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def shipped(places: dict[str, Place]) -> Place:
    """Return the shipped dataset at one of the servers."""
    return places[DEFAULT_BASE]


@each_query
def test_the_example_gives_the_expected_answer(query: Query, shipped: Place) -> None:
    """The text as it stands gives the rows that are held to be right, term by term and in their order."""
    assert shipped.rows(query.text) == expected(query)


@each_query
def test_a_parameter_can_be_set(query: Query, shipped: Place) -> None:
    """The example, given as a value in its short form, gives the same."""
    examples = queries.examples(query.text, DEFAULT_BASE, vocabulary.load())
    text = shipped.prepared(query, {param.name: examples[param.name] for param in query.params})
    assert shipped.rows(text) == expected(query)


def _values(param: Param, place: Place) -> list[str]:
    """List the values that a parameter can have: nodes of its class, concepts of its scheme, days and pointers that occur."""
    in_claims = f"GRAPH ?claim {{ ?node ?property ?value }} ?claim a <{RG}Claim>"
    match param.kind, param.name:
        case "concept", _:
            return sorted(f"{param.of}:{name}" for name in vocabulary.load().concepts[param.of or ""])
        case "date", _:
            pattern = f"?node <{RG}earliest> ?x"
        case "text", _:
            pattern = f"?passage <{RG}paragraph> ?x"
        case _, "property":
            pattern = in_claims.replace("?property", "?x")
        case _ if param.of:
            pattern = f"?x a <{RG}{param.of}>"
            if param.of == "Actor":
                pattern = f"GRAPH <{place.local.base}graph/actors> {{ ?x a ?class }}"
        case _:
            pattern = in_claims.replace("?node", "?x")
    return sorted({term.value for (term,) in place.local_rows(f"SELECT DISTINCT ?x {{ {pattern} }}") if term is not None})


def _questions(query: Query, place: Place) -> list[tuple[str, list[Row]]]:
    """Return the query with some of all values that its parameters can have, and the rows of the build; most questions have some.

    Half of the values are any; in the others all but one are those of the example, for few pairs of any two values go together.
    """
    values = [_values(param, place) for param in query.params]
    every = list(itertools.product(*values))
    examples = queries.examples(query.text, DEFAULT_BASE, vocabulary.load())
    shown = [examples[param.name] for param in query.params]
    near = [(*shown[:index], value, *shown[index + 1 :]) for index, known in enumerate(values) for value in known]
    # The same values in every run; no secret hangs on them.
    chance = random.Random(query.name)  # noqa: S311
    tried = [*chance.sample(every, min(TRIED // 2, len(every))), *chance.sample(near, min(TRIED // 2, len(near)))]
    texts = [place.prepared(query, {param.name: value for param, value in zip(query.params, values, strict=True)}) for values in tried]
    return sorted(((text, place.local_rows(text)) for text in texts), key=lambda asked: not asked[1])[:ASKED]


@pytest.mark.slow
@pytest.mark.parametrize("base", [DEFAULT_BASE, velmora.BASE], ids=["shipped", "made-up"])
@each_query
def test_other_values_give_the_rows_of_the_build(query: Query, base: str, places: dict[str, Place]) -> None:
    """Whatever its parameters are set to, with rows or without, the server gives what the build gives."""
    questions = _questions(query, places[base])
    for text, rows in questions:
        assert places[base].rows(text) == rows, text
    if base == DEFAULT_BASE:
        assert any(rows for _, rows in questions)


@pytest.mark.slow
@pytest.mark.parametrize("query", [query for query in SAVED if "record" in query.tags], ids=lambda query: query.name)
def test_views_at_virtuoso(query: Query, virtuoso: dict[str, Place]) -> None:
    """In each actor's view Virtuoso gives the rows of the build, also where the query asks for claims."""
    place = virtuoso[DEFAULT_BASE]
    found = {view: place.local_rows(query.text, view) for view in place.local.views()}
    assert {view: place.rows(query.text, view) for view in found} == found


@pytest.mark.slow
@pytest.mark.parametrize("query", [query for query in SAVED if "record" in query.tags], ids=lambda query: query.name)
def test_views_at_oxigraph(query: Query, oxigraph: dict[str, Place]) -> None:
    """In each actor's view Oxigraph gives the rows of the build; a query that asks for claims, too, is refused with a sentence."""
    place = oxigraph[DEFAULT_BASE]
    for view in place.local.views():
        if uses_graph(query.text):
            with pytest.raises(StoreError, match="hides all claims"):
                place.rows(query.text, view)
        else:
            assert place.rows(query.text, view) == place.local_rows(query.text, view)


XSD = "http://www.w3.org/2001/XMLSchema#"
OTHERWISE = {
    "1 = 1": (f'"true"^^<{XSD}boolean>', f'"1"^^<{XSD}integer>'),
    "BOUND(?nothing)": (f'"false"^^<{XSD}boolean>', f'"0"^^<{XSD}integer>'),
    "1 / 2": (f'"0.5"^^<{XSD}decimal>', f'"0"^^<{XSD}integer>'),
    'DATATYPE("x"@en)': ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>", "None"),
    'IRI("https://example.org/")': ("<https://example.org/>", '"https://example.org/"'),
}
"""What Virtuoso 7 computes otherwise: the expression, its value by the standard, and there. queries/README.md names them."""


@pytest.mark.slow
@pytest.mark.parametrize("expression", OTHERWISE)
def test_what_virtuoso_computes_otherwise(expression: str, virtuoso: dict[str, Place]) -> None:
    """A value that Virtuoso computes otherwise than the standard is passed on as it comes, and the page says so."""
    place = virtuoso[DEFAULT_BASE]
    text = f"SELECT ({expression} AS ?value) {{ VALUES ?x {{ 1 }} }} ORDER BY ?value"
    assert tuple(str(rows[0][0]) for rows in (place.local_rows(text), place.rows(text))) == OTHERWISE[expression]
    assert f"| `{expression}` |" in (REPO / "queries" / "README.md").read_text("utf-8")

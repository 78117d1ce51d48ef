"""The Python face over endpoints: what a build answers, an Oxigraph server and Virtuoso that hold it answer, too, or refuse to."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

import rightsgraph
from rightsgraph import KnowledgeGraph
from rightsgraph import store as stores
from rightsgraph.endpoint import Dataset, Digest, RemoteStore, bases, copy, graphs, nodes, push
from rightsgraph.errors import NotFound, QueryError, StoreError, StoreUnreachable
from rightsgraph.results import Table


def _load_servers() -> ModuleType:
    """Load tests/servers.py, which no package holds."""
    spec = importlib.util.spec_from_file_location("servers", Path(__file__).with_name("servers.py"))
    if spec is None or spec.loader is None:
        raise ImportError("tests/servers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


servers = _load_servers()

AMNESTY = "org/amnesty-international"
ARREST = "SELECT ?date { <event/askarov-arrest> rg:date ?date } ORDER BY ?date"
OTHER = "https://example.org/other/"
QUERIES = {
    "record": (ARREST, {}),
    "claims": (
        "SELECT ?claim ?who ?date { GRAPH ?claim { ?arrest rg:date ?date } ?claim rg:claimant ?who } ORDER BY ?claim ?who ?date",
        {},
    ),
    "saved": ("decisions-on-a-person", {"person": "person/azimjan-askarov"}),
    "filtered": ("SELECT ?s ?label { ?s rdfs:label ?label FILTER(LANG(?label) = 'ru') } ORDER BY ?s ?label", {}),
}


@pytest.fixture(scope="module")
def made(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the shipped dataset."""
    return rightsgraph.open(repo / "data").build(tmp_path_factory.mktemp("api-remote") / "build").path


@pytest.fixture(scope="module")
def local(made: Path) -> KnowledgeGraph:
    """Open the build itself."""
    return rightsgraph.open(made)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """Load the build into each server."""
    folder = tmp_path_factory.mktemp(request.param)
    with getattr(servers, request.param)(folder) as address:
        url = f"{address}/query" if request.param == "oxigraph" else f"{address}/sparql"
        filled = RemoteStore(url, None if request.param == "oxigraph" else Digest(*servers.VIRTUOSO_USER))
        push(made, filled)
        yield filled


@pytest.fixture(scope="module")
def graph(store: RemoteStore) -> KnowledgeGraph:
    """Open the endpoint, once for all that only ask."""
    return rightsgraph.open(store.url)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[RemoteStore]:
    """Start an empty Oxigraph server."""
    with servers.oxigraph(tmp_path) as address:
        yield RemoteStore(f"{address}/query")


def cells(table: object) -> list[Any]:
    """Return the rows of a table in full: terms, values, labels."""
    assert isinstance(table, Table)
    return [row.cells for row in table]


def insert(store: RemoteStore, base: str, many: int = 0) -> None:
    """Write a dataset of one claim, with as many more triples in its vocabulary."""
    store.update(f"""
        PREFIX rg: <https://w3id.org/rightsgraph/ns#>
        INSERT DATA {{
            GRAPH <{base}graph/claims> {{ <{base}source/s#c1> a rg:Claim }}
            GRAPH <{base}source/s#c1> {{ <{base}event/ä> rg:date "2010-06" }}
        }}""")
    for start in range(0, many, 500):
        lines = "\n".join(f'<{base}many/{n:06}ж> <a:b> "{n}" .' for n in range(start, min(many, start + 500)))
        store.update(f"INSERT DATA {{ GRAPH <{base}graph/vocabulary> {{ {lines} }} }}")


class TestBothServers:
    """What holds of Oxigraph and Virtuoso alike."""

    def test_the_base_is_found_by_asking(self, graph: KnowledgeGraph, local: KnowledgeGraph, store: RemoteStore) -> None:
        """Nobody has to know it, and what was opened is told as it was given."""
        assert graph.base == local.base
        assert bases(store) == [local.base]
        assert graph.place == store.url
        assert repr(graph) == f"<KnowledgeGraph {store.url}>"

    @pytest.mark.parametrize("name", QUERIES)
    def test_queries_give_the_same_rows(self, graph: KnowledgeGraph, local: KnowledgeGraph, name: str) -> None:
        """Terms, Python values and labels are those of the build, in the same order."""
        text, params = QUERIES[name]
        assert cells(graph.query(text, **params)) == cells(local.query(text, **params)) != []

    def test_yes_and_no_and_graphs(self, graph: KnowledgeGraph, local: KnowledgeGraph) -> None:
        """ASK gives a bool, CONSTRUCT triples."""
        assert graph.query("ASK { ?d a rg:Decision }") is True
        assert graph.query("ASK { ?d a rg:Decision ; rg:date 'never' }") is False
        text = "CONSTRUCT { ?d rg:standing ?s } WHERE { ?d rg:standing ?s }"
        found, wanted = graph.query(text), local.query(text)
        assert isinstance(found, list)
        assert isinstance(wanted, list)
        assert set(found) == set(wanted) != set()

    def test_graphs_that_the_query_names_are_read(self, graph: KnowledgeGraph) -> None:
        """FROM is the query's own choice; nothing else is sent along, and no view can be had beside it."""
        text = f"SELECT ?date FROM <{graph.base}graph/view/{AMNESTY}> {{ <event/askarov-arrest> rg:date ?date }}"
        table = graph.query(text)
        assert isinstance(table, Table)
        assert [str(row[0]) for row in table] == ["2010-06-25"]
        with pytest.raises(QueryError, match="names its graphs itself"):
            graph.query(text, view=AMNESTY)

    def test_all_quads_are_copied(self, graph: KnowledgeGraph, local: KnowledgeGraph, made: Path) -> None:
        """The copy in memory is the build, its default graph and views included, and it is fetched once."""
        assert set(graph.store.store) == set(stores.open_store(made / "store"))
        assert graph.store is graph.store
        assert set(graph.quads()) == set(local.quads())

    def test_answers_are_those_of_the_build(self, graph: KnowledgeGraph, local: KnowledgeGraph) -> None:
        """Conflicts, explanations and dossier are worked out over the copy."""
        assert graph.conflicts() == local.conflicts() != []
        assert graph.why("event/askarov-arrest") == local.why("event/askarov-arrest") != []
        assert graph.case("case/askarov").to_dict() == local.case("case/askarov").to_dict()

    def test_labels_are_those_of_the_build(self, store: RemoteStore, graph: KnowledgeGraph, local: KnowledgeGraph) -> None:
        """More IRIs than one query asks for; English goes first, and what has no label is left out."""
        iris = sorted({quad.subject.value for quad in local.quads() if isinstance(quad.subject, ox.NamedNode)})
        assert len(iris) > 500
        found = graph.labels(iris)
        assert found == local.labels(iris)
        assert 0 < len(found) < len(iris)
        assert store.labels([]) == {}

    def test_the_dataset_is_rdflibs(self, graph: KnowledgeGraph) -> None:
        """Over the copy, with a default graph of its own."""
        found: Any = graph.dataset.query(f"BASE <{graph.base}> {ARREST}")
        assert [str(row.date) for row in found] == ["[2010-06-15,2010-06-16,2010-06-25]"]

    def test_views_are_found_by_name(self, graph: KnowledgeGraph, local: KnowledgeGraph) -> None:
        """Those that the build has; a slip gets the nearest."""
        assert graph.views() == local.views()
        for actor in (AMNESTY, graph.base + AMNESTY):
            assert graph.view(actor).label == "Amnesty International"
        for ask in (lambda: graph.view("org/amnesty-internationa"), lambda: graph.query(ARREST, view="org/amnesty-internationa")):
            with pytest.raises(NotFound, match=r"no view of `org/amnesty-internationa`; did you mean `org/amnesty-international`\?"):
                ask()

    def test_a_view_stands_in_for_the_record(self, graph: KnowledgeGraph, local: KnowledgeGraph) -> None:
        """Rows are those of the build, and rdflib has the same triples."""
        view, wanted = graph.view(AMNESTY), local.view(AMNESTY)
        assert cells(view.query(ARREST)) == cells(wanted.query(ARREST)) != []
        assert set(view.graph) == set(wanted.graph) != set()

    def test_a_view_beside_claims_is_right_or_refused(self, store: RemoteStore, graph: KnowledgeGraph, local: KnowledgeGraph) -> None:
        """Virtuoso sees claims beside the graphs that are sent; Oxigraph would not, and is not asked."""
        text = "SELECT ?c ?date { <event/askarov-arrest> rg:date ?date GRAPH ?c { <event/askarov-arrest> rg:date ?date } } ORDER BY ?c"
        if store.url.endswith("/sparql"):
            assert cells(graph.query(text, view=AMNESTY)) == cells(local.query(text, view=AMNESTY)) != []
        else:
            with pytest.raises(StoreError, match="hides all claims"):
                graph.query(text, view=AMNESTY)

    def test_a_policy_is_for_answers_only(self, store: RemoteStore, made: Path) -> None:
        """The endpoint's record cannot be changed, the copy's can."""
        wide, wanted = rightsgraph.open(store.url, policy="any-affirmed"), rightsgraph.open(made, policy="any-affirmed")
        with pytest.raises(StoreError, match="cannot be asked under another") as raised:
            wide.query(ARREST)
        assert raised.value.remedy
        assert wide.why("char/askarov-charges-fabricated") == wanted.why("char/askarov-charges-fabricated")
        assert wide.derived.recorded == wanted.derived.recorded
        assert set(wide.store.store) == set(wanted.store.store)
        assert wide.view(AMNESTY).label == "Amnesty International"

    def test_what_stands_nowhere_is_told(self, graph: KnowledgeGraph) -> None:
        """A misspelt node gets the nearest; one that is only an object, or is not of the dataset, is not doubted."""
        saved = "decisions-on-a-person"
        with pytest.warns(UserWarning, match=r"nothing here speaks of `person/azimjan-askarof`; did you mean `person/azimjan-askarov`\?"):
            assert cells(graph.query(saved, person="person/azimjan-askarof")) == []
        with warnings.catch_warnings(record=True) as caught:
            graph.query(saved, person="https://example.org/somebody")
            graph.query("SELECT ?s { VALUES ?o { <x> } ?s ?p ?o }", o="source/ohchr-2016-04-21#arrest")
        assert caught == []

    def test_nodes_and_graphs_are_listed(self, store: RemoteStore, local: KnowledgeGraph) -> None:
        """What has a type, and what begins with a name."""
        assert f"{local.base}person/azimjan-askarov" in set(nodes(store, local.base))
        assert graphs(store, f"{local.base}graph/c") == [f"{local.base}graph/claims"]

    def test_files_are_not_there(self, graph: KnowledgeGraph) -> None:
        """What needs the dataset's folder says so."""
        for ask in (graph.check, lambda: graph.files, lambda: graph.coverage("source/x", "texts"), lambda: graph.build("x")):
            with pytest.raises(NotFound, match="is an endpoint, not the dataset") as raised:
                ask()
            assert raised.value.remedy

    def test_large_graphs_are_copied_in_pages(self, store: RemoteStore) -> None:
        """A graph with more triples than Virtuoso gives rows, and names beyond ASCII, comes whole."""
        base = f"{OTHER}many/"
        insert(store, base, 10_500)
        try:
            found = list(copy(store, base))
            assert len(found) == len(set(found)) == 10_502
            assert ox.Literal("10499") in {quad.object for quad in found}
            with pytest.raises(StoreError, match="several datasets"):
                rightsgraph.open(store.url).query(ARREST)
        finally:
            for name in [*graphs(store, base)]:
                store.update(f"DROP SILENT GRAPH <{name}>")
        assert list(copy(store, base)) == []

    def test_a_change_under_way_is_told(self, store: RemoteStore) -> None:
        """What was counted must come; a triple more or less is no whole copy."""
        base = f"{OTHER}change/"
        insert(store, base)

        def meddle(_: str) -> None:
            store.update(f"INSERT DATA {{ GRAPH <{base}graph/claims> {{ <a:a> <a:b> 1 }} }}")

        try:
            with pytest.raises(StoreError, match="changed meanwhile"):
                list(copy(store, base, meddle))
        finally:
            for name in [*graphs(store, base)]:
                store.update(f"DROP SILENT GRAPH <{name}>")


class TestVirtuoso:
    """What holds of Virtuoso alone."""

    def test_a_cut_result_says_so(self, tmp_path: Path) -> None:
        """The table that `query` gives tells, when all rows are read, that there were more."""
        with servers.virtuoso(tmp_path) as address:
            store = RemoteStore(f"{address}/sparql", Digest(*servers.VIRTUOSO_USER))
            insert(store, OTHER, 10_500)
            table = rightsgraph.open(store.url).query("SELECT ?s { ?s <a:b> ?o }")
            assert isinstance(table, Table)
            assert table.cut is None
            assert len(table) == 10_000
            assert "10,000 rows" in str(table.cut)


class TestOneServer:
    """What an endpoint may hold, shown on Oxigraph."""

    def test_one_of_several_datasets_is_named(self, empty: RemoteStore, made: Path, local: KnowledgeGraph) -> None:
        """Several are refused with their names; `base` says which is meant."""
        push(made, empty)
        insert(empty, OTHER)
        assert bases(empty) == sorted([OTHER, local.base])
        with pytest.raises(StoreError, match=f"several datasets: {OTHER}, {local.base}") as raised:
            rightsgraph.open(empty.url).conflicts()
        assert "base=" in str(raised.value.remedy)
        chosen = rightsgraph.open(empty.url, base=OTHER)
        assert {quad.graph_name for quad in chosen.quads()} == {ox.NamedNode(f"{OTHER}{name}") for name in ("graph/claims", "source/s#c1")}

    def test_an_endpoint_without_a_dataset_is_refused(self, empty: RemoteStore) -> None:
        """Nothing passes for an empty answer."""
        empty.update("INSERT DATA { GRAPH <a:graph/claims> { <a:a> <a:b> 1 } }")
        for graph in (rightsgraph.open(empty.url), rightsgraph.open(empty.url, base=OTHER)):
            with pytest.raises(StoreError, match="holds no dataset"):
                graph.query("ASK { ?s ?p ?o }")
            with pytest.raises(StoreError, match="holds no dataset"):
                graph.conflicts()

    def test_blank_nodes_are_no_part_of_a_copy(self, empty: RemoteStore) -> None:
        """They could not be told apart from page to page: refused, in a small graph and in a large one."""
        insert(empty, OTHER, 5_500)
        for name in ("vocabulary", "record"):
            empty.update(f"INSERT DATA {{ GRAPH <{OTHER}graph/{name}> {{ <a:a> <a:b> [] }} }}")
            with pytest.raises(StoreError, match="blank node"):
                list(copy(empty, OTHER))
            empty.update(f"DELETE WHERE {{ GRAPH <{OTHER}graph/{name}> {{ <a:a> <a:b> ?blank }} }}")
        empty.update(f"INSERT DATA {{ GRAPH <{OTHER}graph/vocabulary> {{ [] <a:b> 1 }} }}")
        with pytest.raises(StoreError, match="where it counted"):
            list(copy(empty, OTHER))

    def test_what_a_push_laid_aside_is_not_copied(self, empty: RemoteStore) -> None:
        """It is no part of the dataset yet."""
        insert(empty, OTHER)
        empty.update(f"INSERT DATA {{ GRAPH <{OTHER}graph/staging/1/0> {{ <a:a> <a:b> 1 }} }}")
        assert len(list(copy(empty, OTHER))) == 2

    def test_labels_are_looked_for_in_the_graphs_named(self, empty: RemoteStore) -> None:
        """English goes first, then the first language; both properties count."""
        empty.update("""
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            INSERT DATA { GRAPH <a:g> {
                <a:a> rdfs:label "А"@ru, "A"@en . <a:b> skos:prefLabel "Б"@ru, "B"@fr . <a:c> rdfs:comment "C"
            } }""")
        assert empty.labels(["a:a", "a:b", "a:c"], Dataset(("a:g",))) == {"a:a": "A", "a:b": "B"}
        assert empty.labels(["a:a"]) == {}

    def test_a_union_of_all_does_not_pass_for_the_record(self, tmp_path: Path, made: Path, local: KnowledgeGraph) -> None:
        """The graphs are named for a plain query, and one over claims is refused."""
        with servers.oxigraph(tmp_path, "--union-default-graph") as address:
            push(made, RemoteStore(f"{address}/query"))
            graph = rightsgraph.open(f"{address}/query")
            for name in ("record", "filtered"):
                assert cells(graph.query(QUERIES[name][0])) == cells(local.query(QUERIES[name][0]))
            with pytest.raises(StoreError, match="hides all claims"):
                graph.query(QUERIES["claims"][0])
            assert graph.conflicts() == local.conflicts()

    def test_a_graph_is_not_asked_before_the_first_question(self) -> None:
        """Opening costs nothing, and then what is wrong is told."""
        graph = rightsgraph.open(f"http://127.0.0.1:{servers.free_port()}/query", timeout=5)
        with pytest.raises(StoreUnreachable):
            graph.query("ASK { ?s ?p ?o }")

    @pytest.mark.parametrize("address", ["http://", "http://user:secret@localhost/query", "https://local host/query"])
    def test_what_is_no_address_is_refused(self, address: str) -> None:
        """At once, and without a password in the message."""
        with pytest.raises(StoreError) as raised:
            rightsgraph.open(address)
        assert "secret" not in str(raised.value)

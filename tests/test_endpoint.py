"""Endpoints: asked, probed and loaded, against real servers; and every way in which one may fail, against a server that does."""

from __future__ import annotations

import http.client
import importlib.util
import json
import socket
import sys
import threading
import time
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

from rightsgraph import store as stores
from rightsgraph.endpoint import Auth, Basic, Bearer, Dataset, Digest, RemoteStore, probe, push
from rightsgraph.endpoint.failures import FOREIGN, told
from rightsgraph.errors import NotFound, QueryError, RightsgraphError, StoreError, StoreRefused, StoreTimeout, StoreUnreachable


def _load_servers() -> ModuleType:
    """Load tests/servers.py, which no package holds."""
    spec = importlib.util.spec_from_file_location("servers", Path(__file__).with_name("servers.py"))
    if spec is None or spec.loader is None:
        raise ImportError("tests/servers.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("servers", module)
    spec.loader.exec_module(module)
    return module


servers = _load_servers()

BASE = "https://example.org/id/"
DATA = r"""
PREFIX : <https://example.org/id/>
PREFIX rg: <https://w3id.org/rightsgraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
GRAPH <https://example.org/id/graph/claims> {
    <https://example.org/id/source/s#c1> a rg:Claim ; rg:claimant <https://example.org/id/org/a> .
    <https://example.org/id/source/s#c2> a rg:Claim ; rg:claimant <https://example.org/id/org/b> ; rg:gist "say \"no\"\n\\ end\tŁódź 😀" .
}
GRAPH <https://example.org/id/source/s#c1> { <https://example.org/id/event/e> rg:date "2010-06-25"^^edtf:EDTF }
GRAPH <https://example.org/id/source/s#c2> { <https://example.org/id/act/x> rg:concerns <https://example.org/id/event/e> }
GRAPH <https://example.org/id/graph/actors> { <https://example.org/id/org/a> rdfs:label "A"@en, "А"@ru }
GRAPH <https://example.org/id/graph/entities> { <https://example.org/id/event/e> a rg:Event . <https://example.org/id/act/x> a rg:Act }
GRAPH <https://example.org/id/graph/record> {
    <https://example.org/id/event/e> rg:date "2010-06-25"^^edtf:EDTF ; rg:earliest "2010-06-25"^^xsd:date ; rg:quantity 3 .
}
GRAPH <https://example.org/id/graph/view/org/b> { <https://example.org/id/act/x> rg:concerns <https://example.org/id/event/e> }
GRAPH <https://example.org/id/graph/vocabulary> { rg:Event rdfs:label "event"@en }
"""
MANY = 10_500
"""More rows than Virtuoso gives, and more triples than one graph aside holds."""

PATTERNS = {
    "on record": "SELECT ?e ?d { ?e <https://w3id.org/rightsgraph/ns#date> ?d }",
    "who says so": "SELECT ?who ?s ?o { GRAPH ?c { ?s ?p ?o } ?c <https://w3id.org/rightsgraph/ns#claimant> ?who }",
    "all": "SELECT ?s ?p ?o { ?s ?p ?o FILTER(!STRSTARTS(STR(?s), 'https://example.org/many/')) }",
}


def make_build(folder: Path, trig: str = DATA, many: int = 0, base: str = BASE) -> Path:
    """Write what a push reads of a build: the store, and the base in the manifest."""
    quads = list(ox.parse(trig, ox.RdfFormat.TRIG))
    graph, label = ox.NamedNode(f"{base}graph/vocabulary"), ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
    quads += [ox.Quad(ox.NamedNode(f"https://example.org/many/{n}"), label, ox.Literal(f"number {n}"), graph) for n in range(many)]
    folder.mkdir()
    stores.create(folder / "store", quads, base)
    (folder / "manifest.json").write_text(json.dumps({"base": base}), encoding="utf-8")
    return folder


def local_rows(build: Path, query: str) -> list[str]:
    """Return the rows of a query over a build itself, sorted as text."""
    rows = stores.open_store(build / "store").query(query)
    assert isinstance(rows, ox.QuerySolutions)
    return sorted(" ".join(map(str, row)) for row in rows)


def rows_of(store: RemoteStore, query: str, dataset: Dataset | None = None) -> list[str]:
    """Return the rows that an endpoint gives, sorted as text."""
    return sorted(" ".join(map(str, row)) for row in store.select(query, dataset))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the builds of this module."""
    return tmp_path_factory.mktemp("endpoint")


@pytest.fixture(scope="module")
def build(folder: Path) -> Path:
    """Make a build with more rows than one answer of Virtuoso holds."""
    return make_build(folder / "build", many=MANY)


@pytest.fixture(scope="module")
def small(folder: Path) -> Path:
    """Make a later build: one claim fewer, and another claim changed."""
    lines = [line for line in DATA.replace("2010-06-25", "2010-06-16").splitlines() if "#c2> {" not in line and "#c2> a" not in line]
    return make_build(folder / "small", "\n".join(lines))


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[RemoteStore]:
    """Start an empty Oxigraph server."""
    with servers.oxigraph(tmp_path) as address:
        yield RemoteStore(f"{address}/query")


@pytest.fixture
def union(tmp_path: Path) -> Iterator[RemoteStore]:
    """Start an Oxigraph server whose default graph is the union of all."""
    with servers.oxigraph(tmp_path, "--union-default-graph") as address:
        yield RemoteStore(f"{address}/query")


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """Start a new Virtuoso."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield RemoteStore(f"{address}/sparql", Digest(*servers.VIRTUOSO_USER))


class TestOxigraph:
    """Oxigraph: a default graph of its own, and the standard's strict datasets."""

    def test_a_build_is_loaded_and_answers_as_it_does_itself(self, oxigraph: RemoteStore, build: Path) -> None:
        """Every pattern gives the same rows, whatever stands in the literals; the default graph is filled in one request."""
        pushed = push(build, oxigraph)
        assert (pushed.default, pushed.requests) == (True, 1)
        assert pushed.triples == sum(1 for _ in stores.named_quads(stores.open_store(build / "store")))
        assert probe(oxigraph, BASE).default == "merged"
        for query in PATTERNS.values():
            assert rows_of(oxigraph, query) == local_rows(build, query)

    def test_rows_come_whole(self, oxigraph: RemoteStore, build: Path) -> None:
        """Oxigraph cuts nothing, and unbound variables are None."""
        push(build, oxigraph)
        rows = oxigraph.select("SELECT ?s ?none { ?s ?p ?o }")
        found = list(rows)
        assert (len(found) > MANY, rows.cut, rows.variables) == (True, None, ("s", "none"))
        assert {row[1] for row in found} == {None}

    def test_a_later_build_takes_the_place_of_an_earlier_one(self, oxigraph: RemoteStore, build: Path, small: Path) -> None:
        """Claims that are gone are gone from the endpoint, the default graph included; nothing is left aside."""
        push(build, oxigraph)
        push(small, oxigraph)
        for query in (*PATTERNS.values(), "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
            assert rows_of(oxigraph, query) == local_rows(small, query)

    def test_other_graphs_are_left_alone(self, oxigraph: RemoteStore, small: Path) -> None:
        """What is not the dataset's stays, also where its name begins with the dataset's base."""
        oxigraph.update(f"INSERT DATA {{ GRAPH <{BASE}other> {{ <a:a> <a:b> 1 }} GRAPH <urn:x> {{ <a:a> <a:b> 2 }} }}")
        push(small, oxigraph)
        push(small, oxigraph)
        assert oxigraph.ask(f"ASK {{ GRAPH <{BASE}other> {{ <a:a> <a:b> 1 }} GRAPH <urn:x> {{ <a:a> <a:b> 2 }} }}")

    def test_a_foreign_default_graph_is_not_lost(self, oxigraph: RemoteStore, small: Path) -> None:
        """Data of others in the default graph stops the push before anything is changed."""
        oxigraph.update("INSERT DATA { <a:a> <a:b> 1 }")
        with pytest.raises(StoreError, match="would be lost"):
            push(small, oxigraph)
        assert rows_of(oxigraph, "SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }") == [str(ox.Literal(1))]

    def test_a_view_is_read_only_where_claims_are_not_asked_for(self, oxigraph: RemoteStore, build: Path) -> None:
        """With graphs sent along, GRAPH sees nothing here: refused, never answered with nothing."""
        push(build, oxigraph)
        profile = probe(oxigraph, BASE)
        assert (profile.honours, profile.lax) == (True, False)
        dataset = profile.dataset("org/b", named=False)
        assert rows_of(oxigraph, "SELECT ?a { ?a <https://w3id.org/rightsgraph/ns#concerns> ?e }", dataset) == [f"<{BASE}act/x>"]
        assert not rows_of(oxigraph, PATTERNS["on record"], dataset)
        with pytest.raises(StoreError, match="hides all claims"):
            profile.dataset("org/b")
        with pytest.raises(NotFound, match="no view of `org/nobody`"):
            profile.dataset("org/nobody")

    def test_a_default_graph_that_is_empty_is_seen(self, oxigraph: RemoteStore, build: Path) -> None:
        """A build loaded without its default graph is not asked as if it had answered."""
        push(build, oxigraph)
        oxigraph.update("DROP DEFAULT")
        profile = probe(oxigraph, BASE)
        assert profile.default == "empty"
        with pytest.raises(StoreError, match="hides all claims"):
            profile.dataset()
        assert rows_of(oxigraph, PATTERNS["all"], profile.dataset(named=False)) == local_rows(build, PATTERNS["all"])

    def test_a_default_graph_that_holds_something_else_is_seen(self, oxigraph: RemoteStore, small: Path) -> None:
        """Neither too little nor too much passes for the merge."""
        push(small, oxigraph)
        oxigraph.update("INSERT DATA { <a:a> <a:b> 1 }")
        assert probe(oxigraph, BASE).default == "union"
        oxigraph.update(f"DROP DEFAULT ; ADD GRAPH <{BASE}graph/record> TO DEFAULT")
        assert probe(oxigraph, BASE).default == "other"

    def test_an_endpoint_without_the_dataset_is_refused(self, oxigraph: RemoteStore) -> None:
        """An empty endpoint gives no empty answer."""
        with pytest.raises(StoreError, match="holds no dataset"):
            probe(oxigraph, BASE)

    def test_a_union_is_not_taken_for_the_merge(self, union: RemoteStore, small: Path, build: Path) -> None:
        """With a union as default graph claims would pass for the record: seen, and not asked so."""
        assert push(build, union).default is False
        profile = probe(union, BASE)
        assert profile.default == "union"
        assert rows_of(union, PATTERNS["all"], profile.dataset(named=False)) == local_rows(build, PATTERNS["all"])
        with pytest.raises(StoreError, match="hides all claims"):
            profile.dataset()
        push(small, union)
        assert rows_of(union, PATTERNS["who says so"]) == local_rows(small, PATTERNS["who says so"])

    def test_graphs_are_constructed(self, oxigraph: RemoteStore, small: Path) -> None:
        """CONSTRUCT and DESCRIBE give triples."""
        push(small, oxigraph)
        triples = list(oxigraph.construct("CONSTRUCT WHERE { ?s a ?type }"))
        assert len(triples) == len(set(triples)) == len(rows_of(oxigraph, "SELECT ?s ?type { ?s a ?type }"))
        assert list(oxigraph.construct(f"DESCRIBE <{BASE}event/e>"))

    def test_each_form_is_run(self, oxigraph: RemoteStore) -> None:
        """One method runs a query whose form is known."""
        assert oxigraph.query("ASK {}", "ASK") is True
        assert list(oxigraph.query("SELECT ?x { VALUES ?x { 1 } }", "SELECT")) == [(ox.Literal(1),)]  # type: ignore[arg-type]
        assert list(oxigraph.query("CONSTRUCT { <a:a> <a:b> 1 } {}", "CONSTRUCT"))  # type: ignore[arg-type]

    def test_a_long_query_is_posted(self, oxigraph: RemoteStore) -> None:
        """A query of any length arrives, and its dataset with it."""
        oxigraph.update("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } }")
        query = f"SELECT ?o {{ ?s ?p ?o }} # {'long ' * 4000}"
        assert rows_of(oxigraph, query, Dataset(("a:g",))) == [str(ox.Literal(1))]
        assert rows_of(oxigraph, query) == []

    def test_words_in_comments_and_names_do_not_make_another_query(self, oxigraph: RemoteStore) -> None:
        """SPARQLWrapper takes the form from the first word that looks like one; here it is told."""
        assert oxigraph.ask("# INSERT DELETE\nPREFIX select: <http://select/#construct>\nASK { VALUES ?x { select:drop } }")

    def test_a_wrong_query_is_told(self, oxigraph: RemoteStore) -> None:
        """What the endpoint says of it is passed on."""
        with pytest.raises(QueryError, match=r"does not take the query: .*1:10"):
            oxigraph.ask("ASK { ?s ")
        with pytest.raises(QueryError):
            oxigraph.update("ASK { ?s ")

    def test_a_difference_in_what_is_read_back_stops_the_push(self, oxigraph: RemoteStore, build: Path, small: Path) -> None:
        """Where somebody else writes to the new data before it is in place, the old data stays, and nothing is left aside."""
        push(small, oxigraph)
        before = rows_of(oxigraph, "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")

        def meddle(message: str) -> None:
            if message.startswith("reading back"):
                graphs = rows_of(oxigraph, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/staging/')) }")
                oxigraph.update(f"INSERT DATA {{ GRAPH {graphs[0]} {{ <a:a> <a:b> 1 }} }}")

        with pytest.raises(StoreError, match="nothing was replaced"):
            push(build, oxigraph, meddle)
        assert rows_of(oxigraph, "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }") == before

    def test_what_a_push_that_was_cut_off_left_is_cleared(self, oxigraph: RemoteStore, small: Path) -> None:
        """The next push removes it."""
        oxigraph.update(f"INSERT DATA {{ GRAPH <{BASE}graph/staging/1/0> {{ <a:a> <a:b> 1 }} }}")
        push(small, oxigraph)
        assert not oxigraph.ask("ASK { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/staging/')) }")

    def test_what_is_no_build_is_refused(self, oxigraph: RemoteStore, tmp_path: Path) -> None:
        """A folder without manifest, and a build with blank nodes."""
        with pytest.raises(StoreError, match="is no build"):
            push(tmp_path, oxigraph)
        blank = make_build(tmp_path / "blank", DATA + f"\nGRAPH <{BASE}graph/record> {{ [] a rg:Event }}")
        with pytest.raises(StoreError, match="blank node"):
            push(blank, oxigraph)

    def test_the_servers_own_time_limit_is_told(self, tmp_path: Path, build: Path) -> None:
        """Oxigraph ends a query that takes too long in the midst of an answer of status 200; it does not pass for a whole one."""
        with servers.oxigraph(tmp_path, "--timeout-s", "1") as address:
            store = RemoteStore(f"{address}/query")
            push(build, store)
            with pytest.raises(StoreTimeout):
                list(store.select("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(STR(?c) < STR(?f)) }"))


class TestVirtuoso:
    """Virtuoso 7: a union as default graph, lax datasets, rows cut at 10,000."""

    def test_a_build_is_loaded_and_answers_as_it_does_itself(self, virtuoso: RemoteStore, build: Path) -> None:
        """With the graphs sent along, patterns give the same rows, those over claims included."""
        assert push(build, virtuoso).default is False
        profile = probe(virtuoso, BASE)
        assert (profile.default, profile.honours, profile.lax) == ("union", True, True)
        for query in PATTERNS.values():
            assert rows_of(virtuoso, query, profile.dataset()) == local_rows(build, query)

    def test_a_view_takes_the_place_of_the_record(self, virtuoso: RemoteStore, build: Path) -> None:
        """The claims' own graphs are seen beside it."""
        push(build, virtuoso)
        dataset = probe(virtuoso, BASE).dataset("org/b")
        assert rows_of(virtuoso, "SELECT ?a { ?a <https://w3id.org/rightsgraph/ns#concerns> ?e }", dataset) == [f"<{BASE}act/x>"]
        assert rows_of(virtuoso, PATTERNS["who says so"], dataset) == local_rows(build, PATTERNS["who says so"])

    def test_a_cut_result_is_told(self, virtuoso: RemoteStore, build: Path) -> None:
        """Virtuoso stops at 10,000 rows with status 200: said; and a short result is not called cut."""
        push(build, virtuoso)
        rows = virtuoso.select("SELECT ?s { ?s ?p ?o }")
        assert len(list(rows)) == 10_000
        assert rows.cut is not None
        assert "10,000 rows" in rows.cut
        short = virtuoso.select("SELECT ?s { ?s ?p ?o } LIMIT 5")
        assert (len(list(short)), short.cut) == (5, None)

    def test_a_later_build_takes_the_place_of_an_earlier_one(self, virtuoso: RemoteStore, build: Path, small: Path) -> None:
        """Claims that are gone are gone from the endpoint."""
        push(build, virtuoso)
        push(small, virtuoso)
        dataset = probe(virtuoso, BASE).dataset()
        for query in PATTERNS.values():
            assert rows_of(virtuoso, query, dataset) == local_rows(small, query)
        assert not virtuoso.ask("ASK { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/staging/')) }")

    def test_yes_and_no_are_told_apart(self, virtuoso: RemoteStore) -> None:
        """Virtuoso answers an ASK in JSON with a row, or none."""
        assert virtuoso.ask("ASK { ?s ?p ?o }") is True
        assert virtuoso.ask("ASK { <a:no> <a:no> <a:no> }") is False

    @pytest.mark.parametrize("auth", [None, Digest("dba", "wrong")])
    def test_who_may_not_write_is_told(self, virtuoso: RemoteStore, auth: Auth | None) -> None:
        """Without a password, and with a wrong one."""
        with pytest.raises(StoreRefused):
            RemoteStore(virtuoso.url, auth).update("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } }")

    def test_a_wrong_query_is_told(self, virtuoso: RemoteStore) -> None:
        """What Virtuoso says of it is passed on."""
        with pytest.raises(QueryError, match="SP030"):
            virtuoso.ask("ASK {")

    def test_triples_left_out_are_told(self, virtuoso: RemoteStore, build: Path) -> None:
        """A graph has no place to say that it is cut: an error."""
        push(build, virtuoso)
        with pytest.raises(StoreError, match="others may be missing"):
            list(virtuoso.construct("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"))


JSON = "application/sparql-results+json"
ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"a:a"}},{"x":{"type":"uri","value":"a:b"}}]}}'


class Answer:
    """What the failing server does with a request: status, headers and body, or worse."""

    def __init__(self, status: int = 200, body: bytes = ROWS, kind: str = JSON, **headers: str) -> None:
        self.status = status
        self.body = body
        self.headers = {"Content-Type": kind, "Content-Length": str(len(body))}
        self.headers |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.seen: list[dict[str, str]] = []


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """Run a server that answers every request alike; gives the address of its endpoint."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer.seen.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(answer.body)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/query"
        finally:
            server.shutdown()
            thread.join()


def ask(answer: Answer, auth: Auth | None = None) -> list[tuple[Any, ...]]:
    """Read a SELECT from a server that answers so."""
    with answering(answer) as url:
        return list(RemoteStore(url, auth, timeout=2).select("SELECT ?x { ?x ?p ?o }"))


class TestFailures:
    """What goes wrong becomes an error of this project, with a sentence and what to do."""

    @pytest.mark.parametrize(
        ("status", "body", "expected"),
        [
            (400, b"error at 1:3", QueryError),
            (401, b"", StoreRefused),
            (403, b"", StoreRefused),
            (404, b"<html>nothing</html>", StoreUnreachable),
            (408, b"", StoreTimeout),
            (413, b"", StoreError),
            (414, b"", StoreError),
            (418, b"", StoreError),
            (429, b"", StoreUnreachable),
            (500, b"a crash", StoreError),
            (500, b"The estimated execution time 999 (sec) exceeds the limit of 400 (sec)", StoreTimeout),
            (503, b"busy", StoreUnreachable),
            (504, b"", StoreTimeout),
        ],
    )
    def test_each_status_has_its_error(self, status: int, body: bytes, expected: type[RightsgraphError]) -> None:
        """The client's exceptions, which follow the status, do not get through."""
        with pytest.raises(expected) as found:
            ask(Answer(status, body, "text/plain"))
        assert type(found.value) is expected
        assert found.value.remedy

    @pytest.mark.parametrize(
        "body",
        [ROWS[:-30], ROWS[:40], b"", b"no json", ROWS[:90] + b"\nerror: what", b'{"boolean": true}', b'{"head":{}}', b"[]", b"\xff\xfe"],
    )
    def test_an_answer_that_is_not_whole_is_an_error(self, body: bytes) -> None:
        """An answer that breaks off, is something else, or ends with an error text never passes for an answer."""
        with pytest.raises(StoreError):
            ask(Answer(body=body))

    def test_a_connection_that_breaks_is_told(self) -> None:
        """Fewer bytes than were announced."""
        with pytest.raises(StoreError):
            ask(Answer(body=ROWS[:60], Content_Length="5000"))
        with pytest.raises(StoreError):
            ask(Answer(body=b'5\r\n{"hea\r\n', Transfer_Encoding="chunked"))

    def test_a_page_is_no_answer(self) -> None:
        """Status 200 and HTML, as many servers have at the address of a form."""
        with pytest.raises(StoreError, match="text/html"):
            ask(Answer(body=b"<html><body>Query form</body></html>", kind="text/html"))
        with answering(Answer(body=b"<html></html>", kind="text/html")) as url, pytest.raises(StoreError, match="text/html"):
            list(RemoteStore(url).construct("CONSTRUCT WHERE { ?s ?p ?o }"))

    def test_a_graph_that_is_broken_is_told(self) -> None:
        """Turtle that ends too early."""
        with answering(Answer(body=b"<a:a> <a:b> ", kind="text/turtle")) as url, pytest.raises(StoreError):
            list(RemoteStore(url).construct("CONSTRUCT WHERE { ?s ?p ?o }"))

    def test_a_limit_that_is_reached_is_told(self) -> None:
        """Virtuoso's header, and its answer when its own time was over."""
        with answering(Answer(X_SPARQL_MaxRows="2")) as url:
            rows = RemoteStore(url).select("SELECT ?x { ?x ?p ?o }")
            assert (len(list(rows)), "2 rows" in (rows.cut or "")) == (2, True)
        with answering(Answer(X_SPARQL_MaxRows="3")) as url:
            rows = RemoteStore(url).select("SELECT ?x { ?x ?p ?o }")
            assert (len(list(rows)), rows.cut) == (2, None)
        with answering(Answer(X_SQL_State="S1TAT", X_SQL_Message="RC...: Returning incomplete results")) as url:
            assert "incomplete" in (RemoteStore(url).select("SELECT ?x { ?x ?p ?o }").cut or "")
        partial = Answer(body=b'{"head":{},"boolean":false}', X_SQL_State="S1TAT")
        with answering(partial) as url, pytest.raises(StoreError, match="cannot say no"):
            RemoteStore(url).ask("ASK { ?s ?p ?o }")

    def test_an_answer_of_the_wrong_form_is_told(self) -> None:
        """Rows where yes or no was asked."""
        with answering(Answer()) as url, pytest.raises(StoreError, match="with rows"):
            RemoteStore(url).ask("ASK { ?s ?p ?o }")

    def test_silence_is_told_as_what_it_is(self) -> None:
        """The wait is the socket's: the message does not say that the query was stopped."""
        with socket.create_server(("127.0.0.1", 0)) as silent:
            store = RemoteStore(f"http://127.0.0.1:{silent.getsockname()[1]}/query", timeout=0.3)
            begun = time.monotonic()
            with pytest.raises(StoreTimeout, match=r"nothing for 0\.3 seconds.*may still be at work"):
                store.ask("ASK {}")
            assert time.monotonic() - begun < 5

    def test_nobody_there_is_told(self) -> None:
        """A port that nobody listens at, and a name that stands for nothing."""
        with pytest.raises(StoreUnreachable, match="cannot be reached"):
            RemoteStore(f"http://127.0.0.1:{servers.free_port()}/query").ask("ASK {}")
        with pytest.raises(StoreUnreachable):
            RemoteStore("http://nobody.invalid/query", timeout=5).ask("ASK {}")

    @pytest.mark.parametrize("error", [*(kind("x") for kind in FOREIGN), KeyError("x")], ids=lambda error: type(error).__name__)
    def test_whatever_is_raised_becomes_ours(self, error: BaseException) -> None:
        """The kinds that are caught all have a sentence and a remedy."""
        assert told(error, "http://x/", 1).remedy

    @pytest.mark.parametrize(
        ("error", "expected"),
        [
            (urllib.error.HTTPError("http://x/", 401, "no", Message(), None), StoreRefused),
            (urllib.error.URLError(TimeoutError()), StoreTimeout),
            (urllib.error.URLError("no such host"), StoreUnreachable),
            (TimeoutError(), StoreTimeout),
            (ConnectionResetError(), StoreUnreachable),
            (http.client.RemoteDisconnected("x"), StoreUnreachable),
            (http.client.BadStatusLine("x"), StoreUnreachable),
            (http.client.IncompleteRead(b""), StoreError),
            (http.client.InvalidURL("x"), StoreError),
            (UnicodeEncodeError("ascii", "ä", 0, 1, "no"), StoreError),
            (SyntaxError("x"), StoreError),
            (json.JSONDecodeError("x", "y", 0), StoreError),
            (StoreError("ours"), StoreError),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_each_foreign_exception_is_mapped(self, error: BaseException, expected: type[RightsgraphError]) -> None:
        """Those of urllib, of sockets, of HTTP and of the readers."""
        assert type(told(error, "http://x/", 1)) is expected

    def test_every_exception_of_the_client_is_avoided(self) -> None:
        """SPARQLWrapper raises its own for five statuses; each of them is told by its status here."""
        from SPARQLWrapper import SPARQLExceptions

        kinds = {kind.__name__ for kind in vars(SPARQLExceptions).values() if isinstance(kind, type)}
        assert kinds == {
            "SPARQLWrapperException",
            "QueryBadFormed",
            "EndPointNotFound",
            "Unauthorized",
            "URITooLong",
            "EndPointInternalError",
        }


class TestCredentials:
    """Names, passwords and tokens go where they are meant to, and nowhere else."""

    @pytest.mark.parametrize(("auth", "header"), [(Basic("ä", "p:w"), "Basic w6Q6cDp3"), (Bearer("t0k"), "Bearer t0k"), (None, None)])
    def test_they_are_sent(self, auth: Auth | None, header: str | None) -> None:
        """As the standards write them."""
        answer = Answer()
        ask(answer, auth)
        assert [seen.get("authorization") for seen in answer.seen] == [header]

    @pytest.mark.parametrize("auth", [Basic("user", "secret"), Bearer("secret")])
    def test_they_do_not_follow_to_another_server(self, auth: Auth) -> None:
        """A redirect is followed without them."""
        there = Answer()
        with answering(there) as url:
            ask(Answer(302, b"", "text/plain", Location=url), auth)
        assert len(there.seen) == 1
        assert "authorization" not in there.seen[0]

    @pytest.mark.parametrize("auth", [Basic("user", "s3cret"), Digest("user", "s3cret"), Bearer("s3cret")])
    def test_they_are_never_shown(self, auth: Auth) -> None:
        """Neither by repr nor in an error."""
        assert "s3cret" not in repr(auth)
        with pytest.raises(StoreRefused) as found:
            ask(Answer(401, b"s3rver says no", "text/plain", WWW_Authenticate='Basic realm="x"'), auth)
        assert "s3cret" not in str(found.value)

    @pytest.mark.parametrize("auth", [Bearer("a\r\nX-Evil: 1"), Bearer(""), Basic("a:b", "c")])
    def test_what_no_header_can_hold_is_refused(self, auth: Auth) -> None:
        """A line end would begin another header."""
        with pytest.raises(StoreError):
            RemoteStore("http://127.0.0.1/query", auth)

    @pytest.mark.parametrize(
        "url",
        [
            "file:///etc/passwd",
            "ftp://x/y",
            "nothing",
            "",
            "http://",
            "http://x:99999/",
            "http://x/a b",
            "http://x/ä",
            "http://x/#y",
            "http://x/?q=1",
        ],
    )
    def test_what_is_no_address_is_refused(self, url: str) -> None:
        """Only http and https, and nothing that a message or a request would garble."""
        with pytest.raises(StoreError):
            RemoteStore(url)

    def test_a_password_in_the_address_is_refused_unseen(self) -> None:
        """Messages repeat the address."""
        with pytest.raises(StoreError) as found:
            RemoteStore("http://user:s3cret@127.0.0.1/query")
        assert "s3cret" not in str(found.value)

    def test_a_time_out_of_nothing_is_refused(self) -> None:
        """Zero would mean forever to some, and at once to others."""
        with pytest.raises(StoreError):
            RemoteStore("http://127.0.0.1/query", timeout=0)

    @pytest.mark.parametrize(
        ("url", "auth", "expected"),
        [
            ("http://x/query", None, "http://x/update"),
            ("http://x/sparql", Digest("a", "b"), "http://x/sparql-auth"),
            ("http://x/sparql", None, "http://x/sparql"),
        ],
    )
    def test_the_address_for_updates_is_found(self, url: str, auth: Auth | None, expected: str) -> None:
        """Oxigraph's and Virtuoso's."""
        assert RemoteStore(url, auth).update_url == expected


def test_the_client_is_loaded_only_when_it_is_asked() -> None:
    """Start-up does not pay for it."""
    import subprocess

    program = "import sys, rightsgraph.endpoint; sys.exit('SPARQLWrapper' in sys.modules or 'rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

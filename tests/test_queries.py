"""The saved queries: each runs as it stands, has an expected answer, and gives it in every engine of this process.

Dropping a file into ``queries/`` makes a test; its answer is written by ``scripts/expected_answers.py`` and then read. What the
shipped data does not show is asked of a small made-up case.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import oxrdflib
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

import rightsgraph
from rightsgraph import queries, vocabulary
from rightsgraph.queries import Query


def _load_made_up() -> ModuleType:
    """Load tests/velmora.py, which no package holds."""
    spec = importlib.util.spec_from_file_location("velmora", Path(__file__).with_name("velmora.py"))
    if spec is None or spec.loader is None:
        raise ImportError("tests/velmora.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


velmora = _load_made_up()

REPO = Path(__file__).resolve().parents[1]
ANSWERS = REPO / "tests" / "queries"
SAVED = [queries.read_file(path) for path in sorted((REPO / "queries").glob("*.rq"))]
FEW = 22
"""How many questions a researcher may count on."""

Term = tuple[str, str, str]
Rows = list[tuple[Term | None, ...]]
PLAIN = "http://www.w3.org/2001/XMLSchema#string"
each_query = pytest.mark.parametrize("query", SAVED, ids=lambda query: query.name)


def as_term(term: object) -> Term | None:
    """Return a term of pyoxigraph or rdflib in one form: what it is, its text, its datatype or language."""
    match term:
        case ox.NamedNode():
            return "iri", term.value, ""
        case rdflib.URIRef():
            return "iri", str(term), ""
        case ox.Literal():
            return "literal", term.value, (term.language or term.datatype.value).lower()
        case rdflib.Literal():
            return "literal", str(term), str(term.language or term.datatype or PLAIN).lower()
        case None:
            return None
    raise TypeError(type(term))


def columns_and_rows(found: object) -> tuple[tuple[str, ...], Rows]:
    """Return the columns and the rows of a result of pyoxigraph."""
    assert isinstance(found, ox.QuerySolutions)
    names = tuple(variable.value for variable in found.variables)
    return names, [tuple(as_term(row[index]) for index in range(len(names))) for row in found]


def rows_of(found: object) -> Rows:
    """Return the rows of a result of pyoxigraph."""
    return columns_and_rows(found)[1]


@pytest.fixture(scope="session")
def shipped() -> ox.Store:
    """Return the graphs of a build of the shipped dataset, in memory."""
    return rightsgraph.open(REPO / "data").store.store


@pytest.fixture(scope="session")
def backwards(shipped: ox.Store) -> ox.Store:
    """Return the same quads, put in the other way round."""
    memory = ox.Store()
    for quad in sorted(shipped, key=str, reverse=True):
        memory.add(quad)
    return memory


def answer(query: Query) -> tuple[tuple[str, ...], Rows]:
    """Return the columns and rows that a query is expected to give."""
    path = ANSWERS / f"{query.name}.tsv"
    assert path.is_file(), f"no expected answer: run scripts/expected_answers.py {query.name}, and read what it writes"
    return columns_and_rows(ox.parse_query_results(path=str(path), format=ox.QueryResultsFormat.TSV))


@each_query
def test_the_head_says_all(query: Query) -> None:
    """Title, question and tags stand in the head, the question is one sentence, and each parameter leads WHERE in its order."""
    assert query.title
    assert query.tags
    assert re.fullmatch(r"[A-Z][^?]*\?", query.question), query.question
    where = query.text.partition("WHERE {\n")[2].splitlines()
    rows = [re.fullmatch(r"  VALUES \?(\w+) \{ \S+ \}", line) for line in where[: len(query.params)]]
    assert [row and row[1] for row in rows] == [param.name for param in query.params]


@each_query
def test_the_text_is_plain_sparql(query: Query) -> None:
    """No construct that an engine of the four is known to get wrong, and all rows in an order that is told."""
    body = re.sub(r"^#.*$|<[^>]*>|\"[^\"]*\"", "", query.text, flags=re.MULTILINE)
    assert not re.search(r"\b(MINUS|GROUP_CONCAT|SAMPLE|FROM|SERVICE|LIMIT|NOW|RAND|UUID|BNODE)\b", body)
    assert re.search(r"^ORDER BY .+\n\Z", query.text, re.MULTILINE)
    assert re.search(r"^SELECT DISTINCT |^GROUP BY ", body, re.MULTILINE)
    for block in re.findall(r"\{\s*SELECT .*?\}\s*GROUP BY", body, re.DOTALL):
        assert not re.search("|".join(rf"\?{param.name}\b" for param in query.params) or r"\Z(?!)", block)


@each_query
def test_the_example_gives_the_expected_answer(query: Query, shipped: ox.Store) -> None:
    """The query as it stands gives the rows that somebody has read, in that order; there are some, and none twice."""
    names, rows = columns_and_rows(shipped.query(query.text))
    assert rows
    assert len(set(rows)) == len(rows)
    assert (names, rows) == answer(query), f"see scripts/expected_answers.py {query.name}"


@each_query
def test_the_order_does_not_hang_on_the_store(query: Query, backwards: ox.Store) -> None:
    """ORDER BY leaves nothing to chance: a store filled the other way round gives the same sequence."""
    assert rows_of(backwards.query(query.text)) == answer(query)[1]


@each_query
def test_a_parameter_can_be_set(query: Query, shipped: ox.Store) -> None:
    """The example, given as a value in its short form, gives the expected answer."""
    base, known = "https://w3id.org/rightsgraph/id/", vocabulary.load()
    given = queries.examples(query.text, base, known)
    ready = queries.prepare(query.text, {param.name: given[param.name] for param in query.params}, base, known)
    assert not ready.warnings
    assert rows_of(shipped.query(ready.text)) == answer(query)[1]


@each_query
def test_oxrdflib_gives_the_expected_answer(query: Query, shipped: ox.Store) -> None:
    """Asked through rdflib with the text of the query, the engine of the store gives the same rows."""
    found = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=shipped)).query(query.text)
    assert [tuple(as_term(term) for term in row) for row in found] == answer(query)[1]


@pytest.mark.slow
@each_query
def test_rdflib_gives_the_expected_answer(query: Query, shipped: ox.Store) -> None:
    """Rdflib's own evaluator, which takes over where a query is prepared, gives the same rows."""
    found = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=shipped)).query(prepareQuery(query.text))
    assert [tuple(as_term(term) for term in row) for row in found] == answer(query)[1]


def test_there_is_an_answer_for_each_query_and_a_query_for_each_answer() -> None:
    """Queries and expected answers are the same names, and the script that writes them finds nothing to change."""
    assert {path.stem for path in ANSWERS.glob("*.tsv")} == {query.name for query in SAVED}
    assert len(SAVED) >= FEW
    checked = subprocess.run(
        [sys.executable, "scripts/expected_answers.py", "--check"], cwd=REPO, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr


def test_the_page_lists_each_query() -> None:
    """queries/README.md has one line for each query, with its title and its parameters."""
    page = (REPO / "queries" / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| \[(\S+)\]\(\1\.rq\) \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    assert sorted(listed) == [(query.name, query.title, ", ".join(f"`{param.name}`" for param in query.params)) for query in SAVED]


def test_events_are_listed_whole() -> None:
    """Where a query lists the classes of events one by one, these are all that the ontology has."""
    known = vocabulary.load()
    events = {name for name in known.classes if known.is_a(name, "Event")}
    text = next(query.text for query in SAVED if query.name == "timeline-of-a-person")
    listed = re.search(r"\?class IN \((.*)\)", text)
    assert listed
    assert set(re.findall(r"rg:(\w+)", listed[1])) == events


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Rows]:
    """Ask a saved query of a made-up case, in which states answer and deny, and return the columns named."""
    graph = rightsgraph.open(velmora.write(tmp_path_factory.mktemp("velmora")))

    def asked(name: str, columns: str, **params: str) -> list[tuple[str, ...]]:
        rows = graph.query(name, **params)
        return [tuple(str(row[column]).removeprefix(velmora.BASE) for column in columns.split()) for row in rows]

    return asked


def test_five_answers_and_none_are_told_apart(ask: Callable[..., Rows]) -> None:
    """Refused, ignored, done, partly done and no evidence are five answers; where no source tells of any, that is said."""
    assert dict(ask("demands-and-responses", "measure answerName")) == {
        "call/watch#release": "refused",
        "call/watch#inquiry": "ignored",
        "call/watch#care": "done",
        "call/watch#access": "partly done",
        "call/watch#apology": "no evidence",
        "call/watch#law": "(no source here tells)",
        "call/second#visit": "refused",
    }


def test_what_was_done_is_open_no_more(ask: Callable[..., Rows]) -> None:
    """A demand that was met, and no other, is missing among the open ones; one on a ministry counts for its state."""
    found = dict(ask("open-demands", "measure said", state="state/velmora"))
    assert set(found) == {f"call/watch#{name}" for name in ("release", "inquiry", "access", "apology", "law")} | {"call/second#visit"}
    assert (found["call/watch#law"], found["call/second#visit"]) == ("None", "refused")


def test_silence_is_no_denial(ask: Callable[..., Rows]) -> None:
    """A wrong that the police deny, one that a ministry doubts, and one on which the state says nothing."""
    found = ask("silence-and-denial", "act answer speaker", person="person/tomas-rell", state="state/velmora")
    assert found == [
        ("act/harassment", "(silent here)", "None"),
        ("act/threats", "doubts", "org/velmora-ministry"),
        ("act/torture", "denies", "org/velmora-police"),
    ]


def test_a_reprint_is_no_second_origin(ask: Callable[..., Rows]) -> None:
    """Two documents of one origin leave a date with one; two people quoted in one document are two."""
    found = ask("one-origin-only", "node origin documents", property="rg:date")
    assert ("event/arrest", "org/lantern-watch", "2") in found
    assert "event/trial" not in {node for node, *_ in found}
    assert ask("sources-that-repeat", "source how other") == [("source/daily", "derives from", "source/watch")]


def test_denials_are_counted_apart(ask: Callable[..., Rows]) -> None:
    """A judgement that one claim makes and another disputes has one of each."""
    assert ask("judgements-for-and-against", "judgement claims disputing") == [("char/fabricated", "1", "1")]


def test_a_denial_is_among_what_is_said(ask: Callable[..., Rows]) -> None:
    """A claim that only disputes another stands with what is said of the thing, with what its source says, and on the state's side."""
    said = ask("who-says-what", "property claimant stanceName", node="char/fabricated")
    assert [row[1:] for row in said if row[0].endswith("concerns")] == [
        ("org/velmora-ministry", "denies"),
        ("org/lantern-watch", "believes"),
    ]
    assert ("source/daily#denial", "source/watch#torture") in ask("claims-of-a-source", "claim disputed", source="source/daily")
    sides = ask("official-and-other-accounts", "side claimant stanceName", state="state/velmora", thing="charge/fraud")
    assert sides == [
        ("state", "org/velmora-ministry", "denies"),
        ("others", "org/lantern-watch", "states"),
        ("others", "org/lantern-watch", "believes"),
    ]


def test_who_denies_is_no_second_voice(ask: Callable[..., Rows]) -> None:
    """What one claimant says and another doubts is still what one alone says; what two say is not."""
    nodes = {node for (node,) in ask("only-one-claimant", "node", claimant="org/lantern-watch")}
    assert {"act/threats", "act/torture"} <= nodes
    assert "event/trial" not in {node for (node,) in ask("only-one-claimant", "node", claimant="person/ilse-dorn")}


def test_months_from_a_demand_to_its_answer(ask: Callable[..., Rows]) -> None:
    """From January to March are two months, from a February in doubt to April or May as well; what has no date is not counted."""
    assert ask("time-to-what-followed", "first relation then months") == [
        ("call/watch", "was answered by", "event/a1", "2"),
        ("call/second", "was answered by", "event/a6", "2"),
    ]


def test_why_a_date_is_in_doubt(ask: Callable[..., Rows]) -> None:
    """A date with a question mark and one of two days that nobody disputes are told apart."""
    assert ask("dates-in-doubt", "node why") == [("call/second", "approximate or uncertain"), ("event/a6", "one of several days")]


def test_what_becomes_of_a_part_of_a_decision(ask: Callable[..., Rows]) -> None:
    """A decision varies a sentence, and a holding of it quashes a holding."""
    assert ask("chain-of-decisions", "decision did affected", person="person/tomas-rell") == [
        ("decision/second", "quashes", "decision/first#guilt"),
        ("decision/second", "varies", "decision/first#term"),
    ]


@pytest.mark.parametrize(
    ("day", "places"),
    [
        ("2019-03-15", {"facility/colony-19", "facility/sizo-1-bishkek"}),
        ("2019-03-20", {"facility/colony-19"}),
        ("2012-01-01", {"facility/sizo-1-bishkek"}),
        ("2020-07-24", {"facility/colony-19", "facility/colony-47-hospital"}),
        ("2020-07-26", set()),
    ],
)
def test_a_person_is_where_no_date_rules_it_out(day: str, places: set[str]) -> None:
    """Disputed days leave both places open, an open end leaves a place open, and the dead are held nowhere."""
    rows = rightsgraph.open(REPO / "data").query("place-on-a-date", person="person/azimjan-askarov", day=day)
    assert not isinstance(rows, bool)
    assert {str(row["place"]).removeprefix("https://w3id.org/rightsgraph/id/") for row in rows} - {"None"} == places

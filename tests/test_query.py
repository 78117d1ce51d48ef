"""The verb `query` and `KnowledgeGraph.query`: saved queries, files, texts, parameters, views, policies, formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import rightsgraph
from rightsgraph.cli import main
from rightsgraph.errors import NotFound, QueryError
from rightsgraph.results import Table

Run = Callable[..., Result]
DATES = """
SELECT ?claim ?date WHERE {
  VALUES ?event { <event/askarov-arrest> }
  GRAPH ?claim { ?event rg:date ?date }
  ?claim a rg:Claim
}
ORDER BY ?date ?claim
"""
RECORD = "SELECT ?date WHERE { <event/askarov-arrest> rg:date ?date }"


@pytest.fixture
def run(repo: Path) -> Run:
    """Run `rightsgraph query` on the shipped data."""
    runner = CliRunner()

    def call(*words: str, text: str | None = None) -> Result:
        return runner.invoke(main, ["query", *words, "--data", str(repo / "data")], input=text, catch_exceptions=False)

    return call


@pytest.fixture(scope="module")
def graph(repo: Path) -> rightsgraph.KnowledgeGraph:
    """Open the shipped dataset."""
    return rightsgraph.open(repo / "data")


def test_a_text_a_file_and_standard_input_are_one(run: Run, tmp_path: Path) -> None:
    """The same query gives the same rows whichever way it comes; known prefixes and ids need no declaration."""
    path = tmp_path / "dates.rq"
    path.write_text(DATES, "utf-8")
    results = [run("-e", DATES, "--format", "csv"), run(str(path), "--format", "csv"), run("-", "--format", "csv", text=DATES)]
    assert [result.exit_code for result in results] == [0, 0, 0]
    assert len({result.stdout for result in results}) == 1
    rows = list(csv.DictReader(io.StringIO(results[0].stdout)))
    assert {row["date"] for row in rows} == {"2010-06-15", "2010-06-16", "2010-06-25"}


def test_a_parameter_is_bound_as_a_term(run: Run) -> None:
    """An id, and a text that would break out of a query, stay one term each."""
    given = run("-e", DATES, "--param", "event=event/askarov-arrest", "--format", "json")
    assert len(json.loads(given.stdout)["results"]["bindings"]) == len(
        json.loads(run("-e", DATES, "--format", "json").stdout)["results"]["bindings"]
    )
    hostile = run("-e", DATES, "--param", "event=x> } } DELETE WHERE { ?s ?p ?o } #")
    assert hostile.exit_code == 2
    assert hostile.stdout == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("decisions-on-a-persn",), "did you mean `decisions-on-a-person`?"),
        (("decisions-on-a-person", "--param", "persn=person/x"), "did you mean `person`?"),
        (("decisions-on-a-person", "--param", "person"), "gives no value"),
        (("-e", "SELECT ?x WHERE { ?x a rg:Decision "), "is never closed"),
        (("-e", "SELECT ?x WHERE { SERVICE <http://example.org/> { ?x ?y ?z } }"), "SERVICE"),
        (("-e", RECORD, "--view", "org/amnesty-internationa"), "did you mean `org/amnesty-international`?"),
        (("-e", RECORD, "--format", "turtle"), "cannot be written as turtle"),
        ((), "a query is wanted"),
        (("nothing.rq",), "nothing.rq"),
    ],
)
def test_slips_are_told_with_status_2(run: Run, words: tuple[str, ...], message: str) -> None:
    """Names, parameters, syntax, views and formats: nothing on standard output, the reason on standard error."""
    result = run(*words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_terms_and_nodes_that_are_not_there_are_warned_of(run: Run) -> None:
    """A misspelt term or id gives no rows; the warning names the nearest."""
    term = run("-e", "SELECT ?x WHERE { ?x rg:decidedby ?y }")
    assert "did you mean `rg:decidedBy`?" in term.stderr
    node = run("decisions-on-a-person", "--param", "person=person/azimjan-askarof")
    assert node.exit_code == 0
    assert "did you mean `person/azimjan-askarov`?" in node.stderr


def test_a_misspelt_node_in_the_text_is_warned_of(run: Run) -> None:
    """An id that stands in the query itself is looked up like one that is given: no empty answer without a word."""
    found = run("-e", "SELECT ?d WHERE { GRAPH ?c { <event/askarov-arest> rg:date ?d } }", "--format", "csv")
    assert found.stdout.splitlines() == ["d"]
    assert "nothing here speaks of `event/askarov-arest`; did you mean `event/askarov-arrest`?" in found.stderr
    assert run("-e", RECORD, "--format", "csv").stderr == ""


def test_examples_that_stand_in_for_parameters_are_told(run: Run) -> None:
    """A parameter that is not given keeps the example of the query, and the command says so."""
    told = "note: person is person/azimjan-askarov, the example of the query; --param person=… asks for another"
    assert told in run("decisions-on-a-person").stderr
    assert "note:" not in run("decisions-on-a-person", "--param", "person=person/germain-rukuki").stderr


def test_a_view_that_changes_nothing_is_told(run: Run) -> None:
    """A saved query that asks the claims themselves gives the same rows in every view and under every policy, and says so."""
    plain = run("who-says-what", "--param", "node=event/askarov-arrest", "--format", "csv")
    seen = run("who-says-what", "--param", "node=event/askarov-arrest", "--format", "csv", "--view", "org/amnesty-international")
    assert seen.stdout == plain.stdout
    assert "`who-says-what` asks the claims themselves, on which --view has no bearing" in seen.stderr
    assert "no bearing" not in run("decisions-on-a-person", "--view", "org/amnesty-international").stderr


def test_a_body_s_own_document_is_adjudicated(run: Run) -> None:
    """What a body finds in its own text counts as made in its decision, like what others report of it."""
    found = run("findings-on-a-right", "--param", "right=torture", "--policy", "adjudicated", "--format", "csv")
    assert "hrc-views-2016#art-7," in found.stdout


def test_a_view_and_a_policy_change_what_plain_patterns_meet(run: Run) -> None:
    """The record has one of three dates, Amnesty's view one, and a policy of two origins the one that two confirm."""
    assert "[2010-06-15,2010-06-16,2010-06-25]" in run("-e", RECORD, "--format", "tsv").stdout
    assert run("-e", RECORD, "--view", "org/amnesty-international", "--format", "csv").stdout.split() == ["date", "2010-06-25"]
    assert run("-e", RECORD, "--policy", "corroborated-2", "--format", "csv").stdout.split() == ["date", "2010-06-15"]


@pytest.mark.parametrize(("form", "begins"), [("turtle", "<"), ("nquads", "<"), ("ntriples", "<"), ("jsonld", "[")])
def test_graphs_are_written(run: Run, form: str, begins: str) -> None:
    """CONSTRUCT gives a graph in each format."""
    result = run("-e", "CONSTRUCT { ?d rg:standing ?s } WHERE { ?d rg:standing ?s }", "--format", form)
    assert result.exit_code == 0
    assert "standing" in result.stdout
    assert result.stdout.lstrip().startswith((begins, "@prefix"))


def test_list_and_show(run: Run, repo: Path) -> None:
    """The list tells question and parameters of each query; --show prints it as it stands."""
    listed = run("--list").stdout
    assert all(path.stem in listed for path in (repo / "queries").glob("*.rq"))
    assert "--param person=…" in listed
    assert run("decisions-on-a-person", "--show").stdout == (repo / "queries" / "decisions-on-a-person.rq").read_text("utf-8")


def test_rows_in_python(graph: rightsgraph.KnowledgeGraph) -> None:
    """Rows are typed: dates as dates where they are days, IRIs with labels; ASK gives a bool, CONSTRUCT triples."""
    table = graph.query("decisions-on-a-person", person="person/azimjan-askarov")
    assert isinstance(table, Table)
    rows = list(table.keep())
    assert rows
    assert all(row.cell("decision").label for row in rows)
    assert graph.query("ASK { ?d a rg:Decision }") is True
    triples = graph.query("CONSTRUCT WHERE { ?d rg:standing ?s }")
    assert isinstance(triples, list)
    assert triples
    with pytest.raises(NotFound, match="there is no query `nothing`"):
        graph.query("nothing")
    with pytest.raises(QueryError):
        graph.query("SELECT ?x WHERE { ?x ")


def test_a_build_answers_as_its_dataset(graph: rightsgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """The store on disk gives the rows that the dataset in memory gives, with the build's policy and with another."""
    made = graph.build(tmp_path / "build").path
    for policy in (None, "any-affirmed"):
        one, other = rightsgraph.open(made, policy).query(RECORD), rightsgraph.open(graph.place, policy).query(RECORD)
        assert isinstance(one, Table)
        assert isinstance(other, Table)
        assert list(one.terms()) == list(other.terms()) != []

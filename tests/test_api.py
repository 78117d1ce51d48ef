"""The Python face: what a user types in a notebook."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rdflib

import rightsgraph
from rightsgraph import evidence


@pytest.fixture(scope="module")
def shipped(repo: Path) -> rightsgraph.KnowledgeGraph:
    """Open the shipped dataset."""
    return rightsgraph.open(repo / "data")


@pytest.fixture
def example(repo: Path, tmp_path: Path) -> Path:
    """Copy the small example dataset."""
    return Path(shutil.copytree(repo / "ontology" / "examples" / "two-paragraphs", tmp_path / "example"))


def test_public_names_are_sorted_and_there() -> None:
    """The face offers what it lists, and nothing by accident."""
    assert rightsgraph.__all__ == sorted(rightsgraph.__all__)
    assert all(getattr(rightsgraph, name) for name in rightsgraph.__all__)
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = rightsgraph.opne


def test_public_names_can_be_listed_and_told_apart(repo: Path) -> None:
    """Completion shows the face; an object says what was opened."""
    assert dir(rightsgraph) == rightsgraph.__all__
    assert repr(rightsgraph.open(repo / "data")) == f"<KnowledgeGraph {repo / 'data'}>"


@pytest.mark.parametrize("name", ["KnowledgeGraph", "View"])
def test_everything_public_says_what_it_is(name: str) -> None:
    """Each public method and property has a docstring of a sentence."""
    face = getattr(rightsgraph, name)
    public = {key: value for key, value in vars(face).items() if not key.startswith("_")}
    silent = [key for key, value in public.items() if not (getattr(value, "__doc__", None) or "").strip()]
    assert public
    assert silent == []


def test_what_is_for_endpoints_is_refused_for_folders(repo: Path) -> None:
    """A password or base that would go nowhere is no slip to pass over."""
    for options in ({"auth": rightsgraph.Bearer("x")}, {"base": "https://example.org/"}):
        with pytest.raises(rightsgraph.RightsgraphError, match="are for endpoints"):
            rightsgraph.open(repo / "data", **options)


def test_open_refuses_what_is_neither(tmp_path: Path) -> None:
    """A folder that is neither dataset nor build is refused with a remedy."""
    with pytest.raises(rightsgraph.RightsgraphError, match="neither a dataset nor a build") as raised:
        rightsgraph.open(tmp_path)
    assert raised.value.remedy


def test_a_build_with_a_broken_manifest_is_told(tmp_path: Path) -> None:
    """What is found by its manifest and has none that can be read is no build."""
    for text in ("{", "{}", "[]"):
        (tmp_path / "manifest.json").write_text(text, "utf-8")
        with pytest.raises(rightsgraph.RightsgraphError, match="is no build") as raised:
            rightsgraph.open(tmp_path).query("ASK { ?s ?p ?o }")
        assert raised.value.remedy == "build it again"


def test_asking_a_build_imports_little(example: Path, tmp_path: Path) -> None:
    """No library that a query does not need, nor what makes builds, delays the first row."""
    made = rightsgraph.open(example).build(tmp_path / "build").path
    asked = f"import sys, rightsgraph; next(iter(rightsgraph.open({str(made)!r}).query('SELECT ?c {{ ?c a rg:Claim }}')))"
    slow = (
        "rdflib",
        "networkx",
        "pyshacl",
        "SPARQLWrapper",
        "yaml",
        "pandas",
        "rightsgraph.build",
        "rightsgraph.policy",
        "rightsgraph.endpoint",
    )
    code = f"{asked}; print([name for name in {slow} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_a_build_answers_like_its_dataset(example: Path, tmp_path: Path) -> None:
    """Conflicts, explanations and dossier are the same from the folder and from its build."""
    graph = rightsgraph.open(example)
    made = graph.build(tmp_path / "build")
    built = rightsgraph.open(made.path)
    assert built.conflicts() == graph.conflicts() != []
    subject = graph.conflicts()[0]["subject"]
    assert [item.fate for item in built.why(subject)] == [item.fate for item in graph.why(subject)]
    case = next(quad.subject.value for quad in graph.quads() if quad.object == _case())
    name = case.removeprefix(graph.base)
    assert built.case(name).to_dict() == graph.case(name).to_dict()
    with pytest.raises(rightsgraph.RightsgraphError, match="is a build"):
        _ = built.files


def _case() -> object:
    import pyoxigraph as ox

    return ox.NamedNode("https://w3id.org/rightsgraph/ns#Case")


def test_check_and_coverage(example: Path) -> None:
    """The report is typed; coverage comes with the text its places count in."""
    graph = rightsgraph.open(example)
    report = graph.check(example / "texts")
    assert report.conforms
    assert report.passages.verified > 0
    source = next(file.document.id for file in graph.files.files.values() if file.name.startswith("sources/"))
    found, text = graph.coverage(source, example / "texts")
    assert found.count(evidence.Status.MISSING) == 0
    assert all(text[state.span.start : state.span.end].strip() for state in found.sentences)


def test_policies_change_what_is_admitted(shipped: rightsgraph.KnowledgeGraph, repo: Path) -> None:
    """A belief is kept out of the record and let in by the policy that lets in everything."""
    wide = rightsgraph.open(repo / "data", policy="any-affirmed")
    assert not any(row.verdict.admitted for row in shipped.why("char/askarov-charges-fabricated"))
    assert any(row.verdict.admitted for row in wide.why("char/askarov-charges-fabricated"))
    assert len(wide.derived.recorded) > len(shipped.derived.recorded)


def test_own_policy_of_a_dataset(example: Path) -> None:
    """A policy in the dataset's folder is found by its name and goes before the shipped one."""
    policies = example / "policies"
    policies.mkdir()
    (policies / "nobody.yaml").write_text("id: nobody\ntitle: Nobody\ndescription: Lets in nobody.\nclaimants: [org/nobody]\n", "utf-8")
    graph = rightsgraph.open(example, policy="nobody")
    assert graph.derived.recorded == ()
    assert graph.derived.policy.title == "Nobody"


@pytest.fixture(scope="module", params=["folder", "build"])
def graph(
    request: pytest.FixtureRequest, shipped: rightsgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> rightsgraph.KnowledgeGraph:
    """Open the shipped dataset, and a build of it, whose store is on disk and read only."""
    if request.param == "folder":
        return shipped
    return rightsgraph.open(shipped.build(tmp_path_factory.mktemp("api") / "build").path)


def test_a_build_of_the_shipped_data_answers_like_it(graph: rightsgraph.KnowledgeGraph, shipped: rightsgraph.KnowledgeGraph) -> None:
    """No list in an answer depends on the order in which quads are read."""
    assert graph.conflicts() == shipped.conflicts() != []
    assert graph.why("event/askarov-arrest") == shipped.why("event/askarov-arrest") != []
    assert graph.case("case/askarov").to_dict() == shipped.case("case/askarov").to_dict()


class TestDataset:
    """The way to rdflib."""

    def test_the_default_graph_is_the_merge(self, graph: rightsgraph.KnowledgeGraph) -> None:
        """Plain patterns meet the record, GRAPH the claims; what is merely alleged does not stand in the default graph."""
        dataset = graph.dataset
        assert isinstance(dataset, rdflib.Dataset)
        assert dataset.default_union is False
        char = rdflib.URIRef(f"{graph.base}char/askarov-charges-fabricated")
        concerns = rdflib.URIRef("https://w3id.org/rightsgraph/ns#concerns")
        assert (char, concerns, None) not in dataset.default_graph
        assert dataset.query("ASK { GRAPH ?claim { ?char rg:concerns ?what } ?claim a rg:Claim }", initBindings={"char": char}).askAnswer
        assert not dataset.query("ASK { ?char rg:concerns ?what }", initBindings={"char": char}).askAnswer

    def test_it_holds_what_the_store_holds(self, graph: rightsgraph.KnowledgeGraph) -> None:
        """Every named graph with its triples, and rows as `query` gives them."""
        record = graph.dataset.get_graph(rdflib.URIRef(f"{graph.base}graph/record"))
        assert record is not None
        assert len(record) == len(graph.derived.recorded)
        text = "SELECT ?d ?s WHERE { ?d rg:standing ?s } ORDER BY ?d ?s"
        found: Any = graph.dataset.query(text)
        table = graph.query(text)
        assert isinstance(table, rightsgraph.Table)
        assert [tuple(map(str, row)) for row in found] == [tuple(map(str, row)) for row in table] != []

    def test_prefixes_are_bound(self, graph: rightsgraph.KnowledgeGraph) -> None:
        """Those that a query need not declare serve rdflib's writers, too."""
        assert dict(graph.dataset.namespaces())["stance"] == rdflib.URIRef("https://w3id.org/rightsgraph/stance/")
        assert "stance:believes" in graph.view("org/amnesty-international").graph.namespace_manager.normalizeUri(
            "https://w3id.org/rightsgraph/stance/believes"
        )

    def test_a_view_is_a_graph(self, graph: rightsgraph.KnowledgeGraph) -> None:
        """What the actor affirms, judgements with it, and not what others say."""
        view = graph.view("org/amnesty-international")
        assert repr(view) == f"<View of org/amnesty-international in {graph.place}>"
        assert (view.label, view.iri) == ("Amnesty International", f"{graph.base}org/amnesty-international")
        assert len(view.graph) == len(graph.derived.viewed[view.iri]) > 0
        arrest = rdflib.URIRef(f"{graph.base}event/askarov-arrest")
        assert [str(value) for value in view.graph.objects(arrest, rdflib.URIRef("https://w3id.org/rightsgraph/ns#date"))] == ["2010-06-25"]

    def test_a_view_without_claims_is_not_there(self, graph: rightsgraph.KnowledgeGraph) -> None:
        """The nearest actor who affirms anything is named; a court that only decided affirms nothing here."""
        with pytest.raises(rightsgraph.RightsgraphError, match=r"did you mean `org/amnesty-international`\?") as raised:
            graph.view("org/amnesty-internatoinal")
        assert "views are there of" in str(raised.value.remedy)
        with pytest.raises(rightsgraph.RightsgraphError, match="no view of"):
            graph.view("org/kg-supreme-court")


def rows(found: object) -> list[rightsgraph.Row]:
    """Return the rows of a table."""
    assert isinstance(found, rightsgraph.Table)
    return list(found)


def test_a_slip_in_a_query_is_warned_of(shipped: rightsgraph.KnowledgeGraph) -> None:
    """A term that the ontology lacks gives no rows, and Python says why."""
    with pytest.warns(UserWarning, match="did you mean `rg:decidedBy`") as caught:
        assert rows(shipped.query("SELECT ?x { ?x rg:decidedby ?y }")) == []
    assert caught[0].filename == __file__


def test_a_query_that_names_its_graphs_has_no_view(shipped: rightsgraph.KnowledgeGraph) -> None:
    """Neither would be what was asked for; a name or a string with the word in it is none."""
    text = f"SELECT ?date FROM <{shipped.base}graph/record> {{ <event/askarov-arrest> rg:date ?date }}"
    assert len(rows(shipped.query(text))) == 1
    with pytest.raises(rightsgraph.RightsgraphError, match="names its graphs itself"):
        shipped.query(text, view="org/amnesty-international")
    assert rows(shipped.query("SELECT ?from { BIND('FROM' AS ?from) }", view="org/amnesty-international")) == [("FROM",)]

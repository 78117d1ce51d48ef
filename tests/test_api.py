"""The Python face: what a user types in a notebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

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


def test_open_refuses_what_is_neither(tmp_path: Path) -> None:
    """A folder that is neither dataset nor build is refused with a remedy."""
    with pytest.raises(rightsgraph.RightsgraphError, match="neither a dataset nor a build") as raised:
        rightsgraph.open(tmp_path)
    assert raised.value.remedy


def test_a_build_answers_like_its_dataset(example: Path, tmp_path: Path) -> None:
    """Conflicts, explanations and dossier are the same from the folder and from its build."""
    graph = rightsgraph.open(example)
    made = graph.build(tmp_path / "build")
    built = rightsgraph.open(made.path)
    assert built.conflicts() == graph.conflicts() != []
    subject = graph.conflicts()[0]["subject"]
    assert [item.fate for item in built.why(subject)] == [item.fate for item in graph.why(subject)]
    case = next(quad.subject.value for quad in graph.quads() if quad.object == _case())
    name = case.removeprefix(graph.dataset.settings.base)
    assert built.case(name).to_dict() == graph.case(name).to_dict()
    with pytest.raises(rightsgraph.RightsgraphError, match="is a build"):
        _ = built.dataset


def _case() -> object:
    import pyoxigraph as ox

    return ox.NamedNode("https://w3id.org/rightsgraph/ns#Case")


def test_check_and_coverage(example: Path) -> None:
    """The report is typed; coverage comes with the text its places count in."""
    graph = rightsgraph.open(example)
    report = graph.check(example / "texts")
    assert report.conforms
    assert report.passages.verified > 0
    source = next(file.document.id for file in graph.dataset.files.values() if file.name.startswith("sources/"))
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

"""Derived graphs: entities with made-up labels, the record, the views, and that none overlap."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from rightsgraph import dataset, policy, vocabulary
from rightsgraph.dataset import Dataset
from rightsgraph.derive import Derived, Labels, derive, find_policy
from rightsgraph.errors import PolicyError
from rightsgraph.terms import RDF_TYPE, RDFS_LABEL, RG, graph_iri


@pytest.fixture(scope="module")
def shipped(repo: Path) -> Dataset:
    """Read the shipped dataset."""
    return dataset.read(repo / "data")


@pytest.fixture(scope="module")
def derived(shipped: Dataset) -> Derived:
    """Its derived graphs."""
    return derive(shipped.quads(), shipped.settings, shipped.vocabulary, root=shipped.root)


def test_acts_and_characterizations_are_nowhere_in_the_record(derived: Derived) -> None:
    """Neither as subject nor as object."""
    classes = derived.ledger.context.classes
    contested = {node for node, found in classes.items() if found & {RG + "Act", RG + "Characterization"}}
    assert contested
    assert not {term for subject, _, value in derived.recorded for term in (subject, value.value)} & contested


def test_no_row_is_lost_by_disagreement(derived: Derived) -> None:
    """Every value admitted stands on record: as it is, inside a one-of set, or as a finer date."""
    index = policy.Index(derived.ledger.claims)
    recorded = set(derived.recorded) | derived.ledger.known()
    slots = {(subject, predicate) for subject, predicate, _ in recorded}
    for slot in index.slots:
        resolution = policy.resolve(slot, derived.policy, derived.ledger.context, index)
        if resolution.admitted:
            assert slot in slots
            kept = " ".join(row.value for row in resolution.rows)
            preferred = resolution.settled is not None
            refined = [v for v in resolution.admitted if any(derived.ledger.context.refines(other, v) for other in resolution.admitted)]
            assert preferred or all(value.value in kept for value in resolution.admitted if value not in refined)


def test_default_graphs_and_views_share_no_triple(shipped: Dataset, derived: Derived) -> None:
    """Views and record are disjoint from claims, actors, entities and vocabulary, so that any of them can be merged."""
    base = shipped.settings.base
    graphs = {
        name: {q.triple for q in shipped.quads() if q.graph_name == ox.NamedNode(graph_iri(base, name))} for name in ("claims", "actors")
    }
    graphs["entities"] = {quad.triple for quad in derived.entities}
    graphs["vocabulary"] = set(vocabulary.triples())
    for one, other in combinations(graphs, 2):
        assert not graphs[one] & graphs[other], (one, other)
    for quads in (derived.record, derived.views):
        found = {quad.triple for quad in quads}
        for name, triples in graphs.items():
            assert not found & triples, name


def test_every_described_node_has_type_and_label(derived: Derived) -> None:
    """What a claim describes can be named in every view."""
    about = {subject for subject, found in derived.ledger.about.items() if RDFS_LABEL in found}
    typed = {subject for subject, predicate, _ in derived.described if predicate == RDF_TYPE}
    labelled = {subject for subject, predicate, _ in derived.described if predicate == RDFS_LABEL} | about
    assert typed <= labelled


def make(folder: Path, *nodes: str, actors: str = "") -> Derived:
    """Derive a dataset of claims, each with one node."""
    claims = "".join(f'  - {{id: "#c{number}", passage: {{paragraph: 1}}, that: [{node}]}}\n' for number, node in enumerate(nodes))
    head = "id: source/s\ntype: Source\nkind: report\nlabel: Report\nauthor: org/watch\nclaims:\n"
    known = "actors:\n  - {id: person/x, type: Person, label: X}\n  - {id: org/watch, type: Organization, label: River Watch}\n"
    known += "  - {id: person/p-1, type: Person, kind: protected}\n" + actors
    for name, text in {"dataset.yaml": "title: T\n", "actors/a.yaml": known, "sources/s.yaml": head + claims}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    found = dataset.read(folder)
    assert found.unreadable == []
    return derive(found.quads(), found.settings, found.vocabulary)


def labels(derived: Derived, node: str) -> list[str]:
    """Return the labels that a node has in the graph of entities."""
    return [
        str(value) for subject, predicate, value in derived.described if (subject, predicate) == (derived.ledger.base + node, RDFS_LABEL)
    ]


def test_a_node_has_one_label_in_each_language(tmp_path: Path) -> None:
    """The label of most claims, then the first by alphabet; other languages stay, and so do the labels in the claims."""
    told = ("{en: Second}", "{en: First}", "{en: Second}", "{ru: Второй}", "{de: B}", "{de: A}")
    derived = make(tmp_path, *(f"{{id: event/e, type: Event, label: {label}}}" for label in told))
    assert labels(derived, "event/e") == ['"A"@de', '"Second"@en', '"Второй"@ru']
    assert sum(triple[1] == RDFS_LABEL for claim in derived.ledger.claims for triple in claim.statements) == len(told)


def test_the_authority_record_names_a_node(tmp_path: Path) -> None:
    """Claims label a node only in the languages in which the authority record does not."""
    derived = make(tmp_path, "{id: person/x, type: Person, label: Mr X}", "{id: person/x, type: Person, label: {ru: Икс}}")
    assert labels(derived, "person/x") == ['"Икс"@ru']
    names = Labels(derived.ledger.about, derived.described, {}, vocabulary.load())
    assert names.of(derived.ledger.base + "person/x") == "X"


@pytest.mark.parametrize(
    ("node", "label"),
    [
        ("type: Event, kind: arrest, concerns: person/x", "arrest of X"),
        ("type: Event, kind: hearing, concerns: person/x", "hearing concerning X"),
        ("type: Measure, kind: investigation, concerns: person/x", "investigation concerning X"),
        ("type: Measure, kind: investigation, addressee: org/watch", "investigation, asked of River Watch"),
        ("type: Call, kind: statement, agent: org/watch", "statement by River Watch"),
        ("type: Decision, kind: judgment, decidedBy: org/watch", "judgment by River Watch"),
        ("type: Charge, kind: murder, concerns: person/x", "charge of murder against X"),
        ("type: Sentence, kind: fine, partOf: decision/d", "fine, part of"),
        ("type: Response, kind: refused, respondsTo: call/c", "refused, in answer to"),
        ("type: Event, kind: arrest, concerns: person/p-1", "arrest of protected person p-1"),
        ("type: Event, kind: arrest", "arrest"),
    ],
)
def test_made_labels_say_how_a_node_is_tied_to_another(tmp_path: Path, node: str, label: str) -> None:
    """Nobody takes a ministry that is asked to investigate for the one investigated."""
    [made] = labels(make(tmp_path, f"{{id: thing/t, {node}}}"), "thing/t")
    assert made.startswith(f'"{label}')


def test_policies_of_the_ontology_are_found_by_name() -> None:
    """The five shipped policies load; a slip names the nearest."""
    for name in ("record", "uncontested", "corroborated-2", "adjudicated", "any-affirmed"):
        assert find_policy(name).id == name
    with pytest.raises(PolicyError, match="did you mean `adjudicated`"):
        find_policy("ajudicated")


def test_adjudicated_holds_the_findings_of_the_committee(shipped: Dataset) -> None:
    """Under the policy that counts bodies' findings, the torture that the Committee found stands; under the record it does not."""
    found = derive(shipped.quads(), shipped.settings, shipped.vocabulary, find_policy("adjudicated"))
    kinds = {found.ledger.context.classes[subject] for subject, _, _ in found.recorded if subject in found.ledger.context.classes}
    assert any(RG + "Act" in classes for classes in kinds)

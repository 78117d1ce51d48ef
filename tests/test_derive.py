"""Derived graphs: entities with made-up labels, the record, the views, and that none overlap."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from rightsgraph import dataset, policy, vocabulary
from rightsgraph.dataset import Dataset
from rightsgraph.derive import Derived, derive, find_policy
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

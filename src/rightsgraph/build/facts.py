"""What a store knows of claims and nodes, looked up one by one: the ledger of a dataset without the reading of it all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

import pyoxigraph as ox

from rightsgraph.derive import NAMING
from rightsgraph.ledger import PREFERRED, Reader, Values
from rightsgraph.policy import DESCRIPTION, Claim, Preference, Slot, Triple
from rightsgraph.terms import KIND, RDF_TYPE, RG, graph_iri

T = TypeVar("T")
_Pattern = tuple[ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | None]

_NOBODY: Final = ox.NamedNode("urn:rightsgraph:nobody")
PART_OF: Final = RG + "partOf"
CONTEXT: Final = frozenset({RDF_TYPE, KIND, PART_OF})
"""What the policy has to know of a node besides the slots it stands in."""


class Facts:
    """A store as ``ledger.gather`` would see it. It remembers what it has looked up: make a new one after any change."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self._store = store
        self._outside = tuple(ox.NamedNode(graph_iri(base, name)) for name in ("claims", "actors"))
        self._entities, self._record = (ox.NamedNode(graph_iri(base, name)) for name in ("entities", "record"))
        self._views = graph_iri(base, "view/")
        # Plain dictionaries: a cached method would tie the object to itself, and a store is closed only when nobody holds it.
        self._about: dict[str, Values] = {}
        self._claims: dict[str, Claim | None] = {}
        self._is_claim: dict[str, bool] = {}
        self._on: dict[str, list[ox.Quad]] = {}

    def about(self, node: str) -> Values:
        """Return what is said of a node outside the claims' graphs."""
        if node not in self._about:
            found: defaultdict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
            for graph in self._outside:
                for triple in self._triples((_named(node), None, None, graph)):
                    found[triple[1]].append(triple[2])
            self._about[node] = found
        return self._about[node]

    def _reader(self) -> Reader:
        return Reader(self.about, self._statements)

    def is_claim(self, iri: str) -> bool:
        """Say whether a graph is described as a claim."""
        if iri not in self._is_claim:
            self._is_claim[iri] = self._reader().is_claim(iri)
        return self._is_claim[iri]

    def claim(self, iri: str) -> Claim | None:
        """Return a claim, or None where there is none of that name."""
        if iri not in self._claims:
            self._claims[iri] = self._reader().claim(iri) if self.is_claim(iri) else None
        return self._claims[iri]

    def _statements(self, claim: str) -> list[Triple]:
        return sorted(self._triples((None, None, None, _named(claim))), key=lambda triple: (triple[0], triple[1], str(triple[2])))

    def _quads_on(self, node: str) -> list[ox.Quad]:
        if node not in self._on:
            self._on[node] = list(self._store.quads_for_pattern(_named(node), None, None, None))
        return self._on[node]

    def _triples(self, pattern: _Pattern) -> Iterator[Triple]:
        return (triple for quad in self._store.quads_for_pattern(*pattern) if (triple := as_triple(quad)))

    def _said(self, quads: Iterable[ox.Quad]) -> Iterator[tuple[str, Triple]]:
        for quad in quads:
            graph = quad.graph_name
            if (
                isinstance(graph, ox.NamedNode)
                and graph not in self._outside
                and self.is_claim(graph.value)
                and (triple := as_triple(quad))
            ):
                yield graph.value, triple

    def said_of(self, node: str) -> list[tuple[str, Triple]]:
        """Return what claims say of a node, each statement with its claim."""
        return list(self._said(self._quads_on(node)))

    def claims_on(self, node: str) -> list[Claim]:
        """Return the claims that say something of a node."""
        return self.claims(claim for claim, _ in self.said_of(node))

    def claims(self, iris: Iterable[str]) -> list[Claim]:
        """Return claims by name, each once; what is none is passed over."""
        return [claim for iri in dict.fromkeys(iris) if (claim := self.claim(iri))]

    def decided_on(self, node: str) -> list[ox.Quad]:
        """Return what the record and the views hold of a node."""
        return [quad for quad in self._quads_on(node) if quad.graph_name == self._record or self._is_view(quad)]

    def _is_view(self, quad: ox.Quad) -> bool:
        return isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(self._views)

    def description_of(self, node: str) -> list[ox.Quad]:
        """Return what the entities hold of a node."""
        return [quad for quad in self._quads_on(node) if quad.graph_name == self._entities]

    def holders(self, node: str, predicate: str | None = None) -> set[str]:
        """Return the nodes of which a claim says that a property, or one property, has this node as a value."""
        found = self._store.quads_for_pattern(None, ox.NamedNode(predicate) if predicate else None, _named(node), None)
        return {triple[0] for _, triple in self._said(found)}

    def recorded(self, predicate: str, value: str) -> set[str]:
        """Return the subjects of which a property has this value outside the claims' graphs."""
        patterns = ((None, ox.NamedNode(predicate), _named(value), graph) for graph in self._outside)
        return {triple[0] for pattern in patterns for triple in self._triples(pattern)}

    def values(self, node: str, predicate: str) -> set[str]:
        """Return the values of one of a node's properties, whoever says so."""
        outside = {value.value for value in self.about(node).get(predicate, ())}
        return outside | {triple[2].value for _, triple in self.said_of(node) if triple[1] == predicate}

    def context(self, node: str) -> set[Triple]:
        """Return types, kinds and wholes of a node, whoever names them."""
        outside = {(node, predicate, value) for predicate in CONTEXT for value in self.about(node).get(predicate, ())}
        return outside | {triple for _, triple in self.said_of(node) if triple[1] in CONTEXT}

    def naming(self, node: str) -> dict[str, str]:
        """Return what a node is called after, by property, as the first claim by name says."""
        found: dict[str, tuple[str, str]] = {}
        for claim, (_, predicate, value) in self.said_of(node):
            if predicate in NAMING:
                named = claim, value.value
                found[predicate] = min(found.get(predicate, named), named)
        return {predicate: value for predicate, (_, value) in found.items()}

    def profile(self, node: str) -> tuple[object, ...]:
        """Return all that a node itself gives to its description among the entities."""
        described = Counter(triple for _, triple in self.said_of(node) if triple[1] in DESCRIPTION)
        outside = {(predicate, value) for predicate in DESCRIPTION for value in self.about(node).get(predicate, ())}
        return described, outside, self.naming(node)

    def preferences(self) -> dict[Slot, Preference]:
        """Return all rulings of editors on which claim stands for a slot."""
        return self._reader().preferences(self.recorded(KIND, PREFERRED))

    def disputes(self) -> dict[str, list[str]]:
        """Return which claims are disputed, each with the claims that dispute it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for graph in self._outside:
            for subject, _, value in self._triples((None, ox.NamedNode(RG + "disputes"), None, graph)):
                if self.is_claim(subject):
                    found[value.value].append(subject)
        return found


def _named(iri: str) -> ox.NamedNode:
    """Name a node; where a text that is no IRI stands in its place, a node of which nothing is said."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return _NOBODY


def as_triple(quad: ox.Quad) -> Triple | None:
    """Return a quad's triple; None where its subject or its object is of a kind that claims do not use."""
    if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
        return quad.subject.value, quad.predicate.value, quad.object
    return None


def spread(start: Iterable[T], step: Callable[[T], Iterable[T]]) -> set[T]:
    """Return all that can be reached from a start in any number of steps, the start included."""
    seen: set[T] = set()
    front = list(start)
    while front:
        item = front.pop()
        if item not in seen:
            seen.add(item)
            front.extend(step(item))
    return seen

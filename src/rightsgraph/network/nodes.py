"""The nodes of a network: who or what they are, as plain texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from rightsgraph.derive import Derived, Labels
from rightsgraph.terms import RG, ROOT, scheme_base, shorten
from rightsgraph.vocabulary import Vocabulary

KINDS: Final = ("person", "group", "court", "monitoring-body", "authority", "state", "organization", "place", "case", "other")
"""What a node may be; `other` is what is neither actor, place nor case, as the event that a projection of one's own makes a node."""
_CLASSES: Final = {
    "Person": "person",
    "Group": "group",
    "State": "state",
    "Body": "authority",
    "Organization": "organization",
    "Place": "place",
    "Case": "case",
}
_BODY: Final = scheme_base("body-kind")
_COURT: Final = _BODY + "court"
_MONITORING: Final = frozenset(
    _BODY + name for name in ("treaty-body", "special-procedure", "national-human-rights-institution", "commission")
)
_COUNTRY: Final = scheme_base("place-kind") + "country"


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a network. Of a protected person nothing but the opaque id is told. What no record says is an empty text."""

    iri: str
    id: str
    label: str
    kind: str
    class_name: str
    country: str
    country_iri: str


class Nodes:
    """Describes the nodes of a dataset, each once."""

    def __init__(self, derived: Derived, vocabulary: Vocabulary) -> None:
        self._base = derived.ledger.base
        self._context = derived.ledger.context
        self._vocabulary = vocabulary
        self._labels = Labels(derived.ledger.about, derived.described, {}, vocabulary)
        self._wholes = _collect(derived, "partOf")
        self._places = _collect(derived, "place")
        self._known: dict[str, Node] = {}

    def describe(self, iri: str) -> Node:
        """Say who or what a node is."""
        found = self._known.get(iri)
        if found is None:
            country = self._find_country(iri)
            found = self._known[iri] = Node(
                iri, self.short(iri), self.label(iri), self._kind(iri), self._class(iri), self.label(country) if country else "", country
            )
        return found

    def label(self, iri: str) -> str:
        """Return what people call a node or a term, as it stands in the data; its id where it has no name."""
        if iri.startswith(ROOT) and not iri.startswith(self._base):
            return self._vocabulary.label(iri)
        return self._labels.of(iri) if self._labels.knows(iri) else self.short(iri)

    def short(self, iri: str) -> str:
        """Return the id of a node, or a term with its prefix, or the IRI."""
        return shorten(iri, self._base)

    def is_a(self, iri: str, name: str) -> bool:
        """Say whether a node is of a class or a subclass of it."""
        return RG + name in self._context.classes.get(iri, ())

    def _class(self, iri: str) -> str:
        """Return the name of a node's most special class."""
        names = {above.removeprefix(RG) for above in self._context.classes.get(iri, ())}
        ancestors = self._vocabulary.ancestors
        lowest = [name for name in names if not any(name != other and name in ancestors.get(other, ()) for other in names)]
        return min(lowest, default="")

    def _kind(self, iri: str) -> str:
        kind = next((kind for name, kind in _CLASSES.items() if self.is_a(iri, name)), "other")
        if kind != "authority":
            return kind
        kinds = self._context.kinds.get(iri, frozenset())
        wider = kinds.union(*(self._context.superiors.get(kind, ()) for kind in kinds))
        return "court" if _COURT in wider else "monitoring-body" if wider & _MONITORING else kind

    def _find_country(self, iri: str) -> str:
        """Return the state that an actor is part of, else the country that its place lies in."""
        wholes = [iri, *_reach(iri, self._wholes)]
        states = [node for node in wholes if self.is_a(node, "State")]
        places = [place for node in wholes for place in (node, *self._places.get(node, ()))]
        countries = [
            place for node in places for place in (node, *_reach(node, self._wholes)) if _COUNTRY in self._context.kinds.get(place, ())
        ]
        return next(iter((*states, *countries)), "")


def _collect(derived: Derived, name: str) -> Mapping[str, list[str]]:
    """Return the values of a property that are on record or in the authority records, by subject."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for subject, values in derived.ledger.about.items():
        found[subject].update((value.value, None) for value in values.get(RG + name, ()) if isinstance(value, NamedNode))
    for subject, predicate, value in derived.recorded:
        if predicate == RG + name and isinstance(value, NamedNode):
            found[subject][value.value] = None
    return {subject: sorted(values) for subject, values in found.items() if values}


def _reach(start: str, steps: Mapping[str, Iterable[str]]) -> list[str]:
    """Return what is reached from a node in one or more steps, the nearest first."""
    seen: dict[str, None] = {}
    front = list(steps.get(start, ()))
    while front:
        node = front.pop(0)
        if node not in seen and node != start:
            seen[node] = None
            front.extend(steps.get(node, ()))
    return list(seen)

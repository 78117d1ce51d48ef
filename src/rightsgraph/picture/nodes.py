"""The nodes of a picture: who or what they are, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from rightsgraph import vocabulary
from rightsgraph.answers.names import Names, safe
from rightsgraph.derive import PROTECTED
from rightsgraph.dossier.lookup import Lookup
from rightsgraph.look import tokens
from rightsgraph.network import Node as Described
from rightsgraph.picture.model import Country, Kind, Node
from rightsgraph.terms import RG, SKOS, scheme_base

OTHER: Final = "other"
_KINDS: Final = {
    "person": ("person", RG + "Person", ""),
    "group": ("group of people", RG + "Group", ""),
    "court": ("court", scheme_base("body-kind") + "court", ""),
    "monitoring-body": (
        "monitoring body",
        "",
        "Watches over human rights from outside a government: a committee, a rapporteur, a commission.",
    ),
    "authority": (
        "authority",
        "",
        "A body with authority that is neither a court nor a monitoring body: a government, a parliament, a police force.",
    ),
    "state": ("state", RG + "State", ""),
    "organization": ("organization", RG + "Organization", ""),
    "treaty": ("treaty", "", "An agreement between states, which courts and bodies apply or watch over."),
    "place": ("place", RG + "Place", ""),
    "case": ("case", RG + "Case", ""),
    OTHER: ("other", "", "Neither an actor nor a place nor a case: an event or a document, where a projection makes it a node."),
}
"""The kinds of node with their labels, the term whose definition tells what they are, and a sentence where there is no such term."""


def list_kinds(used: Collection[str], definitions: Mapping[str, str]) -> list[Kind]:
    """Return the kinds of node, in the order in which a legend names them; `other` only where it is used, as by kinds unknown here."""
    known = ((kind, *_KINDS[kind]) for kind in (*tokens.KINDS, *([OTHER] if set(used) - set(tokens.KINDS) else ())))
    return [Kind(id=kind, label=label, about=definitions.get(term, about)) for kind, label, term, about in known]


def read_definitions() -> dict[str, str]:
    """Return the definitions of the terms of the ontology."""
    found = (triple for triple in vocabulary.triples() if triple.predicate.value == SKOS + "definition")
    return {str(getattr(triple.subject, "value", "")): triple.object.value for triple in found if isinstance(triple.object, ox.Literal)}


def list_countries(nodes: Iterable[Described], names: Names, lookup: Lookup) -> list[tuple[Country, frozenset[str]]]:
    """Return the countries of nodes by their labels, each with its IRIs: as a state that acts, and as a place."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.country_iri:
            found[names.label(node.country_iri)].add(node.country_iri)
    return [
        (Country(id=names.short(min(iris, key=lambda iri: (not lookup.is_a(iri, "State"), iri))), label=label), frozenset(iris))
        for label, iris in sorted(found.items())
    ]


class NodeWording:
    """Puts nodes into words."""

    def __init__(self, names: Names, lookup: Lookup, countries: Sequence[tuple[Country, Collection[str]]]) -> None:
        self.names = names
        self.lookup = lookup
        self._kinds = {kind: number for number, kind in enumerate((*tokens.KINDS, OTHER))}
        self._countries = {iri: number for number, (_, iris) in enumerate(countries) for iri in iris}

    def node(self, found: Described) -> Node:
        """Return a node as a picture shows it."""
        label = safe(found.label)
        return {
            "id": found.id,
            "iri": found.iri,
            "label": label,
            "names": [name for form in self.lookup.names(found.iri) if (name := safe(form.text)) != label],
            "kind": self._kinds.get(found.kind, self._kinds[OTHER]),
            "class": found.class_name,
            "country": self._countries.get(found.country_iri),
            "about": self._about(found.iri),
        }

    def _about(self, iri: str) -> str:
        """Say what it is: its kind, the roles it has on record, what it is part of."""
        protected = PROTECTED in self.lookup.context.kinds.get(iri, ())
        kind = "" if protected else self.lookup.kind(iri)
        roles = [self.lookup.word(value) for value, on_record in self.lookup.held(iri, "role") if on_record]
        wholes = [f"part of {self.names.label(whole)}" for whole in self.lookup.nodes(iri, "partOf")]
        return safe(", ".join(filter(None, dict.fromkeys((kind, *roles, *wholes)))))

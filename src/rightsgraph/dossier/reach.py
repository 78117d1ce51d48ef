"""What belongs to a case: from the case and the people it concerns, along what is linked, never through what cases share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from rightsgraph.dossier.lookup import Lookup
from rightsgraph.policy import Claim
from rightsgraph.terms import RG

LINKS: Final = frozenset(RG + name for name in ("partOf", "respondsTo", "promptedBy", "concerns", "affirms", "quashes", "varies"))
TIES: Final = (RG + "concerns", RG + "agent")
SHARED: Final = ("Actor", "Place", "Source", "Claim", "NameForm", "Passage", "Judgement")


@dataclass(frozen=True, slots=True)
class Reach:
    """A case: whom it concerns, the nodes that belong to it, the actors and places these name, and the claims on them all."""

    case: str
    people: tuple[str, ...]
    nodes: frozenset[str]
    named: frozenset[str]
    claims: tuple[Claim, ...]


def reach(lookup: Lookup, case: str) -> Reach:
    """Gather what belongs to a case.

    A node that concerns only people at the heart of other cases is left out, and so is what is linked through it alone.
    """
    people = tuple(node for node in lookup.nodes(case, "concerns") if lookup.is_a(node, "Person", "Group"))
    links = _Links(lookup)
    nodes = frozenset(links.spread({case, *links.tied(people)}, _foreign(lookup, links, case, people)))
    heart = {*nodes, *people}
    claims = {claim.iri: claim for claim in lookup.ledger.claims if _concerns(lookup, claim, heart)}
    claims.update((other.iri, other) for iri in list(claims) for other in lookup.index.disputed_by.get(iri, ()))
    named = frozenset(links.named(nodes, people))
    sources = {claim.source for claim in claims.values()}
    for node in named:
        claims.update((claim.iri, claim) for claim in lookup.describing.get(node, ()) if claim.source in sources)
    return Reach(case, people, nodes, named, tuple(claims[iri] for iri in sorted(claims)))


def _concerns(lookup: Lookup, claim: Claim, heart: Collection[str]) -> bool:
    return any(subject in heart for subject, _, _ in claim.statements) or any(node in heart for node in lookup.about_nodes(claim))


def _foreign(lookup: Lookup, links: _Links, case: str, people: Collection[str]) -> frozenset[str]:
    """Return the nodes that concern only people of other cases."""
    cases = [node for node in lookup.context.classes if node != case and lookup.is_a(node, "Case")]
    others = {person for node in cases for person in lookup.nodes(node, "concerns")} - set(people)
    return frozenset(links.tied(others) - links.tied(people) - {case})


class _Links:
    """The links between the nodes of a dataset that belong to cases."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._beside: defaultdict[str, set[str]] = defaultdict(set)
        self._tied: defaultdict[str, set[str]] = defaultdict(set)
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        for subject, predicate, value in self._triples():
            self._note(subject, predicate, value)
        for claim in lookup.ledger.claims:
            self._join([node for node in lookup.about_nodes(claim) if self._is_own(node)])
            self._join([*{subject for subject, _, _ in claim.statements if claim.made_in and self._is_own(subject)}, claim.made_in or ""])

    def _triples(self) -> Iterator[tuple[str, str, str]]:
        for claim in self._lookup.ledger.claims:
            yield from ((s, p, o.value) for s, p, o in claim.statements if isinstance(o, ox.NamedNode))
        for subject, found in self._lookup.ledger.about.items():
            if self._is_own(subject):
                yield from ((subject, p, o.value) for p, values in found.items() for o in values if isinstance(o, ox.NamedNode))

    def _note(self, subject: str, predicate: str, value: str) -> None:
        if not self._is_own(subject):
            return
        if self._lookup.is_a(value, "Actor", "Place"):
            self._named[subject].add(value)
            if predicate in TIES:
                self._tied[value].add(subject)
        elif predicate in LINKS and self._is_own(value):
            self._join([subject, value])

    def _join(self, nodes: Collection[str]) -> None:
        known = [node for node in nodes if node and self._is_own(node)]
        for node in known:
            self._beside[node].update(other for other in known if other != node)

    def _is_own(self, node: str) -> bool:
        return node in self._lookup.context.classes and not self._lookup.is_a(node, *SHARED)

    def tied(self, actors: Iterable[str]) -> set[str]:
        """Return the nodes that concern one of the actors or are theirs."""
        return {node for actor in actors for node in self._tied.get(actor, ())}

    def named(self, nodes: Iterable[str], people: Collection[str]) -> set[str]:
        """Return the actors and places that nodes name, without the people of the case."""
        return {actor for node in nodes for actor in self._named.get(node, ())} - set(people)

    def spread(self, start: Collection[str], closed: Collection[str]) -> set[str]:
        """Follow links from some nodes to all that can be reached without entering closed ones."""
        seen: set[str] = set()
        front = list(start)
        while front:
            node = front.pop()
            if node not in seen and node not in closed:
                seen.add(node)
                front.extend(self._beside.get(node, ()))
        return seen

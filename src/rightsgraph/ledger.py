"""The quads of a dataset as the policy sees them: claims with their statements, and the context they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from rightsgraph.policy import Claim, Context, Preference, Slot, Triple
from rightsgraph.terms import RDF_TYPE, RG, graph_iri, scheme_base
from rightsgraph.vocabulary import Vocabulary

_CLAIM: Final = RG + "Claim"
PREFERRED: Final = scheme_base("judgement-kind") + "preferred"

Values = Mapping[str, list[ox.NamedNode | ox.Literal]]
"""The values of one node by predicate."""
Properties = Mapping[str, Values]
"""Values by subject and predicate."""


@dataclass(frozen=True)
class Ledger:
    """The claims of a dataset, the context, and what stands outside the claims' graphs: sources, passages, actors."""

    base: str
    claims: tuple[Claim, ...]
    context: Context
    about: Properties

    def known(self) -> set[Triple]:
        """Return what is said outside the claims' graphs as triples."""
        return {
            (subject, predicate, value) for subject, found in self.about.items() for predicate, values in found.items() for value in values
        }

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of one of our properties outside the claims' graphs, as texts."""
        return [value.value for value in self.about.get(subject, {}).get(RG + name, ())]


def gather(quads: Iterable[ox.Quad], vocabulary: Vocabulary, base: str, single_valued: frozenset[str]) -> Ledger:
    """Sort quads into claims and context.

    ``graph/claims`` and ``graph/actors`` hold what stands outside the claims' graphs; every graph that is described there as
    a Claim holds what that claim says; other graphs are passed over.
    """
    outside = {graph_iri(base, "claims"), graph_iri(base, "actors")}
    about: defaultdict[str, defaultdict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    said: defaultdict[str, list[Triple]] = defaultdict(list)
    records: list[Triple] = []
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode) or not isinstance(quad.subject, ox.NamedNode):
            continue
        if not isinstance(quad.object, ox.NamedNode | ox.Literal):
            continue
        triple = (quad.subject.value, quad.predicate.value, quad.object)
        if quad.graph_name.value in outside:
            about[triple[0]][triple[1]].append(quad.object)
            records.append(triple)
        else:
            said[quad.graph_name.value].append(triple)
    reader = Reader(lambda node: about.get(node, {}), lambda claim: said.get(claim, ()))
    claims = tuple(reader.claim(iri) for iri in sorted(about) if reader.is_claim(iri))
    statements = (triple for claim in claims for triple in claim.statements)
    context = Context.of([*records, *statements], vocabulary, single_valued, reader.preferences(about))
    return Ledger(base, claims, context, about)


class Reader:
    """Reads claims and editors' rulings out of what is said about a node outside the claims' graphs, and what a claim says."""

    def __init__(self, about: Callable[[str], Values], said: Callable[[str], Sequence[Triple]]) -> None:
        self.about = about
        self.said = said

    def is_claim(self, iri: str) -> bool:
        """Say whether a graph is described as a claim."""
        return any(value.value == _CLAIM for value in self.about(iri).get(RDF_TYPE, ()))

    def claim(self, iri: str) -> Claim:
        """Put a claim together."""
        found = self.about(iri)

        def values(name: str) -> tuple[str, ...]:
            return tuple(sorted(value.value for value in found.get(RG + name, ())))

        def one(name: str) -> str | None:
            return next(iter(values(name)), None)

        source = one("source") or ""
        return Claim(
            iri=iri,
            source=source,
            authors=self._authors(source),
            origin_authors=self._authors(self._root(source)),
            claimants=values("claimant"),
            stance=one("stance") or "",
            relay=one("relayStance"),
            made_in=one("madeIn"),
            disputes=values("disputes"),
            statements=tuple(self.said(iri)),
        )

    def _authors(self, source: str) -> tuple[str, ...]:
        return tuple(sorted(value.value for value in self.about(source).get(RG + "author", ())))

    def _root(self, source: str) -> str:
        """Follow ``derivesFrom`` to the source that derives from none; a circle ends where it closes."""
        seen: set[str] = set()
        while source not in seen:
            seen.add(source)
            earlier = sorted(value.value for value in self.about(source).get(RG + "derivesFrom", ()))
            source = earlier[0] if earlier else source
        return source

    def preferences(self, nodes: Iterable[str]) -> dict[Slot, Preference]:
        """Return the editors' rulings among some nodes: which claim stands for a slot; the last by name, where several rule on one."""
        found: dict[Slot, Preference] = {}
        for iri in sorted(nodes):
            properties = self.about(iri)
            if not any(value.value == PREFERRED for value in properties.get(RG + "kind", ())):
                continue
            reason = min((value.value for value in properties.get(RG + "gist", ())), default="")
            for subject in properties.get(RG + "concerns", ()):
                for predicate in properties.get(RG + "disputed", ()):
                    for claim in sorted(value.value for value in properties.get(RG + "affirms", ())):
                        found[subject.value, predicate.value] = Preference(claim, iri, reason)
        return found

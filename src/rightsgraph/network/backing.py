"""The claims behind a tie: who affirms and who denies the links it is made of, and how many independent origins say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from pyoxigraph import NamedNode

from rightsgraph.ledger import Ledger
from rightsgraph.network.ties import Standing
from rightsgraph.policy import DESCRIPTION, Claim, Index, Slot, Triple
from rightsgraph.policy.record import find_disagreeing
from rightsgraph.policy.rules import count_independent, find_unreal
from rightsgraph.terms import KIND, RG, scheme_base

ACTUALITY: Final = RG + "actuality"
_ACTUALITIES: Final = scheme_base("actuality")
_NEVER: Final = _ACTUALITIES + "not-occurred"
STANDINGS: Final[dict[str, Standing]] = {
    _ACTUALITIES + "planned": "planned",
    _ACTUALITIES + "requested": "requested",
    _NEVER: "not occurred",
}
"""The standing of what a claim says was planned, requested or did not occur."""

Pair = tuple[str, str]
Said = tuple[Claim, Triple]


@dataclass(frozen=True, slots=True)
class Backing:
    """The claims behind a tie; ``disputed`` where somebody denies a link of it, or says that it was with another."""

    affirming: tuple[Claim, ...]
    denying: tuple[Claim, ...]
    origins: int
    disputed: bool


class Ground:
    """The claims of a dataset, arranged so that those behind a tie are found."""

    def __init__(self, ledger: Ledger) -> None:
        self.context = ledger.context
        self.index = Index(ledger.claims)
        self._said: defaultdict[Pair, list[Said]] = defaultdict(list)
        self._noted: set[Pair] = set()
        self._rivals: dict[Slot, bool] = {}
        for claim in ledger.claims:
            for triple in claim.statements:
                if isinstance(triple[2], NamedNode):
                    self._said[triple[0], triple[2].value].append((claim, triple))
        for subject, found in ledger.about.items():
            for predicate, values in found.items():
                if predicate not in DESCRIPTION:
                    self._noted.update((subject, value.value) for value in values if isinstance(value, NamedNode))

    def find_backing(self, source: str, target: str, relation: str, way: Sequence[str], standing: Standing) -> Backing:
        """Gather the claims on the links of a tie; ``way`` are event, via and what else lies between source and target.

        Those that affirm it speak of what carries the relation: the link that the relation names, or the node of whose kind or
        outcome it is. So a claim that a committee decided does not count as one that it found torture. Origins are counted on
        every link, and the least supported tells; denials count wherever they meet the way.
        """
        inner = [node for node in dict.fromkeys(way) if node not in (source, target)]
        links = {pair: self._between(*pair) for pair in self._list_links(source, target, inner)}
        links.update(((node, relation), self._carried(node, relation)) for node in inner)
        backed = {pair: [claim for claim, _ in link if self._backs(claim, inner, standing)] for pair, link in links.items()}
        affirming = {claim.iri: claim for pair in self._pick_telling(links, relation) for claim in backed[pair]}
        denying = {claim.iri: claim for claim in self._list_denying(links.values(), inner, affirming, standing)}
        slots = {(triple[0], triple[1]) for link in links.values() for _, triple in link} | {(node, ACTUALITY) for node in inner}
        slots.update((node, KIND) for node in inner if any(triple[1] == KIND for _, triple in self._said.get((node, relation), ())))
        return Backing(
            tuple(affirming[iri] for iri in sorted(affirming) if iri not in denying),
            tuple(denying[iri] for iri in sorted(denying)),
            min((self._count_origins(backed[pair]) for pair, link in links.items() if link), default=0),
            bool(denying) or any(map(self._has_rivals, slots)),
        )

    def _carried(self, node: str, relation: str) -> list[Said]:
        """Return what claims say that gives a node a relation such as an outcome; its kind merely describes it."""
        return [item for item in self._said.get((node, relation), ()) if item[1][1] not in DESCRIPTION]

    def _pick_telling(self, links: Mapping[Pair, Sequence[Said]], relation: str) -> list[Pair]:
        """Choose the links that carry the relation; all of them where none can be told."""
        named = [pair for pair, link in links.items() if any(triple[1] == relation for _, triple in link)]
        carriers = {node for pair in links for node in pair if (node, relation) in self._said}
        return named or [pair for pair in links if carriers & set(pair)] or list(links)

    def _count_origins(self, claims: Iterable[Claim]) -> int:
        found = [claim.origin for claim in claims if self.context.commits(claim)]
        return count_independent(found, len(found))

    def _list_links(self, source: str, target: str, inner: Sequence[str]) -> Iterator[Pair]:
        """Give the pairs of nodes that a tie links: all on its way, and its ends each with one of them.

        The source goes with the first node of the way that anything links it to, the target with the last one: so a court is
        taken as the one that decided, not as one that the decision happens to concern.
        """
        if not inner:
            yield source, target
            return
        yield from combinations(inner, 2)
        first = next((node for node in inner if self._are_linked(node, source)), None)
        last = next((node for node in reversed(inner) if self._are_linked(node, target)), None)
        yield from ((node, end) for node, end in ((first, source), (last, target)) if node)

    def _are_linked(self, one: str, other: str) -> bool:
        return any(pair in self._said or pair in self._noted for pair in ((one, other), (other, one)))

    def _between(self, one: str, other: str) -> list[Said]:
        """Return what claims say between two nodes, type, label and kind left out."""
        found = (*self._said.get((one, other), ()), *self._said.get((other, one), ()))
        return [item for item in found if item[1][1] not in DESCRIPTION]

    def _backs(self, claim: Claim, inner: Iterable[str], standing: Standing) -> bool:
        """Say whether a claim affirms something as real as the tie: a visit that took place is not affirmed by plans for it."""
        unreal = find_unreal(claim, STANDINGS.keys())
        spoken = {STANDINGS[_ACTUALITIES + unreal[node]] for node in inner if node in unreal}
        return self.context.affirms(claim) and (standing in spoken if spoken else True)

    def _list_denying(
        self, links: Iterable[Sequence[Said]], inner: Sequence[str], affirming: Iterable[str], standing: Standing
    ) -> Iterator[Claim]:
        for link in links:
            yield from (claim for claim, triple in link if triple in self.context.denied(claim))
        for iri in affirming:
            yield from self.index.disputed_by.get(iri, ())
        for node in inner:
            yield from self._list_denying_node(node, standing)

    def _list_denying_node(self, node: str, standing: Standing) -> Iterator[Claim]:
        """Give the claims that deny a happening as such, or say that it did not take place."""
        for predicate in DESCRIPTION:
            for claim, value in self.index.assertions((node, predicate)):
                if (node, predicate, value) in self.context.denied(claim):
                    yield claim
        if standing != STANDINGS[_NEVER]:
            for claim, value in self.index.assertions((node, ACTUALITY)):
                if value.value == _NEVER and self.context.commits(claim):
                    yield claim

    def _has_rivals(self, slot: Slot) -> bool:
        """Say whether claims fill a slot with values that cannot all be true."""
        found = self._rivals.get(slot)
        if found is None:
            found = self._rivals[slot] = bool(find_disagreeing(slot, self.index, self.context))
        return found

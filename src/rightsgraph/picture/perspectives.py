"""Whose word a network rests on: the record, what anyone affirms, and the actors who have most to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rightsgraph.derive import Derived
from rightsgraph.network import ANYONE, Filters, Tie
from rightsgraph.policy import list_holders

if TYPE_CHECKING:
    from rightsgraph.network import Networks

RECORD: Final = "record"
MOST_ACTORS: Final = 24
"""How many actors a picture offers at most; the page grows with each, and longer lists are not read."""


@dataclass(frozen=True, slots=True)
class Told:
    """The ties that hold in one perspective: `record`, `any`, or an actor's id; ``none`` says why there are none."""

    perspective: str
    ties: tuple[Tie, ...]
    none: str


def tell_all(networks: Networks, names: Sequence[str], view: str | None, filters: Filters) -> tuple[list[Told], int]:
    """Ask for the ties in every perspective, the empty ones left out, and say how many actors more affirm any.

    The perspective ``view`` is always there, the record and what anyone affirms go first.
    """

    def tell(perspective: str) -> Told:
        found = networks.select(names, None if perspective == RECORD else perspective, filters)
        return Told(perspective, found.ties, found.explain_none())

    wanted = None if view in (None, ANYONE) else (view or "").removeprefix(networks.base)
    record, anyone = tell(RECORD), tell(ANYONE)
    ranked = rank_actors(anyone.ties, networks.derived)
    actors = list(dict.fromkeys([wanted, *ranked] if wanted else ranked))[:MOST_ACTORS]
    told = [one for one in map(tell, actors) if one.ties or one.perspective == wanted]
    return [record, anyone, *told], len(set(ranked) - set(actors))


def rank_actors(ties: Iterable[Tie], derived: Derived) -> list[str]:
    """Return the ids of the actors with a claim behind some of the ties, those behind most of them first."""
    claims = {claim.iri: claim for claim in derived.ledger.claims}
    holders = {iri: list_holders(claim, derived.ledger.context) for iri, claim in claims.items()}
    found = Counter(actor for tie in ties for actor in frozenset().union(*(holders.get(iri, frozenset()) for iri in tie.affirming)))
    viewed = [actor for actor in found if derived.viewed.get(actor)]
    base = derived.ledger.base
    return [actor.removeprefix(base) for actor in sorted(viewed, key=lambda actor: (-found[actor], actor))]


def lay_together(told: Sequence[Told]) -> dict[Tie, list[int]]:
    """Return each tie with the numbers of the perspectives in which it holds just so, sorted.

    A tie that differs between perspectives, in its date for instance, stands there once for each form.
    """
    merged: dict[Tie, list[int]] = {}
    for number, one in enumerate(told):
        for tie in dict.fromkeys(replace(tie, certainty="certain", projection="") for tie in one.ties):
            merged.setdefault(tie, []).append(number)
    return {tie: merged[tie] for tie in sorted(merged, key=_order)}


def first_projections(told: Sequence[Told]) -> Mapping[str, str]:
    """Return the projection that each relation is first found in."""
    found: dict[str, str] = {}
    for one in told:
        for tie in one.ties:
            found.setdefault(tie.relation, tie.projection)
    return found


def _order(tie: Tie) -> tuple[str, ...]:
    parts = (tie.earliest, tie.latest, tie.date, tie.start, tie.end, tie.standing, *tie.affirming, "", *tie.denying)
    return (*tie.key, tie.reading, *(part or "" for part in parts), str(tie.disputed), str(tie.origins))

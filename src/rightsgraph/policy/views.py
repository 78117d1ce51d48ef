"""Views: what each actor affirms, as the claimant or as an author who endorses what others say."""

from __future__ import annotations

from collections.abc import Iterable

from rightsgraph.policy.index import Index
from rightsgraph.policy.model import DESCRIPTION, Claim, Context, Slot, Triple
from rightsgraph.policy.record import date_subjects


def view(claims: Index | Iterable[Claim], actor: str, context: Context) -> set[Triple]:
    """Return what an actor affirms, in full or in part; acts and characterizations included, nothing merged."""
    return views(_list(claims), context, only=frozenset({actor})).get(actor, set())


def views(claims: Index | Iterable[Claim], context: Context, only: frozenset[str] | None = None) -> dict[str, set[Triple]]:
    """Return the view of every actor who affirms something, or of ``only`` some of them."""
    found: dict[str, set[Triple]] = {}
    for claim in _list(claims):
        for actor in list_holders(claim, context):
            if only is None or actor in only:
                kept = found.setdefault(actor, set())
                kept.update(triple for triple in claim.statements if triple[1] not in DESCRIPTION)
    for triples in found.values():
        triples.update(date_subjects(triples))
    return {actor: found[actor] for actor in sorted(found) if found[actor]}


def view_slots(index: Index, slots: Iterable[Slot], context: Context) -> dict[str, dict[Slot, frozenset[Triple]]]:
    """Gather some slots anew for every view: an actor or a slot that is missing from the answer holds nothing there.

    ``earliest`` and ``latest`` are not among them: see ``date_subjects``.
    """
    found: dict[str, dict[Slot, set[Triple]]] = {}
    for slot in slots:
        if slot[1] not in DESCRIPTION:
            for claim, value in index.assertions(slot):
                for actor in list_holders(claim, context):
                    found.setdefault(actor, {}).setdefault(slot, set()).add((*slot, value))
    return {actor: {slot: frozenset(rows) for slot, rows in kept.items()} for actor, kept in found.items()}


def list_holders(claim: Claim, context: Context) -> frozenset[str]:
    """Return the actors in whose view a claim stands."""
    if not context.commits(claim):
        return frozenset()
    return frozenset(claim.claimants + (claim.authors if claim.voice == "endorsed" or not claim.claimants else ()))


def _list(claims: Index | Iterable[Claim]) -> Iterable[Claim]:
    return claims.claims.values() if isinstance(claims, Index) else claims

"""What claims have to do with an actor, a source or a place that none of them describes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rightsgraph.answers.names import Names
from rightsgraph.ledger import Ledger
from rightsgraph.policy import Claim, Explanation

_SHOWN: Final = 10


def tell_around(iri: str, naming: Iterable[Explanation], ledger: Ledger, names: Names) -> list[str]:
    """Tell of a node the first claims that name it, that it makes, and that a source makes; ``naming`` are the statements that name it."""
    named = _list_naming(iri, naming, ledger, names)
    makers = {claim.iri: "" for claim in ledger.claims if iri in _makers(claim)}
    made = {claim.iri: "" for claim in ledger.claims if iri == claim.source}
    total = len({**named, **makers, **made})
    itself = f"no claim describes {names.short(iri)} itself"
    if not total:
        return [f"{itself}, and none concerns it."]
    lines = [f"{itself}; {total} {'claim concerns' if total == 1 else 'claims concern'} it:"]
    for title, claims in (("named in", named), ("claimant of", makers), ("source of", made)):
        lines += _list_claims(title, claims, names) if claims else []
    return lines


def _makers(claim: Claim) -> Sequence[str]:
    return claim.claimants or claim.authors


def _list_naming(iri: str, naming: Iterable[Explanation], ledger: Ledger, names: Names) -> dict[str, str]:
    """Return the claims that name a node, each with what the node is in it."""
    found: dict[str, list[str]] = {}
    for item in naming:
        told = f"{names.property(item.triple[1])} of {names.label(item.triple[0])} ({names.short(item.triple[0])})"
        found.setdefault(item.claim.iri, []).append(told)
    for claim in ledger.claims:
        if iri in ledger.values(claim.iri, "concerns"):
            found.setdefault(claim.iri, ["concerns of the claim"])
    return {claim: "; ".join(dict.fromkeys(found[claim])) for claim in sorted(found)}


def _list_claims(title: str, claims: Mapping[str, str], names: Names) -> list[str]:
    lines = [f"\n{title} {len(claims)} {'claim' if len(claims) == 1 else 'claims'}"]
    for iri in list(claims)[:_SHOWN]:
        lines += [f"  · {claims[iri]}"] if claims[iri] else []
        lines.append(f"{'      ' if claims[iri] else '  · '}{names.account(iri).to_text()}")
    if len(claims) > _SHOWN:
        lines.append(f"  and {len(claims) - _SHOWN} more")
    return lines

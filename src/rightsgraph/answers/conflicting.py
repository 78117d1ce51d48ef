"""What sources disagree on, for `conflicts`: as plain data, and told for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from rightsgraph import policy
from rightsgraph.answers.names import Names, Style
from rightsgraph.derive import Derived
from rightsgraph.policy import Disagreement, Position

Entry: TypeAlias = dict[str, Any]
"""A disagreement, a position or a claim, as ``Answers.conflicts`` tells its keys."""


def as_data(derived: Derived, names: Names) -> list[Entry]:
    """Return the disagreements of a dataset as plain data."""
    found = policy.conflicts(derived.ledger.claims, derived.ledger.context)
    return [_entry(disagreement, derived, names) for disagreement in found]


def _entry(disagreement: Disagreement, derived: Derived, names: Names) -> Entry:
    slot, settled = (disagreement.subject, disagreement.predicate), disagreement.settled
    return {
        "kind": disagreement.kind,
        "subject": names.short(disagreement.subject),
        "label": names.label(disagreement.subject),
        "property": names.property(disagreement.predicate) if disagreement.predicate else None,
        "positions": [_position(position, names) for position in disagreement.positions],
        "record": [names.short(row[2].value) for row in (*derived.recorded, *derived.described) if row[:2] == slot],
        "settled": {"claim": names.short(settled.claim), "judgement": names.short(settled.judgement), "reason": settled.reason}
        if settled
        else None,
    }


def _position(position: Position, names: Names) -> Entry:
    finer = [names.short(value.value) for value in position.refined_by]
    return {
        "property": names.property(position.predicate) if position.predicate else None,
        "value": names.short(position.value.value),
        "label": names.value(position.value),
        "claims": [names.account(iri).to_dict() for iri in position.claims],
        "deniedBy": [names.account(iri).to_dict() for iri in position.denied_by],
        "refinedBy": finer[0] if finer else None,
        "agreesWith": finer,
    }


# --- as text -----------------------------------------------------------------------------------------------------------------


def as_text(found: Sequence[Entry], style: Style) -> str:
    """Tell disagreements for people."""
    if not found:
        return "The sources disagree on nothing that is a single-valued property, and nobody denies anything."
    return "\n\n".join("\n".join(_tell(number, entry, style)) for number, entry in enumerate(found, 1))


def _tell(number: int, entry: Entry, style: Style) -> Iterable[str]:
    about = f" — {entry['property']}" if entry["property"] else ""
    verb = "sources differ" if entry["kind"] == policy.VALUES else "denied"
    yield style(f"{number}. {entry['label']}{about}: {verb}", "heading") + f"  [{entry['subject']}]"
    yield from (_tell_values if entry["kind"] == policy.VALUES else _tell_denials)(entry["positions"])
    if entry["record"]:
        yield style(f"    on record: {', '.join(entry['record'])} (marked disputed)", "faint")
    if entry["settled"]:
        yield f"    an editor prefers {entry['settled']['claim']}: {entry['settled']['reason']}"


def _tell_values(positions: Sequence[Entry]) -> Iterable[str]:
    """Tell each value that stands against the others, with the less exact ones that agree with it alone below it."""
    for rival in positions:
        if not rival["agreesWith"]:
            yield f"  ≠ {rival['label']}"
            yield from _accounts(rival["claims"], rival["deniedBy"])
            coarser = [position for position in positions if position["agreesWith"] == [rival["value"]]]
            yield from _briefly("      also less exactly: ", reversed(coarser))
    yield from _briefly("    agrees with several of these: ", (position for position in positions if len(position["agreesWith"]) > 1))


def _briefly(lead: str, positions: Iterable[Entry]) -> Iterable[str]:
    told = ", ".join(f"{_value(position)} ({_speakers(position)})" for position in positions)
    if told:
        yield lead + told


def _value(position: Entry) -> str:
    """Return a value in words without its lexical form behind it."""
    return str(position["label"]).removesuffix(f" ({position['value']})")


def _speakers(position: Entry) -> str:
    told = [_speaker(claim) for claim in position["claims"]] + [f"denied by {_speaker(claim)}" for claim in position["deniedBy"]]
    return "; ".join(told)


def _speaker(claim: Entry) -> str:
    return f"{', '.join(claim['claimants'])} [{claim['claim']}]"


def _tell_denials(positions: Sequence[Entry]) -> Iterable[str]:
    """Tell what the same claims deny at once: the properties in one line, then each claim one time."""
    together: dict[tuple[str, ...], list[Entry]] = {}
    for position in positions:
        together.setdefault(tuple(claim["claim"] for claim in position["deniedBy"]), []).append(position)
    for denied in together.values():
        yield "  ≠ " + "; ".join(": ".join(filter(None, (one["property"], one["label"]))) for one in denied)
        yield from _accounts(_list_once(denied), denied[0]["deniedBy"])


def _list_once(positions: Sequence[Entry]) -> list[Entry]:
    """Return each claim that affirms one of several values, the text saying which where it is not all of them."""
    claims = {claim["claim"]: claim for position in positions for claim in position["claims"]}
    held = {iri: [one["property"] for one in positions if any(claim["claim"] == iri for claim in one["claims"])] for iri in claims}
    ordered = sorted(claims.values(), key=lambda claim: (-len(held[claim["claim"]]), claim["claim"]))
    return [claim | {"text": claim["text"] + _only(held[claim["claim"]], len(positions))} for claim in ordered]


def _only(properties: Sequence[str], all_of_them: int) -> str:
    return f" (only {', '.join(dict.fromkeys(properties))})" if len(properties) < all_of_them else ""


def _accounts(claims: Iterable[Entry], denials: Iterable[Entry]) -> Iterable[str]:
    yield from (f"      {claim['text']}" for claim in claims)
    yield from (f"      denied: {claim['text']}" for claim in denials)

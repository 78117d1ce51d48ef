"""Who says what: acts, characterizations, what is only attributed, what is denied, remarks, disagreements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from rightsgraph.dossier.lookup import OCCURRED, Lookup, property_word
from rightsgraph.dossier.marks import find_marks, find_wordings
from rightsgraph.dossier.model import Remark, Statement
from rightsgraph.dossier.moments import list_dates
from rightsgraph.dossier.reach import Reach
from rightsgraph.dossier.saying import Disagreement, Held
from rightsgraph.policy import DESCRIPTION, Claim, Position, Triple
from rightsgraph.policy import Disagreement as Conflict
from rightsgraph.terms import RG

GROUPS: Final = ("acts", "characterizations", "happenings", "denied")
_VALUES: Final = "values"
_Key: TypeAlias = tuple[int, tuple[int, tuple[int, str], str], str, str]


def list_statements(lookup: Lookup, found: Reach) -> tuple[Statement, ...]:
    """Return what stands with those who say it, by group, then in the order in which the sources come to it."""
    nodes = sorted({*found.nodes, *found.people, *found.named})
    told = {(statement.id, statement.detail): (key, statement) for node in nodes for key, statement in _list_of_node(lookup, node, found)}
    return tuple(statement for _, statement in sorted(told.values(), key=lambda pair: pair[0]))


def _list_of_node(lookup: Lookup, node: str, found: Reach) -> Iterable[tuple[_Key, Statement]]:
    group = _group(lookup, node) if node in found.nodes else ""
    claims = lookup.describing.get(node, [])
    if group:
        yield _statement(lookup, node, group, claims, "; ".join(tell_intentions(lookup, node)) if group == "happenings" else "")
    elif not lookup.is_a(node, "Response"):
        for claim in claims:
            for triple in claim.statements:
                if triple[0] == node and triple[1] not in DESCRIPTION and _is_denied(lookup, claim):
                    yield _denied(lookup, triple)


def _group(lookup: Lookup, node: str) -> str:
    """Name the group of a node that stands with those who speak of it; nothing for what is on record."""
    if lookup.is_a(node, "Act"):
        return "acts"
    if lookup.is_a(node, "Characterization"):
        return "characterizations"
    happens = lookup.is_a(node, "Event", "Charge") and not lookup.is_a(node, "Response")
    return "happenings" if happens and node not in lookup.on_record and not lookup.is_intended(node) else ""


def _statement(lookup: Lookup, node: str, group: str, claims: Iterable[Claim], detail: str = "") -> tuple[_Key, Statement]:
    against = {other.iri: other for claim in claims for other in _disputing(lookup, claim)}
    both = [*claims, *against.values()]
    label, kind = lookup.label(node), lookup.kind(node) or lookup.class_word(node)
    ascribed = lookup.words(node, "agent") if group == "acts" else ()
    on_record = bool(lookup.slots_on_record(node))
    key = GROUPS.index(group), min(map(lookup.order, both), default=(0, (0, ""), "")), label, node
    return key, Statement(
        id=lookup.short(node),
        label=label,
        group=group,
        kind=kind,
        ascribed=ascribed,
        detail=detail,
        on_record=on_record,
        sayings=lookup.sayings(both, disputing=against),
        wordings=find_wordings(lookup, node) if lookup.is_a(node, "Charge") else (),
        marks=find_marks(lookup, node, "agent") if ascribed else {},
    )


def _denied(lookup: Lookup, triple: Triple) -> tuple[_Key, Statement]:
    """Tell of one thing that somebody denies, with those who hold it."""
    subject, predicate, value = triple
    claims = [claim for claim, other in lookup.index.assertions((subject, predicate)) if other == value]
    return _statement(lookup, subject, "denied", claims, f"{property_word(predicate)}: {lookup.word(value)}")


def _disputing(lookup: Lookup, claim: Claim) -> Iterable[Claim]:
    return lookup.index.disputed_by.get(claim.iri, ())


def _is_denied(lookup: Lookup, claim: Claim) -> bool:
    return lookup.context.denies(claim) or (lookup.context.affirms(claim) and bool(_disputing(lookup, claim)))


def tell_intentions(lookup: Lookup, node: str) -> Iterable[str]:
    """Say who calls something planned, requested or not occurred; where it is not so, also for when."""
    now, told = lookup.actuality(node), False
    for value in sorted({value for _, value in lookup.index.assertions((node, RG + "actuality"))} - {NamedNode(OCCURRED)}, key=str):
        claims = lookup.affirming(node, "actuality", value)
        speakers = "; ".join(dict.fromkeys(f"{' and '.join(said.claimants)} {said.stance}" for said in lookup.sayings(claims)))
        when = " and ".join(dict.fromkeys(lookup.word(date) for claim in claims for date in list_dates(claim, node)))
        word = lookup.word(value)
        if word == now:
            told = True
            yield f"{word}, as {speakers}" if speakers else word
        elif speakers:
            yield f"told as {word}{' for ' if when else ''}{when}, as {speakers}"
    if lookup.is_intended(node) and not told:
        yield now


def list_remarks(lookup: Lookup, found: Reach) -> tuple[Remark, ...]:
    """Return what sources say in no triples, in the order of the sources; who disputes a remark stands with it."""
    remarks = []
    for claim in sorted(found.claims, key=lookup.order):
        if lookup.gist(claim) and not claim.statements:
            against = list(_disputing(lookup, claim))
            remarks.append(
                Remark(lookup.gist(claim), (*lookup.sayings([claim]), *lookup.sayings(against, disputing={c.iri for c in against})))
            )
    return tuple(remarks)


# --- disagreements -----------------------------------------------------------------------------------------------------------


def list_disagreements(lookup: Lookup, found: Reach) -> tuple[Disagreement, ...]:
    """Return what sources disagree on within a case."""
    subjects = {*found.nodes, *found.people, *found.named}
    mine = {claim.iri for claim in found.claims}
    return tuple(
        _disagreement(lookup, c) for c in lookup.conflicts if c.subject in mine or (c.subject in subjects and _claims_of(c) & mine)
    )


def _claims_of(conflict: Conflict) -> set[str]:
    return {iri for position in conflict.positions for iri in (*position.claims, *position.denied_by)}


def _disagreement(lookup: Lookup, conflict: Conflict) -> Disagreement:
    claim = lookup.index.claims.get(conflict.subject)
    label = lookup.gist(claim) if claim else lookup.label(conflict.subject)
    values = tuple(_held(lookup, position) for position in conflict.positions)
    word = property_word(conflict.predicate) if conflict.predicate else ""
    settled = conflict.settled.reason if conflict.settled and conflict.kind == _VALUES else None
    return Disagreement(lookup.short(conflict.subject), label or lookup.short(conflict.subject), conflict.kind, word, values, settled)


def _held(lookup: Lookup, position: Position) -> Held:
    known = lookup.index.claims
    denied = [known[iri] for iri in position.denied_by]
    disputing = {claim.iri for claim in denied if set(claim.disputes) & set(position.claims)}
    word = property_word(position.predicate) if position.predicate else ""
    text = lookup.word(position.value) if position.predicate else ""
    finer = lookup.word(position.refined_by[0]) if position.refined_by else ""
    return Held(word, text, lookup.sayings(known[iri] for iri in position.claims), lookup.sayings(denied, disputing), finer)

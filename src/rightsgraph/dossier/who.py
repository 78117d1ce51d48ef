"""The people of a case, and who else appears in it with what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from rightsgraph.dossier.lookup import Lookup
from rightsgraph.dossier.model import Deed, Participant, Portrait
from rightsgraph.dossier.moments import find_moment
from rightsgraph.dossier.phrases import extend
from rightsgraph.dossier.reach import Reach
from rightsgraph.dossier.saying import Value
from rightsgraph.terms import scheme_base

GROUPS: Final = {"Person": "people", "Body": "bodies", "Organization": "organizations", "State": "states", "Group": "groups"}
_ROLES: Final = (
    ("decidedBy", "Decision", "decided"),
    ("judge", "Decision", "judge in"),
    ("agent", "Call", "made"),
    ("agent", "Application", "applied"),
    ("agent", "Response", "answered"),
    ("agent", "Act", "is said to be answerable for"),
    ("agent", "Relationship", "tie"),
    ("concerns", "Relationship", "tie"),
    ("agent", "Event", "acted in"),
    ("addressee", "Measure", "is asked for"),
    ("respondent", "Case", "is respondent in"),
    ("respondent", "Application", "is respondent in"),
    ("concerns", "Case", "is concerned by"),
    ("concerns", "Act", "is said to have suffered"),
    ("concerns", "Characterization", "is spoken of in"),
    ("concerns", "Decision", "is subject of"),
    ("concerns", "Event", "is concerned by"),
    ("concerns", "Measure", "is named in a demand"),
)


# --- the people of the case --------------------------------------------------------------------------------------------------


def draw_portraits(lookup: Lookup, found: Reach) -> tuple[Portrait, ...]:
    """Return who the case concerns, in three lines each."""
    return tuple(
        Portrait(
            id=lookup.short(person),
            label=lookup.label(person),
            names=lookup.names(person),
            roles=(*lookup.values(person, "role"), *_count_members(lookup, person)),
            ties=tuple(_list_ties(lookup, person, found)),
            born=tuple(_list_events(lookup, person, found, "birth")),
            died=tuple(_list_events(lookup, person, found, "death")),
            sign=lookup.sign(person),
        )
        for person in found.people
    )


def _count_members(lookup: Lookup, group: str) -> Iterable[Value]:
    return (replace(value, text=f"{value.text} people") for value in lookup.values(group, "quantity") if lookup.is_a(group, "Group"))


def _list_ties(lookup: Lookup, person: str, found: Reach) -> Iterable[Value]:
    for node in sorted(found.nodes):
        ends = (*lookup.nodes(node, "agent"), *lookup.nodes(node, "concerns"))
        if lookup.is_a(node, "Relationship") and person in ends:
            others = ", ".join(lookup.label(end) for end in dict.fromkeys(ends) if end != person)
            moment = find_moment(lookup, node)
            told = extend(f"{lookup.kind(node) or 'tie'}: {others}", moment.text)
            yield _said(lookup, node, told, moment.basis)


def _list_events(lookup: Lookup, person: str, found: Reach, kind: str) -> Iterable[Value]:
    wanted = scheme_base("event-kind") + kind
    for node in sorted(found.nodes):
        mine = wanted in lookup.context.kinds.get(node, ()) and person in lookup.nodes(node, "concerns")
        if mine and not lookup.is_intended(node):
            moment = find_moment(lookup, node)
            text = ", ".join((moment.text or "on a day not told", *lookup.words(node, "place")))
            yield _said(lookup, node, text, moment.basis)


def _said(lookup: Lookup, node: str, text: str, basis: str = "") -> Value:
    claims = lookup.describing.get(node, ())
    found = basis or lookup.basis(claim for claim in claims if lookup.context.affirms(claim))
    return Value(text, node in lookup.on_record, lookup.sayings(claims), lookup.short(node), found)


# --- others ------------------------------------------------------------------------------------------------------------------


def list_participants(lookup: Lookup, found: Reach) -> tuple[Participant, ...]:
    """Return who else is named in a case or speaks in it, with what they had to do with."""
    deeds = _gather_deeds(lookup)
    spoken: defaultdict[str, int] = defaultdict(int)
    for claim in found.claims:
        for actor in claim.claimants or claim.authors:
            spoken[actor] += 1
    actors = {actor for actor in (*deeds, *spoken, *found.named) if lookup.is_a(actor, "Actor")} - set(found.people)
    known = [_participant(lookup, actor, deeds.get(actor, {}), spoken[actor]) for actor in actors]
    order = list(GROUPS.values())
    return tuple(sorted(known, key=lambda p: (order.index(p.group), -sum(len(deed.things) for deed in p.deeds) - p.claims, p.label, p.id)))


def _participant(lookup: Lookup, actor: str, deeds: dict[str, list[Value]], claims: int) -> Participant:
    group = next((name for cls, name in GROUPS.items() if lookup.is_a(actor, cls)), "groups")
    kind = ", ".join(filter(None, (lookup.kind(actor), *lookup.words(actor, "role"))))
    if lookup.label(actor).startswith("protected person"):
        kind = ", ".join(lookup.words(actor, "role"))
    done = tuple(Deed(verb, tuple(things)) for verb, things in deeds.items())
    return Participant(lookup.short(actor), lookup.label(actor), group, kind, done, claims, lookup.sign(actor))


def _gather_deeds(lookup: Lookup) -> dict[str, dict[str, list[Value]]]:
    """Return for each actor the verbs and the things, in the order of time."""
    deeds: dict[str, dict[str, list[Value]]] = {}
    for name, cls, verb in _ROLES:
        for node in lookup.ranks:
            if lookup.is_a(node, cls) and _is_first(lookup, node, name, cls):
                for value, on_record in lookup.held(node, name):
                    if not isinstance(value, ox.NamedNode):
                        continue
                    things = deeds.setdefault(value.value, {}).setdefault(verb, [])
                    sayings = lookup.sayings(lookup.affirming(node, name, value))
                    basis = lookup.basis_of(node, name, value)
                    things.append(Value(lookup.label(node), on_record, sayings, lookup.short(node), basis))
    return deeds


def _is_first(lookup: Lookup, node: str, name: str, cls: str) -> bool:
    """Say whether a class is the first in the list of roles that a node falls under."""
    return next(other for role, other, _ in _ROLES if role == name and lookup.is_a(node, other)) == cls

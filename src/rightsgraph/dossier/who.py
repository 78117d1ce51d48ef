"""The people of a case, and who else appears in it with what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from rightsgraph.dossier.lookup import Lookup
from rightsgraph.dossier.model import Deed, Participant, Portrait
from rightsgraph.dossier.moments import find_moment, sort_key
from rightsgraph.dossier.phrases import say_when
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
            roles=lookup.values(person, "role"),
            ties=tuple(_list_ties(lookup, person, found)),
            born=tuple(_list_events(lookup, person, found, "birth")),
            died=tuple(_list_events(lookup, person, found, "death")),
            sign=lookup.sign(person),
        )
        for person in found.people
    )


def _list_ties(lookup: Lookup, person: str, found: Reach) -> Iterable[Value]:
    for node in sorted(found.nodes):
        ends = (*lookup.nodes(node, "agent"), *lookup.nodes(node, "concerns"))
        if lookup.is_a(node, "Relationship") and person in ends:
            others = ", ".join(lookup.label(end) for end in dict.fromkeys(ends) if end != person)
            moment = find_moment(lookup, node)
            when = ", ".join(filter(None, (moment.text, moment.basis)))
            yield _said(lookup, node, f"{lookup.kind(node) or 'tie'}: {others}{f' ({when})' if when else ''}")


def _list_events(lookup: Lookup, person: str, found: Reach, kind: str) -> Iterable[Value]:
    wanted = scheme_base("event-kind") + kind
    for node in sorted(found.nodes):
        if wanted in lookup.context.kinds.get(node, ()) and person in lookup.nodes(node, "concerns"):
            moment = find_moment(lookup, node)
            words = [say_when(moment), *lookup.words(node, "place")]
            text = ", ".join(filter(None, words))
            if text:
                yield _said(lookup, node, text)


def _said(lookup: Lookup, node: str, text: str) -> Value:
    on_record = node in lookup.on_record
    return Value(text, on_record, lookup.sayings(lookup.describing.get(node, ())), lookup.short(node))


# --- others ------------------------------------------------------------------------------------------------------------------


def list_participants(lookup: Lookup, found: Reach) -> tuple[Participant, ...]:
    """Return who else is named in a case or speaks in it, with what they had to do with."""
    deeds = _gather_deeds(lookup, found)
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


def _gather_deeds(lookup: Lookup, found: Reach) -> dict[str, dict[str, list[Value]]]:
    """Return for each actor the verbs and the things, in the order of time."""
    dated = sorted(found.nodes, key=lambda node: (*sort_key(find_moment(lookup, node)), lookup.label(node), node))
    deeds: dict[str, dict[str, list[Value]]] = {}
    for name, cls, verb in _ROLES:
        for node in dated:
            if lookup.is_a(node, cls) and _is_first(lookup, node, name, cls):
                for value, on_record in lookup.held(node, name):
                    if not isinstance(value, ox.NamedNode):
                        continue
                    things = deeds.setdefault(value.value, {}).setdefault(verb, [])
                    sayings = lookup.sayings(lookup.affirming(node, name, value))
                    things.append(Value(lookup.label(node), on_record, sayings, lookup.short(node)))
    return deeds


def _is_first(lookup: Lookup, node: str, name: str, cls: str) -> bool:
    """Say whether a class is the first in the list of roles that a node falls under."""
    return next(other for role, other, _ in _ROLES if role == name and lookup.is_a(node, other)) == cls

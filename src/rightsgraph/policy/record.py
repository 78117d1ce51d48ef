"""The record: what stands in each slot under a policy, disagreements marked and none of them decided."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from rightsgraph.dates import bounds, merge
from rightsgraph.errors import DateError
from rightsgraph.policy.index import Index
from rightsgraph.policy.model import ACTUALITY, Claim, Context, Policy, Preference, Slot, Term, Triple, is_date
from rightsgraph.policy.rules import Admission, find_unreal
from rightsgraph.terms import EDTF, KIND, RG, XSD_DATE, scheme_base

DISPUTED: Final = RG + "disputed"
DATE: Final = RG + "date"
START: Final = RG + "start"
END: Final = RG + "end"
EARLIEST: Final = RG + "earliest"
LATEST: Final = RG + "latest"
STANDING: Final = RG + "standing"
DATED: Final = frozenset({DATE, START, END})
_RULINGS: Final = {RG + name: name for name in ("affirms", "quashes", "varies")}
_UNREAL: Final = frozenset(scheme_base("actuality") + name for name in ("planned", "requested", "not-occurred"))
_REPORTED: Final = Policy(
    "reported", "Reported", "", commitment=frozenset({"full"}), voice=frozenset({"own", "endorsed"}), actuality_never=_UNREAL
)
_INTENDED: Final = frozenset(scheme_base("actuality") + name for name in ("planned", "requested"))


@dataclass(frozen=True, slots=True)
class Resolution:
    """What stands in a slot: the values shown, the values admitted before merging, and whether any are in dispute.

    ``settled`` is the preference that picked the values shown, if there is one and its claim is admitted.
    """

    rows: tuple[Term, ...] = ()
    admitted: tuple[Term, ...] = ()
    disputed: bool = False
    settled: Preference | None = None


def record(claims: Index | Iterable[Claim], policy: Policy, context: Context) -> set[Triple]:
    """Return all that stands on record: values, ``disputed`` marks, ``earliest`` and ``latest``, ``standing``.

    A policy that asks for decisions in force reads ``context.standing``: see ``with_standing``.
    """
    index = claims if isinstance(claims, Index) else Index(claims)
    triples = {triple for rows in record_slots(index, index.slots, policy, context).values() for triple in rows}
    return triples | set(date_subjects(triples)) | set(mark_standing(find_standings(triples, context)))


def record_slots(index: Index, slots: Iterable[Slot], policy: Policy, context: Context) -> dict[Slot, tuple[Triple, ...]]:
    """Decide some slots anew: for each its triples on record, the ``disputed`` mark among them, or none."""
    admission = Admission(policy, context, index)
    return {slot: _write(slot, _resolve(slot, admission)) for slot in slots}


def resolve(slot: Slot, policy: Policy, context: Context, index: Index) -> Resolution:
    """Decide what stands in one slot."""
    return _resolve(slot, Admission(policy, context, index))


def _resolve(slot: Slot, admission: Admission) -> Resolution:
    if slot[1] == KIND:
        return _resolve_kind(slot, admission)
    found = admission.admitted(slot)
    if not found:
        return Resolution()
    context, index = admission.context, admission.index
    values = sort_terms(found)
    preference = context.preferences.get(slot)
    preferred = [v for v in values if preference and any(claim.iri == preference.claim for claim in found[v])]
    rows = merge_values(slot[1], preferred or values, context)
    disputed = bool(find_disagreeing(slot, index, context)) or is_denied(slot, found, index, context)
    return Resolution(tuple(rows), tuple(values), disputed, preference if preferred else None)


def _resolve_kind(slot: Slot, admission: Admission) -> Resolution:
    """Decide on a node's kind: it stands with the description of the node, so that only the mark of dispute is on record."""
    found = admission.described(slot)
    disputed = bool(found) and (
        bool(find_disagreeing(slot, admission.index, admission.context)) or is_denied(slot, found, admission.index, admission.context)
    )
    return Resolution(disputed=disputed)


def _write(slot: Slot, resolution: Resolution) -> tuple[Triple, ...]:
    subject, predicate = slot
    rows: list[Triple] = [(subject, predicate, value) for value in resolution.rows]
    if resolution.disputed:
        rows.append((subject, DISPUTED, NamedNode(predicate)))
    return tuple(rows)


# --- values ------------------------------------------------------------------------------------------------------------------


def merge_values(predicate: str, values: Sequence[Term], context: Context) -> list[Term]:
    """Make dates of a single-valued property one date; keep all other values."""
    if len(values) < 2 or predicate not in context.single_valued or not all(map(is_date, values)):
        return list(values)
    try:
        return [Literal(merge([value.value for value in values]).value, datatype=NamedNode(EDTF))]
    except DateError:
        return list(values)


def disagree(values: Collection[Term], context: Context) -> bool:
    """Say whether values of a single-valued property cannot all be true: neither equal nor one inside another."""
    if len(values) < 2:
        return False
    if all(map(is_date, values)):
        try:
            return merge([value.value for value in values]).disputed
        except DateError:
            pass
    finest = [value for value in values if not any(context.refines(other, value) for other in values)]
    return len(finest) > 1


def find_disagreeing(slot: Slot, index: Index, context: Context) -> dict[Term, list[Claim]]:
    """Return the values that claims hold against each other in a slot, whoever passes them on; none where they agree.

    What is only planned or requested is set against nothing, nor are the circumstances of what did not occur.
    """
    assertions = index.assertions(slot)
    if len(assertions) < 2 or slot[1] not in context.single_valued:
        return {}
    ignored = _INTENDED if slot[1] == ACTUALITY else _UNREAL
    found: dict[Term, list[Claim]] = {}
    for claim, value in assertions:
        if context.commits(claim) and not _is_unreal(claim, slot[0], value, ignored):
            found.setdefault(value, []).append(claim)
    return found if disagree(found.keys(), context) and not _is_held_together(found) else {}


def _is_held_together(found: Mapping[Term, Collection[Claim]]) -> bool:
    """Say whether one claim gives all the values at once, as an appeal both granted and remitted; two dates exclude each other."""
    if all(map(is_date, found)):
        return False
    holders = [{claim.iri for claim in claims} for claims in found.values()]
    return bool(set.intersection(*holders))


def is_denied(slot: Slot, values: Iterable[Term], index: Index, context: Context) -> bool:
    """Say whether a claim denies one of the values, or something wider that takes it in, or disputes a claim of it."""
    denied = {value for value, _ in list_denials(slot, index, context)}
    return bool(denied) and any(v in denied or any(context.refines(v, wide) for wide in denied) for v in values)


def list_denials(slot: Slot, index: Index, context: Context) -> list[tuple[Term, Claim]]:
    """Return the values of a slot that are denied, each with the claim that denies it: see ``Context.denied``.

    Who disputes a claim denies all that it says.
    """
    found: list[tuple[Term, Claim]] = []
    for claim, value in index.assertions(slot):
        if context.denies(claim):
            found.extend([(value, claim)] if (*slot, value) in context.denied(claim) else ())
        elif claim.iri in index.disputed_by and context.affirms(claim):
            found.extend((value, other) for other in index.disputed_by[claim.iri])
    return found


def sort_terms(terms: Iterable[Term]) -> list[Term]:
    """Sort values for reading: dates by the first day they may mean, all else by its text."""
    return sorted(terms, key=_order)


def _order(term: Term) -> tuple[str, str]:
    first = ""
    if is_date(term):
        try:
            first = str(bounds(term.value).earliest or "")
        except DateError:
            first = term.value
    return first, str(term)


def _is_unreal(claim: Claim, subject: str, value: Term, ignored: frozenset[str]) -> bool:
    unreal = find_unreal(claim, ignored)
    return bool(unreal) and (subject in unreal or (isinstance(value, NamedNode) and value.value in unreal))


# --- derived -----------------------------------------------------------------------------------------------------------------


def date_subjects(triples: Iterable[Triple]) -> list[Triple]:
    """Derive ``earliest`` and ``latest`` of every subject from its ``date``, ``start`` and ``end`` in a record or a view.

    An end that nobody gives, or that a value leaves open, has no bound. A text that is no date is passed over.
    """
    dated: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        if predicate in DATED and is_date(value):
            dated[subject][predicate].append(value.value)
    return [triple for subject, found in dated.items() for triple in _date(subject, found)]


def _date(subject: str, found: Mapping[str, list[str]]) -> list[Triple]:
    points = _bounds(found.get(DATE, ()))
    starts, ends = _bounds(found.get(START, ())), _bounds(found.get(END, ()))
    firsts = [first for first, _ in (*starts, *points)] if starts or not ends else [None]
    lasts = [last for _, last in (*ends, *points)] if ends or not starts else [None]
    triples: list[Triple] = []
    if firsts and all(firsts):
        triples.append((subject, EARLIEST, _day(min(first for first in firsts if first))))
    if lasts and all(lasts):
        triples.append((subject, LATEST, _day(max(last for last in lasts if last))))
    return triples


def _bounds(texts: Collection[str]) -> list[tuple[datetime.date | None, datetime.date | None]]:
    try:
        read = [bounds(merge(texts).value)] if texts else []
    except DateError:
        read = [bounds(text) for text in texts if _is_read(text)]
    return [(found.earliest, found.latest) for found in read]


def _is_read(text: str) -> bool:
    try:
        bounds(text)
    except DateError:
        return False
    return True


def _day(day: datetime.date) -> Literal:
    return Literal(day.isoformat(), datatype=NamedNode(XSD_DATE))


def find_standings(triples: Iterable[Triple], context: Context) -> dict[str, str]:
    """Derive the standing of every Decision on record: ``quashed``, ``superseded``, ``varied`` or ``in-force``.

    A decision is quashed when one that is itself not quashed quashes it, superseded when what it affirms or varies has fallen,
    varied when a decision that still stands varies it, or quashes or varies a part of it. Decisions that quash each other in a
    circle have no standing.
    """
    edges: dict[str, defaultdict[str, set[str]]] = {name: defaultdict(set) for name in _RULINGS.values()}
    decisions: set[str] = set()
    for subject, predicate, value in triples:
        if predicate != DISPUTED and _is_decision(subject, context):
            decisions.add(subject)
        if predicate in _RULINGS and isinstance(value, NamedNode) and (ruling := _read_ruling(subject, predicate, value.value, context)):
            decisions.update(ruling[1:])
            edges[ruling[0]][ruling[2]].add(ruling[1])
    valid, quashed = _decide_quashed(decisions, edges["quashes"])
    superseded = _spread(quashed, edges["affirms"], edges["varies"]) - quashed
    standing = valid - superseded
    varied = {decision for decision, others in edges["varies"].items() if others & standing}
    ranked = (("quashed", quashed), ("superseded", superseded), ("varied", varied), ("in-force", valid))
    return {decision: next(name for name, members in ranked if decision in members) for decision in sorted(valid | quashed)}


def _read_ruling(subject: str, predicate: str, value: str, context: Context) -> tuple[str, str, str] | None:
    """Return how one decision rules on another, the parts of both counting for the whole; None where that is not told.

    Whoever quashes a part varies the whole; whoever affirms a part leaves open what becomes of the rest.
    """
    ruling, ruled = context.decisions.get(subject), context.decisions.get(value)
    if not ruling or not ruled or ruling == ruled:
        return None
    name = _RULINGS[predicate]
    if value != ruled:
        return None if name == "affirms" else ("varies", ruling, ruled)
    return name, ruling, ruled


def mark_standing(standings: Mapping[str, str]) -> list[Triple]:
    """Write standings as triples."""
    return [(decision, STANDING, NamedNode(scheme_base("standing") + name)) for decision, name in standings.items()]


def with_standing(claims: Index | Iterable[Claim], policy: Policy, context: Context) -> Context:
    """Return the context with the standing that decisions have on record under a policy.

    A policy that asks for decisions in force cannot say itself which are: there, what counts of rulings is what sources state
    in full, in their own voice or endorsing others.
    """
    chosen = _REPORTED if policy.in_force else policy
    return replace(context, standing=find_standings(record(claims, chosen, context), context))


def _is_decision(node: str, context: Context) -> bool:
    return RG + "Decision" in context.classes.get(node, ())


def _decide_quashed(decisions: Iterable[str], quashers: Mapping[str, set[str]]) -> tuple[set[str], set[str]]:
    """Part decisions into those not quashed and those quashed by one of them; circles fall in neither."""
    open_against = {decision: set(quashers.get(decision, ())) for decision in decisions}
    targets: defaultdict[str, set[str]] = defaultdict(set)
    for decision, others in open_against.items():
        for other in others:
            targets[other].add(decision)
    valid: set[str] = set()
    quashed: set[str] = set()
    front = [decision for decision, others in open_against.items() if not others]
    while front:
        decision = front.pop()
        valid.add(decision)
        fallen = targets[decision] - quashed
        quashed |= fallen
        for freed in {freed for gone in fallen for freed in targets[gone]}:
            open_against[freed] -= fallen
            if not open_against[freed] and freed not in quashed and freed not in valid:
                front.append(freed)
    return valid - quashed, quashed


def _spread(fallen: Iterable[str], *dependents: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    front = list(fallen)
    while front:
        decision = front.pop()
        if decision not in seen:
            seen.add(decision)
            front.extend(other for edges in dependents for other in edges.get(decision, ()))
    return seen

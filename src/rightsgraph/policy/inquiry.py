"""Questions to the record: what do sources disagree on, and why does a statement stand or not stand on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from rightsgraph.policy.index import Index
from rightsgraph.policy.model import Claim, Context, Policy, Preference, Slot, Term, Triple, Verdict
from rightsgraph.policy.record import Resolution, find_disagreeing, list_denials, resolve, sort_terms
from rightsgraph.policy.rules import Admission
from rightsgraph.terms import RDF_TYPE, RDFS_LABEL

VALUES = "values"
DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Position:
    """One value that sources disagree on: the claims that hold it and those that deny it or dispute a claim of it.

    ``refined_by`` are the most exact of the other values that lie inside this one: it agrees with each of them.
    """

    predicate: str | None
    value: Term
    claims: tuple[str, ...]
    denied_by: tuple[str, ...] = ()
    refined_by: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What sources disagree on.

    ``kind`` is ``values`` (a property has several values that cannot all be true) or ``denial`` (something said of the subject
    is denied; the subject is the claim itself where what it says is in no triples). ``predicate`` is None where a denial
    meets several. ``settled`` is an editor's preference, if there is one.
    """

    kind: str
    subject: str
    predicate: str | None
    positions: tuple[Position, ...]
    settled: Preference | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a statement of a claim stands or does not stand on record.

    ``verdict`` is about this statement alone, ``fate`` says as a sentence what became of it beside the others; ``rows`` are the
    values that stand in its slot, ``disputed`` and ``settled`` as in Resolution; ``denied_by`` are the claims that deny the
    statement, or dispute this claim.
    """

    triple: Triple
    claim: Claim
    verdict: Verdict
    fate: str
    rows: tuple[Term, ...]
    disputed: bool
    settled: Preference | None
    denied_by: tuple[str, ...] = ()


def conflicts(claims: Index | Iterable[Claim], context: Context) -> list[Disagreement]:
    """List what claims disagree on, whoever makes them or passes them on; ordered by subject, predicate and kind.

    Values are set against each other where their claimants are held to them, in full or in part; a denial counts against any
    claim that affirms.
    """
    index = claims if isinstance(claims, Index) else Index(claims)
    found = [*_list_value_conflicts(index, context), *_list_denied(index, context), *_list_disputed_otherwise(index, context)]
    return sorted(found, key=lambda d: (d.subject, d.predicate or "", d.kind, str(d.positions)))


def why(claims: Index | Iterable[Claim], subject: str, predicate: str | None, policy: Policy, context: Context) -> list[Explanation]:
    """Explain every statement on a subject, or on one property of it: by property, value and claim.

    Without a property, the type and label of the subject are passed over.
    """
    index = claims if isinstance(claims, Index) else Index(claims)
    admission = Admission(policy, context, index)
    slots = [(subject, predicate)] if predicate else [slot for slot in index.of_subject(subject) if slot[1] not in (RDF_TYPE, RDFS_LABEL)]
    return [explanation for slot in sorted(slots) for explanation in _explain(slot, admission)]


# --- disagreements -----------------------------------------------------------------------------------------------------------


def _list_value_conflicts(index: Index, context: Context) -> Iterable[Disagreement]:
    for slot in index.slots:
        found = find_disagreeing(slot, index, context)
        if found:
            denied = _by_value(list_denials(slot, index, context))
            finer = _refine(found, context)
            positions = [Position(slot[1], v, _iris(found[v]), _iris(denied.get(v, ())), finer[v]) for v in sort_terms(found)]
            yield Disagreement(VALUES, *slot, tuple(positions), _settle(slot, positions, context))


def _refine(values: Iterable[Term], context: Context) -> dict[Term, tuple[Term, ...]]:
    """Lead from each value to the most exact values inside it."""
    ordered = sort_terms(values)
    finest = [value for value in ordered if not any(context.refines(other, value) for other in ordered)]
    return {value: tuple(fine for fine in finest if context.refines(fine, value)) for value in ordered}


def _list_denied(index: Index, context: Context) -> Iterable[Disagreement]:
    """Gather what is both affirmed and denied, by subject: one denial of a node is one disagreement."""
    denied: defaultdict[str, list[Position]] = defaultdict(list)
    for slot in index.slots:
        if slot[1] not in (RDF_TYPE, RDFS_LABEL):
            denied[slot[0]].extend(_list_denied_values(slot, index, context))
    for subject, positions in denied.items():
        if positions:
            predicates = {position.predicate for position in positions}
            predicate = positions[0].predicate if len(predicates) == 1 else None
            ordered = sorted(positions, key=lambda position: (position.predicate or "", str(position.value)))
            settled = _settle((subject, predicate), ordered, context) if predicate else None
            yield Disagreement(DENIAL, subject, predicate, tuple(ordered), settled)


def _list_denied_values(slot: Slot, index: Index, context: Context) -> list[Position]:
    denials = _by_value(list_denials(slot, index, context))
    if not denials:
        return []
    affirmed = _by_value((value, claim) for claim, value in index.assertions(slot) if context.affirms(claim))
    positions = []
    for value, claims in affirmed.items():
        against = {other for wide, others in denials.items() if wide == value or context.refines(value, wide) for other in others}
        if against:
            positions.append(Position(slot[1], value, _iris(claims), _iris(against)))
    return positions


def _list_disputed_otherwise(index: Index, context: Context) -> Iterable[Disagreement]:
    """Find disputed claims that no triple speaks for: those of a gist only, and those that affirm nothing."""
    for iri, claims in index.disputed_by.items():
        claim = index.claims.get(iri)
        told = claim is not None and context.affirms(claim) and any(p not in (RDF_TYPE, RDFS_LABEL) for _, p, _ in claim.statements)
        if claims and claim is not None and not told:
            yield Disagreement(DENIAL, iri, None, (Position(None, NamedNode(iri), (iri,), _iris(claims)),))


def _settle(slot: Slot, positions: Iterable[Position], context: Context) -> Preference | None:
    preference = context.preferences.get(slot)
    return preference if preference and any(preference.claim in position.claims for position in positions) else None


def _by_value(pairs: Iterable[tuple[Term, Claim]]) -> Mapping[Term, list[Claim]]:
    found: dict[Term, list[Claim]] = {}
    for value, claim in pairs:
        found.setdefault(value, []).append(claim)
    return found


def _iris(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({claim.iri for claim in claims}))


# --- explanations ------------------------------------------------------------------------------------------------------------


def _explain(slot: Slot, admission: Admission) -> list[Explanation]:
    resolution = resolve(slot, admission.policy, admission.context, admission.index)
    found: dict[Term, list[Claim]] = defaultdict(list)
    for claim, value in admission.index.assertions(slot):
        found[value].append(claim)
    explanations = []
    for value in sort_terms(found):
        for claim in sorted(set(found[value]), key=lambda claim: claim.iri):
            verdict = admission.judge(claim, (*slot, value))
            fate = _tell(value, claim, verdict, resolution)
            against = _list_against(claim, (*slot, value), admission)
            triple = (*slot, value)
            explanations.append(
                Explanation(triple, claim, verdict, fate, resolution.rows, resolution.disputed, resolution.settled, against)
            )
    return explanations


def _list_against(claim: Claim, statement: Triple, admission: Admission) -> tuple[str, ...]:
    """Name the claims that dispute a claim, and those that deny what it affirms, or something wider that takes it in."""
    index, context = admission.index, admission.context
    slot, value = (statement[0], statement[1]), statement[2]
    found = list(index.disputed_by.get(claim.iri, ()))
    if context.affirms(claim):
        for other, wide in index.assertions(slot):
            if (wide == value or context.refines(value, wide)) and (*slot, wide) in context.denied(other):
                found.append(other)
    return _iris(found)


def _tell(value: Term, claim: Claim, verdict: Verdict, resolution: Resolution) -> str:
    if not verdict.admitted:
        return "stands in the description of the node" if verdict.rule.endswith("description") else "does not stand on record"
    settled = resolution.settled
    if value in resolution.rows:
        return f"stands on record, as an editor prefers: {settled.reason}" if settled and settled.claim == claim.iri else "stands on record"
    if settled and settled.claim != claim.iri:
        return f"set aside: an editor prefers {settled.claim}: {settled.reason}"
    shown = ", ".join(f"`{row.value}`" for row in resolution.rows)
    one_of = any(row.value.startswith("[") for row in resolution.rows)
    return f"stands on record within {shown}" if one_of else f"stands on record as {shown}, which is no less exact"

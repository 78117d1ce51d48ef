"""What bodies decided, what was demanded, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Final

import pyoxigraph as ox

from rightsgraph.dossier.lookup import Lookup
from rightsgraph.dossier.model import Answer, Call, Decision, Demand, Holding, Sentence
from rightsgraph.dossier.moments import find_moment, sort_key
from rightsgraph.dossier.phrases import extend
from rightsgraph.dossier.reach import Reach
from rightsgraph.dossier.saying import Disagreement, Saying
from rightsgraph.policy import Term
from rightsgraph.terms import RG, scheme_base

_RULINGS: Final = (("affirms", "is affirmed by"), ("quashes", "is quashed by"), ("varies", "is varied by"))
_FALLEN: Final = {f"since {name}": scheme_base("standing") + name for name in ("quashed", "superseded")}
_ANSWERS: Final = ("done", "partly-done", "refused", "no-evidence")
_NO_EVIDENCE: Final = "no-evidence"


def list_decisions(lookup: Lookup, found: Reach, disagreements: Iterable[Disagreement]) -> tuple[Decision, ...]:
    """Return the decisions of a case in the order of their dates."""
    decisions = [_decision(lookup, node, disagreements) for node in found.nodes if lookup.is_a(node, "Decision")]
    return tuple(sorted(decisions, key=lambda d: (*sort_key(d.moment), d.label, d.id)))


def list_calls(lookup: Lookup, found: Reach) -> tuple[Call, ...]:
    """Return the calls of a case in the order of their dates."""
    calls = [_call(lookup, node) for node in found.nodes if lookup.is_a(node, "Call")]
    return tuple(sorted(calls, key=lambda call: (*sort_key(call.moment), call.label, call.id)))


def list_demands(lookup: Lookup, found: Reach) -> tuple[Demand, ...]:
    """Return the measures of a case, those of one occasion together, in the order of the occasions."""
    demands = [_demand(lookup, node) for node in found.nodes if lookup.is_a(node, "Measure")]
    return tuple(sorted(demands, key=lambda demand: (*sort_key(demand.moment), demand.occasion, demand.label, demand.id)))


# --- decisions ---------------------------------------------------------------------------------------------------------------


def _decision(lookup: Lookup, node: str, disagreements: Iterable[Disagreement]) -> Decision:
    parts = _parts(lookup, node)
    concerned = [other for other in lookup.nodes(node, "concerns") if lookup.is_a(other, "Application")]
    return Decision(
        id=lookup.short(node),
        label=lookup.label(node),
        kind=lookup.kind(node),
        moment=find_moment(lookup, node),
        bodies=lookup.words(node, "decidedBy"),
        judges=lookup.words(node, "judge"),
        outcome=lookup.phrase(node, "outcome"),
        standing=lookup.phrase(node, "standing"),
        applications=tuple(map(lookup.label, concerned)),
        holdings=tuple(_holding(lookup, part) for part in parts if lookup.is_a(part, "Holding")),
        sentences=tuple(_sentence(lookup, part) for part in parts if lookup.is_a(part, "Sentence")),
        rulings=tuple(_list_rulings(lookup, node)),
        demands=sum(lookup.is_a(part, "Measure") for part in parts),
        on_record=node in lookup.on_record,
        disagreements=tuple(d for d in disagreements if d.subject in {lookup.short(one) for one in (node, *parts)}),
        sayings=lookup.told(node),
        sign=next(map(lookup.sign, lookup.nodes(node, "decidedBy")), "authority"),
    )


def _parts(lookup: Lookup, node: str) -> list[str]:
    """Return what is part of a node: claim by claim in the order of the sources, in one claim by label, numbers as numbers."""
    claims = {claim.iri: claim for claim in lookup.naming.get(node, ())}
    found = (
        subject
        for claim in sorted(claims.values(), key=lookup.order)
        for subject in sorted(
            (subject for subject, predicate, value in claim.statements if predicate == RG + "partOf" and value == ox.NamedNode(node)),
            key=lambda subject: _counted(lookup.label(subject)),
        )
    )
    return list(dict.fromkeys(found))


def _counted(text: str) -> tuple[tuple[str, int], ...]:
    """Return what sorts a text with its numbers as numbers.

    >>> sorted(["article 10(1)", "article 9(1)"], key=_counted)
    ['article 9(1)', 'article 10(1)']
    """
    return tuple((words, int(digits or 0)) for words, digits in re.findall(r"(\D*)(\d*)", text))


def _holding(lookup: Lookup, node: str) -> Holding:
    issue, outcome = (lookup.phrase(node, name) for name in ("issue", "outcome"))
    on_record = node in lookup.on_record
    return Holding(lookup.short(node), lookup.label(node), issue, outcome, _concerned(lookup, node), on_record, lookup.told(node))


def _sentence(lookup: Lookup, node: str) -> Sentence:
    extent = ", ".join((*lookup.words(node, "term"), *lookup.words(node, "amount"), *lookup.words(node, "quantity")))
    effect = lookup.phrase(node, "outcome")
    return Sentence(
        id=lookup.short(node),
        label=lookup.label(node),
        kind=lookup.kind(node),
        effect=effect,
        extent=extent,
        concerns=_concerned(lookup, node),
        on_record=node in lookup.on_record,
        sayings=lookup.told(node),
    )


def _concerned(lookup: Lookup, node: str) -> tuple[str, ...]:
    return lookup.words(node, "concerns")


def _list_rulings(lookup: Lookup, node: str) -> Iterable[tuple[str, str]]:
    for verb, _ in _RULINGS:
        tell = lookup.label if verb == "quashes" else partial(_tell_ruling, lookup)
        yield from ((verb, tell(other)) for other in _in_time(lookup, lookup.nodes(node, verb)))
    for verb, passive in _RULINGS:
        others = {other for other in _subjects(lookup, node, verb) if lookup.is_a(other, "Decision")}
        yield from ((passive, _tell_ruling(lookup, other)) for other in _in_time(lookup, others))


def _in_time(lookup: Lookup, nodes: Iterable[str]) -> list[str]:
    return sorted(nodes, key=lambda node: (*sort_key(find_moment(lookup, node)), lookup.label(node), node))


def _tell_ruling(lookup: Lookup, decision: str) -> str:
    """Name a decision that rules on another or is ruled on, with what became of it where it no longer stands."""
    fallen = [word for word, concept in _FALLEN.items() if concept in lookup.nodes(decision, "standing")]
    return extend(lookup.label(decision), ", ".join(fallen))


def _subjects(lookup: Lookup, node: str, name: str) -> Iterable[str]:
    """Return what leads to a node by a property, on record or said."""
    for claim in lookup.naming.get(node, ()):
        for subject, predicate, value in claim.statements:
            if predicate == RG + name and value == ox.NamedNode(node) and node in lookup.nodes(subject, name):
                yield subject


def _call(lookup: Lookup, node: str) -> Call:
    return Call(
        id=lookup.short(node),
        label=lookup.label(node),
        kind=lookup.kind(node),
        moment=find_moment(lookup, node),
        agents=lookup.words(node, "agent"),
        quantity=", ".join(lookup.words(node, "quantity")),
        demands=tuple(lookup.label(part) for part in _parts(lookup, node) if lookup.is_a(part, "Measure")),
        on_record=node in lookup.on_record,
        sayings=lookup.told(node),
    )


# --- demands and answers -----------------------------------------------------------------------------------------------------


def _demand(lookup: Lookup, node: str) -> Demand:
    whole = next(iter(lookup.nodes(node, "partOf")), "")
    answers = [answer for subject in dict.fromkeys(_subjects(lookup, node, "respondsTo")) for answer in _list_answers(lookup, subject)]
    askers = (*lookup.words(whole, "decidedBy"), *lookup.words(whole, "agent")) or lookup.words(node, "agent")
    return Demand(
        id=lookup.short(node),
        label=lookup.label(node),
        kind=lookup.kind(node),
        askers=askers,
        addressees=lookup.words(node, "addressee"),
        occasion=lookup.label(whole) if whole else "",
        moment=find_moment(lookup, whole or node),
        bindingness=lookup.phrase(node, "bindingness"),
        term=lookup.phrase(node, "term"),
        amount=lookup.phrase(node, "amount"),
        quantity=lookup.phrase(node, "quantity"),
        on_record=node in lookup.on_record,
        sayings=lookup.told(node),
        answers=tuple(sorted(answers, key=lambda answer: (*sort_key(answer.moment), answer.id, answer.word))),
    )


def _list_answers(lookup: Lookup, node: str) -> Iterable[Answer]:
    """Give one answer for each kind that is said of a response, with who says and who denies it."""
    agents, quantity, moment = lookup.words(node, "agent"), lookup.phrase(node, "quantity"), find_moment(lookup, node)
    kinds = [value for value, _ in lookup.held(node, "kind")]
    for kind in kinds:
        sayings, denials = _tell(lookup, node, kind)
        yield Answer(lookup.short(node), _sign(lookup, kind), lookup.word(kind), quantity, agents, moment, sayings, denials)
    if not kinds:
        claims = lookup.sayings(lookup.describing.get(node, ()))
        yield Answer(lookup.short(node), _NO_EVIDENCE, "", quantity, agents, moment, claims, ())


def _tell(lookup: Lookup, node: str, kind: Term) -> tuple[tuple[Saying, ...], tuple[Saying, ...]]:
    claims = [claim for claim, value in lookup.index.assertions((node, RG + "kind")) if value == kind]
    against = {other.iri: other for claim in claims for other in lookup.index.disputed_by.get(claim.iri, ())}
    denied = {claim.iri: claim for claim in claims if lookup.context.denies(claim)}
    for_it = [claim for claim in claims if claim.iri not in denied]
    return lookup.sayings(for_it), (*lookup.sayings(denied.values()), *lookup.sayings(against.values(), disputing=against))


def _sign(lookup: Lookup, kind: Term) -> str:
    """Return which of the four answers a kind of response is or falls under."""
    names = {scheme_base("response-kind") + name: name for name in _ANSWERS}
    found = [names[iri] for iri in (kind.value, *sorted(lookup.context.superiors.get(kind.value, ()))) if iri in names]
    return found[0] if found else _NO_EVIDENCE

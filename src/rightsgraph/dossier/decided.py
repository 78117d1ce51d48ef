"""What bodies decided, what was demanded, and what came of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Final, TypeAlias

import pyoxigraph as ox

from rightsgraph.dossier.lookup import Lookup
from rightsgraph.dossier.marks import find_marks
from rightsgraph.dossier.model import Answer, Call, Decision, Demand, Holding, Sentence
from rightsgraph.dossier.moments import find_moment, sort_key
from rightsgraph.dossier.phrases import extend
from rightsgraph.dossier.reach import Reach
from rightsgraph.dossier.saying import Disagreement, Marks, Saying, Value
from rightsgraph.policy import Term
from rightsgraph.terms import RG, scheme_base

_RULINGS: Final = (("affirms", "is affirmed by"), ("quashes", "is quashed by"), ("varies", "is varied by"))
_FALLEN: Final = {f"since {name}": scheme_base("standing") + name for name in ("quashed", "superseded")}
_ANSWERS: Final = ("done", "partly-done", "refused", "answered", "no-evidence")
_NO_EVIDENCE: Final = "no-evidence"
_PRESIDING: Final = scheme_base("role") + "presiding-judge"
_Ruling: TypeAlias = tuple[str, str, str]


def list_decisions(lookup: Lookup, found: Reach, disagreements: Iterable[Disagreement]) -> tuple[Decision, ...]:
    """Return the decisions of a case in the order of time."""
    return tuple(_decision(lookup, node, disagreements) for node in _list_nodes(lookup, found, "Decision"))


def list_calls(lookup: Lookup, found: Reach) -> tuple[Call, ...]:
    """Return the calls of a case in the order of time."""
    return tuple(_call(lookup, node) for node in _list_nodes(lookup, found, "Call"))


def list_demands(lookup: Lookup, found: Reach, sought: bool = False) -> tuple[Demand, ...]:
    """Return the measures of a case, or those that applications seek; those of one occasion together, in the order of time."""
    measures = _list_nodes(lookup, found, "Measure")
    wholes = {node: next(iter(lookup.nodes(node, "partOf")), "") for node in measures}
    mine = [node for node in measures if lookup.is_a(wholes[node], "Application") == sought]
    told = {node: _demand(lookup, node, wholes[node]) for node in mine}
    return tuple(told[node] for node in sorted(mine, key=lambda node: _order(lookup, told[node], wholes[node])))


def _order(lookup: Lookup, demand: Demand, whole: str) -> tuple[object, ...]:
    ranked = lookup.ranks.get(whole, len(lookup.ranks))
    return (ranked, *(sort_key(demand.moment) if not whole else ()), demand.occasion, demand.label, demand.id)


def _list_nodes(lookup: Lookup, found: Reach, name: str) -> list[str]:
    return sorted((node for node in found.nodes if lookup.is_a(node, name)), key=lookup.ranks.__getitem__)


# --- decisions ---------------------------------------------------------------------------------------------------------------


def _decision(lookup: Lookup, node: str, disagreements: Iterable[Disagreement]) -> Decision:
    parts = _parts(lookup, node)
    concerned = [other for other in lookup.nodes(node, "concerns") if lookup.is_a(other, "Application")]
    rulings = list(_list_rulings(lookup, node))
    presiding = [judge for judge in lookup.nodes(node, "judge") if _presides(lookup, judge, node)]
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
        holdings=_list_holdings(lookup, [part for part in parts if lookup.is_a(part, "Holding")]),
        sentences=tuple(_sentence(lookup, part) for part in parts if lookup.is_a(part, "Sentence")),
        rulings=tuple((verb, text) for verb, text, _ in rulings),
        demands=sum(lookup.is_a(part, "Measure") for part in parts),
        on_record=node in lookup.on_record,
        disagreements=tuple(d for d in disagreements if d.subject in {lookup.short(one) for one in (node, *parts)}),
        sayings=lookup.told(node),
        sign=next(map(lookup.sign, lookup.nodes(node, "decidedBy")), "authority"),
        presiding=tuple(map(lookup.label, presiding)),
        marks={**find_marks(lookup, node, "kind", "decidedBy", "judge", "outcome"), **_mark_rulings(rulings)},
    )


def _presides(lookup: Lookup, judge: str, decision: str) -> bool:
    """Say whether a judge presided: by a tie in the same proceeding, or by the judge's own role where this is their one decision."""
    here = {decision, *lookup.nodes(decision, "partOf")}
    ties = [
        tie for tie in _subjects(lookup, judge, "agent") if lookup.is_a(tie, "Relationship") and _PRESIDING in lookup.nodes(tie, "role")
    ]
    if any(here & {*lookup.nodes(tie, "partOf"), *lookup.nodes(tie, "concerns")} for tie in ties):
        return True
    return _PRESIDING in lookup.nodes(judge, "role") and set(_subjects(lookup, judge, "judge")) == {decision}


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


def _list_holdings(lookup: Lookup, nodes: Iterable[str]) -> tuple[Holding, ...]:
    issues = {node: lookup.phrase(node, "issue") for node in nodes}
    shared = {issue for issue, number in Counter(issues.values()).items() if issue and number > 1}
    return tuple(_holding(lookup, node, issue in shared) for node, issue in issues.items())


def _holding(lookup: Lookup, node: str, beside_others: bool) -> Holding:
    concerned = lookup.held(node, "concerns")
    charges = [value for value, _ in concerned if isinstance(value, ox.NamedNode) and lookup.is_a(value.value, "Charge")]
    topics = tuple(_topic(lookup, node, charge) for charge in charges)
    own = lookup.given(node) if beside_others and not topics else ""
    return Holding(
        id=lookup.short(node),
        label=lookup.label(node),
        issue=lookup.phrase(node, "issue"),
        topics=topics or ((Value(own, True),) if own else ()),
        outcome=lookup.phrase(node, "outcome"),
        concerns=tuple(lookup.word(value) for value, _ in concerned if value not in charges),
        on_record=node in lookup.on_record,
        sayings=lookup.told(node),
        marks=find_marks(lookup, node, "issue", "outcome", "concerns", "partOf"),
    )


def _topic(lookup: Lookup, node: str, charge: ox.NamedNode) -> Value:
    return Value(lookup.label(charge.value), True, (), lookup.short(charge.value), lookup.basis_of(node, "concerns", charge))


def _sentence(lookup: Lookup, node: str) -> Sentence:
    extent = ", ".join((*lookup.words(node, "term"), *lookup.words(node, "amount"), *lookup.words(node, "quantity")))
    return Sentence(
        id=lookup.short(node),
        label=lookup.label(node),
        kind=lookup.kind(node),
        effect=lookup.phrase(node, "outcome"),
        extent=extent,
        concerns=lookup.words(node, "concerns"),
        on_record=node in lookup.on_record,
        sayings=lookup.told(node),
        marks=find_marks(lookup, node, "outcome", "term", "amount", "quantity", "concerns", "partOf"),
    )


def _list_rulings(lookup: Lookup, node: str) -> Iterable[_Ruling]:
    """Give what a decision does to others and others to it: verb, the other in words, and on what this rests."""
    for verb, _ in _RULINGS:
        tell = lookup.label if verb == "quashes" else partial(_tell_ruling, lookup)
        for other in _in_time(lookup, lookup.nodes(node, verb)):
            yield verb, tell(other), lookup.basis_of(node, verb, ox.NamedNode(other))
    for verb, passive in _RULINGS:
        others = {other for other in _subjects(lookup, node, verb) if lookup.is_a(other, "Decision")}
        for other in _in_time(lookup, others):
            yield passive, _tell_ruling(lookup, other), lookup.basis_of(other, verb, ox.NamedNode(node))


def _mark_rulings(rulings: Iterable[_Ruling]) -> Marks:
    found: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for verb, text, basis in rulings:
        if basis:
            found[verb][text] = (basis,)
    return dict(found)


def _in_time(lookup: Lookup, nodes: Iterable[str]) -> list[str]:
    return sorted(nodes, key=lambda node: (lookup.ranks.get(node, len(lookup.ranks)), lookup.label(node), node))


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
        marks=find_marks(lookup, node, "kind", "agent", "quantity"),
    )


# --- demands and answers -----------------------------------------------------------------------------------------------------


def _demand(lookup: Lookup, node: str, whole: str) -> Demand:
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
        decided=tuple(_list_deciding(lookup, whole)) if lookup.is_a(whole, "Application") else (),
        marks=find_marks(lookup, node, "addressee", "bindingness", "term", "amount", "quantity"),
    )


def _list_deciding(lookup: Lookup, application: str) -> Iterable[Value]:
    """Give the outcome of an application where it is told, and the decisions on it: on itself, else in the same proceeding."""
    for value, on_record in lookup.held(application, "outcome"):
        yield lookup.value(application, "outcome", value, on_record)
    decisions = [node for node in lookup.ranks if lookup.is_a(node, "Decision")]
    for_it = [node for node in decisions if application in lookup.nodes(node, "concerns")]
    here = set(lookup.nodes(application, "partOf"))
    beside = [node for node in decisions if here & set(lookup.nodes(node, "partOf")) and lookup.ranks[node] > lookup.ranks[application]]
    for node in for_it or beside:
        text = ": ".join(filter(None, (lookup.label(node), lookup.phrase(node, "outcome"))))
        yield Value(text, node in lookup.on_record, (), lookup.short(node))


def _list_answers(lookup: Lookup, node: str) -> Iterable[Answer]:
    """Give one answer for each kind that is said of a response, with who says and who denies it."""
    agents, quantity, moment = lookup.words(node, "agent"), lookup.phrase(node, "quantity"), find_moment(lookup, node)
    marks = find_marks(lookup, node, "agent", "quantity")
    kinds = [value for value, _ in lookup.held(node, "kind")]
    for kind in kinds:
        sayings, denials = _tell(lookup, node, kind)
        yield Answer(lookup.short(node), _sign(lookup, kind), lookup.word(kind), quantity, agents, moment, sayings, denials, marks)
    if not kinds:
        claims = lookup.sayings(lookup.describing.get(node, ()))
        yield Answer(lookup.short(node), _NO_EVIDENCE, "", quantity, agents, moment, claims, (), marks)


def _tell(lookup: Lookup, node: str, kind: Term) -> tuple[tuple[Saying, ...], tuple[Saying, ...]]:
    claims = [claim for claim, value in lookup.index.assertions((node, RG + "kind")) if value == kind]
    against = {other.iri: other for claim in claims for other in lookup.index.disputed_by.get(claim.iri, ())}
    denied = {claim.iri: claim for claim in claims if lookup.context.denies(claim)}
    for_it = [claim for claim in claims if claim.iri not in denied]
    return lookup.sayings(for_it), (*lookup.sayings(denied.values()), *lookup.sayings(against.values(), disputing=against))


def _sign(lookup: Lookup, kind: Term) -> str:
    """Return which of the answers that are told apart a kind of response is or falls under."""
    names = {scheme_base("response-kind") + name: name for name in _ANSWERS}
    found = [names[iri] for iri in (kind.value, *sorted(lookup.context.superiors.get(kind.value, ()))) if iri in names]
    return found[0] if found else _NO_EVIDENCE

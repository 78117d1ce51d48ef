"""The printed page, parts 3 and 4: what bodies decided, and what came of what they and others asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rightsgraph.dossier.model import Answer, Call, Decision, Demand, Dossier, Holding, Sentence
from rightsgraph.dossier.page import Page
from rightsgraph.dossier.phrases import (
    ANSWERS,
    DISPUTED,
    PRESIDING,
    UNANSWERED,
    UNDECIDED,
    cite,
    count,
    dress,
    dress_all,
    extend,
    find_basis,
    find_place_basis,
    find_sentence_basis,
    is_attributed,
    join,
    list_concerned,
    list_terms,
    mark,
    name_holding,
    order_judges,
    say_effect,
    say_when,
    show,
    tell,
)
from rightsgraph.dossier.saying import Disagreement

# --- 3 decided ---------------------------------------------------------------------------------------------------------------


def write_decided(page: Page, dossier: Dossier) -> None:
    """Write part 3: decisions, then calls."""
    page.head(3, "What bodies decided")
    if not dossier.decisions:
        page.write("No decision is told.")
    people = [person.label for person in dossier.people]
    for decision in dossier.decisions:
        _write_decision(page, decision, people)
    page.subhead("Calls by those without power to decide")
    if not dossier.calls:
        page.write("No call is told.")
    for call in dossier.calls:
        _write_call(page, call)


def _write_decision(page: Page, decision: Decision, people: Sequence[str]) -> None:
    """Write a decision, each part with those whom it concerns beside the one person of the case."""
    page.blank()
    divided = any(d.kind == "values" and d.property == "decided by" for d in decision.disagreements)
    body = (" or " if divided else " and ").join(dress_all(decision.bodies, decision.marks, "decided by")) or "body not named"
    page.write(f"{mark(decision.on_record)}{say_when(decision.moment) or 'no date'}: ", (decision.label, "strong"), hang=4)
    standing = (f" — {decision.standing}", "sign") if decision.standing else ("", "")
    kind = dress(decision.kind, decision.marks, "kind")
    page.write(", ".join(filter(None, (body, kind))), standing, indent=2, hang=2)
    for name, text in _list_facts(decision, people):
        if text:
            page.write((f"{name}: ", "quiet"), text, indent=4, hang=2)
    for disagreement in decision.disagreements:
        write_dispute(page, disagreement, 4)


def _list_facts(decision: Decision, people: Sequence[str]) -> Iterable[tuple[str, str]]:
    yield "judges", ", ".join(_list_judges(decision))
    yield "on", "; ".join(decision.applications)
    yield "outcome", dress(decision.outcome, decision.marks, "outcome")
    for holding in decision.holdings:
        yield "holding", _tell_holding(holding, people)
    for sentence in decision.sentences:
        yield "sentence", _tell_sentence(sentence, people)
    yield from ((verb, dress(text, decision.marks, verb)) for verb, text in decision.rulings)
    yield "asks for", f"{count(decision.demands, 'measure')}, see part 4" if decision.demands else ""


def _list_judges(decision: Decision) -> Iterable[str]:
    for judge in order_judges(decision.judges, decision.presiding):
        yield extend(dress(judge, decision.marks, "judge"), PRESIDING if judge in decision.presiding else "")


def _tell_holding(holding: Holding, people: Sequence[str]) -> str:
    basis = find_basis(holding.marks, "outcome", holding.outcome)
    attributed = is_attributed(holding.marks, "outcome", holding.outcome)
    text = ": ".join(filter(None, (name_holding(holding), f"{mark(not attributed)}{holding.outcome}")))
    return mark(holding.on_record) + extend(text, _tell_scope(holding, people, basis))


def _tell_sentence(sentence: Sentence, people: Sequence[str]) -> str:
    text = ": ".join(filter(None, (sentence.kind or sentence.label, say_effect(sentence))))
    return mark(sentence.on_record) + extend(text, _tell_scope(sentence, people, find_sentence_basis(sentence)))


def _tell_scope(part: Holding | Sentence, people: Sequence[str], basis: str) -> str:
    """Say on what a part of a decision rests and whom it concerns; of one that is stated, also that its place there is not."""
    found = list_concerned(part, people)
    concerned = " and ".join(found if basis else dress_all(found, part.marks, "concerns"))
    place = "" if basis else find_place_basis(part)
    return "; ".join(filter(None, (basis, concerned and f"concerning {concerned}", place and f"as part of this decision: {place}")))


def _write_call(page: Page, call: Call) -> None:
    by = " and ".join(dress_all(call.agents, call.marks, "agent")) or "not told by whom"
    page.write(f"{mark(call.on_record)}{say_when(call.moment) or 'no date'}: ", (call.label, "strong"), indent=2, hang=4)
    page.write("; ".join(filter(None, (by, call.kind, call.quantity))), indent=4, hang=2)
    for demand in call.demands:
        page.write(("for: ", "quiet"), demand, indent=4, hang=2)


# --- 4 what came of it -------------------------------------------------------------------------------------------------------


def write_demands(page: Page, dossier: Dossier) -> None:
    """Write part 4: measures by occasion, each with its answers, then what applications seek, with what was decided."""
    page.head(4, "What came of it")
    if dossier.demands:
        page.write((" · ".join(f"{sign} {words}" for sign, words in ANSWERS.values()), "quiet"))
    else:
        page.write("No measure was ordered, recommended or called for, as far as the sources tell.")
    _write_occasions(page, dossier.demands)
    if dossier.sought:
        page.subhead("Sought in applications")
        page.write(("What was sought is answered by the decision on the application.", "quiet"))
    _write_occasions(page, dossier.sought, sought=True)


def _write_occasions(page: Page, demands: Iterable[Demand], sought: bool = False) -> None:
    for occasion, found in groupby(demands, key=lambda demand: (demand.moment, demand.occasion, demand.askers)):
        moment, title, askers = occasion
        page.blank()
        asked = ", ".join(filter(None, (say_when(moment), title)))
        page.write((" and ".join(askers) or "Not told by whom", "strong"), f": {asked}" if asked else "", hang=4)
        mine = list(found)
        for demand in mine:
            _write_demand(page, demand, sought)
        if sought:
            page.write(("decided: ", "quiet"), "; ".join(map(show, mine[0].decided)) or UNDECIDED, indent=4, hang=2)


def _write_demand(page: Page, demand: Demand, sought: bool) -> None:
    asked = f"asked of {' and '.join(dress_all(demand.addressees, demand.marks, 'addressee')) or 'nobody named'}"
    force = "" if sought else dress(demand.bindingness, demand.marks, "bindingness")
    terms = ", ".join(filter(None, (force, asked, *(dress(text, demand.marks, name) for name, text in list_terms(demand)))))
    page.write(f"{mark(demand.on_record)}{demand.label}", (f" — {terms}", "quiet"), indent=2, hang=4)
    if not demand.answers and not sought:
        page.write((f"{ANSWERS['no-evidence'][0]} ", "sign"), UNANSWERED, indent=4, hang=2)
    for answer in demand.answers:
        _write_answer(page, answer)


def _write_answer(page: Page, answer: Answer) -> None:
    agents = join(dress_all(answer.agents, answer.marks, "agent"))
    by = f"{f': {answer.quantity}' if answer.quantity else ''}{f' by {agents}' if answer.agents else ''}"
    when = f", {say_when(answer.moment)}" if answer.moment.text else ""
    said = "; ".join(cite(saying) for saying in (*answer.sayings, *answer.denials))
    sign = (f"{ANSWERS[answer.sign][0]} ", "sign")
    page.write(
        sign, (answer.word or "an answer of no told kind", "strong"), f"{by}{when}{', as ' + said if said else ''}", indent=4, hang=2
    )


def write_dispute(page: Page, disagreement: Disagreement, indent: int) -> None:
    """Tell all values that sources disagree on in one paragraph: who says which."""
    named = bool(disagreement.property)
    told = "; ".join(tell(held, named) for held in disagreement.values if not held.refined_by)
    coarser = ", ".join(tell(held, named) for held in disagreement.values if held.refined_by)
    told += f"; also less exactly: {coarser}" if coarser else ""
    word = f"{disagreement.property}: " if disagreement.property else ""
    page.write(
        (f"{DISPUTED} {word}", "disputed"), f"{told}{'; settled by an editor' if disagreement.settled else ''}", indent=indent, hang=2
    )

"""The printed page, parts 3 and 4: what bodies decided, and what came of what they and others asked for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rightsgraph.dossier.model import Answer, Call, Decision, Demand, Dossier
from rightsgraph.dossier.page import Page
from rightsgraph.dossier.phrases import ANSWERS, DISPUTED, UNANSWERED, cite, count, extend, join, mark, say_when, tell
from rightsgraph.dossier.saying import Disagreement

# --- 3 decided ---------------------------------------------------------------------------------------------------------------


def write_decided(page: Page, dossier: Dossier) -> None:
    """Write part 3: decisions, then calls."""
    page.head(3, "What bodies decided")
    if not dossier.decisions:
        page.write("No decision is told.")
    for decision in dossier.decisions:
        _write_decision(page, decision, len(dossier.people) > 1)
    page.subhead("Calls by those without power to decide")
    if not dossier.calls:
        page.write("No call is told.")
    for call in dossier.calls:
        _write_call(page, call)


def _write_decision(page: Page, decision: Decision, several: bool) -> None:
    """Write a decision; with several people in the case, each part with those whom it concerns."""
    page.blank()
    divided = any(d.kind == "values" and d.property == "decided by" for d in decision.disagreements)
    body = (" or " if divided else " and ").join(decision.bodies) or "body not named"
    page.write(f"{mark(decision.on_record)}{say_when(decision.moment) or 'no date'}: ", (decision.label, "strong"), hang=4)
    standing = (f" — {decision.standing}", "sign") if decision.standing else ("", "")
    page.write(", ".join(filter(None, (body, decision.kind))), standing, indent=2, hang=2)
    for name, text in _list_facts(decision, several):
        if text:
            page.write((f"{name}: ", "quiet"), text, indent=4, hang=2)
    for disagreement in decision.disagreements:
        write_dispute(page, disagreement, 4)


def _list_facts(decision: Decision, several: bool) -> Iterable[tuple[str, str]]:
    yield "judges", ", ".join(decision.judges)
    yield "on", "; ".join(decision.applications)
    yield "outcome", decision.outcome
    for holding in decision.holdings:
        text = ": ".join(filter(None, (holding.issue or holding.label, holding.outcome)))
        yield "holding", mark(holding.on_record) + extend(text, ", ".join(holding.concerns) if several else "")
    for sentence in decision.sentences:
        effect = ", ".join(filter(None, (sentence.effect, sentence.extent)))
        text = ": ".join(filter(None, (sentence.kind or sentence.label, effect)))
        yield "sentence", mark(sentence.on_record) + extend(text, ", ".join(sentence.concerns) if several else "")
    yield from decision.rulings
    yield "asks for", f"{count(decision.demands, 'measure')}, see part 4" if decision.demands else ""


def _write_call(page: Page, call: Call) -> None:
    by = " and ".join(call.agents) or "not told by whom"
    page.write(f"{mark(call.on_record)}{say_when(call.moment) or 'no date'}: ", (call.label, "strong"), indent=2, hang=4)
    page.write("; ".join(filter(None, (by, call.kind, call.quantity))), indent=4, hang=2)
    for demand in call.demands:
        page.write(("for: ", "quiet"), demand, indent=4, hang=2)


# --- 4 what came of it -------------------------------------------------------------------------------------------------------


def write_demands(page: Page, dossier: Dossier) -> None:
    """Write part 4: measures by occasion, each with its answers."""
    page.head(4, "What came of it")
    if not dossier.demands:
        page.write("No measure was ordered, recommended or called for, as far as the sources tell.")
        return
    page.write((" · ".join(f"{sign} {words}" for sign, words in ANSWERS.values()), "quiet"))
    for occasion, demands in groupby(dossier.demands, key=lambda demand: (demand.moment, demand.occasion, demand.askers)):
        moment, title, askers = occasion
        page.blank()
        asked = ", ".join(filter(None, (say_when(moment), title)))
        page.write((" and ".join(askers) or "Not told by whom", "strong"), f": {asked}" if asked else "", hang=4)
        for demand in demands:
            _write_demand(page, demand)


def _write_demand(page: Page, demand: Demand) -> None:
    asked = f"asked of {' and '.join(demand.addressees) or 'nobody named'}"
    terms = ", ".join(filter(None, (demand.bindingness, asked, demand.term, demand.amount, demand.quantity)))
    page.write(f"{mark(demand.on_record)}{demand.label}", (f" — {terms}", "quiet"), indent=2, hang=4)
    if not demand.answers:
        page.write((f"{ANSWERS['no-evidence'][0]} ", "sign"), UNANSWERED, indent=4, hang=2)
    for answer in demand.answers:
        _write_answer(page, answer)


def _write_answer(page: Page, answer: Answer) -> None:
    by = f"{f': {answer.quantity}' if answer.quantity else ''}{f' by {join(answer.agents)}' if answer.agents else ''}"
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

"""A dossier holds what a dataset says on a case, in the order people read it, and prints it safely."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph import dataset, derive
from rightsgraph.answers import Answers
from rightsgraph.dossier import Dossier, dossier
from rightsgraph.dossier.page import measure
from rightsgraph.dossier.sequence import arrange
from rightsgraph.errors import NotFound

SETTINGS = """
title: A test
base: https://example.org/id/
licence: https://creativecommons.org/licenses/by/4.0/
publisher: Nobody
language: en
policy: {policy}
quotes: remove
"""
ACTORS = """
actors:
  - id: person/ann
    type: Person
    label: {en: Ann Example}
    name:
      - {id: "#ru", kind: transliteration, label: {ru: Анна Пример}}
  - {id: person/bob, type: Person, label: Bob Lawyer}
  - {id: person/p-7f3a, type: Person, kind: protected}
  - {id: org/watch, type: Organization, kind: ngo, label: Watch}
  - {id: org/paper, type: Organization, kind: media, label: The Paper}
  - {id: org/court, type: Body, kind: court, label: City Court}
  - {id: org/high, type: Body, kind: supreme-court, label: High Court}
  - {id: state/land, type: State, label: Land}
  - {id: group/guards, type: Group, kind: guards, label: Guards}
  - {id: place/town, type: Place, kind: city, label: Town}
"""
CASE = """
id: case/ann
type: Case
kind: matter
label: The case of Ann Example
concerns: person/ann
contains:
  - {id: case/ann-criminal, type: Case, kind: criminal, label: Trial matter, identifier: 12/34, concerns: person/ann}
"""
WATCH = """
id: source/watch
type: Source
kind: report
label: Report of Watch
author: org/watch
published: 2020-05
url: https://example.org/a/very/long/address/that/goes/on/and/on/and/must/not/be/broken/into/parts/because/people/copy/it.html
claims:
"""
PAPER = """
id: source/paper
type: Source
kind: news-report
label: News in The Paper
author: org/paper
published: 2019
claims:
"""
DIGEST = "a" * 64


def read(folder: Path, claims: str, paper: str = "", case: str = CASE, policy: str = "record") -> Dossier:
    """Make a dataset of two sources, derive it and gather the dossier of its case."""
    files = {"dataset.yaml": SETTINGS.format(policy=policy), "actors/all.yaml": ACTORS, "cases/ann.yaml": case}
    files |= {"sources/watch.yaml": WATCH + claims} if claims else {}
    files |= {"sources/paper.yaml": PAPER + paper} if paper else {}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = dataset.read(folder)
    assert found.unreadable == []
    return dossier(derive.derive(found.quads(), found.settings, found.vocabulary), found.vocabulary, "case/ann")


def part(text: str, number: int) -> str:
    """Return one of the seven parts of the page."""
    lines = text.splitlines()
    starts = [i for i, line in enumerate(lines) if line[:2] in [f"{n} " for n in range(1, 8)] and lines[i + 1].startswith("──")]
    ends = [*starts[1:], len(lines)]
    assert len(starts) == 7
    return "\n".join(lines[starts[number - 1] : ends[number - 1]])


def one_line(text: str) -> str:
    """Undo the wrapping."""
    return " ".join(text.split())


def claim(name: str, that: str, more: str = "", paragraph: str = "3") -> str:
    """Write one claim of a source."""
    return f'  - id: "#{name}"\n    passage: {{paragraph: "{paragraph}"}}\n{more}    that:\n      - {that}\n'


# --- head and people ---------------------------------------------------------------------------------------------------------


def test_the_head_names_case_policy_and_figures(tmp_path: Path) -> None:
    """The first lines say what is counted and which policy the record follows."""
    arrest = "{id: event/arrest, type: Event, kind: arrest, label: Arrest, concerns: person/ann, date: 2010-06-25}"
    found = read(tmp_path, claim("a", arrest), claim("a", arrest))
    text = one_line(found.to_text())
    assert "The case of Ann Example (case/ann)" in text
    assert "2 claims from 2 origins in 2 sources; 2 passages, 0 of them with position and digest." in text
    assert "follows the policy “On record” (record): What sources say plainly" in text
    assert "Trial matter (criminal" in text and "12/34" in text


def test_a_person_is_drawn_in_three_lines(tmp_path: Path) -> None:
    """Names in languages; roles and ties; birth and death."""
    claims = (
        claim("role", "{id: person/ann, type: Person, role: journalist}")
        + claim(
            "tie", "{id: relationship/bob-ann, type: Relationship, kind: legal-representation, agent: person/bob, concerns: person/ann}"
        )
        + claim("maybe", "{id: person/ann, type: Person, role: artist}", "    stance: presupposes\n")
        + claim("birth", "{id: event/birth, type: Event, kind: birth, concerns: person/ann, date: 1951, place: place/town}")
        + claim("death", "{id: event/death, type: Event, kind: death, concerns: person/ann, date: 2020-07-25}", "    basis: inferred\n")
    )
    found = read(tmp_path, claims)
    lines = part(found.to_text(), 1).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("Ann Example"))
    assert lines[start] == "Ann Example; also Анна Пример (transliteration, ru)"
    assert lines[start + 1].strip() == "journalist; legal representation: Bob Lawyer"
    assert lines[start + 2].strip() == "born 1951, Town; died 25 July 2020 (inferred)"


def test_a_death_without_a_date_is_told(tmp_path: Path) -> None:
    """That a day is not told is not that the death is not; one that did not occur is none."""
    death = "{id: event/death, type: Event, kind: death, concerns: person/ann"
    text = part(read(tmp_path, claim("d", death + "}")).to_text(), 1)
    assert "died on a day not told" in text
    assert "Neither" not in text
    assert "Neither birth nor death is told." in part(read(tmp_path, claim("d", death + ", actuality: not-occurred}")).to_text(), 1)


def test_a_group_is_neither_born_nor_dead(tmp_path: Path) -> None:
    """Of people together it is said how many they are."""
    group = claim("g", "{id: group/guards, type: Group, quantity: several}")
    text = part(read(tmp_path, group, case=CASE.replace("concerns: person/ann\nc", "concerns: group/guards\nc")).to_text(), 1)
    assert "several people" in text
    assert "Neither birth" not in text


def test_what_is_not_on_record_of_a_person_names_who_says_so(tmp_path: Path) -> None:
    """A tie that is only presupposed is marked and attributed."""
    spouse = "{id: relationship/x, type: Relationship, kind: spouse, agent: person/bob, concerns: person/ann}"
    text = part(read(tmp_path, claim("a", spouse, "    stance: presupposes\n")).to_text(), 1)
    assert "╎ spouse: Bob Lawyer (Watch presupposes it)" in text


def test_others_appear_with_what_they_did(tmp_path: Path) -> None:
    """People, bodies, organizations, states and groups stand under their heads with their part in the case."""
    claims = (
        claim("d", "{id: decision/d, type: Decision, label: Verdict, concerns: person/ann, decidedBy: org/court, judge: person/bob}")
        + claim("m", "{id: decision/d#m, type: Measure, kind: release, label: Her release, partOf: decision/d, addressee: state/land}")
        + claim("act", "{id: act/t, type: Act, kind: torture, label: Torture, agent: group/guards, concerns: person/ann}")
    )
    found = read(tmp_path, claims)
    assert [(p.label, p.group) for p in found.participants] == [
        ("Bob Lawyer", "people"),
        ("City Court", "bodies"),
        ("Watch", "organizations"),
        ("Land", "states"),
        ("Guards", "groups"),
    ]
    text = one_line(part(found.to_text(), 1))
    for told in ("judge in: Verdict", "decided: Verdict", "is asked for: Her release", "speaks in 3 claims"):
        assert told in text
    assert "is said to be answerable for: ╎ Torture" in text


def test_a_protected_person_has_no_name(tmp_path: Path) -> None:
    """Only the opaque last part of the id is shown, whatever a source labels the person."""
    act = "{id: act/t, type: Act, kind: threats, concerns: person/p-7f3a, partOf: case/ann}"
    slip = "{id: person/p-7f3a, type: Person, label: Secret Name, role: witness}"
    found = read(tmp_path, claim("a", act) + claim("b", slip))
    text = found.to_text()
    assert "protected person p-7f3a, witness" in text
    assert "threats concerning protected person p-7f3a" in text
    assert "Secret" not in text + json.dumps(found.to_dict())
    case = CASE.replace("concerns: person/ann", "concerns: person/p-7f3a")
    portrait = read(tmp_path, claim("b", slip), case=case).people[0]
    assert (portrait.label, portrait.names) == ("protected person p-7f3a", ())


# --- timeline ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "sign", "words", "certainty"),
    [
        ("date: 2010-06-25", "│", "25 June 2010", "exact"),
        ("date: 2010-06", "━", "June 2010", "month"),
        ("date: 2010", "━━━", "2010", "period"),
        ("date: 2010-21", "━━━", "spring 2010", "period"),
        ("date: 2016-03~", "╌━╌", "about March 2016", "approximate"),
        ('date: "[2010-06-15,2010-06-25]"', "└┴┘", "15 or 25 June 2010", "one-of"),
        ('date: "[2010-06-15..2010-06-16]"', "└┴┘", "15 or 16 June 2010", "one-of"),
        ('date: "[2010-06-15..2010-07-16]"', "━━━", "between 15 June", "period"),
        ('date: "[2010-06-15..]"', "──▶", "15 June 2010 or", "open-end"),
        ("start: 2010-06-25", "──▶", "from 25 June 2010", "open-end"),
        ("end: 2010-06-25", "◀──", "until 25 June 2010", "open-start"),
        ("start: 2010-06, end: 2010-07", "├─┤", "from June 2010 to July", "span"),
    ],
)
def test_each_certainty_of_a_date_has_its_sign(tmp_path: Path, dates: str, sign: str, words: str, certainty: str) -> None:
    """The sign stands before the date in words, and the legend explains it."""
    found = read(tmp_path, claim("a", f"{{id: event/e, type: Event, kind: trial, label: The trial, concerns: person/ann, {dates}}}"))
    assert found.timeline[0].moment.certainty == certainty
    text = part(found.to_text(), 2)
    row = next(line for line in text.splitlines() if "The trial" in line)
    assert row.startswith(f"{sign:<3}     {words}")
    assert text.splitlines()[2].startswith(f"{sign} ")


@pytest.mark.parametrize(("bases", "told"), [("computed", "computed"), ("inferred", "inferred"), ("computed inferred", "inferred")])
def test_a_date_tells_on_what_it_rests(tmp_path: Path, bases: str, told: str) -> None:
    """What was computed is not called inferred; a date that one source states is neither."""
    event = "{id: event/e, type: Event, kind: visit, label: The visit, concerns: person/ann, date: 2010-06-25}"
    claims = "".join(claim(basis, event, f"    basis: {basis}\n") for basis in bases.split())
    found = read(tmp_path, claims)
    assert (found.timeline[0].moment.inferred, found.timeline[0].moment.basis) == (True, told)
    assert f"25 June 2010 ({told})" in one_line(part(found.to_text(), 2))
    assert read(tmp_path, claims + claim("stated", event)).timeline[0].moment.basis == ""


def test_the_timeline_goes_by_the_first_possible_day(tmp_path: Path) -> None:
    """Dated happenings stand in order, undated ones after them."""
    dates = {"c": "date: 2012", "a": "date: 2010-06", "b": "end: 2011-01-01", "u": "place: place/town"}
    claims = "".join(
        claim(n, f"{{id: event/{n}, type: Event, kind: visit, label: Event {n}, concerns: person/ann, {d}}}") for n, d in dates.items()
    )
    found = read(tmp_path, claims)
    assert [h.label for h in found.timeline] == ["Event a", "Event b", "Event c"]
    assert [h.label for h in found.undated] == ["Event u"]
    text = part(found.to_text(), 2)
    assert text.index("Event c") < text.index("Without a date") < text.index("Event u")


def test_a_disputed_date_shows_all_values_and_who_says_which(tmp_path: Path) -> None:
    """Nobody's date is lost."""
    arrest = "{{id: event/arrest, type: Event, kind: arrest, label: Arrest, concerns: person/ann, date: {}}}"
    found = read(tmp_path, claim("a", arrest.format("2010-06-25")), claim("a", arrest.format("2010-06-15")))
    text = one_line(part(found.to_text(), 2))
    assert "└┴┘ ≠ 15 or 25 June 2010 Arrest" in text
    assert "≠ date: 15 June 2010 (The Paper); 25 June 2010 (Watch)" in text
    assert "2 claims from 2 origins" in text


def test_what_is_planned_is_marked_and_attributed(tmp_path: Path) -> None:
    """A plan stands in the timeline, dotted, and never as something that happened."""
    visit = "{id: event/v, type: Event, kind: visit, label: Visit, concerns: person/ann, date: 2021-01-01, actuality: planned}"
    found = read(tmp_path, claim("a", visit))
    assert found.timeline[0].actuality == "planned"
    text = one_line(part(found.to_text(), 2))
    assert "│ ┈ 1 January 2021 Visit planned, as Watch states" in text


def test_what_others_only_report_is_not_in_the_timeline(tmp_path: Path) -> None:
    """A happening that the policy keeps out stands with those who speak of it."""
    fall = "{id: event/f, type: Event, kind: illness, label: Her fall, concerns: person/ann, date: 2010}"
    found = read(tmp_path, claim("a", fall, "    claimant: person/bob\n    stance: reports\n"))
    assert (found.timeline, found.undated) == ((), ())
    text = found.to_text()
    assert "Nothing of this case is on record under this policy." in part(text, 2)
    said = one_line(part(text, 5))
    assert "Happenings that are not on record ╎ Her fall (illness) Bob Lawyer reports through Watch [1] par. 3 ¶" in said


# --- decisions ---------------------------------------------------------------------------------------------------------------


def test_decisions_stand_with_their_parts_and_standing(tmp_path: Path) -> None:
    """Body, kind, outcome, standing, holdings, sentences, and what they do to each other."""
    claims = (
        claim(
            "v",
            "{id: decision/v, type: Decision, kind: verdict, label: The verdict, concerns: person/ann, decidedBy: org/court, date: 2011}",
        )
        + claim("h", "{id: decision/v#h, type: Holding, issue: conviction, outcome: guilty, concerns: person/ann, partOf: decision/v}")
        + claim(
            "s",
            "{id: decision/v#s, type: Sentence, kind: imprisonment, outcome: imposed, term: 10 years, partOf: decision/v}",
        )
        + claim(
            "q",
            "{id: decision/q, type: Decision, kind: judgment, label: The appeal, decidedBy: org/high, date: 2012, quashes: decision/v}",
        )
        + claim("on", "{id: decision/q, type: Decision, outcome: granted, concerns: application/a}")
        + claim("ap", "{id: application/a, type: Application, kind: appeal, label: Her appeal, agent: person/ann}")
    )
    found = read(tmp_path, claims)
    assert [(d.label, d.standing) for d in found.decisions] == [("The verdict", "quashed"), ("The appeal", "not set aside")]
    text = part(found.to_text(), 3)
    for line in (
        "2011: The verdict",
        "  City Court, verdict — quashed",
        "    holding: conviction: guilty",
        "    sentence: imprisonment: imposed, 10 years",
        "    is quashed by: The appeal",
        "  High Court, judgment — not set aside",
        "    on: Her appeal",
        "    outcome: granted",
        "    quashes: The verdict",
    ):
        assert line in text.splitlines()


def test_a_holding_on_two_issues_is_on_both(tmp_path: Path) -> None:
    """Two values stand together, also of a property that has one at a time; alternatives are only what sources disagree on."""
    decision = "{id: decision/v, type: Decision, kind: [views, verdict], label: Views, concerns: person/ann, decidedBy: org/court}"
    holding = "{id: decision/v#h, type: Holding, issue: [iccpr-7, iccpr-2-3], outcome: violation, partOf: decision/v}"
    found = read(tmp_path, claim("v", decision) + claim("h", holding))
    [made] = found.decisions
    assert " and " in made.holdings[0].issue
    assert made.kind == "verdict and views"
    other = claim("v", "{id: decision/v, type: Decision, kind: order, label: Views, concerns: person/ann, decidedBy: org/high}")
    [made] = read(tmp_path, claim("v", decision), other).decisions
    assert made.kind == "order or verdict or views"


def test_rulings_stand_in_time_and_say_what_fell(tmp_path: Path) -> None:
    """Who affirmed a decision, the earliest first, and that this was later quashed."""
    decided = "{{id: decision/{0}, type: Decision, label: Ruling {0}, concerns: person/ann, date: {1}{2}}}"
    rulings = {
        "v": (2010, ""),
        "b": (2011, ", affirms: decision/v"),
        "a": (2012, ", affirms: decision/v"),
        "c": (2013, ", affirms: decision/v"),
    }
    claims = "".join(claim(name, decided.format(name, *told)) for name, told in rulings.items())
    claims += claim("q", decided.format("q", 2016, ", quashes: [decision/b]"))
    found = {decision.id: decision.rulings for decision in read(tmp_path, claims).decisions}
    affirmed = [told for verb, told in found["decision/v"] if verb == "is affirmed by"]
    assert affirmed == ["Ruling b (since quashed)", "Ruling a", "Ruling c"]
    assert found["decision/q"] == (("quashes", "Ruling b"),)


def test_calls_stand_with_what_they_ask_for(tmp_path: Path) -> None:
    """A call is no decision."""
    claims = claim("c", "{id: call/c, type: Call, kind: letter, label: A letter, agent: org/watch, date: 2012-04, concerns: person/ann}")
    claims += claim("m", "{id: call/c#m, type: Measure, kind: release, label: Her release, partOf: call/c}")
    text = part(read(tmp_path, claims).to_text(), 3)
    assert "No decision is told." in text
    assert one_line(text).endswith("April 2012: A letter Watch; letter for: Her release")


CHARGE = "{{id: charge/{0}, type: Charge, kind: {0}, label: Charge of {0}, concerns: person/ann, partOf: case/ann-criminal}}"
VERDICT = "{id: decision/v, type: Decision, kind: verdict, label: The verdict, concerns: person/ann, decidedBy: org/court}"
HOLDING = "{{id: decision/v#{0}, type: Holding, issue: conviction, outcome: guilty, concerns: [person/ann, {1}], partOf: decision/v}}"


def test_holdings_on_one_issue_are_told_apart_by_their_charges(tmp_path: Path) -> None:
    """Each holding says which charge it is on; the person of the case is not named again."""
    claims = claim("v", VERDICT)
    for kind in ("fraud", "rebellion"):
        claims += claim(f"c-{kind}", CHARGE.format(kind)) + claim(f"h-{kind}", HOLDING.format(kind, f"charge/{kind}"))
    found = read(tmp_path, claims)
    assert [[topic.node for topic in holding.topics] for holding in found.decisions[0].holdings] == [["charge/fraud"], ["charge/rebellion"]]
    assert [holding.concerns for holding in found.decisions[0].holdings] == [("Ann Example",), ("Ann Example",)]
    lines = part(found.to_text(), 3).splitlines()
    assert "    holding: conviction — Charge of fraud: guilty" in lines
    assert "    holding: conviction — Charge of rebellion: guilty" in lines


def test_holdings_without_a_charge_are_told_apart_by_their_labels(tmp_path: Path) -> None:
    """The label of a holding shows where another is on the same issue, and only there."""
    holding = "{{id: decision/v#{0}, type: Holding, issue: {1}, outcome: violation, label: {2}, partOf: decision/v}}"
    told = (("a", "fair-trial", "The hearing"), ("b", "fair-trial", "The defence"), ("c", "torture", "The cell"))
    lines = part(read(tmp_path, claim("v", VERDICT) + "".join(claim(t[0], holding.format(*t)) for t in told)).to_text(), 3).splitlines()
    shown = [line.strip() for line in lines if "holding" in line]
    assert shown[:2] == ["holding: fair trial — The hearing: violation", "holding: fair trial — The defence: violation"]
    assert shown[2].startswith("holding: freedom from torture: violation")


def test_a_charge_tells_in_which_words_sources_refer_to_it(tmp_path: Path) -> None:
    """The words stand under the charge, each with who uses them; the words for something else in the same claim do not."""
    bare = CHARGE.format("rebellion")
    claims = claim("c", bare, "    asSaid: rebellion\n") + claim("d", bare, "    asSaid: rising up\n") + claim("v", VERDICT)
    claims += f'  - id: "#w"\n    passage: {{paragraph: 9}}\n    asSaid: the city court\n    that:\n      - {bare}\n      - {VERDICT}\n'
    found = read(tmp_path, claims, claim("c", bare, "    asSaid: rebellion\n"))
    assert [wording.words for wording in found.undated[0].wordings] == ["rebellion", "rising up"]
    text = one_line(part(found.to_text(), 2))
    assert "in the words of sources: “rebellion” (The Paper [1], Watch [2]); “rising up” (Watch [2])" in text


def test_a_charge_that_is_not_on_record_has_its_words_too(tmp_path: Path) -> None:
    """What others only report stands with those who say it, in the words they use."""
    found = read(tmp_path, claim("c", CHARGE.format("fraud"), "    claimant: person/bob\n    stance: reports\n    asSaid: theft\n"))
    assert "╎ Charge of fraud in the words of sources: “theft” (Watch [1]) Bob Lawyer reports" in one_line(part(found.to_text(), 5))


@pytest.mark.parametrize(
    ("effect", "told"),
    [("imposed", "imposed, 6 months"), ("reduced", "reduced to 6 months"), ("reduced-by", "reduced by 6 months")],
)
def test_what_is_left_and_what_is_taken_off_read_apart(tmp_path: Path, effect: str, told: str) -> None:
    """A term that is left and a term that is taken off have words of their own."""
    sentence = f"{{id: decision/v#s, type: Sentence, kind: imprisonment, outcome: {effect}, term: 6 months, partOf: decision/v}}"
    lines = part(read(tmp_path, claim("v", VERDICT) + claim("s", sentence)).to_text(), 3).splitlines()
    assert f"    sentence: imprisonment: {told}" in lines


def test_a_sanction_says_whom_it_concerns_beside_the_person_of_the_case(tmp_path: Path) -> None:
    """The suspension of a paper is not that of its editor."""
    sentence = "{{id: decision/v#{0}, type: Sentence, kind: {1}, outcome: imposed, concerns: {2}, partOf: decision/v}}"
    claims = claim("v", VERDICT) + claim("a", sentence.format("a", "suspension", "org/paper"))
    lines = part(read(tmp_path, claims + claim("b", sentence.format("b", "fine", "person/ann"))).to_text(), 3).splitlines()
    assert "    sentence: suspension: imposed (concerning The Paper)" in lines
    assert "    sentence: fine: imposed" in lines


@pytest.mark.parametrize(
    ("tie", "presides"),
    [
        ("agent: person/bob, concerns: org/court, role: presiding-judge, partOf: case/ann-criminal", True),
        ("agent: person/bob, concerns: org/court, role: judge, partOf: case/ann-criminal", False),
        ("agent: person/bob, concerns: org/court, role: presiding-judge, partOf: case/ann", False),
    ],
)
def test_who_presided_stands_first_among_the_judges(tmp_path: Path, tie: str, presides: bool) -> None:
    """A tie in the same proceeding makes a presiding judge, one in another does not."""
    decision = VERDICT[:-1] + ", judge: [person/ann, person/bob], partOf: case/ann-criminal}"
    claims = claim("v", decision) + claim("t", f"{{id: relationship/x, type: Relationship, kind: membership, {tie}}}")
    found = read(tmp_path, claims).decisions[0]
    assert found.presiding == (("Bob Lawyer",) if presides else ())
    judges = "Bob Lawyer (presiding judge), Ann Example" if presides else "Ann Example, Bob Lawyer"
    assert f"judges: {judges}" in part(read(tmp_path, claims).to_text(), 3)


def test_a_judge_whose_role_is_to_preside_presided_in_their_one_decision(tmp_path: Path) -> None:
    """With two decisions, the role alone does not say in which."""
    role = claim("r", "{id: person/bob, type: Person, role: presiding-judge}")
    first = claim("v", VERDICT[:-1] + ", judge: person/bob}")
    other = claim("w", "{id: decision/w, type: Decision, concerns: person/ann, judge: person/bob}")
    assert read(tmp_path, role + first).decisions[0].presiding == ("Bob Lawyer",)
    assert [found.presiding for found in read(tmp_path, role + first + other).decisions] == [(), ()]


# --- the order of what has no date -------------------------------------------------------------------------------------------


def ordered(folder: Path, *told: str) -> list[str]:
    """Return the labels of the decisions of a case, in order."""
    claims = (claim(f"d{number}", f"{{type: Decision, concerns: [person/ann], {text}}}") for number, text in enumerate(told))
    return [decision.label for decision in read(folder, "".join(claims)).decisions]


@pytest.mark.parametrize("verb", ["affirms", "quashes", "varies", "promptedBy"])
def test_an_appeal_stands_after_the_trial(tmp_path: Path, verb: str) -> None:
    """Without dates, what rules on another or is prompted by it goes after it, whatever the labels."""
    told = f"id: decision/a, label: Appeal, {verb}: decision/t", "id: decision/t, label: Trial"
    assert ordered(tmp_path, *told) == ["Trial", "Appeal"]


def test_a_ruling_on_a_part_stands_after_the_whole(tmp_path: Path) -> None:
    """Who quashes a holding rules on the decision that it is part of."""
    holding = "{id: decision/t#h, type: Holding, issue: conviction, outcome: guilty, partOf: decision/t}"
    on_part = "{id: decision/a#h, type: Holding, issue: conviction, outcome: acquitted, partOf: decision/a, quashes: decision/t#h}"
    decisions = "{{id: decision/{}, type: Decision, label: {}, concerns: person/ann}}"
    claims = claim("a", decisions.format("a", "Appeal")) + claim("t", decisions.format("t", "Trial"))
    assert [d.label for d in read(tmp_path, claims + claim("h", holding) + claim("p", on_part)).decisions] == ["Trial", "Appeal"]


def test_an_application_leads_from_one_decision_to_the_next(tmp_path: Path) -> None:
    """It goes after the decision that it is against, and before the one on it."""
    decisions = "{{id: decision/{}, type: Decision, label: {}, concerns: [person/ann{}]}}"
    claims = claim("a", decisions.format("a", "Appeal", ", application/x")) + claim("t", decisions.format("t", "Trial", ""))
    claims += claim("x", "{id: application/x, type: Application, kind: appeal, label: Complaint, concerns: decision/t}")
    found = read(tmp_path, claims)
    assert [h.label for h in found.undated] == ["Trial", "Complaint", "Appeal"]
    assert [d.label for d in found.decisions] == ["Trial", "Appeal"]


def test_an_application_goes_before_the_decisions_of_its_proceeding(tmp_path: Path) -> None:
    """Where nothing says which decision is on it, the proceeding does."""
    claims = claim("a", "{id: decision/a, type: Decision, label: A ruling, concerns: person/ann, partOf: case/ann-criminal}")
    claims += claim("x", "{id: application/x, type: Application, label: Complaint, concerns: decision/t, partOf: case/ann-criminal}")
    claims += claim("t", "{id: decision/t, type: Decision, label: Trial, concerns: person/ann}")
    assert [h.label for h in read(tmp_path, claims).undated] == ["Trial", "Complaint", "A ruling"]


def test_what_has_no_date_goes_before_what_follows_it(tmp_path: Path) -> None:
    """An undated trial stands right before its dated appeal; what nothing leads to stands last."""
    told = (
        "id: decision/a, label: Appeal, date: 2015, affirms: decision/t",
        "id: decision/t, label: Trial",
        "id: decision/b, label: Earlier, date: 2010",
        "id: decision/c, label: Later, date: 2020",
        "id: decision/u, label: Alone",
    )
    assert ordered(tmp_path, *told) == ["Earlier", "Trial", "Appeal", "Later", "Alone"]


def test_links_never_contradict_dates(tmp_path: Path) -> None:
    """A ruling that is dated before what it rules on stays there; dates that overlap let links decide."""
    told = "id: decision/a, label: Appeal, date: 2010, affirms: decision/t", "id: decision/t, label: Trial, date: 2015"
    assert ordered(tmp_path, *told) == ["Appeal", "Trial"]
    told = "id: decision/a, label: Appeal, date: 2015, affirms: decision/t", "id: decision/t, label: Trial, date: 2015-06"
    assert ordered(tmp_path, *told) == ["Trial", "Appeal"]


def test_dates_hold_through_what_has_none(tmp_path: Path) -> None:
    """Two links through an undated ruling cannot turn two dates round."""
    told = (
        "id: decision/a, label: A, date: 2010, affirms: decision/u",
        "id: decision/u, label: U, affirms: decision/c",
        "id: decision/c, label: C, date: 2015",
    )
    found = ordered(tmp_path, *told)
    assert found.index("A") < found.index("C")


def test_a_circle_of_rulings_is_put_in_some_order(tmp_path: Path) -> None:
    """Two decisions that affirm each other both stand there, the same way each time."""
    told = "id: decision/a, label: A, affirms: decision/b", "id: decision/b, label: B, affirms: decision/a"
    assert ordered(tmp_path, *told) == ordered(tmp_path, *reversed(told))
    assert sorted(ordered(tmp_path, *told)) == ["A", "B"]


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["2010", "2011", "2012", "9999"]), min_size=1),
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20),
)
def test_an_arrangement_keeps_every_node_and_the_first_links(keys: dict[str, str], links: list[tuple[str, str]]) -> None:
    """No node is lost or doubled, each link holds unless it contradicts earlier ones, and without links the keys decide."""
    named = {node: (key, node) for node, key in keys.items()}
    order = arrange(named, links)
    assert sorted(order) == sorted(keys)
    assert arrange(named, []) == sorted(named, key=named.__getitem__)
    first = next(((a, b) for a, b in links if a != b), None)
    if first and set(first) <= set(keys):
        assert order.index(first[0]) < order.index(first[1])


# --- what is inferred, and what is only attributed ---------------------------------------------------------------------------


def test_what_the_encoder_inferred_says_so(tmp_path: Path) -> None:
    """An outcome, a court or an addressee that no source states carries its basis; one stated elsewhere does not."""
    holding = "{id: decision/v#h, type: Holding, issue: torture, outcome: violation, partOf: decision/v}"
    inferred = claim("v", VERDICT, "    basis: inferred\n") + claim("h", holding, "    basis: inferred\n")
    found = read(tmp_path, inferred)
    decision = found.decisions[0]
    assert decision.marks["decided by"] == {"City Court": ("inferred",)}
    assert decision.holdings[0].marks["outcome"] == {"violation": ("inferred",)}
    text = part(found.to_text(), 3)
    assert "City Court (inferred), verdict" in text
    assert "holding: freedom from torture: violation (inferred)" in text
    stated = read(tmp_path, inferred, claim("v", VERDICT) + claim("h", holding))
    assert "inferred" not in part(stated.to_text(), 3)


def test_a_part_whose_place_is_inferred_says_so(tmp_path: Path) -> None:
    """A fine that is stated, of a decision that is read from the context."""
    fine = "{id: decision/v#s, type: Sentence, kind: fine, outcome: imposed, amount: ten crowns}"
    placed = "{id: decision/v#s, type: Sentence, partOf: decision/v}"
    text = one_line(part(read(tmp_path, claim("v", VERDICT) + claim("s", fine) + claim("p", placed, "    basis: inferred\n")).to_text(), 3))
    assert "sentence: fine: imposed, ten crowns (as part of this decision: inferred)" in text


def test_who_says_so_tells_what_was_inferred(tmp_path: Path) -> None:
    """In one source, what is stated and what is inferred stand in rows of their own."""
    act = "{id: act/t, type: Act, kind: torture, label: Torture, concerns: person/ann}"
    found = read(tmp_path, claim("a", act) + claim("b", act, "    basis: inferred\n", "4"))
    assert [saying.basis for saying in found.statements[0].sayings] == ["", "inferred"]
    text = one_line(part(found.to_text(), 5))
    assert "Watch states own voice [1] par. 3 ¶ Watch states own voice; inferred [1] par. 4 ¶" in text


def test_what_prompted_something_is_marked_where_it_is_only_attributed(tmp_path: Path) -> None:
    """A wrong that is alleged does not come on record by what it led to."""
    claims = claim("i", "{id: event/i, type: Event, kind: investigation, concerns: person/ann, date: 2011, promptedBy: act/t}")
    claims += claim("t", "{id: act/t, type: Act, kind: torture, label: Torture of Ann, concerns: person/ann}")
    found = read(tmp_path, claims)
    [value] = found.timeline[0].details[0].values
    assert (value.text, value.on_record, value.node) == ("Torture of Ann", False, "act/t")
    assert "prompted by ╎ Torture of Ann" in one_line(part(found.to_text(), 2))


def test_an_outcome_that_others_only_report_is_marked(tmp_path: Path) -> None:
    """The decision is on record, what somebody says came of it is not."""
    hearsay = "    claimant: person/bob\n    stance: reports\n"
    found = read(tmp_path, claim("v", VERDICT) + claim("o", "{id: decision/v, type: Decision, outcome: granted}", hearsay))
    assert found.decisions[0].marks["outcome"] == {"granted": ("attributed",)}
    assert "outcome: ╎ granted" in one_line(part(found.to_text(), 3))


# --- planned, then done ------------------------------------------------------------------------------------------------------


def test_what_was_planned_and_took_place_is_told_as_both(tmp_path: Path) -> None:
    """An older source expects it on a day, a later one tells of it: it occurred, and what was expected stands beside."""
    planned = "{id: event/h, type: Event, kind: hearing, label: Hearing, concerns: person/ann, date: 2019-04-24, actuality: planned}"
    done = "{id: event/h, type: Event, kind: hearing, label: Hearing, concerns: person/ann, date: 2019-05-02}"
    found = read(tmp_path, claim("h", done), claim("h", planned))
    assert (found.timeline[0].actuality, found.timeline[0].moment.text) == ("occurred", "2 May 2019")
    text = one_line(part(found.to_text(), 2))
    assert "│ 2 May 2019 Hearing told as planned for 24 April 2019, as The Paper states; 2 claims" in text
    assert found.disagreements == ()


def test_what_was_planned_and_is_only_reported_stands_with_those_who_report_it(tmp_path: Path) -> None:
    """It is neither planned any more nor on record."""
    planned = "{id: event/h, type: Event, kind: hearing, label: Hearing, concerns: person/ann, date: 2019-04-24, actuality: planned}"
    done = "{id: event/h, type: Event, kind: hearing, concerns: person/ann, date: 2019-05-02}"
    found = read(tmp_path, claim("h", done, "    claimant: person/bob\n    stance: reports\n"), claim("h", planned))
    assert (found.timeline, found.undated) == ((), ())
    assert "╎ Hearing: told as planned for 24 April 2019, as The Paper states" in one_line(part(found.to_text(), 5))


def test_what_was_planned_and_did_not_occur_is_told_as_such(tmp_path: Path) -> None:
    """The later word is that it did not take place; the plan is still told."""
    event = "{{id: event/h, type: Event, kind: hearing, label: Hearing, concerns: person/ann, date: 2019-04-24, actuality: {}}}"
    found = read(tmp_path, claim("h", event.format("not-occurred")), claim("h", event.format("planned")))
    assert found.timeline[0].actuality == "did not occur"
    text = one_line(part(found.to_text(), 2))
    assert "did not occur, as Watch states; told as planned for 24 April 2019, as The Paper states" in text


# --- demands and answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "sign", "answer"),
    [
        ("no-evidence", "○ no evidence", "no-evidence"),
        ("ignored", "○ ignored", "no-evidence"),
        ("refused", "✗ refused", "refused"),
        ("answered", "◌ answered", "answered"),
        ("partly-done", "◐ partly done", "partly-done"),
        ("done", "● done", "done"),
    ],
)
def test_each_answer_has_its_sign(tmp_path: Path, kind: str, sign: str, answer: str) -> None:
    """Each kind of response has its sign, its word, and who says so."""
    claims = claim("d", "{id: decision/d, type: Decision, label: Views, concerns: person/ann, decidedBy: org/high, date: 2016-03}")
    claims += claim(
        "m",
        "{id: decision/d#m, type: Measure, label: Her release, partOf: decision/d, bindingness: recommended, addressee: state/land}",
    )
    claims += claim("r", f"{{id: decision/d#r, type: Response, kind: {kind}, agent: state/land, respondsTo: decision/d#m, date: 2017}}")
    found = read(tmp_path, claims)
    assert found.demands[0].answers[0].sign == answer
    text = one_line(part(found.to_text(), 4))
    assert "High Court: March 2016, Views Her release — recommended, asked of Land" in text
    assert f"{sign} by Land, 2017, as Watch states [1] par. 3 ¶" in text


def test_a_demand_tells_its_term_and_an_answer_how_much(tmp_path: Path) -> None:
    """Until when something is asked for, and how much of it was done."""
    claims = claim("m", "{id: measure/m, type: Measure, label: Reply, concerns: person/ann, term: within 180 days}")
    claims += claim("r", "{id: response/r, type: Response, kind: partly-done, quantity: two of five, respondsTo: measure/m}")
    found = read(tmp_path, claims)
    assert (found.demands[0].term, found.demands[0].answers[0].quantity) == ("within 180 days", "two of five")
    text = one_line(part(found.to_text(), 4))
    assert "Reply — asked of nobody named, within 180 days" in text
    assert "◐ partly done: two of five, as Watch states" in text


def test_silence_and_being_ignored_differ_in_words(tmp_path: Path) -> None:
    """Both have the open circle; the legend says that it stands for either."""
    claims = claim("m", "{id: measure/m, type: Measure, label: Reply, concerns: person/ann}")
    claims += claim("n", "{id: measure/n, type: Measure, label: Visit, concerns: person/ann}")
    claims += claim("r", "{id: response/r, type: Response, kind: ignored, agent: state/land, respondsTo: measure/m}")
    text = one_line(part(read(tmp_path, claims).to_text(), 4))
    assert "○ no evidence of an answer, or ignored, as a source says ·" in text
    assert "○ ignored by Land, as Watch states" in text
    assert text.endswith("Visit — asked of nobody named ○ no evidence of an answer in these sources")


def test_a_demand_without_an_answer_says_so(tmp_path: Path) -> None:
    """No response is no evidence, not a refusal."""
    claims = claim("m", "{id: measure/m, type: Measure, kind: release, label: Her release, concerns: person/ann}")
    text = part(read(tmp_path, claims).to_text(), 4)
    assert "Not told by whom" in text
    assert "○ no evidence of an answer in these sources" in text


APPLICATION = "{id: application/x, type: Application, kind: complaint, label: Her complaint, agent: person/ann, partOf: case/ann-criminal}"
SOUGHT = "{id: application/x#m, type: Measure, kind: release, label: Her release, partOf: application/x, addressee: state/land}"


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        ("concerns: application/x, outcome: granted", "decided: The ruling: granted"),
        ("concerns: person/ann, partOf: case/ann-criminal", "decided: The ruling"),
        ("concerns: person/ann", "decided: no decision on it is told in these sources"),
    ],
)
def test_what_an_application_seeks_is_no_demand(tmp_path: Path, decision: str, told: str) -> None:
    """It stands under a heading of its own, and the decision on the application, or in its proceeding, is the answer."""
    claims = claim("x", APPLICATION) + claim("m", SOUGHT)
    found = read(tmp_path, claims + claim("d", f"{{id: decision/d, type: Decision, label: The ruling, {decision}}}"))
    assert found.demands == ()
    assert [demand.label for demand in found.sought] == ["Her release"]
    text = one_line(part(found.to_text(), 4))
    assert "No measure was ordered" in text
    assert "Sought in applications" in text
    assert "Ann Example: Her complaint Her release — asked of Land" in text
    assert text.endswith(told)
    assert "no evidence" not in text


def test_an_application_whose_outcome_is_told_has_it_as_answer(tmp_path: Path) -> None:
    """The outcome stands before the decisions."""
    application = APPLICATION[:-1] + ", outcome: dismissed}"
    text = one_line(part(read(tmp_path, claim("x", application) + claim("m", SOUGHT)).to_text(), 4))
    assert text.endswith("decided: dismissed")


def test_a_denied_answer_names_both_sides(tmp_path: Path) -> None:
    """Who disputes that a measure was carried out stands beside who says it was."""
    measure = claim("m", "{id: measure/m, type: Measure, kind: release, label: Her release, concerns: person/ann}")
    done = claim("r", "{id: response/r, type: Response, kind: done, respondsTo: measure/m}")
    against = '  - id: "#x"\n    passage: {paragraph: "1"}\n    disputes: source/watch#r\n'
    text = one_line(part(read(tmp_path, measure + done, against).to_text(), 4))
    assert "● done, as Watch states [2] par. 3 ¶; The Paper disputes [1] par. 1 ¶" in text


# --- who says what -----------------------------------------------------------------------------------------------------------


def test_statements_tell_claimant_stance_relay_and_place(tmp_path: Path) -> None:
    """Each row says who, how strongly, through whom, and in which passage, located or only cited."""
    torture = "{id: act/t, type: Act, kind: torture, label: Torture of Ann, agent: group/guards, concerns: person/ann}"
    located = (
        f'  - id: "#a"\n    passage: {{paragraph: 2, start: 1, end: 9, sha256: {DIGEST}}}\n    claimant: person/ann\n    stance: alleges\n'
    )
    claims = (
        f"{located}    relayStance: endorses\n    that:\n      - {torture}\n"
        + claim("b", torture, "    claimant: org/high\n    stance: finds\n", "4.2")
        + claim("c", torture, "    claimant: org/court\n    relayStance: distances\n    stance: doubts\n")
        + claim("d", torture, "    stance: believes\n")
    )
    found = read(tmp_path, claims, claim("n", torture, "    claimant: state/land\n    stance: denies\n"))
    assert found.statements[0].on_record is False
    text = one_line(part(found.to_text(), 5))
    assert "None of these is on record, whoever speaks. ╎ Torture of Ann (ascribed to Guards)" in text
    assert "Ann Example alleges through Watch, who endorses it [2] par. 2 ✓" in text
    assert "High Court finds through Watch [2] par. 4.2 ¶" in text
    assert "Watch believes own voice [2] par. 3 ¶" in text
    assert "Land denies through The Paper [1] par. 3 ¶" in text
    assert [s.polarity for s in found.statements[0].sayings] == ["denies", "affirms", "withholds", "affirms", "affirms"]
    narrow = one_line(part(found.to_text(80), 5))
    assert "City Court — doubts — through Watch, who keeps a distance — [2] par. 3 ¶" in narrow


def test_characterizations_and_remarks(tmp_path: Path) -> None:
    """A judgement stands with its kind; what is in no triples stands in the encoder's words."""
    claims = claim(
        "a",
        "{id: char/c, type: Characterization, kind: unfair, label: Her trial, concerns: person/ann}",
        "    stance: assesses\n    gist: As a whole.\n",
    )
    claims += '  - id: "#g"\n    passage: {paragraph: "last"}\n    gist: She was brave to the end.\n    concerns: person/ann\n'
    text = one_line(part(read(tmp_path, claims).to_text(), 5))
    assert "Judgements on people and things None of these is on record, whoever speaks. ╎ Her trial (unfair)" in text
    assert "Watch assesses own voice [1] par. 3 ¶ As a whole." in text
    assert "She was brave to the end. — Watch states [1] last ¶" in text


def test_a_denial_stands_beside_what_it_denies(tmp_path: Path) -> None:
    """What is on record and denied is told with both sides, in the list of statements and of disagreements."""
    place = "{id: event/e, type: Event, kind: meeting, label: The meeting, concerns: person/ann, place: place/town}"
    deny = "{id: event/e, type: Event, place: place/town}"
    found = read(tmp_path, claim("a", place), claim("n", deny, "    stance: denies\n"))
    text = found.to_text()
    assert "╎" not in next(line for line in part(text, 5).splitlines() if "The meeting" in line)
    said = one_line(part(text, 5))
    assert "Denied The meeting: place: Town The Paper denies own voice [1] par. 3 ¶ Watch states own voice [2] par. 3 ¶" in said
    assert "≠ The meeting place: Town Watch states own voice [2] par. 3 ¶ The Paper denies own voice [1]" in one_line(part(text, 6))
    assert "≠ place: Town (Watch; denied by The Paper)" in one_line(part(text, 2))


def test_another_policy_may_let_a_judgement_on_record(tmp_path: Path) -> None:
    """Under a policy that lets it in, a characterization carries no mark."""
    claims = claim("a", "{id: char/c, type: Characterization, kind: unfair, label: Her trial, concerns: person/ann}")
    found = read(tmp_path, claims, policy="any-affirmed")
    assert found.statements[0].on_record is True
    assert "╎" not in part(found.to_text(), 5)


# --- disagreements and sources -----------------------------------------------------------------------------------------------


def test_disagreements_name_values_holders_and_the_ruling(tmp_path: Path) -> None:
    """An editor's preference is told with its reason; the other value stays."""
    decided = "{{id: decision/d, type: Decision, label: The verdict, concerns: person/ann, decidedBy: {}}}"
    ruling = "agent: org/watch, date: 2026, reason: The file says so."
    case = CASE + f'prefer:\n  - {{id: "#p", subject: decision/d, property: decidedBy, claim: source/watch#a, {ruling}}}\n'
    found = read(tmp_path, claim("a", decided.format("org/court")), claim("b", decided.format("org/high")), case=case)
    text = one_line(part(found.to_text(), 6))
    assert "≠ The verdict: decided by City Court Watch states own voice [2] par. 3 ¶ High Court The Paper states" in text
    assert text.endswith("settled by an editor: The file says so.")
    assert "settled by an editor" in one_line(part(found.to_text(), 2) + part(found.to_text(), 3))


def test_values_that_agree_are_no_rivals(tmp_path: Path) -> None:
    """A month that holds one of the days stands below, as less exact."""
    event = "{{id: event/e, type: Event, kind: visit, label: The visit, concerns: person/ann, date: {}}}"
    claims = "".join(claim(f"d{number}", event.format(date)) for number, date in enumerate(("2010-06", "2010-06-25", "2011-01-02")))
    found = read(tmp_path, claims)
    assert [(held.text, held.refined_by) for held in found.disagreements[0].values] == [
        ("June 2010", "25 June 2010"),
        ("25 June 2010", ""),
        ("2 January 2011", ""),
    ]
    assert "2 January 2011 (Watch); also less exactly: June 2010 (Watch)" in one_line(part(found.to_text(), 2))
    assert "also less exactly: June 2010 Watch states" in one_line(part(found.to_text(), 6))


def test_dossier_and_answers_use_one_name(tmp_path: Path) -> None:
    """A node that claims label differently goes by one label everywhere."""
    told = "{{id: event/e, type: Event, kind: visit, label: {}, concerns: person/ann}}"
    claims = "".join(claim(name, told.format(label)) for name, label in (("a", "Beta"), ("b", "Alpha"), ("c", "Beta")))
    assert [happening.label for happening in read(tmp_path, claims).undated] == ["Beta"]
    found = dataset.read(tmp_path)
    answers = Answers(derive.derive(found.quads(), found.settings, found.vocabulary), found.vocabulary)
    assert answers.why_as_text("event/e", answers.why("event/e")).startswith("Beta\n")


def test_sources_are_numbered_by_date_and_counted(tmp_path: Path) -> None:
    """Author, kind, date, counts and an unbroken address; claims on other matters are counted apart."""
    other = claim("o", "{id: event/other, type: Event, kind: visit, label: Something else, place: place/town}")
    mine = claim("a", "{id: event/e, type: Event, kind: visit, concerns: person/ann}")
    found = read(tmp_path, mine + other, mine)
    assert [(s.number, s.label, s.claims, s.others) for s in found.sources] == [
        (1, "News in The Paper", 1, 0),
        (2, "Report of Watch", 1, 1),
    ]
    text = part(found.to_text(60), 7)
    assert "News in The Paper" in text and "The Paper; news report; 2019" in text
    assert "1 claim and 1 on other matters; passages 1 ¶" in text
    assert (
        "      https://example.org/a/very/long/address/that/goes/on/and/on/and/must/not/be/broken/into/parts/because/people/copy/it.html"
        in text.splitlines()
    )


# --- what belongs ------------------------------------------------------------------------------------------------------------


def test_links_lead_to_what_belongs_and_not_through_what_is_shared(tmp_path: Path) -> None:
    """Parts, answers and effects belong to the case; other cases before the same court do not."""
    claims = (
        claim("d", "{id: decision/d, type: Decision, concerns: person/ann, decidedBy: org/court}")
        + claim("m", "{id: decision/d#m, type: Measure, kind: release, partOf: decision/d}")
        + claim("r", "{id: event/r, type: Event, kind: review, label: The review, promptedBy: decision/d, place: place/town}")
        + claim("o", "{id: decision/o, type: Decision, label: Of another, concerns: person/bob, decidedBy: org/court}")
        + claim("p", "{id: event/r, type: Event, promptedBy: decision/o}")
        + '  - id: "#g"\n    passage: {paragraph: 1}\n    gist: Of the review.\n    concerns: event/r\n'
    )
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/bob.yaml").write_text(
        "id: case/bob\ntype: Case\nkind: matter\nlabel: Another\nconcerns: person/bob\n", encoding="utf-8"
    )
    found = read(tmp_path, claims)
    assert [d.id for d in found.decisions] == ["decision/d"]
    assert [d.id for d in found.demands] == ["decision/d#m"]
    assert [h.label for h in found.undated if h.kind == "review"] == ["The review"]
    assert [r.gist for r in found.remarks] == ["Of the review."]
    assert found.sources[0].others == 1


def test_an_unknown_case_names_the_nearest(tmp_path: Path) -> None:
    """A slip in the name of a case gets the known ones; a short name is enough."""
    read(tmp_path, "")
    data = dataset.read(tmp_path)
    derived = derive.derive(data.quads(), data.settings, data.vocabulary)
    with pytest.raises(NotFound, match=r"no case `case/an`; did you mean `case/ann`\?") as error:
        dossier(derived, data.vocabulary, "case/an")
    assert "known are: case/ann, case/ann-criminal" in str(error.value)
    with pytest.raises(NotFound):
        dossier(derived, data.vocabulary, "person/ann")
    assert dossier(derived, data.vocabulary, "ann").id == "case/ann"
    assert dossier(derived, data.vocabulary, "https://example.org/id/case/ann").id == "case/ann"


def test_empty_parts_say_so_in_a_sentence(tmp_path: Path) -> None:
    """A case of which nothing is told yields a page of seven parts."""
    found = read(tmp_path, "", case="id: case/ann\ntype: Case\nkind: matter\nlabel: Empty\n")
    text = found.to_text()
    for number, sentence in enumerate(
        (
            "names nobody whom this case concerns",
            "Nothing of this case is on record",
            "No decision is told.",
            "No measure was ordered",
            "No alleged wrong, no judgement and no denial is told.",
            "do not disagree on anything",
            "No source speaks of this case.",
        ),
        1,
    ):
        assert sentence in one_line(part(text, number))


# --- the page ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 40, 60, 83, 84, 100, 140])
def test_no_line_is_wider_than_asked(tmp_path: Path, width: int) -> None:
    """Rows and paragraphs keep to the width, in any script; only addresses go beyond."""
    label = "Допрос " * 12 + "東京" * 60 + "x" * 150
    claims = claim(
        "a", f"{{id: event/e, type: Event, kind: visit, label: {label}, concerns: person/ann, date: 2010-06, place: place/town}}"
    )
    claims += claim(
        "b",
        f"{{id: act/t, type: Act, kind: torture, label: {label}, concerns: person/ann}}",
        "    claimant: person/ann\n    stance: alleges\n",
    )
    lines = read(tmp_path, claims, claims).to_text(width).splitlines()
    assert max(measure(line) for line in lines if "https://" not in line) <= max(width, 40)
    assert all(line == line.rstrip() for line in lines)


def test_a_hostile_label_does_no_harm(tmp_path: Path) -> None:
    """Escapes, control characters, line breaks and text direction overrides never reach the terminal."""
    label = "\x1b[31mred\a\nfake heading\r\x9b2J\u202eright\u2066x\u2028y\0"
    claims = claim("a", "{id: event/e, type: Event, kind: visit, label: HOSTILE, concerns: person/ann, date: 2010}")
    claims += claim("b", "{id: act/t, type: Act, kind: torture, label: HOSTILE, concerns: person/ann}")
    read(tmp_path, claims)
    data = dataset.read(tmp_path)
    literal = ox.Literal(label, language="en")
    hostile = [ox.Quad(q.subject, q.predicate, literal, q.graph_name) if "HOSTILE" in str(q.object) else q for q in data.quads()]
    found = dossier(derive.derive(hostile, data.settings, data.vocabulary), data.vocabulary, "case/ann")
    for width in (60, 100):
        text = found.to_text(width)
        assert not [ch for ch in text if ch in "\x1b\x07\r\x9b\u202e\u2066\u2028\0"]
        assert not any(line.startswith("fake") for line in text.splitlines())
    assert "␛[31mred␇ fake heading" in found.to_text()


def test_a_style_dresses_text_after_it_is_laid_out(tmp_path: Path) -> None:
    """Colour changes no line: without the marks of the style the page is the same."""
    claims = claim("a", "{id: event/e, type: Event, kind: visit, label: A visit, concerns: person/ann, date: 2010-06}")
    claims += claim("b", "{id: act/t, type: Act, kind: torture, label: Torture, concerns: person/ann}", "    stance: denies\n")
    found = read(tmp_path, claims)
    roles: set[str] = set()

    def style(text: str, role: str) -> str:
        roles.add(role)
        return f"\x1b[1m{text}\x1b[0m"

    assert found.to_text(100, style).replace("\x1b[1m", "").replace("\x1b[0m", "") == found.to_text(100)
    assert {"title", "heading", "strong", "quiet", "sign", "attributed", "denied"} <= roles
    assert "" not in roles


def test_the_data_can_be_written_as_json(tmp_path: Path) -> None:
    """Keys are the fields, tuples are lists, absent days are null."""
    found = read(tmp_path, claim("a", "{id: event/e, type: Event, kind: visit, label: A visit, concerns: person/ann, start: 2010-06}"))
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["id"] == "case/ann"
    assert plain["timeline"][0]["moment"] == {
        "text": "from June 2010",
        "certainty": "open-end",
        "earliest": "2010-06-01",
        "latest": None,
        "inferred": False,
        "basis": "",
        "days": [["2010-06-01", "2010-06-30"]],
    }
    assert plain["sources"][0]["claims"] == 1


def test_the_shipped_cases_can_be_read(repo: Path) -> None:
    """Every case of the shipped dataset has a dossier whose seven parts are there."""
    data = dataset.read(repo / "data")
    derived = derive.derive(data.quads(), data.settings, data.vocabulary)
    cases = [iri for iri, classes in derived.ledger.context.classes.items() if any(name.endswith("#Case") for name in classes)]
    assert cases
    for case in cases:
        found = dossier(derived, data.vocabulary, case)
        assert found.claims and part(found.to_text(), 7)

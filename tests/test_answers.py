"""Answers to `conflicts` and `why`: names, sources and passages, and hostile texts made harmless."""

from __future__ import annotations

from pathlib import Path

import pytest

from rightsgraph import dataset, vocabulary
from rightsgraph.answers import Answers
from rightsgraph.derive import derive
from rightsgraph.errors import NotFound

ACTORS = """
actors:
  - {id: org/one, type: Organization, kind: ngo, label: One}
  - {id: person/a, type: Person, label: Ana}
"""
TWO = r"""
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<org/two> a rg:Organization ; rdfs:label "Two\u001B[31m\u202E red"@en .
"""
ONE = """
id: source/one
type: Source
kind: statement
label: Statement of One
author: org/one
url: https://example.org/one
claims:
  - id: "#c1"
    passage: {paragraph: 1}
    that: [{id: event/arrest, type: Event, kind: arrest, concerns: person/a, date: 2020-01-02}]
  - id: "#c2"
    passage: {paragraph: 2}
    claimant: org/two
    stance: denies
    disputes: "#c1"
  - id: "#c3"
    passage: {start: 0, end: 5, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}
    claimant: org/two
    relayStance: distances
    basis: inferred
    that: [{id: event/arrest, type: Event, kind: arrest, concerns: person/a, date: 2020-01-03}]
"""


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """Answers on a small dataset with a disagreement, a denial and a hostile label."""
    files = {"dataset.yaml": "title: Small\n", "actors/a.yaml": ACTORS, "actors/two.ttl": TWO, "sources/one.yaml": ONE}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    found = dataset.read(tmp_path)
    return Answers(derive(found.quads(), found.settings, found.vocabulary), vocabulary.load())


def test_conflicts_hold_values_and_denials(answers: Answers) -> None:
    """A date with two values is one entry, the denial of what a claim says another; both keep all claims."""
    found = {entry["kind"]: entry for entry in answers.conflicts()}
    assert [position["value"] for position in found["values"]["positions"]] == ["2020-01-02", "2020-01-03"]
    assert found["values"]["record"] == ["2020-01-02"]
    assert found["denial"]["subject"] == "event/arrest"
    denied = [claim["claim"] for position in found["denial"]["positions"] for claim in position["deniedBy"]]
    assert set(denied) == {"source/one#c2"}


def test_text_says_through_whom_and_on_what_basis(answers: Answers) -> None:
    """Relay, basis and passage stand in the line of a claim; a cited passage bears another sign than an anchored one."""
    text = answers.conflicts_as_text(answers.conflicts())
    assert "One — states · Statement of One, ¶ para 1 [source/one#c1]" in text
    assert "passed on at a distance by One, inferred by the encoder · Statement of One, ✓ characters 0–5" in text


def test_hostile_labels_are_harmless(answers: Answers) -> None:
    """Escape sequences and marks that turn the line never reach a terminal."""
    text = answers.conflicts_as_text(answers.conflicts())
    assert "Two [31m  red" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def make(folder: Path, *claims: str, actors: str = ACTORS) -> Answers:
    """Answers on claims of One and of Two, a claim a text; the rest as above."""
    head = ONE[: ONE.index("claims:")] + "claims:\n"
    files = {"dataset.yaml": "title: Small\n", "actors/a.yaml": actors, "sources/one.yaml": head + "".join(claims)}
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    found = dataset.read(folder)
    assert found.unreadable == []
    return Answers(derive(found.quads(), found.settings, found.vocabulary), vocabulary.load())


def one(name: str, that: str = "", more: str = "") -> str:
    """Write a claim."""
    return f'  - id: "#{name}"\n    passage: {{paragraph: 1}}\n{more}' + (f"    that: [{that}]\n" if that else "")


def dated(name: str, date: str) -> str:
    """Write a claim that dates the arrest."""
    return one(name, f"{{id: event/arrest, type: Event, kind: arrest, concerns: person/a, date: {date}}}")


def test_a_disputed_claim_is_told_once(answers: Answers) -> None:
    """All its properties in one line, then who affirms it and who denies it; the data keeps a position for each."""
    found = [entry for entry in answers.conflicts() if entry["kind"] == "denial"]
    text = answers.conflicts_as_text(found)
    assert len(found[0]["positions"]) == 3
    assert "  ≠ concerns: Ana (person/a); date: 2 January 2020 (2020-01-02); kind: arrest (event-kind:arrest)\n" in text
    assert text.count("[source/one#c1]") == text.count("[source/one#c2]") == 1
    assert "[source/one#c3] (only concerns, kind)" in text


def test_values_that_agree_stand_below_the_finest(tmp_path: Path) -> None:
    """Only rivals bear the sign; the data says of every value what refines it."""
    answers = make(tmp_path, *map(dated, "abcd", ("2010", "2010-09", "2010-09-15", "2015-12")))
    [entry] = answers.conflicts()
    assert [(position["value"], position["refinedBy"]) for position in entry["positions"]] == [
        ("2010", "2010-09-15"),
        ("2010-09", "2010-09-15"),
        ("2010-09-15", None),
        ("2015-12", None),
    ]
    lines = answers.conflicts_as_text([entry]).splitlines()
    assert [line for line in lines if "≠" in line] == ["  ≠ 15 September 2010 (2010-09-15)", "  ≠ December 2015 (2015-12)"]
    assert "      also less exactly: September 2010 (One [source/one#b]), 2010 (One [source/one#a])" in lines


def test_a_value_that_agrees_with_several_sides_with_none(tmp_path: Path) -> None:
    """A month is no witness for one of two days in it."""
    answers = make(tmp_path, *map(dated, "abc", ("2010-06", "2010-06-15", "2010-06-25")))
    [entry] = answers.conflicts()
    assert entry["positions"][0]["agreesWith"] == ["2010-06-15", "2010-06-25"]
    assert "    agrees with several of these: June 2010 (One [source/one#a])" in answers.conflicts_as_text([entry]).splitlines()


def test_why_shows_denials_below_the_claim(answers: Answers) -> None:
    """A claim that only disputes another is told with it, in words and in data."""
    found = answers.why("event/arrest", "date")
    lines = answers.why_as_text("event/arrest", found).splitlines()
    at = next(number for number, line in enumerate(lines) if line.endswith("[source/one#c1]"))
    assert lines[at + 1].startswith("      ≠ denied: Two [31m  red — denies, passed on by One · Statement of One, ¶ para 2")
    assert [[claim["claim"] for claim in row["deniedBy"]] for row in answers.why_as_data(found)] == [["source/one#c2"], []]


def test_why_of_a_claim(answers: Answers) -> None:
    """Who makes it, what it says with the rule for each statement, what disputes it; of a dispute, what it disputes."""
    found = answers.why("source/one#c1")
    text = answers.why_as_text("source/one#c1", found)
    assert {item.claim.iri.rsplit("#", 1)[1] for item in found} == {"c1"}
    assert "Claim source/one#c1\n" in text
    assert "  One — states · Statement of One, ¶ para 1 [source/one#c1]\n  ≠ denied: Two" in text
    assert "arrest of Ana — date: 2 January 2020 (2020-01-02)  [event/arrest]\n      own voice, stated in full: stands on record" in text
    assert "it disputes: One — states" in answers.why_as_text("source/one#c2", answers.why("source/one#c2"))


def test_why_of_a_claim_that_is_a_gist_only(tmp_path: Path) -> None:
    """Its words are told."""
    answers = make(tmp_path, one("g", more="    gist: Nobody came.\n    concerns: person/a\n"))
    text = answers.why_as_text("source/one#g", answers.why("source/one#g"))
    assert "in other words: Nobody came." in text
    assert "No claim disputes it." in text


def test_why_of_who_is_only_named(answers: Answers) -> None:
    """An actor or a source that no claim describes is told with the claims that concern it; an unconcerned one with a sentence."""
    text = answers.why_as_text("person/a", answers.why("person/a"))
    assert "no claim describes person/a itself; 2 claims concern it:" in text
    assert "named in 2 claims\n  · concerns of arrest of Ana (event/arrest)\n      One — states" in text
    assert {row["property"] for row in answers.why_as_data(answers.why("person/a"))} == {"concerns"}
    assert "claimant of 1 claim\n  · One — states" in answers.why_as_text("org/one", answers.why("org/one"))
    assert "source of 3 claims\n" in answers.why_as_text("source/one", answers.why("source/one"))


def test_why_of_who_is_named_often_is_cut(tmp_path: Path) -> None:
    """The first ten are told, and how many more there are."""
    answers = make(tmp_path, *(dated(f"c{number:02}", "2020") for number in range(12)))
    text = answers.why_as_text("person/a", answers.why("person/a"))
    assert text.count("[source/one#c") == 10
    assert text.endswith("  and 2 more")


def test_why_of_nobody_concerned(tmp_path: Path) -> None:
    """A known actor whom no claim concerns is no error."""
    actors = ACTORS + "  - {id: org/other, type: Organization, label: Other}\n"
    answers = make(tmp_path, dated("a", "2020"), actors=actors)
    assert "no claim describes org/other itself, and none concerns it." in answers.why_as_text("org/other", answers.why("org/other"))


def test_no_conflicts_is_a_sentence(answers: Answers) -> None:
    """An empty answer says what it means."""
    assert "disagree on nothing" in answers.conflicts_as_text([])


def test_why_explains_each_claim(answers: Answers) -> None:
    """Each claim on the date with its verdict; the record's value is told in words."""
    found = answers.why("event/arrest", "rg:date")
    text = answers.why_as_text("event/arrest", found)
    assert [item.verdict.admitted for item in found] == [True, False]
    assert "date — on record: 2 January 2020 (2020-01-02)  ≠ disputed" in text
    assert "kept out: passed on at a distance" in text
    assert [row["admitted"] for row in answers.why_as_data(found)] == [True, False]


def test_why_of_all_properties_and_of_none(answers: Answers) -> None:
    """Without a property all are told; one that nobody speaks of gives a sentence."""
    properties = {row["property"] for row in answers.why_as_data(answers.why("event/arrest"))}
    assert properties == {"concerns", "date", "kind"}
    assert "No claim says anything of this property." in answers.why_as_text("event/arrest", answers.why("event/arrest", "place"))


@pytest.mark.parametrize(("subject", "name"), [("event/arest", None), ("event/arrest", "dates")])
def test_unknown_names_are_not_found(answers: Answers, subject: str, name: str | None) -> None:
    """A wrong node or property is told with the nearest known one."""
    with pytest.raises(NotFound, match="did you mean"):
        answers.why(subject, name)

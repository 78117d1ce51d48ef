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

"""An encoder's slips: each is one change to a small clean dataset, and each gives one finding, on its line, that says what to do.

Where a slip is told, what only follows from it is not: of a node whose class is misspelt nobody wants to read that nothing
describes it, that it lacks a kind, and that all who refer to it refer to nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from rightsgraph.check import Report, check
from rightsgraph.errors import RightsgraphError
from rightsgraph.findings import Finding, Severity
from rightsgraph.shacl import PyShaclEngine, Result, Shapes
from rightsgraph.terms import ROOT

EXAMPLE: Final = Path(__file__).resolve().parents[1] / "ontology" / "examples" / "two-paragraphs"
SHAPE: Final = ROOT + "shape/"
SETTINGS, ACTORS, CASE = "dataset.yaml", "actors/actors.yaml", "cases/rell.yaml"
WATCH, GAZETTE, MORE = "sources/lantern-watch-2023.yaml", "sources/gazette.yaml", "actors/more.yaml"

ADDED: Final = {
    GAZETTE: """\
id: source/gazette
type: Source
kind: news-report
label: Two men held
author: [org/gazette, person/ada-brill]
published: 2022-01-09
identifier: G 12/2022
url: https://example.org/gazette/12
claims:
  - id: "#group"
    passage: {paragraph: "2.1"}
    claimant: org/velmora-police
    relayStance: distances
    claims:
      - id: "#c1"
        that:
          - id: event/rell-arrest
            type: Event
            kind: arrest
            concerns: person/tomas-rell
            date: 2021-03-04
            label: {en: Arrest of Tomas Rell, de: Festnahme}
      - id: "#c2"
        stance: denies
        that: [{id: act/rell-torture, type: Act, kind: torture, concerns: person/tomas-rell}]
  - id: "#c3"
    passage: {paragraph: 4}
    each: [person/tomas-rell, person/x1]
    that: [{id: event/trial-$each, type: Event, kind: trial, concerns: $each, actuality: planned}]
  - id: "#c4"
    passage: {paragraph: 5}
    that:
      - id: detention/rell-custody
        type: Detention
        kind: police-custody
        concerns: person/tomas-rell
        start: 2021-03-04
        end: 2021-03-06
  - id: "#c5"
    passage: {paragraph: 6}
    that: [{id: detention/rell-custody, type: Detention, place: place/orlen}]
skip:
  - {passage: {paragraph: 9}, reason: page footer}
""",
    MORE: """\
actors:
  - {id: org/gazette, type: Organization, kind: media, label: The Gazette}
  - {id: person/ada-brill, type: Person, label: Ada Brill, name: [{id: "#n", kind: alias, label: {de: Ada Brüll}}]}
  - {id: person/x1, type: Person, kind: protected}
  - {id: person/t-rell, type: Person, label: T. Rell}
judgements:
  - id: judgement/rell
    kind: different
    concerns: [person/tomas-rell, person/t-rell]
    agent: org/lantern-watch
    date: 2023-10
    reason: Another man of that name.
""",
    CASE: """\
id: case/rell
type: Case
kind: matter
label: Case of Tomas Rell
concerns: person/tomas-rell
prefer:
  - id: "#prefer-date"
    subject: event/rell-arrest
    property: date
    claim: source/gazette#c1
    agent: org/lantern-watch
    date: 2023-10
    reason: The register of arrests.
""",
}


@dataclass(frozen=True)
class Slip:
    """A change of ``old`` to ``new`` in a file, and the rule that is to find it; names of shapes begin with ``shape:``.

    ``at`` is a text that begins in the line the finding is to name, by default what was written in; ``where`` is its file.
    """

    name: str
    file: str
    old: str
    new: str
    rule: str
    at: str = ""
    where: str = ""
    texts: bool = False


CHARGE = "- {id: charge/rell-fraud, type: Charge, kind: fraud, concerns: person/tomas-rell, partOf: case/rell}"
THAT_TRIAL = "that: [{id: event/trial-$each, type: Event, kind: trial, concerns: $each, actuality: planned}]"
DORN = "id: person/ilse-dorn, type: Person, label: Ilse Dorn"
HOLDING = "that: [{id: act/rell-torture"

STRAY = (
    "{id: decision/x#h, type: Holding, issue: torture, outcome: violation, "
    "that: [{id: act/rell-torture, type: Act, kind: torture, concerns: person/tomas-rell}]}"
)
SAME = (
    "{id: judgement/same, kind: same, concerns: [person/tomas-rell, person/t-rell], "
    "agent: org/lantern-watch, date: 2023-10, reason: He is.}"
)
LATER = """\
        end: 2021-03-06
  - id: "#c5"
    passage: {paragraph: 6}
    that: [{id: detention/rell-custody, type: Detention, place: place/orlen}]
"""
EARLIER = LATER.replace("        end: 2021-03-06\n", "").replace("place: place/orlen", "end: 2021-03-01")

SLIPS = [
    # Keys
    Slip("misspelt key", WATCH, "decidedBy: org/committee", "decidedby: org/committee", "unknown-key"),
    Slip("misspelt key of a claim", WATCH, "claimant: person/ilse-dorn", "clamaint: person/ilse-dorn", "unknown-key"),
    Slip("misspelt key of a source", WATCH, "published: 2023-10", "publishd: 2023-10", "unknown-key"),
    Slip("misspelt key of a passage", WATCH, "paragraph: 1, start: 29", "paragrph: 1, start: 29", "unknown-key"),
    Slip("misspelt claims", WATCH, "claims:", "claim:", "unknown-key"),
    Slip("misspelt author", WATCH, "author: org/lantern-watch", "auhtor: org/lantern-watch", "unknown-key"),
    Slip("misspelt actors", ACTORS, "actors:", "actor:", "unknown-key"),
    Slip("misspelt nesting", WATCH, "contains: [{", "contain: [{", "unknown-key"),
    Slip(
        "key of another class", WATCH, "type: Call\n", "type: Call\n        outcome: granted\n", "key-not-for-class", at="outcome: granted"
    ),
    Slip("derived key", WATCH, "kind: views\n", "kind: views\n        standing: in-force\n", "derived-key", at="standing: in-force"),
    Slip("source on a claim", WATCH, "    stance: believes", "    source: source/gazette\n    stance: believes", "derived-key"),
    Slip("keyword for id", WATCH, "- {id: charge/rell-fraud", '- {"@id": charge/rell-fraud', "keyword"),
    Slip("keyword for type", WATCH, "type: Charge", '"@type": Charge', "keyword"),
    # Classes and concepts
    Slip("misspelt class", WATCH, "type: Charge", "type: Charg", "unknown-class"),
    Slip("misspelt class around others", WATCH, "type: Decision", "type: Decison", "unknown-class"),
    Slip("misspelt class of an actor", ACTORS, "rell, type: Person", "rell, type: Persn", "unknown-class"),
    Slip("class in lower case", WATCH, "type: Charge", "type: charge", "unknown-class"),
    Slip("missing class", WATCH, "        type: Decision\n", "", "no-type", at="- id: decision/committee-2023"),
    Slip("a case among the sources", WATCH, "type: Source", "type: Case", "wrong-class"),
    Slip("an event among the actors", ACTORS, DORN, "id: event/x, type: Event, kind: visit}\n  - {" + DORN, "outside-claim"),
    Slip("a source in a claim", WATCH, "type: Charge, kind: fraud", "type: Source, kind: statement", "not-claimable"),
    Slip("misspelt stance", WATCH, "stance: denies", "stance: fnids", "unknown-concept"),
    Slip("misspelt kind", WATCH, "kind: arrest", "kind: arest", "unknown-concept"),
    Slip("misspelt kind of a source", WATCH, "kind: statement", "kind: statment", "unknown-concept"),
    Slip("misspelt kind of a body", ACTORS, "kind: police", "kind: polcie", "unknown-concept"),
    Slip("misspelt kind of a judgement", MORE, "kind: different", "kind: diferent", "unknown-concept"),
    Slip("misspelt bindingness", WATCH, "bindingness: recommended", "bindingness: recomended", "unknown-concept"),
    Slip("kind of the wrong scheme", WATCH, "kind: fraud", "kind: fabricated", "unknown-concept"),
    Slip("role as kind of a person", ACTORS, DORN, DORN + ", kind: lawyer", "unknown-concept"),
    # Ids and references
    Slip("missing id", WATCH, "- {id: charge/rell-fraud, type", "- {type", "no-id"),
    Slip("missing id of a case", CASE, "id: case/rell\n", "", "no-id", at="type: Case"),
    Slip("missing id of a source", WATCH, "id: source/lantern-watch-2023\n", "", "no-id", at="type: Source"),
    Slip("missing id of a claim", GAZETTE, '  - id: "#c4"\n    passage', "  - passage", "no-id"),
    Slip("id behind a comment sign", GAZETTE, 'id: "#c4"', "id: #c4", "empty-value"),
    Slip("id of a claim without #", GAZETTE, 'id: "#c4"', "id: c4", "bad-id"),
    Slip("claim of another source", GAZETTE, 'id: "#c4"', "id: source/other#c4", "foreign-claim"),
    Slip("duplicate claim", WATCH, 'id: "#c4"', 'id: "#c3"', "duplicate-claim", at='id: "#c3"\n    passage: {paragraph: 1, start: 142'),
    Slip("id with a blank", ACTORS, "id: person/ilse-dorn", "id: person/ilse dorn", "bad-id"),
    Slip("id with two dots", ACTORS, "id: person/ilse-dorn", "id: ../person/ilse-dorn", "bad-id"),
    Slip("reference with a blank", WATCH, "claimant: person/ilse-dorn", "claimant: person/ilse dorn", "bad-id"),
    Slip("reference with two dots", WATCH, "claimant: person/ilse-dorn", "claimant: ../person/ilse-dorn", "bad-id"),
    Slip("bad body of a decision", WATCH, "decidedBy: org/committee", "decidedBy: org/the committee", "bad-id"),
    Slip("wrong reference", WATCH, "concerns: charge/rell-fraud", "concerns: charge/rell-frod", "unknown-reference"),
    Slip("wrong claimant", WATCH, "claimant: org/velmora-police", "claimant: org/velmora-polize", "unknown-reference"),
    Slip("wrong claimant of a group", GAZETTE, "claimant: org/velmora-police", "claimant: org/velmora-polize", "unknown-reference"),
    Slip("bad claimant of a group", GAZETTE, "claimant: org/velmora-police", "claimant: the police", "bad-id"),
    Slip("wrong author", WATCH, "author: org/lantern-watch", "author: org/lantern-wach", "unknown-reference"),
    Slip("wrong body", WATCH, "decidedBy: org/committee", "decidedBy: org/comittee", "unknown-reference"),
    Slip("claim disputed behind a comment sign", WATCH, 'disputes: "#c5"', "disputes: #c5", "empty-value"),
    Slip("wrong claim disputed", WATCH, 'disputes: "#c5"', 'disputes: "#c55"', "unknown-reference"),
    Slip("misspelt id of a record", ACTORS, "id: person/ilse-dorn", "id: person/ilse-born", "unknown-reference", "agent: person/i", WATCH),
    Slip("wrong publisher", SETTINGS, "publisher: org/lantern-watch", "publisher: org/lantern-wach", "unknown-reference"),
    Slip("outside reference", WATCH, "claimant: person/ilse-dorn", "claimant: https://example.org/q1", "outside-reference"),
    Slip("address of a file", WATCH, "url: https://example.org/statements/rell", "url: file:///etc/passwd", "outside-reference"),
    Slip("foreign scheme", WATCH, "url: https://example.org/statements/rell", "url: javascript:alert(1)", "outside-reference"),
    Slip("address without scheme", WATCH, "url: https://example.org", "url: www.example.org", "outside-reference"),
    Slip("address with a blank", WATCH, "example.org/statements/rell", "example.org/the statement", "outside-reference", at="url: https"),
    # YAML
    Slip("duplicate key", WATCH, "    stance: believes", "    stance: believes\n    stance: states", "unreadable", at="    stance: states"),
    Slip("tab", WATCH, "    stance: believes", "\tstance: believes", "unreadable"),
    Slip("unquoted colon", WATCH, "gist: Worry about", "gist: Worry: about", "unreadable"),
    Slip("unquoted asterisk", WATCH, "gist: Worry", "gist: *Worry*", "unreadable"),
    Slip("no blank after the colon", WATCH, "stance: believes", "stance:believes", "unreadable"),
    Slip("one blank too few", WATCH, "    stance: believes", "   stance: believes", "unreadable"),
    Slip("open bracket", WATCH, CHARGE, CHARGE[:-1], "unreadable"),
    Slip("open quotes", CASE, "reason: The", 'reason: "The', "unreadable"),
    Slip("an anchor", WATCH, "stance: believes", "stance: &b believes", "unreadable"),
    # Dates
    Slip("impossible date", WATCH, "date: 2021-03-04", "date: 2013-02-00", "bad-date"),
    Slip("date in words", WATCH, "date: 2021-03-04", "date: June 2010", "bad-date"),
    Slip("date with slashes", WATCH, "date: 2021-03-04", "date: 04/03/2021", "bad-date"),
    Slip("span in date", WATCH, "date: 2021-03-04", "date: 2021-03-04/2021-03-06", "span-in-date"),
    Slip("set of dates without quotes", WATCH, "date: 2021-03-04", "date: [2021-03-04, 2021-03-05]", "several-values"),
    Slip("reversed span", GAZETTE, "start: 2021-03-04", "start: 2021-03-06/2021-03-04", "bad-date"),
    Slip("end before start", GAZETTE, "end: 2021-03-06", "end: 2021-03-01", "shape:order-of-span", at="- id: detention/rell-custody"),
    Slip("end before start across claims", GAZETTE, LATER, EARLIER, "shape:order-of-span", at="- id: detention/rell-custody"),
    # Claims and passages
    Slip("claim without passage", GAZETTE, "    passage: {paragraph: 5}\n", "", "no-passage", at='- id: "#c4"'),
    Slip("claim that says nothing", WATCH, '    stance: denies\n    disputes: "#c5"\n', "", "empty-claim", at='- id: "#c6"'),
    Slip("quote not anchored", GAZETTE, "{paragraph: 5}", '{paragraph: 5, quote: "held"}', "passage-not-anchored"),
    Slip("quote in place of a passage", GAZETTE, "passage: {paragraph: 5}", "passage: held for two days", "passage-not-anchored"),
    Slip("digest cut short", WATCH, "ad04cfb8", "ad04cfb", "passage-incomplete"),
    Slip("wrong digest", WATCH, "ad04cfb8", "ad04cfb9", "passage-changed", texts=True),
    Slip(
        "position beyond the text",
        WATCH,
        "start: 0, end: 27, sha256: a",
        "start: 9000, end: 9027, sha256: b",
        "passage-changed",
        texts=True,
    ),
    Slip("position reversed", WATCH, "start: 0, end: 27", "start: 27, end: 0", "passage-incomplete"),
    Slip("half a position", WATCH, "start: 0, end: 27, sha256", "start: 0, sha256", "passage-incomplete"),
    Slip("position in words", WATCH, "start: 0, end: 27", "start: zero, end: 27", "not-a-number"),
    Slip("position below zero", WATCH, "start: 0, end: 27", "start: -1, end: 27", "not-a-number"),
    Slip("relay of one's own voice", WATCH, "    stance: believes", "    relayStance: neutral", "relay-of-oneself"),
    Slip("text outside the folder", WATCH, "text: lantern-watch-2023.txt", "text: ../dataset.yaml", "text-unreadable", texts=True),
    Slip("skip without reason", GAZETTE, "{passage: {paragraph: 9}, reason: page footer}", "{passage: {paragraph: 9}}", "bad-skip"),
    Slip("source without author", WATCH, "author: org/lantern-watch\n", "", "shape:Source-author", at="id: source/lantern"),
    # Holdings and decisions
    Slip("holding outside a decision", WATCH, CHARGE, CHARGE + "\n      - " + STRAY, "holding-without-body", at="- {id: decision/x#h"),
    Slip("holding of nobody", WATCH, "        decidedBy: org/committee\n", "", "holding-without-body", at="- id: decision/committee-2023"),
    Slip("denied holding", WATCH, '  - id: "#c7"', '  - id: "#c7"\n    stance: doubts', "denied-holding", at=HOLDING),
    Slip("decision by a person", WATCH, "decidedBy: org/committee", "decidedBy: person/ilse-dorn", "shape:decidedBy-value"),
    # Records
    Slip(
        "two records of one person",
        ACTORS,
        "- {" + DORN + "}",
        "- {" + DORN + "}\n  - {id: person/ilse-dorn, type: Person, label: Ilse M. Dorn}",
        "duplicate-record",
        at="- {id: person/ilse-dorn, type: Person, label: Ilse M.",
    ),
    Slip(
        "two classes of one node",
        GAZETTE,
        "- id: event/rell-arrest\n            type: Event\n            kind: arrest",
        "- id: event/rell-arrest\n            type: Charge\n            kind: fraud",
        "class-clash",
        at="- id: event/rell-arrest",
        where=WATCH,
    ),
    Slip(
        "contradictory judgements",
        MORE,
        "judgements:\n",
        "judgements:\n  - " + SAME + "\n",
        "contradictory-identity",
        at="- id: judgement/rell",
    ),
    Slip(
        "judgement on one thing",
        MORE,
        "[person/tomas-rell, person/t-rell]",
        "[person/tomas-rell]",
        "shape:Judgement-pair",
        at="- id: judgement/rell",
    ),
    Slip("actor without a label", ACTORS, ", label: Velmora police", "", "shape:Actor-label", at="- {id: org/velmora-police"),
    Slip("label of a protected person", MORE, "kind: protected}", "kind: protected, label: Jane Roe}", "protected-name"),
    Slip(
        "name of a protected person",
        MORE,
        "kind: protected}",
        'kind: protected, name: [{id: "#n", kind: main, label: Jane Roe}]}',
        "protected-name",
    ),
    Slip(
        "label of a protected person in a claim",
        GAZETTE,
        THAT_TRIAL,
        THAT_TRIAL[:-1] + ", {id: person/x1, type: Person, label: Jane Roe}]",
        "protected-name",
    ),
    Slip("prefer without reason", CASE, "    reason: The register of arrests.\n", "", "incomplete-preference", at='- id: "#prefer'),
    Slip("prefer of no property", CASE, "property: date", "property: dat", "unknown-property"),
    Slip("prefer of no claim", CASE, "claim: source/gazette#c1", "claim: source/gazette#c9", "unknown-reference"),
    Slip("prefer with a misspelt key", CASE, "subject: event", "subjct: event", "unknown-key"),
    # Groups and lists
    Slip(
        "group with content",
        GAZETTE,
        "    relayStance: distances\n",
        "    relayStance: distances\n    that: [{id: event/x, type: Event}]\n",
        "unknown-key",
        at="that: [{id: event/x",
    ),
    Slip("each that is no list", GAZETTE, "each: [person/tomas-rell, person/x1]", "each: person/tomas-rell", "bad-each"),
    Slip(
        "each of an unknown",
        GAZETTE,
        "each: [person/tomas-rell, person/x1]",
        "each: [person/tomas-rell, person/x2]",
        "unknown-reference",
        at=THAT_TRIAL,
    ),
    Slip("$each without each", GAZETTE, "    each: [person/tomas-rell, person/x1]\n", "", "bad-id", at=THAT_TRIAL),
    Slip("list where a text belongs", WATCH, "gist: Worry about his state of health.", "gist: [Worry, about him]", "several-values"),
    Slip("mapping where a text belongs", WATCH, "gist: Worry about his state of health.", "gist: {en: Worry}", "not-a-text"),
    Slip("two stances", WATCH, "stance: believes", "stance: [believes, states]", "several-values"),
    Slip("text where a node belongs", GAZETTE, THAT_TRIAL, "that: a trial", "not-a-node"),
    Slip("no value", WATCH, "stance: believes", "stance:", "empty-value"),
    Slip("no content", GAZETTE, THAT_TRIAL, "that:", "empty-value"),
    Slip("no language tag", GAZETTE, "de: Festnahme", "deutsch: Festnahme", "bad-language"),
    # Settings: without them nothing can be checked, so these stop the work
    Slip("unknown setting", SETTINGS, "licence:", "license:", "CaseFileError"),
    Slip("unknown policy", SETTINGS, "policy: record", "policy: recrod", "CaseFileError"),
    Slip("base without a slash", SETTINGS, "two-paragraphs/\n", "two-paragraphs\n", "CaseFileError", at="base: "),
    Slip("base with a blank", SETTINGS, "org/two-paragraphs/", "org/two paragraphs/", "CaseFileError", at="base: "),
    Slip("language by its name", SETTINGS, "language: en", "language: english", "CaseFileError"),
    Slip("no title", SETTINGS, "title: A statement of two paragraphs\n", "", "CaseFileError", at="base: "),
]


class Remembering:
    """The reference engine, which does not check the same data twice: most slips change one group's data, or none."""

    name = PyShaclEngine.name

    def __init__(self) -> None:
        self._known: dict[tuple[frozenset[ox.Triple], tuple[Path, ...]], list[Result]] = {}

    def validate(self, data: Iterable[ox.Triple], shapes: Shapes) -> list[Result]:
        """Validate a data graph, or remember what came of it."""
        key = frozenset(data), shapes.files
        if key not in self._known:
            self._known[key] = PyShaclEngine().validate(key[0], shapes)
        return self._known[key]


ENGINE: Final = Remembering()


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the clean dataset: the example of two paragraphs, a second source, a judgement, a preference, a protected person."""
    root = tmp_path_factory.mktemp("slips") / "data"
    shutil.copytree(EXAMPLE, root)
    for name, text in ADDED.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


@cache
def told(clean: Path, slip: Slip) -> tuple[str, tuple[Finding, ...]]:
    """Check the dataset with a slip in it; return the changed file and what was found, an error as a finding of its class."""
    path = clean / slip.file
    before = path.read_text(encoding="utf-8")
    assert before.count(slip.old) >= 1, f"{slip.file} has no {slip.old!r}"
    after = before.replace(slip.old, slip.new, 1)
    path.write_text(after, encoding="utf-8")
    try:
        found = check(clean, clean / "texts" if slip.texts else None, ENGINE).findings
    except RightsgraphError as error:
        rule = type(error).__name__
        found = (Finding(rule, Severity.VIOLATION, error.message, error.remedy or "", error.file, error.line),)
    finally:
        path.write_text(before, encoding="utf-8")
    return after, tuple(one for one in found if one.rule != "passages-not-verified")


def line_of(text: str, part: str) -> int:
    """Return the line in which a part of a text begins."""
    return text[: text.index(part)].count("\n") + 1


def test_the_clean_dataset_conforms(clean: Path) -> None:
    """The dataset that the slips are made in has no finding of its own."""
    report: Report = check(clean, clean / "texts")
    assert report.findings[1:] == () and [finding.rule for finding in report.findings] in ([], ["passages-not-verified"])


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_gives_one_finding_on_its_line(clean: Path, slip: Slip) -> None:
    """One slip, one violation and nothing beside it: the right rule, file and line, and a remedy."""
    before = (clean / slip.file).read_text(encoding="utf-8")
    text, findings = told(clean, slip)
    assert [(finding.rule, finding.severity) for finding in findings] == [(slip.rule.replace("shape:", SHAPE), Severity.VIOLATION)], (
        "\n".join(f"{finding.file}:{finding.line} {finding.message}" for finding in findings)
    )
    (finding,) = findings
    where = slip.where or slip.file
    lines = text if not slip.where else (clean / where).read_text(encoding="utf-8")
    assert (finding.file, finding.line) == (where, line_of(lines, slip.at) if slip.at else line_of(before, slip.old))
    assert finding.message.strip() and finding.remedy.strip()
    assert all(sign.isprintable() for sign in finding.message + finding.remedy)


NEAREST: Final[list[tuple[str, str]]] = [
    ("misspelt key", "did you mean `decidedBy`?"),
    ("misspelt claims", "did you mean `claims`?"),
    ("misspelt class", "did you mean `Charge`?"),
    ("misspelt stance", "did you mean `finds`?"),
    ("wrong reference", "did you mean `charge/rell-fraud`?"),
    ("wrong claim disputed", "did you mean `source/lantern-watch-2023#c5`?"),
    ("prefer of no property", "did you mean `date`?"),
    ("unknown policy", "did you mean `record`?"),
    ("unknown setting", "did you mean `licence`?"),
]


@pytest.mark.parametrize(("name", "hint"), NEAREST)
def test_a_misspelling_is_told_the_nearest_name(clean: Path, name: str, hint: str) -> None:
    """Keys, classes, concepts, references, properties, policies and settings: the nearest known one is named."""
    slip = next(one for one in SLIPS if one.name == name)
    assert hint in told(clean, slip)[1][0].message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("identifier: G 12/2022", "identifier: [G 12/2022, G 13/2022]"),
        ("        concerns: person/tomas-rell\n        start", "        concerns: person/tomas-rell\n        identifier: x\n        start"),
    ],
)
def test_what_is_odd_but_not_wrong_is_no_violation(clean: Path, old: str, new: str) -> None:
    """Two official identifiers of one thing are a warning; elsewhere an identifier is nothing to speak of."""
    slip = Slip("identifiers", GAZETTE, old, new, "")
    assert all(finding.severity is not Severity.VIOLATION for finding in told(clean, slip)[1])


def changed(old: str, new: str) -> Callable[[str], str]:
    """Return a change of a text."""
    return lambda text: text.replace(old, new, 1)


def test_independent_slips_are_told_at_once(clean: Path) -> None:
    """Leaving out what follows from a slip leaves out nothing else: slips in different nodes are all told."""
    text = (clean / WATCH).read_text(encoding="utf-8")
    for change in (
        changed("type: Charge", "type: Charg"),
        changed("decidedBy: org/committee", "decidedBy: person/ilse-dorn"),
        changed("claimant: org/velmora-police", "claimant: org/velmora-polize"),
        changed("start: 2023-08", "start: August"),
    ):
        text = change(text)
    slip = Slip("several", WATCH, (clean / WATCH).read_text(encoding="utf-8"), text, "")
    rules = {finding.rule.removeprefix(SHAPE) for finding in told(clean, slip)[1]}
    assert rules == {"unknown-class", "decidedBy-value", "unknown-reference", "bad-date"}

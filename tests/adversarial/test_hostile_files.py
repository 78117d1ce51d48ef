"""Hostile files: whatever stands in a dataset's folder, the check ends soon, reads nothing outside, and says what is wrong.

Each file is one that a stranger could send in; none may crash the check, hold it up, lead it elsewhere, or write into a terminal.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from rightsgraph.check import Report, check
from rightsgraph.findings import Finding, Severity
from rightsgraph.shacl import Result, Shapes

OUTSIDE: Final = "words of another folder"
SOURCE: Final = "id: source/s\ntype: Source\nkind: report\nlabel: S\nauthor: org/a\npublished: 2020\nidentifier: S\n"
CLAIM: Final = '- {id: "#c", passage: {start: 0, end: 3, sha256: ' + "0" * 64 + "}, gist: x}\n"


class Silent:
    """An engine that finds nothing: shapes have tests of their own."""

    name = "silent"

    def validate(self, data: Iterable[ox.Triple], shapes: Shapes) -> list[Result]:
        """Find nothing."""
        return []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a dataset with one actor, beside a folder that is none of its business."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(OUTSIDE, "utf-8")
    (tmp_path / "outside" / "secret.yaml").write_text(f"actors: [{{id: person/x, type: Person, label: {OUTSIDE}}}]", "utf-8")
    for folder in ("actors", "cases", "sources", "texts"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    (tmp_path / "data" / "dataset.yaml").write_text("title: T\n", "utf-8")
    (tmp_path / "data" / "actors" / "a.yaml").write_text("actors: [{id: org/a, type: Organization, label: A}]", "utf-8")
    return tmp_path / "data"


def run(root: Path) -> Report:
    """Check the dataset, which has to take seconds at most."""
    started = time.monotonic()
    report = check(root, root / "texts", Silent())
    assert time.monotonic() - started < 20
    return report


def violations(report: Report) -> list[Finding]:
    """Return the violations; they never move the cursor, and never tell what stands elsewhere."""
    assert OUTSIDE not in report.to_json()
    for finding in report.findings:
        for text in (finding.message, finding.remedy, finding.file or ""):
            assert text.isprintable(), text
    assert all(line.isprintable() for line in report.to_text().splitlines())
    assert report.to_turtle()
    return [finding for finding in report.findings if finding.severity is Severity.VIOLATION]


def only(report: Report) -> Finding:
    """Return the one violation."""
    (finding,) = violations(report)
    assert finding.remedy
    return finding


LAUGHS: Final = "a0: &a0 [lol, lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))


class TestYaml:
    """What YAML allows and a case file must not hold."""

    @pytest.mark.parametrize(
        ("text", "word"),
        [
            (LAUGHS, "is an anchor"),
            ("a: &a\n  b: *a\n", "is an anchor"),
            ("id: !!python/object/apply:os.system ['touch /tmp/x']\n", "is a tag"),
            ("id: !!python/name:os.system\n", "is a tag"),
            ("%TAG ! tag:yaml.org,2002:python/\n---\nid: !name:os.system x\n", "is a tag"),
            ("claims: " + "[" * 1_000_000, "nested"),
            ("claims: " + "{a: " * 1_000_000, "nested"),
            ("- " * 1_000_000, "nested"),
            ("x" * 2_000_000 + ": y\n", ""),
            ('"' + "x" * 900 + '": y\n"' + "x" * 900 + '": y\n', "second time"),
            ('"\\e]0;title\\a": y\n', "control character"),
            ("id: a\x1b[2Jb\n", "control character"),
            ("id: source/\u202es\n", "is no id"),
            ("id: " + "9" * 1_000_000, "is no id"),
            ("published: " + "[" + "2010," * 50_000 + "2010]", ""),
            ("claims:\n- " + "? " * 100_000, ""),
        ],
        ids=[
            *("billion laughs", "circle", "object", "name", "tag directive", "lists", "mappings", "dashes", "huge key", "long keys"),
            *("title escape", "screen escape", "turned id", "huge id", "list of dates", "question marks"),
        ],
    )
    def test_is_told_in_short(self, root: Path, text: str, word: str) -> None:
        """One legible message, whatever the size."""
        (root / "sources" / "s.yaml").write_text(text, "utf-8")
        found = violations(run(root))
        assert found
        assert all(len(finding.message) < 500 and finding.file == "sources/s.yaml" for finding in found)
        assert word in found[0].message

    def test_many_problems_are_all_told(self, root: Path) -> None:
        """A file of ten thousand slips ends, too."""
        (root / "sources" / "s.yaml").write_text(SOURCE + "claims:\n" + "- {id: c, gist: x}\n" * 10_000, "utf-8")
        assert len(violations(run(root))) == 10_000

    def test_each_cannot_multiply_without_end(self, root: Path) -> None:
        """A claim repeats for the ids of one list only; groups do not multiply lists."""
        people = ", ".join(f"person/p{n}" for n in range(200))
        inner = f"    - {{id: '#c', each: [{people}], passage: {{paragraph: 1}}, gist: $each}}\n"
        group = f"- each: [{people}]\n  claims:\n  - each: [{people}]\n    claims:\n{inner}"
        (root / "sources" / "s.yaml").write_text(SOURCE + "claims:\n" + group, "utf-8")
        assert run(root).claims == 200


class TestPaths:
    """Nothing leads out of the dataset's folder."""

    @pytest.mark.parametrize(
        "name",
        [
            "../../outside/secret.txt",
            "../outside/secret.txt",
            "/etc/passwd",
            "sub/../../../outside/secret.txt",
            "..\\\\..\\\\x",
            "file:///etc/passwd",
            ".",
        ],
    )
    def test_texts_outside_their_folder(self, root: Path, name: str) -> None:
        """The key `text` names a file inside the folder of texts."""
        (root / "sources" / "s.yaml").write_text(f"{SOURCE}text: {name}\nclaims:\n{CLAIM}", "utf-8")
        report = run(root)
        found = violations(report)
        assert [finding.rule for finding in found] in (["text-unreadable"], [])
        assert report.passages.verified == 0

    def test_a_link_to_a_text_outside(self, root: Path) -> None:
        """A link inside the folder of texts leads out of it all the same."""
        (root / "texts" / "s.txt").symlink_to(root.parent / "outside" / "secret.txt")
        (root / "sources" / "s.yaml").write_text(f"{SOURCE}claims:\n{CLAIM}", "utf-8")
        assert only(run(root)).rule == "text-unreadable"

    @pytest.mark.parametrize("target", ["../../outside/secret.yaml", "/etc/passwd", "../../nothing", "itself.yaml"])
    def test_a_link_out_of_the_dataset(self, root: Path, target: str) -> None:
        """Is told, and not read."""
        (root / "actors" / "itself.yaml").symlink_to(target)
        finding = only(run(root))
        assert (finding.rule, finding.file) == ("unreadable", "actors/itself.yaml")

    def test_a_link_within_the_dataset(self, root: Path) -> None:
        """Is a file like others."""
        (root / "actors" / "more").mkdir()
        (root / "actors" / "more" / "b.yaml").write_text("actors: [{id: org/b, type: Organization, label: B}]", "utf-8")
        (root / "actors" / "more" / "c.ttl").symlink_to(root / "actors" / "more" / "b.yaml")
        assert only(run(root)).file == "actors/more/c.ttl"

    def test_a_folder_that_leads_round(self, root: Path) -> None:
        """A link to a folder above is not followed."""
        (root / "actors" / "round").symlink_to(root)
        (root / "actors" / "out").symlink_to(root.parent / "outside")
        assert violations(run(root)) == []

    def test_names_of_files_that_garble_messages(self, root: Path) -> None:
        """A name with a line break or an escape is refused, and shown legibly."""
        for name in ("a\nb.yaml", "c\x1b[31m.yaml", "d\u202e.ttl"):
            (root / "actors" / name).write_text("actors: []", "utf-8")
        found = violations(run(root))
        assert [(finding.rule, finding.file) for finding in found] == [
            ("unreadable", "actors/a\\u000ab.yaml"),
            ("unreadable", "actors/c\\u001b[31m.yaml"),
            ("unreadable", "actors/d\\u202e.ttl"),
        ]

    def test_folders_and_devices_named_as_files(self, root: Path) -> None:
        """A folder with the name of a file is a folder."""
        (root / "actors" / "b.yaml").mkdir()
        (root / "actors" / "b.yaml" / "c.yaml").write_text("actors: [{id: org/c, type: Organization, label: C}]", "utf-8")
        assert violations(run(root)) == []


def slips(hostile: str) -> Iterator[str]:
    """Give sources with a hostile text in the places that messages quote."""
    quoted = '"' + hostile + '"'
    yield f"{SOURCE}{quoted}: x\n"
    yield f"{SOURCE}url: {quoted}\n"
    yield f"{SOURCE}claims:\n- {{id: {quoted}, gist: x, passage: {{paragraph: 1}}}}\n"
    yield f"{SOURCE}claims:\n- {{id: '#c', gist: x, passage: {{paragraph: 1}}, stance: {quoted}}}\n"
    yield f"{SOURCE}claims:\n- {{id: '#c', gist: x, passage: {{paragraph: 1, {quoted}: 2}}}}\n"
    yield f"{SOURCE}claims:\n- {{id: '#c', gist: x, passage: {{start: {quoted}, end: 2, sha256: a}}}}\n"
    yield f"{SOURCE}claims:\n- {{id: '#c', passage: {{paragraph: 1}}, that: [{{id: event/e, type: {quoted}}}]}}\n"
    yield f"{SOURCE}claims:\n- {{id: '#c', passage: {{paragraph: 1}}, that: [{{id: event/e, type: Event, kind: trial, date: {quoted}}}]}}\n"
    yield f"{SOURCE}claims:\n- {{id: '#c', passage: {{paragraph: 1}}, that: [{{id: event/e, type: Event, label: {{{quoted}: x}}}}]}}\n"
    yield f"{SOURCE}claims:\n- {{{quoted}: [], claims: []}}\n"
    yield f"{SOURCE}skip:\n- {{passage: {{paragraph: 1}}, reason: x, {quoted}: y}}\n"


class TestTexts:
    """Texts that would move the cursor, turn the line or break it stay legible in every message."""

    @pytest.mark.parametrize(
        "hostile",
        ["a\\nb: [violation]", "\\u202egnp.exe", "\\u2066\\u200f\\u2028x", "x\\u200b\\uFEFF", "a\\\\nb", "x" * 5000, "\\U0001F600'`<&"],
    )
    def test_in_messages(self, root: Path, hostile: str) -> None:
        """Wherever a message quotes what is written."""
        for text in slips(hostile):
            (root / "sources" / "s.yaml").write_text(text, "utf-8")
            found = violations(run(root))
            assert found, text
            assert all(len(finding.message) < 500 for finding in found)

    @pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "\\u202etxt", "`; rm -rf /", "a\\nb", "{{x}} ${y} %(z)s"])
    def test_in_labels(self, root: Path, hostile: str) -> None:
        """A label may be anything that can be printed; it is kept as written."""
        (root / "actors" / "b.yaml").write_text(f'actors: [{{id: org/b, type: Organization, label: "{hostile}"}}]', "utf-8")
        assert violations(run(root)) == []

    def test_namesakes_with_hostile_labels(self, root: Path) -> None:
        """Messages name ids, not labels."""
        (root / "actors" / "b.yaml").write_text(
            'actors:\n- {id: org/b, type: Body, label: "\\u202eX"}\n- {id: org/c, type: Body, label: "\\u202eX"}', "utf-8"
        )
        report = run(root)
        assert violations(report) == []
        assert [finding.rule for finding in report.findings] == ["unjudged-namesakes"]


class TestJsonLd:
    """JSON-LD that wants something from elsewhere, or too much."""

    @pytest.mark.parametrize(
        "text",
        [
            '{"@context": "https://example.org/c.jsonld", "@id": "x"}',
            '{"@context": {"@import": "file:///etc/passwd"}}',
            "[" * 1_000_000,
            '{"a":' * 500_000,
            '{"@context": {"a": "b", "b": "a"}, "a": 1}',
            '{"@context": {"@base": "file:///etc/"}, "@id": "passwd", "@type": "https://w3id.org/rightsgraph/ns#Person"}',
            '{"@id": "x", "https://w3id.org/rightsgraph/ns#quantity": ' + "9" * 10_000 + "}",
        ],
    )
    def test_is_told(self, root: Path, text: str) -> None:
        """A violation in the file, and no crash."""
        (root / "actors" / "x.jsonld").write_text(text, "utf-8")
        found = violations(run(root))
        assert found
        assert {finding.file for finding in found} == {"actors/x.jsonld"}

    @pytest.mark.parametrize(
        "text", ["<a> <b> " + "[ <c> " * 200_000, "<a> <b> " + "( " * 200_000, "@base <file:///etc/> . <passwd> a <x> ."]
    )
    def test_turtle(self, root: Path, text: str) -> None:
        """Nesting, and a base elsewhere."""
        (root / "actors" / "x.ttl").write_text(text, "utf-8")
        assert {finding.file for finding in violations(run(root))} == {"actors/x.ttl"}

"""The check: its report, its engines, its refusals, and the checks that go across files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
import rdflib

from rightsgraph import dataset as datasets
from rightsgraph import resources, shacl
from rightsgraph.check import Passages, Report, check, check_dataset, names, shapes
from rightsgraph.errors import BuildError, CaseFileError, EvidenceError, PolicyError, ShapesError
from rightsgraph.findings import Finding, Severity
from rightsgraph.terms import RG, ROOT, SH

EXAMPLE: Final = Path(__file__).resolve().parents[1] / "ontology" / "examples" / "two-paragraphs"
WATCH: Final = "sources/lantern-watch-2023.yaml"


class Silent:
    """An engine that finds nothing, for tests of all the rest."""

    name = "silent"

    def __init__(self) -> None:
        self.asked: list[int] = []

    def validate(self, data: Iterable[ox.Triple], shapes: shacl.Shapes) -> list[shacl.Result]:
        """Count the triples and find nothing."""
        self.asked.append(len(list(data)))
        return []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the example of two paragraphs."""
    shutil.copytree(EXAMPLE, tmp_path / "data")
    return tmp_path / "data"


def change(root: Path, name: str, old: str, new: str) -> None:
    """Change a file of the dataset."""
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def write(root: Path, **files: str) -> None:
    """Add files to the actors of the dataset."""
    for name, text in files.items():
        (root / "actors" / name.replace("_", ".")).write_text(text, "utf-8")


def rules(root: Path) -> list[str]:
    """Return the rules of what is found across files, without shapes."""
    return [finding.rule for finding in names.findings(datasets.read(root), lambda name, path: 1)]


class TestReport:
    """One report in three forms."""

    def test_json_has_the_promised_keys(self, root: Path) -> None:
        """Nothing is missing, and each finding has all its parts."""
        change(root, WATCH, "stance: believes", "stance: belives")
        report = check(root, root / "texts", Silent())
        whole = json.loads(report.to_json())
        assert list(whole) == ["conforms", "claims", "passages", "counts", "engine", "shapes", "findings"]
        assert (whole["conforms"], whole["claims"], whole["passages"]) == (False, 10, {"verified": 9, "cited": 0})
        assert whole["counts"] == {"violation": 1, "warning": 0, "info": 0}
        (finding,) = whole["findings"]
        assert list(finding) == ["rule", "severity", "message", "remedy", "file", "line", "focus", "path", "value", "claims"]
        assert (finding["severity"], finding["file"], finding["line"]) == ("violation", WATCH, 51)

    def test_w3c_report_is_read_back(self, root: Path) -> None:
        """A validation report as the standard has it: a result for each finding, with severity, source shape and message."""
        change(root, WATCH, "decidedBy: org/committee", "decidedBy: person/ilse-dorn")
        change(root, WATCH, "text: lantern-watch-2023.txt", "text: none.txt")
        report = check(root, root / "texts")
        graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
        results = {(result.shape.removeprefix(ROOT), result.severity) for result in shacl.read_report(graph)}
        assert results == {("shape/decidedBy-value", Severity.VIOLATION), ("rule/text-missing", Severity.WARNING)}
        (head,) = graph.subjects(rdflib.RDF.type, rdflib.URIRef(SH + "ValidationReport"))
        assert not graph.value(head, rdflib.URIRef(SH + "conforms"), any=False).toPython()  # type: ignore[union-attr]
        assert {str(focus) for focus in graph.objects(None, rdflib.URIRef(SH + "focusNode"))} >= {
            "https://example.org/two-paragraphs/decision/committee-2023"
        }

    def test_w3c_report_of_what_conforms(self) -> None:
        """No results, and it says so."""
        graph = rdflib.Graph().parse(data=Report(1, Passages(), (), "x", 1).to_turtle(), format="turtle")
        assert [str(value) for value in graph.objects(None, rdflib.URIRef(SH + "conforms"))] == ["true"]

    @pytest.mark.parametrize("focus", [None, "", "no iri", "https://example.org/a b", "source/x", "_:b0", "https://example.org/x"])
    def test_w3c_report_of_any_focus(self, focus: str | None) -> None:
        """What the finding is about may be no node at all."""
        finding = Finding("rule", Severity.VIOLATION, 'say "so"\n', "do\\it", focus=focus)
        graph = rdflib.Graph().parse(data=Report(1, Passages(), (finding,), "x", 1).to_turtle(), format="turtle")
        assert len(list(graph.objects(None, rdflib.URIRef(SH + "result")))) == 1

    def test_text_ends_in_one_line_of_figures(self, root: Path) -> None:
        """Place, severity, message, rule; what to do; and at the end the figures."""
        report = check(root, root / "texts", Silent())
        assert report.to_text() == "conforms: 10 claims, no findings; 9 passages verified, 0 cited, not verified"
        change(root, WATCH, "stance: believes", "stance: belives")
        first, remedy, last = check(root, root / "texts", Silent()).to_text().splitlines()
        assert first.startswith(f"{WATCH}:51: violation: `belives` is no stance; did you mean `believes`?")
        assert remedy.startswith("    → choose one of the scheme `stance`")
        assert last.startswith("does not conform: 10 claims") and ", 1 violation; " in last

    def test_only_violations_make_a_dataset_fail(self) -> None:
        """Warnings and notes conform; raise_for_findings tells the first violations."""
        found = tuple(Finding("r", severity, f"m {severity}", "x", "f", 1) for severity in Severity)
        assert Report(0, Passages(), found[1:], "x", 1).conforms
        Report(0, Passages(), found[1:], "x", 1).raise_for_findings()
        with pytest.raises(BuildError, match=r"1 violation\n.*m violation"):
            Report(0, Passages(), found, "x", 1).raise_for_findings()

    def test_order_is_that_of_files_and_lines(self, root: Path) -> None:
        """The same in every run, whatever finds it."""
        for old, new in (("type: Charge", "type: Charg"), ("stance: denies", "stance: fnids"), ("date: 2021-03-04", "date: 2021-13-04")):
            change(root, WATCH, old, new)
        change(root, "actors/actors.yaml", "kind: police", "kind: polcie")
        reports = [check(root, None, Silent()).to_json() for _ in range(2)]
        assert reports[0] == reports[1]
        places = [(finding["file"] or "", finding["line"] or 0) for finding in json.loads(reports[0])["findings"]]
        assert places == sorted(places)
        assert len(places) == 5


class TestEngines:
    """The seam for other engines, and what no engine may let pass."""

    def test_another_engine_is_used_and_named(self, root: Path) -> None:
        """It is asked once for each group of shapes, each with its own data."""
        engine = Silent()
        report = check(root, None, engine)
        assert report.engine == "silent"
        assert len(engine.asked) == len(set(engine.asked)) == len(shapes.GROUPS)

    def test_each_group_has_its_data(self, root: Path) -> None:
        """Values on what claims say, completeness on the record too, records on claims, sources and actors."""
        dataset = datasets.read(root)
        marker = ox.Triple(ox.NamedNode("https://example.org/x"), ox.NamedNode(RG + "earliest"), ox.Literal("2020-01-01"))
        data = {group: shapes.data_graph(group, dataset, [marker]) for group in shapes.GROUPS}
        assert [marker in data[group] for group in ("values", "completeness", "records")] == [False, True, False]
        stances = {group: sum(triple.predicate.value == RG + "stance" for triple in data[group]) for group in data}
        assert stances == {"values": 0, "completeness": 0, "records": 10}
        assert all(
            any(triple.subject.value == RG + "Event" for triple in data[group] if isinstance(triple.subject, ox.NamedNode))
            for group in data
        )

    def test_results_are_traced_to_claim_file_and_line(self, root: Path) -> None:
        """The finding names all claims that say so, and the line of the first."""
        change(root, WATCH, "decidedBy: org/committee", "decidedBy: person/ilse-dorn")
        (finding,) = [one for one in check(root).findings if one.severity is Severity.VIOLATION]
        assert finding.claims == ("https://example.org/two-paragraphs/source/lantern-watch-2023#c7",)
        assert (finding.file, finding.line, finding.path) == (WATCH, 70, RG + "decidedBy")
        assert finding.value == "<https://example.org/two-paragraphs/person/ilse-dorn>"

    @pytest.mark.parametrize(
        "content", [None, "", "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<https://example.org/s> a sh:NodeShape .\n"]
    )
    def test_it_refuses_to_run_without_shapes(
        self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
    ) -> None:
        """No file, an empty one, or one with no target: everything would conform to it."""
        group = tmp_path / "values.ttl"
        if content is not None:
            group.write_text(content, "utf-8")
        files = {**resources.shape_files(), "values": group}
        if content is None:
            del files["values"]
        monkeypatch.setattr(resources, "shape_files", lambda: files)
        shapes.load.cache_clear()
        try:
            with pytest.raises(ShapesError, match="no shapes"):
                check(root, None, Silent())
        finally:
            shapes.load.cache_clear()

    def test_it_refuses_shapes_with_unknown_terms(self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A misspelt class in a shape would never find anything."""
        text = resources.shape_files()["values"].read_text("utf-8")
        (tmp_path / "values.ttl").write_text(text.replace("rg:Decision", "rg:Decison"), "utf-8")
        monkeypatch.setattr(resources, "shape_files", lambda: {"values": tmp_path / "values.ttl"})
        shapes.load.cache_clear()
        try:
            with pytest.raises(ShapesError, match="Decison"):
                check(root, None, Silent())
        finally:
            shapes.load.cache_clear()


class TestEvidence:
    """Passages in the report."""

    def test_without_texts_passages_are_cited(self, root: Path) -> None:
        """And a note says how to prove them."""
        report = check(root, None, Silent())
        assert report.passages == Passages(0, 9)
        assert [(finding.rule, finding.severity) for finding in report.findings] == [("passages-not-verified", Severity.INFO)]
        assert "9 passages are cited, not verified" in report.to_text()

    def test_one_changed_character_names_passages_and_claims(self, root: Path) -> None:
        """Each passage it breaks, with line and claims; the others stay proved."""
        text = root / "texts" / "lantern-watch-2023.txt"
        before = text.read_text("utf-8")
        text.write_text(before.replace("4 March 2021", "5 March 2021"), "utf-8")
        report = check(root, root / "texts", Silent())
        base = "https://example.org/two-paragraphs/source/lantern-watch-2023"
        assert [(finding.rule, finding.line, finding.focus, finding.claims) for finding in report.findings] == [
            ("passage-changed", 32, f"{base}#char=83,124", (f"{base}#c3",))
        ]
        assert (report.conforms, report.passages) == (False, Passages(8, 0))

    def test_inserted_words_move_what_follows(self, root: Path) -> None:
        """The remedy tells where the words stand now."""
        text = root / "texts" / "lantern-watch-2023.txt"
        text.write_text(text.read_text("utf-8").replace("In July 2023", "Later, in July 2023"), "utf-8")
        report = check(root, root / "texts", Silent())
        assert {finding.rule for finding in report.findings} == {"passage-changed", "passage-moved"}
        assert all(finding.claims for finding in report.findings)


B: Final = "actors:\n- {id: person/b, type: Person, label: B}\n- {id: person/c, type: Person, label: C}\n"


class TestCopying:
    """Words of the source in gists and labels."""

    SAID: Final = "Tomas Rell, who was arrested in Orlen on 4 March 2021"

    @pytest.mark.parametrize(
        ("gist", "found"),
        [
            ("Then TOMAS Rell who was\n      arrested in Orlen on", True),
            ("Tomas Rell who was arrested in Vell", False),
            ("Orlen saw the arrest of Tomas Rell on a day in March", False),
        ],
    )
    def test_eight_words_in_a_row_are_told(self, root: Path, gist: str, found: bool) -> None:
        """White space, capitals and punctuation aside; fewer words may be a name."""
        assert self.SAID in " ".join((root / "texts" / "lantern-watch-2023.txt").read_text("utf-8").split())
        change(root, "dataset.yaml", "quotes: keep", "quotes: remove")
        change(root, WATCH, "gist: Worry about", f"gist: {gist} Worry about")
        report = check(root, root / "texts", Silent())
        assert [(finding.rule, finding.severity) for finding in report.findings] == [("copied-words", Severity.WARNING)] * found
        assert not check(root, None, Silent()).counts()["warning"]

    def test_a_label_is_told_and_what_may_be_kept_is_not(self, root: Path) -> None:
        """Labels in claims, by language too; where a dataset keeps the words of its sources, they may stand in a gist."""
        change(root, "dataset.yaml", "quotes: keep", "quotes: remove")
        change(root, WATCH, "kind: arrest", f'kind: arrest\n        label: {{de: "{self.SAID}"}}')
        (finding,) = check(root, root / "texts", Silent()).findings
        assert finding.message == "`label` repeats the text word for word: “tomas rell who was arrested in orlen on”"
        change(root, "dataset.yaml", "quotes: remove", "quotes: keep")
        assert check(root, root / "texts", Silent()).findings == ()


class TestSense:
    """What can be read and cannot be meant."""

    def prefer(self, root: Path, name: str, claim: str) -> list[Finding]:
        """Let the editors prefer a claim's value of a property of the arrest."""
        chosen = f"subject: event/rell-arrest, property: {name}, claim: source/lantern-watch-2023#{claim}"
        ruling = f'prefer:\n  - {{id: "#p", {chosen}, agent: org/lantern-watch, date: 2024, reason: So}}\n'
        case = root / "cases" / "rell.yaml"
        case.write_text(case.read_text("utf-8") + ruling, "utf-8")
        return [finding for finding in check(root, None, Silent()).findings if finding.severity is Severity.VIOLATION]

    @pytest.mark.parametrize(("name", "claim"), [("date", "c7"), ("outcome", "c3"), ("date", "c6")])
    def test_a_preference_for_a_claim_that_does_not_speak_of_it(self, root: Path, name: str, claim: str) -> None:
        """Of another subject, of another property, of nothing."""
        (finding,) = self.prefer(root, name, claim)
        assert (finding.rule, finding.file) == ("idle-preference", "cases/rell.yaml")
        chosen = f"source/lantern-watch-2023#{claim}"
        assert finding.message == f"this preference settles nothing: `{chosen}` says nothing of the `{name}` of `event/rell-arrest`"
        assert ("source/lantern-watch-2023#c3" in finding.remedy) == (name == "date")

    def test_a_preference_that_settles_something(self, root: Path) -> None:
        """Nothing is said of it, nor of one whose claim is told of already."""
        assert self.prefer(root, "date", "c3") == []
        change(root, WATCH, "date: 2021-03-04", "date: 2021-03-44")
        assert {finding.rule for finding in check(root, None, Silent()).findings} == {"bad-date", "passages-not-verified"}

    @pytest.mark.parametrize(
        ("date", "why"),
        [
            ("1021-03-04", "before 1800"),
            ("2201-03-04", "more than two years after its source was published (2023)"),
            ("2025-10-30", None),
            ("2201-03-04\n        actuality: planned", None),
        ],
    )
    def test_improbable_dates(self, root: Path, date: str, why: str | None) -> None:
        """A slip of the keyboard; what is planned may lie ahead."""
        change(root, WATCH, "date: 2021-03-04", f"date: {date}")
        found = [finding for finding in check(root, None, Silent()).findings if finding.severity is not Severity.INFO]
        expected = [("improbable-date", f"`event/rell-arrest` has the date `{date}`, {why}")] if why else []
        assert [(finding.rule, finding.message) for finding in found] == expected
        assert all(finding.file == WATCH and finding.line for finding in found)

    def test_one_id_for_an_event_and_a_detention(self, root: Path) -> None:
        """A detention is an event; its kind is no arrest."""
        change(root, WATCH, "        type: Event\n        kind: arrest", "        type: Detention\n        kind: pre-trial")
        text = "id: source/x\ntype: Source\nkind: report\nlabel: X\nauthor: org/lantern-watch\nclaims:\n"
        node = "{id: event/rell-arrest, type: Event, kind: arrest, concerns: person/tomas-rell}"
        (root / "sources" / "x.yaml").write_text(f'{text}  - {{id: "#c1", passage: {{paragraph: 1}}, that: [{node}]}}\n', "utf-8")
        (finding,) = (finding for finding in check(root).findings if finding.severity is Severity.VIOLATION)
        assert finding.rule == "class-clash"
        there = "described as Event of kind `arrest` here and as Detention of kind `pre-trial` in sources/lantern-watch-2023.yaml:"
        assert finding.message.startswith(f"`event/rell-arrest` is used for two things: it is {there}")


class TestIdentity:
    """Who is who: judgements that clash, namesakes nobody has judged."""

    def judged(self, *more: str) -> str:
        """Write judgements: kind, one, other."""
        lines = [
            f"- {{id: judgement/j{n}, kind: {one.split()[0]}, concerns: [{', '.join(one.split()[1:])}], reason: R}}"
            for n, one in enumerate(more)
        ]
        return "\n".join(["judgements:", *lines, ""])

    def test_contradiction_over_a_third(self, root: Path) -> None:
        """A is B, B is C, so A is not different from C."""
        write(
            root,
            b_yaml=B,
            j_yaml=self.judged("same person/tomas-rell person/b", "same person/b person/c", "different person/c person/tomas-rell"),
        )
        assert rules(root) == ["contradictory-identity"]

    def test_contradiction_over_an_outside_record(self, root: Path) -> None:
        """Two that are the same as one record elsewhere are the same."""
        outside = "'https://example.com/q1'"
        write(root, b_yaml=B, j_yaml=self.judged(f"same person/b {outside}", f"same person/c {outside}", "different person/b person/c"))
        assert rules(root) == ["contradictory-identity"]

    def test_different_and_unsure_are_no_contradiction(self, root: Path) -> None:
        """Only sameness and difference clash."""
        write(root, b_yaml=B, j_yaml=self.judged("unsure person/tomas-rell person/b", "different person/tomas-rell person/b"))
        assert rules(root) == []

    @pytest.mark.parametrize(("kind", "expected"), [(None, ["unjudged-namesakes"]), ("different", []), ("same", []), ("unsure", [])])
    def test_namesakes_want_a_judgement(self, root: Path, kind: str | None, expected: list[str]) -> None:
        """Two records of one class with one label; any judgement settles it."""
        write(
            root,
            b_yaml=B.replace("label: B", "label: tomas RELL"),
            j_yaml=self.judged(*([f"{kind} person/b person/tomas-rell"] if kind else [])),
        )
        assert rules(root) == expected

    def test_untyped_judgements_of_rdf_files(self, root: Path) -> None:
        """Clash as well, though nothing says where they stand."""
        prefixes = f"@prefix rg: <{RG}> .\n@prefix k: <{ROOT}judgement-kind/> .\n"
        pair = "rg:concerns <person/tomas-rell> , <person/ilse-dorn> ."
        write(root, j_ttl=f"{prefixes}<judgement/a> rg:kind k:same ; {pair}\n<judgement/b> rg:kind k:different ; {pair}\n")
        assert rules(root) == ["contradictory-identity"]


ANOTHER: Final = '''\
  - id: "#c7b"
    passage: {paragraph: 2}
    that: [{id: %s, type: Decision, identifier: D/1}]
  - id: "#c8"'''


class TestIdentifiers:
    """An official identifier names one thing."""

    def test_two_values_on_one_case(self, root: Path) -> None:
        """Whether in one file or in several claims."""
        change(root, "cases/rell.yaml", "kind: matter", "kind: matter\nidentifier: [1/2021, 2/2021]")
        assert rules(root) == ["two-identifiers"]

    def test_one_value_on_two_decisions(self, root: Path) -> None:
        """Probably one decision with two ids."""
        change(root, WATCH, "kind: views\n", "kind: views\n        identifier: D/1\n")
        change(
            root,
            WATCH,
            '  - id: "#c8"',
            ANOTHER % "decision/x",
        )
        assert rules(root) == ["shared-identifier"]

    def test_the_same_value_twice_is_one(self, root: Path) -> None:
        """Two claims that agree."""
        change(root, WATCH, "kind: views\n", "kind: views\n        identifier: D/1\n")
        change(
            root,
            WATCH,
            '  - id: "#c8"',
            ANOTHER % "decision/committee-2023",
        )
        assert rules(root) == []


HEAD: Final = (
    f"@prefix rg: <{RG}> .\n@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)


class TestRdfFiles:
    """Files of Turtle, TriG and JSON-LD are held to the same rules."""

    @pytest.mark.parametrize(
        ("text", "rule", "word"),
        [
            ("<person/x> a rg:Persn .", "unknown-term", "did you mean `Person`?"),
            ("<person/x> a rg:Person ; rg:konzerns <person/tomas-rell> .", "unknown-term", "konzerns"),
            ("<person/x> a rg:Person ; <http://schema.org/name> 'X' .", "unknown-term", "schema.org"),
            (f"<org/x> a rg:Body ; rg:kind <{ROOT}body-kind/cuort> .", "unknown-term", "did you mean `court`?"),
            ("<http://example.com/x> a rg:Person .", "foreign-node", "no node of this dataset"),
            ("<event/x> a rg:Event .", "outside-claim", "outside any claim"),
            ("<case/x> a rg:Case ; rg:date '2013-02-00'^^edtf:EDTF .", "bad-date", "there is no day 00"),
            ("<case/x> a rg:Case ; rg:date '2013/2014'^^edtf:EDTF .", "span-in-date", "is a span"),
            ("<case/x> a rg:Case ; rg:concerns <person/nobody> .", "unknown-reference", "nothing describes `person/nobody`"),
            ("<person/tomas-rell> a rg:Person .", "duplicate-record", "has a record already"),
            ("<person/x> a rg:Person , rg:Place .", "class-clash", "is described as"),
            (f"<person/x> a rg:Person ; rg:kind <{ROOT}person-kind/protected> ; rdfs:label 'Jane' .", "protected-name", "has `label`"),
        ],
    )
    def test_a_slip_is_told(self, root: Path, text: str, rule: str, word: str) -> None:
        """With the file; one finding each."""
        write(root, x_ttl=HEAD + text)
        dataset = datasets.read(root)
        found = [*dataset.files["actors/x.ttl"].document.findings(None), *names.findings(dataset, lambda name, path: None)]
        assert [(finding.rule, finding.file) for finding in found] == [(rule, "actors/x.ttl")]
        assert word in found[0].message
        assert "Jane" not in found[0].message + found[0].remedy

    def test_several_types_are_one_record(self, root: Path) -> None:
        """A body that is called an organization as well."""
        write(root, x_ttl=HEAD + "<org/x> a rg:Organization , rg:Body ; rdfs:label 'X'@en .")
        assert rules(root) == []

    def test_triples_in_triples_are_refused(self, root: Path) -> None:
        """RDF 1.2 is not read by all; the rest is checked."""
        write(root, x_ttl=HEAD + "<person/x> rg:name <<( <a> <b> <c> )>> .")
        report = check(root, None, Silent())
        assert [finding.rule for finding in report.findings if finding.severity is Severity.VIOLATION] == ["unreadable"]

    def test_a_claim_in_trig_is_a_claim(self, root: Path) -> None:
        """It is counted, checked by all shapes, and traced to its file."""
        (root / "sources" / "x.trig").write_text(
            HEAD
            + f"""<source/x> a rg:Source ; rg:kind <{ROOT}source-kind/report> ; rdfs:label "X"@en ;
                rg:author <org/committee> ; rg:identifier "X" ;
                rg:published "2020"^^edtf:EDTF .
            <source/x#c> a rg:Claim ; rg:source <source/x> ; rg:passage <source/x#at=1> ; rg:claimant <org/committee> ;
                rg:stance <{ROOT}stance/finds> .
            <source/x#at=1> a rg:Passage ; rg:source <source/x> ; rg:paragraph "1" .
            <source/x#c> {{ <decision/x> a rg:Decision ; rg:kind <{ROOT}decision-kind/views> ; rg:decidedBy <person/ilse-dorn> . }}""",
            "utf-8",
        )
        report = check(root)
        violations = [finding for finding in report.findings if finding.severity is Severity.VIOLATION]
        assert report.claims == 11
        assert [(finding.rule, finding.file) for finding in violations] == [(ROOT + "shape/decidedBy-value", "sources/x.trig")]
        assert violations[0].claims == ("https://example.org/two-paragraphs/source/x#c",)


class TestFiles:
    """Folders, files that cannot be read, settings."""

    def test_unreadable_files_are_told_together(self, root: Path) -> None:
        """All at once; and while there is one, nothing is said of what it may describe."""
        change(root, "actors/actors.yaml", "actors:", "actors: [")
        change(root, "cases/rell.yaml", "kind: matter", "kind: matter\nkind: matter")
        report = check(root, None, Silent())
        assert [(finding.rule, finding.file) for finding in report.findings] == [
            ("passages-not-verified", None),
            ("unreadable", "actors/actors.yaml"),
            ("unreadable", "cases/rell.yaml"),
        ]

    @pytest.mark.parametrize("name", ["nothing", "data/actors", "data/dataset.yaml"])
    def test_what_is_no_dataset_is_refused(self, root: Path, name: str) -> None:
        """No folder, or one without dataset.yaml."""
        with pytest.raises(CaseFileError) as caught:
            check(root.parent / name)
        assert "rightsgraph new dataset" in (caught.value.remedy or "")

    def test_files_that_are_never_read_are_told(self, root: Path) -> None:
        """In a misspelt folder or in none; texts, queries, builds, hidden files and other kinds of file are left alone."""
        read = ["queries/a.ttl", "texts/a.yaml", "policies/a.yml", ".hidden/a.yaml", "build/a.ttl", "build/manifest.json", "notes.md"]
        for name in ("source/new.yaml", "press.yml", "notes/deep/a.trig", *read):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text("{}", "utf-8")
        found = check(root, root / "texts", Silent()).findings
        assert {(finding.rule, finding.severity) for finding in found} == {("misplaced-file", Severity.WARNING)}
        assert [finding.message for finding in found] == [
            "`notes/deep/a.trig` is not read: it lies in none of the dataset's folders",
            "`press.yml` is not read: it lies in none of the dataset's folders",
            "`source/new.yaml` is not read: it lies in none of the dataset's folders; did you mean `sources`?",
        ]

    def test_a_folder_of_texts_that_is_not_there_is_refused(self, root: Path) -> None:
        """Rather than citing all passages without a word."""
        with pytest.raises(EvidenceError, match=r"the folder of texts `.*nowhere` is not there"):
            check(root, root / "nowhere", Silent())
        with pytest.raises(EvidenceError, match="is no folder"):
            check(root, root / "dataset.yaml", Silent())

    def test_a_policy_of_one_s_own(self, root: Path) -> None:
        """Named in dataset.yaml, kept in policies/."""
        change(root, "dataset.yaml", "policy: record", "policy: mine")
        with pytest.raises(CaseFileError, match=r"dataset\.yaml:6: there is no policy `mine`"):
            check(root, None, Silent())
        shipped = resources.policy_files()["record"].read_text("utf-8")
        (root / "policies").mkdir()
        (root / "policies" / "mine.yaml").write_text(shipped.replace("id: record", "id: mine"), "utf-8")
        assert check(root, None, Silent()).conforms
        (root / "policies" / "mine.yaml").write_text("id: mine\nkomitment: [full]\n", "utf-8")
        with pytest.raises(PolicyError):
            check(root, None, Silent())

    def test_an_empty_dataset_conforms(self, tmp_path: Path) -> None:
        """There is nothing wrong with it."""
        (tmp_path / "dataset.yaml").write_text("title: T", "utf-8")
        report = check_dataset(datasets.read(tmp_path))
        assert (report.conforms, report.claims, report.findings) == (True, 0, ())
        assert report.shapes > 50

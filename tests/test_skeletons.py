"""Skeletons and stubs: what `new` writes can be read at once, and nothing is ever overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph import skeletons
from rightsgraph.casefile import compose, parse, read_text
from rightsgraph.claims import Settings, normalise
from rightsgraph.errors import CaseFileError
from rightsgraph.evidence import Texts, anchor, normal_form, prove, stub
from rightsgraph.evidence.stubs import CUES, hints
from rightsgraph.vocabulary import load

TEXT = """\
Velmora: free Tomas Rell

We believe that the charge, “fraud”, was fabricated. The police deny it. He was sentenced to
three years in prison. We call on Velmora to free him.

https://lantern-watch.example/rell
"""


def problems(text: str, name: str) -> list[tuple[str, str]]:
    """Return the rules that a file breaks, and where."""
    document = normalise(parse(text, name), name, load(), Settings())
    return [(problem.rule, ".".join(map(str, problem.path))) for problem in document.problems]


class TestStub:
    """A stub has a passage for every sentence, and waits to be filled."""

    def test_it_can_be_read_and_is_proved(self, tmp_path: Path) -> None:
        """Its passages are verified; anchoring it changes nothing."""
        (tmp_path / "rell-2023.txt").write_text(TEXT, encoding="utf-8")
        written = stub(TEXT, "source/rell-2023", label='Velmora: "free" him', author="org/lantern-watch")
        proof = prove([("s.yaml", compose(written, "s.yaml"))], Texts(tmp_path))
        assert (proof.verified, proof.findings) == (5, [])
        assert anchor(written, "s.yaml", Texts(tmp_path)) == (written, [])
        tree = parse(written, "s.yaml")
        assert (tree["label"], tree["author"], "text" in tree) == ('Velmora: "free" him', "org/lantern-watch", False)

    def test_each_claim_not_filled_is_a_finding(self) -> None:
        """And nothing else is wrong with it."""
        assert problems(stub(TEXT, "source/rell-2023"), "sources/s.yaml") == [("empty-claim", f"claims.{number}") for number in range(5)]

    def test_addresses_are_skipped(self) -> None:
        """The line at the foot of the page needs no claim."""
        tree = parse(stub(TEXT, "source/x"), "s.yaml")
        assert isinstance(tree["skip"], list)
        assert len(tree["skip"]) == 1

    def test_words_of_the_text_are_shown_only_when_asked(self) -> None:
        """A text is often not ours to publish."""
        assert "charge, “fraud”, was" not in stub(TEXT, "source/x")
        assert "    # We believe that the charge, “fraud”, was fabricated.\n" in stub(TEXT, "source/x", with_text=True)

    def test_a_text_of_another_name_is_named(self) -> None:
        """The key `text` is written only where it is needed."""
        assert parse(stub(TEXT, "source/x", text_file="other file.txt"), "s.yaml")["text"] == "other file.txt"
        assert "text" not in parse(stub(TEXT, "source/x", text_file="x.txt"), "s.yaml")

    @pytest.mark.parametrize(
        ("sentence", "hint"),
        [
            ("His credible allegations were ignored.", "relayStance: endorses"),
            ("His purported role was small.", "relayStance: distances"),
            ("It concluded that he was held.", "stance: finds"),
            ("We believe him.", "stance: believes"),
            ("He was beaten.", "kind: ill-treatment"),
            ("He was tortured.", "kind: torture"),
            ("They were released in May.", "kind: release"),
            ("The Committee asked the State to investigate.", "bindingness: called-for"),
            ("His letter was never answered.", "a Response"),
            ("The Court did not find a breach.", "an outcome of a Holding"),
            ("There was no violation of article 7.", "an outcome of a Holding"),
            ("He is accused of fraud.", "stance: alleges"),
            ("He was reportedly beaten.", "stance: reports"),
            ("There were numerous reports.", "unnamed Group"),
            ("The police denied it.", "stance: denies"),
            ("They called on the state to act.", "a Call"),
            ("He was sentenced to ten years.", "a Sentence"),
            ("He was tortured.", "an Act, never on record"),
        ],
    )
    def test_cues_hint(self, sentence: str, hint: str) -> None:
        """Words hint at stance, relay and class."""
        assert any(hint in found for _, found in hints(sentence))

    def test_a_plain_sentence_has_no_hint(self) -> None:
        """Cues are whole words."""
        assert list(hints("The foundation is in Orlen.")) == []

    def test_hints_name_terms_that_exist(self) -> None:
        """A stance, relay stance or class in a hint is one of the ontology's."""
        vocabulary = load()
        for cue in CUES:
            assert set(re.findall(r"\bstance: (\w+)", cue.hint)) <= vocabulary.concepts["stance"]
            assert set(re.findall(r"relayStance: (\w+)", cue.hint)) <= vocabulary.concepts["relay-stance"]
            assert set(re.findall(r"type: (\w+)", cue.hint)) <= set(vocabulary.classes)

    @given(st.text(max_size=120))
    def test_a_stub_of_any_text_can_be_read(self, raw: str) -> None:
        """Whatever characters the text holds, with its words shown or not."""
        text = normal_form(raw.encode(errors="ignore"), "x.txt")
        for with_text in (False, True):
            parse(stub(text, "source/x", with_text=with_text), "s.yaml")


class TestSkeletons:
    """Skeletons read as case files."""

    def test_a_new_dataset_is_whole(self, tmp_path: Path) -> None:
        """Settings, actors, a case, a source with its text: readable, and proved."""
        written = skeletons.dataset(tmp_path / "new", title='Cases: "2026"', base="https://example.org/x/")
        names = {path.relative_to(tmp_path / "new").parts[0] for path in written}
        assert names == {"dataset.yaml", "actors", "cases", "sources", "texts"}
        files = [path for path in written if path.suffix == ".yaml"]
        trees = {path: compose(read_text(path), path.name) for path in files}
        settings = trees[tmp_path / "new" / "dataset.yaml"].plain()
        assert isinstance(settings, dict)
        assert (settings["title"], settings["base"]) == ('Cases: "2026"', "https://example.org/x/")
        proof = prove([(path.name, tree) for path, tree in trees.items()], Texts(tmp_path / "new" / "texts"))
        assert proof.findings == []
        assert proof.verified > 5

    def test_a_new_dataset_overwrites_nothing(self, tmp_path: Path) -> None:
        """One file in the way, and nothing is written."""
        (tmp_path / "cases").mkdir()
        (tmp_path / "cases" / "rell.yaml").write_text("mine")
        with pytest.raises(CaseFileError, match="already there"):
            skeletons.dataset(tmp_path)
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["rell.yaml"]

    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        """A file stands where the folder should."""
        (tmp_path / "file").write_text("x")
        with pytest.raises(CaseFileError, match="cannot be written"):
            skeletons.write(tmp_path / "file", {"a/b.yaml": "x"})

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            (skeletons.case("case/rell", "Rell: the case", "person/tomas-rell"), "cases/rell.yaml"),
            (skeletons.source("source/rell-2023", author="org/lantern-watch"), "sources/rell-2023.yaml"),
            (skeletons.actor("person/ilse-dorn"), "actors/ilse-dorn.yaml"),
            (skeletons.actor("org/court", "The Court", "Body"), "actors/court.yaml"),
            (skeletons.actor("state/velmora"), "actors/velmora.yaml"),
        ],
    )
    def test_a_skeleton_is_right_as_it_stands(self, text: str, name: str) -> None:
        """Normalised without a problem; its file's place is known."""
        assert problems(text, name) == []

    @pytest.mark.parametrize("text", [skeletons.case("case/x"), skeletons.source("source/x"), skeletons.actor("org/x")])
    def test_the_commented_part_of_a_skeleton_reads_too(self, text: str) -> None:
        """With its comment signs taken away, an example in a skeleton is still YAML."""
        lines = [line.removeprefix("# ") for line in text.splitlines() if line != "claims: []" and not _is_prose(line)]
        parse("\n".join(lines) + "\n", "x.yaml")


def _is_prose(line: str) -> bool:
    return line.startswith("# ") and line[2].isupper()

"""Evidence: texts in normal form, paragraphs and sentences, quotes located, passages proved."""

from __future__ import annotations

import contextlib
import unicodedata
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.casefile import Node, compose
from rightsgraph.errors import EvidenceError
from rightsgraph.evidence import (
    Proof,
    Span,
    Texts,
    digest,
    locate,
    normal_form,
    paragraph_of,
    paragraphs,
    passages,
    prove,
    sentences,
    verify,
)
from rightsgraph.findings import Severity

STATEMENT = """\
Velmora: free Tomas Rell

Lantern Watch is alarmed at the arrest of Tomas Rell in Orlen on 4 March 2021. He is
a teacher, and was held at Prison No. 7 without charge.

According to his lawyer, Ms. Ilse Dorn, “he was beaten.” The police deny it. He was
moved on 9 May 2022.

https://lantern-watch.example/rell
"""

SINGLE = "First line of one\nand its end.\n\nSecond starts here\nand ends."
DOUBLE = "First line of one\n\nand its end.\n\n\n\nSecond starts here, on a line as wide\n\nand ends."


def numbers(text: str) -> list[tuple[int | None, str]]:
    """Return the number of each block, and its words."""
    return [(block.number, " ".join(text[block.start : block.end].split())) for block in paragraphs(text)]


def split(text: str) -> list[str]:
    """Return the sentences' words."""
    return [" ".join(text[span.start : span.end].split()) for span in sentences(text)]


def source(passage: str, rest: str = "", name: str = "statement") -> Node:
    """Return a source file with one claim that has the passage."""
    return compose(f'id: source/{name}\nclaims:\n  - id: "#c1"\n    passage: {passage}\n    gist: x\n{rest}', "sources/s.yaml")


def position(text: str, quote: str) -> str:
    """Write the position of a quote as a case file has it."""
    span = locate(text, quote)
    return f"start: {span.start}, end: {span.end}, sha256: {digest(text, span)}"


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    """Return a folder that holds the statement."""
    (tmp_path / "statement.txt").write_text(STATEMENT, encoding="utf-8")
    return Texts(tmp_path)


class TestTexts:
    """Texts come in one normal form, and only from their folder."""

    @pytest.mark.parametrize("data", [b"\xef\xbb\xbfcaf\xc3\xa9\r\nx\ry", "cafe\u0301\nx\ny".encode(), "café\nx\ny".encode()])
    def test_every_form_of_a_text_becomes_the_same(self, data: bytes) -> None:
        """A byte-order mark, foreign line ends and combining characters make no difference."""
        assert normal_form(data, "x.txt") == "café\nx\ny"

    def test_bytes_that_are_no_text_are_told_with_their_line(self) -> None:
        """A text in another encoding is refused."""
        with pytest.raises(EvidenceError, match=r"x\.txt:2: byte 5 of the text `x\.txt` is not UTF-8"):
            normal_form(b"one\n\xe9", "x.txt")

    @pytest.mark.parametrize(
        "head", ["id: source/statement", "id: source/other\ntext: statement.txt", "id: source/other\ntext: ./statement.txt"]
    )
    def test_a_source_finds_its_text(self, texts: Texts, head: str) -> None:
        """By the key `text`, else by the last segment of the id."""
        assert texts.of(compose(head, "x.yaml")) == STATEMENT

    def test_a_text_that_is_not_there_is_none(self, texts: Texts) -> None:
        """Neither a missing file nor a folder is a text."""
        assert texts.read("other.txt") is None
        assert texts.read(".") is None
        assert texts.of(compose("kind: statement", "x.yaml")) is None

    @pytest.mark.parametrize("name", ["../secret.txt", "a/../../secret.txt", "/etc/passwd", "link.txt", "a\\b", "C:x.txt", "x\0y"])
    def test_no_name_leads_out_of_the_folder(self, tmp_path: Path, name: str) -> None:
        """Neither parents, nor absolute paths, nor links."""
        (tmp_path / "secret.txt").write_text("secret")
        inner = tmp_path / "texts"
        inner.mkdir()
        (inner / "link.txt").symlink_to(tmp_path / "secret.txt")
        with pytest.raises(EvidenceError):
            Texts(inner).read(name)

    def test_a_link_to_itself_is_no_text(self, tmp_path: Path) -> None:
        """A loop of links neither hangs nor escapes as another error."""
        (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
        with contextlib.suppress(EvidenceError):
            assert Texts(tmp_path).read("loop.txt") is None

    def test_a_text_is_read_once(self, texts: Texts) -> None:
        """A second reading does not see a file changed meanwhile."""
        before = texts.read("statement.txt")
        (texts.folder / "statement.txt").write_text("changed")
        assert texts.read("statement.txt") == before


class TestParagraphs:
    """Blocks of running text are numbered, headings and addresses are not."""

    def test_headings_and_addresses_have_no_number(self) -> None:
        """Only what ends in a sentence mark counts."""
        assert [number for number, _ in numbers(STATEMENT)] == [None, 1, 2, None]

    @pytest.mark.parametrize("text", [SINGLE, DOUBLE])
    def test_spacing_makes_no_difference(self, text: str) -> None:
        """A blank line under every line, as PDF files give it, is no end of a paragraph."""
        assert [number for number, _ in numbers(text)] == [1, 2]
        assert numbers(text)[0][1] == "First line of one and its end."

    def test_one_paragraph_on_each_line(self) -> None:
        """In a text that is not wrapped each line is a block."""
        long = "The court heard nine witnesses on that day and adjourned the case until the month of June. " * 3
        text = f"A heading\nUnder it\n{long}\n{long}\nBackground\n{long}"
        assert [number for number, _ in numbers(text)] == [None, None, 1, 2, None, 3]

    def test_a_heading_over_a_wrapped_paragraph_stands_alone(self) -> None:
        """One blank line parts a short line without a sentence mark from a line that begins with a capital."""
        line = "The court heard nine witnesses on that day and adjourned the case"
        assert [number for number, _ in numbers(f"Background\n\n{line}\n{line}\nuntil June.")] == [None, 1]

    def test_printed_numbers_count(self) -> None:
        """Where a text numbers its paragraphs itself, those are the numbers, sub-items included."""
        text = (
            "Opinion No. 3/2012.\n\n14. The source says that he was arrested.\n\n15. The Group finds:\n\n"
            "(a) A violation;\n\n(b) No other.\n\nDisposition\n\n16. He must be freed."
        )
        assert [number for number, _ in numbers(text)] == [None, 14, 15, 15, 15, None, 16]
        assert locate(text, "No other", 15) == locate(text, "No other")

    def test_a_numbered_list_at_the_end_does_not_renumber_the_text(self) -> None:
        """A few demands with numbers are paragraphs like others."""
        text = STATEMENT + "\n1. Free him.\n\n2. Pay him."
        assert [number for number, _ in numbers(text)] == [None, 1, 2, None, 3, 4]

    def test_numbered_paragraphs_need_no_blank_line(self) -> None:
        """A number or a bullet at the beginning of a line, after a sentence, begins a block."""
        assert [number for number, _ in numbers("1. He was held\nin Orlen.\n2. He was freed.")] == [1, 2]

    def test_a_text_cut_off_counts_to_its_end(self) -> None:
        """The last block may lack its end when it is long."""
        assert numbers("He was held.\n\n" + "and then they went on to say " * 6)[-1][0] == 2

    @given(st.text(alphabet=st.sampled_from("aB. \n!“”1(–\u00e9"), max_size=200))
    def test_blocks_and_sentences_lose_no_character(self, text: str) -> None:
        """Whatever the text, the blocks and the sentences are in order and hold all that is no white space."""
        for spans in ([block.span for block in paragraphs(text)], list(sentences(text))):
            assert all(one.end <= other.start for one, other in pairwise(spans))
            assert "".join("".join(text[span.start : span.end] for span in spans).split()) == "".join(text.split())
            assert all(span.start < span.end and not text[span.start].isspace() and not text[span.end - 1].isspace() for span in spans)

    def test_no_text_has_no_paragraphs(self) -> None:
        """An empty text is no error."""
        assert paragraphs("") == paragraphs(" \n\n ") == sentences("") == ()


class TestSentences:
    """Stops end sentences, unless they belong to an abbreviation, a number or a name."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Mr. Rell met Dr. Ito. They left.", ["Mr. Rell met Dr. Ito.", "They left."]),
            ("See No. 7, art. 14 and p. 3. He left.", ["See No. 7, art. 14 and p. 3.", "He left."]),
            ("Rell v. Velmora was heard. It was lost.", ["Rell v. Velmora was heard.", "It was lost."]),
            ("A. B. Ito and J.K. Dorn came. They left.", ["A. B. Ito and J.K. Dorn came.", "They left."]),
            ("He fled to the U.S. The court followed.", ["He fled to the U.S.", "The court followed."]),
            ("The U.S. Congress met. It rose.", ["The U.S. Congress met.", "It rose."]),
            ("He paid 3.50 in all. It was 1.5 Million more.", ["He paid 3.50 in all.", "It was 1.5 Million more."]),
            ("“Free him!” They left.", ["“Free him!”", "They left."]),
            ("He was beaten (badly.) Then he left.", ["He was beaten (badly.)", "Then he left."]),
            ("“Why?” he asked. He left.", ["“Why?” he asked.", "He left."]),
            ("He waited… Then he left. We waited ... and left.", ["He waited…", "Then he left.", "We waited ... and left."]),
            ("He said […] Nothing else. He left.", ["He said […] Nothing else.", "He left."]),
            ("He was held.12 She was not.", ["He was held.12", "She was not."]),
            ("[Sr. A.A.] y su familia. Otros.", ["[Sr. A.A.] y su familia.", "Otros."]),
            ("12. The Group met. It rose.", ["12. The Group met.", "It rose."]),
            ("He asked: No. He left.", ["He asked: No.", "He left."]),
            ("他被捕。他获释。", ["他被捕。", "他获释。"]),
            ("Его арестовали. Он свободен.", ["Его арестовали.", "Он свободен."]),
        ],
    )
    def test_where_sentences_end(self, text: str, expected: list[str]) -> None:
        """Titles, pointers, initials, decimals, quotation marks, ellipses, notes, other scripts."""
        assert split(text) == expected

    def test_headings_and_addresses_are_one_sentence_each(self) -> None:
        """Everything that is no running text is listed too."""
        assert split(STATEMENT) == [
            "Velmora: free Tomas Rell",
            "Lantern Watch is alarmed at the arrest of Tomas Rell in Orlen on 4 March 2021.",
            "He is a teacher, and was held at Prison No. 7 without charge.",
            "According to his lawyer, Ms. Ilse Dorn, “he was beaten.”",
            "The police deny it.",
            "He was moved on 9 May 2022.",
            "https://lantern-watch.example/rell",
        ]


class TestLocate:
    """Quotes are found whatever their white space, and nothing else is forgiven."""

    def test_white_space_does_not_matter(self) -> None:
        """Line breaks of the text and blanks of the quote are all one."""
        span = locate(STATEMENT, "  He is a\n\tteacher ")
        assert STATEMENT[span.start : span.end] == "He is\na teacher"

    def test_composed_and_combined_letters_are_the_same(self) -> None:
        """A quote is brought into the normal form of the text."""
        assert locate("Zoë left.", "Zoe\u0308 left") == Span(0, 8)

    def test_positions_count_characters_beyond_the_basic_plane_once(self) -> None:
        """An emoji or an old script's letter is one character."""
        assert locate("𝒳 😀 was freed", "was") == Span(4, 7)

    def test_repeated_words_need_nth_or_a_paragraph(self) -> None:
        """An ambiguous quote is refused with the number of its places."""
        with pytest.raises(EvidenceError, match="stands 2 times in the text: line 1 of the text, paragraph 1") as caught:
            locate(STATEMENT, "Rell")
        assert "nth: 1" in (caught.value.remedy or "")
        assert locate(STATEMENT, "Rell", nth="2") == locate(STATEMENT, "Rell", paragraph="1")

    @pytest.mark.parametrize("nth", ["0", "9", "x", "-1"])
    def test_nth_out_of_range_is_refused(self, nth: str) -> None:
        """With the range that there is."""
        with pytest.raises(EvidenceError, match="stands 2 times here"):
            locate(STATEMENT, "Rell", nth=nth)
        with pytest.raises(EvidenceError, match="stands once here"):
            locate(STATEMENT, "teacher", nth=nth)

    def test_overlapping_occurrences_count(self) -> None:
        """`nth` counts every place where the words begin."""
        assert locate("no no no", "no no", nth=2) == Span(3, 8)

    def test_a_quote_in_another_paragraph_is_told(self) -> None:
        """The message says where it does stand."""
        with pytest.raises(EvidenceError, match="does not stand in paragraph 1, but in paragraph 2"):
            locate(STATEMENT, "The police deny it", "1")

    def test_a_pointer_that_is_no_number_does_not_narrow(self) -> None:
        """`2.1` and `§ 44` are for readers."""
        assert locate(STATEMENT, "teacher", "2.1") == locate(STATEMENT, "teacher")

    def test_a_paragraph_that_is_not_there_is_told(self) -> None:
        """With the numbers that there are."""
        with pytest.raises(EvidenceError, match="no paragraph 7: its paragraphs are numbered 1 to 2"):
            locate(STATEMENT, "teacher", 7)
        with pytest.raises(EvidenceError, match="it has no numbered paragraphs"):
            locate("Heading", "Heading", 1)

    @pytest.mark.parametrize(
        ("quote", "what", "shown"),
        [
            ('Dorn, "he was beaten."', "quotation marks or hyphens", "“he was beaten.”"),
            ("the police deny", "capitals", "The police deny"),
            ("a Teacher, and was held", "capitals", "a teacher, and was held"),
        ],
    )
    def test_a_quote_that_differs_in_marks_or_capitals_is_shown_the_text(self, quote: str, what: str, shown: str) -> None:
        """Such a slip is not forgiven, but told exactly."""
        with pytest.raises(EvidenceError, match=f"only its {what} differ from paragraph") as caught:
            locate(STATEMENT, quote)
        assert shown in (caught.value.remedy or "")

    def test_an_absent_quote_is_told_where_it_departs(self) -> None:
        """The longest run of its words that does stand in the text is shown with its place, capitals aside."""
        with pytest.raises(EvidenceError, match="has “Lantern Watch is”, then goes on “alarmed at the” where the quote has “worried at"):
            locate(STATEMENT, "Lantern Watch is worried at the arrest")
        with pytest.raises(EvidenceError, match="none of its words does"):
            locate(STATEMENT, "Nothing xyz")
        with pytest.raises(EvidenceError, match="no two of its words stand together there"):
            locate(STATEMENT, "arrest teacher police")
        with pytest.raises(EvidenceError, match="has “he left") as caught:
            locate("Early on he left the town by night.", "By then HE LEFT the town by day")
        assert (
            "paragraph 1 (characters 9-28) has “he left the town by”, then goes on “night.” where the quote has “day”"
            in caught.value.message
        )
        with pytest.raises(EvidenceError, match=r"has “left the town\.”, with “Early on he” before it where the quote has “Then she”"):
            locate("Early on he left the town.", "Then she left the town.")
        with pytest.raises(EvidenceError, match="ends there"):
            locate("He left", "He left early")

    @pytest.mark.parametrize("quote", ["", " \n "])
    def test_an_empty_quote_is_refused(self, quote: str) -> None:
        """Nothing is no passage."""
        with pytest.raises(EvidenceError, match="empty"):
            locate(STATEMENT, quote)

    @given(st.data())
    def test_any_unique_stretch_is_found_however_it_is_spaced(self, data: st.DataObject) -> None:
        """Random white space in the quote never changes the place."""
        words = data.draw(st.lists(st.text(alphabet="abé“’-.𝒳()[*", min_size=1, max_size=4), min_size=3, max_size=30))
        blank = st.sampled_from([" ", "\n", "  ", "\n\n", "\u00a0"])
        text = unicodedata.normalize("NFC", "".join(word + data.draw(blank) for word in words))
        start = data.draw(st.integers(0, len(words) - 1))
        end = data.draw(st.integers(start + 1, len(words)))
        blanks = data.draw(st.sampled_from([" ", "\n    ", "\t", "\r\n"]))
        quote = blanks.join(words[start:end])
        try:
            span = locate(text, quote)
        except EvidenceError as error:
            assert "times" in error.message
        else:
            assert text[span.start : span.end].split() == unicodedata.normalize("NFC", quote).split()


class TestProve:
    """Passages are verified, or told what broke them."""

    def test_a_verified_passage(self, texts: Texts) -> None:
        """A right position and digest: verified, nothing to say."""
        passage = f"{{paragraph: 1, {position(STATEMENT, 'Tomas Rell in Orlen')}}}"
        assert prove([("sources/s.yaml", source(passage))], texts) == Proof(1, 0, [])

    def test_without_texts_passages_are_cited(self) -> None:
        """And an information says so."""
        proof = prove([("sources/s.yaml", source(f"{{{position(STATEMENT, 'Orlen')}}}"))], None)
        assert (proof.verified, proof.cited) == (0, 1)
        assert [(found.rule, found.severity) for found in proof.findings] == [("passages-not-verified", Severity.INFO)]
        assert "1 passage is cited, not verified" in proof.findings[0].message

    def test_a_text_that_is_missing_is_a_warning(self, texts: Texts) -> None:
        """The source's passages are cited."""
        proof = prove([("sources/s.yaml", source(f"{{{position(STATEMENT, 'Orlen')}}}", name="gone"))], texts)
        assert (proof.verified, proof.cited, proof.findings[0].rule) == (0, 1, "text-missing")
        assert proof.findings[0].severity is Severity.WARNING

    def test_a_text_that_leads_out_is_a_violation(self, texts: Texts) -> None:
        """With the line of the key."""
        proof = prove([("sources/s.yaml", source("{paragraph: 1, start: 0, end: 3, sha256: x}", "text: ../x.txt"))], texts)
        assert ("text-unreadable", 6) in [(found.rule, found.line) for found in proof.findings]

    def test_a_passage_only_cited_needs_no_text(self, texts: Texts) -> None:
        """A pointer alone is counted as cited, without a finding."""
        assert prove([("sources/s.yaml", source('{paragraph: "2.1"}', name="gone"))], texts) == Proof(0, 1, [])

    def test_one_changed_character_names_all_it_breaks(self, texts: Texts) -> None:
        """File, line, rule and the claims that rest on the passage."""
        held = f"{{paragraph: 1, {position(STATEMENT, 'held at Prison No. 7')}}}"
        tree = compose(
            "id: source/statement\nclaims:\n"
            f'  - id: "#g"\n    passage: {held}\n    claims:\n      - id: "#c1"\n      - {{id: "#c2", each: [person/a, person/b]}}\n'
            f'      - id: "#c3"\n        passage: [{{{position(STATEMENT, "moved")}}}, {held}]\n',
            "s.yaml",
        )
        (texts.folder / "statement.txt").write_text(STATEMENT.replace("Prison No. 7", "Prison No. 8"), encoding="utf-8")
        proof = prove([("sources/s.yaml", tree)], texts, "https://example.org/")
        assert (proof.verified, proof.cited) == (1, 0)
        (found,) = proof.findings
        assert (found.rule, found.severity, found.file, found.line) == ("passage-changed", Severity.VIOLATION, "sources/s.yaml", 4)
        assert found.claims == tuple(f"https://example.org/source/statement#{name}" for name in ("c1", "c2.a", "c2.b", "c3"))
        assert "#c1, #c2.a, #c2.b, #c3" in found.message
        assert found.focus is not None and found.focus.startswith("https://example.org/source/statement#char=")

    def test_words_that_moved_are_found_again(self, texts: Texts) -> None:
        """A character put in before a passage moves it; the message gives the new position."""
        passage = f"{{{position(STATEMENT, 'Prison No. 7')}}}"
        (texts.folder / "statement.txt").write_text("Public. " + STATEMENT, encoding="utf-8")
        (found,) = prove([("s.yaml", source(passage))], texts).findings
        new = locate("Public. " + STATEMENT, "Prison No. 7")
        assert found.rule == "passage-moved"
        assert found.remedy.endswith(f"with `--texts DIR`, or write `start: {new.start}, end: {new.end}`")

    def test_many_moved_passages_are_found_quickly(self, tmp_path: Path) -> None:
        """In a text of nearly a million characters, two hundred passages moved alike cost one search."""
        text = "".join(f"Sentence number {number} of the text stands here. " for number in range(20_000))
        claims = "".join(
            f'  - {{id: "#c{number}", passage: {{{position(text, f"number {number} of")}}}}}\n' for number in range(10_000, 10_200)
        )
        (tmp_path / "s.txt").write_text("Preface. " + text, encoding="utf-8")
        proof = prove([("s.yaml", compose(f"id: source/s\nclaims:\n{claims}", "s.yaml"))], Texts(tmp_path))
        assert {found.rule for found in proof.findings} == {"passage-moved"}

    def test_long_passages_and_words_at_several_places(self) -> None:
        """A passage of more than 2,000 characters is not looked for; of several places the nearest is told."""
        long = "He was held. " * 200
        (passage,) = passages(source(f"{{start: 0, end: {len(long)}, sha256: {digest(long, Span(0, len(long)))}}}"))
        problem = verify(passage, "x " + long)
        assert problem is not None
        assert problem.rule == "passage-changed"
        (passage,) = passages(source(f"{{start: 9, end: 12, sha256: {digest('abc', Span(0, 3))}}}"))
        problem = verify(passage, "abc d e abc f g abc")
        assert problem is not None
        assert problem.remedy == "write `start: 8, end: 11` if that is the place: the words stand at several"

    def test_a_position_beyond_the_text_is_a_change(self, texts: Texts) -> None:
        """The message says where the text ends."""
        (found,) = prove([("s.yaml", source(f"{{start: 90000, end: 90009, sha256: {'0' * 64}}}"))], texts).findings
        assert found.rule == "passage-changed"
        assert f"ends at character {len(STATEMENT)}" in found.message

    def test_a_wrong_paragraph_is_a_warning(self, texts: Texts) -> None:
        """The passage is verified all the same."""
        proof = prove([("s.yaml", source(f"{{paragraph: 2, {position(STATEMENT, 'Orlen')}}}"))], texts)
        assert (proof.verified, [found.rule for found in proof.findings]) == (1, ["passage-paragraph"])
        assert "stand in paragraph 1, not in paragraph 2" in proof.findings[0].message

    @pytest.mark.parametrize("passage", ["{quote: Tomas Rell in Orlen}", "Tomas Rell in Orlen", "[{paragraph: 1, quote: Orlen}]"])
    def test_a_quote_without_position_is_a_violation(self, texts: Texts, passage: str) -> None:
        """With or without texts; the remedy is to anchor it."""
        for folder in (texts, None):
            (found,) = prove([("s.yaml", source(passage))], folder).findings
            assert (found.rule, found.severity) == ("passage-not-anchored", Severity.VIOLATION)
            assert "rightsgraph anchor" in found.remedy

    def test_a_kept_quote_has_to_agree(self, texts: Texts) -> None:
        """White space apart, the words must be those at the position."""
        held = position(STATEMENT, "He is a teacher")
        assert prove([("s.yaml", source(f'{{quote: "He is  a teacher", {held}}}'))], texts).findings == []
        (found,) = prove([("s.yaml", source(f"{{quote: He is a preacher, {held}}}"))], texts).findings
        assert found.rule == "passage-quote-differs"

    @pytest.mark.parametrize(
        ("passage", "said"),
        [
            ("{start: 3, end: x, sha256: y}", "`end` and `sha256` are missing or wrong"),
            ("{start: 3}", "`end` and `sha256` are missing or wrong"),
            (f"{{start: 9, end: 3, sha256: {'0' * 64}}}", "`start` and `end` are not in order"),
            ("{start: 3, end: 9}", "`sha256` is missing or wrong"),
        ],
    )
    def test_half_a_position_is_a_violation(self, texts: Texts, passage: str, said: str) -> None:
        """Whatever is missing is named, with or without texts."""
        for folder in (texts, None):
            found = prove([("s.yaml", source(passage))], folder).findings[0]
            assert found.rule == "passage-incomplete"
            assert said in found.message

    def test_skipped_sentences_are_proved_but_not_counted(self, texts: Texts) -> None:
        """A skip is no evidence; its position has to be right all the same."""
        skip = f"skip:\n  - {{passage: {{start: 0, end: 7, sha256: {'0' * 64}}}, reason: title}}\n"
        proof = prove([("s.yaml", source(f"{{{position(STATEMENT, 'Orlen')}}}", skip))], texts)
        assert (proof.verified, [found.rule for found in proof.findings]) == (1, ["passage-changed"])
        assert "a skipped sentence" in proof.findings[0].message

    @pytest.mark.parametrize(
        "text",
        ["claims: x", "claims:\n  - x\n  - [y]\nskip: z", "skip:\n  - {reason: x}\n  - {passage: }", "id: [x]"],
    )
    def test_trees_of_other_shapes_pass_through(self, texts: Texts, text: str) -> None:
        """What is no source file at all has no passages and raises nothing."""
        assert prove([("s.yaml", compose(text, "s.yaml"))], texts).verified == 0

    def test_a_verified_passage_is_not_a_problem(self) -> None:
        """A single passage can be verified by itself."""
        (passage,) = passages(source(f"{{{position(STATEMENT, 'Orlen')}}}"))
        assert verify(passage, STATEMENT) is None
        assert verify(passage, STATEMENT.replace("Orlen", "Irlen")) is not None

    @given(st.integers(0, len(STATEMENT) - 1), st.sampled_from("xé😀\n"))
    def test_any_changed_character_breaks_exactly_the_passages_that_hold_it(self, index: int, character: str) -> None:
        """One character replaced: a passage breaks when, and only when, it holds that character."""
        changed = STATEMENT[:index] + character + STATEMENT[index + 1 :]
        for span in sentences(STATEMENT):
            (passage,) = passages(source(f"{{start: {span.start}, end: {span.end}, sha256: {digest(STATEMENT, span)}}}"))
            problem = verify(passage, changed)
            broken = problem is not None and problem.severity is Severity.VIOLATION
            assert broken == (span.start <= index < span.end and changed != STATEMENT)


class TestRealTexts:
    """The rules hold on published statements of several layouts."""

    def test_the_paragraphs_of_a_statement_that_mixes_spacings(self, sources: Path) -> None:
        """Single and double spacing, an address between two pages, a title over two lines."""
        text = Texts(sources).read("amnesty-eur58-2195-2020.txt")
        assert text is not None
        begun = {block.number: text[block.start : block.end].split()[:3] for block in paragraphs(text) if block.number}
        assert begun[1] == ["Amnesty", "International", "is"]
        assert begun[4] == ["In", "March", "2016,"]
        assert list(begun) == list(range(1, 12))
        assert paragraph_of(text, locate(text, "arrested on 25 June 2010")) == 3
        assert len(sentences(text)) == 41

    def test_positions_count_the_text_as_designed(self, sources: Path) -> None:
        """A position of the design's example."""
        text = Texts(sources).read("amnesty-eur58-2195-2020.txt")
        assert text is not None
        assert digest(text, Span(1100, 1124)) == sha256(text[1100:1124].encode()).hexdigest()
        assert digest(text, Span(1100, 1124)).startswith("036d99c3")

    @pytest.mark.parametrize(
        ("name", "count"),
        [
            ("bialiatski-wgad-39-2012.txt", 2),
            ("konate-9bri-2015.txt", 5),
            ("rukuki-ishr-2019.txt", 5),
            ("rukuki-protection-international-2021-03-24.txt", 4),
            ("rukuki-protection-international-2021-06-22.txt", 4),
            ("yorov-freedom-now-2020.txt", 3),
            ("yorov-rferl-2017.txt", 7),
        ],
    )
    def test_how_many_paragraphs_each_has(self, sources: Path, name: str, count: int) -> None:
        """One on each line, with and without blank lines between, with printed numbers, cut off at the end."""
        text = Texts(sources).read(name)
        assert text is not None
        assert max(block.number or 0 for block in paragraphs(text)) == count

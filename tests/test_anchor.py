"""Anchor: quotes become positions, and not one other character of the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.casefile import compose, parse
from rightsgraph.errors import EvidenceError
from rightsgraph.evidence import AnchorError, Texts, anchor, anchor_file, digest, locate, normal_form, passages, prove, verify

TEXT = """\
Velmora: free Tomas Rell

Lantern Watch is alarmed at the arrest of Tomas Rell in Orlen on 4 March 2021. He is
a teacher: “unbending”, says his lawyer.

According to her, he was beaten. The police deny it, and Zoë 𝒳enakis was freed. He was
moved on 9 May 2022.
"""
HEAD = "id: source/statement\ntype: Source\nclaims:\n"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """Return a folder that holds the statement."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "statement.txt").write_text(TEXT, encoding="utf-8")
    return Texts(folder)


def fields(quote: str, separator: str = ", ", nth: int | None = None, *, numbered: bool = False) -> str:
    """Write what a quote becomes; ``numbered`` says that the passage already has its paragraph."""
    span = locate(TEXT, quote, nth=nth)
    parts = [] if numbered else [f"paragraph: {1 if span.end < TEXT.index('According') else 2}"]
    return separator.join([*parts, f"start: {span.start}", f"end: {span.end}", f"sha256: {digest(TEXT, span)}"])


BEATEN = "he was beaten"
CASES = {
    "flow": ("    passage: {quote: he was beaten}\n", f"    passage: {{{fields(BEATEN)}}}\n"),
    "flow with a paragraph": (
        '    passage: { paragraph: 2 , quote: "he was beaten" }   # why\n',
        f"    passage: {{ paragraph: 2 , {fields(BEATEN, numbered=True)} }}   # why\n",
    ),
    "flow with nth behind": (
        "    passage: {quote: Tomas Rell, nth: 2} # x\n",
        f"    passage: {{{fields('Tomas Rell', nth=2)}}} # x\n",
    ),
    "flow with nth before": (
        "    passage: {nth: 2,  quote: 'Tomas Rell'}\n",
        f"    passage: {{{fields('Tomas Rell', nth=2)}}}\n",
    ),
    "flow over lines, with comments": (
        "    passage: {    # a\n      quote: 'Tomas\n        Rell',  # b\n      nth: 2   # c\n    }\n",
        f"    passage: {{    # a\n      {fields('Tomas Rell', nth=2)},  # b\n         # c\n    }}\n",
    ),
    "flow with a comment inside": (
        "    passage: {quote: # a\n      he was beaten}\n",
        f"    passage: {{{fields(BEATEN)}  # a\n               }}\n",
    ),
    "JSON": ('    passage: {"quote":"he was beaten"}\n', f"    passage: {{{fields(BEATEN)}}}\n"),
    "block": (
        "    passage:\n      quote: he was beaten   # why\n",
        f"    passage:\n      {fields(BEATEN, chr(10) + ' ' * 6)}   # why\n",
    ),
    "block with all keys": (
        "    passage:\n      nth: 1\n      # a\n      quote: 'Tomas Rell'\n      paragraph: 1   # b\n",
        f"    passage:\n      # a\n      {fields('Tomas Rell', chr(10) + ' ' * 6, 2, numbered=True)}\n      paragraph: 1   # b\n",
    ),
    "block with nth behind": (
        "    passage:\n      quote: Tomas Rell  # a\n      nth: 2\n    # b\n",
        f"    passage:\n      {fields('Tomas Rell', chr(10) + ' ' * 6, nth=2)}  # a\n    # b\n",
    ),
    "block with a commented nth": (
        "    passage:\n      quote: Tomas Rell\n      nth: 2  # the second\n",
        f"    passage:\n      {fields('Tomas Rell', chr(10) + ' ' * 6, nth=2)}\n        # the second\n",
    ),
    "folded": (
        "    passage:\n      quote: >-  # a\n        he was\n        beaten\n\n      # b\n",
        f"    passage:\n      {fields(BEATEN, chr(10) + ' ' * 6).replace(chr(10), '  # a' + chr(10), 1)}\n\n      # b\n",
    ),
    "literal": (
        "    passage:\n      quote: |+\n        he was\n        beaten\n\n    # b\n",
        f"    passage:\n      {fields(BEATEN, chr(10) + ' ' * 6)}\n\n    # b\n",
    ),
    "plain over lines": (
        "    passage:\n      quote: he\n        was\n\n        beaten # a\n",
        f"    passage:\n      {fields(BEATEN, chr(10) + ' ' * 6)} # a\n",
    ),
    "double quotes over lines": (
        '    passage:\n      quote: "a teacher: “un\\\n        bending”,\n        says"\n',
        f"    passage:\n      {fields('a teacher: “unbending”, says', chr(10) + ' ' * 6)}\n",
    ),
    "on the next line": (
        "    passage:\n      quote:  # a\n        he was beaten\n",
        f"    passage:\n      {fields(BEATEN, chr(10) + ' ' * 6).replace(chr(10), '  # a' + chr(10), 1)}\n",
    ),
    "a list": (
        "    passage:\n      - quote: he was beaten\n      - {quote: The police deny it}\n      - moved on 9 May\n",
        f"    passage:\n      - {fields(BEATEN, chr(10) + ' ' * 8)}\n      - {{{fields('The police deny it')}}}\n"
        f"      - {{{fields('moved on 9 May')}}}\n",
    ),
    "a list with nth first": (
        "    passage:\n      - nth: 2\n        quote: Tomas Rell\n",
        f"    passage:\n      - {fields('Tomas Rell', chr(10) + ' ' * 8, nth=2)}\n",
    ),
    "a list with nth first and a comment": (
        "    passage:\n      - nth: 2  # a\n        quote: Tomas Rell\n",
        f"    passage:\n      -   # a\n        {fields('Tomas Rell', chr(10) + ' ' * 8, nth=2)}\n",
    ),
    "shorthand": ("    passage: he was beaten   # a\n", f"    passage: {{{fields(BEATEN)}}}   # a\n"),
    "shorthand in quotes": ('    passage: "Zoe\u0308 𝒳enakis"\n', f"    passage: {{{fields('Zoë 𝒳enakis')}}}\n"),
    "shorthand folded": (
        "    passage: >  # a\n      he was\n      beaten\n\n",
        f"    passage: {{{fields(BEATEN)}}}  # a\n\n",
    ),
    "nothing to do": ('    passage: {paragraph: "2.1"}   # only cited\n', '    passage: {paragraph: "2.1"}   # only cited\n'),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("name", CASES)
def test_only_the_quote_changes(texts: Texts, name: str, newline: str) -> None:
    """In every layout, comments, blanks, order and line ends stay as they are."""
    before, after = CASES[name]
    frame = f'# 𝒳 é\n{HEAD}  - id: "#c1"  # 1\n{{}}    gist:   x   # 2\n\n# end'
    written = frame.replace("{}", before).replace("\n", newline)
    result, changes = anchor(written, "s.yaml", texts)
    assert result == frame.replace("{}", after).replace("\n", newline)
    assert bool(changes) == (before != after)
    assert prove([("s.yaml", compose(result, "s.yaml"))], texts).findings == []


def test_a_layout_that_cannot_be_edited_is_refused(texts: Texts) -> None:
    """Nothing is guessed: where the edited file would not read as it should, the file stays as it is."""
    with pytest.raises(EvidenceError, match=r"s\.yaml: the file is laid out in a way .* nothing was changed"):
        anchor(f'{HEAD}  - id: "#c1"\n    passage:\n      ? quote\n      : he was beaten\n', "s.yaml", texts)


class TestErrors:
    """All quotes that fail are told at once, and then the file stays as it is."""

    def test_all_errors_come_together(self, texts: Texts) -> None:
        """Each with its file and line, none of the others anchored."""
        written = (
            f'{HEAD}  - {{id: "#c1", passage: {{quote: he was beaten}}, gist: x}}\n'
            '  - {id: "#c2", passage: {quote: he was broken}, gist: x}\n  - {id: "#c3", passage: {quote: Tomas}, gist: x}\n'
        )
        with pytest.raises(AnchorError) as caught:
            anchor(written, "sources/s.yaml", texts)
        assert [(error.file, error.line) for error in caught.value.errors] == [("sources/s.yaml", 5), ("sources/s.yaml", 6)]
        assert "broken" in str(caught.value)
        assert "stands 2 times" in str(caught.value)

    def test_a_file_is_not_touched_when_a_quote_fails(self, texts: Texts, tmp_path: Path) -> None:
        """All or nothing."""
        path = tmp_path / "s.yaml"
        written = f"{HEAD}  - passage: {{quote: he was beaten}}\n  - passage: {{quote: never said}}\n".encode()
        path.write_bytes(written)
        with pytest.raises(AnchorError):
            anchor_file(path, texts)
        assert path.read_bytes() == written

    @pytest.mark.parametrize(
        ("head", "said"), [("id: source/gone", "`gone.txt` is not in the folder"), ("text: ../x.txt", "outside the folder")]
    )
    def test_a_missing_text_is_told(self, texts: Texts, head: str, said: str) -> None:
        """A quote cannot be anchored without the text it stands in."""
        with pytest.raises(AnchorError, match=said):
            anchor(f"{head}\nclaims:\n  - passage: he was beaten\n", "s.yaml", texts)

    def test_a_file_without_quotes_needs_no_text(self, texts: Texts) -> None:
        """Its claims get their ids all the same."""
        result, _ = anchor('id: source/gone\nclaims:\n  - passage: {paragraph: "2.1"}\n', "s.yaml", texts)
        assert parse(result, "s.yaml")["claims"] == [{"id": "#c1", "passage": {"paragraph": "2.1"}}]


class TestIds:
    """Claims without an id get the next free number."""

    def test_ids_are_first_keys(self) -> None:
        """In block and flow style, groups as `#g…`, nested claims too; without texts nothing else changes."""
        written = (
            f'{HEAD}  - that:  # a\n      - {{id: event/x}}\n  - {{gist: x}} # b\n  - {{}}\n  - id: "#c7"\n    passage: a quote\n'
            "  - passage: another\n    claims:\n    - {that: []}\n    -   gist: y\n        concerns: z\n"
        )
        expected = (
            f'{HEAD}  - id: "#c8"\n    that:  # a\n      - {{id: event/x}}\n  - {{id: "#c9", gist: x}} # b\n'
            '  - {id: "#c10"}\n  - id: "#c7"\n    passage: a quote\n'
            '  - id: "#g1"\n    passage: another\n    claims:\n    - {id: "#c11", that: []}\n'
            '    -   id: "#c12"\n        gist: y\n        concerns: z\n'
        )
        for newline in ("\n", "\r\n"):
            result, changes = anchor(written.replace("\n", newline), "s.yaml", None)
            assert result == expected.replace("\n", newline)
            assert [change.detail for change in changes] == ["#c8", "#c9", "#c10", "#g1", "#c11", "#c12"]

    def test_a_claim_that_begins_with_its_quote_gets_both(self, texts: Texts) -> None:
        """The id and the position are written side by side."""
        result, changes = anchor(f"{HEAD}- passage: he was beaten\n  gist: x\n", "s.yaml", texts)
        assert result == f'{HEAD}- id: "#c1"\n  passage: {{{fields(BEATEN)}}}\n  gist: x\n'
        assert {change.what for change in changes} == {"anchored", "id"}

    def test_anchoring_twice_changes_nothing_more(self, texts: Texts) -> None:
        """An anchored file is left alone."""
        once, _ = anchor(f"{HEAD}- passage: he was beaten\n  gist: x\n", "s.yaml", texts)
        assert anchor(once, "s.yaml", texts) == (once, [])


class TestKeptQuotes:
    """Where a dataset keeps its quotes, they stand beside the position."""

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("{quote: he was beaten, nth: 1}", f"{{{fields(BEATEN)}, quote: he was beaten}}"),
            ("{quote: 'he was beaten', paragraph: 2}", f"{{{fields(BEATEN, numbered=True)}, quote: 'he was beaten', paragraph: 2}}"),
            ("\n      quote: he was beaten  # a", f"\n      {fields(BEATEN, chr(10) + ' ' * 6)}\n      quote: he was beaten  # a"),
            ("he was beaten", None),
        ],
    )
    def test_the_quote_stays(self, texts: Texts, before: str, after: str | None) -> None:
        """As it was written; a second run changes nothing."""
        result, _ = anchor(f'{HEAD}  - id: "#c1"\n    passage: {before}\n    gist: x\n', "s.yaml", texts, keep_quotes=True)
        if after is not None:
            assert result == f'{HEAD}  - id: "#c1"\n    passage: {after}\n    gist: x\n'
        (passage,) = passages(compose(result, "s.yaml"))
        assert passage.quote == "he was beaten"
        assert verify(passage, TEXT) is None
        assert anchor(result, "s.yaml", texts, keep_quotes=True) == (result, [])

    def test_a_kept_quote_can_be_removed_later(self, texts: Texts) -> None:
        """When the dataset no longer keeps quotes, only they go."""
        kept, _ = anchor(f'{HEAD}  - id: "#c1"\n    passage: {{quote: he was beaten}}\n', "s.yaml", texts, keep_quotes=True)
        result, _ = anchor(kept, "s.yaml", texts)
        assert result == f'{HEAD}  - id: "#c1"\n    passage: {{{fields(BEATEN)}}}\n'

    @pytest.mark.parametrize("keep", [True, False])
    def test_a_quote_is_anchored_again_where_the_text_has_moved(self, texts: Texts, tmp_path: Path, keep: bool) -> None:
        """A text with a preface put before it: positions are written anew."""
        kept, _ = anchor(f'{HEAD}  - id: "#c1"\n    passage: {{quote: he was beaten}}  # a\n', "s.yaml", texts, keep_quotes=True)
        (tmp_path / "statement.txt").write_text("Public statement\n\n\n" + TEXT, encoding="utf-8")
        result, changes = anchor(kept, "s.yaml", Texts(tmp_path), keep_quotes=keep)
        assert len(changes) == 1
        (passage,) = passages(compose(result, "s.yaml"))
        assert passage.span == locate("Public statement\n\n\n" + TEXT, BEATEN)
        assert (passage.quote is None) != keep
        assert result.endswith("  # a\n")


class TestMoved:
    """Positions without a quote, in a text that has changed."""

    def moved(self, tmp_path: Path, passage: str, before: str, after: str) -> tuple[str, list[tuple[str, str]]]:
        """Anchor a passage of one text against another, and return the passage and what was changed."""
        span = locate(before, passage)
        position = f"{{paragraph: 1, start: {span.start}, end: {span.end}, sha256: {digest(before, span)}}}"
        (tmp_path / "s.txt").write_text(after, encoding="utf-8")
        result, changes = anchor(f'id: source/s\nclaims:\n  - {{id: "#c1", passage: {position}}}  # a\n', "s.yaml", Texts(tmp_path))
        assert result.endswith("}  # a\n")
        return result, [(change.what, change.detail) for change in changes]

    def test_words_at_one_place_are_moved(self, tmp_path: Path) -> None:
        """Start, end and paragraph are written anew, the digest stays, and it is reported."""
        result, changes = self.moved(tmp_path, "He left.", "Then. He left.", "First.\n\nThen. He left.")
        (passage,) = passages(compose(result, "s.yaml"))
        assert changes == [("moved", "6-14 → 14-22")]
        assert (passage.span, passage.field("paragraph")) == (locate("First.\n\nThen. He left.", "He left."), "2")
        assert anchor(result, "s.yaml", Texts(tmp_path)) == (result, [])

    @pytest.mark.parametrize("after", ["Later. He left. He left.", "Then. She left.", "Then. He left."])
    def test_what_is_ambiguous_or_gone_or_in_place_stays(self, tmp_path: Path, after: str) -> None:
        """`check` tells of it."""
        assert self.moved(tmp_path, "He left.", "Then. He left.", after)[1] == []

    def test_a_text_that_is_not_there_is_no_error(self, tmp_path: Path) -> None:
        """Nothing was asked of it."""
        written = f'id: source/s\nclaims:\n  - {{id: "#c1", passage: {{start: 0, end: 3, sha256: {"0" * 64}}}}}\n'
        assert anchor(written, "s.yaml", Texts(tmp_path)) == (written, [])


class TestFiles:
    """Files are rewritten where they stand."""

    def test_mark_and_line_ends_stay(self, texts: Texts, tmp_path: Path) -> None:
        """A byte-order mark and Windows line ends are the author's."""
        path = tmp_path / "s.yaml"
        path.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}  - passage: he was beaten\n    gist: é\n".replace("\n", "\r\n").encode())
        changes = anchor_file(path, texts)
        assert path.read_bytes().startswith(b"\xef\xbb\xbfid: source/statement\r\n")
        assert b"gist: \xc3\xa9\r\n" in path.read_bytes()
        assert len(changes) == 2
        before = path.stat().st_mtime_ns
        assert anchor_file(path, texts) == []
        assert path.stat().st_mtime_ns == before


WORDS = st.text(alphabet="abcé“”’.,:;#-!?𝒳()[]{}\"'%&*|>", min_size=1, max_size=6)


def _quoted(style: str, quote: str, indent: int) -> str:
    """Write a quote in one of YAML's styles."""
    if style == "single":
        return "'" + quote.replace("'", "''") + "'"
    if style == "double":
        return '"' + quote.replace("\\", "\\\\").replace('"', '\\"') + '"'
    blanks = "\n" + " " * indent
    return f"{style}{blanks}{quote.replace(' ', blanks)}"


@given(st.data())
def test_random_layouts_keep_everything_else(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Unique stretches of a random text, in any style: anchored and verified, every other byte as it was."""
    text = normal_form(" ".join(data.draw(st.lists(WORDS, min_size=4, max_size=25))).encode(), "x.txt") + "\n\n"
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    written, expected = [HEAD], [HEAD]
    for number in range(data.draw(st.integers(1, 4))):
        words = text.split()
        start = data.draw(st.integers(0, len(words) - 1))
        quote = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
        try:
            span = locate(text, quote)
        except EvidenceError:
            continue
        style = data.draw(st.sampled_from(["single", "double", ">-", "|", "|-"]))
        flow = style in ("single", "double") and data.draw(st.booleans())
        comment = data.draw(st.sampled_from(["", "  # é 𝒳 {quote: x}", " "]))
        before, separator, after = ("{", ", ", "}") if flow else ("\n      ", "\n      ", "")
        tail = f"{comment if flow or style in ('single', 'double') else ''}\n    gist: >-\n      quote: it is\n\n  # c\n"
        head = f'  - id: "#c{number}"\n    passage: '
        written.append(f"{head}{before}paragraph: x{separator}quote: {_quoted(style, quote, 8)}{after}{tail}")
        position = separator.join([f"start: {span.start}", f"end: {span.end}", f"sha256: {digest(text, span)}"])
        expected.append(f"{head}{before}paragraph: x{separator}{position}{after}{tail}")
    folder = tmp_path_factory.mktemp("random")
    (folder / "statement.txt").write_text(text, encoding="utf-8")
    if len(written) == 1:
        return
    result, _ = anchor("".join(written).replace("\n", newline), "s.yaml", Texts(folder))
    assert result == "".join(expected).replace("\n", newline)
    assert prove([("s.yaml", compose(result, "s.yaml"))], Texts(folder)).findings == []


@given(st.text(alphabet=st.sampled_from("ab é\u0301𝒳\n.“”"), min_size=1, max_size=80), st.data())
def test_what_is_anchored_is_verified(raw: str, data: st.DataObject) -> None:
    """Any stretch of any text, however it is normalised: what can be located proves itself."""
    text = normal_form(raw.encode(), "x.txt")
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    try:
        span = locate(text, quote)
    except EvidenceError as error:
        assert not quote.strip() or "times" in error.message
        return
    written = f"{{start: {span.start}, end: {span.end}, sha256: {digest(text, span)}}}"
    (passage,) = passages(compose(f"claims:\n  - passage: {written}", "s.yaml"))
    assert verify(passage, text) is None

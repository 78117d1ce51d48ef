"""The reader of case files: every scalar as written, every refusal with its line, every value with its place."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsgraph.casefile import MAX_BYTES, MAX_DEPTH, Node, compose, decode, parse, read_text
from rightsgraph.errors import CaseFileError, RightsgraphError

ROOT: Final = Path(__file__).resolve().parents[1]
REAL: Final = sorted([*(ROOT / "data").rglob("*.yaml"), *(ROOT / "ontology" / "examples").rglob("*.yaml")])

AS_WRITTEN: Final = [
    *("on", "NO", "yes", "True", "null", "~", "0123", "12:30", "1.10", "1e3", "0x1F", "1_000", ".inf", ".nan", "2010-06-25", "+1"),
    *("2010-06-25T10:00:00Z", "=", "1:2:3", "-0", "0o17", "None"),
]


class TestScalars:
    """What YAML would make numbers, dates, truth values or nothing of stays text."""

    @pytest.mark.parametrize("word", AS_WRITTEN)
    def test_a_scalar_stays_as_written(self, word: str) -> None:
        """As a value, as a key, in a list and in brackets."""
        text = f"a: {word}\n{word}: b\nc:\n- {word}\nd: [{word}, {{e: {word}}}]\n"
        assert parse(text, "x") == {"a": word, word: "b", "c": [word], "d": [word, {"e": word}]}

    @pytest.mark.parametrize("empty", ["a:", "a: ''", 'a: ""', "a: # comment"])
    def test_an_absent_value_is_an_empty_text(self, empty: str) -> None:
        """There is no null."""
        assert parse(empty, "x") == {"a": ""}

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("a: >-\n  one\n  two\n", "one two"),
            ("a: |\n  one\n  two\n", "one\ntwo\n"),
            ("a: 'it''s'", "it's"),
            (r'a: "\u0416\t\x41"', "Ж\tA"),
            ("a: one\n  two", "one two"),
            ("a: Ж — «é» 你好 😀", "Ж — «é» 你好 😀"),
            ('"a b": "c: d # e"', "c: d # e"),
        ],
    )
    def test_styles_of_text(self, text: str, value: str) -> None:
        """Folded, literal, single and double quotes, over two lines, any script."""
        assert list(parse(text, "x").values()) == [value]


def refusal(text: str) -> CaseFileError:
    """Return the error that both readings give, which is one and the same."""
    errors: list[CaseFileError] = []
    reading: Callable[[str, str], Any]
    for reading in (parse, compose):
        with pytest.raises(CaseFileError) as caught:
            reading(text, "x.yaml")
        errors.append(caught.value)
    assert str(errors[0]) == str(errors[1])
    return errors[0]


REFUSED: Final = [
    ("an anchor on a text", "a: b\nc: &x d", 2, "is an anchor"),
    ("an anchor on a list", "a: &x\n- b", 1, "is an anchor"),
    ("an anchor on a mapping", "a: b\nc: &x {d: e}", 2, "is an anchor"),
    ("an anchor on a key", "&x a: b", 1, "is an anchor"),
    ("an alias", "a: b\nc: *x", 2, "is an alias"),
    ("an alias as a key", "a: b\n*x : c", 2, "is an alias"),
    ("a merge key", "a: b\n<<: *x", 2, "is an alias"),
    ("a tag", "a: b\nc: !!int 3", 2, "is a tag"),
    ("a tag of Python", "a: !!python/object/apply:os.system [ls]", 1, "is a tag"),
    ("a tag of one's own", "a: !x b", 1, "is a tag"),
    ("a tag on a list", "a: !!set {b, c}", 1, "is a tag"),
    ("a duplicate key", "a: b\nc: d\na: e", 3, "second time (first in line 1)"),
    ("a duplicate key in brackets", "a: {b: c,\n  b: d}", 2, "second time (first in line 1)"),
    ("a duplicate key in quotes", 'a: b\n"a": c', 2, "second time"),
    ("two documents", "a: b\n---\nc: d", 2, "a second document"),
    ("two documents with an end", "a: b\n...\n---\nc: d", 3, "a second document"),
    ("a list as a key", "a: b\n? [c]\n: d", 2, "where a key should"),
    ("a mapping as a key", "{a: b}: c", 1, "where a key should"),
    ("a tab", "a:\n\tb: c", 2, "cannot start any token"),
    ("a colon too many", "a: b\nc: d: e", 2, "mapping values are not allowed"),
    ("an unclosed bracket", "a: b\nc: [d\ne: f\n", 2, "is no YAML here"),
    ("an unclosed brace", "a: b\nc: {d: e\n", 2, "is no YAML here"),
    ("an unclosed quote", 'a: b\nc: "d\n\n\ne: f', 2, "is no YAML here"),
    ("an unclosed single quote", "a: b\nc: 'd\n\n\ne: f", 2, "is no YAML here"),
    ("a key without a colon", "a: b\nc\nd: e", 2, "is no YAML here"),
    ("a stray bracket", "a: b\nc: ]", 2, "is no YAML here"),
    ("a text that begins with @", "a: b\nc: @d", 2, "cannot start any token"),
    ("a wrong escape", 'a: b\nc: "\\q"', 2, "is no YAML here"),
    ("half a character as an escape", 'a: b\nc: "\\ud800"', 2, "is no YAML here"),
    ("an escaped control character", 'a: b\nc: "d\\e[31m"', 2, "U+001B"),
    ("an escaped null", 'a: "\\0"', 1, "U+0000"),
    ("an escaped control character in a key", 'a: b\n"c\\a": d', 2, "U+0007"),
    ("nothing", "", 1, "is empty"),
    ("blanks", "  \n\n", 1, "is empty"),
    ("only comments", "# one\n# two\n", 1, "is empty"),
    ("an empty document", "---\n...\n", 1, "is no mapping"),
    ("a text", "hello", 1, "is no mapping"),
    ("a list", "- a\n- b", 1, "is no mapping"),
]


class TestRefusals:
    """What a case file must not hold is refused with the line and a remedy, in both readings alike."""

    @pytest.mark.parametrize(("text", "line", "message"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
    def test_refused_with_its_line(self, text: str, line: int, message: str) -> None:
        """File, line, what and what to do."""
        error = refusal(text)
        assert (error.file, error.line) == ("x.yaml", line), str(error)
        assert message in error.message
        assert error.remedy

    @pytest.mark.parametrize(
        "deep",
        [
            "a: " + "[" * 1_000_000,
            "a: " + "{b: " * 1_000_000,
            "a: " + "[{b: " * 100_000,
            "- " * 1_000_000 + "a",
            "a: \n" + "".join(" " * n + "b:\n" for n in range(1, 2000)),
            "? " * 1_000_000,
            "a: " + "[" * 1000 + "]" * 1000,
            "a:\n" + "- " * (MAX_DEPTH + 1) + "b",
        ],
        ids=["lists", "mappings", "both", "dashes", "indented", "question marks", "closed", "just too deep"],
    )
    def test_bottomless_nesting_is_refused_at_once(self, deep: str) -> None:
        """Whatever the style of nesting, the reader neither crashes nor works long."""
        assert refusal(deep).line is not None

    def test_the_deepest_nesting_allowed(self) -> None:
        """So deep and no deeper."""
        deep = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
        assert compose(f"a: {deep}", "x").plain() == parse(f"a: {deep}", "x")
        assert "nested" in refusal(f"a: [{deep}]").message

    def test_messages_are_short_and_legible(self) -> None:
        """However long or odd what is refused, its message is one line."""
        for text in (
            "a" * 100_000 + ": b\n" + "a" * 100_000 + ": c",
            f'"x{"y" * 900}": a\n"x{"y" * 900}": b',
            '"\\u202ea": b\n"\\u202ea": c',
        ):
            message = refusal(text).message
            assert message.isprintable()
            assert len(message) < 300


class TestBytes:
    """From bytes to text."""

    @pytest.mark.parametrize(
        ("data", "line", "message"),
        [
            (b"a: b\nc: \xff", 2, "byte 9 is not UTF-8"),
            ("a: é".encode("latin-1"), 1, "byte 4 is not UTF-8"),
            ("a: b".encode("utf-16"), 1, "not UTF-8"),
            (b"a: b\nc: \x00", 2, "U+0000"),
            (b"a: b\n\nc: \x1b[31m", 3, "U+001B"),
            (b"a: \xed\xa0\x80", 1, "not UTF-8"),
            ("a: \uffff".encode(), 1, "U+FFFF"),
        ],
    )
    def test_refused_with_its_line(self, data: bytes, line: int, message: str) -> None:
        """What is not UTF-8, and control characters."""
        with pytest.raises(CaseFileError) as caught:
            decode(data, "x")
        assert (caught.value.line, message in caught.value.message) == (line, True), str(caught.value)

    def test_a_byte_order_mark_is_dropped(self) -> None:
        """Editors on Windows write one."""
        assert parse(decode(b"\xef\xbb\xbfa: b", "x"), "x") == {"a": "b"}

    def test_a_file_too_large_is_refused(self, tmp_path: Path) -> None:
        """Before it is read into a tree."""
        path = tmp_path / "x.yaml"
        path.write_bytes(b"#" * (MAX_BYTES + 1))
        with pytest.raises(CaseFileError, match="16,777,217 bytes"):
            read_text(path)

    def test_what_cannot_be_read_is_told(self, tmp_path: Path) -> None:
        """No file, or a folder."""
        for path in (tmp_path, tmp_path / "none.yaml"):
            with pytest.raises(CaseFileError, match="cannot be read"):
                read_text(path)

    def test_messages_call_the_file_by_the_name_given(self, tmp_path: Path) -> None:
        """Which is its name in the dataset."""
        (tmp_path / "x.yaml").write_bytes(b"\xff")
        with pytest.raises(CaseFileError, match=r"^sources/x\.yaml:1: "):
            read_text(tmp_path / "x.yaml", "sources/x.yaml")


class TestPlaces:
    """Every value and key knows where it stands: line, column, and the index of its characters."""

    @pytest.mark.parametrize("turn", ["\n", "\r\n"])
    def test_indices_cut_out_what_is_written(self, turn: str) -> None:
        """Counted in characters, not bytes, whatever the script and the line ends."""
        text = turn.join(["# Ж 你 😀", "имя: значение 😀", "б:", "  - [один, 'два']", "  - {в: г}", ""])
        root = compose(text, "x")

        def cut(node: Node | None) -> str:
            assert node is not None
            return text[node.start.index : node.end.index]

        assert cut(root.get("имя")) == "значение 😀"
        items = root.get("б")
        assert items is not None and isinstance(items.value, list)
        assert [cut(item) for item in items.value] == ["[один, 'два']", "{в: г}"]
        assert [item.flow for item in (root, items, *items.value)] == [False, False, True, True]
        mark = root.keys["б"]
        assert (text[mark.index], mark.line, mark.column) == ("б", 3, 1)
        assert (items.value[1].start.line, items.value[1].start.column) == (5, 5)
        assert (items.value[1].keys["в"].line, items.value[1].keys["в"].column) == (5, 6)

    def test_walk_gives_all_nodes_in_order(self) -> None:
        """The order of the file."""
        root = compose("a: [b, {c: d}]\ne: f", "x")
        assert [node.value for node in root.walk() if isinstance(node.value, str)] == ["b", "d", "f"]

    @pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
    def test_both_readings_of_real_files_agree(self, path: Path) -> None:
        """And each plain scalar stands where it is said to stand."""
        text = read_text(path)
        root = compose(text, path.name)
        assert root.plain() == parse(text, path.name)
        lines = text.splitlines()
        for node in root.walk():
            for key, mark in node.keys.items():
                assert lines[mark.line - 1][mark.column - 1 :].lstrip("\"'").startswith(key)


def agree(text: str) -> None:
    """Read a text both ways: the same tree, or the same error, and never another error than the project's own."""
    results: list[Any] = []
    readings: tuple[Callable[[], Any], ...] = (lambda: parse(text, "x"), lambda: compose(text, "x").plain())
    for reading in readings:
        try:
            results.append(reading())
        except CaseFileError as error:
            assert error.file == "x"
            results.append(str(error))
    assert results[0] == results[1]


YAMLISH: Final = st.lists(
    st.sampled_from(
        [*"abc:-?[]{},&*!|>'\"%@`#\n\r\t ~", "\n  ", "- ", ": ", "a: ", "---\n", "...\n", "<<: ", "\\", "é", "😀", "\x00", "\ufeff"]
    ),
    max_size=40,
).map("".join)


class TestFuzz:
    """Nothing but a CaseFileError is ever raised, and both readings agree."""

    @settings(max_examples=400)
    @given(st.one_of(st.text(max_size=60), YAMLISH))
    def test_any_text(self, text: str) -> None:
        """Text of all sorts, and text that looks like YAML."""
        agree(text)

    @settings(max_examples=300)
    @given(st.one_of(st.binary(max_size=60), YAMLISH.map(str.encode)))
    def test_any_bytes(self, data: bytes) -> None:
        """Bytes of all sorts."""
        try:
            text = decode(data, "x")
        except RightsgraphError:
            return
        agree(text)

    @settings(max_examples=150)
    @given(st.sampled_from(REAL), st.randoms(use_true_random=False))
    def test_broken_real_files(self, path: Path, chance: random.Random) -> None:
        """Real files with pieces cut out, doubled or replaced by signs that mean something in YAML."""
        text = path.read_text(encoding="utf-8")[:4000]
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(text) + 1)
            end = min(len(text), start + chance.choice([0, 1, 2, 5, 40]))
            text = text[:start] + chance.choice(["", *":-[]{}&*!|>'\"#\n\t\0", text[start:end] * 2, "\n\n", "  "]) + text[end:]
        agree(text)

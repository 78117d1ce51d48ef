"""A page of text: wrapped to a width, indented, in columns, and free of characters that a terminal would obey."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

Style: TypeAlias = Callable[[str, str], str]
"""Dresses a piece of text for its role; never called with an empty role."""
Piece: TypeAlias = tuple[str, str]
"""A text and its role; an empty role is plain."""

_JOINERS: Final = "\u200c\u200d"
_NARROWEST: Final = 40


def clean(text: str) -> str:
    r"""Make a text from outside safe to print: one line, no control, formatting or private characters.

    What is left out shows as a sign of its own, so that nobody takes the text for untouched.

    >>> clean("a\x1b[31mb\nc")
    'a␛[31mb c'
    """
    return " ".join("".join(map(_clean_character, text)).split())


def _clean_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f":
        return " "
    if category[0] != "C" or character in _JOINERS:
        return character
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))
    return "\ufffd"


def measure(text: str) -> int:
    r"""Count the columns a text takes on a terminal.

    >>> measure("Аскаров"), measure("東京"), measure("e\u0301")
    (7, 4, 1)
    """
    return sum(0 if unicodedata.combining(c) or c in _JOINERS else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Page:
    """Lines of text in the making. Every text goes through ``clean``."""

    def __init__(self, width: int, style: Style | None = None) -> None:
        self.width = max(width, _NARROWEST)
        self._style = style
        self._lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self._lines).strip("\n") + "\n"

    def blank(self) -> None:
        """Leave a line free, unless one is."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def head(self, number: int, title: str) -> None:
        """Begin a part of the page."""
        self.blank()
        self.write((f"{number}  {title}", "heading"))
        self.rule("─", "quiet")

    def subhead(self, title: str) -> None:
        """Begin a section within a part."""
        self.blank()
        self.write((title, "subheading"))

    def rule(self, sign: str, role: str) -> None:
        """Draw a line over the whole width."""
        self._put([(sign * self.width, role)])

    def write_whole(self, text: str, role: str, indent: int = 0) -> None:
        """Write a text in one line, however long, so that it can be copied."""
        self._put([(" " * indent, ""), (clean(text), role)])

    def write(self, *pieces: Piece | str, indent: int = 0, hang: int = 0) -> None:
        """Write a paragraph; its lines after the first are indented by ``hang`` columns more."""
        found = [(piece, "") if isinstance(piece, str) else piece for piece in pieces]
        first, rest = self.width - indent, self.width - indent - hang
        for number, line in enumerate(_wrap(found, first, rest)):
            self._put([(" " * (indent + (hang if number else 0)), ""), *line])

    def row(self, cells: Sequence[Sequence[Piece]], widths: Sequence[int], indent: int = 0) -> None:
        """Write cells beside each other, each wrapped to its width, with two columns between them."""
        wrapped = [_wrap(cell, width, width) for cell, width in zip(cells, widths, strict=True)]
        for number in range(max(map(len, wrapped))):
            line: list[Piece] = [(" " * indent, "")]
            for lines, width in zip(wrapped, widths, strict=True):
                pieces = lines[number] if number < len(lines) else []
                line += [*pieces, (" " * (width + 2 - sum(measure(text) for text, _ in pieces)), "")]
            self._put(line)

    def _put(self, pieces: Iterable[Piece]) -> None:
        found = [(text, role) for text, role in pieces if text]
        while found and not found[-1][0].strip():
            found.pop()
        self._lines.append("".join(self._style(text, role) if self._style and role else text for text, role in found))


def _wrap(pieces: Iterable[Piece], first: int, rest: int) -> list[list[Piece]]:
    """Break pieces into lines at blanks; a word longer than a line is cut."""
    lines: list[list[Piece]] = [[]]
    room, used = first, 0
    for word, role, spaced in _words(pieces, rest):
        gap = " " if spaced and used else ""
        if used and used + len(gap) + measure(word) > room:
            lines.append([])
            room, used, gap = rest, 0, ""
        _append(lines[-1], gap + word, role)
        used += len(gap) + measure(word)
    return lines


def _words(pieces: Iterable[Piece], longest: int) -> Iterable[tuple[str, str, bool]]:
    """Give the words of pieces with their role and whether a blank goes before."""
    open_blank = False
    for text, role in pieces:
        words = clean(text).split(" ") if text.strip() else []
        for number, word in enumerate(words):
            blank = number > 0 or open_blank or text[:1].isspace()
            for part in _cut(word, longest):
                yield part, role, blank
                blank = False
        open_blank = text[-1:].isspace() or (open_blank and not words)


def _cut(word: str, longest: int) -> Iterable[str]:
    if measure(word) <= longest:
        return [word]
    parts = [""]
    for character in word:
        if measure(parts[-1] + character) > longest:
            parts.append("")
        parts[-1] += character
    return parts


def _append(line: list[Piece], text: str, role: str) -> None:
    """Join a word to the piece before it where both have one role."""
    if line and line[-1][1] == role:
        line[-1] = line[-1][0] + text, role
    elif text.startswith(" ") and line:
        line[-1] = line[-1][0] + " ", line[-1][1]
        line.append((text[1:], role))
    else:
        line.append((text, role))

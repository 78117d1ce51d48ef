"""Rows as aligned text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO, Final

import pyoxigraph as ox

from rightsgraph.results.table import Table
from rightsgraph.results.values import NUMERIC, Term
from rightsgraph.terms import shorten

_MEASURED: Final = 200
_GAP: Final = "  "
_LEAST: Final = 8
_WIDEST: Final = 60
_JOINERS: Final = "\u200c\u200d"
"""Characters without width that scripts need, and that move nothing."""


def write_text(table: Table, output: IO[bytes], width: int | None, base: str) -> int:
    """Write a table with aligned columns and return how many rows it has.

    The widths are those of the first 200 rows. Where ``width`` is given, lines are held to it as far as their columns have more
    than 8 characters: the widest are cut, which `…` shows. IRIs are shown by label, else shortened; characters that would
    move the cursor are spelt out.
    """
    rows = ([(_shown(term, known, base), _is_number(term)) for term in terms] for terms, known in table.labelled())
    first = list(islice(rows, _MEASURED))
    names = [_neutral(name) for name in table.variables]
    widths = _fitted([max([_width(name), *(_width(row[i][0]) for row in first)]) for i, name in enumerate(names)], width)
    right = [any(row[i][0] for row in first) and all(row[i][1] or not row[i][0] for row in first) for i in range(len(names))]
    limit = widths if width is not None else None
    output.write((_line(names, widths, right, limit) + "\n" + _GAP.join("─" * each for each in widths) + "\n").encode())
    count = 0
    for row in chain(first, rows):
        count += 1
        output.write((_line([text for text, _ in row], widths, right, limit) + "\n").encode())
    return count


def _shown(term: Term | None, known: Mapping[str, str | None], base: str) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return _neutral(known.get(term.value) or shorten(term.value, base))
    return _neutral(str(term) if isinstance(term, ox.BlankNode) else term.value)


def _is_number(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in NUMERIC


def _neutral(text: str) -> str:
    r"""Make blanks of line ends, and spell out what would steer a terminal or turn the direction of writing.

    >>> print(_neutral("a\nb\x1b[2J\u202e"))
    a b\u001b[2J\u202e
    """
    return "".join(_harmless(text)) if not text.isprintable() else text


def _harmless(text: str) -> Iterator[str]:
    for sign in text:
        if sign in "\n\r\t" or unicodedata.category(sign) in ("Zs", "Zl", "Zp"):
            yield " "
        elif sign.isprintable() or sign in _JOINERS:
            yield sign
        else:
            yield f"\\u{ord(sign):04x}"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_sign_width, text))


def _sign_width(sign: str) -> int:
    if unicodedata.combining(sign) or sign in _JOINERS or unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _fitted(widths: Sequence[int], width: int | None) -> list[int]:
    """Take from the widest columns until all fit; none is made narrower than 8. Without a width, long texts widen no other row."""
    if width is None or not widths:
        return [min(each, _WIDEST) for each in widths]
    room = width - len(_GAP) * (len(widths) - 1)
    found = [min(each, max(room, _LEAST)) for each in widths]
    while sum(found) > room and max(found) > _LEAST:
        found[found.index(max(found))] -= 1
    return found


def _line(texts: Iterable[str], widths: Sequence[int], right: Sequence[bool], limit: Sequence[int] | None) -> str:
    cells = []
    for index, text in enumerate(texts):
        cut = text if limit is None else _cut(text, limit[index])
        blanks = " " * (widths[index] - _width(cut))
        cells.append(blanks + cut if right[index] else cut + blanks)
    return _GAP.join(cells).rstrip()


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    kept, room = [], width - 1
    for sign in text:
        room -= _sign_width(sign)
        if room < 0:
            break
        kept.append(sign)
    return "".join(kept) + "…"

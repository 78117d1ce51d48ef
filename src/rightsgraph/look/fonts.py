"""The fonts that travel inside a page: only the subsets whose characters the page uses."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Subset:
    """One font file: the characters it is for, as ``unicode-range`` writes them and as ranges of code points."""

    family: str
    weight: str
    path: Path
    characters: str
    ranges: tuple[range, ...]

    def covers(self, points: Iterable[int]) -> bool:
        """Say whether any of some code points is one the file is for."""
        return any(point in found for point in points for found in self.ranges)

    def css(self) -> str:
        """Write the rule that embeds the file."""
        data = b64encode(self.path.read_bytes()).decode("ascii")
        source = f'url("data:font/woff2;base64,{data}") format("woff2")'
        named = f'font-family: "{self.family}"; font-weight: {self.weight}; font-style: normal; font-display: block'
        return f"@font-face {{ {named}; src: {source}; unicode-range: {self.characters} }}\n"


def css(text: str) -> str:
    """Write the rules for the fonts that a text needs; what no font covers is left to the reader's system."""
    points = frozenset(map(ord, text))
    return "".join(subset.css() for subset in subsets() if subset.covers(points))


@cache
def subsets() -> tuple[Subset, ...]:
    """Return the font files of this package, as ``VENDORED.json`` lists them."""
    vendored = json.loads((_HERE / "VENDORED.json").read_text("utf-8"))
    return tuple(
        Subset(font["family"], font["weight"], _HERE / file["file"], file["characters"], tuple(_read_ranges(file["characters"])))
        for font in vendored
        for file in font["files"]
    )


def _read_ranges(characters: str) -> Iterator[range]:
    """Read a ``unicode-range``.

    >>> list(_read_ranges("U+0400-045F,U+2116"))
    [range(1024, 1120), range(8470, 8471)]
    """
    for part in characters.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        yield range(int(first, 16), int(last or first, 16) + 1)

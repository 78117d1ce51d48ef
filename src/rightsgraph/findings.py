"""Findings: what a check has to say, with place, rule and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_NEAR: Final = 0.75
_NEAR_SHORT: Final = 0.6
_SHORT: Final = 3
_BEGINNING: Final = 4


class Severity(StrEnum):
    """How much a finding weighs: only a violation makes a dataset non-conforming."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it is, which rule says so and what to do.

    ``file`` is relative to the dataset's folder, ``line`` counts from 1; ``focus``, ``path`` and ``value`` are IRIs or
    lexical forms of the statement meant; ``claims`` are the IRIs of the claims that make it.
    """

    rule: str
    severity: Severity
    message: str
    remedy: str
    file: str | None = None
    line: int | None = None
    focus: str | None = None
    path: str | None = None
    value: str | None = None
    claims: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, str, str]:
        """File, line, rule and message: the order in which findings are shown."""
        return (self.file or "", self.line or 0, self.rule, self.message)


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known word is closest to a slip, as the tail of a message; nothing where none is really near.

    Of ids and addresses the names are compared, not what many of them begin with. A word that only one known word begins
    with is near it as well.

    >>> nearest("clamaint", ["claimant", "stance"]), nearest("relay", ["relayStance", "stance"])
    ('; did you mean `claimant`?', '; did you mean `relayStance`?')
    >>> nearest("person/bela-kant", ["person/ilse-dorn"]), nearest("minister", ["prime-minister"])
    ('', '')
    """
    names = sorted(set(known))
    likeness = SequenceMatcher(b=_name(word))
    enough = _NEAR if len(_name(word)) > _SHORT else _NEAR_SHORT
    ranked = []
    for name in names:
        likeness.set_seq1(_name(name) if ("/" in word) == ("/" in name) else name)
        if likeness.real_quick_ratio() >= enough and likeness.quick_ratio() >= enough and (near := likeness.ratio()) >= enough:
            ranked.append((near, SequenceMatcher(None, name, word).ratio(), name))
    longer = [name for name in names if name.startswith(word)] if len(word) >= _BEGINNING and "/" not in word else []
    found = max(ranked)[-1] if ranked else longer[0] if len(longer) == 1 else None
    return f"; did you mean `{found}`?" if found else ""


def _name(word: str) -> str:
    """Return the name in an id or address: of an id what follows its kind, of an address its last part."""
    return re.split("[/#]", word)[-1] if "://" in word else word.partition("/")[2] or word


def shown(text: str, longest: int = 60) -> str:
    r"""Make a text of the data fit to stand in a message: short, and with no character that moves the cursor or turns the line.

    >>> print(shown("a\nb \x1b[31m \u202e"), shown("x" * 70, 5))
    a\u000ab \u001b[31m \u202e xxxx…
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in cut)

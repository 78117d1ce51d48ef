"""Findings: what a check has to say, with place, rule and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


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
    """Say which known word is closest to a slip, as the tail of a message.

    >>> nearest("clamaint", ["claimant", "stance"])
    '; did you mean `claimant`?'
    >>> nearest("xyz", ["claimant"])
    ''
    """
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean `{found[0]}`?" if found else ""


def shown(text: str, longest: int = 60) -> str:
    r"""Make a text of the data fit to stand in a message: short, and with no character that moves the cursor or turns the line.

    >>> print(shown("a\nb \x1b[31m \u202e"), shown("x" * 70, 5))
    a\u000ab \u001b[31m \u202e xxxx…
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in cut)

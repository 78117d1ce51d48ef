"""A tie: somebody or something stands to another in a relation, with its time and the claims behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Standing: TypeAlias = Literal["on record", "attributed", "planned", "requested", "not occurred"]
Certainty: TypeAlias = Literal["certain", "possible"]

ANYONE: Final = "any"
"""The perspective of everything that anyone affirms: the record and all views. It stands where an actor's id may stand."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What ties are wanted: those of a time, of a case, around a node, of so many origins. Dates are EDTF, nodes ids or IRIs."""

    as_of: str | None = None
    start: str | None = None
    end: str | None = None
    case: str | None = None
    ego: str | None = None
    depth: int = 1
    min_origins: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """That a source stands to a target in a relation, read "source READING target".

    ``source``, ``target``, ``relation``, ``event``, ``via`` and the claims are IRIs. ``event`` is what happened, ``via`` the node
    through which source and target meet there (a decision reviewed, a measure answered). ``date`` is EDTF as given; of a span,
    ``start`` and ``end`` are, and ``date`` joins them. ``earliest`` and ``latest`` are days, None where open or undated.
    ``origins`` are independent of each other: of every link between source and target at least so many say so.
    ``certainty`` is that of lying inside the time asked for.
    """

    source: str
    target: str
    relation: str
    reading: str
    event: str | None = None
    via: str | None = None
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    affirming: tuple[str, ...] = ()
    denying: tuple[str, ...] = ()
    origins: int = 0
    sources: tuple[str, ...] = ()
    standing: Standing = "on record"
    disputed: bool = False
    certainty: Certainty = "certain"
    start: str | None = None
    end: str | None = None
    projection: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What tells a tie from every other."""
        return self.source, self.target, self.relation, self.event or "", self.via or ""

    @property
    def is_dated(self) -> bool:
        """Say whether anything at all is known of its time."""
        return bool(self.date or self.earliest or self.latest)

"""When a tie holds: its dates merged from the rows of a projection, in words, and whether they lie inside a time asked for."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from rightsgraph import dates
from rightsgraph.dates import DateBounds
from rightsgraph.errors import DateError
from rightsgraph.network.projections import Strand
from rightsgraph.network.ties import Certainty, Filters, Tie
from rightsgraph.policy import date_subjects
from rightsgraph.terms import EDTF, RG

_FIRST: Final = datetime.date.min
_LAST: Final = datetime.date.max


@dataclass(frozen=True, slots=True)
class When:
    """The dates of a tie, as Tie tells of them."""

    date: str | None = None
    start: str | None = None
    end: str | None = None
    earliest: str | None = None
    latest: str | None = None


def read_when(strand: Strand) -> When:
    """Merge the dates that the rows of a tie give.

    Several dates become a one-of set, as on record. First and last day follow from the dates; where there are none, they are
    those that the rows give.
    """
    date, start, end = (_merge(strand.one(name)) for name in ("date", "start", "end"))
    if not (date or start or end):
        return When(earliest=min(strand.one("earliest"), default=None), latest=max(strand.one("latest"), default=None))
    bound = _bound({"date": date, "start": start, "end": end})
    joined = date or f"{start or ''}/{end or ''}"
    return When(joined, start, end, bound.get("earliest"), bound.get("latest"))


def _merge(texts: Collection[str]) -> str | None:
    """Make one date of several; where they cannot be merged, they stand beside each other."""
    if len(texts) < 2:
        return next(iter(texts), None)
    try:
        return dates.merge(texts).value
    except DateError:
        return "; ".join(sorted(texts))


def _bound(given: dict[str, str | None]) -> dict[str, str]:
    """Derive first and last day as the record does."""
    triples = [("", RG + name, Literal(text, datatype=NamedNode(EDTF))) for name, text in given.items() if text]
    return {predicate.removeprefix(RG): value.value for _, predicate, value in date_subjects(triples)}


def tell_time(tie: Tie) -> str:
    """Put the time of a tie into words; nothing where it is undated.

    >>> tell_time(Tie("a", "b", "r", "meets", start="[2019-03-13,2019-03-18]", date="[2019-03-13,2019-03-18]/"))
    'from 13 or 18 March 2019'
    """
    if not (tie.start or tie.end):
        return _describe(tie.date) or (f"{_describe(tie.earliest)} to {_describe(tie.latest)}" if tie.earliest and tie.latest else "")
    parts = (("from", tie.start), ("to" if tie.start else "until", tie.end))
    return " ".join(f"{word} {_describe(text)}" for word, text in parts if text)


def _describe(text: str | None) -> str:
    try:
        return dates.describe(text) if text else ""
    except DateError:
        return text or ""


# --- inside a time -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """The time asked for: what had happened by ``by`` and was not over, what falls between ``first`` and ``last``.

    An inexact date stands for all its days: by 2016 is by its last day; from 2010 is from its first.
    """

    by: tuple[datetime.date, datetime.date] | None = None
    first: datetime.date | None = None
    last: datetime.date | None = None

    @classmethod
    def of(cls, filters: Filters) -> Window:
        """Read the dates of filters. Raises DateError for what is no date, and where the end lies before the start."""
        by = dates.bounds(filters.as_of) if filters.as_of else None
        first = dates.bounds(filters.start).earliest if filters.start else None
        last = dates.bounds(filters.end).latest if filters.end else None
        if first and last and first > last:
            raise DateError(f"the time from {filters.start} to {filters.end} runs backwards", remedy="put the earlier date first")
        return cls((by.earliest or _FIRST, by.latest or _LAST) if by else None, first, last)

    def admits(self, tie: Tie) -> Certainty | None:
        """Say whether a tie lies inside the time certainly, possibly, or (None) not at all; an undated one possibly does."""
        span = _Span.of(tie)
        found = {self._by(span), self._between(span)}
        if None in found:
            return None
        return "possible" if "possible" in found else "certain"

    def _by(self, span: _Span | None) -> Certainty | None:
        if self.by is None:
            return "certain"
        if span is None:
            return "possible"
        first, last = self.by
        if span.begins[0] > last or (span.lasts and span.ends[1] < first):
            return None
        return "certain" if span.begins[1] <= last and (not span.lasts or span.ends[0] >= first) else "possible"

    def _between(self, span: _Span | None) -> Certainty | None:
        first, last = self.first or _FIRST, self.last or _LAST
        if self.first is None and self.last is None:
            return "certain"
        if span is None:
            return "possible"
        if span.begins[0] > last or span.ends[1] < first:
            return None
        sure = (span.begins[1] <= last and span.ends[0] >= first) if span.lasts else (span.begins[0] >= first and span.ends[1] <= last)
        return "certain" if sure else "possible"


@dataclass(frozen=True, slots=True)
class _Span:
    """The first and last day on which a tie may begin, and end. What ``lasts`` has start or end; all else happened once."""

    begins: tuple[datetime.date, datetime.date]
    ends: tuple[datetime.date, datetime.date]
    lasts: bool

    @classmethod
    def of(cls, tie: Tie) -> _Span | None:
        """Read the dates of a tie; None where there are none, or none that can be read."""
        start, end = _days(tie.start), _days(tie.end)
        if start or end:
            begins = start or (_FIRST, end[1] if end else _LAST)
            return cls(begins, end or (begins[0], _LAST), True)
        day = _days(tie.date)
        if day is None and (tie.earliest or tie.latest):
            day = _day(tie.earliest, _FIRST), _day(tie.latest, _LAST)
        return cls(day, day, False) if day else None


def _days(text: str | None) -> tuple[datetime.date, datetime.date] | None:
    try:
        found: DateBounds | None = dates.bounds(text) if text else None
    except DateError:
        return None
    return (found.earliest or _FIRST, found.latest or _LAST) if found else None


def _day(text: str | None, otherwise: datetime.date) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text) if text else otherwise
    except ValueError:
        return otherwise

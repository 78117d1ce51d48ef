"""When things happened: date, start and end of a node as one moment, in words and with how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rightsgraph import dates
from rightsgraph.dates import DateBounds
from rightsgraph.dates.reading import list_members
from rightsgraph.dossier.lookup import Lookup, describe
from rightsgraph.dossier.saying import Moment
from rightsgraph.errors import DateError
from rightsgraph.policy import Claim, Term
from rightsgraph.terms import RG

_DATED: Final = ("date", "start", "end")


def find_moment(lookup: Lookup, node: str) -> Moment:
    """Say when something happened: as it is on record, else as it is said."""
    date, start, end = (_merged(lookup, node, name) for name in _DATED)
    if not (date or start or end):
        return Moment()
    basis = _find_basis(lookup, node)
    if date and not (start or end):
        return _at(date, basis)
    first, last = _bounds(start or date), _bounds(end or date)
    words = {"from": describe(start), "to" if start else "until": describe(end)}
    span = " ".join(f"{word} {text}" for word, text in words.items() if text)
    certainty = "span" if start and end else "open-end" if start else "open-start"
    text = f"{span}, namely {describe(date)}" if date else span
    earliest = _day(first, "earliest") if start or date else None
    latest = _day(last, "latest") if end or date else None
    days = () if certainty == "span" else tuple(_list_days(start or end))
    return Moment(text, certainty, earliest, latest, bool(basis), basis, days)


def list_dates(claim: Claim, node: str) -> list[Term]:
    """Return the dates that one claim gives a node."""
    wanted = [RG + name for name in _DATED]
    return [value for subject, predicate, value in claim.statements if subject == node and predicate in wanted]


def _merged(lookup: Lookup, node: str, name: str) -> str:
    """Return one EDTF text for all values of a property, or nothing; what is no date is passed over."""
    texts = [value.value for value, _ in lookup.held(node, name) if _bounds(value.value)]
    try:
        return dates.merge(texts).value if texts else ""
    except DateError:
        return texts[0]


def _at(text: str, basis: str) -> Moment:
    found = _bounds(text)
    earliest, latest = _day(found, "earliest"), _day(found, "latest")
    return Moment(describe(text), classify(text), earliest, latest, bool(basis), basis, tuple(_list_days(text)))


def _list_days(text: str) -> Iterable[tuple[str | None, str | None]]:
    """Give the first and last day of each date that a text names as possible.

    >>> list(_list_days("[2010-06-15,2010-06-16..2010-06-25]"))
    [('2010-06-15', '2010-06-15'), ('2010-06-16', '2010-06-25')]
    """
    for member in list_members(text):
        found = _bounds(f"[{member}]" if ".." in member and "/" not in member else member)
        yield _day(found, "earliest"), _day(found, "latest")


def classify(text: str) -> str:
    """Name how sure a date is, as in Moment.

    >>> [classify(text) for text in ("2010-06-25", "2010-06", "2010", "2016-03~", "[2010-06-15,2010-06-25]", "[2010..]", "2010/2011")]
    ['exact', 'month', 'period', 'approximate', 'one-of', 'open-end', 'span']
    """
    found = dates.bounds(text)
    if found.earliest is None or found.latest is None:
        return "open-start" if found.earliest is None else "open-end"
    if found.approximate or found.uncertain:
        return "approximate"
    if found.precision == "set":
        return "one-of" if "," in text or (found.latest - found.earliest).days < 2 else "period"
    return {"day": "exact", "month": "month", "interval": "span"}.get(found.precision, "period")


def _find_basis(lookup: Lookup, node: str) -> str:
    """Say on what the date of a node rests where no claim that dates it is stated by its source."""
    return lookup.basis(claim for name in _DATED for claim in lookup.affirming(node, name))


def _bounds(text: str) -> DateBounds | None:
    try:
        return dates.bounds(text) if text else None
    except DateError:
        return None


def _day(found: DateBounds | None, side: str) -> str | None:
    day = getattr(found, side, None)
    return day.isoformat() if day else None


def sort_key(moment: Moment) -> tuple[str, str]:
    """Put moments in the order of their first possible day; what is open there goes by its last."""
    return moment.earliest or moment.latest or "9999", moment.latest or "9999"

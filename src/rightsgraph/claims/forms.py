"""What ids, addresses, numbers, language tags and dates look like in a case file, and what to say of those that do not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph import dates
from rightsgraph.claims.document import ID
from rightsgraph.errors import DateError
from rightsgraph.findings import shown

EMPTY: Final[tuple[Any, ...]] = ("", [], {})
"""What stands for a value where a key has none."""

FRAGMENT: Final = re.compile(r"#[A-Za-z0-9][A-Za-z0-9._~/-]*")
WEB: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,8}")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8})*")


def absolute(value: str, parent: str) -> str | None:
    """Return a well-formed id made absolute within the dataset, or None."""
    if FRAGMENT.fullmatch(value):
        return parent.partition("#")[0] + value
    return value if ID.fullmatch(value) else None


def is_address(value: str) -> bool:
    """Say whether a text is an http(s) address that can stand in RDF."""
    try:
        ox.NamedNode(value)
    except ValueError:
        return False
    return WEB.fullmatch(value) is not None


def date_trouble(name: str, value: str) -> tuple[str, str, str] | None:
    """Say what is wrong with the date that a property has: rule, message and remedy; None where it is right."""
    try:
        dates.bounds(value)
    except DateError as error:
        return "bad-date", shown(error.message, 200), error.remedy or "write an EDTF date such as 2010-06-25"
    if name == "date" and not dates.is_point(value):
        remedy = 'write `start:` and `end:`, or a set such as "[2017-03-15..2017-03-16]", in quotes, where one of several days is meant'
        return "span-in-date", f"`{shown(value)}` is a span, and `date` is a point in time", remedy
    return None


def span_trouble(node: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Say where a node's date lies outside its own start and end: rule, message and remedy; None where it does not."""
    date, start, end = (_bounds(node.get(key)) for key in ("date", "start", "end"))
    early = date and start and date.latest and start.earliest and date.latest < start.earliest
    late = date and end and date.earliest and end.latest and date.earliest > end.latest
    if not early and not late:
        return None
    side = f"before its start, `{shown(node['start'])}`" if early else f"after its end, `{shown(node['end'])}`"
    remedy = "mend one of them; a span has `start` and `end`, and what happened on a day of it is an Event of its own"
    return "date-out-of-span", f"the date `{shown(node['date'])}` lies {side}", remedy


def _bounds(value: Any) -> dates.DateBounds | None:
    try:
        return dates.bounds(value) if isinstance(value, str) else None
    except DateError:
        return None


def wording(value: Any) -> str:
    """Write a value of a case file so that it can stand in a message."""
    return shown(value) if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"


def id_remedy(value: str) -> str:
    """Say what to do about a text that is no id."""
    if "://" in value:
        return "write the id only, without the dataset's base address"
    if ".." in value or value.startswith("/"):
        return "an id never leaves the dataset: no leading slash, no .."
    if "$each" in value:
        return "`$each` stands for one of `each: [person/a, person/b]`: write that on the claim"
    if FRAGMENT.fullmatch("#" + value):
        return f'write `"#{value}"` for a part of the source or node around it, or kind/name, such as person/azimjan-askarov'
    return "write kind/name in letters, digits and - . _ ~ (no blanks), such as person/azimjan-askarov"

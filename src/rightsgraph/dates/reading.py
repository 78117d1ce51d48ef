"""Dates read: which days they may mean, and how several of them fit together.

The grammar is our own: the ``edtf`` library takes impossible days, reversed ranges and stray blanks, fails on ``2010-1X`` and
needs 4 to 25 ms a date. It is the judge in the tests.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from rightsgraph.errors import DateError

Range = tuple[int, int]

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS: Final = {"21": ("spring", 3), "22": ("summer", 6), "23": ("autumn", 9), "24": ("winter", 12)}
_PART: Final = r"([?~%]?)({})([?~%]?)"
DATE: Final = re.compile(_PART.format("[0-9X]{4}") + "(?:-" + _PART.format("[0-9X]{2}") + "(?:-" + _PART.format("[0-9X]{2}") + ")?)?")
_OPEN_BELOW: Final = 0
_OPEN_ABOVE: Final = datetime.date.max.toordinal() + 1
_SLASHED: Final = re.compile("[0-9]{4}/[0-9]{1,2}")
_FORMS: Final = "write a day as `2010-06-25`, a month as `2010-06`, a year as `2010`"


@dataclass(frozen=True, slots=True)
class DateBounds:
    """The first and the last day a date may mean (``None`` where it is open), and how it is put.

    ``precision`` is ``day``, ``month``, ``season``, ``year``, ``decade``, ``century``, ``unspecified``, ``set`` or ``interval``.
    """

    earliest: datetime.date | None
    latest: datetime.date | None
    approximate: bool
    uncertain: bool
    precision: str


@dataclass(frozen=True, slots=True)
class Merged:
    """One date made of several, and whether they disagree."""

    value: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as the days it may mean: sorted ranges of ordinals that neither touch nor overlap."""

    days: tuple[Range, ...]
    approximate: bool
    uncertain: bool
    precision: str


def bounds(text: str) -> DateBounds:
    """Read a date and say which days it may mean.

    Seasons are those of the northern half of the earth, three months each; winter begins in December of the year named.
    Raises DateError, with a remedy, for what is no date, for impossible days and for reversed ranges.

    >>> b = bounds("2016-03~"); print(b.earliest, b.latest, b.approximate, b.precision)
    2016-03-01 2016-03-31 True month
    >>> b = bounds("2010/.."); print(b.earliest, b.latest, b.precision)
    2010-01-01 None interval
    """
    reading = read(text)
    first, last = reading.days[0][0], reading.days[-1][1]
    return DateBounds(
        None if first == _OPEN_BELOW else datetime.date.fromordinal(first),
        None if last == _OPEN_ABOVE else datetime.date.fromordinal(last),
        reading.approximate,
        reading.uncertain,
        reading.precision,
    )


def is_point(text: str) -> bool:
    """Tell a point in time, however vague, from an interval; raises DateError for neither.

    >>> is_point("[2017-03-15..2017-03-16]"), is_point("2016-10-04/2017-01-24")
    (True, False)
    """
    return read(text).precision != "interval"


def refines(fine: str, coarse: str) -> bool:
    """Say whether every day that the first may mean is one the second may mean, and not the other way round.

    >>> refines("2010-06-25", "2010-06"), refines("2010-06", "2010-06"), refines("2010-05/2010-06", "2010-06/2010-07")
    (True, False, False)
    """
    one, other = read(fine).days, read(coarse).days
    return one != other and _within(one, other)


def compatible(values: Collection[str]) -> bool:
    """Say whether points in time can all be true of one thing that happened once; raises DateError for an interval."""
    return not merge(values).disputed


def merge(values: Collection[str]) -> Merged:
    """Make one point in time of several, losing none: finer values replace the coarser ones they lie in.

    One left is the value; several are a disagreement and become a one-of set, sorted and without blanks. Of values that mean
    the same days the plainest wins. Raises DateError for an interval, ValueError for no value at all.

    >>> merge(["2010-06-25", "2010-06", "2010-06-15"])
    Merged(value='[2010-06-15,2010-06-25]', disputed=True)
    >>> merge(["2016-03~", "2016-03-31"])
    Merged(value='2016-03-31', disputed=False)
    """
    if not values:
        raise ValueError("no date to merge")
    plainest: dict[tuple[Range, ...], str] = {}
    for text in sorted(set(values), key=_plainness):
        plainest.setdefault(read(text).days, text)
    kept = [text for days, text in plainest.items() if not any(o != days and _within(o, days) for o in plainest)]
    if len(kept) == 1:
        return Merged(kept[0], disputed=False)
    return Merged(_one_of(member for text in kept for member in list_members(text)), disputed=True)


# --- reading -----------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def read(text: str) -> Reading:
    """Read a date; raises DateError for what is none."""
    if "/" in text:
        return _read_interval(text)
    if text.startswith("["):
        return _read_set(text)
    return _read_single(text)


def _read_single(text: str) -> Reading:
    match = DATE.fullmatch(text)
    if match is None:
        raise _refusal(text)
    year, month, day = match.group(2, 5, 8)
    if month in SEASONS and day is None:
        days, precision = _season_days(text, year, month), "season"
    else:
        days, precision = _calendar_days(text, year, month, day), _precision(year, month, day)
    approximate, uncertain = any(c in text for c in "~%"), any(c in text for c in "?%")
    return Reading(_normal(days), approximate, uncertain, precision)


def _read_set(text: str) -> Reading:
    members = text[1:-1].split(",")
    if not text.endswith("]") or not all(members) or " " in text:
        raise DateError(f"`{text}` is no date", remedy="write a one-of set without blanks, as `[2010-06-15,2010-06-20..2010-06-25]`")
    if len(members) == 1 and ".." not in text:
        raise DateError(f"`{text}` is a set of one", remedy=f"write `{members[0]}`")
    if any(m.startswith("..") for m in members[1:]) or any(m.endswith("..") for m in members[:-1]):
        raise DateError(f"`{text}` has an open end inside", remedy="put `..` before the first date or after the last one")
    sides = [_single(side) for member in members for side in member.split("..") if side]
    return _joined([days for member in members for days in _member_days(text, member)], sides, "set")


def _read_interval(text: str) -> Reading:
    sides = text.split("/")
    if len(sides) != 2 or _SLASHED.fullmatch(text):
        raise _refusal(text)
    named = [side for side in sides if side not in ("", "..")]
    if not named:
        raise DateError(f"`{text}` names no date", remedy="leave the date out when neither end is known")
    if "[" in text:
        raise DateError(f"`{text}` mixes a set with an interval", remedy="give each end of an interval as a single date")
    return _joined([_span(text, *sides)], [_single(side) for side in named], "interval")


def _single(text: str) -> Reading:
    """Read a date that stands inside a set or an interval, where it must be single."""
    if text[:1] in ("[", "{"):
        raise DateError(f"`{text}` cannot stand inside a set or an interval", remedy="name single dates there, as `2010-06-25`")
    return read(text)


def _joined(days: Iterable[Range], sides: Collection[Reading], precision: str) -> Reading:
    return Reading(_normal(days), any(s.approximate for s in sides), any(s.uncertain for s in sides), precision)


def _member_days(text: str, member: str) -> tuple[Range, ...]:
    start, dots, end = member.partition("..")
    if not dots:
        return _single(start).days
    if not start and not end:
        raise DateError(f"`{text}` names no date beside `..`", remedy="name the date before or after which it lies")
    return (_span(text, start, end),)


def _span(text: str, start: str, end: str) -> Range:
    """Reach from one date to another, either of them open (empty or ``..``); refuse what runs backwards."""
    first = _single(start).days[0][0] if start.strip(".") else _OPEN_BELOW
    last = _single(end).days[-1][1] if end.strip(".") else _OPEN_ABOVE
    if first > last:
        raise DateError(f"`{text}` runs backwards", remedy=f"put the earlier date first: `{end}` before `{start}`")
    return first, last


def _calendar_days(text: str, year: str, month: str | None, day: str | None) -> list[Range]:
    years = _numbers(year, 1, 9999)
    if not years:
        raise DateError(f"`{text}` is no date: there is no year {year}", remedy="write a year from 0001 to 9999")
    if month is None or (month == "XX" and day in (None, "XX")):
        return [(datetime.date(y, 1, 1).toordinal(), datetime.date(y, 12, 31).toordinal()) for y in years]
    if len(years) > 100:
        raise DateError(f"`{text}` leaves too much open", remedy="leave at most two digits of the year open when naming a month")
    months = _numbers(month, 1, 12)
    if not months:
        raise _no_month(text, year, month)
    days = [found for y, m in product(years, months) for found in _month_days(y, m, day)]
    if not days:
        raise _no_day(text, year, month, day or "")
    return days


def _month_days(year: int, month: int, day: str | None) -> Iterator[Range]:
    first, length = datetime.date(year, month, 1).toordinal(), monthrange(year, month)[1]
    if day is None or day == "XX":
        yield first, first + length - 1
    else:
        yield from ((first + d - 1, first + d - 1) for d in _numbers(day, 1, length))


def _season_days(text: str, year: str, season: str) -> list[Range]:
    if "X" in year or year in ("0000", "9999"):
        raise DateError(f"`{text}` is no season of a year", remedy="write the season with its year, as `2010-21` for spring 2010")
    month = SEASONS[season][1]
    end = datetime.date(int(year) + 1, 3, 1) if month == 12 else datetime.date(int(year), month + 3, 1)
    return [(datetime.date(int(year), month, 1).toordinal(), end.toordinal() - 1)]


def _numbers(pattern: str, low: int, high: int) -> list[int]:
    """List the numbers of a range that a pattern with ``X`` for any digit stands for."""
    digits = ("0123456789" if digit == "X" else digit for digit in pattern)
    return [number for number in map(int, map("".join, product(*digits))) if low <= number <= high]


def _precision(year: str, month: str | None, day: str | None) -> str:
    """Name the finest part that is given, once the open parts at the end are left out."""
    parts = [part for part in (year, month, day) if part is not None]
    while len(parts) > 1 and parts[-1] == "XX":
        parts.pop()
    if not any("X" in part for part in parts):
        return ("year", "month", "day")[len(parts) - 1]
    return {1: "decade", 2: "century"}.get(4 - len(year.rstrip("X")), "unspecified") if len(parts) == 1 else "unspecified"


def _normal(days: Iterable[Range]) -> tuple[Range, ...]:
    merged: list[Range] = []
    for first, last in sorted(days):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return tuple(merged)


def _within(days: tuple[Range, ...], others: tuple[Range, ...]) -> bool:
    return all(any(low <= first and last <= high for low, high in others) for first, last in days)


def _plainness(text: str) -> tuple[bool, bool, int, str]:
    if not is_point(text):
        raise DateError(f"`{text}` is an interval, where a point in time is due", remedy="give a span as `start` and `end`")
    reading = read(text)
    return reading.approximate, reading.uncertain, len(text), text


def list_members(text: str) -> list[str]:
    """Return the members of a one-of set, or the text itself."""
    return text[1:-1].split(",") if text.startswith("[") else [text]


def _one_of(members: Iterable[str]) -> str:
    """Write a one-of set; an open end lies outside, and takes in whatever lies in it."""
    plainest: dict[tuple[Range, ...], str] = {}
    for member in sorted(members, key=lambda m: (len(m), m)):
        plainest.setdefault(_member_days(member, member), member)
    found = {member: days for days, member in plainest.items()}
    ends = {member: days for member, days in found.items() if member.startswith("..") or member.endswith("..")}
    kept = [m for m, days in found.items() if not any(days != end and _within(days, end) for end in ends.values())]
    return f"[{','.join(sorted(kept, key=lambda m: (m.endswith('..'), found[m], m)))}]"


# --- refusing ----------------------------------------------------------------------------------------------------------------

_SLIPS: Final = (
    (r"^\{", "a set of all (`{…}`) is several dates: make one event for each, or write a one-of set `[…]` if only one is true"),
    (r"[0-9]T[0-9]", "write the day alone, as `2010-06-25`: times of day are not kept"),
    (r"^Y-?[0-9]|^-[0-9]", "write a year from 0001 to 9999"),
    (r"^..?[/.-]..?/....$", "write the year first, as `2010-06-25`: which is the day and which the month is not told here"),
)
_SHAPES: Final = (
    r"(?P<year>[0-9]{4})(?:[-. ](?P<month>[0-9]{1,2})(?:[-. ](?P<day>[0-9]{1,2}))?)?",
    r"(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})",
    r"(?P<day>[0-9]{1,2})[. ](?P<month>[0-9]{1,2})[. ](?P<year>[0-9]{4})",
    r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? )?(?P<month>[a-z]{3,9})\.? (?P<year>[0-9]{4})",
    r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)? (?P<year>[0-9]{4})",
)


def _refusal(text: str) -> DateError:
    remedy = next((remedy for pattern, remedy in _SLIPS if re.search(pattern, text)), None) or _guess(text)
    return DateError(f"`{text}` is no date", remedy=remedy or _FORMS)


def _no_month(text: str, year: str, month: str) -> DateError:
    remedy = f"mend the month, or write `{year}` if the month is not known; seasons are 21 (spring) to 24 (winter)"
    return DateError(f"`{text}` is no date: there is no month {month}", remedy=remedy)


def _no_day(text: str, year: str, month: str, day: str) -> DateError:
    why = f"there is no day {day}"
    if day != "00" and (year + month).isdigit():
        why = f"{MONTHS[int(month) - 1]} {year} has {monthrange(int(year), int(month))[1]} days"
    return DateError(f"`{text}` is no date: {why}", remedy=f"mend the day, or write `{year}-{month}` if the day is not known")


def _guess(text: str) -> str | None:
    """Guess what a slip was meant to be, and offer only what then reads as a date."""
    plain, about = re.subn(r"^(about|circa|ca?\.) ?", "", " ".join(text.replace(",", " ").lower().split()))
    names = {name.lower()[:3]: str(number) for number, name in enumerate(MONTHS, 1)}
    guesses = ["".join(text.split())]
    for match in filter(None, (re.fullmatch(shape, plain) for shape in _SHAPES)):
        year, month, day = match.group("year", "month", "day")
        parts = [part.zfill(2) for part in (year, names.get((month or "")[:3], month), day) if part]
        guesses.append("-".join(parts) + "~" * about)
    return next((f"write `{guess}`" for guess in guesses if guess != text and _reads(guess)), None)


def _reads(text: str) -> bool:
    try:
        read(text)
    except DateError:
        return False
    return True

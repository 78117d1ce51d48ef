"""Dates said in words."""

from __future__ import annotations

import re

from rightsgraph.dates.reading import DATE, MONTHS, SEASONS, is_point, list_members, read


def describe(text: str) -> str:
    """Put a date into words; raises DateError for what is none.

    >>> describe("2010-06-25"), describe("2016-03~"), describe("[2017-03-15..2017-03-16]")
    ('25 June 2010', 'about March 2016', '15 or 16 March 2017')
    >>> describe("2016-10-04/2017-01-24")
    'from 4 October 2016 to 24 January 2017'
    """
    if is_point(text):
        return _join([_say_member(member) for member in dict.fromkeys(list_members(text))], "or")
    start, end = text.split("/")
    first, last = (describe(side) if side.strip(".") else "" for side in (start, end))
    if first and last:
        return f"from {first} to {last}"
    if first:
        return f"from {first} on" if end else f"from {first}, end unknown"
    return f"until {last}" if start else f"until {last}, start unknown"


def _say_member(member: str) -> str:
    start, dots, end = member.partition("..")
    if not dots:
        return _say_single(member)
    if not (start and end):
        return f"{_say_single(start)} or later" if start else f"{_say_single(end)} or earlier"
    said = [_say_single(start), _say_single(end)]
    if read(start).days[-1][1] + 1 == read(end).days[0][0]:
        return _join(said, "or")
    return f"between {_join(said, 'and')}"


def _say_single(text: str) -> str:
    match = DATE.fullmatch(text)
    year, month, day = match.group(2, 5, 8) if match else (text, None, None)
    said = _say_parts(year, month, day) or re.sub("[?~%]", "", text)
    reading = read(text)
    return f"{'about ' if reading.approximate else ''}{said}{' (uncertain)' if reading.uncertain else ''}"


def _say_parts(year: str, month: str | None, day: str | None) -> str | None:
    """Name year, month and day; None where an open digit stands elsewhere than at the end."""
    if month is None and year.endswith("X"):
        return f"the {year[:3]}0s" if "X" not in year[:3] else f"between {year.replace('X', '0')} and {year.replace('X', '9')}"
    if "X" in year or "X" in (month or "").replace("XX", "") or "X" in (day or "").replace("XX", ""):
        return None
    if month is None or month == "XX":
        return year if month is None else f"{year}, month unknown" if day in (None, "XX") else None
    said = f"{SEASONS[month][0] if month in SEASONS else MONTHS[int(month) - 1]} {year}"
    return said if day is None else f"{said}, day unknown" if day == "XX" else f"{int(day)} {said}"


def _join(said: list[str], word: str) -> str:
    """Join dates in words, naming the month and year they share only once."""
    words = [text.split() for text in said]
    plain = len(said) > 1 and all(text.replace(" ", "").isalnum() for text in said)
    if plain and all(len(w) > 1 for w in words) and len({w[-1] for w in words}) == 1:
        return f"{_join([' '.join(w[:-1]) for w in words], word)} {words[0][-1]}"
    return f"{', '.join(said[:-1])} {word} {said[-1]}" if len(said) > 1 else said[0]

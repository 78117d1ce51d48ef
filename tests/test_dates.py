"""Dates: what each form means, what is refused and how, and the grammar held against the edtf library."""

from __future__ import annotations

import datetime
import math
import time
from typing import Any

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsgraph.dates import bounds, compatible, describe, is_point, merge, refines
from rightsgraph.errors import DateError


def spanned(text: str) -> tuple[str | None, str | None]:
    """Return the bounds of a date as texts."""
    found = bounds(text)
    return tuple(day and day.isoformat() for day in (found.earliest, found.latest))  # type: ignore[return-value]


days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)).map(datetime.date.isoformat)
plain = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]))
qualified = st.tuples(plain, st.sampled_from(["", "~", "?", "%"])).map("".join)
unspecified = st.one_of(
    days.map(lambda day: day[:3] + "X"),
    days.map(lambda day: day[:2] + "XX"),
    days.map(lambda day: day[:4] + "-XX"),
    days.map(lambda day: day[:7] + "-XX"),
    days.map(lambda day: day[:4] + "-XX-XX"),
)
seasons = st.tuples(st.integers(1, 9998), st.integers(21, 24)).map(lambda found: f"{found[0]:04}-{found[1]}")
singles = st.one_of(qualified, qualified, unspecified.filter(lambda text: not text.startswith("000")), seasons)


def order(texts: list[str]) -> list[str]:
    """Sort dates by the first day they may mean, then the last."""
    return sorted(texts, key=lambda text: tuple(map(str, spanned(text))))


ranges = st.lists(qualified, min_size=2, max_size=2).map(order)
plain_ranges = st.sampled_from([4, 7, 10]).flatmap(
    lambda length: st.lists(days.map(lambda day: day[:length]), min_size=2, max_size=2).map(order)  # the library takes no mixed ranges
)
sets = st.lists(st.one_of(singles, ranges.map("..".join)), min_size=2, max_size=4).map(lambda members: f"[{','.join(members)}]")
points = st.one_of(singles, singles, sets)
near = st.dates(datetime.date(2010, 1, 1), datetime.date(2011, 3, 31)).map(datetime.date.isoformat)
close = st.one_of(near, near.map(lambda day: day[:7]), near.map(lambda day: day[:4]), near.map(lambda day: day[:7] + "~"))
close_points = st.one_of(close, st.lists(close, min_size=2, max_size=3).map(lambda members: f"[{','.join(members)}]"))


# --- what the forms mean -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2010", "2010-01-01", "2010-12-31", "year"),
        ("2010-06", "2010-06-01", "2010-06-30", "month"),
        ("2012-02-29", "2012-02-29", "2012-02-29", "day"),
        ("2016-03~", "2016-03-01", "2016-03-31", "month"),
        ("2016-03?", "2016-03-01", "2016-03-31", "month"),
        ("2004-06-~25", "2004-06-25", "2004-06-25", "day"),
        ("2010-XX", "2010-01-01", "2010-12-31", "year"),
        ("2010-06-XX", "2010-06-01", "2010-06-30", "month"),
        ("2010-1X", "2010-10-01", "2010-12-31", "unspecified"),
        ("2011-02-2X", "2011-02-20", "2011-02-28", "unspecified"),
        ("201X", "2010-01-01", "2019-12-31", "decade"),
        ("20XX", "2000-01-01", "2099-12-31", "century"),
        ("156X-12-25", "1560-12-25", "1569-12-25", "unspecified"),
        ("2010-21", "2010-03-01", "2010-05-31", "season"),
        ("2010-24", "2010-12-01", "2011-02-28", "season"),
        ("[2010-06-15,2010-06-25]", "2010-06-15", "2010-06-25", "set"),
        ("[2017-03-15..2017-03-16]", "2017-03-15", "2017-03-16", "set"),
        ("[..2010,2012]", None, "2012-12-31", "set"),
        ("2010/..", "2010-01-01", None, "interval"),
        ("2010/", "2010-01-01", None, "interval"),
        ("../2010-06", None, "2010-06-30", "interval"),
        ("/2010-06", None, "2010-06-30", "interval"),
        ("2016-10-04/2017-01~", "2016-10-04", "2017-01-31", "interval"),
    ],
)
def test_a_date_means_its_days_and_no_more(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    """Bounds are exact, never widened by a qualifier, and absent where an end is open or unknown."""
    assert (*spanned(text), bounds(text).precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [("2016", False, False), ("2016~", True, False), ("2016?", False, True), ("2016%", True, True), ("[2015,2016~]", True, False)],
)
def test_qualifiers_are_told(text: str, approximate: bool, uncertain: bool) -> None:
    """A tilde is approximate, a question mark uncertain, a percent sign both; a set has those of its members."""
    assert (bounds(text).approximate, bounds(text).uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2013-02-00", "`2013-02`"),
        ("2013-02-30", "`2013-02`"),
        ("2011-02-29", "`2011-02`"),
        ("2011-02-3X", "`2011-02`"),
        ("2010-13", "`2010`"),
        ("2010-25", "seasons"),
        ("0000", "0001"),
        ("-0010", "0001"),
        ("Y17000", "0001"),
        ("XXXX-06-25", "two digits"),
        ("XXXX-21", "with its year"),
        ("June 2010", "write `2010-06`"),
        ("25 June 2010", "write `2010-06-25`"),
        ("June 25th, 2010", "write `2010-06-25`"),
        ("25.06.2010", "write `2010-06-25`"),
        ("2010-6-5", "write `2010-06-05`"),
        ("circa 2010", "write `2010~`"),
        ("2010-06 ", "write `2010-06`"),
        (" 2010", "write `2010`"),
        ("06/25/2010", "year first"),
        ("2010/11", "2010-06-25"),
        ("2025/02/14", "write `2025-02-14`"),
        ("2025/2/4", "write `2025-02-04`"),
        ("2010/2011/2012", "2010-06-25"),
        ("2010-06-25T10:00:00Z", "times of day"),
        ("{2010,2011}", "one event for each"),
        ("[2010, 2011]", "without blanks"),
        ("[2010,2011", "without blanks"),
        ("[2010,]", "without blanks"),
        ("[]", "without blanks"),
        ("[2010]", "write `2010`"),
        ("[2011..2010]", "earlier date first"),
        ("[2010..,2012]", "before the first"),
        ("[2010,..]", "before the first"),
        ("[..]", "before or after"),
        ("[[2010,2011],2012]", "single dates"),
        ("[2010/2011,2012]", "single date"),
        ("2010-06-25/2010-06-20", "earlier date first"),
        ("[2010,2011]/2012", "single date"),
        ("../..", "leave the date out"),
        ("/", "leave the date out"),
        ("", "2010-06-25"),
        ("soon", "2010-06-25"),
        ("２０１０", "2010-06-25"),
    ],
)
def test_what_is_no_date_is_refused_with_a_remedy(text: str, remedy: str) -> None:
    """The message tells what to write instead."""
    with pytest.raises(DateError) as caught:
        bounds(text)
    assert remedy in (caught.value.remedy or "")


@given(st.text(max_size=25) | st.text("0123456789X-~?%/.,[]{} ", max_size=25))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Reading raises nothing but DateError, and what it reads can be said."""
    try:
        found = bounds(text)
    except DateError as error:
        assert error.remedy
    else:
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest
        assert describe(text)


@pytest.mark.parametrize(("text", "expected"), [("2010", True), ("[2010,2012]", True), ("2010/2012", False), ("2010/..", False)])
def test_intervals_are_no_points(text: str, expected: bool) -> None:
    """A one-of set is a point in time that is not known exactly; an interval is none."""
    assert is_point(text) is expected


# --- against the library -----------------------------------------------------------------------------------------------------


def library_bounds(text: str) -> tuple[str | None, str | None]:
    """Return the bounds as the edtf library has them, unpadded, open ends as None."""
    parsed: Any = edtf.parse_edtf(text)

    def day(found: float | time.struct_time) -> str | None:
        if isinstance(found, float) and math.isinf(found):
            return None
        return "-".join(f"{part:0{width}}" for part, width in zip(tuple(found)[:3], (4, 2, 2), strict=True))  # type: ignore[arg-type]

    return day(parsed.lower_strict()), day(parsed.upper_strict())


@settings(max_examples=60)
@given(st.one_of(qualified, unspecified.filter(lambda text: not text.startswith("00"))))
def test_single_dates_agree_with_the_library(text: str) -> None:
    """Years, months and days, qualified or partly unspecified, mean the same days to both."""
    assert spanned(text) == library_bounds(text)


@settings(max_examples=40)
@given(ranges, st.sampled_from(["{}/{}", "{}/..", "../{}"]))
def test_intervals_agree_with_the_library(two: list[str], form: str) -> None:
    """Intervals mean the same days to both, open ends included."""
    text = form.format(*two)
    assert spanned(text) == library_bounds(text)


@settings(max_examples=25)
@given(plain_ranges, qualified)
def test_sets_agree_with_the_library(two: list[str], one: str) -> None:
    """Sets of dates and ranges have the same first and last day to both."""
    text = f"[{','.join(order([one, two[0], two[1]]))}]"
    assert spanned(text) == library_bounds(text)
    assert spanned(f"[{two[0]}..{two[1]}]") == library_bounds(f"[{two[0]}..{two[1]}]")


@settings(max_examples=20)
@given(st.integers(1, 9998), st.integers(21, 23))
def test_seasons_agree_with_the_library(year: int, season: int) -> None:
    """Spring, summer and autumn mean the same months to both; the library cuts winter off at the end of the year."""
    assert spanned(f"{year:04}-{season}") == library_bounds(f"{year:04}-{season}")


@pytest.mark.parametrize("text", ["2011-02-29", " 2010", "[2011..2010]", "2010-06-25/2010-06-20", "2010-06-25T10:00:00Z"])
def test_what_the_library_lets_pass_is_refused(text: str) -> None:
    """The reasons for a grammar of our own still hold: the library takes these."""
    edtf.parse_edtf(text)
    with pytest.raises(DateError):
        bounds(text)


# --- how dates fit together --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fine", "coarse", "expected"),
    [
        ("2010-06-25", "2010-06", True),
        ("2010-06-25~", "2010-06", True),
        ("2010-06", "2010", True),
        ("2010-06", "2010-22", True),
        ("2010-06", "2010-06~", False),
        ("2010", "2010-06", False),
        ("2010-06-15", "[2010-06-15,2010-06-25]", True),
        ("2010-06-20", "[2010-06-15,2010-06-25]", False),
        ("2010-06-20", "[2010-06-15..2010-06-25]", True),
        ("[2010-06-15,2010-06-25]", "2010-06", True),
        ("2010-12/2011-01", "2010", False),
        ("2011", "2010/..", True),
    ],
)
def test_a_finer_date_lies_properly_inside(fine: str, coarse: str, expected: bool) -> None:
    """Containment counts every day a date may mean; the same days are no refinement, nor is an overlap."""
    assert refines(fine, coarse) is expected


@given(close_points, close_points, close_points)
def test_refinement_is_a_strict_order(a: str, b: str, c: str) -> None:
    """Nothing refines itself, no two refine each other, and refinement carries over."""
    assert not refines(a, a)
    assert not (refines(a, b) and refines(b, a))
    assert refines(a, c) or not (refines(a, b) and refines(b, c))


@pytest.mark.parametrize(
    ("values", "value", "disputed"),
    [
        (["2010-06-25", "2010-06-15", "2010-06-16"], "[2010-06-15,2010-06-16,2010-06-25]", True),
        (["2010-06-25", "2010-06", "2010"], "2010-06-25", False),
        (["2010-06", "2010-06-15", "2010-06-25"], "[2010-06-15,2010-06-25]", True),
        (["2016-03~", "2016-03"], "2016-03", False),
        (["2016-03?", "2016-03~"], "2016-03?", False),
        (["2016-03~", "2016-03-31"], "2016-03-31", False),
        (["[2017-03-15..2017-03-16]", "2017-03-16"], "2017-03-16", False),
        (["[2017-03-15..2017-03-16]", "2017-03-18"], "[2017-03-15..2017-03-16,2017-03-18]", True),
        (["[2017-03-15,2017-03-16]", "[2017-03-16,2017-03-18]"], "[2017-03-15,2017-03-16,2017-03-18]", True),
        (["[..2010,2012]", "[..2011,2013]"], "[..2011,2012,2013]", True),
        (["[2001,2010..]", "[2002,2010~..]"], "[2001,2002,2010..]", True),
        (["2010-12", "2010-24"], "2010-12", False),
        (["2010-22", "[2010-08..2010-09]"], "[2010-22,2010-08..2010-09]", True),
    ],
)
def test_dates_merge_into_one(values: list[str], value: str, disputed: bool) -> None:
    """Coarser dates give way, disagreeing ones become a flat sorted set, plain dates win over qualified ones."""
    assert (merge(values).value, merge(values).disputed) == (value, disputed)
    assert compatible(values) is not disputed


@given(st.lists(close_points, min_size=1, max_size=5), st.randoms())
def test_merging_loses_no_date_and_knows_no_order(values: list[str], random: Any) -> None:
    """Every value is kept, or some value in the result is finer; the result is a date; order and repetition change nothing."""
    merged = merge(values)
    shuffled = [*values, values[0]]
    random.shuffle(shuffled)
    assert merge(shuffled) == merged
    assert merge([merged.value]).value == merged.value
    assert bounds(merged.value).precision
    for value in values:
        finest = [other for other in values if not any(refines(third, other) for third in values)]
        standing = [other for other in finest if other == value or refines(other, value) or spanned(other) == spanned(value)]
        assert standing
        assert all(spanned(s) == spanned(merged.value) or refines(s, merged.value) for s in standing)


def test_an_interval_is_no_point_to_merge() -> None:
    """Spans have a start and an end of their own."""
    with pytest.raises(DateError, match="interval"):
        merge(["2010/2011", "2010"])
    with pytest.raises(ValueError, match="no date"):
        merge([])


# --- how dates read ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2010-06-25", "25 June 2010"),
        ("2010-09", "September 2010"),
        ("2010", "2010"),
        ("2016-03~", "about March 2016"),
        ("2016?", "2016 (uncertain)"),
        ("2010-21", "spring 2010"),
        ("201X", "the 2010s"),
        ("20XX", "between 2000 and 2099"),
        ("2010-XX", "2010, month unknown"),
        ("2010-06-XX", "June 2010, day unknown"),
        ("2010-XX-25", "2010-XX-25"),
        ("2010-1X~", "about 2010-1X"),
        ("[2017-03-15..2017-03-16]", "15 or 16 March 2017"),
        ("[2017-03-15..2017-03-20]", "between 15 and 20 March 2017"),
        ("[2010-06-15,2010-06-16,2010-06-25]", "15, 16 or 25 June 2010"),
        ("[2010-06-30,2010-07-02]", "30 June or 2 July 2010"),
        ("[2010,2010]", "2010"),
        ("[2010-12-31,2011]", "31 December 2010 or 2011"),
        ("[..2010]", "2010 or earlier"),
        ("[2010..]", "2010 or later"),
        ("2016-10-04/2017-01-24", "from 4 October 2016 to 24 January 2017"),
        ("2010/..", "from 2010 on"),
        ("2010/", "from 2010, end unknown"),
        ("../2010", "until 2010"),
        ("/2010", "until 2010, start unknown"),
    ],
)
def test_dates_are_said_in_words(text: str, said: str) -> None:
    """Words for people, naming a shared month and year only once."""
    assert describe(text) == said

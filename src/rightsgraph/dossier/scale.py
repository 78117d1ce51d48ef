"""Moments drawn to scale on the line of a year, with how sure they are. No day is drawn that no source names."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Final

from markupsafe import Markup

from rightsgraph.dossier.saying import Moment

WIDTH: Final = 192
_TOP: Final = 3
_BASE: Final = 15
_MIDDLE: Final = 9
_NARROW: Final = 3.0
_BEYOND: Final = 8.0
_SOFT: Final = (0.6, 0.35, 0.15)

Span = tuple[float, float]


def year_of(moment: Moment) -> int:
    """Return the year under which a moment is told: that of its first possible day, or of its last where the start is open."""
    return int((moment.earliest or moment.latest or "0001")[:4])


def draw(moment: Moment) -> Markup:
    """Draw a moment on the line of its year: a tick, a bar, a bar with soft ends, ticks joined, or an arrow to the open side."""
    line = _Line(year_of(moment))
    shapes = "".join(line.draw(moment))
    return Markup('<svg class="scale" viewBox="0 0 {} 18" aria-hidden="true">{}</svg>').format(WIDTH, Markup(f"{line.ground()}{shapes}"))  # noqa: S704 – numbers only


class _Line:
    """The line of one year, a day to a step."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._first = datetime.date(year, 1, 1).toordinal()
        self._days = datetime.date(year, 12, 31).toordinal() + 1 - self._first

    def ground(self) -> str:
        """Draw the line with its months."""
        starts = (datetime.date(self._year, month, 1).toordinal() - self._first for month in range(2, 13))
        ticks = "".join(f"M{self._at(day):g} {_BASE}v3" for day in starts)
        return f'<path class="ground" d="M0 {_BASE}H{WIDTH}M0 {_BASE - 3}v6M{WIDTH} {_BASE - 3}v6{ticks}"/>'

    def draw(self, moment: Moment) -> Iterable[str]:
        """Give the shapes of a moment."""
        spans = [self._span(first, last) for first, last in moment.days]
        match moment.certainty:
            case "span":
                first, last = self._span(moment.earliest, moment.latest)
                yield from (self._tick(first) if first > 0 else "", _join(first, last), self._tick(last) if last < WIDTH else "")
            case "open-end":
                yield from map(self._mark, spans)
                yield _arrow(spans[0][0], WIDTH + _BEYOND)
            case "open-start":
                yield from map(self._mark, spans)
                yield _arrow(spans[-1][1], -_BEYOND)
            case "approximate":
                yield from (piece for span in spans for piece in _soften(span))
            case _:
                yield from map(self._mark, spans)
                yield _join(*_reach(spans), _BASE) if len(spans) > 1 else ""

    def _at(self, day: float) -> float:
        return round(min(max(day / self._days, 0.0), 1.0) * WIDTH, 1)

    def _span(self, first: str | None, last: str | None) -> Span:
        """Return where on the line some days begin and end; what is open or lies outside goes to the edge."""
        start = datetime.date.fromisoformat(first).toordinal() - self._first if first else 0
        end = datetime.date.fromisoformat(last).toordinal() + 1 - self._first if last else self._days
        return self._at(start), self._at(end)

    def _mark(self, span: Span) -> str:
        return self._tick(sum(span) / 2) if span[1] - span[0] < _NARROW else _bar(span, 1)

    def _tick(self, at: float) -> str:
        return f'<path class="tick" d="M{at:g} {_TOP}V{_BASE}"/>' if 0 < at < WIDTH else ""


def _bar(span: Span, opacity: float) -> str:
    faint = f' opacity="{opacity:g}"' if opacity < 1 else ""
    return f'<rect class="bar" x="{span[0]:g}" y="{_MIDDLE - 3}" width="{span[1] - span[0]:g}" height="6"{faint}/>'


def _soften(span: Span) -> Iterable[str]:
    """Draw a bar that fades on both sides, beyond the days named: about then means before and after as well."""
    yield _bar(span, 1)
    step = max((span[1] - span[0]) / 8, 1.5)
    for number, opacity in enumerate(_SOFT):
        yield _bar((round(span[0] - (number + 1) * step, 1), round(span[0] - number * step, 1)), opacity)
        yield _bar((round(span[1] + number * step, 1), round(span[1] + (number + 1) * step, 1)), opacity)


def _reach(spans: Sequence[Span]) -> Span:
    """Return from where to where several marks are joined: middle to middle, as ticks stand there."""
    return sum(spans[0]) / 2, sum(spans[-1]) / 2


def _join(first: float, last: float, height: float = _MIDDLE) -> str:
    return f'<path class="join" d="M{first:g} {height:g}H{last:g}"/>'


def _arrow(start: float, end: float) -> str:
    back = -4 if end > start else 4
    return f'<path class="join" d="M{start:g} {_MIDDLE}H{end:g}m{back} -4L{end:g} {_MIDDLE}l{back} 4"/>'

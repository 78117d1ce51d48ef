"""Ties narrowed to those that somebody wants to see, and why there may be none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from rightsgraph.network.ties import Filters, Tie
from rightsgraph.network.times import Window
from rightsgraph.queries import Query

_LOOSEN: Final = {
    "time": "take a wider time, or none",
    "case": "leave the case out, or take another",
    "origins": "ask for fewer origins",
    "around": "take more steps, another node, or leave it out",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One narrowing: what was asked, in words, how many ties there were before it and how many are left."""

    name: str
    asked: str
    before: int
    left: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at: projections, and in words under which perspective."""

    projections: tuple[Query, ...]
    perspective: str

    def __str__(self) -> str:
        return f"{', '.join(projection.name for projection in self.projections)} {self.perspective}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The ties that are left, what was looked at, and the steps that led from there to the ties."""

    ties: tuple[Tie, ...]
    steps: tuple[Step, ...]
    looked: Looked

    @property
    def projections(self) -> tuple[Query, ...]:
        """The projections that were run."""
        return self.looked.projections

    @property
    def possible(self) -> int:
        """How many of the ties lie inside the time asked for only possibly."""
        return sum(tie.certainty == "possible" for tie in self.ties)

    @property
    def undated(self) -> int:
        """How many of the ties have no date."""
        return sum(not tie.is_dated for tie in self.ties)

    def explain_none(self) -> str:
        """Say why there is no tie and what to loosen; nothing where there are some."""
        if self.ties:
            return ""
        emptied = next((step for step in self.steps if step.before and not step.left), None)
        if emptied is None:
            return f"There is no tie of {self.looked}: take another projection, the view of somebody else, or another policy."
        ties = f"{emptied.before} {'tie' if emptied.before == 1 else 'ties'}"
        return f"Of {ties} of {self.looked}, none is left {emptied.asked}: {_LOOSEN[emptied.name]}."


@dataclass(frozen=True, slots=True)
class Scope:
    """The nodes and claims that belong to a case."""

    case: str
    nodes: frozenset[str]
    claims: frozenset[str]

    def holds(self, tie: Tie) -> bool:
        """Say whether a tie belongs to the case: by its event or by what it leads through, or as the case itself.

        Its claims tell where it has neither: one claim may speak of several happenings, not all of which belong to the case.
        """
        own = self.nodes | {self.case}
        named = [node for node in (tie.event, tie.via) if node]
        if any(node in own for node in (*named, tie.source, tie.target)):
            return True
        return not named and not self.claims.isdisjoint((*tie.affirming, *tie.denying))


def select(ties: Collection[Tie], filters: Filters, looked: Looked, scope: Scope | None = None, ego: str | None = None) -> Selection:
    """Narrow ties to a time, a case, so many origins, and what lies around a node; the node's surroundings are looked at last.

    Raises DateError where a date of the filters is none.
    """
    window = Window.of(filters)
    found = tuple(ties)
    steps: list[Step] = []

    def narrow(name: str, asked: str, kept: Iterable[Tie]) -> None:
        nonlocal found
        before, found = len(found), tuple(kept)
        steps.append(Step(name, asked, before, len(found)))

    if scope:
        narrow("case", "that belongs to the case", (tie for tie in found if scope.holds(tie)))
    if filters.min_origins:
        narrow("origins", f"with {filters.min_origins} independent origins", (tie for tie in found if tie.origins >= filters.min_origins))
    if window != Window():
        narrow("time", _tell_time(filters), _inside(found, window))
    if ego:
        steps_away = f"within {filters.depth} {'step' if filters.depth == 1 else 'steps'} of the node"
        near = list_near(found, ego, filters.depth)
        narrow("around", steps_away, (tie for tie in found if tie.source in near and tie.target in near))
    return Selection(found, tuple(steps), looked)


def _inside(ties: Iterable[Tie], window: Window) -> Iterable[Tie]:
    for tie in ties:
        certainty = window.admits(tie)
        if certainty:
            yield tie if certainty == tie.certainty else replace(tie, certainty=certainty)


def _tell_time(filters: Filters) -> str:
    parts = (("as of", filters.as_of), ("from", filters.start), ("to", filters.end))
    return " ".join(f"{word} {text}" for word, text in parts if text)


def list_near(ties: Iterable[Tie], node: str, depth: int) -> set[str]:
    """Return the nodes at most so many ties away from one, whatever their direction, itself included."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        beside[tie.source].add(tie.target)
        beside[tie.target].add(tie.source)
    near = {node}
    front = {node}
    for _ in range(depth):
        front = {other for one in front for other in beside[one]} - near
        near |= front
    return near

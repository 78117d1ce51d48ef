"""Checks of sense: editors' preferences that settle nothing, and dates that can hardly be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph import dates
from rightsgraph.claims.document import Path
from rightsgraph.dataset import DataFile, Dataset
from rightsgraph.errors import DateError
from rightsgraph.findings import Finding, Severity, shown
from rightsgraph.terms import EDTF, KIND, RG, graph_iri, scheme_base

Locate = Callable[[str, Path], int | None]
Spot = tuple[DataFile, Path]

OLDEST: Final = date(1800, 1, 1)
AHEAD: Final = timedelta(days=731)
_PREFERRED: Final = scheme_base("judgement-kind") + "preferred"
_OCCURRED: Final = scheme_base("actuality") + "occurred"
_HAPPENS: Final = frozenset({RG + "date", RG + "start"})
_RECORDED: Final = frozenset(RG + name for name in ("concerns", "disputed", "affirms", "source", "published"))


def findings(dataset: Dataset, locate: Locate) -> Iterator[Finding]:
    """Give what can be read and yet makes no sense; ``locate`` tells the line of a path in a file."""
    checker = _Sense(dataset, locate)
    yield from checker.preferences()
    yield from checker.improbable()


class _Sense:
    def __init__(self, dataset: Dataset, locate: Locate) -> None:
        self.dataset = dataset
        self.locate = locate
        self.base = dataset.settings.base
        self.records: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.preferred: list[str] = []
        outside = {graph_iri(self.base, name) for name in ("claims", "actors")}
        for quad in dataset.quads():
            if _value(quad.graph_name) in outside and quad.predicate.value in _RECORDED:
                self.records[_value(quad.subject), quad.predicate.value].append(_value(quad.object))
            elif quad.predicate.value == KIND and _value(quad.object) == _PREFERRED:
                self.preferred.append(_value(quad.subject))

    def preferences(self) -> Iterator[Finding]:
        """Give the rulings for a claim that says nothing of the subject and property they settle.

        None for what is told of already: a claim that nothing describes, and one that holds a violation.
        """
        if not self.preferred:
            return
        speakers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for quad in self.dataset.quads():
            speakers[_value(quad.subject), quad.predicate.value].add(_value(quad.graph_name))
        claims = {self.base + claim for document in self.dataset.documents() for claim in document.claims}
        doubtful = {self.base + iri for document in self.dataset.documents() for iri in document.troubled()}
        for judgement in self.preferred:
            subjects, properties, chosen = (self.records[judgement, RG + name] for name in ("concerns", "disputed", "affirms"))
            for claim in chosen:
                slots = [(subject, name) for subject in subjects for name in properties]
                told = claim not in claims or not doubtful.isdisjoint((claim, judgement, *subjects))
                if slots and not told and not any(claim in speakers[slot] for slot in slots):
                    yield self._idle(judgement, claim, slots[0], speakers[slots[0]] & claims)

    def _idle(self, judgement: str, claim: str, slot: tuple[str, str], speakers: set[str]) -> Finding:
        subject, name = (self._short(part).removeprefix(RG) for part in slot)
        message = f"this preference settles nothing: `{self._short(claim)}` says nothing of the `{name}` of `{subject}`"
        known = ", ".join(f"`{self._short(one)}`" for one in sorted(speakers)[:5])
        remedy = f"name a claim that does: {known}" if known else "name another subject or property: no claim says anything of these"
        return self._finding("idle-preference", Severity.VIOLATION, message, remedy, judgement, None, "claim")

    def improbable(self) -> Iterator[Finding]:
        """Give the dates of what is said to have happened that lie before 1800, or years after the source that tells of it."""
        unreal = {
            (_value(quad.graph_name), _value(quad.subject))
            for quad in self.dataset.quads()
            if quad.predicate.value == RG + "actuality" and _value(quad.object) != _OCCURRED
        }
        events = self._events()
        for quad in self.dataset.quads():
            claim, subject = _value(quad.graph_name), _value(quad.subject)
            if quad.predicate.value in _HAPPENS and (claim, subject) in events and (claim, subject) not in unreal:
                why = _improbable(quad.object, self._published(claim))
                if why:
                    key = quad.predicate.value.removeprefix(RG)
                    message = f"`{self._short(subject)}` has the {key} `{shown(_value(quad.object))}`, {why}"
                    remedy = "mend the date, or the source's `published`; what was only planned has `actuality: planned`"
                    yield self._finding("improbable-date", Severity.WARNING, message, remedy, subject, claim, key)

    def _events(self) -> set[tuple[str, str]]:
        """Return the claims and the events that each describes."""
        vocabulary = self.dataset.vocabulary
        kinds = {name for name in vocabulary.ancestors if vocabulary.is_a(name, "Event")}
        mentions = (mention for document in self.dataset.documents() for mention in document.mentions)
        return {(self.base + mention.claim, self.base + mention.id) for mention in mentions if mention.claim and mention.kind in kinds}

    def _published(self, claim: str) -> date | None:
        """Return the last day on which a claim's source may have been published; None where it is not told."""
        for source in self.records.get((claim, RG + "source"), ()):
            for value in self.records.get((source, RG + "published"), ()):
                found = _days(value)
                return found.latest if found else None
        return None

    def _finding(self, rule: str, severity: Severity, message: str, remedy: str, focus: str, claim: str | None, key: str) -> Finding:
        own = self._short(focus)
        for name in sorted(self.dataset.files):
            for mention in self.dataset.files[name].document.mentions:
                if mention.id == own and (claim is None or self.base + (mention.claim or "") == claim):
                    return Finding(rule, severity, message, remedy, name, self.locate(name, (*mention.path, key)), focus)
        return Finding(rule, severity, message, remedy, focus=focus)

    def _short(self, iri: str) -> str:
        return iri.removeprefix(self.base)


def _improbable(term: Any, published: date | None) -> str | None:
    """Say why a date can hardly be meant, or nothing."""
    found = _days(term.value) if isinstance(term, ox.Literal) and term.datatype.value == EDTF else None
    if found and found.latest and found.latest < OLDEST:
        return f"before {OLDEST.year}"
    if found and found.earliest and published and found.earliest - published > AHEAD:
        return f"more than two years after its source was published ({published.year})"
    return None


def _days(value: str) -> dates.DateBounds | None:
    try:
        return dates.bounds(value)
    except DateError:
        return None


def _value(term: Any) -> str:
    return str(getattr(term, "value", ""))

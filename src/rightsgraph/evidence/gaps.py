"""Coverage: which sentences of a text are encoded, skipped with a reason, or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rightsgraph.casefile import Node
from rightsgraph.errors import EvidenceError
from rightsgraph.evidence.passages import Passage, locate, passages
from rightsgraph.evidence.segments import paragraph_of, scope_of, sentences
from rightsgraph.evidence.texts import Span


class Status(StrEnum):
    """What became of a sentence."""

    ENCODED = "encoded"
    SKIPPED = "skipped"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SentenceState:
    """A sentence, what became of it, and how much of it claims or skips take up.

    ``claims`` are the ids of the claims that say something and rest on a part of it, ``reason`` why it was skipped; ``gaps``
    are the stretches that no passage touches; ``share`` is the covered share of its characters (white space apart), from 0 to 1.
    """

    span: Span
    paragraph: int | None
    status: Status
    claims: tuple[str, ...]
    reason: str | None
    gaps: tuple[Span, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sentences of a text in order, and what became of them."""

    sentences: tuple[SentenceState, ...]

    def count(self, status: Status) -> int:
        """Return how many sentences have a status."""
        return Counter(state.status for state in self.sentences)[status]

    @property
    def missing(self) -> tuple[SentenceState, ...]:
        """The sentences that are neither encoded nor skipped."""
        return tuple(state for state in self.sentences if state.status is Status.MISSING)

    @property
    def share(self) -> float:
        """The covered share of all characters of the text's sentences, from 0 to 1."""
        total = sum(state.span.end - state.span.start for state in self.sentences)
        covered = sum(state.share * (state.span.end - state.span.start) for state in self.sentences)
        return covered / total if total else 1.0


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    claims: tuple[str, ...]
    reason: str | None


def coverage(source: Node, text: str) -> Coverage:
    """Hold a source's passages against the sentences of its text.

    A sentence is encoded when a passage touches a letter or digit of it on which a claim rests that says something, skipped
    when only a skip does. Quotes not anchored yet are looked up; a skip may name a whole paragraph; a claim that only cites a
    paragraph, or waits for its content, covers nothing.
    """
    marks = sorted((mark for passage in passages(source) for mark in _marks(passage, text)), key=lambda mark: mark.span)
    return Coverage(tuple(_state(text, span, marks) for span in sentences(text)))


def _marks(passage: Passage, text: str) -> Iterator[_Mark]:
    if passage.skip is None and not passage.saying:
        return
    span = passage.span
    if span is None and passage.quote is not None:
        try:
            span = locate(text, passage.quote, passage.field("paragraph"), passage.field("nth"))
        except EvidenceError:
            return  # `check` and `anchor` tell what is wrong with a quote; here its sentence shows as missing
    if span is None and passage.skip is not None and passage.paragraph is not None and not passage.positioned:
        span = scope_of(text, passage.paragraph)
    if span is not None:
        yield _Mark(span, passage.saying, passage.skip)


def _state(text: str, span: Span, marks: list[_Mark]) -> SentenceState:
    here = [mark for mark in marks if mark.span.overlaps(span) and _touches(text, span, mark.span)]
    claims = tuple(dict.fromkeys(claim for mark in here for claim in mark.claims))
    encoded = any(mark.reason is None for mark in here)
    status = Status.ENCODED if encoded else Status.SKIPPED if here else Status.MISSING
    reason = next((mark.reason for mark in here if mark.reason is not None), None)
    gaps = tuple(_gaps(text, span, [mark.span for mark in here]))
    open_characters = sum(_weight(text, gap) for gap in gaps)
    return SentenceState(span, paragraph_of(text, span), status, claims, reason, gaps, 1 - open_characters / _weight(text, span))


def _touches(text: str, sentence: Span, passage: Span) -> bool:
    common = text[max(sentence.start, passage.start) : min(sentence.end, passage.end)]
    return any(map(str.isalnum, common)) or not any(map(str.isalnum, text[sentence.start : sentence.end]))


def _gaps(text: str, sentence: Span, covered: list[Span]) -> Iterator[Span]:
    """Give the stretches between passages that hold a letter or digit, without the white space around them."""
    at = sentence.start
    for span in [*covered, Span(sentence.end, sentence.end)]:
        gap = text[at : max(at, span.start)]
        if any(map(str.isalnum, gap)):
            start = at + len(gap) - len(gap.lstrip())
            yield Span(start, start + len(gap.strip()))
        at = max(at, span.end)


def _weight(text: str, span: Span) -> int:
    return sum(not character.isspace() for character in text[span.start : span.end])

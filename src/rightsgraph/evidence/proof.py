"""Proof: every passage of a source held against the source's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from rightsgraph.casefile import Node
from rightsgraph.errors import EvidenceError
from rightsgraph.evidence.passages import Passage, agrees, describe, passages
from rightsgraph.evidence.segments import paragraph_of
from rightsgraph.evidence.texts import Span, Texts, digest, text_name
from rightsgraph.findings import Finding, Severity, shown
from rightsgraph.terms import DEFAULT_BASE

LONGEST_MOVED: Final = 2000
_MOST_TRIES: Final = 400_000
_WORD_START: Final = re.compile(r"(?<!\w)\S|(?<=\w)[^\w\s]")
_ANCHOR: Final = "run `rightsgraph anchor` on this file with `--texts DIR`"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one passage: the rule, how much it weighs, a sentence and a remedy."""

    rule: str
    severity: Severity
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Proof:
    """How many distinct passages were verified, how many are only cited, and what is wrong with the others.

    A passage counts once, however many claims rest on it; passages of skipped sentences are proved but not counted.
    """

    verified: int = 0
    cited: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Shared:
    """One passage and all claims that rest on it."""

    passage: Passage
    claims: dict[str, None] = field(default_factory=dict)
    counts: bool = False


class Search:
    """Looks for moved words in one text, within a budget, trying the shifts first that explained other passages."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._shifts: dict[int, None] = {}
        self._tries = _MOST_TRIES
        self._starts: list[int] | None = None

    def find(self, span: Span, wanted: str) -> Span | None:
        """Return where the words with this digest and the span's length stand now, the nearest if at several places."""
        length = span.end - span.start
        if length > LONGEST_MOVED:
            return None
        for shift in self._shifts:
            if span.start + shift >= 0 and self._has(span.start + shift, length, wanted):
                return Span(span.start + shift, span.end + shift)
        if self._starts is None:
            self._starts = [found.start() for found in _WORD_START.finditer(self.text)]
        for start in sorted(self._starts, key=lambda one: abs(one - span.start)):
            if self._tries <= 0:
                return None
            self._tries -= 1
            if self._has(start, length, wanted):
                self._shifts[start - span.start] = None
                return Span(start, start + length)
        return None

    def find_only(self, span: Span, wanted: str) -> Span | None:
        """Return where the words with this digest stand now, where they stand at one place only."""
        found = self.find(span, wanted)
        if found is None:
            return None
        words = self.text[found.start : found.end]
        return found if self.text.find(words) == self.text.rfind(words) else None

    def _has(self, start: int, length: int, wanted: str) -> bool:
        return start + length <= len(self.text) and sha256(self.text[start : start + length].encode()).hexdigest() == wanted


def verify(passage: Passage, text: str, search: Search | None = None) -> Problem | None:
    """Hold a passage with a position against its text and return what is wrong, or None.

    Where the digest differs, the same words are looked for elsewhere in the text; nothing is said of words that are gone.
    """
    span, wanted = passage.span, passage.sha256
    if span is None or wanted is None:
        return _incomplete(passage)
    if span.end > len(text) or digest(text, span) != wanted:
        return _changed(passage, span, wanted, search or Search(text))
    if passage.quote is not None and not agrees(passage.quote, text[span.start : span.end]):
        return Problem(
            "passage-quote-differs",
            Severity.VIOLATION,
            f"the quote is not what stands at characters {span.start}-{span.end} of the text ({describe(text, span)})",
            f"correct the quote, then {_ANCHOR}",
        )
    if passage.paragraph is not None and passage.paragraph != paragraph_of(text, span):
        return Problem(
            "passage-paragraph",
            Severity.WARNING,
            f"characters {span.start}-{span.end} stand in {describe(text, span)}, not in paragraph {passage.paragraph}",
            "correct `paragraph`, or leave it out",
        )
    return None


def _incomplete(passage: Passage) -> Problem:
    wrong = [key for key in ("start", "end") if passage.span is None and not (passage.field(key) or "").isdecimal()]
    wrong += ["sha256"] if passage.sha256 is None else []
    what = " and ".join(f"`{key}`" for key in wrong) + (" is" if len(wrong) == 1 else " are") if wrong else "`start` and `end` are"
    return Problem(
        "passage-incomplete",
        Severity.VIOLATION,
        f"the position of this passage is of no use: {what} missing or wrong" if wrong else f"{what} not in order",
        f"write `quote: …` instead of `start`, `end` and `sha256`, then {_ANCHOR}",
    )


def _changed(passage: Passage, span: Span, wanted: str, search: Search) -> Problem:
    where = f"characters {span.start}-{span.end}"
    new = search.find(span, wanted)
    if new is not None:
        return Problem(
            "passage-moved",
            Severity.VIOLATION,
            f"the text has changed: the words that stood at {where} now stand at {new.start}-{new.end}",
            f"{_ANCHOR}, or write `start: {new.start}, end: {new.end}`"
            if search.find_only(span, wanted)
            else f"write `start: {new.start}, end: {new.end}` if that is the place: the words stand at several",
        )
    beyond = span.end > len(search.text)
    return Problem(
        "passage-changed",
        Severity.VIOLATION,
        f"the text ends at character {len(search.text)}, before {where}" if beyond else f"the text has changed at {where}",
        "restore the text, or read the passage again: put its words into `quote` instead of `start`, `end` and `sha256`, "
        + f"correct what rests on it, then {_ANCHOR}",
    )


def prove(sources: Iterable[tuple[str, Node]], texts: Texts | None, base: str = DEFAULT_BASE) -> Proof:
    """Hold all passages of source files against their texts.

    ``sources`` are the files' names, as findings call them, and their trees; other files than sources pass through. With no
    ``texts``, or where a text is not among them, passages are cited, not verified; a finding says so.
    """
    verified = cited = unread = 0
    findings: list[Finding] = []
    for name, source in sources:
        shared = _distinct(source)
        text, problem = _text_of(name, source, texts)
        anchored = [one for one in shared if one.passage.positioned]
        findings += [_finding(name, source, one, _not_anchored(), base) for one in shared if _is_bare_quote(one.passage)]
        if text is None:
            unread += sum(one.counts for one in anchored)
            findings += [_finding(name, source, one, _incomplete(one.passage), base) for one in anchored if not _is_whole(one.passage)]
            findings += [problem] if problem and anchored else []
            cited += sum(one.counts for one in shared)
            continue
        broken = list(_broken(anchored, text))
        findings += [_finding(name, source, one, what, base) for one, what in broken]
        failed = {id(one) for one, what in broken if what.severity is Severity.VIOLATION}
        verified += sum(one.counts for one in anchored if id(one) not in failed)
        cited += sum(one.counts for one in shared if not one.passage.positioned)
    if texts is None and unread:
        findings.append(_unverified(unread))
    return Proof(verified, cited, findings)


def _broken(anchored: list[_Shared], text: str) -> Iterator[tuple[_Shared, Problem]]:
    search = Search(text)
    for one in anchored:
        problem = verify(one.passage, text, search)
        if problem is not None:
            yield one, problem


def _distinct(source: Node) -> list[_Shared]:
    """Bring together the claims of equal passages, in the order of the file."""
    shared: dict[tuple[str | None, ...], _Shared] = {}
    for passage in passages(source):
        key = tuple(passage.field(name) for name in ("start", "end", "sha256", "quote", "paragraph", "nth"))
        if passage.span is not None and passage.quote is None:
            key = (*key[:3], None, None, None)
        if any(part is not None for part in key):
            one = shared.setdefault(key, _Shared(passage))
            one.claims.update(dict.fromkeys(passage.claims))
            one.counts = one.counts or passage.skip is None
    return list(shared.values())


def _is_bare_quote(passage: Passage) -> bool:
    return passage.quote is not None and not passage.positioned


def _is_whole(passage: Passage) -> bool:
    return passage.span is not None and passage.sha256 is not None


def _not_anchored() -> Problem:
    return Problem(
        "passage-not-anchored", Severity.VIOLATION, "this quote has no position and no digest yet, so nothing proves it", _ANCHOR
    )


def _text_of(name: str, source: Node, texts: Texts | None) -> tuple[str | None, Finding | None]:
    """Return a source's text, or None and a finding that says why there is none."""
    if texts is None:
        return None, None
    place = source.get("text") or source.get("id") or source
    try:
        text = texts.of(source)
    except EvidenceError as error:
        where = f" (line {error.line})" if error.line else ""
        remedy = error.remedy or "correct `text`"
        return None, Finding("text-unreadable", Severity.VIOLATION, error.message + where, remedy, name, place.start.line)
    if text is not None:
        return text, None
    message = f"the text `{shown(text_name(source))}` is not in the folder of texts: its passages are cited, not verified"
    remedy = "put the text there, or name its file by the key `text`"
    return None, Finding("text-missing", Severity.WARNING, message, remedy, name, place.start.line)


def _unverified(number: int) -> Finding:
    what = "1 passage is" if number == 1 else f"{number:,} passages are"
    return Finding("passages-not-verified", Severity.INFO, f"{what} cited, not verified", "give the folder of texts with `--texts DIR`")


def _finding(file: str, source: Node, one: _Shared, problem: Problem, base: str) -> Finding:
    own = source.get("id")
    iri = claim_iri(own.value if own is not None and isinstance(own.value, str) else "", "", base)
    claims = tuple(claim_iri(iri, claim, base) for claim in one.claims if claim.startswith("#"))
    rests = f" (on it rest {', '.join(one.claims)})" if one.claims else " (a skipped sentence)"
    place = None
    if one.passage.span is not None:
        place = f"{iri}#char={one.passage.span.start},{one.passage.span.end}"
    return Finding(problem.rule, problem.severity, problem.message + rests, problem.remedy, file, one.passage.line, place, claims=claims)


def claim_iri(source: str, claim: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a claim from its source's id or IRI and its own id; of the source where there is no claim.

    >>> claim_iri("source/statement", "#c1")
    'https://w3id.org/rightsgraph/id/source/statement#c1'
    """
    whole = f"{source.partition('#')[0]}{claim}" if claim.startswith("#") or not claim else claim
    return whole if "://" in whole else base + whole

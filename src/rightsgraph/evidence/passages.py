"""Passages: where a claim stands in its source, found by its words and proved by its digest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from rightsgraph.casefile import Node
from rightsgraph.errors import EvidenceError
from rightsgraph.evidence.segments import paragraph_of, paragraphs, scope_of
from rightsgraph.evidence.texts import Span

Path = tuple[str | int, ...]

_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_HEX: Final = re.compile(r"[0-9a-f]{64}")
_FOLD: Final = str.maketrans("‘’‚‛ʼ′“”„‟«»″‐‑‒–—―−", "''''''" + '"' * 7 + "-" * 7)
_SHOWN_WORDS: Final = 6
_SAYS: Final = ("that", "gist", "disputes")
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as a case file has it: the words, the position, or only a pointer to a paragraph.

    ``claims`` are the ids of the claims that rest on it, as written, ``saying`` those of them that say anything; ``skip`` is
    the reason of a sentence that is deliberately not encoded. ``node`` is its place in the tree of the file and ``path`` the
    keys that lead there.
    """

    node: Node
    path: Path
    claims: tuple[str, ...]
    saying: tuple[str, ...] = ()
    skip: str | None = None

    def field(self, key: str) -> str | None:
        """Return the text of one of the passage's keys; a passage that is a plain text is its own quote."""
        if isinstance(self.node.value, str):
            return self.node.value if key == "quote" else None
        child = self.node.get(key)
        return child.value if child is not None and isinstance(child.value, str) else None

    @property
    def line(self) -> int:
        """The line of the file in which the passage begins."""
        return self.node.start.line

    @property
    def quote(self) -> str | None:
        """The words, as long as they stand in the file."""
        return self.field("quote")

    @property
    def span(self) -> Span | None:
        """The position, or None where it is absent or no pair of numbers in order."""
        start, end = self.field("start"), self.field("end")
        if start is None or end is None or not _NUMBER.fullmatch(start) or not _NUMBER.fullmatch(end):
            return None
        return Span(int(start), int(end)) if int(start) < int(end) else None

    @property
    def sha256(self) -> str | None:
        """The digest, or None where it is absent or no SHA-256."""
        found = self.field("sha256")
        return found if found is not None and _HEX.fullmatch(found) else None

    @property
    def paragraph(self) -> int | None:
        """The paragraph's number, where the pointer is a plain number."""
        return plain_number(self.field("paragraph"))

    @property
    def positioned(self) -> bool:
        """Whether the file gives any part of a position or digest."""
        return any(self.field(key) is not None for key in ("start", "end", "sha256"))


def plain_number(pointer: str | int | None) -> int | None:
    """Return a pointer as a number where it is one: ``"3"`` is, ``"2.1"`` and ``"§ 44"`` are not."""
    if isinstance(pointer, int):
        return pointer
    return int(pointer) if pointer is not None and _NUMBER.fullmatch(pointer) else None


def passages(source: Node) -> Iterator[Passage]:
    """Give the passages of a source file's claims, groups of claims and skipped sentences, in the order of the file."""
    yield from _of_claims(source.get("claims"), ("claims",))
    for index, entry in enumerate(_items(source.get("skip"))):
        reason = entry.get("reason")
        text = reason.value if reason is not None and isinstance(reason.value, str) else ""
        yield from _of_entry(entry, ("skip", index), [], text)


def claims_of(source: Node) -> Iterator[tuple[Node, Path]]:
    """Give the entries of ``claims``, groups before their members, with the keys that lead to each."""
    stack = _numbered(source.get("claims"), ("claims",))
    while stack:
        entry, path = stack.pop()
        yield entry, path
        stack.extend(_numbered(entry.get("claims"), (*path, "claims")))


def _numbered(claims: Node | None, path: Path) -> list[tuple[Node, Path]]:
    return [(entry, (*path, index)) for index, entry in enumerate(_items(claims))][::-1]


def _of_claims(claims: Node | None, path: Path, shared: tuple[str, ...] = ()) -> Iterator[Passage]:
    for index, entry in enumerate(_items(claims)):
        here = (*path, index)
        people = _people(entry) or shared
        yield from _of_entry(entry, here, list(_resting(entry, people)), None)
        yield from _of_claims(entry.get("claims"), (*here, "claims"), people)


def _of_entry(entry: Node, path: Path, resting: list[tuple[str, bool]], skip: str | None) -> Iterator[Passage]:
    passage = entry.get("passage")
    if passage is None:
        return
    claims, saying = tuple(name for name, _ in resting), tuple(name for name, says in resting if says)
    if isinstance(passage.value, list):
        for index, one in enumerate(passage.value):
            yield Passage(one, (*path, "passage", index), claims, saying, skip)
    else:
        yield Passage(passage, (*path, "passage"), claims, saying, skip)


def _resting(entry: Node, people: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Give the ids of the claims that rest on an entry's passage, its own or those of a group's members without one.

    With each id comes whether the claim says anything. ``people`` are the ids that the claim is repeated for by its own ``each``
    or its group's.
    """
    members = entry.get("claims")
    if members is not None:
        for member in _items(members):
            if member.get("passage") is None:
                yield from _resting(member, _people(member) or people)
        return
    own = entry.get("id")
    name = own.value if own is not None and isinstance(own.value, str) else f"the claim of line {entry.start.line}"
    says = any((said := entry.get(key)) is not None and said.value not in ("", [], {}) for key in _SAYS)
    yield from ((f"{name}.{re.split('[/#]', one)[-1]}", says) for one in people) if people else ((name, says),)


def _people(entry: Node) -> tuple[str, ...]:
    each = entry.get("each")
    return tuple(one.value for one in each.value if isinstance(one.value, str)) if each is not None and isinstance(each.value, list) else ()


def _items(node: Node | None) -> list[Node]:
    return [one for one in node.value if isinstance(one.value, dict)] if node is not None and isinstance(node.value, list) else []


def locate(text: str, quote: str, paragraph: str | int | None = None, nth: str | int | None = None) -> Span:
    r"""Find a quote in a text and return where it stands.

    Any run of white space counts as one blank. ``paragraph`` narrows the search where it is a plain number; ``nth`` (from
    1) picks one of several occurrences. Raises EvidenceError, with what is there instead, where the quote is absent or
    ambiguous; the caller adds file and line.

    >>> locate("He was held.  She\nleft.", "held. She left")
    Span(start=7, end=22)
    """
    words = unicodedata.normalize("NFC", quote).split()
    if not words:
        raise EvidenceError("the quote is empty", remedy="copy the words of the source into `quote`")
    scope = _scope(text, paragraph)
    found = _occurrences(text, words, scope)
    if not found:
        raise _absent(text, words, None if scope == Span(0, len(text)) else paragraph)
    if nth is not None:
        return _pick(found, nth, words)
    if len(found) > 1:
        places = _join(describe(text, span) for span in found[:5])
        raise EvidenceError(
            f"the quote {shown(words)} stands {len(found)} times in the text: {places}{' …' if len(found) > 5 else ''}",
            remedy=f"quote more words, give the `paragraph`, or add `nth: 1` (up to {len(found)}) to say which",
        )
    return found[0]


def _scope(text: str, paragraph: str | int | None) -> Span:
    number = plain_number(paragraph)
    if number is None:
        return Span(0, len(text))
    scope = scope_of(text, number)
    if scope is None:
        numbers = [block.number for block in paragraphs(text) if block.number is not None]
        known = f"its paragraphs are numbered {min(numbers)} to {max(numbers)}" if numbers else "it has no numbered paragraphs"
        raise EvidenceError(f"the text has no paragraph {number}: {known}", remedy="correct `paragraph`, or leave it out")
    return scope


def _occurrences(text: str, words: list[str], scope: Span, flags: int = 0) -> list[Span]:
    pattern = re.compile(r"\s+".join(map(re.escape, words)), flags)
    found: list[Span] = []
    at = pattern.search(text, scope.start, scope.end)
    while at:
        found.append(Span(at.start(), at.end()))
        at = pattern.search(text, at.start() + 1, scope.end)
    return found


def _pick(found: list[Span], nth: str | int, words: list[str]) -> Span:
    number = plain_number(nth)
    if number is None or not 1 <= number <= len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        raise EvidenceError(
            f"`nth: {nth}` cannot be: the quote {shown(words)} stands {times} here",
            remedy="remove `nth`" if len(found) == 1 else f"write a number from 1 to {len(found)}",
        )
    return found[number - 1]


def _absent(text: str, words: list[str], paragraph: str | int | None) -> EvidenceError:
    """Say why a quote was not found: another paragraph, other quotation marks, other capitals, or where it departs."""
    where = f"paragraph {paragraph}" if paragraph is not None else "the text"
    missing = f"the quote {shown(words)} does not stand in {where}"
    whole = Span(0, len(text))
    if paragraph is not None and (elsewhere := _occurrences(text, words, whole)):
        return EvidenceError(f"{missing}, but in {_join(describe(text, span) for span in elsewhere[:5])}", remedy="correct `paragraph`")
    folded, plain = text.translate(_FOLD), " ".join(words).translate(_FOLD).split()
    for flags, what in ((0, "quotation marks or hyphens"), (re.IGNORECASE, "capitals")):
        if near := _occurrences(folded, plain, whole, flags):
            exact = text[near[0].start : near[0].end].split()
            return EvidenceError(
                f"{missing}: only its {what} differ from {describe(text, near[0])} (characters {near[0].start}-{near[0].end})",
                remedy=f"write as the text does: {shown(exact, _differing(words, exact))}",
            )
    return EvidenceError(f"{missing}: {_nearest_run(text, words)}", remedy="copy the words from the text")


def _differing(words: list[str], exact: list[str]) -> int:
    """Return the place of the first word that differs."""
    return next((index for index, (one, other) in enumerate(zip(words, exact, strict=False)) if one != other), 0)


def _nearest_run(text: str, words: list[str]) -> str:
    """Say where the longest run of a quote's words stands in the text, capitals aside, and where the two part."""
    found = list(_WORD.finditer(text))
    there = [_folded(one[0]) for one in found]
    run = SequenceMatcher(None, [_folded(word) for word in words], there, autojunk=False).find_longest_match()
    if run.size == 0:
        return "none of its words does"
    if run.size == 1 < len(words):
        return "no two of its words stand together there"
    span = Span(found[run.b].start(), found[run.b + run.size - 1].end())
    start, end = run.a, run.a + run.size
    place = f"{describe(text, span)} (characters {span.start}-{span.end}) has “{_tail(text[span.start : span.end].split())}”"
    if end < len(words):
        following = [one[0] for one in found[run.b + run.size : run.b + run.size + 3]]
        goes_on = f"goes on “{' '.join(following)}”" if following else "ends there"
        return f"{place}, then {goes_on} where the quote has “{' '.join(words[end : end + 3])}”"
    before = [one[0] for one in found[max(0, run.b - 3) : run.b]]
    comes = f"with “{' '.join(before)}”" if before else "with nothing"
    return f"{place}, {comes} before it where the quote has “{' '.join(words[max(0, start - 3) : start])}”"


def _folded(word: str) -> str:
    return word.translate(_FOLD).casefold()


def _tail(words: list[str]) -> str:
    return ("… " if len(words) > _SHOWN_WORDS else "") + " ".join(words[-_SHOWN_WORDS:])


def shown(words: list[str], first: int = 0) -> str:
    """Show a few words of a quote, from the word ``first`` on where that lies beyond the beginning."""
    begin = max(0, first - 1) if first >= _SHOWN_WORDS else 0
    few = words[begin : begin + _SHOWN_WORDS]
    return f"“{'… ' if begin else ''}{' '.join(few)}{' …' if begin + len(few) < len(words) else ''}”"


def describe(text: str, span: Span) -> str:
    """Name the place of a span for people: its paragraph, or the line of the text where it stands in none."""
    number = paragraph_of(text, span)
    return f"paragraph {number}" if number is not None else f"line {text.count(chr(10), 0, span.start) + 1} of the text"


def _join(places: Iterator[str]) -> str:
    counted: dict[str, int] = {}
    for place in places:
        counted[place] = counted.get(place, 0) + 1
    return ", ".join(place if times == 1 else f"{place} ({times} times)" for place, times in counted.items())


def agrees(quote: str, found: str) -> bool:
    """Say whether two texts are the same but for white space and Unicode form."""
    one, other = (unicodedata.normalize("NFC", words).split() for words in (quote, found))
    return one == other

"""Segments: the paragraphs and sentences of a text, found by rules that always give the same result.

Paragraphs are told apart by blank lines and sentence ends, so that a text copied from a PDF file with a blank line under
every line counts like the same text set normally. The rules know Latin, Greek, Cyrillic, Arabic and CJK sentence marks and
the abbreviations of legal English; they need no language model, so a passage's paragraph never depends on a version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rightsgraph.evidence.texts import Span

_STOPS: Final = ".!?…؟۔।。！？"
_CLOSERS: Final = "\"'”’»›)]}"
_SENTENCE_END: Final = re.compile(rf"(?:[{_STOPS}])[{re.escape(_CLOSERS)}]*(?:(?<=[^\W\d_][.”’])\d{{1,3}})?$")
_BREAK: Final = re.compile(rf"[{_STOPS}]+[{re.escape(_CLOSERS)}]*(?:(?<=[^\W\d_][.”’])\d{{1,3}})?(?=\s)|[。！？]+[」』”’）]*")
_LAST_WORD: Final = re.compile(r"[^\s(\[“‘\"'«/]+$")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_OPENING_WORD: Final = re.compile(r"\w+(?:['’]s)?(?=[\s,])")
_URL_LINE: Final = re.compile(r"(?:https?://|www\.)\S+")
_PRINTED: Final = re.compile(r"(?:§\s*)?(\d{1,4})\.(?=\s)")
_ITEM: Final = re.compile(r"\((?:[a-z]{1,2}|[ivx]+|\d{1,2})\)\s|[•▪◦‣●]\s")

# Never the end of a sentence; the second group only before a number; the third only where no common opening word follows.
_TITLES: Final = frozenset(
    "mr mrs ms mx dr prof hon rev fr gen col lt sgt capt maj st messrs vs v cf eg ie e.g i.e viz sra mme mlle m ст им г".split()
)
_BEFORE_NUMBER: Final = frozenset(
    "no nos n nr art arts p pp para paras sec ch vol fig app ca c approx jan feb mar apr jun jul aug sept sep oct nov dec núm párr".split()
)
_MAYBE: Final = frozenset("inc ltd co corp jr sr etc al a.m p.m ph.d u.s u.k u.n e.u d.c bros dept".split())
_OPENINGS: Final = frozenset(
    "the a an this that these those he she it they we his her its their our in on at after before since during when while although "
    "despite however according as by for from if it’s it's there most many some all no not only but and".split()
)

UNWRAPPED_LINE: Final = 180
PROSE_LINE: Final = 80
HEADING: Final = 150
CUT_BLOCK: Final = 120


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or address of a text; only running text has a ``number``."""

    start: int
    end: int
    number: int | None

    @property
    def span(self) -> Span:
        """Where the block stands."""
        return Span(self.start, self.end)


@lru_cache(maxsize=64)
def paragraphs(text: str) -> tuple[Block, ...]:
    r"""Split a text into blocks and number those that are running text, in order, from 1.

    A block ends at two or more blank lines, at one blank line after a sentence end or under a heading, and at an address
    (URL) on a line of its own; where the text has one paragraph on each line, at every line. A block that does not end in
    a sentence mark (heading, address) has no number, unless it is the last and long: a text cut off. Where the text prints
    numbers before most of its paragraphs (``1. …``, ``2. …``), those are the numbers; what stands under one carries it.

    >>> [block.number for block in paragraphs("A heading\n\n\nOne line,\n\nand its end.\n\nAnother one.")]
    [None, 1, 2]
    """
    spans = list(_blocks(text))
    return tuple(_printed_numbers(text, spans) or _counted(text, spans))


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Span, ...]:
    """Split the blocks of a text into sentences; a heading or an address is one.

    >>> text = "Mr. A. B. Ito (No. 7) was freed. “Why now?” She left."
    >>> [text[span.start : span.end] for span in sentences(text)]
    ['Mr. A. B. Ito (No. 7) was freed.', '“Why now?”', 'She left.']
    """
    return tuple(span for block in paragraphs(text) for span in _sentences_of(text, block.span))


def paragraph_of(text: str, span: Span) -> int | None:
    """Return the number of the paragraph that holds a span, or None where it stands in none or reaches over several."""
    for block in paragraphs(text):
        if block.span.holds(span):
            return block.number
    numbers = {block.number for block in paragraphs(text) if block.span.overlaps(span)}
    return numbers.pop() if len(numbers) == 1 else None


def is_address(line: str) -> bool:
    """Say whether a line holds nothing but the address of a web page.

    >>> is_address("https://example.org/a"), is_address("See https://example.org/a")
    (True, False)
    """
    return _URL_LINE.fullmatch(line) is not None


def scope_of(text: str, number: int) -> Span | None:
    """Return the stretch of a text that a paragraph number stands for, or None where no paragraph has it."""
    blocks = [block for block in paragraphs(text) if block.number == number]
    return Span(blocks[0].start, blocks[-1].end) if blocks else None


def _lines(text: str) -> Iterator[Span]:
    """Give the lines without the white space around them; a blank line is empty."""
    offset = 0
    for line in text.split("\n"):
        body = line.strip()
        start = offset + len(line) - len(line.lstrip())
        yield Span(start, start + len(body))
        offset += len(line) + 1


def _blocks(text: str) -> Iterator[Span]:
    """Join lines to blocks."""
    lines = list(_lines(text))
    unwrapped = _is_unwrapped([text[span.start : span.end] for span in lines])
    width = _usual_width(lines)
    start: int | None = None
    previous = Span(0, 0)
    blanks = 0
    for line in lines:
        if line.start == line.end:
            blanks += 1
            continue
        if start is None:
            start = line.start
        elif unwrapped or _parts(text, previous, blanks, line, width):
            yield Span(start, previous.end)
            start = line.start
        previous, blanks = line, 0
    if start is not None:
        yield Span(start, previous.end)


def _parts(text: str, before: Span, blanks: int, after: Span, width: int) -> bool:
    """Say whether a block ends between two lines that have ``blanks`` blank lines between them."""
    line, following = text[before.start : before.end], text[after.start : after.end]
    if blanks >= 2 or is_address(line) or is_address(following):
        return True
    ended = ends_sentence(line)
    if line[-1] in _STOPS + ";:" and _ITEM.match(following):
        return True
    if blanks:
        return ended or (len(line) < 0.6 * width and not following[0].islower())
    return ended and _PRINTED.match(following) is not None


def _is_unwrapped(lines: list[str]) -> bool:
    """Say whether a text has one paragraph on each line: most of it stands in lines that are very long or end sentences."""
    whole = sum(
        len(line) for line in lines if len(line) >= PROSE_LINE and " " in line and (len(line) > UNWRAPPED_LINE or ends_sentence(line))
    )
    return 2 * whole > sum(len(line) for line in lines)


def _usual_width(lines: list[Span]) -> int:
    lengths = sorted(line.end - line.start for line in lines if line.end > line.start)
    return lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0


def ends_sentence(line: str) -> bool:
    """Say whether a line ends in a sentence mark that is not the stop of an abbreviation.

    >>> ends_sentence("He said “no.”"), ends_sentence("written by Mr."), ends_sentence("A heading")
    (True, False, False)
    """
    found = _SENTENCE_END.search(line)
    return found is not None and not (line[found.start()] == "." and _word_before(line, found.start()) in _TITLES)


def _counted(text: str, spans: list[Span]) -> Iterator[Block]:
    number = 0
    for index, span in enumerate(spans):
        body = text[span.start : span.end]
        cut = index == len(spans) - 1 and len(body) >= CUT_BLOCK
        running = (ends_sentence(body) or cut) and not is_address(body)
        number += running
        yield Block(span.start, span.end, number if running else None)


def _printed_numbers(text: str, spans: list[Span]) -> list[Block]:
    """Give blocks the numbers that the text prints, or give nothing where it prints none."""
    printed = [_PRINTED.match(text, span.start, span.end) for span in spans]
    numbers = [int(found[1]) if found else None for found in printed]
    run = [number for number in numbers if number is not None]
    if len(run) < 2 or run != list(range(run[0], run[0] + len(run))):
        return []
    first = next(index for index, number in enumerate(numbers) if number is not None)
    if 2 * sum(span.end - span.start for span in spans[first:]) < sum(span.end - span.start for span in spans):
        return []
    blocks: list[Block] = []
    current: int | None = None
    for span, number in zip(spans, numbers, strict=True):
        current = number or current
        body = text[span.start : span.end]
        belongs = number or _ITEM.match(body) or ends_sentence(body) or body[-1] in ";:,"
        blocks.append(Block(span.start, span.end, current if belongs and not is_address(body) else None))
    return blocks


def _sentences_of(text: str, block: Span) -> Iterator[Span]:
    body = text[block.start : block.end]
    start = 0
    if ends_sentence(body) or len(body) >= HEADING:
        for found in _BREAK.finditer(body):
            following = _skip_blanks(body, found.end())
            if following < len(body) and _is_end(body, found, following):
                yield Span(block.start + start, block.start + found.end())
                start = following
    yield Span(block.start + start, block.end)


def _skip_blanks(body: str, index: int) -> int:
    while index < len(body) and body[index].isspace():
        index += 1
    return index


def _is_end(body: str, found: re.Match[str], following: int) -> bool:
    """Say whether the stop that was found ends a sentence, from the word before and what follows."""
    after = body[following:].lstrip("\"'“‘«‹([")
    if not after or after[0].islower() or after[0] in ",;:)]–—-":
        return False
    if found.start() and body[found.start() - 1] in "[(" and found[0][0] in ".…":
        return False
    if found[0][0] != "." or found[0].startswith(".."):
        return True
    return not _is_abbreviation(body, found.start(), after)


def _is_abbreviation(body: str, stop: int, after: str) -> bool:
    word = _word_before(body, stop)
    if word in _TITLES or (word in _BEFORE_NUMBER and after[0].isdigit()):
        return True
    if word.isdigit() and not body[:stop].strip()[: -len(word)]:
        return True
    if word in _MAYBE or _INITIALS.fullmatch(word):
        opening = _OPENING_WORD.match(after)
        return opening is None or opening[0].lower() not in _OPENINGS
    return False


def _word_before(body: str, stop: int) -> str:
    found = _LAST_WORD.search(body, max(0, stop - 40), stop)
    return found[0].lower() if found else ""

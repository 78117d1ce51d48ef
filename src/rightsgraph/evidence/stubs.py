"""Stubs: a source file to fill, with a passage for every sentence of its text and hints at stance and relay.

The words of the text are not copied: a text is often not ours to publish, and its positions and digests say enough.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from rightsgraph.evidence.segments import is_address, paragraph_of, sentences
from rightsgraph.evidence.texts import Span, digest

_WIDTH: Final = 110


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that mark a stance, a relay or a kind of node, and what they hint at."""

    words: re.Pattern[str]
    hint: str


def _cue(words: str, hint: str) -> Cue:
    return Cue(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), hint)


_SPOKEN: Final = "if somebody else says so, name the `claimant`"

CUES: Final = (
    _cue("credible|credibly|rightly|compelling", "relayStance: endorses, where a claim that is relayed is called so"),
    _cue("purported(?:ly)?|so-called|pretext|supposed(?:ly)?|spurious", "relayStance: distances, with the `claimant` whose word it is"),
    _cue(
        "conclud(?:es?|ed|ing)|found|finds|held|ruled|establish(?:es|ed)",
        f"stance: finds; {_SPOKEN}; what a body held goes into a Holding",
    ),
    _cue("believes?|believed|consider(?:s|ed)?", f"stance: believes; {_SPOKEN}"),
    _cue("assess(?:es|ed)|estimates?|estimated", f"stance: assesses; {_SPOKEN}"),
    _cue("alleg(?:es?|ed|ing|edly|ations?)|accus(?:es?|ed|ing)|claim(?:s|ed)", f"stance: alleges; {_SPOKEN}"),
    _cue("reportedly|according to reports|numerous reports|reports? (?:of|that)", "stance: reports; claimant: group/… (an unnamed Group)"),
    _cue("according to|told|said|says|stated|declared|reported|submitted", "claimant: who is quoted"),
    _cue("den(?:y|ies|ied|ying)", "stance: denies; disputes: the claim that is denied"),
    _cue("doubts?|doubted|questioned", "stance: doubts"),
    _cue("suggests?|suggested|apparently|appears?|may have|might have|could have", "stance: suggests"),
    _cue("mourns?|condolences|saddened|deplores?|regrets?|welcomes?|condemns?|alarmed|concern(?:ed)?", "stance: expresses, with a gist"),
    _cue(
        "call(?:s|ed|ing)? (?:on|for)|urg(?:es?|ed|ing)|demand(?:s|ed|ing)?",
        "a Call: {type: Call, kind: …, agent: …, contains: [{type: Measure, kind: …, bindingness: called-for, addressee: …}]}",
    ),
    _cue(
        r"(?:ask(?:s|ed|ing)?|request(?:s|ed|ing)?)(?:\s+\w+){0,6}?\s+to",
        "a Measure in the Call or Decision that asks: {type: Measure, kind: …, bindingness: called-for, addressee: …}",
    ),
    _cue(
        r"(?:never|not|no)\s+(?:yet\s+)?(?:answer(?:ed)?|respon(?:se|d(?:ed)?)|repl(?:y|ied))|unanswered|went\s+unheeded|ignored",
        "a Response: {type: Response, kind: ignored (or no-evidence), respondsTo: …}; no denial",
    ),
    _cue(
        r"(?:did|does|do|could)\s+not\s+(?:find|establish)|found\s+no|no\s+violations?|not\s+(?:been\s+)?established|unproven",
        "an outcome of a Holding (no-violation or not-established); no denial, and no proof of the contrary",
    ),
    _cue("recommend(?:s|ed|ations?)?", "a Measure: {type: Measure, kind: …, bindingness: recommended, addressee: …}"),
    _cue("order(?:s|ed)", "a Measure: {type: Measure, kind: …, bindingness: ordered, addressee: …}"),
    _cue("sentenc(?:ed|es|ing)|imprisoned for", "a Sentence: {type: Sentence, kind: …, outcome: imposed, term: …, concerns: …}"),
    _cue("reduced|commuted|increased", "a Sentence: {type: Sentence, outcome: reduced, …} (or added, replaced), beside the first one"),
    _cue(
        "convict(?:ed|ion|s)",
        "a Decision with a Holding: {type: Holding, issue: conviction, outcome: guilty}; guilt itself is the court's claim",
    ),
    _cue("acquitt(?:ed|al|als)", "a Decision with a Holding: {type: Holding, issue: conviction, outcome: acquitted}"),
    _cue(
        "upheld|dismissed|rejected|quashed|overturned|affirmed",
        "a Decision: did it grant the appeal (outcome) or the conviction (affirms)?",
    ),
    _cue(
        "appeal(?:s|ed|ing)?|petition(?:s|ed)?|complaint|communication",
        "an Application: {type: Application, kind: …, agent: …, outcome: …}",
    ),
    _cue("arrest(?:ed|s)?|apprehended", "an Event: {type: Event, kind: arrest, concerns: …, date: …}"),
    _cue("detain(?:ed|s)|detention|custody|in prison", "a Detention: {type: Detention, kind: …, concerns: …, start: …, end: …}"),
    _cue("transfer(?:red|s)?", "an Event: {type: Event, kind: transfer, concerns: …, place: …, date: …}"),
    _cue("died|death|killed|murder(?:ed)?", "an Event: {type: Event, kind: death (or killing), concerns: …, date: …}"),
    _cue("releas(?:ed?|es|ing)|freed|set free", "an Event: {type: Event, kind: release, concerns: …, date: …}; is it told, or asked for?"),
    _cue("tortur(?:e|ed)", "an Act, never on record: {type: Act, kind: torture, concerns: …}"),
    _cue("ill-treat(?:ed|ment)|beat|beaten|beatings?", "an Act, never on record: {type: Act, kind: ill-treatment, concerns: …}"),
    _cue("charge(?:s|d)?|indicted", "a Charge: {type: Charge, kind: …, concerns: …}"),
    _cue(
        "fabricated|arbitrar(?:y|ily)|unfair(?:ly)?|unjust(?:ly)?|guilty|innocent",
        "a Characterization, never on record: {type: Characterization, kind: …}",
    ),
    _cue("will|would|plans?|planned|expected|scheduled|must|should", "actuality: planned or requested, where it has not happened yet"),
)


def stub(
    text: str,
    source: str,
    *,
    label: str = "",
    author: str = "",
    kind: str = "statement",
    text_file: str | None = None,
    with_text: bool = False,
) -> str:
    """Write a source file for a text: a claim to fill for each sentence, anchored, with hints as comments.

    ``source`` is the source's id, such as ``source/lantern-watch-2023``. A claim not filled yet is a finding of ``check``
    (``empty-claim``); addresses on lines of their own are put under ``skip``. ``with_text`` shows each sentence in a comment:
    only for texts that may be published with the dataset.
    """
    spans = [span for span in sentences(text) if text[span.start : span.end].strip()]
    addresses = [span for span in spans if is_address(text[span.start : span.end])]
    said = [span for span in spans if span not in set(addresses)]
    lines = [*_head(source, label, author, kind, text_file), "claims:" if said else "claims: []"]
    paragraph: int | None = -1
    for number, span in enumerate(said, 1):
        here = paragraph_of(text, span)
        if here != paragraph:
            lines += ["", f"  # Paragraph {here}" if here is not None else "  # Heading, or outside the numbered paragraphs"]
            paragraph = here
        lines += _claim(text, span, number, with_text)
    if addresses:
        lines += ["", "skip:"]
        lines += [f"  - {{passage: {_passage(text, span)}, reason: an address at the foot of a page}}" for span in addresses]
    return "\n".join(lines) + "\n"


def _head(source: str, label: str, author: str, kind: str, text_file: str | None) -> Iterator[str]:
    yield "# One document, and what it claims, sentence by sentence. Each claim waits for its content: put it in place of"
    yield "# `# that: []`, as triples where it can be said in triples, such as"
    yield "#     that: [{id: event/…, type: Event, kind: arrest, concerns: person/…, date: 2021-03-04}]"
    yield "# and else as a gist in your own words, with `concerns:`. A sentence that says several things becomes several claims;"
    yield "# write `quote: …` with fewer words into their passages and run `rightsgraph anchor`. What is not encoded goes under"
    yield "# `skip:` with a reason. Who speaks (`claimant`) is the author and the stance `states` unless you say otherwise;"
    yield "# the hints are guesses from single words."
    yield f"id: {source}"
    yield "type: Source"
    yield f"kind: {kind}"
    yield f"label: {_quoted(label or 'the title of the document')}"
    yield f"author: {author or 'org/the-author'}"
    yield "# publisher: org/…"
    yield "# published: 2023-10      # as precise as the document says"
    yield "# url: https://…"
    if text_file is not None and text_file != source.rsplit("/", 1)[-1] + ".txt":
        yield f"text: {_quoted(text_file)}"


def _claim(text: str, span: Span, number: int, with_text: bool) -> Iterator[str]:
    words = " ".join(text[span.start : span.end].split())
    yield f'  - id: "#c{number}"'
    if with_text:
        shown = "".join(character if character.isprintable() else " " for character in words)
        yield from (f"    # {line}" for line in wrap(shown, _WIDTH, break_long_words=False, break_on_hyphens=False))
    yield f"    passage: {_passage(text, span)}"
    for found, hint in hints(words):
        yield f"    # “{found}”: {hint}"
    yield "    # that: []"


def hints(sentence: str) -> Iterator[tuple[str, str]]:
    """Give the cues that stand in a sentence, as found, and what each hints at.

    >>> [hint for _, hint in hints("The police deny it.")]
    ['stance: denies; disputes: the claim that is denied']
    """
    for cue in CUES:
        found = cue.words.search(sentence)
        if found:
            yield found[0].lower(), cue.hint


def _passage(text: str, span: Span) -> str:
    number = paragraph_of(text, span)
    paragraph = f"paragraph: {number}, " if number is not None else ""
    return f"{{{paragraph}start: {span.start}, end: {span.end}, sha256: {digest(text, span)}}}"


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)

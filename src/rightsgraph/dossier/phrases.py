"""The signs and phrases of the printed page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rightsgraph.dossier.saying import Held, Moment, Saying

DISPUTED: Final = "≠"
INTENDED: Final = "┈"
ATTRIBUTED: Final = "╎"
LOCATED: Final = "✓"
CITED: Final = "¶"
CERTAINTY: Final = {
    "exact": ("│", "a day"),
    "month": ("━", "a month"),
    "period": ("━━━", "a year or another period"),
    "approximate": ("╌━╌", "about then"),
    "one-of": ("└┴┘", "one of several"),
    "span": ("├─┤", "from, to"),
    "open-end": ("──▶", "from, end open"),
    "open-start": ("◀──", "until, start open"),
    "undated": ("", ""),
}
ANSWERS: Final = {
    "no-evidence": ("○", "no evidence of an answer, or ignored, as a source says"),
    "refused": ("✗", "refused"),
    "partly-done": ("◐", "partly done"),
    "done": ("●", "done"),
}
UNANSWERED: Final = "no evidence of an answer in these sources"
VOICES: Final = {"endorsed": "who endorses it", "distanced": "who keeps a distance", "neutral": ""}


def tell(held: Held, named: bool) -> str:
    """Tell a value with who holds it and who denies it."""
    value = held.text if named or not held.property else f"{held.property}: {held.text}"
    speakers = ", ".join(dict.fromkeys(join(saying.claimants) for saying in held.sayings))
    deniers = ", ".join(dict.fromkeys(join(saying.claimants) for saying in held.denials))
    return extend(value, "; ".join(filter(None, (speakers, f"denied by {deniers}" if deniers else ""))))


def cite(saying: Saying) -> str:
    """Say who says it how, through whom and where, in one phrase."""
    through = f" through {join(saying.through)}" if saying.through else ""
    return f"{join(saying.claimants)} {saying.stance}{through} {say_where(saying)}"


def say_through(saying: Saying) -> str:
    """Say in whose voice a source speaks: its own, or through it somebody else."""
    if not saying.through:
        return "own voice"
    return ", ".join(filter(None, (f"through {join(saying.through)}", VOICES.get(saying.voice, ""))))


def say_where(saying: Saying) -> str:
    """Say where: the number of the source, the paragraphs, and for each whether the passage is located or only cited."""
    spots = ", ".join(dict.fromkeys(f"{spot.paragraph} {LOCATED if spot.located else CITED}".strip() for spot in saying.spots))
    counted = "par. " if spots[:1].isdigit() else ""
    return f"[{saying.source}] {counted}{spots}".strip()


def join(names: Sequence[str]) -> str:
    """Name several together."""
    return " and ".join(names) or "nobody named"


def count(number: int, word: str) -> str:
    """Count things in words."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def mark(on_record: bool) -> str:
    """Return the mark of what is not on record."""
    return "" if on_record else f"{ATTRIBUTED} "


def extend(text: str, addition: str) -> str:
    """Put an addition in brackets after a text."""
    return f"{text} ({addition})" if addition else text


def say_when(moment: Moment) -> str:
    """Say when, and whether that is only inferred or computed."""
    return extend(moment.text, moment.basis) if moment.text else ""

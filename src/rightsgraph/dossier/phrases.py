"""The signs and phrases of the printed page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rightsgraph.dossier.model import Demand, Holding, Sentence
from rightsgraph.dossier.saying import Detail, Held, Marks, Moment, Saying, Value, Wording

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
    "answered": ("◌", "answered; what, the source does not tell"),
    "refused": ("✗", "refused"),
    "partly-done": ("◐", "partly done"),
    "done": ("●", "done"),
}
UNANSWERED: Final = "no evidence of an answer in these sources"
LIFELESS: Final = "Neither birth nor death is told."
UNDECIDED: Final = "no decision on it is told in these sources"
PRESIDING: Final = "presiding judge"
_ATTRIBUTED: Final = "attributed"
_EFFECTS: Final = {"reduced": "to", "reduced by": "", "replaced": "by"}
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
    return f"{extend(f'{join(saying.claimants)} {saying.stance}', saying.basis)}{through} {say_where(saying)}"


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


# --- values with their marks -------------------------------------------------------------------------------------------------


def dress(word: str, marks: Marks, name: str) -> str:
    """Return a value of a property with the mark of what is not on record, and with its basis in brackets.

    >>> dress("violation", {"outcome": {"violation": ("attributed", "inferred")}}, "outcome")
    '╎ violation (inferred)'
    """
    return f"{mark(not is_attributed(marks, name, word))}{extend(word, find_basis(marks, name, word))}"


def dress_all(words: Iterable[str], marks: Marks, name: str) -> list[str]:
    """Return several values with their marks."""
    return [dress(word, marks, name) for word in words]


def is_attributed(marks: Marks, name: str, word: str) -> bool:
    """Say whether a value is not on record though what it is said of is."""
    return _ATTRIBUTED in marks.get(name, {}).get(word, ())


def find_basis(marks: Marks, name: str, word: str) -> str:
    """Return `inferred` or `computed` where no source states a value as it stands."""
    return next((one for one in marks.get(name, {}).get(word, ()) if one != _ATTRIBUTED), "")


def show(value: Value) -> str:
    """Return a value with its mark and its basis."""
    return f"{mark(value.on_record)}{extend(value.text, value.basis)}"


def say_detail(detail: Detail) -> str:
    """Say a detail in one phrase."""
    return " ".join(filter(None, (detail.word, (" or " if detail.divided else " and ").join(map(show, detail.values)))))


def say_wording(wording: Wording) -> str:
    """Give the words by which sources refer to something, and who uses them."""
    speakers = (f"{join(saying.claimants if not saying.through else saying.through)} [{saying.source}]" for saying in wording.sayings)
    return f"“{wording.words}” ({', '.join(dict.fromkeys(speakers))})"


# --- decisions ---------------------------------------------------------------------------------------------------------------


def name_holding(holding: Holding) -> str:
    """Say what a holding is on: the issue, and the charges or what else tells it from others.

    The label stands in where there is neither.
    """
    return " — ".join(filter(None, (holding.issue, ", ".join(topic.text for topic in holding.topics)))) or holding.label


def say_effect(sentence: Sentence) -> str:
    """Say what is done to a sentence: what is left of a term (`reduced to`) and what is taken off (`reduced by`) read apart."""
    if not (sentence.effect and sentence.extent):
        return sentence.effect or sentence.extent
    if sentence.effect in _EFFECTS:
        return " ".join(filter(None, (sentence.effect, _EFFECTS[sentence.effect], sentence.extent)))
    return f"{sentence.effect}, {sentence.extent}"


def find_sentence_basis(sentence: Sentence) -> str:
    """Return the basis of the first of effect, term and amount that no source states."""
    told = (found for name in ("outcome", "term", "amount", "quantity") for found in sentence.marks.get(name, {}).values())
    return next((one for marks in told for one in marks if one != _ATTRIBUTED), "")


def list_concerned(part: Holding | Sentence, people: Sequence[str]) -> list[str]:
    """Return whom and what a part of a decision concerns, without the one person of the case."""
    return [word for word in part.concerns if len(people) != 1 or word not in people]


def find_place_basis(part: Holding | Sentence) -> str:
    """Say on what it rests that something is part of its decision, where no source states this."""
    told = (one for marks in part.marks.get("part of", {}).values() for one in marks)
    return next((one for one in told if one != _ATTRIBUTED), "")


def order_judges(judges: Sequence[str], presiding: Sequence[str]) -> list[str]:
    """Return judges, those who presided first."""
    return [*(judge for judge in judges if judge in presiding), *(judge for judge in judges if judge not in presiding)]


def list_terms(demand: Demand) -> list[tuple[str, str]]:
    """Return for how long, how much or how many is asked, each under its property."""
    found = {"term": demand.term, "amount": demand.amount, "quantity": demand.quantity}
    return [(name, text) for name, text in found.items() if text]

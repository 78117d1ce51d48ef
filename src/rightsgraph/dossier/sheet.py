"""The dossier as a page: one HTML file to read, to search with the keyboard and to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rightsgraph import look
from rightsgraph.dossier import phrases, scale
from rightsgraph.dossier.glossary import Glossary
from rightsgraph.dossier.matrix import Matrix, arrange
from rightsgraph.dossier.model import Demand, Dossier, Happening
from rightsgraph.dossier.page import clean
from rightsgraph.dossier.saying import Disagreement, Saying

_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
_PHRASES: Final = (
    "count",
    "find_basis",
    "find_place_basis",
    "find_sentence_basis",
    "is_attributed",
    "join",
    "list_concerned",
    "list_terms",
    "name_holding",
    "order_judges",
    "say_effect",
)
_ANSWERS: Final = {"no-evidence": "no evidence", "answered": "answered", "refused": "refused", "partly-done": "partly done", "done": "done"}
_RIGHT_TO_LEFT: Final = range(0x590, 0x900), range(0xFB1D, 0xFE00), range(0xFE70, 0xFEFF), range(0x10800, 0x11000), range(0x1E800, 0x1F000)


def write(
    dossier: Dossier,
    network: Mapping[str, Any] | None = None,
    *,
    dataset: Mapping[str, Any] | None = None,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
) -> str:
    """Write a dossier as a page; see ``Dossier.to_html``."""
    card = {"title": "", "version": "", "licence": "", **(dataset or (network or {}).get("dataset") or {})}
    body = _environment().get_template("dossier.html").render(view=_View(dossier), d=dossier, dataset=card, has_network=network is not None)
    return look.page(
        clean(dossier.label),
        Markup(body),  # noqa: S704 – the template escapes what it is given
        styles=(_asset("dossier.css"), *styles),
        scripts=scripts,
        data={} if network is None else {"network": network},
        description=f"{phrases.count(dossier.claims, 'claim')} from {phrases.count(dossier.origins, 'origin')} on {clean(dossier.label)}",
    )


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finish,
    )
    environment.globals |= {name: getattr(phrases, name) for name in _PHRASES}
    environment.globals |= {"signs": look.signs, "through": phrases.say_through}
    environment.globals |= {"unanswered": phrases.UNANSWERED, "undecided": phrases.UNDECIDED, "lifeless": phrases.LIFELESS}
    environment.globals["presiding_judge"] = phrases.PRESIDING
    return environment


def _finish(value: Any) -> Any:
    """Make a text from outside safe to show: no control characters, and what runs from right to left kept to itself."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = f"{' ' if value[:1] == ' ' else ''}{clean(value)}{' ' if value[-1:] == ' ' else ''}"
    runs_left = any(ord(sign) in found for sign in text if sign > "\u058f" for found in _RIGHT_TO_LEFT)
    return Markup("<bdi>{}</bdi>").format(text) if runs_left else text


class _View:
    """What the template asks beside the dossier itself."""

    def __init__(self, dossier: Dossier) -> None:
        self.explain = Glossary().explain
        self._passages = {
            passage.id: f"passage-{source.number}-{number}"
            for source in dossier.sources
            for number, passage in enumerate(source.passages, 1)
        }
        self._decisions = {decision.label: decision.id for decision in dossier.decisions}
        told: tuple[Any, ...] = (
            *dossier.decisions,
            *dossier.calls,
            *dossier.demands,
            *dossier.sought,
            *dossier.participants,
            *dossier.people,
        )
        later: tuple[Any, ...] = (*dossier.timeline, *dossier.undated, *dossier.statements)
        self._anchors = {found.id: anchor(found.id) for found in told}
        self._anchors = {found.id: f"on-{anchor(found.id)}" for found in later} | self._anchors

    # --- places on the page --------------------------------------------------------------------------------------------------

    def anchor(self, node: str) -> Markup:
        """Return the name of a node's place on the page, fit for an attribute."""
        return Markup(anchor(node))  # noqa: S704 – letters, digits and a few signs

    def link(self, node: str) -> Markup | None:
        """Return the address of a node's place on the page, if it has one."""
        found = self._anchors.get(node)
        return Markup(f"#{found}") if found else None  # noqa: S704 – as above

    def ruling(self, text: str) -> Markup | None:
        """Return the address of a decision that is named by its label, maybe with what became of it in brackets."""
        found = next((node for label, node in self._decisions.items() if text == label or text.startswith(f"{label} (since ")), None)
        return self.link(found) if found else None

    def address(self, url: str) -> Markup | None:
        """Return the address of a source, if it is one that a link may lead to."""
        usable = url.lower().startswith(("https://", "http://")) and clean(url) == url and " " not in url
        return Markup("{}").format(url) if usable else None

    def spots(self, saying: Saying) -> Iterable[tuple[str, Markup | None, bool]]:
        """Give the places of a saying in its source: in words, the address on the page, whether the passage is located."""
        for spot in {(spot.paragraph, spot.located): spot for spot in reversed(saying.spots)}.values():
            found = self._passages.get(spot.passage)
            word = f"par. {spot.paragraph}" if spot.paragraph[:1].isdigit() else spot.paragraph
            yield word, Markup(f"#{found}") if found else None, spot.located  # noqa: S704 – numbers only

    def sources(self, sayings: Iterable[Saying]) -> list[int]:
        """Return the numbers of the sources of sayings."""
        return sorted({saying.source for saying in sayings if saying.source})

    # --- arrangements --------------------------------------------------------------------------------------------------------

    def standing(self, happening: Happening) -> str:
        """Name the line that a happening is drawn with."""
        if happening.disagreements:
            return "disputed"
        return "on-record" if happening.actuality == "occurred" else "intended"

    def years(self, happenings: Iterable[Happening]) -> Iterable[tuple[int, list[Happening]]]:
        """Give happenings by year."""
        for year, found in groupby(happenings, key=lambda happening: scale.year_of(happening.moment)):
            yield year, list(found)

    def scale(self, happening: Happening) -> Markup:
        """Draw when a happening was."""
        return scale.draw(happening.moment)

    def occasions(self, demands: Iterable[Demand]) -> Iterable[tuple[Demand, list[Demand]]]:
        """Give demands by the occasion on which they were made, each with the first of them."""
        for _, found in groupby(demands, key=lambda demand: (demand.moment, demand.occasion, demand.askers)):
            mine = list(found)
            yield mine[0], mine

    def answers(self, demands: Iterable[Demand]) -> list[tuple[str, str, int]]:
        """Count the answers to demands: sign, words, number; a demand of which nothing is told has no evidence of one."""
        found = Counter(sign for demand in demands for sign in {answer.sign for answer in demand.answers} or {"no-evidence"})
        return [(sign, words, found[sign]) for sign, words in _ANSWERS.items()]

    def grouped(self, things: Iterable[Any]) -> Iterable[tuple[str, list[Any]]]:
        """Give statements or participants by group."""
        for group, found in groupby(things, key=lambda thing: str(thing.group)):
            yield group, list(found)

    def matrix(self, statements: Sequence[Any]) -> Matrix:
        """Arrange statements by claimant."""
        return arrange(statements)

    def positions(self, disagreement: Disagreement) -> list[Any]:
        """Return what is held, the more exact before what only says it less exactly."""
        return sorted(disagreement.values, key=lambda held: bool(held.refined_by))


def anchor(node: str) -> str:
    """Return a name for a node's place on a page: its id, with what an address cannot hold written as numbers.

    >>> anchor("decision/hrc-views#torture"), anchor("a b")
    ('decision/hrc-views:torture', 'a~20b')
    """
    plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-"
    return "".join(sign if sign in plain else ":" if sign == "#" else f"~{ord(sign):x}" for sign in node)

"""What all parts of a dossier are made of: who says what where, values in words, disagreements, moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Marks: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Property in words → value in words → what sets the value apart from a plain one.

`attributed` (not on record, though the thing it is said of is), `inferred` or `computed` (no source states it as it stands).
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a source: the paragraph as it is counted there, and whether position and digest of the passage are given.

    ``passage`` is the id of the passage, under which ``Source.passages`` tells the rest.
    """

    paragraph: str
    located: bool
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says something, how strongly, through whom and where.

    ``stance`` is a word (`alleges`, `disputes`), ``polarity`` one of `affirms`, `denies`, `withholds`; ``voice`` is `own`,
    `endorsed`, `neutral` or `distanced`, ``through`` the authors who pass it on. ``source`` is the number in the list of sources,
    ``gist`` what the claim says beside its triples, ``claims`` are the ids of the claims. ``says`` are short phrases of what the
    claims say of the thing they stand with (`date: 25 June 2010`), where that is more than that it is so. ``basis`` is `inferred`
    or `computed` where the encoder read it from the passage together with other things, empty where the passage states it.
    """

    claimants: tuple[str, ...]
    stance: str
    polarity: str
    voice: str
    through: tuple[str, ...]
    source: int
    spots: tuple[Spot, ...]
    claims: tuple[str, ...]
    gist: str = ""
    says: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words, with who says so; ``node`` is the id of what it names, where that is told elsewhere in the dossier.

    ``basis`` is `inferred` or `computed` where no source states the value as it stands.
    """

    text: str
    on_record: bool
    sayings: tuple[Saying, ...] = ()
    node: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A phrase on something: a word (`by`, `prompted by`, or all there is to say) and the values that go with it.

    ``divided`` tells that sources hold these against each other.
    """

    word: str
    values: tuple[Value, ...] = ()
    divided: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """Words by which sources refer to something, with who uses them."""

    words: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One of the values that sources disagree on: who holds it and who denies it.

    ``refined_by`` is a more exact value of the others that it agrees with, empty where it stands for itself.
    """

    property: str
    text: str
    sayings: tuple[Saying, ...]
    denials: tuple[Saying, ...]
    refined_by: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What sources disagree on: the subject, the property in words (empty where several are denied) and the values.

    ``kind`` is `values` or `denial`; ``settled`` gives an editor's reason for preferring one value, if there is a ruling.
    """

    subject: str
    label: str
    kind: str
    property: str
    values: tuple[Held, ...]
    settled: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: in words, how sure that is, and the first and last day it may mean (ISO 8601; None where open).

    ``certainty`` is `exact`, `month`, `period` (a season, a year or more), `approximate`, `one-of`, `span`, `open-end`,
    `open-start` or `undated`. ``inferred`` says that no source states the date as it stands here; ``basis`` tells how the encoder
    came to it: `inferred` or `computed`, empty where a source states it. ``days`` are the first and last day of each of several
    possible dates; of a span that is open, those of the end that is known.
    """

    text: str = ""
    certainty: str = "undated"
    earliest: str | None = None
    latest: str | None = None
    inferred: bool = False
    basis: str = ""
    days: tuple[tuple[str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A form of a name with its language tag and kind (`main`, `transliteration`, …)."""

    text: str
    language: str
    kind: str

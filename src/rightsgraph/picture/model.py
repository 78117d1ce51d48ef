"""The data that a picture of a network reads, as it stands in the page: plain lists, in which numbers point into other lists.

All texts are words for people, free of control characters; a page is to set them as text, never as markup. ``id`` fields hold
ids relative to the dataset's base, else IRIs. The keys are those of the script in ``assets``, which is why they are not ours.
"""

from __future__ import annotations

from typing import TypedDict


class DatasetCard(TypedDict):
    """The dataset that was asked; ``version`` and ``licence`` are empty where none is told."""

    title: str
    version: str
    licence: str


class PolicyCard(TypedDict):
    """The policy that the record follows."""

    id: str
    title: str
    about: str


class Start(TypedDict):
    """What is shown first: a perspective by its number, the window of time and the node that were asked for."""

    perspective: int
    window: list[str] | None
    focus: str | None


class Perspective(TypedDict):
    """Whose claims the ties rest on: `record`, `any`, or an actor's id; ``ties`` counts those that hold in it."""

    id: str
    label: str
    about: str
    ties: int


class Kind(TypedDict):
    """A kind of node, with its definition."""

    id: str
    label: str
    about: str


class Country(TypedDict):
    """A state that nodes belong to."""

    id: str
    label: str


class Relation(TypedDict):
    """What a tie says, with its definition and the projection it comes from."""

    id: str
    label: str
    about: str
    projection: str


Node = TypedDict(
    "Node",
    {"id": str, "iri": str, "label": str, "names": list[str], "kind": int, "class": str, "country": int | None, "about": str},
)
"""Somebody or something that has ties; ``names`` are the other forms of its name, none of a protected person."""


class TieRow(TypedDict):
    """A tie: who stands how to whom by which event, when, and the numbers of the claims behind it.

    ``via`` is what the tie leads through there: a point decided, a ruling set aside; ``eventLabel`` names both, with a colon between.
    Rows of the same source, target, relation, event and via are forms of one tie, no two of them in one perspective.
    ``date`` is EDTF as given, ``when`` the same in words, ``earliest`` and ``latest`` the days it may mean (null where open);
    ``certaintyOfDate`` is as in ``dossier.Moment``. ``perspectives`` are those in which the tie holds just so.
    """

    source: int
    target: int
    relation: int
    reading: str
    event: str | None
    via: str | None
    eventLabel: str
    when: str
    date: str | None
    certaintyOfDate: str
    earliest: str | None
    latest: str | None
    standing: str
    disputed: bool
    origins: int
    perspectives: list[int]
    affirming: list[int]
    denying: list[int]


class ClaimRow(TypedDict):
    """A claim: who makes it how firmly through whom, what it says, and where.

    ``polarity`` is `affirms`, `denies` or `withholds`; ``evidence`` is `verified-position`, `cited` or `none`.
    """

    id: str
    claimants: list[str]
    stance: str
    polarity: str
    relay: str
    says: str
    source: int
    passage: str
    evidence: str


class SourceRow(TypedDict):
    """A source; ``url`` is empty where none is given that a browser may open."""

    id: str
    label: str
    author: str
    published: str
    url: str


class Payload(TypedDict):
    """All that a picture reads; ``version`` is that of this shape, ``notes`` are sentences on what was left out or is unsure."""

    version: int
    title: str
    subtitle: str
    dataset: DatasetCard
    policy: PolicyCard
    start: Start
    perspectives: list[Perspective]
    kinds: list[Kind]
    countries: list[Country]
    relations: list[Relation]
    nodes: list[Node]
    ties: list[TieRow]
    claims: list[ClaimRow]
    sources: list[SourceRow]
    notes: list[str]

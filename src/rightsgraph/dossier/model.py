"""What a dossier holds. All texts are words for people; ``id`` fields hold ids relative to the dataset's base.

``marks`` tell of a thing's properties, by their words, which values are `attributed` (not on record, though the thing is) and which
are `inferred` or `computed` by the encoder; what they do not name is plain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rightsgraph.dossier.page import Style
from rightsgraph.dossier.saying import Detail, Disagreement, Marks, Moment, Name, Saying, Value, Wording


@dataclass(frozen=True, slots=True)
class Portrait:
    """A person or group whom the case concerns: names, roles, ties to others, birth and death; ``sign`` as of a Participant."""

    id: str
    label: str
    names: tuple[Name, ...]
    roles: tuple[Value, ...]
    ties: tuple[Value, ...]
    born: tuple[Value, ...]
    died: tuple[Value, ...]
    sign: str = "person"


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody had to do with: a verb (`decided`, `is asked for`) and the things by their labels."""

    verb: str
    things: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody else who appears in the case; ``group`` is `people`, `bodies`, `organizations`, `states` or `groups`.

    ``sign`` is the kind of node that pictures give a shape to: `person`, `group`, `court`, `monitoring-body`, `authority`,
    `state` or `organization`.
    """

    id: str
    label: str
    group: str
    kind: str
    deeds: tuple[Deed, ...]
    claims: int
    sign: str = "group"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, a detention, an application, a decision, a call, a charge.

    ``actuality`` is `occurred`, `planned`, `requested` or `did not occur`; ``details`` are short phrases; ``claims`` counts the
    claims about it and ``origins`` the distinct origins of these. ``wordings`` are those of a charge.
    """

    id: str
    label: str
    kind: str
    moment: Moment
    actuality: str
    places: tuple[str, ...]
    details: tuple[Detail, ...]
    claims: int
    origins: int
    disagreements: tuple[Disagreement, ...]
    sayings: tuple[Saying, ...] = ()
    wordings: tuple[Wording, ...] = ()
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holding:
    """What a decision says on one issue; ``on_record`` tells whether its outcome is.

    ``topics`` are the charges that it is on, else its own label where another holding of the decision is on the same issue;
    ``concerns`` whom and what else it concerns.
    """

    id: str
    label: str
    issue: str
    topics: tuple[Value, ...]
    outcome: str
    concerns: tuple[str, ...]
    on_record: bool
    sayings: tuple[Saying, ...] = ()
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a decision imposes, confirms or changes: ``effect`` says which, ``extent`` how long or how much."""

    id: str
    label: str
    kind: str
    effect: str
    extent: str
    concerns: tuple[str, ...]
    on_record: bool
    sayings: tuple[Saying, ...] = ()
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision; ``standing`` is `not set aside`, `varied`, `quashed` or `superseded`, empty where none can be told.

    ``presiding`` are those of the ``judges`` who are told to have presided.
    ``rulings`` are pairs of a verb (`affirms`, `quashes`, `varies`, `is quashed by`, …) and the label of the other decision, in
    the order of time, with `since quashed` or `since superseded` in brackets where that is so; ``demands`` counts the measures,
    ``sign`` is that of the body, as of a Participant.
    """

    id: str
    label: str
    kind: str
    moment: Moment
    bodies: tuple[str, ...]
    judges: tuple[str, ...]
    outcome: str
    standing: str
    applications: tuple[str, ...]
    holdings: tuple[Holding, ...]
    sentences: tuple[Sentence, ...]
    rulings: tuple[tuple[str, str], ...]
    demands: int
    on_record: bool
    disagreements: tuple[Disagreement, ...]
    sayings: tuple[Saying, ...] = ()
    sign: str = "authority"
    presiding: tuple[str, ...] = ()
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A public demand by somebody without power to decide."""

    id: str
    label: str
    kind: str
    moment: Moment
    agents: tuple[str, ...]
    quantity: str
    demands: tuple[str, ...]
    on_record: bool
    sayings: tuple[Saying, ...] = ()
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says became of a measure.

    ``sign`` is `no-evidence`, `answered`, `refused`, `partly-done` or `done`, ``word`` the source's.
    """

    id: str
    sign: str
    word: str
    quantity: str
    agents: tuple[str, ...]
    moment: Moment
    sayings: tuple[Saying, ...]
    denials: tuple[Saying, ...]
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Demand:
    """A measure: who asked whom for what on which occasion, how binding, for how long or until when, and the answers to it.

    ``decided`` tells of what an application seeks which decisions were made on the application, and with what outcome.
    """

    id: str
    label: str
    kind: str
    askers: tuple[str, ...]
    addressees: tuple[str, ...]
    occasion: str
    moment: Moment
    bindingness: str
    term: str
    amount: str
    quantity: str
    on_record: bool
    answers: tuple[Answer, ...]
    sayings: tuple[Saying, ...] = ()
    decided: tuple[Value, ...] = ()
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands with those who say it; ``group`` is `acts`, `characterizations`, `happenings` or `denied`.

    ``kind`` is the concept in words, ``ascribed`` names who is said to have done it, ``detail`` says what is denied;
    ``on_record`` tells whether the policy lets any of it in, ``wordings`` are those of a charge.
    """

    id: str
    label: str
    group: str
    kind: str
    ascribed: tuple[str, ...]
    detail: str
    on_record: bool
    sayings: tuple[Saying, ...]
    wordings: tuple[Wording, ...] = ()
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a source says that is in no triples, in the encoder's own words."""

    gist: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that claims on the case rest on: characters and digest (empty where it is only cited), ids of the claims."""

    id: str
    paragraph: str
    start: str
    end: str
    sha256: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A source by its number here; ``claims`` are those on this case, ``others`` those it makes on other matters.

    ``passages`` are those of the claims on this case, in the order of the text.
    """

    number: int
    id: str
    label: str
    authors: tuple[str, ...]
    kind: str
    published: str
    identifier: str
    url: str
    derives_from: tuple[str, ...]
    claims: int
    others: int
    located: int
    cited: int
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a dataset holds on one case, under one policy.

    ``demands`` are made of somebody by a body or in public; ``sought`` is what applications ask of those who decide on them.
    ``claims`` counts the claims on the case, ``origins`` their distinct origins, ``located`` and ``cited`` the passages they rest
    on: with position and digest, or only named. ``digest`` tells one state of the dataset's claims from another (SHA-256 over
    them all, in hexadecimal).
    """

    id: str
    label: str
    policy: str
    policy_title: str
    policy_description: str
    claims: int
    origins: int
    located: int
    cited: int
    proceedings: tuple[Value, ...]
    people: tuple[Portrait, ...]
    participants: tuple[Participant, ...]
    timeline: tuple[Happening, ...]
    undated: tuple[Happening, ...]
    decisions: tuple[Decision, ...]
    calls: tuple[Call, ...]
    demands: tuple[Demand, ...]
    statements: tuple[Statement, ...]
    remarks: tuple[Remark, ...]
    disagreements: tuple[Disagreement, ...]
    sources: tuple[Source, ...]
    digest: str = ""
    sought: tuple[Demand, ...] = ()

    def to_text(self, width: int = 100, style: Style | None = None) -> str:
        """Print the dossier as a page of plain text, ``width`` columns wide (never fewer than 40); no address is broken.

        ``style`` gets each piece of text with its role (`title`, `heading`, `subheading`, `strong`, `quiet`, `sign`, `disputed`,
        `denied`, `attributed`, `planned`) and returns what to print for it, for instance with colour codes.
        """
        from rightsgraph.dossier.text import write

        return write(self, width, style)

    def to_html(
        self,
        network: Mapping[str, Any] | None = None,
        *,
        dataset: Mapping[str, Any] | None = None,
        styles: Sequence[str] = (),
        scripts: Sequence[str] = (),
    ) -> str:
        """Write the dossier as one HTML file that opens from disk and asks no server for anything.

        ``network`` is data for a picture of the network, which stands in the page as ``data-network`` and is drawn into the element
        ``network`` by the ``scripts``; ``styles`` are theirs. ``dataset`` says of the dataset its `title`, `version` and `licence`
        (default: as the network says).
        """
        from rightsgraph.dossier.sheet import write

        return write(self, network, dataset=dataset, styles=styles, scripts=scripts)

    def to_dict(self) -> dict[str, Any]:
        """Return the dossier as plain data for JSON: a key for each field of the classes of this module, tuples as lists."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(found) for key, found in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(found) for found in value]
    return value

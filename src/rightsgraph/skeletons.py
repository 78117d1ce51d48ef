"""Skeletons: the commented texts that ``rightsgraph new`` writes, and the small dataset to begin with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from rightsgraph.errors import CaseFileError
from rightsgraph.resources import folder as resource

EXAMPLE: Final = "two-paragraphs"
_IGNORED: Final = "dataset.yaml"

_DATASET: Final = """\
# The dataset as a whole.
title: {title}
# Every id of the dataset stands under this address. Choose one that you control; changing it later changes every IRI.
base: {base}
licence: https://creativecommons.org/licenses/by/4.0/
# The publisher's id, where it is an actor of the dataset, or its name.
publisher: {publisher}
# The language of labels that do not name theirs.
language: en
# What goes on record; `record` is the careful default.
policy: record
# `remove`: `rightsgraph anchor` takes the words of a source out of the file and leaves position and digest.
# `keep`: the words stay, where they may be published with the dataset.
quotes: {quotes}
"""

_CASE: Final = """\
# A case: the matter, and whom it concerns. What happened in it stands in the sources.
id: {id}
type: Case
kind: matter
label: {label}
concerns: {concerns}
# Where sources disagree, an editor may settle what goes on record, and has to say why:
# prefer:
#   - id: "#prefer-date"
#     subject: event/…
#     property: date
#     claim: source/…#c1
#     agent: org/…
#     date: 2026-11
#     reason: …
"""

_SOURCE: Final = """\
# One document, and what it claims, passage by passage.
id: {id}
type: Source
kind: statement
label: {label}
author: {author}
# publisher: org/…
# published: 2023-10          # as precise as the document says
# identifier: …
# url: https://…
# derivesFrom: source/…       # where it reprints or sums up another source
# text: {name}.txt            # the file in the folder of texts
claims: []
# claims:
#   - id: "#c1"
#     passage: {{paragraph: 1, quote: "a few words of the document"}}   # `rightsgraph anchor` turns them into a position
#     # claimant: org/…         # who says so; without it, the author
#     # stance: believes        # without it, states; denies for a claim that only `disputes` another
#     # relayStance: endorses   # only where another claimant is quoted; without it, neutral
#     # basis: inferred         # what you concluded and the document does not say
#     that:
#       - {{id: event/…, type: Event, kind: arrest, concerns: person/…, date: 2021-03-04}}
#   - id: "#c2"
#     passage: {{paragraph: 1, quote: "…"}}
#     stance: expresses
#     gist: what is no triple, in your own words
#     concerns: person/…
# skip:
#   - {{passage: {{quote: "…"}}, reason: an address at the foot of the page}}
"""

_ACTOR: Final = """\
# Authority records: who somebody is, once for all cases. What happened to them stands in the sources.
actors:
  - id: {id}
    type: {type}
    label: {label}
    # kind: …                   # such as ngo (Organization), supreme-court (Body), city (Place)
    # partOf: …                 # the organization, state or place it belongs to
    # place: place/…
    # name:                     # other forms of the name
    #   - {{id: "#name-ru", kind: transliteration, label: {{ru: …}}}}
# A judgement on identity, reversible and with its reason; namesakes get `different`:
# judgements:
#   - {{id: judgement/…, kind: same, concerns: [{id}, https://www.wikidata.org/entity/Q…], agent: org/…, date: 2026-11, reason: …}}
"""

CLASSES: Final = {"person": "Person", "org": "Organization", "state": "State", "group": "Group", "place": "Place", "facility": "Facility"}


def dataset(folder: Path, title: str = "A dataset of cases", base: str = "https://example.org/cases/") -> list[Path]:
    """Write a new dataset with one small made-up case, which passes the check, and return the files written.

    Its text lies in ``texts/``. Refuses, before anything is written, where one of the files is already there.
    """
    example = resource("ontology") / "examples" / EXAMPLE
    files = {
        path.relative_to(example).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(example.rglob("*"))
        if path.suffix in (".yaml", ".txt") and path.name != _IGNORED
    }
    settings = _DATASET.format(title=_quoted(title), base=base, publisher="org/lantern-watch", quotes="remove")
    return write(folder, {"dataset.yaml": settings, **files})


def case(id: str, label: str = "", concerns: str = "person/…") -> str:
    """Return the skeleton of a case file."""
    return _CASE.format(id=id, label=_quoted(label or _readable(id)), concerns=_scalar(concerns))


def source(id: str, label: str = "", author: str = "org/…") -> str:
    """Return the skeleton of a source file without claims."""
    return _SOURCE.format(id=id, label=_quoted(label or _readable(id)), author=_scalar(author), name=_last(id))


def actor(id: str, label: str = "", type: str = "") -> str:
    """Return the skeleton of a file with one actor or place; its class is guessed from the id where it is not given.

    >>> actor("person/ilse-dorn").splitlines()[3:5]
    ['    type: Person', '    label: "Ilse Dorn"']
    """
    return _ACTOR.format(id=id, label=_quoted(label or _readable(id)), type=type or CLASSES.get(id.partition("/")[0], "Organization"))


def place_of(id: str) -> str:
    """Return where in a dataset's folder the file of an id belongs.

    >>> place_of("case/rell"), place_of("source/lantern-watch-2023"), place_of("person/ilse-dorn")
    ('cases/rell.yaml', 'sources/lantern-watch-2023.yaml', 'actors/ilse-dorn.yaml')
    """
    folder = {"case": "cases", "source": "sources"}.get(id.partition("/")[0], "actors")
    return f"{folder}/{_last(id)}.yaml"


def write(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write files under a folder and return their paths; raises CaseFileError, nothing written, where one is there."""
    paths = {folder / name: text for name, text in files.items()}
    for path in paths:
        if path.exists() or path.is_symlink():
            raise CaseFileError("is already there", str(path), remedy="choose another name, or move the file away: nothing was written")
    for path, text in paths.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise CaseFileError(f"cannot be written: {error.strerror}", str(path), remedy="choose another folder") from error
    return list(paths)


def _last(id: str) -> str:
    return id.rsplit("/", 1)[-1]


def _readable(id: str) -> str:
    return _last(id).replace("-", " ").title()


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _scalar(text: str) -> str:
    return text if text.isascii() and text.isprintable() and " " not in text and ":" not in text and "#" not in text else _quoted(text)

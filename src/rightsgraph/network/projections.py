"""Projections: saved queries that turn a graph into ties, in ``queries/networks/``, and the rows they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from rightsgraph import resources
from rightsgraph.errors import NotFound, QueryError
from rightsgraph.findings import nearest
from rightsgraph.queries import Query
from rightsgraph.queries.catalogue import saved

FOLDER: Final = "networks"
DEFAULT: Final = "default"
"""The tag of the projections that are taken where none is named."""
NEEDED: Final = ("source", "target", "relation")
DATED: Final = ("date", "start", "end", "earliest", "latest")
_KNOWN: Final = (*NEEDED, "reading", "event", "via", *DATED)

Key = tuple[str, str, str, str | None, str | None]
Row = Sequence[ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None]


@dataclass(slots=True)
class Strand:
    """What the rows of a projection say of one tie: its values, several where they differ, and further nodes on its way."""

    projection: str
    readings: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)
    beyond: dict[str, None] = field(default_factory=dict)

    def one(self, name: str) -> set[str]:
        """Return the values of one of the columns that date a tie."""
        return self.values.get(name, set())


def names(root: Path | None = None) -> dict[str, Path]:
    """Return the files of all projections by name; those of a dataset, in its ``queries/networks/``, go before the shipped ones."""
    own = sorted((root / "queries" / FOLDER).glob("*.rq")) if root else []
    return {path.stem: path for path in [*sorted((resources.folder("queries") / FOLDER).glob("*.rq")), *own]}


def projections(root: Path | None = None) -> list[Query]:
    """Return all projections, sorted by name."""
    return [saved(path) for _, path in sorted(names(root).items())]


def choose(wanted: Iterable[str], root: Path | None = None) -> list[Query]:
    """Return the projections named, or where none is named those tagged ``default``. Raises NotFound with the nearest name."""
    known = names(root)
    chosen = list(dict.fromkeys(wanted))
    for name in chosen:
        if name not in known:
            raise NotFound(f"there is no projection `{name}`{nearest(name, known)}", remedy=f"known are: {', '.join(sorted(known))}")
    return [saved(known[name]) for name in chosen] or [one for one in projections(root) if DEFAULT in one.tags]


def columns_beyond(projection: Query, columns: Sequence[str]) -> list[str]:
    """Return the further columns of a projection, whose values are nodes on the way of a tie. Raises QueryError where one is missing."""
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise QueryError(
            f"the projection gives no {', no '.join(f'?{name}' for name in missing)}",
            str(projection.path),
            remedy="SELECT ?source ?target ?relation, and where there are any ?event ?via ?date ?start ?end ?earliest ?latest",
        )
    return [name for name in columns if name not in _KNOWN]


def gather(projection: Query, columns: Sequence[str], rows: Iterable[Row]) -> dict[Key, Strand]:
    """Put the rows of a projection together by source, target, relation, event and via.

    Raises QueryError where a row has a text, or nothing, for a node.
    """
    beyond = columns_beyond(projection, columns)
    found: dict[Key, Strand] = {}
    for row in rows:
        given = dict(zip(columns, row, strict=True))
        source, target, relation = (_node(projection, name, given[name]) for name in NEEDED)
        event, via = (_node(projection, name, value) if (value := given.get(name)) else None for name in ("event", "via"))
        strand = found.setdefault((source, target, relation, event, via), Strand(projection.name))
        _note(strand, given, beyond)
    return found


def _note(strand: Strand, given: Mapping[str, object], beyond: Sequence[str]) -> None:
    if isinstance(reading := given.get("reading"), ox.Literal):
        strand.readings.add(reading.value)
    for name in DATED:
        if isinstance(value := given.get(name), ox.Literal):
            strand.values.setdefault(name, set()).add(value.value)
    for name in beyond:
        if isinstance(node := given[name], ox.NamedNode):
            strand.beyond[node.value] = None


def _node(projection: Query, name: str, value: object) -> str:
    if isinstance(value, ox.NamedNode):
        return value.value
    what = "a row without it" if value is None else f"`{getattr(value, 'value', value)}` for it"
    raise QueryError(
        f"?{name} of a projection is a node, and it gives {what}", str(projection.path), remedy="bind it to an IRI in every branch of WHERE"
    )

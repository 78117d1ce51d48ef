"""Who says what, as a table: a row for each statement, a column for each of those who speak most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rightsgraph.dossier.model import Statement
from rightsgraph.dossier.phrases import join
from rightsgraph.dossier.saying import Saying

_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A statement, what each of the columns says of it, and what all others say."""

    statement: Statement
    cells: tuple[tuple[Saying, ...], ...]
    others: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Statements by claimant; ``others`` tells whether anybody speaks who has no column."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    others: bool


def arrange(statements: Sequence[Statement]) -> Matrix:
    """Arrange statements by claimant: those who speak of two or more have a column, at most four; one other has one, too."""
    spoken = Counter(who for statement in statements for who in {join(saying.claimants): None for saying in statement.sayings})
    most = [who for who, count in spoken.most_common() if count > 1][:_COLUMNS]
    rest = [who for who in spoken if who not in most]
    columns = (*most, *rest) if len(rest) == 1 or len(spoken) <= _COLUMNS - 1 else tuple(most)
    rows = tuple(_row(statement, columns) for statement in statements)
    return Matrix(columns, rows, any(row.others for row in rows))


def _row(statement: Statement, columns: Sequence[str]) -> Row:
    said = [(join(saying.claimants), saying) for saying in statement.sayings]
    cells = tuple(tuple(saying for who, saying in said if who == column) for column in columns)
    return Row(statement, cells, tuple(saying for who, saying in said if who not in columns))

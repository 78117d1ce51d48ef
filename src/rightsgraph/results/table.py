"""Tables: the rows of a SELECT, read one by one, as Python values or as terms."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from itertools import islice
from typing import Any, Final, Protocol, SupportsIndex, overload

import pyoxigraph as ox

from rightsgraph.errors import RightsgraphError
from rightsgraph.results.values import Cell, Iri, Term, Value, cell_of
from rightsgraph.terms import EDTF, XSD_DATE

Terms = tuple[Term | None, ...]
Labels = Callable[[Collection[str]], Mapping[str, str]]
"""Finds the labels of some IRIs; those without one are left out."""

_CHUNK: Final = 200
_REMEMBERED: Final = 20_000


class Source(Protocol):
    """What a store gives back for a SELECT."""

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns, without question mark."""

    @property
    def cut(self) -> str | None:
        """A sentence where the server left rows out."""

    def __iter__(self) -> Iterator[Terms]:
        """Give the rows."""


class Row(tuple[Value, ...]):
    """One row as Python values: by position, by column (`row["date"]`, `row.date`), or in full (`row.cell("date")`).

    A column named as a method of tuples is (`count`, `index`) is found by `row["count"]` only.
    """

    cells: tuple[Cell, ...]
    _columns: Mapping[str, int]

    @classmethod
    def of(cls, cells: tuple[Cell, ...], columns: Mapping[str, int]) -> Row:
        """Make a row of its cells; ``columns`` says which stands where."""
        row = cls(cell.value for cell in cells)
        row.cells, row._columns = cells, columns
        return row

    def cell(self, column: str) -> Cell:
        """Return a value with its term, label and EDTF text. Raises KeyError where there is no such column."""
        return self.cells[self._columns[column]]

    def to_dict(self) -> dict[str, Value]:
        """Return the values by column."""
        return dict(zip(self._columns, self, strict=True))

    @overload
    def __getitem__(self, key: SupportsIndex | str, /) -> Value: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[Value, ...]: ...
    def __getitem__(self, key: SupportsIndex | str | slice, /) -> Value | tuple[Value, ...]:
        return super().__getitem__(self._columns[key] if isinstance(key, str) else key)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_") or name not in self._columns:
            raise AttributeError(f"the row has no column {name!r}; it has {', '.join(self.__dict__.get('_columns', ()))}")
        return super().__getitem__(self._columns[name])


class Table:
    """The rows of a SELECT: read once, as they come, unless ``keep`` has put them into memory.

    >>> table = Table(["n"], [(ox.Literal(3),)])
    >>> [row.n for row in table]
    [3]
    """

    def __init__(
        self,
        variables: Iterable[str],
        rows: Iterable[Terms],
        cut: str | Callable[[], str | None] | None = None,
        labels: Labels | None = None,
    ) -> None:
        self.variables = tuple(variables)
        self._rows = rows
        self._cut = cut
        self._labels = labels
        self._known: dict[str, str | None] = {}
        self._begun = False

    @classmethod
    def of(cls, source: Source, labels: Labels | None = None) -> Table:
        """Make a table of what a store gives back; ``labels`` finds the names of IRIs, some hundred at a time."""
        return cls(source.variables, source, lambda: source.cut, labels)

    @property
    def cut(self) -> str | None:
        """A sentence where the server left rows out. It may be known only when all rows are read."""
        return self._cut() if callable(self._cut) else self._cut

    def terms(self) -> Iterator[Terms]:
        """Give the rows as RDF terms. Raises RightsgraphError where they were read before and not kept."""
        if not isinstance(self._rows, list):
            if self._begun:
                raise RightsgraphError(
                    "the rows of this table were read before", remedy="keep them with `table.keep()` before the first use"
                )
            self._begun = True
        return iter(self._rows)

    def keep(self) -> Table:
        """Read all rows into memory, so that they can be counted and read again; returns the table."""
        if not isinstance(self._rows, list):
            self._rows = list(self.terms())
        return self

    def __len__(self) -> int:
        """Count the rows, which keeps them."""
        self.keep()
        return len(self._rows) if isinstance(self._rows, list) else 0

    def __bool__(self) -> bool:
        """Say that there is a table; whether it has rows only reading tells."""
        return True

    def __iter__(self) -> Iterator[Row]:
        columns = {name: index for index, name in enumerate(self.variables)}
        for cells in self.cells():
            yield Row.of(cells, columns)

    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """Give the rows as cells, with the labels of IRIs where the table can find them."""
        for terms, found in self.labelled():
            yield tuple(cell_of(term, found.get(term.value) if isinstance(term, ox.NamedNode) else None) for term in terms)

    def labelled(self) -> Iterator[tuple[Terms, Mapping[str, str | None]]]:
        """Give the rows as terms, each with the labels known by then."""
        rows = self.terms()
        if self._labels is None:
            yield from ((row, {}) for row in rows)
            return
        while chunk := list(islice(rows, _CHUNK)):
            self._look_up(chunk)
            yield from ((row, self._known) for row in chunk)

    def _look_up(self, rows: Iterable[Terms]) -> None:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = dict.fromkeys(term.value for row in rows for term in row if isinstance(term, ox.NamedNode))
        wanted = [iri for iri in new if iri not in self._known]
        if wanted and self._labels is not None:
            found = self._labels(wanted)
            self._known.update({iri: found.get(iri) for iri in wanted})

    def to_pandas(self, labels: bool = False) -> Any:
        """Return the rows as a pandas DataFrame; with ``labels``, a column `<name>_label` stands beside each column of IRIs.

        Days are ``datetime64``, whole numbers ``Int64``, other numbers ``Float64``, truth values ``boolean``, the rest ``string``; a
        column of several kinds is ``object``. A column of EDTF dates holds the plain days, and `<name>_edtf` beside it every date
        as the data has it. Raises RightsgraphError where pandas is not installed.
        """
        try:
            pandas: Any = import_module("pandas")
        except ImportError as error:
            raise RightsgraphError("pandas is not installed", remedy="install it with `pip install rightsgraph[pandas]`") from error
        rows = list(self.cells())
        columns: dict[str, Any] = {}
        for index, name in enumerate(self.variables):
            cells = [row[index] for row in rows]
            columns[name] = _series(pandas, cells)
            if any(cell.edtf for cell in cells):
                columns[_beside(name, "edtf", self.variables)] = pandas.Series([cell.edtf for cell in cells], dtype="string")
            if labels and any(isinstance(cell.value, Iri) for cell in cells):
                columns[_beside(name, "label", self.variables)] = pandas.Series([cell.label for cell in cells], dtype="string")
        return pandas.DataFrame(columns, index=range(len(rows)), columns=list(columns))


def _beside(name: str, what: str, taken: Collection[str]) -> str:
    """Name a column that is added; underscores keep it apart from one that the query names so."""
    while f"{name}_{what}" in taken:
        what = f"_{what}"
    return f"{name}_{what}"


def _series(pandas: Any, cells: list[Cell]) -> Any:
    """Make a column, in the dtype that all of its values have."""
    kinds = {_dtype(cell) for cell in cells if cell.term is not None}
    dtype = kinds.pop() if len(kinds) == 1 else "Float64" if kinds == {"Int64", "Float64"} else "object"
    values = [cell.value for cell in cells]
    if dtype == "datetime64[s]":
        values = [value if isinstance(value, datetime.date) else None for value in values]
    elif dtype == "Float64":
        values = [float(value) if isinstance(value, int | float | Decimal) else None for value in values]
    elif dtype == "string":
        values = [None if value is None else str(value) for value in values]
    return pandas.Series(values, dtype=dtype)


def _dtype(cell: Cell) -> str:
    match cell.value:
        case bool():
            return "boolean"
        case int():
            return "Int64" if abs(cell.value) < 2**63 else "object"
        case float() | Decimal():
            return "Float64"
        case datetime.datetime():
            return "object"
        case _ if isinstance(cell.term, ox.Literal) and cell.term.datatype.value in (EDTF, XSD_DATE):
            return "datetime64[s]"
        case _:
            return "string"

"""What a term of a result is in Python: a date, a number, an IRI with its label, a text."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox

from rightsgraph.terms import EDTF, XSD, XSD_DATE

Term = ox.NamedNode | ox.Literal | ox.BlankNode


class Iri(str):
    """An IRI, with the label of what it names where that is known."""

    __slots__ = ("label",)
    label: str | None

    def __new__(cls, value: str, label: str | None = None) -> Iri:
        """Make one of its text."""
        made = super().__new__(cls, value)
        made.label = label
        return made


Value = Iri | str | bool | int | float | Decimal | datetime.date | datetime.datetime | None

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_INTEGERS: Final = frozenset(
    XSD + name
    for name in (
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
    )
)
_FLOATS: Final = frozenset({XSD + "double", XSD + "float"})
NUMERIC: Final = _INTEGERS | _FLOATS | {XSD + "decimal"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a result in full: the RDF term, what it is in Python, the label of an IRI, the text of an EDTF date."""

    term: Term | None
    value: Value
    label: str | None = None
    edtf: str | None = None


def cell_of(term: Term | None, label: str | None = None) -> Cell:
    """Read a term.

    >>> cell = cell_of(ox.Literal("2010-06", datatype=ox.NamedNode(EDTF))); cell.value, cell.edtf
    ('2010-06', '2010-06')
    """
    edtf = term.value if isinstance(term, ox.Literal) and term.datatype.value == EDTF else None
    return Cell(term, to_python(term, label), label if isinstance(term, ox.NamedNode) else None, edtf)


def to_python(term: Term | None, label: str | None = None) -> Value:
    """Return what a term is in Python; what a datatype does not fit stays the text it is.

    A date in EDTF is a ``datetime.date`` where it is a plain day, else its text: a doubt (`2010-06-25?`) is not thrown away.

    >>> to_python(ox.Literal("2010-06-25", datatype=ox.NamedNode(EDTF)))
    datetime.date(2010, 6, 25)
    >>> to_python(ox.NamedNode("https://example.org/x"), "X").label
    'X'
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value, label)
    if isinstance(term, ox.Literal):
        try:
            return _literal(term.value, term.datatype.value)
        except (ValueError, InvalidOperation):
            return term.value
    return str(term)


def _literal(text: str, datatype: str) -> Value:
    if "_" in text:  # Python reads 1_000 as a number, XML Schema does not.
        return text
    if datatype in (EDTF, XSD_DATE):
        return datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else text
    if datatype in _INTEGERS:
        return int(text)
    if datatype == XSD + "decimal":
        return Decimal(text) if _DECIMAL.fullmatch(text) else text
    if datatype in _FLOATS:
        return float(text.replace("INF", "inf"))
    if datatype == XSD + "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(text, text)
    if datatype == XSD + "dateTime":
        return datetime.datetime.fromisoformat(text)
    return text

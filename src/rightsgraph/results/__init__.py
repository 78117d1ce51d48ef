"""What a query gives back: typed rows, a yes or no, a graph; in Python and in files."""

from rightsgraph.results.table import Labels, Row, Source, Table
from rightsgraph.results.values import Cell, Iri, Term, Value, to_python
from rightsgraph.results.writers import GRAPHS, ROWS, Look, Result, check_format, default_format, write

__all__ = [
    "GRAPHS",
    "ROWS",
    "Cell",
    "Iri",
    "Labels",
    "Look",
    "Result",
    "Row",
    "Source",
    "Table",
    "Term",
    "Value",
    "check_format",
    "default_format",
    "to_python",
    "write",
]

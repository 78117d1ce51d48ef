"""Results written out: rows, a yes or no, or a graph, each in its standard formats, as they come.

Rows are written by our own code, since those of a remote store are no object of the engine that its writers would take; the
engine's parsers are the judges in the tests.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

import pyoxigraph as ox

from rightsgraph.errors import QueryError
from rightsgraph.results.table import Table
from rightsgraph.results.text import write_text
from rightsgraph.results.values import NUMERIC, Term
from rightsgraph.terms import DEFAULT_BASE, XSD

Result = Table | bool | Iterable[ox.Triple]

ROWS: Final = ("table", "csv", "csv-spreadsheet", "tsv", "json", "xml")
"""The formats of rows and of a yes or no; `csv-spreadsheet` is no standard: see ``write``."""
GRAPHS: Final = ("turtle", "jsonld", "nquads", "ntriples")

_SHORT_NUMBERS: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Look:
    """How the format `table` shows rows: cut to ``width`` columns of a terminal (None: never), IRIs shortened against ``base``."""

    width: int | None = None
    base: str = DEFAULT_BASE


def default_format(result: Result) -> str:
    """Return the format for a result when none is asked for: `table`, for a graph `turtle`."""
    return "table" if isinstance(result, Table | bool) else "turtle"


def check_format(form: str, query_form: str) -> None:
    """Raise QueryError where a format does not fit the form of a query, before that is run."""
    fitting = ROWS if query_form in ("SELECT", "ASK") else GRAPHS
    if form not in fitting:
        what = "rows" if query_form == "SELECT" else "a yes or no" if query_form == "ASK" else "a graph"
        raise QueryError(f"{query_form} gives {what}, which cannot be written as {form}", remedy=f"choose one of: {', '.join(fitting)}")


def write(result: Result, form: str, output: IO[bytes], look: Look | None = None, prefixes: Mapping[str, str] | None = None) -> int:
    """Write a result in UTF-8 as it comes, and return how many rows or triples it has (1 for a yes or no).

    `csv`, `tsv`, `json` and `xml` are as the standards of SPARQL 1.1 say. `csv-spreadsheet` is for spreadsheet programs: a cell that
    would begin a formula (= + - @, tab, line end) gets an apostrophe in front, numbers excepted, and the file a byte order
    mark. XML cannot hold most control characters: they become U+FFFD there. Raises QueryError where the format does not fit.
    """
    if isinstance(result, Table):
        check_format(form, "SELECT")
        counted = _Counted(result)
        if form == "table":
            return write_text(result, output, (look or Look()).width, (look or Look()).base)
        _ROW_WRITERS[form](counted, output)
        return counted.count
    if isinstance(result, bool):
        check_format(form, "ASK")
        output.write(_answer(result, form))
        return 1
    check_format(form, "CONSTRUCT")
    return write_graph(result, form, output, prefixes or {})


class _Counted:
    """The rows of a table, counted as they are read."""

    def __init__(self, table: Table) -> None:
        self.variables = table.variables
        self._table = table
        self.count = 0

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        for row in self._table.terms():
            self.count += 1
            yield row


def _answer(answer: bool, form: str) -> bytes:
    text = "true" if answer else "false"
    if form == "json":
        return f'{{"head":{{}},"boolean":{text}}}\n'.encode()
    if form == "xml":
        return f"{_XML_START}<head/><boolean>{text}</boolean></sparql>\n".encode()
    return f"{text}\n".encode()


# --- CSV and TSV --------------------------------------------------------------------------------------------------------------


def _write_csv(rows: _Counted, output: IO[bytes]) -> None:
    _csv(rows, output, _plain)


def _write_spreadsheet(rows: _Counted, output: IO[bytes]) -> None:
    output.write("\ufeff".encode())
    _csv(rows, output, _harmless)


def _csv(rows: _Counted, output: IO[bytes], cell: Callable[[Term | None], str]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")

    def flush() -> None:
        output.write(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()

    writer.writerow(rows.variables)
    flush()
    for row in rows:
        writer.writerow([cell(term) for term in row])
        flush()


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.BlankNode) else term.value


def _harmless(term: Term | None) -> str:
    text = _plain(term)
    if not text.startswith(_FORMULA):
        return text
    number = isinstance(term, ox.Literal) and term.datatype.value in NUMERIC and _PLAIN_NUMBER.fullmatch(text)
    return text if number else "'" + text


def _write_tsv(rows: _Counted, output: IO[bytes]) -> None:
    output.write(("\t".join(f"?{name}" for name in rows.variables) + "\n").encode())
    for row in rows:
        output.write(("\t".join(map(_turtle, row)) + "\n").encode())


def _turtle(term: Term | None) -> str:
    """Write a term as Turtle does; whole numbers, decimals and doubles short."""
    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        short = _SHORT_NUMBERS.get(term.datatype.value)
        if short and short.fullmatch(term.value):
            return term.value
    return str(term)


# --- JSON and XML -------------------------------------------------------------------------------------------------------------


def _write_json(rows: _Counted, output: IO[bytes]) -> None:
    output.write(f'{{"head":{{"vars":{_json(rows.variables)}}},"results":{{"bindings":['.encode())
    comma = ""
    for row in rows:
        bound = {name: _json_term(term) for name, term in zip(rows.variables, row, strict=True) if term is not None}
        output.write(f"{comma}\n{_json(bound)}".encode())
        comma = ","
    output.write(b"\n]}}\n")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == XSD + "string":
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


_XML_START: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _write_xml(rows: _Counted, output: IO[bytes]) -> None:
    names = [_quoted(name) for name in rows.variables]
    head = "".join(f"<variable name={name}/>" for name in names)
    output.write(f"{_XML_START}<head>{head}</head><results>\n".encode())
    for row in rows:
        bound = (f"<binding name={name}>{_xml_term(term)}</binding>" for name, term in zip(names, row, strict=True) if term is not None)
        output.write(f"<result>{''.join(bound)}</result>\n".encode())
    output.write(b"</results></sparql>\n")


def _escaped(text: str) -> str:
    """Write a text for XML, where a bare carriage return would come back as a line feed."""
    found = _NOT_XML.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return found.replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return '"' + _escaped(text).replace('"', "&quot;") + '"'


def _xml_term(term: Term) -> str:
    text = _escaped(term.value)
    if isinstance(term, ox.NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f"<literal xml:lang={_quoted(term.language)}>{text}</literal>"
    if term.datatype.value == XSD + "string":
        return f"<literal>{text}</literal>"
    return f"<literal datatype={_quoted(term.datatype.value)}>{text}</literal>"


_ROW_WRITERS: Final[Mapping[str, Callable[[_Counted, IO[bytes]], None]]] = {
    "csv": _write_csv,
    "csv-spreadsheet": _write_spreadsheet,
    "tsv": _write_tsv,
    "json": _write_json,
    "xml": _write_xml,
}


# --- graphs -------------------------------------------------------------------------------------------------------------------

_GRAPH_FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
}


def write_graph(triples: Iterable[ox.Triple], form: str, output: IO[bytes], prefixes: Mapping[str, str]) -> int:
    """Write triples as `turtle`, `jsonld`, `nquads` or `ntriples`, and return how many there are.

    A CONSTRUCT may give a triple several times; repetitions in a row are left out.
    """
    count = 0

    def counted() -> Iterator[ox.Triple]:
        nonlocal count
        last = None
        for triple in triples:
            if triple != last:
                count += 1
                yield triple
            last = triple

    used = dict(prefixes) if form == "turtle" else None
    ox.serialize(counted(), output, _GRAPH_FORMATS[form], prefixes=used)
    return count

"""Results in Python and in files: typed rows, every format read back by another reader, memory flat, nothing that steers a terminal."""

from __future__ import annotations

import csv
import datetime
import importlib
import io
import json
import tracemalloc
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib.query
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.errors import QueryError, RightsgraphError
from rightsgraph.results import GRAPHS, ROWS, Cell, Iri, Look, Table, Term, check_format, default_format, to_python, write
from rightsgraph.results.table import Terms
from rightsgraph.terms import DEFAULT_BASE, EDTF, RDF, RG, XSD, XSD_DATE

EX = "http://example.org/"


def typed(text: str, datatype: str) -> ox.Literal:
    """Make a literal of a datatype."""
    return ox.Literal(text, datatype=ox.NamedNode(datatype if ":" in datatype else XSD + datatype))


def written(table: Table, form: str, look: Look | None = None) -> str:
    """Write a table and return the text."""
    output = io.BytesIO()
    assert write(table, form, output, look) == len(table)
    return output.getvalue().decode()


def table_of(variables: str, *rows: Terms) -> Table:
    """Make a table that can be read several times."""
    return Table(variables.split(), list(rows))


def bindings(text: bytes | str, form: ox.QueryResultsFormat) -> list[Terms]:
    """Read rows back with the engine's parser."""
    found = ox.parse_query_results(text, form)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(row) for row in found]


# --- Python -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (typed("2010-06-25", EDTF), datetime.date(2010, 6, 25)),
        (typed("2010-06", EDTF), "2010-06"),
        (typed("2010-06-25?", EDTF), "2010-06-25?"),
        (typed("[2010-06-15,2010-06-25]", EDTF), "[2010-06-15,2010-06-25]"),
        (typed("2010-06-25", XSD_DATE), datetime.date(2010, 6, 25)),
        (typed("2010-02-30", XSD_DATE), "2010-02-30"),
        (typed("3", "integer"), 3),
        (typed("3", "nonNegativeInteger"), 3),
        (typed("1_000", "integer"), "1_000"),
        (typed("three", "integer"), "three"),
        (typed("1.50", "decimal"), Decimal("1.50")),
        (typed("NaN", "decimal"), "NaN"),
        (typed("1.5e3", "double"), 1500.0),
        (typed("-INF", "double"), float("-inf")),
        (typed("true", "boolean"), True),
        (typed("0", "boolean"), False),
        (typed("2010-06-25T10:00:00Z", "dateTime"), datetime.datetime(2010, 6, 25, 10, tzinfo=datetime.UTC)),
        (ox.Literal("Osh", language="en"), "Osh"),
        (ox.NamedNode(EX), EX),
        (ox.BlankNode("b1"), "_:b1"),
    ],
)
def test_terms_in_python(term: Term | None, value: object) -> None:
    """Each datatype becomes its type, a date only where it is one plain day, and what does not fit its datatype stays text."""
    found = to_python(term)
    assert found == value
    assert type(found) in (type(value), Iri)


def test_a_row_is_read_by_place_name_and_in_full() -> None:
    """A row unpacks, knows its columns, and keeps term, label and EDTF text beside each value."""
    terms = (ox.NamedNode(EX + "a"), typed("2010-06-25", EDTF), None)
    (row,) = Table(["court", "date", "count"], [terms], labels=lambda iris: dict.fromkeys(iris, "Court"))
    court, date, count = row
    assert (row[0], row["date"], row.date, row[-1]) == (court, date, date, None) and count is None
    assert isinstance(court, Iri) and court.label == "Court"
    assert row.cell("date") == Cell(terms[1], datetime.date(2010, 6, 25), None, "2010-06-25")
    assert row.cell("court").label == "Court"
    assert row["count"] is None
    assert row.to_dict() == {"court": EX + "a", "date": datetime.date(2010, 6, 25), "count": None}
    with pytest.raises(AttributeError, match="court, date, count"):
        _ = row.dat
    with pytest.raises(KeyError):
        row["dat"]


def test_rows_are_read_once_unless_kept() -> None:
    """A stream read twice would silently be empty: it is refused; kept rows can be counted and read again."""
    stream = Table(["n"], ((ox.Literal(i),) for i in range(3)))
    assert [row.n for row in stream] == [0, 1, 2]
    with pytest.raises(RightsgraphError, match=r"keep"):
        next(iter(stream))
    kept = Table(["n"], ((ox.Literal(i),) for i in range(3))).keep()
    assert len(kept) == 3 and list(kept) == list(kept)


def test_a_cut_is_told_even_when_known_late() -> None:
    """What the server says of rows left out reaches the table, also after the last row."""

    class Source:
        variables = ("n",)
        cut: str | None = None

        def __iter__(self) -> Iterator[Terms]:
            yield (ox.Literal(1),)
            self.cut = "the server gave only 1 row"

    table = Table.of(Source())
    assert table.cut is None
    assert [row.n for row in table] == [1]
    assert table.cut == "the server gave only 1 row"


def test_labels_are_asked_for_once_and_in_batches() -> None:
    """An IRI is looked up once, with the others of some hundred rows."""
    asked: list[list[str]] = []

    def labels(iris: Collection[str]) -> Mapping[str, str]:
        asked.append(list(iris))
        return {EX + "0": "zero"}

    table = Table(["x"], ((ox.NamedNode(f"{EX}{i % 3}"),) for i in range(1000)), labels=labels)
    found = {row.cell("x").label for row in table}
    assert found == {"zero", None}
    assert asked == [[EX + "0", EX + "1", EX + "2"]]


# --- pandas -------------------------------------------------------------------------------------------------------------------


def test_a_data_frame_has_real_types() -> None:
    """Days are dates, numbers numbers, and the dates as the data has them stand beside."""
    pytest.importorskip("pandas", reason="pandas is an optional extra")
    table = table_of(
        "date day n x ok who text mixed none",
        (
            *(typed("2010-06-25", EDTF), typed("2010-06-25", XSD_DATE), ox.Literal(3), typed("1.5", "decimal"), ox.Literal(True)),
            *(ox.NamedNode(EX + "a"), ox.Literal("t", language="en"), ox.Literal(1), None),
        ),
        (typed("2010-06", EDTF), None, None, typed("2e0", "double"), None, None, None, ox.Literal("x"), None),
    )
    frame = table.to_pandas()
    assert list(frame.columns) == ["date", "date_edtf", "day", "n", "x", "ok", "who", "text", "mixed", "none"]
    assert [str(kind) for kind in frame.dtypes[["date", "day", "n", "x", "ok", "who", "text"]]] == [
        *("datetime64[s]", "datetime64[s]", "Int64", "Float64", "boolean", "string", "string")
    ]
    assert frame["date"].isna().tolist() == [False, True]
    assert frame["date_edtf"].tolist() == ["2010-06-25", "2010-06"]
    assert frame["x"].tolist() == [1.5, 2.0]
    assert frame["mixed"].tolist() == [1, "x"]
    assert frame["date"].dt.year[0] == 2010


def test_a_data_frame_can_have_labels_and_be_empty() -> None:
    """Labels are a column of their own, which takes no name that the query uses."""
    pytest.importorskip("pandas", reason="pandas is an optional extra")
    rows: list[Terms] = [(ox.NamedNode(EX), typed("2010", EDTF), ox.Literal("mine"))]
    frame = Table(["x", "d", "d_edtf"], rows, labels=lambda iris: dict.fromkeys(iris, "X")).to_pandas(labels=True)
    assert list(frame.columns) == ["x", "x_label", "d", "d__edtf", "d_edtf"]
    assert frame["x_label"].tolist() == ["X"] and frame["d_edtf"].tolist() == ["mine"]
    empty = Table(["a", "b"], []).to_pandas()
    assert list(empty.columns) == ["a", "b"] and len(empty) == 0


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""

    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("rightsgraph.results.table.import_module", missing)
    with pytest.raises(RightsgraphError, match=r"pip install rightsgraph\[pandas\]"):
        table_of("x").to_pandas()
    assert importlib.import_module("rightsgraph.results") is not None


# --- the standards' own tests -------------------------------------------------------------------------------------------------


def load(path: Path) -> ox.Store:
    """Load a Turtle file."""
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def answer(query: Path, data: Path) -> Table | bool:
    """Run a query of the suite."""
    found = load(data).query(query.read_text("utf-8"))
    if isinstance(found, ox.QuerySolutions):
        return Table([variable.value for variable in found.variables], [tuple(row) for row in found])
    return bool(found)


def in_order(table: Table, variables: list[str]) -> Table:
    """Put the columns of a `SELECT *`, whose order the standard leaves open, into an order."""
    places = [table.variables.index(name) for name in variables]
    return Table(variables, [tuple(row[place] for place in places) for row in table.terms()])


def unnamed(rows: list[Terms]) -> list[tuple[object, ...]]:
    """Forget how blank nodes are named."""
    return [tuple("_" if isinstance(term, ox.BlankNode) else term for term in row) for row in rows]


SUITE = [("csvtsv01", "csvtsv01", "data"), ("csvtsv02", "csvtsv02", "data"), ("csvtsv03", "csvtsv01", "data2")]


@pytest.mark.parametrize(("name", "query", "data"), SUITE)
def test_csv_and_tsv_as_the_standard_has_them(name: str, query: str, data: str, shared: Path) -> None:
    """The result files of the SPARQL 1.1 suite come out, to the character; only names of blank nodes and doubles are free."""
    folder = shared / "suites" / "sparql11" / "csv-tsv-res"
    if not folder.is_dir():
        pytest.skip("the SPARQL 1.1 suite is not in the folder ../shared")
    expected = (folder / f"{name}.csv").read_text("utf-8")
    found = answer(folder / f"{query}.rq", folder / f"{data}.ttl")
    assert isinstance(found, Table)
    table = in_order(found, expected.splitlines()[0].split(","))
    ours = written(table, "csv")
    assert ours.count("\r\n") == ours.count("\n")
    assert [row if "_:" not in row[2] else [*row[:2], "_:a", *row[3:]] for row in csv.reader(io.StringIO(ours))] == [
        [cell.replace("1.0E6", to_plain(table, "1.0E6")) for cell in row] for row in csv.reader(io.StringIO(expected))
    ]
    theirs = bindings((folder / f"{name}.tsv").read_bytes(), ox.QueryResultsFormat.TSV)
    assert unnamed(bindings(written(table, "tsv"), ox.QueryResultsFormat.TSV)) == unnamed(normal(theirs))


def to_plain(table: Table, number: str) -> str:
    """Return how the store writes a double."""
    doubles = [t.value for row in table.terms() for t in row if isinstance(t, ox.Literal) and t.datatype.value == XSD + "double"]
    return doubles[0] if doubles else number


def normal(rows: list[Terms]) -> list[Terms]:
    """Write literals as a store does."""
    store = ox.Store()
    made = []
    for row in rows:
        terms = []
        for term in row:
            store.clear()
            if term is not None:
                store.add(ox.Quad(ox.NamedNode(EX), ox.NamedNode(EX), term))
            terms.append(next((quad.object for quad in store), None))
        made.append(tuple(terms))
    return made


@pytest.mark.parametrize("name", ["jsonres01", "jsonres02", "jsonres03", "jsonres04"])
def test_json_as_the_standard_has_it(name: str, shared: Path) -> None:
    """The result files of the SPARQL 1.1 suite say the same as ours."""
    folder = shared / "suites" / "sparql11" / "json-res"
    if not folder.is_dir():
        pytest.skip("the SPARQL 1.1 suite is not in the folder ../shared")
    expected = json.loads((folder / f"{name}.srj").read_text("utf-8"))
    found = answer(folder / f"{name}.rq", folder / "data.ttl")
    output = io.BytesIO()
    write(in_order(found, expected["head"]["vars"]) if isinstance(found, Table) else found, "json", output)
    ours = json.loads(output.getvalue())

    def blank(data: Any) -> Any:
        text = json.dumps(data, sort_keys=True)
        return json.loads(text, object_hook=lambda node: {**node, "value": "_"} if node.get("type") == "bnode" else node)

    assert blank(ours) == blank(expected)


# --- round trips --------------------------------------------------------------------------------------------------------------

LEXICAL = st.text(st.characters(exclude_categories=("Cs",)), max_size=20) | st.text(
    st.sampled_from("\"',\t\r\n\\=+-@<>&#;:é\u202e "), max_size=8
)
PRINTED = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20) | st.text(st.sampled_from("\"',\t\r\n\\<>&"), max_size=8)


def terms_of(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Term | None]:
    """Make strategies for terms over texts."""
    return st.one_of(
        st.none(),
        texts.map(ox.Literal),
        texts.map(lambda text: ox.Literal(text, language="en-gb")),
        texts.map(lambda text: typed(text, EX + "t")),
        st.integers().map(lambda n: typed(str(n), "integer")),
        st.sampled_from(["1.5", "-0.5", ".5", "1.", "1", "NaN"]).map(lambda text: typed(text, "decimal")),
        st.sampled_from(["1e3", "1.5E-3", "1", "INF"]).map(lambda text: typed(text, "double")),
        st.sampled_from(["a", "é", "a%20b", "?x=1&y='2'#z"]).map(lambda text: ox.NamedNode(EX + text)),
        st.sampled_from(["b0", "b1"]).map(ox.BlankNode),
    )


def rows_of(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Terms]]:
    """Make rows of three columns."""
    return st.lists(st.tuples(terms_of(texts), terms_of(texts), terms_of(texts)), max_size=5)


@given(rows_of(LEXICAL))
def test_json_comes_back(rows: list[Terms]) -> None:
    """The engine reads from our JSON the terms that went in."""
    assert unnamed(bindings(written(table_of("a b c", *rows), "json"), ox.QueryResultsFormat.JSON)) == unnamed(rows)


@given(rows_of(LEXICAL))
def test_tsv_comes_back(rows: list[Terms]) -> None:
    """The engine reads from our TSV the terms that went in, whatever tabs, quotes and line ends they hold."""
    text = written(table_of("a b c", *rows), "tsv")
    assert unnamed(bindings(text, ox.QueryResultsFormat.TSV)) == unnamed(rows)
    assert len(text.split("\n")) == len(rows) + 2
    assert all(line.count("\t") == 2 for line in text.split("\n")[:-1])


@given(rows_of(PRINTED.map(lambda text: f"|{text}|")))
def test_xml_comes_back(rows: list[Terms]) -> None:
    """The engine reads from our XML the terms that went in, as far as XML can hold them.

    The engine's reader drops blanks at both ends of a value, so a bar stands there.
    """
    text = written(table_of("a b c", *rows), "xml")
    if "\ufffd" not in text:
        assert unnamed(bindings(text, ox.QueryResultsFormat.XML)) == unnamed(rows)


def test_what_xml_cannot_hold_is_replaced() -> None:
    """A control character becomes U+FFFD, and the file stays readable."""
    text = written(table_of("a", (ox.Literal("a\x01b\rc"),)), "xml")
    assert bindings(text, ox.QueryResultsFormat.XML) == [(ox.Literal("a\ufffdb\rc"),)]


@given(rows_of(LEXICAL))
def test_csv_comes_back(rows: list[Terms]) -> None:
    """Python's reader finds in our CSV the plain values, unchanged."""
    text = written(table_of("a b c", *rows), "csv")
    plain = [["" if t is None else str(t) if isinstance(t, ox.BlankNode) else t.value for t in row] for row in rows]
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == [["a", "b", "c"], *plain]


def test_rdflib_reads_every_format() -> None:
    """Another library finds the same rows in JSON, XML, TSV and CSV."""
    table = table_of("a b", (ox.NamedNode(EX), ox.Literal('é "x", y', language="en")), (None, ox.Literal(5)))
    for form in ("json", "xml", "tsv", "csv"):
        found = rdflib.query.Result.parse(io.BytesIO(written(table, form).encode()), format=form)
        assert [str(name) for name in found.vars or []] == ["a", "b"]
        values = [["" if value is None else str(value) for value in row] for row in found]
        assert values == [[EX, 'é "x", y'], ["", "5"]], form


def test_a_row_that_is_empty_does_not_vanish() -> None:
    """One column without a value is a line that readers do not pass over."""
    text = written(table_of("a", (None,), (ox.Literal("x"),)), "csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a"], [""], ["x"]]


@pytest.mark.parametrize("form", ROWS)
def test_a_yes_or_no_in_every_format(form: str) -> None:
    """ASK is written in each format, and read back from the two that have a standard for it."""
    output = io.BytesIO()
    assert write(True, form, output) == 1
    if form in ("json", "xml"):
        found = ox.parse_query_results(output.getvalue(), getattr(ox.QueryResultsFormat, form.upper()))
        assert isinstance(found, ox.QueryBoolean) and bool(found)
    else:
        assert output.getvalue() == b"true\n"


# --- spreadsheets and terminals -----------------------------------------------------------------------------------------------


@given(rows_of(LEXICAL))
def test_no_cell_of_a_spreadsheet_begins_a_formula(rows: list[Terms]) -> None:
    """In `csv-spreadsheet` only numbers keep a sign in front; `csv` stays as the standard says."""
    text = written(table_of("a b c", *rows), "csv-spreadsheet")
    assert text.startswith("\ufeff")
    for line, row in zip(list(csv.reader(io.StringIO(text[1:], newline="")))[1:], rows, strict=True):
        for cell, term in zip(line, row, strict=True):
            assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n"))
            assert not cell.startswith("-") or (isinstance(term, ox.Literal) and to_python(term) is not term.value)


def test_formulas_are_escaped_and_numbers_are_not() -> None:
    """An apostrophe stands before what would be a formula."""
    terms = [ox.Literal("=1+1"), ox.Literal("-1"), ox.Literal(-1), typed("-1+cmd|x", "integer"), ox.Literal("a=1"), ox.Literal("＝1")]
    text = written(table_of("x", *((term,) for term in terms)), "csv-spreadsheet")
    assert text.split("\r\n")[1:-1] == ["'=1+1", "'-1", "-1", "'-1+cmd|x", "a=1", "'＝1"]


def test_text_is_aligned_and_cut_to_the_terminal() -> None:
    """Columns line up, wide characters counted as two; numbers stand right; what is too long ends in …."""
    rows: list[Terms] = [
        (ox.NamedNode(DEFAULT_BASE + "person/x"), ox.Literal("日本"), ox.Literal(5)),
        (ox.NamedNode(RG + "date"), ox.Literal("e\u0301t\u00e9"), ox.Literal(15)),
    ]
    assert written(table_of("who what n", *rows), "table").splitlines() == [
        "who       what   n",
        "────────  ────  ──",
        "person/x  日本   5",
        "rg:date   e\u0301té   15",
    ]
    long: Terms = (ox.Literal("x" * 50), ox.Literal("日" * 50), ox.Literal(1))
    lines = written(table_of("a b c", long), "table", Look(40)).splitlines()
    assert lines[2].startswith("xxxxx") and lines[2].count("…") == 2
    assert sum(2 if sign == "日" else 1 for sign in lines[2]) <= 40
    assert written(table_of("a b"), "table").splitlines() == ["a  b", "─  ─"]


def test_a_late_row_does_not_break_the_table() -> None:
    """Rows behind the measured ones may be wider: without a terminal they are whole, on one they are cut."""
    rows: list[Terms] = [(ox.Literal("a"), ox.Literal("b"))] * 300 + [(ox.Literal("long" * 9), ox.Literal("b"))]
    assert written(table_of("x y", *rows), "table").splitlines()[-1] == "long" * 9 + "  b"
    assert "…" in written(table_of("x y", *rows), "table", Look(80)).splitlines()[-1]


@given(LEXICAL)
def test_nothing_steers_the_terminal(text: str) -> None:
    """A row is one line of printable characters, and the direction of writing is not turned."""
    shown = written(table_of("x", (ox.Literal(text),)), "table")
    assert shown.count("\n") == 3
    assert all(sign.isprintable() or sign in "\n\u200c\u200d" for sign in shown)


def test_labels_stand_for_iris_in_text_only() -> None:
    """People read names, programs IRIs."""
    table = Table(["x"], [(ox.NamedNode(EX),)], labels=lambda iris: dict.fromkeys(iris, "A name\x07"))
    assert written(table, "table").splitlines()[2] == "A name\\u0007"
    assert written(Table(["x"], [(ox.NamedNode(EX),)], labels=lambda iris: {}), "csv").splitlines()[1] == EX


# --- graphs, formats, memory --------------------------------------------------------------------------------------------------

TRIPLES = [
    ox.Triple(ox.NamedNode(EX + "a"), ox.NamedNode(RDF + "type"), ox.NamedNode(RG + "Event")),
    ox.Triple(ox.NamedNode(EX + "a"), ox.NamedNode(RG + "gist"), ox.Literal('é "x"\n')),
    ox.Triple(ox.NamedNode(EX + "b"), ox.NamedNode(RG + "gist"), ox.Literal("y", language="en")),
]


@pytest.mark.parametrize(
    ("form", "reader"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("nquads", ox.RdfFormat.N_QUADS),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_graphs_come_back(form: str, reader: ox.RdfFormat) -> None:
    """What is written is read back the same by the engine and by rdflib; a triple given twice in a row is written once."""
    output = io.BytesIO()
    assert write(iter([*TRIPLES, TRIPLES[-1]]), form, output, prefixes={"rg": RG}) == 3
    assert {quad.triple for quad in ox.parse(output.getvalue(), reader)} == set(TRIPLES)
    assert len(rdflib.Dataset().parse(data=output.getvalue(), format={"jsonld": "json-ld", "ntriples": "nt"}.get(form, form))) == 3
    assert ("rg:gist" in output.getvalue().decode()) == (form == "turtle")


def test_a_format_must_fit() -> None:
    """Rows are no graph and a graph is no table; the sentence names what fits, and comes before the query is run."""
    for form in GRAPHS:
        with pytest.raises(QueryError, match="choose one of: table, csv"):
            check_format(form, "SELECT")
    with pytest.raises(QueryError, match="choose one of: turtle"):
        write(iter(TRIPLES), "csv", io.BytesIO())
    with pytest.raises(QueryError):
        write(True, "turtle", io.BytesIO())
    assert [default_format(result) for result in (table_of("x"), True, iter(TRIPLES))] == ["table", "table", "turtle"]


class Nowhere(io.RawIOBase):
    """A file that keeps nothing."""

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: Any) -> int:
        """Forget what is written."""
        return len(data)


@pytest.mark.parametrize("form", [*ROWS, *GRAPHS])
def test_memory_stays_flat(form: str) -> None:
    """Rows and triples are written as they come: ten times as many need no more memory."""

    def peak(count: int) -> int:
        rows = ((ox.NamedNode(f"{EX}{i}"), ox.Literal("x" * 100)) for i in range(count))
        triples = (ox.Triple(ox.NamedNode(f"{EX}{i}"), ox.NamedNode(EX), ox.Literal("x" * 100)) for i in range(count))
        tracemalloc.start()
        write(Table(["a", "b"], rows) if form in ROWS else triples, form, Nowhere())  # type: ignore[arg-type]
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    small = peak(1_000)
    assert peak(10_000) < small * 1.5 + 50_000

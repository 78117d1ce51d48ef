"""Saved queries and their heads, parameters set as terms, mistakes told in plain words, and what no query may do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph import queries, vocabulary
from rightsgraph.errors import NotFound, ParameterError, QueryError
from rightsgraph.queries import safety
from rightsgraph.queries.header import read as read_header
from rightsgraph.queries.prepare import Prepared
from rightsgraph.queries.shape import shape_of
from rightsgraph.queries.tokens import meaning, tokenize
from rightsgraph.terms import DEFAULT_BASE, EDTF, RG, XSD, XSD_DATE

EX = "http://example.org/"


def prepare(text: str, **params: str) -> Prepared:
    """Make a query ready under the shipped base and ontology."""
    return queries.prepare(text, params, DEFAULT_BASE, vocabulary.load())


def refusal(text: str, **params: str) -> str:
    """Return what is said against a query."""
    with pytest.raises(QueryError) as caught:
        prepare(text, **params)
    return str(caught.value)


def bound(text: str, **params: str) -> ox.NamedNode | ox.Literal:
    """Return the term that the one parameter is set to, as the engine reads it back out of the text."""
    prepared = prepare(text, **params)
    rows = ox.Store().query(prepared.text)
    assert isinstance(rows, ox.QuerySolutions)
    (row,) = rows
    (name,) = prepared.bindings
    assert row[name] == prepared.bindings[name]
    return prepared.bindings[name]


# --- the catalogue ------------------------------------------------------------------------------------------------------------


def test_shipped_queries_are_found_by_name() -> None:
    """The name of a query is its file's, and the projections in the folder below are no part of the catalogue."""
    found = queries.find("who-says-what")
    assert found.name == "who-says-what" and found.title and found.question and "SELECT" in found.text
    assert {query.name for query in queries.saved_queries()} == set(queries.names())
    assert all(path.parent.name == "queries" for path in queries.names().values())


def test_every_shipped_query_is_ready_with_its_examples() -> None:
    """The heads are right, every parameter has its row, no prefix or term is unknown, and the examples are values that fit."""
    for query in queries.saved_queries():
        examples = queries.examples(query.text, DEFAULT_BASE, vocabulary.load())
        params = {param.name: examples[param.name] for param in query.params if param.name in examples}
        prepared = queries.prepare(query.text, params, DEFAULT_BASE, vocabulary.load(), str(query.path))
        assert prepared.warnings == ()


def test_a_slip_in_a_name_gets_the_nearest() -> None:
    """A name that stands for nothing names the query that is meant."""
    with pytest.raises(NotFound, match="did you mean `who-says-what`"):
        queries.find("who-say-what")


def test_a_dataset_has_queries_of_its_own(tmp_path: Path) -> None:
    """A dataset's own queries are found, and go before shipped ones of the same name."""
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "who-says-what.rq").write_text("#+ title: Mine\n#+ question: What?\nSELECT * { ?s ?p ?o }")
    (tmp_path / "queries" / "all.rq").write_text("#+ title: All\n#+ question: All?\nSELECT * { ?s ?p ?o }")
    assert queries.find("who-says-what", tmp_path).title == "Mine"
    assert {"all", "who-says-what"} < set(queries.names(tmp_path))


def test_the_head_is_read() -> None:
    """Every key of a head is kept; the class of a parameter is optional."""
    head = read_header(
        "#+ title: T\n#+ question: Q?\n#+ param: p iri Person — a person\n#+ param: d date — a day\n#+ tags: a, b c\n# x\nASK {}\n#+ x"
    )
    assert (head.title, head.question, head.tags) == ("T", "Q?", ("a", "b c"))
    assert [(p.name, p.kind, p.of, p.about, p.line) for p in head.params] == [
        ("p", "iri", "Person", "a person", 3),
        ("d", "date", None, "a day", 4),
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("#+ titel: x", 1, "did you mean `title`"),
        ("#+ title x", 1, "is no line of a head"),
        ("#+ title:", 1, "is no line of a head"),
        ("#+ title: x\n#+ title: y", 2, "said twice"),
        ("#+ title: x\n#+ param: person — whom", 2, "does not describe a parameter"),
        ("#+ param: p irri — whom", 1, "did you mean `iri`"),
        ("#+ param: p iri — whom\n#+ param: p iri — whom", 2, "described twice"),
        ("#+ param: p iri — whom\nASK { VALUES ?q { rg:x } }", 1, "the parameter `p` has no row"),
        ("#+ title: x\nASK { ?s ?p ?o }", 1, "no question"),
    ],
)
def test_a_broken_head_is_told_with_file_and_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    """Each way of breaking a head is refused where it stands."""
    path = tmp_path / "broken.rq"
    path.write_text(text, "utf-8")
    with pytest.raises(QueryError) as caught:
        queries.catalogue.saved(path)
    assert (caught.value.file, caught.value.line) == (str(path), line)
    assert said in str(caught.value)


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """A missing file, a folder and a file of another encoding each get a sentence; a byte order mark is passed over."""
    with pytest.raises(NotFound):
        queries.read_file(tmp_path / "no.rq")
    with pytest.raises(QueryError):
        queries.read_file(tmp_path)
    (tmp_path / "latin.rq").write_bytes("ASK { ?s ?p 'é' }".encode("latin-1"))
    with pytest.raises(QueryError, match="UTF-8"):
        queries.read_file(tmp_path / "latin.rq")
    (tmp_path / "bom.rq").write_bytes("\ufeff#+ title: T\nASK {}".encode())
    assert queries.read_file(tmp_path / "bom.rq").title == "T"


# --- parameters ---------------------------------------------------------------------------------------------------------------

PERSON = "#+ param: person iri Person — whom\nSELECT ?person { VALUES ?person { <http://example.org/x> } }"


@pytest.mark.parametrize(
    ("value", "iri"),
    [
        ("person/azimjan-askarov", DEFAULT_BASE + "person/azimjan-askarov"),
        ("event/x#char=1,2", DEFAULT_BASE + "event/x#char=1,2"),
        ("http://example.org/a?b=c", EX + "a?b=c"),
        ("<http://example.org/a>", EX + "a"),
        ("urn:x:y", "urn:x:y"),
        ("rg:Decision", RG + "Decision"),
        ("id:person/x", DEFAULT_BASE + "person/x"),
    ],
)
def test_an_iri_is_an_id_an_address_or_a_prefixed_name(value: str, iri: str) -> None:
    """Each way of naming a node leads to its IRI."""
    assert bound(PERSON, person=value) == ox.NamedNode(iri)


@pytest.mark.parametrize("value", ["askarov", "", "stnce:believes", "http://example.org/a b", "> } DROP ALL #", "person/x> <y"])
def test_what_is_no_iri_is_refused_with_an_example(value: str) -> None:
    """The refusal shows how a value looks, taken from the query's own row."""
    assert "write it as `http://example.org/x`" in refusal(PERSON, person=value)


def test_a_slip_in_the_prefix_of_a_value_gets_the_nearest() -> None:
    """A prefix that is not known names the one that is."""
    assert "did you mean `stance`" in refusal(PERSON, person="stnce:believes")


CONCEPT = "#+ param: s concept stance — how\nSELECT ?s { VALUES ?s { stance:believes } }"


def test_a_concept_must_be_one() -> None:
    """A concept goes by prefixed name, IRI or, where the head names the scheme, by name; others get the nearest."""
    finds = ox.NamedNode("https://w3id.org/rightsgraph/stance/finds")
    assert bound(CONCEPT, s="stance:finds") == bound(CONCEPT, s="finds") == bound(CONCEPT, s=finds.value) == finds
    assert "did you mean `stance:believes`" in refusal(CONCEPT, s="stance:beleives")
    assert "is of the scheme `outcome`" in refusal(CONCEPT, s="outcome:granted")


@pytest.mark.parametrize(
    ("example", "value", "datatype"),
    [
        ('"2010-01-01"^^xsd:date', "2016-12-31", XSD_DATE),
        ('"2010"^^edtf:EDTF', "2016-03~", EDTF),
        ("UNDEF", "2016-12-31", XSD_DATE),
        ("UNDEF", "2016-12", EDTF),
    ],
)
def test_a_date_takes_the_datatype_of_the_example(example: str, value: str, datatype: str) -> None:
    """Computed bounds are xsd:date, the sources' dates EDTF: what is bound must compare with what the query compares."""
    text = f"#+ param: d date — when\nSELECT ?d {{ VALUES ?d {{ {example} }} }}"
    assert bound(text, d=value) == ox.Literal(value, datatype=ox.NamedNode(datatype))


@pytest.mark.parametrize("value", ["2016", "31.12.2016", "2016-02-30", "", "yesterday"])
def test_what_is_no_day_is_refused(value: str) -> None:
    """Where a day is wanted, a year will not do."""
    text = '#+ param: d date — when\nSELECT ?d { VALUES ?d { "2010-06-25"^^xsd:date } }'
    assert "write it as `2010-06-25`" in refusal(text, d=value)


def test_numbers_and_texts() -> None:
    """A number must be one; a text is any; its language is the example's."""
    number = "#+ param: n number — how many\nSELECT ?n { VALUES ?n { 3 } }"
    assert bound(number, n="42") == ox.Literal("42", datatype=ox.NamedNode(XSD + "integer"))
    assert "write it as `3`" in refusal(number, n="many")
    assert "no whole number" in refusal(number, n="1.5")
    text = '#+ param: t text — what\nSELECT ?t { VALUES ?t { "x"@en } }'
    assert bound(text, t="1.5") == ox.Literal("1.5", language="en")
    assert "U+001B" in refusal(text, t="\x1b[2J")


def test_a_query_without_a_head_takes_any_variable() -> None:
    """The kind is the example's; without a row it is read from the value; one is put first in WHERE."""
    assert bound("SELECT ?x { VALUES ?x { 1 } }", x="7") == ox.Literal(7)
    assert prepare("SELECT ?o { ?s ?p ?o }", s="person/x").text == f"SELECT ?o {{ VALUES ?s {{ <{DEFAULT_BASE}person/x> }} ?s ?p ?o }}"
    for value, term in (
        ("3", ox.Literal(3)),
        ("Osh", ox.Literal("Osh")),
        ('"Osh"@ky', ox.Literal("Osh", language="ky")),
        ('"2010"^^edtf:EDTF', ox.Literal("2010", datatype=ox.NamedNode(EDTF))),
        ("stance:finds", ox.NamedNode("https://w3id.org/rightsgraph/stance/finds")),
        ('"x"}SERVICE<http://x>{}}#', ox.Literal('"x"}SERVICE<http://x>{}}#')),
    ):
        assert bound("SELECT ?x { OPTIONAL { ?x a ?y } }", x=value) == term
    assert "edtf:EDTF" in refusal("SELECT ?x { ?y ?z ?x }", x="2010-06-25")


def test_a_row_goes_before_a_sub_select() -> None:
    """A WHERE that is one sub-SELECT takes no row beside it: it gets braces, and the value reaches what it gives back."""
    store = ox.Store()
    for name in "ab":
        store.add(ox.Quad(ox.NamedNode(EX + name), ox.NamedNode(EX + "p"), ox.Literal(name)))
    prepared = prepare("SELECT ?o { SELECT ?s ?o { ?s ?p ?o } }", s=EX + "a")
    rows = store.query(prepared.text)
    assert isinstance(rows, ox.QuerySolutions) and [row["o"].value for row in rows] == ["a"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?o { { SELECT ?o { ?x ?p ?o } } }", "inside a sub-SELECT"),
        ("SELECT ?o { ?s ?p ?o BIND(?o AS ?x) }", "computes it"),
        ("SELECT (1 AS ?x) { ?s ?p ?o }", "computes it"),
        ("SELECT ?o { ?s ?p ?o VALUES ?x { 1 } }", "does not stand first"),
        ("CONSTRUCT WHERE { ?x ?p ?o }", "no WHERE to begin"),
        ("DESCRIBE ?x", "no WHERE to begin"),
        ("SELECT ?o { VALUES (?x ?o) { (1 2) (3 4) } }", "several rows"),
        ("SELECT ?o { ?s ?p ?o }", "no parameter `x`"),
        ("#+ param: ex iri — x\nSELECT ?x { VALUES ?ex { rg:Act } ?x ?p ?ex }", "no parameter `x`"),
    ],
)
def test_what_cannot_be_set_is_told(text: str, said: str) -> None:
    """A value that would have no effect, or another than meant, is refused."""
    with pytest.raises(ParameterError) as caught:
        prepare(text, x="3")
    assert said in str(caught.value)


def test_rows_of_several_variables_are_set_one_by_one() -> None:
    """In a row `VALUES (?a ?b) { (1 "x"@en) }` each term has its place."""
    prepared = prepare('SELECT * { VALUES (?a ?b) { ( 1 "x"@en ) } }', b="y")
    rows = ox.Store().query(prepared.text)
    assert isinstance(rows, ox.QuerySolutions)
    assert [(row["a"], row["b"]) for row in rows] == [(ox.Literal(1), ox.Literal("y", language="en"))]


def test_the_engine_binds_only_what_select_gives_back() -> None:
    """This is why a parameter's row is kept and not replaced by substitutions; when it passes, look at prepare again."""
    store = ox.Store()
    with pytest.raises(RuntimeError, match="does not contains variable"):
        store.query("SELECT ?o { ?s ?p ?o }", substitutions={ox.Variable("s"): ox.NamedNode(EX)})


TEXT = '#+ param: t text — what\nSELECT ?t { VALUES ?t { "x" } }'
HOSTILE = st.text(st.sampled_from("\"'\\<>{}#@^.;,: \n\tu0041aé𝒳\u2028"), max_size=40)


@given(HOSTILE | st.text(max_size=40))
def test_a_text_stays_one_term(value: str) -> None:
    """Whatever a value holds, the engine reads it back as the same literal, and no token is added to the query."""
    if any((sign < " " and sign not in "\t\n\r") or "\ud800" <= sign <= "\udfff" for sign in value):
        return
    assert bound(TEXT, t=value) == ox.Literal(value)
    assert len(meaning(tokenize(prepare(TEXT, t=value).text))) == len(meaning(tokenize(TEXT)))


@given(HOSTILE | st.text(max_size=40).map(lambda text: "http://example.org/" + text))
def test_an_iri_stays_one_term_or_is_refused(value: str) -> None:
    """An IRI either is one, to the engine and to the tokenizer, or is not taken."""
    try:
        term = bound(PERSON, person=value)
    except ParameterError:
        return
    assert isinstance(term, ox.NamedNode)
    assert len(meaning(tokenize(prepare(PERSON, person=value).text))) == len(meaning(tokenize(PERSON)))


# --- tokens -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        "# VALUES ?x { 1 }\n",
        '?s ?p "VALUES ?x { 1 }" .',
        "?s ?p 'VALUES ?x { 1 }' .",
        '?s ?p """ " VALUES ?x { 1 }\n""" .',
        "?s ?p '''VALUES ?x { 1 } \\''' ''' .",
        "?s <http://example.org/VALUES?x> ?o .",
        "?VALUES ?x ?o .",
        "GRAPH ?g { VALUES ?x { 1 } }",
    ],
)
def test_a_row_is_found_only_where_it_leads(hidden: str) -> None:
    """What looks like a row inside a string, a comment, an IRI or another group is none."""
    assert shape_of(tokenize(f"SELECT * WHERE {{ {hidden} ?x ?y ?z }}")).rows == {}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { # {\n VALUES ?x { 1 } ?x ?p ?o }",
        "SELECT (EXISTS { VALUES ?y { 2 } } AS ?e) { VALUES ?x { 1 } }",
        "CONSTRUCT { ?x ?p ?o } WHERE { VALUES ?x { 1 } ?x ?p ?o }",
        "ASK { VALUES (?x) { (1) } . }",
        "PREFIX VALUES: <http://example.org/> DESCRIBE ?x { values $x { 1 } }",
    ],
)
def test_the_leading_row_is_found_in_every_form(text: str) -> None:
    """WHERE begins with the right brace in each form of query."""
    shape = shape_of(tokenize(text))
    assert list(shape.rows) == ["x"]
    assert shape.rows["x"].example == "1"


PIECES = st.sampled_from(
    [
        *("SELECT", "*", "{", "}", "(", ")", "VALUES", "?x", "$y", "<http://a/b#c>", "<a>", "a:b", ":", "rg:x.y", "#c\n", " ", "\n", "."),
        *(
            '"a"',
            "'b'",
            '"""c"d"""',
            "'''e'''",
            '"\\""',
            "@en",
            "^^",
            "1",
            "1.5",
            ".5e3",
            "_:b",
            "<",
            ">",
            "<=",
            "&&",
            "||",
            "!",
            "/",
            "é:ü",
        ),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_tokens_joined_are_the_text(text: str) -> None:
    """A text is cut without loss, or refused."""
    try:
        tokens = tokenize(text)
    except QueryError:
        return
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(st.text(max_size=30))
def test_a_string_is_one_token(value: str) -> None:
    """A literal as the engine writes it is one string token."""
    try:
        written = str(ox.Literal(value))
    except ValueError:
        return
    assert [token.kind for token in tokenize(written)] == ["string"]


def test_cutting_takes_time_in_proportion() -> None:
    """No text makes the tokenizer look far ahead again and again."""
    for piece in ("a.", "a:x..", "<<", "<a", "aaaa", '""', "1.", "_:b..", "%", "?a", "a-"):
        text = piece * (safety.LONGEST // len(piece))
        try:
            tokenize(text)
        except QueryError:
            continue


# --- mistakes -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("SELECT ?x {\n ?x rgg:date ?y }", "query:2", "the prefix `rgg:` is not declared; did you mean `rg`?"),
        ("SELECT ?x {\n ?x rg:date }", "query:2", "`}` in column 13 is not expected after `rg:date`"),
        ("SELECT ?x {\n ?x a ?y OPTINAL { ?y a ?z } }", "query:2", "did you mean `OPTIONAL`"),
        ("SELECT ?x {\n ?x a ?y\n ?y a ?z }", "query:3", "patterns are parted by ` .`"),
        ("SELECT ?x {\n ?x a ?y FILTER ?y }", "query:2", "`FILTER ( … )`"),
        ("SELECT ?x {\n ?x a ?y ORDER BY ?x }", "query:2", "stands behind the last `}`"),
        ("SELECT ?x {\n ?x a <http://x y> }", "query:2", "the IRI that begins in column 7"),
        ("SELECT ?x {\n ?x a 'abc }", "query:2", "begins in column 7 has no end"),
        ("SELECT ?x ?y {?x a ?y} GROUP BY ?x", "query:1", "neither in GROUP BY nor aggregated"),
        ("SELECT ?x {\n ?x a ?y ", "query:1", "is never closed"),
        ("SELECT ?x { ?x a (?y } )", "query:1", "where `)` must close"),
        ("SELECT ?x { ?x a ?y } }", "query:1", "closes nothing"),
        ("SELECT ?x", "query:1", "ends too early"),
        ("SELET ?x { ?x a ?y }", "query:1", "cannot begin with `SELET`; did you mean `SELECT`"),
        ("SELECT * { ?x a ?y } LIMT 3", "query:1", "did you mean `LIMIT`"),
        ("SELECT * { ?x a\u00a0?y }", "query:1", "U+00A0"),
        ("", "query", "is empty"),
    ],
)
def test_mistakes_are_told_where_they_are(text: str, place: str, said: str) -> None:
    """Line and column are those of the text as the user wrote it, and the sentence says what to do."""
    message = refusal(text)
    assert message.startswith(place + ":")
    assert said in message


def test_known_prefixes_need_no_declaration() -> None:
    """The prefixes that the project knows are declared where they are used; the query's own declaration goes first."""
    text = "SELECT * {\n ?s rg:kind event-kind:arrest ; rdfs:label ?l ; rg:concerns <person/x> }"
    prepared = prepare(text)
    assert prepared.text.endswith(text) and prepared.text.count("\n") == text.count("\n")
    assert ox.Store().query(prepared.text) is not None
    own = "PREFIX rg: <http://example.org/> SELECT * { ?s rg:kind ?o }"
    assert prepare(own).text == own


def test_terms_the_ontology_does_not_define_are_warned_of() -> None:
    """A misspelt term gives no rows and no error; the warning names the nearest."""
    prepared = prepare("SELECT * { ?d rg:decidedby ?c ;\n rg:stance stance:beleives ; a rg:Decison ; rg:kind <http://example.org/x> }")
    assert [warning.partition("; ")[2] for warning in prepared.warnings] == [
        "did you mean `rg:decidedBy`?",
        "did you mean `stance:believes`?",
        "did you mean `rg:Decision`?",
    ]
    assert prepare("SELECT * { ?d rg:date ?c ; a rg:Claim ; rg:stance stance:polarity-affirms ; skos:inScheme stance: }").warnings == ()
    assert prepare("SELECT * { GRAPH id:graph\\/record { ?s ?p ?o } }").warnings == ()


# --- safety -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "PREFIX : <http://example.org/> SELECT * { SERVICE:ep { ?s ?p ?o } }",
        "PREFIX x: <http://example.org/> SELECT * { ?s ?p trueSERVICEx:ep { ?s ?p ?o } }",
        "PREFIX x: <http://example.org/> SELECT * { SERVICESILENTx:ep { ?s ?p ?o } }",
        'SELECT * { ?s ?p ?a FILTER(?a<#>"""\n3) SERVICE <http://example.org/> { ?s ?p ?o } #"""\n) }',
        "SELECT * { ?s ?p ?a FILTER(?a<<x:y#>)SERVICE<http://example.org/>{?s ?p ?o} \n3) }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\u0022 } SERVICE <http://example.org/> { ?s ?p ?o } # " }',
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <FILE:///etc/passwd> { ?s ?p ?o }",
        "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
        "PREFIX f: <ftp://example.org/> SELECT * FROM f:x { ?s ?p ?o }",
        "SELECT * FROM <ftp://example.org/x> { ?s ?p ?o }",
        "BASE <ftp://example.org/> SELECT * FROM <x> { ?s ?p ?o }",
        "LOAD <http://example.org/>",
        "PREFIX x: <http://example.org/> DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DROP ALL",
        "SELECT * { " + "{" * 201 + "}" * 201 + " }",
        "SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
        "SELECT * { FILTER(?a<" + "(" * 5000 + ">1) }",
        "SELECT * { " + "OPTIONAL{?a?b?c}" * 3000 + " }",
        "SELECT * { FILTER(" + "!" * 90_000 + "?a) }",
        "SELECT * { FILTER(" + "||".join(["?a"] * 16_000) + ") }",
        "SELECT * { ?a ?b ?c" + ",?c" * 30_000 + " }",
        "SELECT * { ?s ?p '" + "x" * 100_000 + "' }",
        "SELECT * { ?s ?p '\udcff' }",
    ],
    ids=lambda text: text[:60].encode("ascii", "replace").decode(),
)
def test_what_no_query_may_do_is_refused(text: str) -> None:
    """The engine never sees what would go out to the network, read a file, or bring it down."""
    with pytest.raises(QueryError):
        prepare(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service rg:kind 'SERVICE <http://x> {}' } # SERVICE",
        "SELECT * FROM <https://example.org/x> { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o>2) FILTER(?o IN (" + ",".join(["1"] * 5000) + ")) }",
        "SELECT * { VALUES ?x { " + "<http://example.org/x#y> " * 3000 + "} }",
        "SELECT * { VALUES (?x ?y) { (<http://example.org/x#y> <http://example.org/x#y>) } }",
        "SELECT * { ?s ?p ?o ; rg:kind body-kind:diplomatic-service . FILTER(?o<?p&&?p>?o) }",
    ],
    ids=lambda text: text[:60],
)
def test_what_only_looks_dangerous_is_let_pass(text: str) -> None:
    """Words in strings, names and comments, long lists and comparisons are no harm."""
    assert prepare(text).form == "SELECT"


def test_checking_evaluates_nothing() -> None:
    """A query that would run for minutes is checked at once."""
    lists = "".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(300)))} }} " for i in range(4))
    assert prepare(f"SELECT * {{ {lists} }} ORDER BY ?v1").form == "SELECT"


def test_the_longest_chains_do_not_bring_the_engine_down() -> None:
    """What the limits let pass ends well, in a process of its own."""
    code = "import sys, pyoxigraph; pyoxigraph.Store().query(sys.stdin.read())"
    for text in (
        "SELECT * { " + "OPTIONAL{?a?b?c}" * (safety.LINKS // 2 - 2) + " }",
        "SELECT * { FILTER(" + "||".join(["?a"] * (safety.LINKS - 4)) + ") }",
        "SELECT * { FILTER(" + "!" * (safety.LINKS - 4) + "?a) }",
        "SELECT * { " + "{" * (safety.DEEPEST - 1) + "}" * (safety.DEEPEST - 1) + " }",
        "SELECT * { FILTER(" + "(" * (safety.DEEPEST - 2) + "1" + ")" * (safety.DEEPEST - 2) + ") }",
        "SELECT * { " + "".join(f"BIND(1 AS ?a{i})" for i in range(safety.LINKS // 2 - 2)) + " }",
    ):
        safety.check(text)
        assert subprocess.run([sys.executable, "-c", code], input=text, text=True, timeout=120, check=False).returncode == 0

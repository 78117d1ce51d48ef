"""Shapes are proved fit to run, engines report in one order, and reports follow the W3C."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from rightsgraph import resources
from rightsgraph.errors import ShapesError
from rightsgraph.findings import Severity
from rightsgraph.shacl import PyShaclEngine, Result, Shapes, read_report, report_turtle, unknown_terms
from rightsgraph.terms import RG, ROOT

EX = "https://example.org/"
PREFIXES = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <{EX}> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}"^^xsd:anyURI ] .
"""
NAMED = "ex:S a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:name ; sh:minCount 1 ."


def triples(turtle: str) -> list[ox.Triple]:
    """Parse Turtle with the prefixes of this file."""
    return [quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)]


def shapes(turtle: str) -> Shapes:
    """Make shapes of Turtle."""
    return Shapes.from_triples(triples(turtle))


def query(select: str) -> Shapes:
    """Make a shape with a SPARQL constraint."""
    return shapes(f'ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:sparql [ sh:prefixes ex: ; sh:select """{select}""" ] .')


def validate(data: str, turtle: str) -> list[Result]:
    """Validate data, both in Turtle."""
    return PyShaclEngine().validate(triples(data), shapes(turtle))


def test_shipped_shapes_name_known_terms_only() -> None:
    """All shape files load, and name no class, property or concept that the ontology lacks."""
    quads = [quad for file in resources.ontology_files() for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)]
    known = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    assert Shapes.load(resources.shape_files().values(), known, [ROOT]).files == tuple(resources.shape_files().values())


def test_folder_is_loaded(tmp_path: Path) -> None:
    """A folder stands for the Turtle files in it."""
    (tmp_path / "a.ttl").write_text(PREFIXES + NAMED)
    assert Shapes.load([tmp_path]).files == (tmp_path / "a.ttl",)


@pytest.mark.parametrize("turtle", ["", "ex:S a sh:PropertyShape ; sh:path ex:name ; sh:minCount 1 .", "ex:Thing a owl:Class ."])
def test_no_shapes_are_refused(turtle: str) -> None:
    """Shapes without a target, or none, would let everything pass."""
    with pytest.raises(ShapesError, match="no shapes with a target"):
        shapes(turtle)


def test_no_files_are_refused(tmp_path: Path) -> None:
    """No files, and a folder without any, are no shapes."""
    for paths in ([], [tmp_path]):
        with pytest.raises(ShapesError, match="no shapes with a target"):
            Shapes.load(paths)


def test_engine_refuses_empty_shapes() -> None:
    """The engine does not rely on how the shapes were made."""
    with pytest.raises(ShapesError, match="no shapes with a target"):
        PyShaclEngine().validate(triples("ex:it a ex:Thing ."), Shapes(()))


def test_class_that_is_a_shape_is_a_target() -> None:
    """A shape that is a class too targets its instances."""
    assert validate("ex:it a ex:S .", "ex:S a owl:Class, rdfs:Class, sh:NodeShape ; sh:property ex:P . ex:P sh:path ex:p ; sh:minCount 1 .")


def test_broken_turtle_is_told_with_line(tmp_path: Path) -> None:
    """A syntax error names file and line."""
    (tmp_path / "a.ttl").write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n\nsh:a sh:b ;;; .. .\n")
    with pytest.raises(ShapesError, match="no Turtle") as caught:
        Shapes.load([tmp_path / "a.ttl"])
    assert (caught.value.file, caught.value.line) == (str(tmp_path / "a.ttl"), 3)


def test_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(ShapesError, match="cannot be read"):
        Shapes.load([tmp_path / "none.ttl"])


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        (NAMED + "ex:S sh:minCuont 1 .", "sh:minCuont, which is not evaluated; did you mean `minCount`"),
        (NAMED + "ex:S sh:nodeKind sh:Iri .", "sh:Iri, which is not evaluated"),
        (NAMED + "ex:S sh:rule [ sh:order 1 ] .", "sh:rule, which is not evaluated"),
        (NAMED + "ex:N a sh:NodeShape ; sh:targetClass ex:T ; sh:property ex:s .", "ex.*/N names the shape .*/s, which is not defined"),
        (
            NAMED + "ex:N a sh:NodeShape ; sh:targetClass ex:T ; sh:or ( ex:S ex:Sx ) .",
            "names the shape .*Sx, which is not defined.*org/S`",
        ),
        ("ex:N a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:minCount 1 ] .", "property shape .*/N has no path"),
        ("ex:S a sh:PropertyShape ; sh:targetClass ex:T ; sh:minCount 1 .", "property shape .*/S has no path"),
        (NAMED + 'ex:S sh:pattern "^(a+)+$" .', "may take forever"),
        (NAMED + 'ex:S sh:pattern "[a" .', "is no regular expression"),
    ],
)
def test_shapes_that_would_not_be_evaluated_are_refused(turtle: str, told: str) -> None:
    """What an engine would pass over in silence, or hang on, is an error that names the shape."""
    with pytest.raises(ShapesError, match=told):
        shapes(turtle)


@pytest.mark.parametrize(
    ("select", "told"),
    [
        ("SELECT $this WHERE { SERVICE <http://example.org/sparql> { $this ?p ?o } }", "uses SERVICE"),
        ("SELECT $this WHERE { \\\\u0053ERVICE <http://example.org/sparql> { $this ?p ?o } }", "uses SERVICE"),
        ("SELECT $this FROM <file:///etc/passwd> WHERE { $this ?p ?o }", "uses FROM"),
        ("SELECT $this WHERE { $this ?p ?o minus { $this a ?o } }", "uses MINUS"),
        ("SELECT $this WHERE { VALUES $this { ex:a } }", "uses VALUES"),
        ("SELECT $this WHERE { $this ?p ", "no SPARQL"),
        ("SELECT $this WHERE { $this other:p ?o }", "no SPARQL"),
        ("SELECT $this WHERE { FILTER (" + "(" * 600 + "true" + ")" * 601 + " }", "brackets"),
        ("SELECT $this WHERE { $this ?p ?o FILTER regex(?o, '(a+)+') }", "may take forever"),
    ],
)
def test_dangerous_queries_are_refused(select: str, told: str) -> None:
    """Queries that reach out, or that SHACL forbids, never reach an engine."""
    with pytest.raises(ShapesError, match=told):
        query(select)


def test_harmless_query_is_let_through() -> None:
    """Keywords in comments, strings, IRIs and variables are no keywords."""
    harmless = query(
        "# no SERVICE here\nSELECT $this ?from WHERE { $this <http://example.org/FROM#x> ?from FILTER (?from != ' MINUS ') $this $PATH 1 }"
    )
    assert harmless.triples


def test_unknown_terms_are_named_with_the_nearest() -> None:
    """Misspelt classes, properties and concepts are found in paths, targets, lists and queries."""
    found = unknown_terms(
        shapes(
            "ex:A a sh:PropertyShape ; sh:targetClass ex:Evnt ; sh:path ( [ sh:inversePath ex:dat ] ex:kind ) ; sh:in ( ex:arest ) ."
            "ex:B a sh:NodeShape ; sh:targetSubjectsOf ex:kind ; sh:sparql [ sh:prefixes ex: ; "
            'sh:select "SELECT $this { $this ex:plaace ?x ; '
            f'<{EX}plce> ?y }}" ] .'
        ),
        {EX + name for name in ("Event", "date", "kind", "arrest", "place")},
        [EX],
    )
    assert [term.term.removeprefix(EX) for term in found] == ["Evnt", "arest", "dat", "plaace", "plce"]
    assert str(found[0]) == f"shape {EX}A names {EX}Evnt, which is not defined; did you mean `{EX}Event`?"
    assert found[3].shape == EX + "B"


def test_unknown_terms_stop_the_load(tmp_path: Path) -> None:
    """Shapes are not loaded when they name what the ontology does not define."""
    (tmp_path / "a.ttl").write_text(PREFIXES + NAMED)
    assert Shapes.load([tmp_path], {EX + "Thing", EX + "name"}, [EX]).triples
    with pytest.raises(ShapesError, match=r"names https://example\.org/name, which is not defined"):
        Shapes.load([tmp_path], {EX + "Thing"}, [EX])


def test_result_tells_all() -> None:
    """A result holds focus, path, value, component, severity, message and shape; literals stay as written."""
    data = 'ex:it a ex:Thing ; ex:name "01"^^xsd:integer .'
    turtle = "ex:S a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:name ; sh:nodeKind sh:IRI ; "
    turtle += "sh:severity sh:Warning ; sh:message 'An IRI.' ."
    assert validate(data, turtle) == [
        Result(
            focus=EX + "it",
            path=EX + "name",
            value='"01"^^<http://www.w3.org/2001/XMLSchema#integer>',
            component="http://www.w3.org/ns/shacl#NodeKindConstraintComponent",
            severity=Severity.WARNING,
            message="An IRI.",
            shape=EX + "S",
        )
    ]


def test_results_come_sorted() -> None:
    """The order of the data does not matter."""
    data = ["ex:b a ex:Thing .", "ex:c a ex:Thing .", "ex:a a ex:Thing ; ex:name 1 ."]
    first, second = validate("".join(data), NAMED), validate("".join(reversed(data)), NAMED)
    assert [result.focus for result in first] == [EX + "b", EX + "c"]
    assert first == second


def test_ontology_makes_subclasses_count() -> None:
    """Targets and sh:class see the subclasses that the data graph declares."""
    assert validate("ex:it a ex:Part . ex:Part rdfs:subClassOf ex:Thing .", NAMED)
    assert not validate("ex:it a ex:Part .", NAMED)


def test_query_gives_path_and_value() -> None:
    """A SPARQL constraint may say which property and value are wrong."""
    select = "SELECT $this (ex:name AS ?path) ?value WHERE { $this ex:name ?value FILTER (?value > 1) }"
    [result] = PyShaclEngine().validate(triples("ex:it a ex:Thing ; ex:name 1, 2 ."), query(select))
    assert (result.path, result.value) == (EX + "name", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>')


def test_imports_are_not_followed() -> None:
    """owl:imports in data or shapes fetches nothing."""
    imports = f"ex:o a owl:Ontology ; owl:imports <file://{__file__}>, <http://127.0.0.1:9/x> ."
    assert validate("ex:it a ex:Thing ." + imports, NAMED + imports)[0].shape == EX + "S"


def test_shapes_an_engine_cannot_run_are_told() -> None:
    """What only the engine finds wrong is our error too."""
    with pytest.raises(ShapesError, match="pySHACL cannot run"):
        validate("ex:it a ex:Thing .", NAMED + 'ex:S sh:maxCount "many" .')


def test_triple_terms_are_refused() -> None:
    """RDF 1.2 is not what SHACL 1.0 validates."""
    node = ox.NamedNode(EX + "a")
    with pytest.raises(ShapesError, match="triple term"):
        PyShaclEngine().validate([ox.Triple(node, node, ox.Triple(node, node, node))], shapes(NAMED))


ALL_SORTS = """
ex:A a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path [ sh:alternativePath ( ex:a [ sh:inversePath ex:b ] ) ] ; sh:minCount 1 .
ex:B a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ( ex:a ex:b ) ; sh:minCount 1 ; sh:severity sh:Info .
ex:C a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:c ; sh:nodeKind sh:IRI ; sh:message 'Say "IRI"\\\\, not a\\ntext'@en .
ex:D a sh:NodeShape ; sh:targetObjectsOf ex:c ; sh:nodeKind sh:IRI ; sh:severity sh:Warning .
"""


def test_report_can_be_read_back() -> None:
    """The W3C report holds every result, long paths and literals as focus nodes included."""
    results = validate('ex:it a ex:Thing ; ex:c "text \\"a\\""@en, 5 .', ALL_SORTS)
    assert len(results) == 6
    graph = rdflib.Graph().parse(data=report_turtle(results), format="turtle")
    assert sorted(read_report(graph), key=lambda result: result.sort_key) == results
    assert graph.value(predicate=rdflib.SH.conforms, object=rdflib.Literal(False)) is not None


def test_empty_report_conforms() -> None:
    """Without results the report says that the data conform."""
    graph = rdflib.Graph().parse(data=report_turtle([]), format="turtle")
    assert [str(value) for value in graph.objects(None, rdflib.SH.conforms)] == ["true"]
    assert list(read_report(graph)) == []


def test_long_paths_are_turtle() -> None:
    """A longer path is written as Turtle, a single property as its IRI."""
    paths = {result.shape.removeprefix(EX): result.path for result in validate("ex:it a ex:Thing ; ex:c 1 .", ALL_SORTS)}
    assert paths["B"] == f"( <{EX}a> <{EX}b> )"
    assert paths["C"] == EX + "c"
    assert paths["D"] is None


def test_start_up_is_not_slowed() -> None:
    """The engine's libraries are loaded when it runs, not before."""
    code = "import sys, rightsgraph.shacl; print([name for name in ('rdflib', 'pyshacl') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_namespace_of_terms_is_that_of_the_code() -> None:
    """The shapes speak of the namespace that the code knows."""
    assert any(RG + "Claim" in str(triple.object) for triple in Shapes.load([resources.shape_files()["records"]]).triples)

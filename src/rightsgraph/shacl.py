"""SHACL validation: engines that run shapes on data, their results, and the W3C validation report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import pyoxigraph as ox

from rightsgraph.errors import ShapesError
from rightsgraph.findings import Severity
from rightsgraph.shapes import Shapes, Term, UnknownTerm, prove_present, unknown_terms
from rightsgraph.terms import SH

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

__all__ = [
    "Engine",
    "PyShaclEngine",
    "Result",
    "Shapes",
    "UnknownTerm",
    "read_report",
    "report_turtle",
    "to_rdflib",
    "unknown_terms",
]

_SEVERITIES: Final = {SH + "Warning": Severity.WARNING, SH + "Info": Severity.INFO, SH + "Violation": Severity.VIOLATION}


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result: a focus node that fails a shape.

    ``focus`` is an IRI as it stands, other nodes as N-Triples; ``value`` is in N-Triples form; ``path`` is the IRI of a
    property, or a longer SHACL path in Turtle, which begins with ``(`` or ``[``; ``component`` and ``shape`` are IRIs.
    """

    focus: str
    path: str | None
    value: str | None
    component: str
    severity: Severity
    message: str
    shape: str

    @property
    def sort_key(self) -> tuple[str, ...]:
        """Focus, path, shape, component, value and message: the order in which results are given."""
        return (self.focus, self.path or "", self.shape, self.component, self.value or "", self.message)


class Engine(Protocol):
    """Something that validates data against shapes; the seam for other engines."""

    @property
    def name(self) -> str:
        """The engine's name, for messages."""

    def validate(self, data: Iterable[ox.Triple], shapes: Shapes) -> list[Result]:
        """Validate a data graph; the results come sorted, and an empty list means that the data conform."""


class PyShaclEngine:
    """The reference engine, pySHACL: exact and slow; nothing is inferred, imported or fetched."""

    name = "pyshacl"

    def validate(self, data: Iterable[ox.Triple], shapes: Shapes) -> list[Result]:
        """Validate a data graph; raises :class:`ShapesError` where pySHACL cannot run the shapes."""
        import pyshacl
        import rdflib.plugins.sparql
        from pyshacl.errors import ReportableRuntimeError

        # A query with FROM <file:…> would otherwise read that file.
        rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
        prove_present(shapes)
        shapes_graph = to_rdflib(shapes.triples)
        try:
            _, report, text = pyshacl.validate(
                to_rdflib(data), shacl_graph=shapes_graph, inference="none", advanced=False, meta_shacl=False,
                do_owl_imports=False, allow_infos=True, allow_warnings=True, inplace=True,
            )  # fmt: skip
        except ReportableRuntimeError as error:
            raise ShapesError(f"pySHACL cannot run the shapes: {error.message}", shapes.name) from error
        if not isinstance(report, rdflib.Graph):
            raise ShapesError(f"pySHACL cannot run the shapes: {text}", shapes.name)
        return sorted(read_report(report, shapes_graph), key=lambda result: result.sort_key)


def report_turtle(results: Iterable[Result]) -> str:
    """Write results as a W3C ``sh:ValidationReport`` in Turtle.

    By the standard any result, even a warning, makes ``sh:conforms`` false.
    """
    ordered = sorted(results, key=lambda result: result.sort_key)
    lines = [f"@prefix sh: <{SH}> .", "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .", ""]
    head = f"[] a sh:ValidationReport ;\n  sh:conforms {'false' if ordered else 'true'}"
    body = ",\n".join(_result_turtle(result) for result in ordered)
    return "\n".join([*lines, f"{head} ;\n  sh:result\n{body} ." if ordered else f"{head} .", ""])


def read_report(report: rdflib.Graph, shapes_graph: rdflib.Graph | None = None) -> Iterator[Result]:
    """Read the results of a W3C validation report; what stands under ``sh:detail`` is left out."""
    from rdflib import RDF as RDF_NS
    from rdflib import SH as SH_NS

    for head in report.subjects(RDF_NS.type, SH_NS.ValidationReport):
        for node in report.objects(head, SH_NS.result):
            focus, severity = report.value(node, SH_NS.focusNode), report.value(node, SH_NS.resultSeverity)
            path, value = report.value(node, SH_NS.resultPath), report.value(node, SH_NS.value)
            shape = report.value(node, SH_NS.sourceShape)
            yield Result(
                focus=_plain(focus) or "",
                path=None if path is None else _path_turtle(report, path, shapes_graph),
                value=None if value is None else _term_text(value),
                component=str(report.value(node, SH_NS.sourceConstraintComponent)),
                severity=_SEVERITIES.get(str(severity), Severity.VIOLATION),
                message=min((str(text) for text in report.objects(node, SH_NS.resultMessage)), default=""),
                shape=_plain(shape) or "",
            )


def to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Copy triples into an rdflib graph, literals as written (rdflib would make ``1`` of ``01``)."""
    import rdflib

    cache: dict[Term, Node] = {}

    def convert(term: Term) -> Node:
        if term not in cache:
            cache[term] = _rdflib_term(term)
        return cache[term]

    graph = rdflib.Graph()
    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def _rdflib_term(term: Term) -> Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language or term.datatype.value.endswith("#string") else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise ShapesError("the data hold a triple term, which SHACL 1.0 does not know", remedy="give the data as plain RDF 1.1")


def _term_text(node: Node) -> str:
    """Write an rdflib term in N-Triples form."""
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if isinstance(node, rdflib.Literal):
        datatype = None if node.datatype is None else ox.NamedNode(str(node.datatype))
        return str(ox.Literal(str(node), language=node.language) if node.language else ox.Literal(str(node), datatype=datatype))
    return f"_:{node}"


def _plain(node: Node | None) -> str | None:
    text = None if node is None else _term_text(node)
    return text[1:-1] if text and text.startswith("<") else text


def _path_turtle(report: rdflib.Graph, path: Node, shapes_graph: rdflib.Graph | None) -> str:
    """Write a SHACL path: a property as its plain IRI, a longer path in Turtle."""
    import rdflib

    if isinstance(path, rdflib.URIRef):
        return str(path)
    for graph in (report, *([shapes_graph] if shapes_graph is not None else [])):
        if graph.value(path, rdflib.RDF.first) is not None:
            return f"( {' '.join(_step(report, step, shapes_graph) for step in graph.items(path))} )"
        for predicate, step in graph.predicate_objects(path):
            return f"[ <{predicate}> {_step(report, step, shapes_graph)} ]"
    return "[]"


def _step(report: rdflib.Graph, path: Node, shapes_graph: rdflib.Graph | None) -> str:
    text = _path_turtle(report, path, shapes_graph)
    return text if text[0] in "[(" else f"<{text}>"


def _result_turtle(result: Result) -> str:
    wrapped = {"focusNode": _turtle_node(result.focus), "resultMessage": str(ox.Literal(result.message))}
    lines = [
        "    [ a sh:ValidationResult",
        f"sh:focusNode {wrapped['focusNode']}",
        *([f"sh:resultPath {_turtle_node(result.path)}"] if result.path else []),
        *([f"sh:value {result.value}"] if result.value else []),
        f"sh:resultSeverity sh:{result.severity.capitalize()}",
        f"sh:sourceConstraintComponent {_turtle_node(result.component)}",
        f"sh:sourceShape {_turtle_node(result.shape)}",
        f"sh:resultMessage {wrapped['resultMessage']} ]",
    ]
    return " ;\n      ".join(lines)


def _turtle_node(text: str) -> str:
    """Put an IRI in angle brackets; leave blank nodes, literals and paths as they are."""
    return text if text.startswith(("_:", '"', "[", "(")) else str(ox.NamedNode(text))

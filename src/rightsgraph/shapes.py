"""Shapes: SHACL read from Turtle and proved fit to run.

A shapes graph fails silently: an empty one, a misspelt class or an unknown SHACL property make everything conform. So
:meth:`Shapes.load` refuses shapes of which a part would never be evaluated, and those that could hang an engine or make
it reach out to the network.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from rightsgraph.errors import ShapesError
from rightsgraph.findings import nearest
from rightsgraph.terms import OWL, RDF, RDF_TYPE, RDFS, SH

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

# SHACL Core and SHACL-SPARQL: https://www.w3.org/TR/shacl/. What is left out (rules, JavaScript, functions, SPARQL
# targets) no engine of this module evaluates.
SHACL_TERMS: Final = frozenset(
    SH + name
    for name in """
    NodeShape PropertyShape Shape Info Warning Violation IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral
    IRIOrLiteral PropertyGroup PrefixDeclaration ConstraintComponent Parameter SPARQLConstraint SPARQLAskValidator
    SPARQLSelectValidator targetClass targetNode targetObjectsOf targetSubjectsOf path inversePath alternativePath
    zeroOrMorePath oneOrMorePath zeroOrOnePath severity message deactivated name description order group defaultValue
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength
    pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node property
    qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount closed ignoredProperties
    hasValue in sparql select ask prefixes declare prefix namespace parameter optional labelTemplate validator
    nodeValidator propertyValidator entailment shapesGraph shapesGraphWellFormed
    """.split()
)
TARGETS: Final = tuple(SH + name for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf"))
SHAPE_CLASSES: Final = (SH + "NodeShape", SH + "PropertyShape")
FORBIDDEN_IN_SPARQL: Final = ("SERVICE", "FROM", "MINUS", "VALUES")
_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)|"""
    r"""(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<name>[A-Za-z][\w-]*:[\w.-]*|:[\w-]+)|(?P<word>[?$]?\w+)"""
)
_REPEATED: Final = re.compile(r"[*+]|\{\d*,\d*\}")
_MANY_TIMES: Final = re.compile(r"[*+]|\{\d*,(?:\d{2,})?\}|\{\d{2,}")
_MOST_BRACKETS: Final = 500


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """A class, property or concept that a shape names and no ontology defines."""

    term: str
    shape: str
    hint: str

    def __str__(self) -> str:
        return f"shape {self.shape} names {self.term}, which is not defined{self.hint}"


@dataclass(frozen=True)
class Shapes:
    """A shapes graph that is fit to run: made by :meth:`load` or :meth:`from_triples`."""

    triples: tuple[ox.Triple, ...]
    files: tuple[Path, ...] = ()
    _by_subject: dict[Term, list[ox.Triple]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, paths: Iterable[Path], known: Collection[str] | None = None, namespaces: Collection[str] = ()) -> Shapes:
        """Read shapes from Turtle files, or from every ``.ttl`` file of a folder.

        With ``known`` terms, whatever the shapes name in one of the ``namespaces`` has to be among them. Raises
        :class:`ShapesError` where there are no shapes, where they cannot be read or would not be evaluated as written.
        """
        files = tuple(file for path in paths for file in (sorted(path.glob("*.ttl")) if path.is_dir() else [path]))
        shapes = cls.from_triples([triple for file in files for triple in _parse(file)], files)
        if known is not None and (unknown := unknown_terms(shapes, known, namespaces)):
            raise ShapesError("; ".join(str(term) for term in unknown), shapes.name, None, "correct the term, or define it in the ontology")
        return shapes

    @classmethod
    def from_triples(cls, triples: Iterable[ox.Triple], files: Sequence[Path] = ()) -> Shapes:
        """Take a shapes graph from memory; raises :class:`ShapesError` as :meth:`load` does."""
        shapes = cls(tuple(triples), tuple(files))
        for triple in shapes.triples:
            shapes._by_subject.setdefault(triple.subject, []).append(triple)
        for prove in (prove_present, _prove_vocabulary, _prove_references, _prove_patterns, _prove_queries):
            prove(shapes)
        return shapes

    @property
    def name(self) -> str | None:
        """Say for a message which files the shapes stand in."""
        return ", ".join(str(file) for file in self.files) or None

    def about(self, subject: Term) -> list[ox.Triple]:
        """List the triples of a subject, in the order written."""
        return self._by_subject.get(subject, [])

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """List the objects of a subject and predicate, in the order written."""
        return [triple.object for triple in self.about(subject) if triple.predicate.value == predicate]

    def members(self, head: Term) -> Iterator[Term]:
        """Walk an RDF list."""
        seen: set[Term] = set()
        while head not in seen and (first := self.objects(head, RDF + "first")):
            seen.add(head)
            yield first[0]
            head = next(iter(self.objects(head, RDF + "rest")), first[0])

    def owner(self, node: Term) -> str:
        """Name the shape a node of the shapes graph belongs to: itself, or the named node that leads to it."""
        seen = {node}
        while isinstance(node, ox.BlankNode):
            parents = [triple.subject for triple in self.triples if triple.object == node and triple.subject not in seen]
            if not parents:
                break
            node = parents[0]
            seen.add(node)
        return node.value if isinstance(node, ox.NamedNode) else str(node)


def unknown_terms(shapes: Shapes, known: Collection[str], namespaces: Collection[str]) -> list[UnknownTerm]:
    """List the terms of our namespaces that shapes or their SPARQL texts name and ``known`` lacks, nearest term and all.

    The IRIs of the shapes themselves and of the namespaces are no terms.
    """
    own = {triple.subject.value for triple in shapes.triples if isinstance(triple.subject, ox.NamedNode)}
    skipped = own | set(namespaces) | set(known)
    found: dict[str, str] = {}
    for triple in shapes.triples:
        for iri in _iris_named(shapes, triple):
            if iri not in skipped and iri.startswith(tuple(namespaces)):
                found.setdefault(iri, shapes.owner(triple.subject))
    return [UnknownTerm(iri, found[iri], nearest(iri, known)) for iri in sorted(found)]


def _parse(file: Path) -> list[ox.Triple]:
    try:
        quads = list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise ShapesError(f"the shapes are no Turtle: {error.msg}", str(file), error.lineno, "correct the file") from error
    except OSError as error:
        raise ShapesError("the shapes cannot be read", str(file), None, "give the path of a Turtle file") from error
    return [quad.triple for quad in quads]


def prove_present(shapes: Shapes) -> None:
    """Refuse a graph in which no shape says what it is for: everything would conform to it."""
    if not any(triple.predicate.value in TARGETS or _is_class_shape(shapes, triple) for triple in shapes.triples):
        where = shapes.name or "what was given"
        raise ShapesError(f"there are no shapes with a target in {where}", None, None, "give at least one file of SHACL shapes")


def _is_class_shape(shapes: Shapes, triple: ox.Triple) -> bool:
    """Tell whether a triple makes a shape a class too, which is its target then."""
    return (
        triple.predicate.value == RDF_TYPE
        and triple.object in (ox.NamedNode(RDFS + "Class"), ox.NamedNode(OWL + "Class"))
        and any(ox.NamedNode(shape) in shapes.objects(triple.subject, RDF_TYPE) for shape in SHAPE_CLASSES)
    )


def _prove_vocabulary(shapes: Shapes) -> None:
    """Refuse SHACL terms that do not exist or that no engine here evaluates."""
    for triple in shapes.triples:
        for term in (triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(SH) and term.value not in SHACL_TERMS:
                word = term.value.removeprefix(SH)
                hint = nearest(word, (known.removeprefix(SH) for known in SHACL_TERMS))
                raise ShapesError(
                    f"shape {shapes.owner(triple.subject)} uses sh:{word}, which is not evaluated{hint}",
                    shapes.name, None, "use SHACL Core or sh:sparql",
                )  # fmt: skip


def _prove_references(shapes: Shapes) -> None:
    """Refuse references to shapes that are nowhere described, and property shapes without a path."""
    for triple in shapes.triples:
        for shape in _shapes_named(shapes, triple):
            if not shapes.about(shape):
                known = {triple.subject.value for triple in shapes.triples if isinstance(triple.subject, ox.NamedNode)}
                raise ShapesError(
                    f"shape {shapes.owner(triple.subject)} names the shape {shapes.owner(shape)}, which is not defined"
                    f"{nearest(shapes.owner(shape), known)}", shapes.name, None, "correct the name, or add that shape",
                )  # fmt: skip
        for shape in _property_shapes(triple):
            if len(shapes.objects(shape, SH + "path")) != 1:
                raise ShapesError(
                    f"property shape {shapes.owner(shape)} has no path, or more than one",
                    shapes.name, None, "give it exactly one sh:path",
                )  # fmt: skip


def _property_shapes(triple: ox.Triple) -> list[Term]:
    """List the nodes that a triple makes property shapes."""
    if triple.predicate.value == RDF_TYPE and triple.object == ox.NamedNode(SH + "PropertyShape"):
        return [triple.subject]
    return [triple.object] if triple.predicate.value == SH + "property" else []


def _shapes_named(shapes: Shapes, triple: ox.Triple) -> Iterable[Term]:
    keyword = triple.predicate.value.removeprefix(SH)
    if keyword in ("and", "or", "xone"):
        return list(shapes.members(triple.object))
    return [triple.object] if keyword in ("property", "node", "not", "qualifiedValueShape") else []


def _prove_patterns(shapes: Shapes) -> None:
    """Refuse regular expressions that are broken or could take forever, in ``sh:pattern`` and in SPARQL texts."""
    for triple in shapes.triples:
        if not isinstance(triple.object, ox.Literal):
            continue
        if triple.predicate.value == SH + "pattern":
            _prove_pattern(shapes, triple, triple.object.value)
        elif triple.predicate.value in (SH + "select", SH + "ask"):
            for text in (match["string"] for match in _TOKEN.finditer(triple.object.value) if match["string"]):
                if explodes(text[1:-1]):
                    _prove_pattern(shapes, triple, text[1:-1])


def _prove_pattern(shapes: Shapes, triple: ox.Triple, pattern: str) -> None:
    trouble = "may take forever, as it repeats a repetition" if explodes(pattern) else ""
    try:
        re.compile(pattern)
    except re.error as error:
        trouble = f"is no regular expression: {error}"
    if trouble:
        raise ShapesError(
            f"the pattern {pattern!r} of shape {shapes.owner(triple.subject)} {trouble}",
            shapes.name, None, "write the pattern without a repetition inside a repeated group",
        )  # fmt: skip


def explodes(pattern: str) -> bool:
    r"""Tell whether a regular expression repeats a group that itself repeats or branches, the mark of endless matching.

    A heuristic: it refuses some harmless patterns, such as ``(a+b)+``.

    >>> [explodes(pattern) for pattern in ("^(a+)+$", "(a|a)*", "(a{2,})*b", "(a?a?)+", "((a*)b){20}")]
    [True, True, True, True, True]
    >>> [explodes(pattern) for pattern in ("^[0-9a-f]{64}$", r"(a\+)+", "([+*])+", "^(a+)(-b+)?$", "(?:ab)*")]
    [False, False, False, False, False]
    """
    bare = re.sub(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\.", "x", pattern).replace("(?", "(")
    open_groups, closed = [False], False
    for index, character in enumerate(bare):
        if closed and _MANY_TIMES.match(bare, index):
            return True
        closed = False
        if character == "(":
            open_groups.append(False)
        elif character == ")" and len(open_groups) > 1:
            closed = open_groups.pop()
            open_groups[-1] = open_groups[-1] or closed
        elif character in "|?" or _REPEATED.match(bare, index):
            open_groups[-1] = True
    return False


def _prove_queries(shapes: Shapes) -> None:
    """Refuse SPARQL texts that are broken, reach out, or hold what SHACL's pre-binding forbids."""
    for triple in shapes.triples:
        if triple.predicate.value in (SH + "select", SH + "ask"):
            text = _unescape(triple.object.value) if isinstance(triple.object, ox.Literal) else ""
            if trouble := _forbidden(text) or _syntax_error(text, _prefixes(shapes, triple.subject)):
                owner = shapes.owner(triple.subject)
                raise ShapesError(f"the query of shape {owner} {trouble}", shapes.name, None, "correct sh:select or sh:prefixes")


def _unescape(text: str) -> str:
    """Resolve SPARQL's code point escapes, behind which a keyword can hide."""
    return re.sub(r"\\(?:u([0-9A-Fa-f]{4})|U00([0-9A-Fa-f]{6}))", lambda m: chr(min(int(m[1] or m[2], 16), 0xFFFD)), text)


def _forbidden(text: str) -> str:
    words = {match["word"].upper() for match in _TOKEN.finditer(text) if match["word"]}
    found = [word for word in FORBIDDEN_IN_SPARQL if word in words]
    return f"uses {found[0]}, which SHACL forbids" if found else ""


def _syntax_error(text: str, prefixes: dict[str, str]) -> str:
    if sum(map(text.count, "({[")) > _MOST_BRACKETS:
        return f"has more than {_MOST_BRACKETS} brackets"
    header = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(prefixes.items()))
    try:
        ox.Store().query(header + re.sub(r"[$?]PATH\b", f"<{SH}path>", text))
    except SyntaxError as error:
        return f"is no SPARQL: {error.msg}"
    return ""


def _prefixes(shapes: Shapes, constraint: Term) -> dict[str, str]:
    """Collect the prefixes a SPARQL constraint declares through ``sh:prefixes``."""
    found: dict[str, str] = {}
    for ontology in shapes.objects(constraint, SH + "prefixes"):
        for declaration in shapes.objects(ontology, SH + "declare"):
            for name in shapes.objects(declaration, SH + "prefix"):
                for namespace in shapes.objects(declaration, SH + "namespace"):
                    if isinstance(name, ox.Literal) and isinstance(namespace, ox.Literal):
                        found[name.value] = namespace.value
    return found


def _iris_named(shapes: Shapes, triple: ox.Triple) -> Iterator[str]:
    """Walk the IRIs that a triple names, those in SPARQL texts with them."""
    for term in (triple.predicate, triple.object):
        if isinstance(term, ox.NamedNode):
            yield term.value
    if isinstance(triple.object, ox.Literal) and triple.predicate.value in (SH + "select", SH + "ask"):
        prefixes = _prefixes(shapes, triple.subject)
        for match in _TOKEN.finditer(triple.object.value):
            name, _, local = (match["name"] or "").partition(":")
            if match["iri"]:
                yield match["iri"][1:-1]
            elif local and name in prefixes:
                yield prefixes[name] + local.rstrip(".")

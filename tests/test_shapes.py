"""Every shape has data that pass and data that fail for it: the files in ``tests/shapes``.

``NAME.xfail.ttl`` declares in its head the shape and the focus node that fail, ``NAME.pass.ttl`` the group of shapes that it
passes. IRIs of https://example.org/ are told apart by file, so that each group of shapes runs once for all files and the
ontology. A file for the house shapes is a small ontology of its own, and runs alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from rightsgraph import resources
from rightsgraph.shacl import PyShaclEngine, Result, Shapes
from rightsgraph.shapes import SHAPE_CLASSES, TARGETS
from rightsgraph.terms import RDF_TYPE, RDFS, RG, ROOT, SCHEMA, SH

EXAMPLE = "https://example.org/"
HOUSE = "house"
SHAPE = ROOT + "shape/"
FILES = sorted((Path(__file__).parent / "shapes").glob("*.ttl"))
XFAIL = [file for file in FILES if file.name.endswith(".xfail.ttl")]
PASS = [file for file in FILES if file.name.endswith(".pass.ttl")]


@dataclass(frozen=True)
class Example:
    """A data file: the triples, with IRIs of its own, and what its head declares."""

    header: Mapping[str, str]
    base: str
    triples: tuple[ox.Triple, ...]

    @property
    def group(self) -> str:
        """The name of the file of shapes that the data are for."""
        if "shapes" in self.header:
            return self.header["shapes"]
        return next(name for name in resources.shape_files() if self.header["shape"] in iris(load(name)))

    @property
    def focus(self) -> str:
        """The focus node that is to fail."""
        return self.header["focus"].replace(EXAMPLE, self.base)


@cache
def read(file: Path) -> Example:
    """Read a data file."""
    text, base = file.read_text(encoding="utf-8"), f"{EXAMPLE}{file.stem}/"
    header = dict(re.findall(r"^#\+ (\w+): (\S+)$", text, re.MULTILINE))
    quads = ox.parse(text.replace(EXAMPLE, base), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return Example(header, base, tuple(quad.triple for quad in quads))


@cache
def load(group: str) -> Shapes:
    """Load a group of shapes."""
    return Shapes.load([resources.shape_files()[group]])


@cache
def ontology() -> tuple[ox.Triple, ...]:
    """Read the ontology and its vocabularies."""
    return tuple(quad.triple for file in resources.ontology_files() for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))


@cache
def results(group: str) -> tuple[Result, ...]:
    """Validate the ontology together with all data files of a group; the house shapes look at the ontology alone."""
    data = [triple for file in FILES if group != HOUSE and read(file).group == group for triple in read(file).triples]
    return tuple(PyShaclEngine().validate([*ontology(), *data], load(group)))


@cache
def results_of(file: Path) -> tuple[Result, ...]:
    """Validate a data file: its share in the results of its group."""
    example = read(file)
    if example.group == HOUSE:
        return tuple(PyShaclEngine().validate(example.triples, load(HOUSE)))
    return tuple(result for result in results(example.group) if result.focus.startswith(example.base))


@cache
def failing(group: str) -> frozenset[str]:
    """List the shapes of a group that are seen failing in some file."""
    return frozenset(result.shape for file in XFAIL if read(file).group == group for result in results_of(file))


def iri(term: object) -> str:
    """Give the IRI of a named node; of other terms, nothing."""
    return term.value if isinstance(term, ox.NamedNode) else ""


def iris(shapes: Shapes) -> set[str]:
    """List the IRIs of node and property shapes."""
    return {
        iri(triple.subject)
        for triple in shapes.triples
        if triple.predicate.value == RDF_TYPE and iri(triple.object) in SHAPE_CLASSES and isinstance(triple.subject, ox.NamedNode)
    }


def reporting(shapes: Shapes) -> set[str]:
    """List the shapes that results can name: they have a constraint, and a target or a parent by ``sh:property``."""
    aimed = {shape for shape in iris(shapes) if any(shapes.objects(ox.NamedNode(shape), target) for target in TARGETS)}
    children = {iri(child) for shape in aimed for child in shapes.objects(ox.NamedNode(shape), SH + "property")}
    return {shape for shape in aimed | children if not only_groups(shapes, shape)}


def only_groups(shapes: Shapes, shape: str) -> bool:
    """Tell whether a node shape has no constraint but ``sh:property``."""
    about = {SH + word for word in ("property", "severity", "message", "name", "description", "deactivated")} | set(TARGETS) | {RDF_TYPE}
    return {triple.predicate.value for triple in shapes.about(ox.NamedNode(shape))} <= about


def parts(shapes: Shapes, shape: ox.NamedNode) -> Iterator[str]:
    """Walk the shapes that a shape names in ``sh:or``, ``sh:and``, ``sh:not`` and ``sh:node``."""
    lists = [member for word in ("or", "and", "xone") for head in shapes.objects(shape, SH + word) for member in shapes.members(head)]
    for part in lists + [part for word in ("not", "node") for part in shapes.objects(shape, SH + word)]:
        if isinstance(part, ox.NamedNode):
            yield part.value
            yield from parts(shapes, part)


def values(shapes: Shapes, shape: str, predicate: str) -> set[str]:
    """List the IRIs a shape has for a predicate."""
    return {term.value for term in shapes.objects(ox.NamedNode(shape), predicate) if isinstance(term, ox.NamedNode)}


@pytest.mark.parametrize("file", XFAIL, ids=lambda file: file.name)
def test_fails_for_declared_shape_alone(file: Path) -> None:
    """An XFAIL file fails for the shape and on the focus node that it declares, and for nothing else."""
    example = read(file)
    assert {(result.shape, result.focus) for result in results_of(file)} == {(example.header["shape"], example.focus)}


@pytest.mark.parametrize("file", PASS, ids=lambda file: file.name)
def test_passes(file: Path) -> None:
    """A PASS file conforms, warnings included."""
    assert results_of(file) == ()


@pytest.mark.parametrize("group", resources.shape_files())
def test_ontology_itself_passes(group: str) -> None:
    """The ontology brings no result of its own into a validation."""
    own = {iri(triple.subject) for triple in ontology() if isinstance(triple.subject, ox.NamedNode)}
    assert [result for result in results(group) if result.focus in own] == []


@pytest.mark.parametrize("group", resources.shape_files())
def test_every_shape_is_seen_failing(group: str) -> None:
    """The shapes defined, less those seen failing and the parts they name, are none."""
    shapes, seen = load(group), failing(group)
    assert reporting(shapes) - seen == set()
    assert iris(shapes) - seen - {part for shape in seen for part in parts(shapes, ox.NamedNode(shape))} == {
        shape for shape in iris(shapes) if only_groups(shapes, shape)
    }


@pytest.mark.parametrize("group", resources.shape_files())
def test_every_shape_is_seen_passing(group: str) -> None:
    """Some PASS file has a focus node for every shape; where the shape is about one property, with that property."""
    served = {shape for file in PASS if read(file).group == group for shape in reporting(load(group)) if serves(read(file), group, shape)}
    assert reporting(load(group)) - served == set()


def serves(example: Example, group: str, shape: str) -> bool:
    """Tell whether a file has a focus node, and a value, for a shape."""
    shapes = load(group)
    parents = {parent for parent in iris(shapes) if shape in values(shapes, parent, SH + "property")} | {shape}
    used = {triple.predicate.value for triple in example.triples}
    types = {iri(triple.object) for triple in example.triples if triple.predicate.value == RDF_TYPE}
    classes = {name for parent in parents for name in values(shapes, parent, SH + "targetClass")}
    subjects = {name for parent in parents for name in values(shapes, parent, SH + "targetSubjectsOf")}
    nodes = {name for parent in parents for name in values(shapes, parent, SH + "targetNode")}
    aimed = bool(superclasses(types) & classes or subjects & used or nodes)
    return aimed and values(shapes, shape, SH + "path") <= used


def superclasses(classes: set[str]) -> set[str]:
    """Add to classes what they are subclasses of."""
    above = {
        iri(triple.object)
        for triple in ontology()
        if triple.predicate.value == RDFS + "subClassOf" and iri(triple.subject) in classes and isinstance(triple.object, ox.NamedNode)
    }
    return classes if above <= classes else superclasses(classes | above)


@pytest.mark.parametrize("group", resources.shape_files())
def test_every_shape_tells_what_to_do(group: str) -> None:
    """Each shape has an IRI, one severity and one message in whole sentences; no property shape is blank."""
    shapes = load(group)
    for shape in iris(shapes):
        messages = shapes.objects(ox.NamedNode(shape), SH + "message")
        assert [isinstance(message, ox.Literal) and message.value.endswith(".") for message in messages] == [True], shape
        assert len(shapes.objects(ox.NamedNode(shape), SH + "severity")) == 1, shape
    blank = [triple.subject for triple in shapes.triples if triple.predicate.value == SH + "path"]
    assert [node for node in blank if isinstance(node, ox.BlankNode)] == []


NOT_IN_DATA = {"affirms-value": {RG + "Claim"}}
"""Claims are described in another graph than what they say."""


def classes_named(shape: str) -> set[str]:
    """List the classes a shape of the group ``values`` lets through, itself or by its parts."""
    shapes = load("values")
    return {name for part in (shape, *parts(shapes, ox.NamedNode(shape))) for name in values(shapes, part, SH + "class")}


def widest(classes: set[str]) -> set[str]:
    """Leave out the classes that are subclasses of others."""
    return {name for name in classes if not (superclasses({name}) - {name}) & classes}


@pytest.mark.parametrize(("suffix", "predicate"), [("subject", "domainIncludes"), ("value", "rangeIncludes")])
def test_shapes_and_ontology_name_same_classes(suffix: str, predicate: str) -> None:
    """What a property may stand on and point to is the same in the ontology and in the shapes."""
    for shape in sorted(name for name in iris(load("values")) if name.endswith(f"-{suffix}") and classes_named(name)):
        name = shape.removeprefix(SHAPE).removesuffix(f"-{suffix}")
        told = {iri(t.object) for t in ontology() if iri(t.subject) == RG + name and t.predicate.value == SCHEMA + predicate}
        expected = {term for term in told if term.startswith(RG)} - NOT_IN_DATA.get(shape.removeprefix(SHAPE), set())
        assert widest(classes_named(shape)) == widest(expected), shape

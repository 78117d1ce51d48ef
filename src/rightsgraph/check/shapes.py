"""The three groups of shapes, each on the data graph it is meant for, and their results traced to claims, files and lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

import pyoxigraph as ox

from rightsgraph import resources, shacl, vocabulary
from rightsgraph.claims.document import Path
from rightsgraph.dataset import DataFile, Dataset
from rightsgraph.errors import ShapesError
from rightsgraph.findings import Finding
from rightsgraph.terms import RDF_TYPE, RDFS_LABEL, RG, ROOT, graph_iri

Locate = Callable[[str, Path], int | None]

GROUPS: Final = ("values", "completeness", "records")
_SHAPE: Final = ROOT + "shape/"
_KEYS: Final = {"charStart": "start", "charEnd": "end", "partOf": "contains", "gist": "reason"}


@cache
def load(group: str) -> shacl.Shapes:
    """Read one group of the shipped shapes. Raises ShapesError where it is missing or names terms nobody defines."""
    path = resources.shape_files().get(group)
    if path is None:
        raise ShapesError(f"there are no shapes for `{group}`", remedy="install rightsgraph again")
    terms = vocabulary.load()
    known = {RG + name for name in (*terms.classes, *terms.properties)}
    known |= {f"{ROOT}{scheme}/{name}" for scheme, names in terms.concepts.items() for name in ("", *names)}
    return shacl.Shapes.load([path], known=known, namespaces=[RG, *(f"{ROOT}{scheme}/" for scheme in terms.concepts)])


def data_graph(group: str, dataset: Dataset, record: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Return the triples a group of shapes is checked on.

    ``values``: what all claims say, with actors; ``completeness``: the same with the record's computed dates;
    ``records``: what is said of claims, sources and actors. The vocabulary belongs to each.
    """
    claims, actors = (ox.NamedNode(graph_iri(dataset.settings.base, name)) for name in ("claims", "actors"))
    quads = dataset.quads()
    if group == "records":
        found = {quad.triple for quad in quads if quad.graph_name in (claims, actors)}
    else:
        found = {quad.triple for quad in quads if quad.graph_name != claims}
    if group == "completeness":
        found.update(record)
    return found.union(vocabulary.triples())


def findings(dataset: Dataset, record: Iterable[ox.Triple], engine: shacl.Engine, locate: Locate) -> Iterator[Finding]:
    """Give the findings of all three groups of shapes."""
    trace = _Trace(dataset, locate)
    record = list(record)
    for group in GROUPS:
        for result in engine.validate(data_graph(group, dataset, record), load(group)):
            yield trace.finding(result)


class _Trace:
    """Leads from a result of SHACL to the claims that make the statement, and to its file and line."""

    def __init__(self, dataset: Dataset, locate: Locate) -> None:
        self.dataset = dataset
        self.locate = locate
        self.base = dataset.settings.base
        self._outside = {graph_iri(self.base, "claims"), graph_iri(self.base, "actors")}
        self._by_focus: defaultdict[str, list[tuple[DataFile, ox.Quad]]] = defaultdict(list)
        for name in sorted(dataset.files):
            for quad in dataset.files[name].quads:
                if isinstance(quad.subject, ox.NamedNode):
                    self._by_focus[quad.subject.value].append((dataset.files[name], quad))
        self._places = _places(dataset)

    def finding(self, result: shacl.Result) -> Finding:
        """Make a finding of a result: the statement's claims, and file and line of the first."""
        found = self._statements(result)
        claims = tuple(dict.fromkeys(graph for _, quad in found if (graph := _graph(quad)) not in self._outside))
        file, line = self._place(result, found[0]) if found else (None, None)
        message, remedy = _split(result.message)
        return Finding(
            rule=result.shape or result.component,
            severity=result.severity,
            message=f"{self._subject(result)}: {message[:1].lower()}{message[1:]}",
            remedy=remedy,
            file=file,
            line=line,
            focus=result.focus,
            path=result.path,
            value=result.value,
            claims=claims,
        )

    def _subject(self, result: shacl.Result) -> str:
        return f"`{result.focus.removeprefix(self.base)}`"

    def _statements(self, result: shacl.Result) -> list[tuple[DataFile, ox.Quad]]:
        """Return what is said of the focus: the very statement where the result has a value, else all that is said of it."""
        about = self._by_focus.get(result.focus, [])
        exact = [(file, quad) for file, quad in about if quad.predicate.value == result.path and str(quad.object) == result.value]
        same_path = [(file, quad) for file, quad in about if quad.predicate.value == result.path]
        return exact or same_path or about

    def _place(self, result: shacl.Result, statement: tuple[DataFile, ox.Quad]) -> tuple[str, int | None]:
        file, quad = statement
        claim = None if _graph(quad) in self._outside else _graph(quad)
        path = self._places.get((result.focus, claim)) or self._places.get((result.focus, None)) or ()
        key = (result.path or "").removeprefix(RG)
        for name in (key, _KEYS.get(key, key), "label" if result.path == RDFS_LABEL else "type" if result.path == RDF_TYPE else key):
            line = self.locate(file.name, (*path, name))
            if line != self.locate(file.name, path):
                return file.name, line
        return file.name, self.locate(file.name, path)


def _places(dataset: Dataset) -> Mapping[tuple[str, str | None], Path]:
    """Map a node, and the claim that describes it, to its path in the file; claims and passages go by no claim."""
    base = dataset.settings.base
    places: dict[tuple[str, str | None], Path] = {}
    for document in dataset.documents():
        for mention in document.mentions:
            places.setdefault((base + mention.id, base + mention.claim if mention.claim else None), mention.path)
        for claim, path in document.claims.items():
            places.setdefault((base + claim, None), path)
        for passage, path in document.passages.items():
            places.setdefault((base + passage, None), path)
    return places


def _graph(quad: ox.Quad) -> str:
    return str(getattr(quad.graph_name, "value", ""))


def _split(message: str) -> tuple[str, str]:
    """Split a shape's message into what is wrong and what to do, at its colon or the end of its first sentence.

    >>> _split("This decision does not say who decided: add decidedBy, if any source names the body")
    ('This decision does not say who decided', 'add decidedBy, if any source names the body')
    """
    parts = re.split(r": |(?<=[a-z`)\"0-9])[.;] (?=[A-Z`])", message.rstrip("."), maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else (parts[0], "mend the statement, or remove it")

"""Stores in pyoxigraph, on disk or in memory, with the merged default graph beside the named ones: written and asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from rightsgraph.errors import NotFound, QueryError, StoreError
from rightsgraph.findings import nearest
from rightsgraph.terms import RDF_TYPE, RDFS_LABEL, SKOS, graph_iri

MERGED: Final = ("record", "claims", "actors", "entities", "vocabulary")
"""The graphs whose RDF merge is the unnamed default graph; views and the claims' own graphs are not in it."""


def create(path: Path, quads: Iterable[ox.Quad], base: str) -> int:
    """Write a new store with all quads and the merged default graph, and return how many quads it holds.

    Raises StoreError where the folder exists or cannot be written.
    """
    if path.exists():
        raise StoreError("exists already", str(path), remedy="remove the folder, or write to another")
    try:
        store = ox.Store(str(path))
        store.bulk_extend(with_merged(quads, base))
        store.flush()
        return len(store)
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error}", str(path), remedy="see that there is room on the disk and that you may write there"
        ) from error


def with_merged(quads: Iterable[ox.Quad], base: str) -> Iterator[ox.Quad]:
    """Give quads, and those of the graphs that the default graph merges a second time, without their graph."""
    merged = {ox.NamedNode(graph_iri(base, name)) for name in MERGED}
    for quad in quads:
        yield quad
        if quad.graph_name in merged:
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph())


def copy(store: ox.Store, path: Path) -> ox.Store:
    """Write a copy of a store on disk to a new folder and open it; what is common to both lies on the disk once.

    Raises StoreError where the folder exists or cannot be written.
    """
    try:
        store.backup(str(path))
        return ox.Store(str(path))
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error}", str(path), remedy="see that there is room on the disk and that you may write there"
        ) from error


def change(store: ox.Store, removed: Iterable[ox.Quad], added: Iterable[ox.Quad], base: str) -> None:
    """Take quads of named graphs out of a store and put others in, and keep the merged default graph right.

    A triple leaves the default graph with the last of the merged graphs that held it. Not one transaction: change a copy that
    nobody else has open, and put it in place when all is done.
    """
    gone = list(removed)
    for quad in gone:
        store.remove(quad)
    store.extend(with_merged(added, base))
    merged = [ox.NamedNode(graph_iri(base, name)) for name in MERGED]
    for quad in gone:
        parts = quad.subject, quad.predicate, quad.object
        if quad.graph_name in merged and not any(ox.Quad(*parts, graph) in store for graph in merged):
            store.remove(ox.Quad(*parts, ox.DefaultGraph()))
    for graph in {quad.graph_name for quad in gone}:
        # An emptied graph would still be listed among the named ones.
        if next(store.quads_for_pattern(None, None, None, graph), None) is None:
            store.remove_graph(graph)


def normalised(quads: Iterable[ox.Quad]) -> frozenset[ox.Quad]:
    """Return quads as a store holds them: numbers and dates of XML Schema in their canonical form."""
    memory = ox.Store()
    memory.extend(quads)
    return frozenset(memory)


def open_store(path: Path) -> ox.Store:
    """Open the store of a build for reading. Raises StoreError where there is none."""
    if not path.is_dir():
        raise StoreError("there is no store here", str(path), remedy="make one with `rightsgraph build`")
    try:
        return ox.Store.read_only(str(path))
    except OSError as error:
        raise StoreError(f"cannot be opened: {error}", str(path), remedy="build it again with `rightsgraph build`") from error


def named_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """Give the quads of all named graphs."""
    return (quad for quad in store if not isinstance(quad.graph_name, ox.DefaultGraph))


Term = ox.NamedNode | ox.Literal | ox.BlankNode


@dataclass(frozen=True)
class Rows:
    """The rows of a SELECT as they come, each a tuple of terms or None; ``cut`` is None: a local store leaves nothing out."""

    variables: tuple[str, ...]
    solutions: ox.QuerySolutions
    cut: str | None = None

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """Give the rows, once."""
        return (tuple(solution[index] for index in range(len(self.variables))) for solution in self.solutions)


class LocalStore:
    """A store of this process to ask: plain patterns meet the merged default graph, or an actor's view in the record's place."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self.store = store
        self.base = base

    @classmethod
    def of(cls, quads: Iterable[ox.Quad], base: str) -> LocalStore:
        """Put quads into a store in memory, the merged default graph beside them."""
        memory = ox.Store()
        memory.bulk_extend(with_merged(quads, base))
        return cls(memory, base)

    def query(self, text: str, view: str | None = None) -> Rows | bool | ox.QueryTriples:
        """Run a query that has been prepared; ``view`` is the id or IRI of an actor whose view stands in for the record.

        Raises QueryError where the engine refuses the query, NotFound with the nearest actor where there is no such view.
        """
        return self._run(text, self._with_view(view) if view else None)

    def query_shared(self, text: str) -> Rows | bool | ox.QueryTriples:
        """Run a query on what every perspective shares: authority records, sources and descriptions, without the record or a view."""
        return self._run(text, self._shared())

    def _run(self, text: str, graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None) -> Rows | bool | ox.QueryTriples:
        try:
            result = self.store.query(text, base_iri=self.base, default_graph=graphs)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(
                f"the query cannot be run: {error}", remedy="mend the query; `rightsgraph query NAME --show` shows saved ones"
            ) from error
        if isinstance(result, ox.QuerySolutions):
            return Rows(tuple(variable.value for variable in result.variables), result)
        return bool(result) if isinstance(result, ox.QueryBoolean) else result

    def _with_view(self, view: str) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
        graph = ox.NamedNode(graph_iri(self.base, f"view/{view.removeprefix(self.base)}"))
        if not self.store.contains_named_graph(graph):
            known = self.views()
            hint = nearest(view.removeprefix(self.base), known)
            raise NotFound(
                f"there is no view of `{view}`{hint}", remedy=f"views are there of: {', '.join(known[:8])}{', …' if len(known) > 8 else ''}"
            )
        return [graph, *self._shared()]

    def _shared(self) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
        return [ox.NamedNode(graph_iri(self.base, name)) for name in MERGED if name != "record"]

    def views(self) -> list[str]:
        """Return the ids of the actors who have a view, sorted."""
        prefix = graph_iri(self.base, "view/")
        found = (graph.value for graph in self.store.named_graphs() if isinstance(graph, ox.NamedNode))
        return sorted(graph.removeprefix(prefix) for graph in found if graph.startswith(prefix))

    def explain_missing(self, iri: str) -> str:
        """Say that a node of the dataset stands nowhere, and which is the nearest; nothing where it is there, or is not ours."""
        node = ox.NamedNode(iri)
        if not iri.startswith(self.base) or any(True for _ in self.store.quads_for_pattern(node, None, None)):
            return ""
        if any(True for _ in self.store.quads_for_pattern(None, None, node)):
            return ""
        typed = self.store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None, ox.DefaultGraph())
        known = {str(getattr(quad.subject, "value", "")).removeprefix(self.base) for quad in typed}
        name = iri.removeprefix(self.base)
        return f"nothing here speaks of `{name}`{nearest(name, known)}"

    def labels(self, iris: Collection[str]) -> dict[str, str]:
        """Return the labels of IRIs, in English where there is one; those without a label are left out."""
        predicates = [ox.NamedNode(RDFS_LABEL), ox.NamedNode(SKOS + "prefLabel")]
        found: dict[str, str] = {}
        for iri in iris:
            quads = (q for p in predicates for q in self.store.quads_for_pattern(ox.NamedNode(iri), p, None, ox.DefaultGraph()))
            labels = [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]
            if labels:
                found[iri] = min(labels, key=lambda label: (label.language != "en", label.language or "", label.value)).value
        return found

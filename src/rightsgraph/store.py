"""The store of a build: pyoxigraph on disk, with the merged default graph beside the named ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from rightsgraph.errors import StoreError
from rightsgraph.terms import graph_iri

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

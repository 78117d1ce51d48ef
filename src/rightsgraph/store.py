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

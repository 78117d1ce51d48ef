"""A store of pyoxigraph as a dataset of rdflib."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Mapping

    import rdflib


def as_dataset(store: ox.Store, prefixes: Mapping[str, str]) -> rdflib.Dataset:
    """Return a dataset over a store, with prefixes bound; nothing is copied.

    Its default graph is the store's own, and never the union of all: a claim's graph may hold what nobody but the claimant
    says. Queries given as text are run by pyoxigraph; one that rdflib has prepared is run by rdflib, some hundred times slower.
    """
    import rdflib

    bridge: Any = import_module("oxrdflib").OxigraphStore(store=store)
    dataset = rdflib.Dataset(store=bridge, default_union=False)
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace)
    return dataset


def named_graph(dataset: rdflib.Dataset, iri: str) -> rdflib.Graph:
    """Return a named graph of a dataset; ``Dataset.graph`` would write its name first, and the store may be read only."""
    import rdflib

    return rdflib.Graph(store=dataset.store, identifier=rdflib.URIRef(iri), namespace_manager=dataset.namespace_manager)

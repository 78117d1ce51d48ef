"""What an endpoint takes as its default graph, found by asking it; and what must be sent along so that a query is answered right.

Nothing is guessed from the product's name: each answer below comes from an ASK over the data as loaded. The two that compare
the default graph with the graphs it should merge read it once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from rightsgraph.endpoint.remote import Dataset, RemoteStore
from rightsgraph.errors import NotFound, StoreError
from rightsgraph.store import MERGED
from rightsgraph.terms import DEFAULT_BASE, graph_iri

Default = Literal["merged", "union", "empty", "other"]

_LOCAL: Final = "ask a build of your own instead: it is answered right there"


@dataclass(frozen=True, slots=True)
class Profile:
    """How an endpoint takes datasets.

    ``default`` is what a query without a dataset reads: the merge of record, claims, actors, entities and vocabulary (*merged*), all
    of it and more (*union*), nothing (*empty*), or something else (*other*). ``honours``: graphs sent as `default-graph-uri`
    are read, and no others. ``lax``: `GRAPH ?g` still sees all named graphs then, which the standard denies.
    """

    store: RemoteStore
    base: str
    default: Default
    honours: bool
    lax: bool

    def dataset(self, view: str | None = None, named: bool = True) -> Dataset:
        """Return what to send with a query; ``view`` is an actor's id, ``named`` says whether the query uses GRAPH.

        Raises StoreError where the endpoint would answer with nothing, too much, or rows twice; NotFound where it has no such view.
        """
        if view is None and self.default == "merged":
            return Dataset()
        chosen = self._chosen(view)
        what = f"the view of `{view}`" if view else "the graphs of the dataset"
        if not self.honours:
            raise StoreError(
                f"{self.store.url} does not heed which graphs a query is to read, so it cannot read {what} alone", remedy=_LOCAL
            )
        if named and not self.lax:
            raise StoreError(f"{self.store.url} hides all claims (`GRAPH`) from a query that is to read {what}", remedy=self._remedy(view))
        if _doubles(self.store, chosen):
            raise StoreError(f"{self.store.url} gives rows twice when it reads {what}: some triples stand in two of them", remedy=_LOCAL)
        return chosen

    def _chosen(self, view: str | None) -> Dataset:
        first = graph_iri(self.base, "record")
        if view is not None:
            first = graph_iri(self.base, f"view/{view.removeprefix(self.base)}")
            if not self.store.ask(f"ASK {{ GRAPH {ox.NamedNode(first)} {{ ?s ?p ?o }} }}"):
                raise NotFound(f"{self.store.url} holds no view of `{view}`", remedy="name an actor that makes claims, by its id: org/…")
        return Dataset((first, *(graph_iri(self.base, name) for name in MERGED if name != "record")))

    def _remedy(self, view: str | None) -> str:
        if view is None and self.default != "union":
            return "load the build with `rightsgraph push`, which fills the endpoint's default graph"
        if view is None:
            return "leave GRAPH out of the query, or ask a store that keeps a default graph of its own, or a build"
        return "leave GRAPH out of the query, or " + _LOCAL


def probe(store: RemoteStore, base: str = DEFAULT_BASE) -> Profile:
    """Ask an endpoint how it takes datasets. Raises StoreError where it holds no dataset of this base."""
    claims = graph_iri(base, "claims")
    if not store.ask(f"ASK {{ GRAPH {ox.NamedNode(claims)} {{ ?s ?p ?o }} }}"):
        raise StoreError(f"{store.url} holds no dataset of the base {base}", remedy="load one with `rightsgraph push`, or name its base")
    nothing = Dataset((graph_iri(base, "none"),))
    honours = not store.ask("ASK { ?s ?p ?o }", nothing) and store.ask("ASK { ?s ?p ?o }", Dataset((claims,)))
    lax = honours and _sees_all(store, base, nothing)
    if lax:
        honours = not has_foreign(store, base, Dataset(tuple(graph_iri(base, name) for name in MERGED)))
    return Profile(store, base, _default(store, base), honours, lax)


def has_foreign(store: RemoteStore, base: str, dataset: Dataset | None = None) -> bool:
    """Say whether the default graph holds what none of the graphs of a dataset holds that it should merge."""
    return store.ask(f"ASK {{ ?s ?p ?o FILTER NOT EXISTS {{ {_merged(base)} GRAPH ?g {{ ?s ?p ?o }} }} }}", dataset)


def _default(store: RemoteStore, base: str) -> Default:
    if not store.ask("ASK { ?s ?p ?o }"):
        return "empty"
    if store.ask(f"ASK {{ {_merged(base)} GRAPH ?g {{ ?s ?p ?o }} FILTER NOT EXISTS {{ ?s ?p ?o }} }}"):
        return "other"
    return "union" if has_foreign(store, base) else "merged"


def _sees_all(store: RemoteStore, base: str, dataset: Dataset) -> bool:
    """Say whether `GRAPH` reaches the graphs of the dataset that are not sent along, a claim's own among them."""
    claims = ox.NamedNode(graph_iri(base, "claims"))
    return store.ask(f"ASK {{ GRAPH {claims} {{ ?claim a ?type }} GRAPH ?claim {{ ?s ?p ?o }} }}", dataset)


def _doubles(store: RemoteStore, dataset: Dataset) -> bool:
    """Say whether a pattern matches a triple twice that stands in two of the graphs."""
    counts = "{ SELECT (COUNT(*) AS ?all) { ?s ?p ?o } } { SELECT (COUNT(*) AS ?different) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } } }"
    return store.ask(f"ASK {{ {counts} FILTER(?all != ?different) }}", dataset)


def _merged(base: str) -> str:
    return f"VALUES ?g {{ {' '.join(str(ox.NamedNode(graph_iri(base, name))) for name in MERGED)} }}"

"""The view of one actor: what that actor affirms, as claimant or as an author who endorses."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from rightsgraph.terms import graph_iri

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from rightsgraph.api.graph import KnowledgeGraph
    from rightsgraph.results import Table


class View:
    """What one actor affirms, to be asked in place of the record; made by ``KnowledgeGraph.view``."""

    def __init__(self, graph: KnowledgeGraph, actor: str) -> None:
        self.actor = actor
        self._graph = graph

    def __repr__(self) -> str:
        return f"<View of {self.actor} in {self._graph.place}>"

    @property
    def iri(self) -> str:
        """The IRI of the actor."""
        return self._graph.base + self.actor

    @cached_property
    def label(self) -> str:
        """The name of the actor, the id where there is none."""
        return self._graph.labels([self.iri]).get(self.iri, self.actor)

    def query(self, query: str, **params: str) -> Table | bool | list[ox.Triple]:
        """Run a query over what the actor affirms; see ``KnowledgeGraph.query``."""
        return self._graph.query(query, view=self.actor, **params)

    def network(self, *names: str, **filters: Any) -> nx.MultiDiGraph:
        """Return who stands to whom as the actor affirms it; see ``KnowledgeGraph.network``."""
        return self._graph.network(*names, view=self.actor, **filters)

    @property
    def graph(self) -> rdflib.Graph:
        """What the actor affirms, as a graph of rdflib; types and labels stand in ``KnowledgeGraph.dataset``."""
        from rightsgraph.api.rdf import named_graph

        return named_graph(self._graph.dataset, graph_iri(self._graph.base, f"view/{self.actor}"))

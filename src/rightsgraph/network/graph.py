"""Ties as a graph of networkx, with plain attributes: texts, numbers and truth values, never nothing at all."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from rightsgraph.network.nodes import Node, Nodes
from rightsgraph.network.selection import Selection
from rightsgraph.network.ties import ANYONE, Filters, Tie

if TYPE_CHECKING:
    from rightsgraph.network.networks import Networks

_ASKED: Final = (
    ("as_of", "as_of"),
    ("start", "from"),
    ("end", "to"),
    ("case", "case"),
    ("ego", "ego"),
    ("min_origins", "min_origins"),
)


def as_graph(networks: Networks, selection: Selection, view: str | None, filters: Filters) -> nx.MultiDiGraph:
    """Make a graph of ties; its nodes go by their ids, its edges by relation, event and via, which never coincide between two nodes.

    What was asked for stands in the attributes of the graph.
    """
    graph = nx.MultiDiGraph(**_tell_graph(networks, selection, view, filters))
    ends = sorted({networks.describe(iri) for tie in selection.ties for iri in (tie.source, tie.target)}, key=lambda node: node.id)
    graph.add_nodes_from((node.id, _tell_node(node)) for node in ends)
    nodes = networks.nodes
    graph.add_edges_from(
        (nodes.short(tie.source), nodes.short(tie.target), edge_key(tie, nodes), _tell_edge(tie, nodes)) for tie in selection.ties
    )
    return graph


def edge_key(tie: Tie, nodes: Nodes) -> str:
    """Name an edge among those between the same two nodes: its relation, its event and what it leads through, as ids."""
    return " ".join(nodes.short(part) for part in tie.key[2:] if part)


def _tell_node(node: Node) -> dict[str, str]:
    return {"iri": node.iri, "label": node.label, "kind": node.kind, "class": node.class_name, "country": node.country}


def _tell_edge(tie: Tie, nodes: Nodes) -> dict[str, str | int | bool]:
    return {
        "relation": nodes.short(tie.relation),
        "label": tie.reading,
        "event": nodes.short(tie.event or ""),
        "event_label": nodes.label(tie.event) if tie.event else "",
        "via": nodes.short(tie.via or ""),
        "date": tie.date or "",
        "earliest": tie.earliest or "",
        "latest": tie.latest or "",
        "affirming": len(tie.affirming),
        "denying": len(tie.denying),
        "origins": tie.origins,
        "sources": len(tie.sources),
        "claims": _join(tie.affirming, nodes),
        "denials": _join(tie.denying, nodes),
        "disputed": tie.disputed,
        "standing": tie.standing,
        "certainty": tie.certainty,
        "projection": tie.projection,
    }


def _join(claims: Collection[str], nodes: Nodes) -> str:
    return " ".join(nodes.short(claim) for claim in claims)


def _tell_graph(networks: Networks, selection: Selection, view: str | None, filters: Filters) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": ", ".join(projection.title for projection in selection.projections),
        "dataset": networks.title,
        "projections": " ".join(projection.name for projection in selection.projections),
        "policy": networks.derived.policy.id,
        "view": view if view in (None, ANYONE) else view.removeprefix(networks.base),
    }
    asked = {name: getattr(filters, key) for key, name in _ASKED}
    if filters.ego:
        asked["depth"] = filters.depth
    return {name: value for name, value in {**told, **asked}.items() if value}

"""Networks as JSON: for Cytoscape, and as nodes and links for anything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from rightsgraph.graphfiles.characters import edge_id, to_json
from rightsgraph.graphfiles.layout import Column, Layout, Plain


def write_node_link(layout: Layout, output: TextIO) -> None:
    """Write node-link JSON, as `networkx.node_link_graph` and d3 read it; values keep their types, nodes and edges their names."""
    nodes = ({"id": node, **_pick(layout.nodes, attributes)} for node, attributes in layout.each_node())
    edges = (
        {"source": source, "target": target, "key": key, **_pick(layout.edges, attributes)}
        for source, target, key, attributes in layout.each_edge()
    )
    output.write(f'{{"directed": true, "multigraph": true,\n"graph": {to_json(layout.about())},\n"nodes": ')
    _write_list(nodes, output)
    output.write(',\n"edges": ')
    _write_list(edges, output)
    output.write("\n}\n")


def write_cytoscape(layout: Layout, output: TextIO) -> None:
    """Write Cytoscape JSON, as Cytoscape, Cytoscape.js and `networkx.cytoscape_graph` read it.

    Cytoscape shows the `name` of a node, which is its label here; networkx takes its `value` for the node.
    """
    nodes = (
        {"data": {"id": node, "value": node, "name": _name(node, attributes), **_pick(layout.nodes, attributes)}}
        for node, attributes in layout.each_node()
    )
    edges = (
        {"data": {"id": edge_id(source, target, key), "source": source, "target": target, "key": key, **_pick(layout.edges, attributes)}}
        for source, target, key, attributes in layout.each_edge()
    )
    output.write(f'{{"data": {to_json(layout.about())}, "directed": true, "multigraph": true,\n"elements": {{"nodes": ')
    _write_list(nodes, output)
    output.write(',\n"edges": ')
    _write_list(edges, output)
    output.write("\n}}\n")


def _pick(columns: Sequence[Column], attributes: Mapping[str, Plain | None]) -> dict[str, Plain]:
    found = ((column.title, attributes.get(column.name)) for column in columns)
    return {title: value for title, value in found if value is not None}


def _name(node: str, attributes: Mapping[str, Plain | None]) -> str:
    return str(attributes.get("label") or node)


def _write_list(values: Iterable[Any], output: TextIO) -> None:
    """Write an array as its values come, one a line."""
    output.write("[")
    comma = "\n"
    for value in values:
        output.write(comma + to_json(value))
        comma = ",\n"
    output.write("\n]")

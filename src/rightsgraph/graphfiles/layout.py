"""The order in which a graph is written, and its attributes: what they are called in files and what type they have."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from rightsgraph.errors import RightsgraphError
from rightsgraph.graphfiles.characters import make_distinct

if TYPE_CHECKING:
    import networkx as nx

Plain: TypeAlias = str | int | float | bool
Kind: TypeAlias = Literal["boolean", "integer", "long", "double", "string"]
Key: TypeAlias = str | int

# Names that a format or a reader keeps for itself. Gephi knows them in any case; networkx's readers hand attributes on as keyword
# arguments; Cytoscape makes compound nodes of a `parent`; JavaScript has `__proto__`.
_KEPT: Final = frozenset({"id", "type", "__proto__", "self"})
_KEPT_IN_NODES: Final = _KEPT | {"value", "name", "parent", "parents", "pid", "viz", "spells", "start", "end", "node_for_adding"}
_KEPT_IN_EDGES: Final = _KEPT | {"source", "target", "key", "networkx_key", "viz", "spells", "start", "end", "u_for_edge", "v_for_edge"}

_SETTLED: Final[Mapping[str | None, type]] = {"string": str, "boolean": bool}
_INTEGER: Final = 2**31
_LONG: Final = 2**63


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute: its name in the graph, its title in the file, its type."""

    name: str
    title: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Layout:
    """A graph with the columns of its nodes and edges."""

    graph: nx.MultiDiGraph
    nodes: tuple[Column, ...]
    edges: tuple[Column, ...]

    def each_node(self) -> Iterator[tuple[str, Mapping[str, Plain | None]]]:
        """Give each node with its attributes, sorted."""
        for node in sorted(self.graph.nodes):
            yield node, self.graph.nodes[node]

    def each_edge(self) -> Iterator[tuple[str, str, Key, Mapping[str, Plain | None]]]:
        """Give each edge as source, target, key and attributes, sorted."""
        for source in sorted(self.graph.nodes):
            for target, parallel in sorted(self.graph.adj[source].items(), key=_first):
                for key, attributes in sorted(parallel.items(), key=_by_key):
                    yield source, target, key, attributes

    def with_titles(self, clean: Callable[[str], str]) -> Layout:
        """Return the layout with titles that a format can hold, each made by ``clean`` and kept apart from the others."""
        return Layout(self.graph, _retitled(self.nodes, clean), _retitled(self.edges, clean))

    def about(self) -> dict[str, Plain]:
        """Return the attributes of the graph itself; several values of one are joined by commas, what is None is left out."""
        found: dict[str, Plain] = {}
        for name, value in self.graph.graph.items():
            listed = [each for each in value if each is not None] if isinstance(value, list | tuple) else None
            if listed is not None:
                found[str(name)] = ", ".join(to_text(_plain(each, f"the network's {name}")) for each in listed)
            elif value is not None:
                found[str(name)] = _plain(value, f"the network's {name}")
        return found


def lay_out(graph: nx.MultiDiGraph) -> Layout:
    """Read through a graph for the attributes it has.

    Raises RightsgraphError where nodes are not texts, or an attribute is neither text, truth value nor finite number.
    """
    if not (graph.is_directed() and graph.is_multigraph()):
        raise RightsgraphError("only a directed network with parallel ties can be written", remedy="make it with networkx.MultiDiGraph(…)")
    for node in graph.nodes:
        if not isinstance(node, str):
            raise RightsgraphError(f"the node {node!r} is not a text", remedy="name nodes by their id, as in person/askarov")
    nodes = _find_columns(((node, data) for node, data in graph.nodes(data=True)), _KEPT_IN_NODES)
    edges = _find_columns(((f"{source} – {target}", data) for source, target, data in graph.edges(data=True)), _KEPT_IN_EDGES)
    return Layout(graph, nodes, edges)


def kind_of(value: Plain) -> Kind:
    """Return the narrowest type that holds a value.

    >>> kind_of(True), kind_of(7), kind_of(2**40), kind_of(0.5), kind_of(2**70)
    ('boolean', 'integer', 'long', 'double', 'string')
    """
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer" if -_INTEGER <= value < _INTEGER else "long" if -_LONG <= value < _LONG else "string"
    return "double" if isinstance(value, float) else "string"


def to_text(value: Plain) -> str:
    """Write a value as a text that the types of XML Schema read.

    >>> to_text(True), to_text(1e-05), to_text("x")
    ('true', '1e-05', 'x')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(float(value)) if isinstance(value, float) else str(value)


def _find_columns(things: Iterable[tuple[str, Mapping[Any, Any]]], kept: frozenset[str]) -> tuple[Column, ...]:
    kinds: dict[str, Kind] = {}
    for thing, attributes in things:
        for name, value in attributes.items():
            # Nearly all values are of the type that their column has by now; the others are looked at.
            if value is not None and value.__class__ is not _SETTLED.get(kinds.get(name)):
                _note(kinds, name, value, thing)
    ordered = sorted(kinds, key=lambda name: (name != "label", name))
    titles = make_distinct(ordered, lambda name: name + "_" if name.casefold() in kept else name)
    return tuple(Column(name, titles[name], kinds[name]) for name in ordered)


def _note(kinds: dict[str, Kind], name: object, value: object, thing: str) -> None:
    if not isinstance(name, str):
        raise RightsgraphError(f"the attribute {name!r} of {thing} has a name that is not a text")
    kind = kind_of(_plain(value, f"the attribute {name} of {thing}"))
    kinds[name] = _join(kinds.get(name, kind), kind)


def _join(one: Kind, other: Kind) -> Kind:
    """Return the type that holds values of both; a floating-point number cannot tell all long ones apart."""
    both = {one, other}
    if len(both) == 1:
        return one
    if both == {"integer", "long"}:
        return "long"
    return "double" if both == {"integer", "double"} else "string"


def _plain(value: object, what: str) -> Plain:
    if isinstance(value, float) and not math.isfinite(value):
        raise RightsgraphError(f"{what} is {value}, which not every format can hold", remedy="leave it out where it is not known")
    if isinstance(value, str | int | float):
        return value
    raise RightsgraphError(
        f"{what} is of the type {type(value).__name__}, which files of networks cannot hold",
        remedy="give it as a text, a number or a truth value",
    )


def _retitled(columns: tuple[Column, ...], clean: Callable[[str], str]) -> tuple[Column, ...]:
    titles = make_distinct([column.title for column in columns], clean)
    return tuple(replace(column, title=titles[column.title]) for column in columns)


def _first(item: tuple[str, Any]) -> str:
    return item[0]


def _by_key(item: tuple[Key, Any]) -> tuple[bool, Key]:
    return isinstance(item[0], int), item[0]

"""Measures of a network's nodes: who is in the middle, who is turned to, who belongs together.

The same numbers come from networkx alone and, sooner, from rustworkx (the extra `rightsgraph[fast]`); which nodes are sampled
depends on the network only.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

import networkx as nx

from rightsgraph.errors import RightsgraphError

EXACT_TO: Final = 1_000
"""Up to so many nodes betweenness counts all shortest paths."""
SAMPLE: Final = 200
"""In a bigger network it counts the shortest paths from so many nodes."""
SEED: Final = 20_100_625

_DAMPING: Final = 0.85
_STEPS: Final = 1_000
_TOLERANCE: Final = 1e-12
"""How much PageRank may still move in a step, all nodes together."""
_DIGITS: Final = 10
"""The engines add in different orders; numbers are given to so many decimal places."""
_BODIES: Final = frozenset({"court", "monitoring-body", "authority", "state", "organization"})


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A network with its nodes numbered in the order of their names, so that no result hangs on how it was put together."""

    names: list[str]
    arcs: dict[tuple[int, int], int]
    """How many ties lead from one node to another."""
    bonds: dict[tuple[int, int], int]
    """How many ties two different nodes have, the lower number first."""

    @classmethod
    def of(cls, graph: nx.MultiDiGraph) -> _Numbered:
        """Give each node of a network its number."""
        names = sorted(graph.nodes)
        numbers = {name: number for number, name in enumerate(names)}
        arcs: dict[tuple[int, int], int] = {}
        bonds: dict[tuple[int, int], int] = {}
        for source, target in sorted((numbers[source], numbers[target]) for source, target in graph.edges()):
            arcs[source, target] = arcs.get((source, target), 0) + 1
            if source != target:
                pair = (min(source, target), max(source, target))
                bonds[pair] = bonds.get(pair, 0) + 1
        return cls(names, arcs, bonds)

    def neighbours(self) -> list[list[int]]:
        """Return the numbers of the nodes that each node is tied to."""
        found: list[list[int]] = [[] for _ in self.names]
        for one, other in self.bonds:
            found[one].append(other)
            found[other].append(one)
        return found


def measure(graph: nx.MultiDiGraph, fast: bool | None = None) -> nx.MultiDiGraph:
    """Add measures to the nodes of a network, and return it.

    - ``degree``: with how many other nodes it has ties, whatever their direction and number.
    - ``pagerank``: of the ties as they are directed, each counting once, parallel ones together. It is high where many ties lead
      from nodes that many ties lead to. It is directed because a program that reads the written file computes it so, and because
      without directions it would say little more than the degree.
    - ``betweenness``: the share of shortest paths between two others that lead through the node; directions and parallel ties left
      aside. In a network of more than ``EXACT_TO`` nodes only paths from ``SAMPLE`` nodes are counted, and the result scaled: good
      enough to say who is first, and off by a quarter for some single nodes.
    - ``community``: by Louvain's method, two nodes bound by the number of their ties, directions left aside; numbered from 1, the
      biggest first. ``community_label`` is the label of the court, body, authority, state or organisation of highest degree in it,
      or of the node of highest degree where there is none.

    The graph's attribute ``betweenness`` says whether it is exact; ``communities`` counts them. ``fast`` asks for rustworkx (True) or
    networkx (False); otherwise rustworkx is used where it is installed. Numbers are rounded to 10 decimal places. Raises
    RightsgraphError where rustworkx is asked for and not there.
    """
    fast = _choose(fast)
    numbered = _Numbered.of(graph)
    ranks = _rank_fast(numbered) if fast else _rank(numbered)
    between, told = _find_between(numbered, fast)
    neighbours = numbered.neighbours()
    for number, name in enumerate(numbered.names):
        graph.nodes[name].update(degree=len(neighbours[number]), pagerank=ranks[number], betweenness=between[number])
    communities = _find_communities(numbered)
    for index, members in enumerate(communities, 1):
        named = [numbered.names[number] for number in members]
        label = _label(graph, named)
        for name in named:
            graph.nodes[name].update(community=index, community_label=label)
    graph.graph.update(betweenness=told, communities=len(communities))
    return graph


def _choose(fast: bool | None) -> bool:
    there = find_spec("rustworkx") is not None
    if fast and not there:
        raise RightsgraphError("rustworkx is not installed", remedy="install it with `pip install rightsgraph[fast]`")
    return there if fast is None else fast


def _rounded(values: Iterable[float]) -> list[float]:
    # 0.0 + … makes a plain zero of a negative one.
    return [round(0.0 + float(value), _DIGITS) for value in values]


# --- PageRank -----------------------------------------------------------------------------------------------------------------


def _rank(numbered: _Numbered) -> list[float]:
    """Compute PageRank by iteration; networkx's own wants scipy, which is three times the size of all that is needed here."""
    count = len(numbered.names)
    if not count:
        return []
    leaving = [0] * count
    for (source, _), ties in numbered.arcs.items():
        leaving[source] += ties
    arcs = [(source, target, ties / leaving[source]) for (source, target), ties in numbered.arcs.items()]
    ends = [number for number in range(count) if not leaving[number]]
    ranks = [1 / count] * count
    for _ in range(_STEPS):
        lost = sum(ranks[number] for number in ends)
        new = [(1 - _DAMPING + _DAMPING * lost) / count] * count
        for source, target, share in arcs:
            new[target] += _DAMPING * ranks[source] * share
        moved = sum(abs(one - other) for one, other in zip(ranks, new, strict=True))
        ranks = new
        if moved < _TOLERANCE:
            break
    return _rounded(ranks)


def _rank_fast(numbered: _Numbered) -> list[float]:
    if not numbered.names:
        return []
    rx: Any = import_module("rustworkx")
    graph = rx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(len(numbered.names)))
    graph.add_edges_from([(source, target, float(ties)) for (source, target), ties in numbered.arcs.items()])
    tolerance = _TOLERANCE / len(numbered.names)
    found = rx.pagerank(graph, alpha=_DAMPING, weight_fn=float, tol=tolerance, max_iter=_STEPS)
    return _rounded(found[number] for number in range(len(numbered.names)))


# --- betweenness --------------------------------------------------------------------------------------------------------------


def _find_between(numbered: _Numbered, fast: bool) -> tuple[list[float], str]:
    count = len(numbered.names)
    if count <= EXACT_TO:
        return (_between_fast if fast else _between)(numbered), "exact"
    starts = sorted(random.Random(SEED).sample(range(count), SAMPLE))  # noqa: S311 - a sample, not a secret
    sums = (_sum_fast if fast else _sum)(numbered, starts)
    # A node is not in the middle of paths that begin at it.
    others = [SAMPLE] * count
    for start in starts:
        others[start] -= 1
    scaled = [total / (number * (count - 2)) for total, number in zip(sums, others, strict=True)]
    return _rounded(scaled), f"estimated from the shortest paths from {SAMPLE} of {count} nodes"


def _bind(numbered: _Numbered) -> nx.Graph:
    """Make the graph of which nodes have ties at all; the number of ties is its weight."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(numbered.names)))
    graph.add_weighted_edges_from((one, other, ties) for (one, other), ties in numbered.bonds.items())
    return graph


def _between(numbered: _Numbered) -> list[float]:
    found = nx.betweenness_centrality(_bind(numbered))
    return _rounded(found[number] for number in range(len(numbered.names)))


def _between_fast(numbered: _Numbered) -> list[float]:
    count = len(numbered.names)
    if count < 3:
        return [0.0] * count
    rx: Any = import_module("rustworkx")
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data(list(numbered.bonds))
    found = rx.betweenness_centrality(graph)
    return _rounded(found[number] for number in range(count))


def _sum(numbered: _Numbered, starts: Sequence[int]) -> list[float]:
    """Add up, for each node, its shares in the shortest paths from some nodes to all."""
    graph = _bind(numbered)
    found = nx.betweenness_centrality_subset(graph, starts, list(graph), normalized=False)
    # networkx halves the sums, since a path between any two would be met from both ends.
    return [2 * found[number] for number in range(len(numbered.names))]


def _sum_fast(numbered: _Numbered, starts: Sequence[int]) -> list[float]:
    """Do the same in numpy, which comes with rustworkx: that has no such sum. Brandes (2001), a whole level of the search at a time."""
    np: Any = import_module("numpy")
    neighbours = numbered.neighbours()
    degrees = np.array([len(each) for each in neighbours], dtype=np.int64)
    first = np.concatenate(([0], np.cumsum(degrees)[:-1]))
    heads_of = np.array([number for each in neighbours for number in each], dtype=np.int64)
    sums = np.zeros(len(neighbours))
    for start in starts:
        levels, paths = _search(np, start, degrees, first, heads_of)
        shares = np.zeros(len(neighbours))
        for tails, heads in reversed(levels):
            np.add.at(shares, tails, paths[tails] / paths[heads] * (1 + shares[heads]))
        shares[start] = 0
        sums += shares
    return [float(each) for each in sums]


def _search(np: Any, start: int, degrees: Any, first: Any, heads_of: Any) -> tuple[list[tuple[Any, Any]], Any]:
    """Return the arcs of the shortest paths from a node, by distance, and how many such paths lead to each node."""
    distance = np.full(len(degrees), -1)
    paths = np.zeros(len(degrees))
    distance[start], paths[start] = 0, 1
    levels: list[tuple[Any, Any]] = []
    front = np.array([start])
    while len(front):
        counts = degrees[front]
        tails = np.repeat(front, counts)
        heads = heads_of[np.repeat(first[front] - np.cumsum(counts) + counts, counts) + np.arange(len(tails))]
        distance[heads[distance[heads] < 0]] = len(levels) + 1
        onward = distance[heads] == len(levels) + 1
        tails, heads = tails[onward], heads[onward]
        np.add.at(paths, heads, paths[tails])
        levels.append((tails, heads))
        front = np.unique(heads)
    return levels, paths


# --- communities --------------------------------------------------------------------------------------------------------------


def _find_communities(numbered: _Numbered) -> list[list[int]]:
    """Return the nodes of each community, the biggest first, those of one size by their first node."""
    found = [sorted(members) for members in nx.community.louvain_communities(_bind(numbered), weight="weight", seed=SEED)]
    return sorted(found, key=lambda members: (-len(members), members[0]))


def _label(graph: nx.MultiDiGraph, names: Sequence[str]) -> str:
    bodies = [name for name in names if graph.nodes[name].get("kind") in _BODIES]
    biggest = min(bodies or names, key=lambda name: (-graph.nodes[name]["degree"], name))
    return str(graph.nodes[biggest].get("label") or biggest)

"""Measures of networks: what they count, the same from both engines, whatever the order and the seed of hashes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from networkx.algorithms.link_analysis import pagerank_alg

from rightsgraph.network.metrics import EXACT_TO, SAMPLE, measure

MEASURES = ("degree", "pagerank", "betweenness", "community", "community_label")


def make_star() -> nx.MultiDiGraph:
    """Make a court that convicted three people, one of them twice, and a person apart with a tie to herself."""
    graph = nx.MultiDiGraph()
    graph.add_node("org/court", kind="court", label="Court")
    for name in "abc":
        graph.add_node(f"person/{name}", kind="person", label=name.upper())
        graph.add_edge("org/court", f"person/{name}", "convicted")
    graph.add_edge("org/court", "person/a", "convicted again")
    graph.add_node("person/z", kind="person", label="Z")
    graph.add_edge("person/z", "person/z", "represents")
    return graph


def make_random(seed: int, nodes: int, ties: int) -> nx.MultiDiGraph:
    """Make a network with a few nodes of many ties."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((f"n{number}", {"kind": "person", "label": f"N{number}"}) for number in range(nodes))
    for number in range(ties):
        graph.add_edge(f"n{int(nodes * chance.random() ** 3)}", f"n{int(nodes * chance.random())}", f"k{number}")
    return graph


def values(graph: nx.MultiDiGraph, name: str) -> dict[str, float]:
    """Return a measure by node."""
    return dict(graph.nodes(data=name))


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Make a small network: islands, loops, parallel ties, nodes without any."""
    graph = nx.MultiDiGraph()
    names = [f"n{number}" for number in range(draw(st.integers(0, 12)))]
    graph.add_nodes_from(names)
    if names:
        ends = st.tuples(st.sampled_from(names), st.sampled_from(names))
        graph.add_edges_from(draw(st.lists(ends, max_size=30)))
    return graph


@pytest.mark.parametrize("fast", [False, True])
def test_each_measure_counts_what_it_says(fast: bool) -> None:
    """Neighbours count once whatever the ties, loops not at all; all paths between the three lead through the court."""
    graph = measure(make_star(), fast)
    assert values(graph, "degree") == {"org/court": 3, "person/a": 1, "person/b": 1, "person/c": 1, "person/z": 0}
    assert values(graph, "betweenness") == {name: 0.5 if name == "org/court" else 0.0 for name in graph}
    ranks = values(graph, "pagerank")
    assert sum(ranks.values()) == pytest.approx(1, abs=1e-8)
    assert ranks["person/a"] > ranks["person/b"] == ranks["person/c"] > ranks["org/court"]
    assert graph.graph["betweenness"] == "exact"


def test_communities_are_named_by_their_biggest_body() -> None:
    """They are numbered from the biggest; where there is no body, the node with most ties names them."""
    graph = measure(make_star())
    assert {name: (data["community"], data["community_label"]) for name, data in graph.nodes(data=True)} == {
        "org/court": (1, "Court"),
        "person/a": (1, "Court"),
        "person/b": (1, "Court"),
        "person/c": (1, "Court"),
        "person/z": (2, "Z"),
    }
    assert graph.graph["communities"] == 2


def test_the_measures_are_plain_values() -> None:
    """What is added can be written to every file: int, float and text, and nothing of an engine's own types."""
    for fast in (False, True):
        for _, data in measure(make_star(), fast).nodes(data=True):
            assert [type(data[name]) for name in MEASURES] == [int, float, float, int, str]


@settings(max_examples=60)
@given(graph=graphs())
@example(graph=nx.MultiDiGraph())
@example(graph=nx.MultiDiGraph([("a", "b")]))
def test_both_engines_give_the_same_numbers(graph: nx.MultiDiGraph) -> None:
    """Every measure is the same from networkx and from rustworkx."""
    slow, fast = measure(graph.copy(), fast=False), measure(graph.copy(), fast=True)
    for node, data in slow.nodes(data=True):
        other = fast.nodes[node]
        assert {name: other[name] for name in ("degree", "community", "community_label")} == {
            name: data[name] for name in ("degree", "community", "community_label")
        }
        assert other["pagerank"] == pytest.approx(data["pagerank"], abs=2e-10)
        assert other["betweenness"] == pytest.approx(data["betweenness"], abs=2e-10)
    assert slow.graph == fast.graph


@settings(max_examples=40)
@given(graph=graphs().filter(len))
def test_pagerank_is_the_one_of_networkx(graph: nx.MultiDiGraph) -> None:
    """A program that reads the written file and computes PageRank finds the same: networkx is the judge."""
    # The public function wants scipy.
    judged = pagerank_alg._pagerank_python(graph.copy(), tol=1e-13, max_iter=1000)
    assert values(measure(graph, fast=False), "pagerank") == pytest.approx(judged, abs=1e-8)


@pytest.mark.slow
def test_a_big_network_is_sampled_and_says_so() -> None:
    """Above a size betweenness is estimated, from the same nodes by both engines, near the exact numbers, and told."""
    graph = make_random(2, EXACT_TO + 1, 3 * EXACT_TO)
    slow, fast = measure(graph.copy(), fast=False), measure(graph.copy(), fast=True)
    assert slow.graph["betweenness"] == f"estimated from the shortest paths from {SAMPLE} of {EXACT_TO + 1} nodes"
    assert slow.graph == fast.graph
    assert values(fast, "betweenness") == pytest.approx(values(slow, "betweenness"), abs=2e-10)
    # All nodes and no loops; the library rounds nothing and samples nothing here.
    simple = nx.Graph((source, target) for source, target in graph.edges() if source != target)
    simple.add_nodes_from(graph)
    exact = nx.betweenness_centrality(simple)
    assert all(abs(fast.nodes[name]["betweenness"] - exact[name]) < 0.02 for name in exact)
    first, estimated = (sorted(exact, key=lambda name: -found[name]) for found in (exact, values(fast, "betweenness")))
    assert set(first[:3]) == set(estimated[:3])


def test_the_order_and_the_seed_of_hashes_do_not_show() -> None:
    """The same network, put together in another order by a process that hashes otherwise, has the same measures."""
    program = """
import json, random, sys
import networkx as nx
from rightsgraph.network.metrics import measure
chance = random.Random(5)
ties = [(f"n{chance.randrange(60)}", f"n{chance.randrange(60)}", f"k{number}") for number in range(150)]
random.Random(int(sys.argv[1])).shuffle(ties)
graph = measure(nx.MultiDiGraph(ties), fast=sys.argv[2] == "fast")
print(json.dumps(sorted(graph.nodes(data=True))))
"""

    def run(seed: str, engine: str) -> object:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", program, seed, engine], capture_output=True, text=True, check=True, env=environment)
        return json.loads(done.stdout)

    assert run("1", "slow") == run("2", "slow")
    assert run("1", "fast") == run("2", "fast")


def test_without_the_faster_engine_networkx_does_it() -> None:
    """Where rustworkx is not installed the measures come from networkx; asking for it says how to install it."""
    program = """
import sys
sys.modules["rustworkx"] = None
import networkx as nx
from rightsgraph.errors import RightsgraphError
from rightsgraph.network.metrics import measure
print(measure(nx.MultiDiGraph([("a", "b")])).nodes["a"]["degree"])
try:
    measure(nx.MultiDiGraph(), fast=True)
except RightsgraphError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "1"
    assert "pip install rightsgraph[fast]" in done.stdout

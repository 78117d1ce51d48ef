"""Networks of people, courts and bodies: ties that projections find in a graph, with their time, the claims behind them and whose they are.

``projections`` are saved queries, ``networks`` runs them under a perspective, ``backing`` finds the claims behind a tie, ``times``
and ``selection`` narrow, ``graph`` makes a graph of networkx.
"""

from rightsgraph.network.networks import Networks
from rightsgraph.network.nodes import KINDS, Node
from rightsgraph.network.selection import Selection, Step
from rightsgraph.network.ties import ANYONE, Filters, Tie
from rightsgraph.network.times import tell_time

__all__ = ["ANYONE", "KINDS", "Filters", "Networks", "Node", "Selection", "Step", "Tie", "tell_time"]

"""What came before what: dates tell it first, and where they do not, what decisions and applications do to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, TypeAlias

from rightsgraph.dossier.lookup import Lookup
from rightsgraph.dossier.moments import find_moment, sort_key
from rightsgraph.dossier.saying import Moment

Key: TypeAlias = tuple[str, ...]
Link: TypeAlias = tuple[str, str]

_AFTER: Final = ("affirms", "quashes", "varies", "promptedBy", "respondsTo")
_PARTS: Final = ("Holding", "Sentence", "Measure")
_TOLD: Final = ("Decision", "Application", *_PARTS)
_RULED: Final = ("Charge", *_TOLD)
_DAY: Final = "day "
_LATE: Final = "9999"


def rank(lookup: Lookup, nodes: Collection[str]) -> dict[str, int]:
    """Give the nodes of a case numbers in the order of time.

    No dates are contradicted: where one thing was over before another could begin, it goes first. Links give the rest: a ruling
    goes after what it rules on, an application after what it is about and before its decision, and what was prompted after what
    prompted it; then the first possible day and the label.
    """
    moments = {node: find_moment(lookup, node) for node in nodes}
    keys = {node: (*sort_key(moment), lookup.label(node), node) for node, moment in moments.items()}
    dated = {node: moment for node, moment in moments.items() if moment.earliest or moment.latest}
    links = (*_link_days(dated), *_link_rulings(lookup, nodes), *_link_proceedings(lookup, nodes))
    return {node: number for number, node in enumerate(arrange(keys, links))}


def arrange(keys: Mapping[str, Key], links: Iterable[Link]) -> list[str]:
    """Put nodes in the order of their keys, but each after those that a link puts before it.

    Of links that contradict each other the first holds. What the key puts late and a link puts early goes right before what
    follows it. Nodes that only links name help to sort and are not returned.

    >>> arrange({"appeal": ("9999",), "trial": ("9999",), "letter": ("2010",)}, [("trial", "appeal"), ("appeal", "trial")])
    ['letter', 'trial', 'appeal']
    >>> arrange({"appeal": ("2012",), "trial": ("9999",), "letter": ("2010",), "visit": ("2015",)}, [("trial", "appeal")])
    ['letter', 'trial', 'appeal', 'visit']
    """
    before = _accept(links)
    graph = {node: before.get(node, set()) for node in (*keys, *before)}
    known = _inherit({**{node: ("",) if node.startswith(_DAY) else (_LATE,) for node in before}, **keys}, graph)
    sorter = TopologicalSorter(graph)
    sorter.prepare()
    ready: list[tuple[Key, Key, str]] = []
    order = []
    while sorter.is_active():
        for node in sorter.get_ready():
            heappush(ready, (known[node], keys.get(node, ()), node))
        node = heappop(ready)[-1]
        order.append(node)
        sorter.done(node)
    return [node for node in order if node in keys]


def _accept(links: Iterable[Link]) -> dict[str, set[str]]:
    """Return for each node what goes before it; a link that would close a circle is left out."""
    before: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in links:
        if first != second and not _leads(before, second, first):
            before[second].add(first)
            before[first].update(())
    return dict(before)


def _leads(before: Mapping[str, Collection[str]], first: str, second: str) -> bool:
    """Say whether one node already goes before another."""
    seen, front = {second}, [second]
    while front:
        found = set(before.get(front.pop(), ())) - seen
        if first in found:
            return True
        seen |= found
        front.extend(found)
    return False


def _inherit(keys: Mapping[str, Key], graph: Mapping[str, Collection[str]]) -> dict[str, Key]:
    """Give what has no date the key of the first that it must go before."""
    found = dict(keys)
    for node in reversed(list(TopologicalSorter(graph).static_order())):
        for earlier in graph[node]:
            if keys[earlier][0] == _LATE and not node.startswith(_DAY):
                found[earlier] = min(found[earlier], found[node])
    return found


# --- links -------------------------------------------------------------------------------------------------------------------


def _link_days(dated: Mapping[str, Moment]) -> Iterable[Link]:
    """Link what was over before a day to that day, and the day to what began on it at the earliest."""
    days = sorted({day for moment in dated.values() for day in (moment.earliest, moment.latest) if day})
    yield from pairwise(f"{_DAY}{day}{side}" for day in days for side in (" begins", " ends"))
    for node, moment in dated.items():
        if moment.earliest:
            yield f"{_DAY}{moment.earliest} begins", node
        if moment.latest:
            yield node, f"{_DAY}{moment.latest} ends"


def _link_rulings(lookup: Lookup, nodes: Collection[str]) -> Iterable[Link]:
    """Link what is ruled on, applied against, answered or followed up to what does so; parts stand for the whole."""
    for node in sorted(nodes):
        for name in _AFTER:
            yield from ((_whole(lookup, other), _whole(lookup, node)) for other in lookup.nodes(node, name))
        found = _RULED if lookup.is_a(node, "Decision", "Application", "Holding") else _TOLD if lookup.is_a(node, "Event") else ()
        earlier = (other for other in lookup.nodes(node, "concerns") if lookup.is_a(other, *found))
        yield from ((_whole(lookup, other), _whole(lookup, node)) for other in earlier)


def _link_proceedings(lookup: Lookup, nodes: Collection[str]) -> Iterable[Link]:
    """Link proceedings to what is part of them, and in each the applications to the decisions."""
    for case in sorted(node for node in nodes if lookup.is_a(node, "Case")):
        inside = [node for node in sorted(nodes) if case in lookup.nodes(node, "partOf")]
        yield from ((case, node) for node in inside if not lookup.is_a(node, "Case"))
        applied = [node for node in inside if lookup.is_a(node, "Application")]
        yield from ((first, node) for node in inside if lookup.is_a(node, "Decision") for first in applied)


def _whole(lookup: Lookup, node: str) -> str:
    """Return the decision, call or application that a node is part of, else the node."""
    wholes = lookup.nodes(node, "partOf") if lookup.is_a(node, *_PARTS) else []
    return wholes[0] if wholes else node

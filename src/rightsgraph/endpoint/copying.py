"""What an endpoint holds of a dataset: its base, its graphs, its nodes, and all its quads, fetched page by page.

No answer may be cut on the way: Virtuoso gives 10,000 rows at most, sorts no more than that, and skips none behind them. So a page
begins behind the last name of the page before, and what comes is held against a count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from rightsgraph.endpoint.remote import RemoteStore
from rightsgraph.errors import StoreError
from rightsgraph.terms import RDF_TYPE, RG, graph_iri

Progress = Callable[[str], None]

PAGE: Final = 5_000
"""Rows in one answer: far from the 10,000 after which Virtuoso stops."""
_MANY: Final = 200
"""Graphs in one query."""
_CLAIMS: Final = "graph/claims"
_DESCRIBED: Final = ("actors", "claims", "entities", "vocabulary")


def bases(store: RemoteStore) -> list[str]:
    """Return the bases of the datasets that an endpoint holds, sorted: of each graph of claims the name before `graph/claims`."""
    pattern = f"GRAPH ?name {{ ?claim <{RDF_TYPE}> <{RG}Claim> }} FILTER(STRENDS(STR(?name), {ox.Literal(_CLAIMS)}))"
    return [name.removesuffix(_CLAIMS) for name in _paged(store, pattern)]


def graphs(store: RemoteStore, prefix: str) -> list[str]:
    """Return the names of the graphs that begin so, sorted."""
    return list(_paged(store, f"GRAPH ?name {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?name), {ox.Literal(prefix)}))"))


def graphs_of(store: RemoteStore, base: str) -> list[str]:
    """Return the names of the graphs that belong to a dataset: those under `<base>graph/`, and the claims' own."""
    claims = f"GRAPH {ox.NamedNode(graph_iri(base, 'claims'))} {{ ?name <{RDF_TYPE}> <{RG}Claim> }}"
    return [*graphs(store, graph_iri(base, "")), *_paged(store, claims)]


def nodes(store: RemoteStore, base: str) -> Iterator[str]:
    """Give the IRIs of all nodes of a dataset that have a type, those of the vocabulary among them."""
    named = " ".join(str(ox.NamedNode(graph_iri(base, name))) for name in _DESCRIBED)
    return _paged(store, f"VALUES ?graph {{ {named} }} GRAPH ?graph {{ ?name <{RDF_TYPE}> ?type }}")


def copy(store: RemoteStore, base: str, progress: Progress = lambda _: None) -> Iterator[ox.Quad]:
    """Give the quads of all graphs of a dataset; those that a push has laid aside are left out.

    Not one moment of it: where somebody loads another build meanwhile, what comes may be of both, and mostly is refused. Raises
    StoreError where an answer holds less or more than was counted before.
    """
    aside = graph_iri(base, "staging")
    counts = count(store, (name for name in graphs_of(store, base) if not name.startswith(aside)))
    fetched = 0
    for group in _grouped(counts):
        progress(f"{fetched:,} of {sum(counts.values()):,} triples fetched")
        wanted = sum(group.values())
        yield from _small(store, group) if wanted <= PAGE else _large(store, next(iter(group)), wanted)
        fetched += wanted


def count(store: RemoteStore, names: Iterable[str]) -> dict[str, int]:
    """Count the triples of some graphs; those that are empty are left out."""
    found: dict[str, int] = {}
    wanted = list(names)
    for start in range(0, len(wanted), _MANY):
        values = listed(wanted[start : start + _MANY])
        found |= _counted(store, f"SELECT ?g (COUNT(*) AS ?n) {{ {values} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g ORDER BY ?g")
    return found


def listed(names: Iterable[str]) -> str:
    """Write the row of VALUES that lets `?g` stand for some graphs."""
    return f"VALUES ?g {{ {' '.join(str(ox.NamedNode(name)) for name in names)} }}"


def _counted(store: RemoteStore, query: str) -> dict[str, int]:
    rows = store.select(query)
    found = {key.value: int(n.value) for key, n in rows if isinstance(key, ox.NamedNode) and isinstance(n, ox.Literal)}
    if rows.cut:
        raise StoreError(f"{store.url} does not count all that it holds: {rows.cut}", remedy=f"let the endpoint give {PAGE:,} rows")
    return found


def _paged(store: RemoteStore, pattern: str) -> Iterator[str]:
    """Give the IRIs that `?name` stands for, sorted, a page at a time; only an empty page is the last, as a server may give less."""
    last = ""
    while True:
        after = f"FILTER(STR(?name) > {ox.Literal(last)})"
        rows = store.select(f"SELECT DISTINCT ?name {{ {pattern} {after} }} ORDER BY STR(?name) LIMIT {PAGE}")
        page = [term.value for (term,) in rows if isinstance(term, ox.NamedNode)]
        if rows.cut:
            raise StoreError(f"{store.url} does not list all that it holds: {rows.cut}", remedy=f"let the endpoint give {PAGE:,} rows")
        if not page:
            return
        yield from page
        last = page[-1]


def _grouped(counts: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Put things together whose triples one answer can hold; what has more than that stands alone."""
    group: dict[str, int] = {}
    for name, number in counts.items():
        if group and (sum(group.values()) + number > PAGE or len(group) >= _MANY):
            yield group
            group = {}
        group[name] = number
    if group:
        yield group


def _small(store: RemoteStore, group: Mapping[str, int]) -> Iterator[ox.Quad]:
    """Fetch several graphs in one answer."""
    rows = store.select(f"SELECT ?g ?s ?p ?o {{ {listed(group)} GRAPH ?g {{ ?s ?p ?o }} }}")
    found = {_quad(*row) for row in rows}
    _prove(store, len(found), sum(group.values()), rows.cut, next(iter(group)) if len(group) == 1 else f"{len(group):,} graphs")
    return iter(found)


def _large(store: RemoteStore, graph: str, wanted: int) -> Iterator[ox.Quad]:
    """Fetch one graph in several answers, some of its subjects in each."""
    total = 0
    name = ox.NamedNode(graph)
    for group in _grouped(dict(_subjects(store, graph))):
        values = f"VALUES ?s {{ {' '.join(str(ox.NamedNode(subject)) for subject in group)} }}"
        rows = store.select(f"SELECT ?s ?p ?o {{ {values} GRAPH {name} {{ ?s ?p ?o }} }}")
        found = {_quad(name, *row) for row in rows}
        _prove(store, len(found), sum(group.values()), rows.cut, graph)
        total += len(found)
        yield from found
    _prove(store, total, wanted, None, graph)


def _subjects(store: RemoteStore, graph: str) -> Iterator[tuple[str, int]]:
    """Give the subjects of a graph in order, with how many triples each has."""
    last = ""
    while True:
        where = f"GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} FILTER(STR(?s) > {ox.Literal(last)})"
        page = _counted(store, f"SELECT ?s (COUNT(*) AS ?n) {{ {where} }} GROUP BY ?s ORDER BY STR(?s) LIMIT {PAGE}")
        if not page:
            return
        yield from page.items()
        last = list(page)[-1]


def _quad(graph: object, subject: object, predicate: object, value: object) -> ox.Quad:
    match graph, subject, predicate, value:
        case ox.NamedNode(), ox.NamedNode(), ox.NamedNode(), ox.NamedNode() | ox.Literal():
            return ox.Quad(subject, predicate, value, graph)
        case _:
            raise StoreError(f"{graph} holds a blank node, which no dataset of rightsgraph does: {subject} {predicate} {value}")


def _prove(store: RemoteStore, found: int, wanted: int, cut: str | None, what: str) -> None:
    """Raise StoreError where an answer is not all, or not all of one moment."""
    if cut or found != wanted:
        why = f": {cut}" if cut else ", so it was changed meanwhile, or the endpoint left some out"
        raise StoreError(f"{store.url} gave {found:,} triples of {what} where it counted {wanted:,}{why}", remedy="fetch it again")

"""A build loaded into an endpoint: sent aside, read back and compared, and only then put in place.

All goes by SPARQL update, which every store takes in the same way; the Graph Store protocol would need one request a claim.

Each graph of the build is first written to graphs aside, `<base>graph/staging/…`, none longer than a server gives back in one
answer, and these are read back and compared. Until then the old data stays as it was. Then the old graphs are dropped, the
new ones moved to their names, and the default graph is filled. Not atomic: while a push runs, a query for all named
graphs sees those aside, too; and a store that does not run a request as one transaction (Virtuoso), or a dataset whose moves
need several requests, shows old and new side by side while they are put in place. Where that is cut off, push again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from rightsgraph.endpoint.copying import count, graphs_of, listed
from rightsgraph.endpoint.probe import has_foreign
from rightsgraph.endpoint.remote import RemoteStore
from rightsgraph.errors import RightsgraphError, StoreError
from rightsgraph.store import MERGED, Term, open_store
from rightsgraph.terms import RG, graph_iri

Progress = Callable[[str], None]
Line = tuple[str, str, str]

BATCH: Final = 500
"""Triples in one INSERT DATA: Virtuoso 7 takes 500, and fails at 2,000."""
PIECE: Final = 2_000
"""Triples in one graph aside: far from the 10,000 rows after which Virtuoso stops."""
_LONGEST: Final = 500_000
"""Signs in one request; Oxigraph takes a megabyte, in which IRIs are written longer than here."""
_FEW: Final = 40
"""Moves in one request to a store that would not run more of them as one transaction anyway."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: the graphs and triples now in place, whether the default graph was filled, the digest compared.

    ``requests`` is the number of requests that put the new data in place: with 1, a store with transactions showed never
    old and new together.
    """

    graphs: int
    triples: int
    default: bool
    digest: str
    requests: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some triples of one graph, and the graph aside that they are sent to."""

    aside: str
    graph: str
    count: int
    digest: str


def push(build: Path, store: RemoteStore, progress: Progress = lambda _: None) -> Pushed:
    """Load a build into an endpoint in place of what a push loaded there before; other graphs are left alone.

    A default graph of the endpoint's own is filled with the merge of record, claims, actors, entities and vocabulary; where it
    holds anything else, StoreError is raised before anything is written. Raises StoreError where the data read back differs;
    then, and wherever else it fails before the end, the old data is as it was.
    """
    base = _base(build)
    aside = f"{graph_iri(base, 'staging')}/{secrets.token_hex(8)}"
    local = open_store(build / "store")
    _refuse_blank_nodes(local)
    progress("looking at what the endpoint holds")
    old = graphs_of(store, base)
    _drop(store, [graph for graph in old if graph.startswith(graph_iri(base, "staging"))])
    try:
        own = _has_own_default(store, base, aside)
        pieces = _send(local, store, aside, progress)
        progress("reading back and comparing")
        _compare(store, pieces)
    except BaseException:
        with suppress(RightsgraphError):
            _drop(store, [graph for graph in graphs_of(store, base) if graph.startswith(aside)])
        raise
    progress("putting the new data in place")
    requests = list(_requests(_moves(base, pieces, old, own), own))
    try:
        for request in requests:
            store.update(request)
        _prove(store, pieces)
    except RightsgraphError as error:
        raise StoreError(
            f"{store.url} failed while the new data was put in place: {error.message}; it may hold old and new side by side",
            remedy="push again",
        ) from error
    whole = hashlib.sha256("".join(sorted(f"{piece.graph} {piece.digest}\n" for piece in pieces)).encode()).hexdigest()
    return Pushed(len({piece.graph for piece in pieces}), sum(piece.count for piece in pieces), own, whole, len(requests))


def _base(build: Path) -> str:
    try:
        base = json.loads((build / "manifest.json").read_text(encoding="utf-8"))["base"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise StoreError("is no build", str(build), remedy="make one with `rightsgraph build`") from error
    return str(base)


def _refuse_blank_nodes(local: ox.Store) -> None:
    for quad in local:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise StoreError(
                f"the build holds a blank node, which cannot be compared once it is loaded: {quad.predicate}", remedy="give the node an IRI"
            )


def _drop(store: RemoteStore, graphs: Iterable[str]) -> None:
    for request in _requests(map(_dropping, graphs), one=False):
        store.update(request)


def _has_own_default(store: RemoteStore, base: str, aside: str) -> bool:
    """Say whether the default graph is a graph of its own: a triple written to a named graph does not show in it.

    Raises StoreError where it holds what is no part of the dataset, and would be lost.
    """
    marker = f"{ox.NamedNode(aside)} <{RG}gist> {ox.Literal(aside)}"
    store.update(f"INSERT DATA {{ GRAPH {ox.NamedNode(aside)} {{ {marker} }} }}")
    if store.ask(f"ASK {{ {marker} }}"):
        return False
    if has_foreign(store, base):
        raise StoreError(
            f"the default graph of {store.url} holds data that is no part of this dataset, and would be lost",
            remedy="move it to a named graph, or push to another endpoint",
        )
    return True


def _send(local: ox.Store, store: RemoteStore, aside: str, progress: Progress) -> list[_Piece]:
    """Write all named graphs of a build to graphs aside."""
    pieces: list[_Piece] = []
    waiting: list[tuple[str, Line]] = []
    sent = 0
    for graph, lines in _cut(local):
        piece = _Piece(f"{aside}/{len(pieces)}", graph, len(lines), _digest(lines))
        pieces.append(piece)
        waiting += [(piece.aside, line) for line in lines]
        while len(waiting) >= BATCH:
            _insert(store, waiting[:BATCH])
            del waiting[:BATCH]
            sent += BATCH
            if sent % (20 * BATCH) == 0:
                progress(f"{sent:,} triples sent")
    if waiting:
        _insert(store, waiting)
    return pieces


def _cut(local: ox.Store) -> Iterator[tuple[str, list[Line]]]:
    """Give the triples of each named graph, no more than PIECE at a time, each as its three terms are written."""
    for graph in sorted(local.named_graphs(), key=str):
        if isinstance(graph, ox.NamedNode):
            quads = local.quads_for_pattern(None, None, None, graph)
            while piece := [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in islice(quads, PIECE)]:
                yield graph.value, piece


def _insert(store: RemoteStore, lines: Iterable[tuple[str, Line]]) -> None:
    graphs: dict[str, list[str]] = {}
    for graph, line in lines:
        graphs.setdefault(graph, []).append(" ".join(line) + " .")
    blocks = "\n".join(f"GRAPH {ox.NamedNode(graph)} {{\n{chr(10).join(triples)}\n}}" for graph, triples in graphs.items())
    store.update(f"INSERT DATA {{\n{blocks}\n}}")


def _digest(lines: Iterable[Line]) -> str:
    return hashlib.sha256("".join(sorted(" ".join(line) + "\n" for line in lines)).encode()).hexdigest()


def _compare(store: RemoteStore, pieces: Sequence[_Piece]) -> None:
    """Read back what was sent, and raise StoreError at the first piece that is not as it was."""
    for group in _grouped(pieces):
        rows = store.select(f"SELECT ?g ?s ?p ?o {{ {listed(piece.aside for piece in group)} GRAPH ?g {{ ?s ?p ?o }} }}")
        found: dict[str, list[Line]] = {piece.aside: [] for piece in group}
        for graph, *terms in rows:
            if isinstance(graph, ox.NamedNode):
                found[graph.value].append(_line(terms))
        for piece in group:
            lines = found[piece.aside]
            if len(lines) != piece.count or _digest(lines) != piece.digest:
                raise StoreError(
                    f"{store.url} gives back other data for {piece.graph} than was sent ({len(lines):,} triples of {piece.count:,}); "
                    "nothing was replaced",
                    remedy="see that nobody else writes there, and the endpoint's log; then push again",
                )


def _line(terms: Sequence[Term | None]) -> Line:
    subject, predicate, value = (str(term) for term in terms)
    return subject, predicate, value


def _grouped(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Put pieces together that one answer can hold."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and (sum(part.count for part in group) + piece.count > PIECE or len(group) >= 100):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _moves(base: str, pieces: Sequence[_Piece], old: Iterable[str], own: bool) -> list[str]:
    """Write the updates that put the new graphs in the place of the old.

    What only the old build had goes first, then comes the graph that lists the claims: wherever a push is cut off, the next one finds
    every graph that is to go. DROP is always SILENT, because Virtuoso drops no graph that was not made by CREATE otherwise.
    """
    staging, claims = graph_iri(base, "staging"), graph_iri(base, "claims")
    new = {piece.graph for piece in pieces}
    moves = [_dropping(graph) for graph in old if graph not in new and not graph.startswith(staging)]
    begun: set[str] = set()
    for piece in sorted(pieces, key=lambda piece: piece.graph != claims):
        way = f"GRAPH {ox.NamedNode(piece.aside)} TO GRAPH {ox.NamedNode(piece.graph)}"
        moves += [f"ADD {way}", _dropping(piece.aside)] if piece.graph in begun else [f"MOVE {way}"]
        begun.add(piece.graph)
    moves += [_dropping(aside) for aside in {piece.aside.rpartition("/")[0] for piece in pieces}]
    if own:
        moves.append("DROP SILENT DEFAULT")
        moves += [f"ADD SILENT GRAPH {ox.NamedNode(graph_iri(base, name))} TO DEFAULT" for name in MERGED]
    return moves


def _dropping(graph: str) -> str:
    return f"DROP SILENT GRAPH {ox.NamedNode(graph)}"


def _requests(moves: Iterable[str], one: bool) -> Iterator[str]:
    """Join updates to as few requests as the store takes; with ``one`` only the length counts."""
    request: list[str] = []
    for move in moves:
        if request and (sum(map(len, request)) + len(move) > _LONGEST or (not one and len(request) >= _FEW)):
            yield " ;\n".join(request)
            request = []
        request.append(move)
    if request:
        yield " ;\n".join(request)


def _prove(store: RemoteStore, pieces: Sequence[_Piece]) -> None:
    """Count the graphs in their places. Raises StoreError where one has more triples or fewer than it should."""
    wanted: Counter[str] = Counter()
    for piece in pieces:
        wanted[piece.graph] += piece.count
    found = count(store, wanted)
    for name, number in wanted.items():
        if found.get(name, 0) != number:
            raise StoreError(f"{name} has {found.get(name, 0):,} triples instead of {number:,}")

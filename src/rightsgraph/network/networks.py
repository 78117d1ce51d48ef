"""The networks of a dataset: projections run under a perspective, their ties with the claims behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from rightsgraph import queries
from rightsgraph.answers.names import safe
from rightsgraph.derive import Derived, view_iri
from rightsgraph.dossier.gather import find_case
from rightsgraph.dossier.lookup import Lookup
from rightsgraph.dossier.reach import reach
from rightsgraph.errors import NotFound, QueryError
from rightsgraph.network import projections
from rightsgraph.network.backing import ACTUALITY, STANDINGS, Backing, Ground
from rightsgraph.network.nodes import Node, Nodes
from rightsgraph.network.projections import Key, Strand
from rightsgraph.network.readings import Readings
from rightsgraph.network.selection import Looked, Scope, Selection, select
from rightsgraph.network.ties import ANYONE, Filters, Standing, Tie
from rightsgraph.network.times import read_when
from rightsgraph.queries import Query
from rightsgraph.queries.tokens import tokenize
from rightsgraph.store import LocalStore, Rows
from rightsgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    import networkx as nx

NO_FILTERS: Final = Filters()
_SHARED: Final = "shared"
"""Not an actor: what stands in every perspective."""


class Networks:
    """The networks of one dataset under one policy; keep one for several questions.

    ``root`` is the folder of a dataset that may have projections of its own, ``title`` the dataset's title.
    """

    def __init__(self, store: LocalStore, derived: Derived, vocabulary: Vocabulary, root: Path | None = None, title: str = "") -> None:
        self.store = store
        self.derived = derived
        self.vocabulary = vocabulary
        self.root = root
        self.title = title
        self.base = derived.ledger.base
        self.nodes = Nodes(derived, vocabulary)
        self._found: dict[tuple[str, str | None], dict[Key, Strand]] = {}
        self._unreal: dict[str | None, Mapping[str, Standing]] = {}
        self._backed: dict[tuple[Any, ...], Backing] = {}

    # --- what there is --------------------------------------------------------------------------------------------------------

    def projections(self) -> list[Query]:
        """Return all projections, sorted by name; those tagged `default` are taken where none is named."""
        return projections.projections(self.root)

    def views(self) -> list[str]:
        """Return the ids of the actors who have a view, sorted."""
        return self.store.views()

    def describe(self, iri: str) -> Node:
        """Say who or what a node is."""
        return self.nodes.describe(iri)

    def speakers(self, claim: str) -> tuple[str, ...]:
        """Return who makes a claim: its claimants, or the authors of its source; as IRIs."""
        found = self._ground.index.claims[claim]
        return found.claimants or found.authors

    # --- ties -----------------------------------------------------------------------------------------------------------------

    def ties(self, names: Iterable[str] = (), view: str | None = None, filters: Filters = NO_FILTERS) -> tuple[Tie, ...]:
        """List the ties of some projections, sorted; see ``select``."""
        return self.select(names, view, filters).ties

    def select(self, names: Iterable[str] = (), view: str | None = None, filters: Filters = NO_FILTERS) -> Selection:
        """Find the ties of some projections (none named: those tagged `default`) and narrow them.

        ``view`` is the id or IRI of an actor whose view stands in for the record, or `any`: all that anyone affirms. A tie that
        several projections give is kept once. What the files of cases and actors say by themselves is nobody's claim: it is on record,
        and in no view. Raises NotFound with the nearest name, and DateError.
        """
        chosen = projections.choose(names, self.root)
        actor = self._find_view(view)
        scope = self._find_scope(filters.case) if filters.case else None
        ego = self._find_node(filters.ego) if filters.ego else None
        strands: dict[Key, Strand] = {}
        for projection in chosen:
            strands = {**self._run(projection, actor), **strands}
        recorded = {key for projection in chosen for key in self._run(projection, None)}
        ties = [self._tie(key, strand, self._stand(key, key in recorded, actor)) for key, strand in strands.items()]
        if actor is not None and actor != ANYONE:
            shared = {key for projection in chosen for key in self._run(projection, _SHARED)}
            ties = [tie for tie in ties if self._is_said(tie, self.base + actor) or _key(tie) not in shared]
        ties.sort(key=lambda tie: tie.key)
        return select(ties, filters, Looked(tuple(chosen), self._tell_perspective(actor)), scope, ego)

    def graph(self, names: Iterable[str] = (), view: str | None = None, filters: Filters = NO_FILTERS) -> nx.MultiDiGraph:
        """Return the ties of some projections as a graph of networkx; see ``select``."""
        return self.as_graph(self.select(names, view, filters), view, filters)

    def as_graph(self, selection: Selection, view: str | None = None, filters: Filters = NO_FILTERS) -> nx.MultiDiGraph:
        """Return ties that ``select`` found as a graph of networkx, with what was asked for in its attributes."""
        from rightsgraph.network.graph import as_graph

        return as_graph(self, selection, view, filters)

    def _is_said(self, tie: Tie, actor: str) -> bool:
        """Say whether somebody makes a claim that a tie rests on, or passes one on."""
        claims = [self._ground.index.claims[claim] for claim in tie.affirming]
        return any(actor in (*claim.claimants, *claim.authors) for claim in claims)

    def _tell_perspective(self, actor: str | None) -> str:
        if actor is None:
            return f"on record under the policy `{self.derived.policy.id}`"
        return "in all that anyone affirms" if actor == ANYONE else f"in the view of {safe(self.nodes.label(self.base + actor))}"

    # --- names that users give ------------------------------------------------------------------------------------------------

    def _find_view(self, view: str | None) -> str | None:
        """Return the id of an actor; raise NotFound, with the nearest, where the actor has no view."""
        if view is None or view == ANYONE:
            return view
        self.store.query("ASK {}", view)
        return view.removeprefix(self.base)

    def _find_scope(self, case: str) -> Scope:
        found = reach(self._lookup, find_case(self._lookup, case))
        return Scope(found.case, found.nodes, frozenset(claim.iri for claim in found.claims))

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.derived, self.vocabulary)

    def _find_node(self, name: str) -> str:
        iri = name if "://" in name else self.base + name
        if why := self.store.explain_missing(iri):
            raise NotFound(why, remedy="write a node's id as the case files do, such as person/…, or its IRI")
        return iri

    # --- running projections --------------------------------------------------------------------------------------------------

    def _run(self, projection: Query, view: str | None) -> dict[Key, Strand]:
        """Run a projection under a perspective, once."""
        asked = projection.name, view
        if asked not in self._found:
            ready = queries.prepare(projection.text, {}, self.base, self.vocabulary, str(projection.path))
            found = self._query(ready.text, view)
            if not isinstance(found, Rows):
                raise QueryError("the projection is no SELECT", str(projection.path), remedy="SELECT ?source ?target ?relation …")
            self._found[asked] = projections.gather(projection, found.variables, found)
        return self._found[asked]

    def _query(self, text: str, view: str | None) -> object:
        if view == _SHARED:
            return self.store.query_shared(text)
        if view != ANYONE:
            return self.store.query(text, view)
        named = any(token.is_word("GRAPH") for token in tokenize(text))
        return (self._everything_named if named else self._everything).query(text)

    @cached_property
    def _everything(self) -> LocalStore:
        """A store whose default graph holds the record and all views, beside what every perspective shares.

        One merged graph, for a query over many graphs at once took 6.8 s where this takes 0.02 s.
        """
        return self._merge(quad for quad in self.store.store if not isinstance(quad.graph_name, ox.NamedNode))

    @cached_property
    def _everything_named(self) -> LocalStore:
        """The same with the named graphs beside it, for projections that look into claims."""
        return self._merge(self.store.store)

    def _merge(self, quads: Iterable[ox.Quad]) -> LocalStore:
        memory = ox.Store()
        memory.bulk_extend(quads)
        for actor in self.store.views():
            found = self.store.store.quads_for_pattern(None, None, None, ox.NamedNode(view_iri(self.base, actor)))
            memory.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found)
        return LocalStore(memory, self.base)

    def _tie(self, key: Key, strand: Strand, standing: Standing) -> Tie:
        source, target, relation, event, via = key
        way = tuple(node for node in (event, via, *strand.beyond) if node)
        backing = self._back(source, target, relation, way, standing)
        when = read_when(strand)
        return Tie(
            source=source,
            target=target,
            relation=relation,
            reading=" or ".join(sorted(strand.readings)) or self._readings.of(relation),
            event=event,
            via=via,
            date=when.date,
            earliest=when.earliest,
            latest=when.latest,
            affirming=tuple(claim.iri for claim in backing.affirming),
            denying=tuple(claim.iri for claim in backing.denying),
            origins=backing.origins,
            sources=tuple(sorted({claim.source for claim in backing.affirming})),
            standing=standing,
            disputed=backing.disputed,
            start=when.start,
            end=when.end,
            projection=strand.projection,
        )

    def _back(self, *asked: Any) -> Backing:
        """Find the claims behind a tie, once for all perspectives."""
        if asked not in self._backed:
            self._backed[asked] = self._ground.find_backing(*asked)
        return self._backed[asked]

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self.derived.ledger)

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self.vocabulary, self.root)

    # --- standing -------------------------------------------------------------------------------------------------------------

    def _stand(self, key: Key, recorded: bool, view: str | None) -> Standing:
        """Say how a tie stands: on record, or as the perspective has it; a policy may let in what was planned or the like."""
        unreal = self._list_unreal(None if recorded else view)
        found = next((unreal[node] for node in key[3:] if node and node in unreal), None)
        return found or ("on record" if recorded else "attributed")

    def _list_unreal(self, view: str | None) -> Mapping[str, Standing]:
        """Return the happenings that were planned, requested or did not occur under a perspective."""
        if view not in self._unreal:
            text = f"SELECT DISTINCT ?node ?actuality {{ ?node <{ACTUALITY}> ?actuality }} ORDER BY ?node ?actuality"
            found = self._query(text, view)
            pairs = [[getattr(term, "value", "") for term in row] for row in found] if isinstance(found, Rows) else []
            self._unreal[view] = {node: STANDINGS[actuality] for node, actuality in pairs if actuality in STANDINGS}
        return self._unreal[view]


def _key(tie: Tie) -> Key:
    return tie.source, tie.target, tie.relation, tie.event, tie.via

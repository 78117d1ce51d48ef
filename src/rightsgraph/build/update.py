"""What a change of some files changes in the derived graphs: only the slots are decided anew that it can have touched.

Two stores are compared, as they are before and after the change of the files' quads. A claim that reads the same in both
touches nothing; around a claim that does not, all nodes are found on which it can tell: what it speaks of, what it disputes, what
its types and places bear on, what rests on the rulings it knows of. Of these nodes all slots are decided anew, together, since
dates, marks of dispute and standing hang on several; of all other nodes the derived graphs stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from rightsgraph import policy
from rightsgraph.build.facts import CONTEXT, PART_OF, Facts, as_triple, spread
from rightsgraph.derive import NAMING, as_quads, entities, single_valued, view_iri
from rightsgraph.policy import Claim, Context, Index, Policy, Triple
from rightsgraph.settings import Settings
from rightsgraph.terms import RDF_TYPE, RG, graph_iri
from rightsgraph.vocabulary import Vocabulary

RULINGS: Final = tuple(RG + name for name in ("affirms", "quashes", "varies"))


@dataclass(frozen=True, slots=True)
class Change:
    """Quads that leave a store and quads that come into it."""

    removed: frozenset[ox.Quad]
    added: frozenset[ox.Quad]

    @property
    def quads(self) -> frozenset[ox.Quad]:
        """All quads that change."""
        return self.removed | self.added

    @property
    def graphs(self) -> set[str]:
        """The names of the graphs that change."""
        return {quad.graph_name.value for quad in self.quads if isinstance(quad.graph_name, ox.NamedNode)}


@dataclass(frozen=True, slots=True)
class Update:
    """What changes in the derived graphs, and how many slots had to be decided anew to know it."""

    change: Change
    slots: int


@dataclass(frozen=True)
class Derivation:
    """How graphs are derived: the settings of the dataset, the ontology, the policy of the record."""

    settings: Settings
    vocabulary: Vocabulary
    policy: Policy

    def types(self, classes: Iterable[str]) -> frozenset[str]:
        """Return the IRIs of classes and of all their subclasses."""
        wanted = {iri.removeprefix(RG) for iri in classes}
        return frozenset(RG + name for name, above in self.vocabulary.ancestors.items() if above & wanted)


def update(before: ox.Store, after: ox.Store, change: Change, how: Derivation) -> Update:
    """Find what a change of the files' quads changes in the derived graphs.

    ``before`` is the store of the earlier build, ``after`` the same with the change made and the derived graphs as they were.
    The policy must not ask for decisions in force: on those all slots may depend.
    """
    base = how.settings.base
    scope = Scope(Facts(before, base), Facts(after, base), change, how)
    index, found = _decide(scope)
    found |= _describe(scope)
    old = {quad for node in scope.nodes for quad in scope.after.decided_on(node)}
    old |= {quad for node in scope.named for quad in scope.after.description_of(node)}
    slots = sum(len(index.of_subject(node)) for node in scope.nodes)
    return Update(Change(frozenset(old - found), frozenset(found - old)), slots)


class Scope:
    """How far a change tells: ``nodes`` are those whose slots, ``named`` those whose descriptions have to be worked out anew."""

    def __init__(self, before: Facts, after: Facts, change: Change, how: Derivation) -> None:
        self.before = before
        self.after = after
        self.how = how
        outside = [ox.NamedNode(graph_iri(how.settings.base, name)) for name in ("claims", "actors")]
        self._recorded = [triple for quad in change.quads if quad.graph_name in outside and (triple := as_triple(quad))]
        self._graphs = change.graphs - {graph.value for graph in outside}

    @cached_property
    def claims(self) -> set[str]:
        """The claims that read otherwise than before: in what they say, in who makes them, or in where they come from."""
        candidates = self._graphs | {subject for subject, _, _ in self._recorded} | self._claims_of_sources()
        return {iri for iri in candidates if self.before.claim(iri) != self.after.claim(iri)}

    def _claims_of_sources(self) -> set[str]:
        """Find the claims of the sources whose authors or origin changed, and of those that derive from them."""
        changed = {subject for subject, predicate, _ in self._recorded if predicate in (RG + "author", RG + "derivesFrom")}
        sources = spread(changed, lambda source: self.after.recorded(RG + "derivesFrom", source))
        return {claim for source in sources for claim in self.after.recorded(RG + "source", source)}

    def _read(self, iris: Iterable[str]) -> list[Claim]:
        names = set(iris)
        return [*self.before.claims(names), *self.after.claims(names)]

    def _around(self, node: str, predicate: str) -> set[str]:
        """Return what a property leads to from a node and back, before or after the change."""
        facts = (self.before, self.after)
        ways = (
            {triple[2].value for _, triple in each.said_of(node) if triple[1] == predicate} | each.holders(node, predicate)
            for each in facts
        )
        return set().union(*ways)

    def _is_a(self, node: str, types: frozenset[str]) -> bool:
        return any(not types.isdisjoint(facts.values(node, RDF_TYPE)) for facts in (self.before, self.after))

    @cached_property
    def nodes(self) -> set[str]:
        """The nodes on whose slots the change can tell."""
        spoken = self._spoken()
        found = spoken | self._preferred() | {node for node, _, _ in self._recorded if self.after.said_of(node)}
        for node in self._shifted | self._places_within() | self._judged(spoken):
            found |= {node} | self.after.holders(node)
        return spread(found, self._ruled)

    def _spoken(self) -> set[str]:
        """Find the subjects of the claims that changed, of those they dispute or disputed, and of those whose claimant changed."""
        claims = self._read(self.claims | self._of_claimants())
        claims += self._read(target for claim in claims for target in claim.disputes)
        return {subject for claim in claims for subject, _, _ in claim.statements}

    def _of_claimants(self) -> set[str]:
        if self.how.policy.claimant_kinds is None:
            return set()
        return {claim for node in self._shifted for claim in self.after.recorded(RG + "claimant", node)}

    @cached_property
    def _shifted(self) -> set[str]:
        """The nodes whose types, kinds or wholes changed."""
        said = (triple for claim in self._read(self.claims) for triple in claim.statements)
        nodes = {subject for subject, predicate, _ in (*self._recorded, *said) if predicate in CONTEXT}
        return {node for node in nodes if self.before.context(node) != self.after.context(node)}

    def _places_within(self) -> set[str]:
        """Find the places that lie in a place that changed, however deep."""
        places = self.how.types([RG + "Place"])
        return spread((node for node in self._shifted if self._is_a(node, places)), lambda place: self._parts(place, places))

    def _parts(self, whole: str, types: frozenset[str]) -> set[str]:
        parts = self.after.holders(whole, PART_OF) | self.after.recorded(PART_OF, whole)
        return {part for part in parts if self._is_a(part, types)}

    def _judged(self, nodes: Iterable[str]) -> set[str]:
        """Find the nodes that may stand on record only as long as nobody disputes anything of them."""
        types = self.how.types(self.how.policy.classes_if_undisputed)
        return {node for node in nodes if types and self._is_a(node, types)}

    def _preferred(self) -> set[str]:
        before, after = self.before.preferences(), self.after.preferences()
        return {slot[0] for slot in before.keys() | after.keys() if before.get(slot) != after.get(slot)}

    def _ruled(self, node: str) -> set[str]:
        """Find what a decision, or a part of one, rules on, what rules on it, and the decision's parts."""
        found = set().union(*(self._around(node, ruling) for ruling in RULINGS))
        decisions = self._decisions
        wholes = self.before.values(node, PART_OF) | self.after.values(node, PART_OF)
        found |= {whole for whole in wholes if self._is_a(whole, decisions)}
        if self._is_a(node, decisions):
            found |= self._around(node, PART_OF) - wholes
            found |= self.before.recorded(PART_OF, node) | self.after.recorded(PART_OF, node)
        return found

    @cached_property
    def _decisions(self) -> frozenset[str]:
        return self.how.types([RG + "Decision"])

    @cached_property
    def named(self) -> set[str]:
        """The nodes whose description among the entities can change: by itself, or by what the node is called after."""
        said = {subject for claim in self._read(self.claims) for subject, _, _ in claim.statements}
        nodes = said | {subject for subject, _, _ in self._recorded}
        changed = {node for node in nodes if self.before.profile(node) != self.after.profile(node)}
        near = self._called_after(changed)
        return changed | near | self._called_after(near)

    def _called_after(self, nodes: Iterable[str]) -> set[str]:
        return {holder for node in nodes for name in NAMING for holder in self.after.holders(node, name)}


# --- record and views --------------------------------------------------------------------------------------------------------


def _decide(scope: Scope) -> tuple[Index, set[ox.Quad]]:
    """Decide all slots of the scope's nodes anew: the record and every view."""
    how, nodes = scope.how, scope.nodes
    index = Index(_load(scope))
    slots = [slot for node in sorted(nodes) for slot in index.of_subject(node)]
    context = _context(scope, index)
    record = {triple for rows in policy.record_slots(index, slots, how.policy, context).values() for triple in rows}
    record |= {*policy.date_subjects(record), *policy.mark_standing(policy.find_standings(record, context))}
    known = {(node, name, value) for node in nodes for name, values in scope.after.about(node).items() for value in values}
    # Only decisions in scope have their rulings complete; those beyond it are out of reach of the change.
    found = set(as_quads((triple for triple in record - known if triple[0] in nodes), graph_iri(how.settings.base, "record")))
    for actor, kept in policy.view_slots(index, slots, context).items():
        rows = {triple for triples in kept.values() for triple in triples}
        found.update(as_quads((rows | set(policy.date_subjects(rows))) - known, view_iri(how.settings.base, actor)))
    return index, found


def _load(scope: Scope) -> list[Claim]:
    """Read the claims on the scope's nodes, those on their values that must be undisputed, and whatever disputes any of them."""
    facts = scope.after
    claims = {claim.iri: claim for node in scope.nodes for claim in facts.claims_on(node)}
    types = scope.how.types(scope.how.policy.classes_if_undisputed)
    values = _values(claims.values(), scope.nodes) if types else set()
    claims |= {
        claim.iri: claim for value in values if not types.isdisjoint(facts.values(value, RDF_TYPE)) for claim in facts.claims_on(value)
    }
    disputes = facts.disputes()
    against = facts.claims(other for iri in claims for other in disputes.get(iri, ()))
    claims |= {claim.iri: claim for claim in against}
    return [claims[iri] for iri in sorted(claims)]


def _values(claims: Iterable[Claim], nodes: set[str]) -> set[str]:
    """Return the nodes that stand as values in the slots of some nodes."""
    statements = (triple for claim in claims for triple in claim.statements)
    return {value.value for subject, _, value in statements if subject in nodes and isinstance(value, ox.NamedNode)}


def _context(scope: Scope, index: Index) -> Context:
    """Gather the context of the scope's nodes: types, kinds and wholes of them, of their values and claimants, and of their wholes."""
    facts, how = scope.after, scope.how
    claimants = {claimant for claim in index.claims.values() for claimant in claim.claimants}
    start = scope.nodes | _values(index.claims.values(), scope.nodes) | claimants
    nodes = spread(start, lambda node: facts.values(node, PART_OF))
    triples = (triple for node in nodes for triple in facts.context(node))
    return Context.of(triples, how.vocabulary, single_valued(), facts.preferences())


# --- entities ----------------------------------------------------------------------------------------------------------------


def _describe(scope: Scope) -> set[ox.Quad]:
    """Describe the scope's named nodes anew: type, kind and label."""
    facts, how, nodes = scope.after, scope.how, scope.named
    near = {value for node in nodes for value in facts.naming(node).values()}
    far = {value for node in near for value in facts.naming(node).values()}
    said = [statement for node in nodes | near | far for statement in facts.said_of(node)]
    about = {node: facts.about(node) for node in nodes | near | far}
    known = {(node, name, value) for node in nodes for name, values in about[node].items() for value in values}
    triples: set[Triple] = entities(said, about, how.vocabulary, how.settings.language) - known
    return set(as_quads((triple for triple in triples if triple[0] in nodes), graph_iri(how.settings.base, "entities")))

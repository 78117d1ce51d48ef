"""What the policy works on: claims, the context they stand in, policies and verdicts. All IRIs are plain strings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from pyoxigraph import Literal, NamedNode

from rightsgraph.dates import refines
from rightsgraph.errors import DateError
from rightsgraph.terms import EDTF, KIND, RDF_TYPE, RDFS_LABEL, RG, scheme_base
from rightsgraph.vocabulary import Vocabulary, reach

Term: TypeAlias = NamedNode | Literal
Slot: TypeAlias = tuple[str, str]
Triple: TypeAlias = tuple[str, str, Term]

DESCRIPTION: Final = frozenset({RDF_TYPE, RDFS_LABEL, KIND})
"""Predicates that stand with the description of a node, never in the record or a view."""
ACTUALITY: Final = RG + "actuality"
PART_OF: Final = RG + "partOf"
AFFIRMS: Final = "affirms"
DENIES: Final = "denies"
COMMITTED: Final = frozenset({"full", "partial"})
_VOICES: Final = {scheme_base("relay-stance") + name: voice for name, voice in (("endorses", "endorsed"), ("distances", "distanced"))}


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says in a source. ``origin_authors`` wrote the source at the end of ``derivesFrom``."""

    iri: str
    source: str
    authors: tuple[str, ...]
    origin_authors: tuple[str, ...]
    claimants: tuple[str, ...]
    stance: str
    relay: str | None
    made_in: str | None
    disputes: tuple[str, ...]
    statements: tuple[Triple, ...]

    def __hash__(self) -> int:
        return hash(self.iri)

    @property
    def voice(self) -> str:
        """``own``, ``endorsed``, ``neutral`` or ``distanced``: how the source's author stands to the claim."""
        if not self.claimants or any(claimant in self.authors for claimant in self.claimants):
            return "own"
        return _VOICES.get(self.relay or "", "neutral")

    @property
    def origin(self) -> frozenset[str]:
        """Where the claim comes from: who is quoted, else who wrote the source that the claim's source derives from.

        People who speak together are one origin.
        """
        return frozenset((self.origin_authors or self.authors) if self.voice == "own" else self.claimants)


class Preference(NamedTuple):
    """An editor's choice of a claim for a slot: the claim, the judgement and its reason."""

    claim: str
    judgement: str
    reason: str


@dataclass(frozen=True)
class Context:
    """What claims have to be seen in.

    ``classes`` and ``kinds`` are those of nodes (classes with their superclasses, kinds as concepts), ``polarity`` and
    ``commitment`` those of stances; ``superiors`` are all places a place is part of and all concepts broader than a concept;
    ``decisions`` leads from a speech act to the decision it is part of, ``standing`` from a decision to its standing's name.
    """

    classes: Mapping[str, frozenset[str]]
    polarity: Mapping[str, str]
    commitment: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    superiors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    preferences: Mapping[Slot, Preference] = field(default_factory=dict)
    single_valued: frozenset[str] = frozenset()
    decisions: Mapping[str, str] = field(default_factory=dict)
    standing: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        statements: Iterable[Triple],
        vocabulary: Vocabulary,
        single_valued: frozenset[str],
        preferences: Mapping[Slot, Preference] | None = None,
    ) -> Context:
        """Gather the context from all statements of a dataset: claims and authority records alike."""
        types, kinds, wholes = _gather(statements)
        ancestors = {RG + name: frozenset(RG + above for above in found) for name, found in vocabulary.ancestors.items()}
        nothing: frozenset[str] = frozenset()
        classes = {node: nothing.union(*(ancestors.get(name, nothing) for name in found)) for node, found in types.items()}
        places = {node: found for node, found in wholes.items() if RG + "Place" in classes.get(node, nothing)}
        decided = {node for node, found in classes.items() if RG + "Decision" in found}
        parts = {node: min(found & decided) for node, found in wholes.items() if found & decided}
        stances = {scheme_base("stance") + name: name for name in vocabulary.concepts["stance"]}
        return cls(
            classes=classes,
            polarity={iri: vocabulary.polarity(name) for iri, name in stances.items()},
            commitment={iri: vocabulary.commitment(name) for iri, name in stances.items()},
            kinds={node: frozenset(found) for node, found in kinds.items()},
            superiors={**vocabulary.broader, **{place: reach(place, places) for place in places}},
            preferences=preferences or {},
            single_valued=single_valued,
            decisions={**parts, **{decision: decision for decision in decided}},
        )

    def affirms(self, claim: Claim) -> bool:
        """Say whether a claim says that something is so, however weakly."""
        return self.polarity.get(claim.stance) == AFFIRMS

    def denies(self, claim: Claim) -> bool:
        """Say whether a claim says that something is not so."""
        return self.polarity.get(claim.stance) == DENIES

    def commits(self, claim: Claim) -> bool:
        """Say whether a claim affirms something and its claimant is held to it, in full or in part."""
        return self.affirms(claim) and self.commitment.get(claim.stance) in COMMITTED

    def denied(self, claim: Claim) -> tuple[Triple, ...]:
        """Return which of its statements a claim says are not so; none where it is no denial.

        Type, label and kind say which node is meant: they are denied only of a node of which the claim says nothing else, and
        which it does not give as the value of anything else.
        """
        if not self.denies(claim):
            return ()
        said = [triple for triple in claim.statements if triple[1] not in DESCRIPTION]
        meant = {node for subject, _, value in said for node in (subject, value.value)}
        return tuple(triple for triple in claim.statements if triple[1] not in DESCRIPTION or triple[0] not in meant)

    def refines(self, fine: Term, coarse: Term) -> bool:
        """Say whether a value lies properly inside another: a day in a month, a village in a district, a narrower concept."""
        if isinstance(fine, NamedNode):
            return isinstance(coarse, NamedNode) and fine != coarse and coarse.value in self.superiors.get(fine.value, ())
        if not (is_date(fine) and is_date(coarse)):
            return False
        try:
            return refines(fine.value, coarse.value)
        except DateError:
            return False


@dataclass(frozen=True)
class Policy:
    """What may stand on record. None or an empty set is no restriction; classes, stances, kinds and claimants are IRIs."""

    id: str
    title: str
    description: str
    commitment: frozenset[str] | None = None
    voice: frozenset[str] | None = None
    classes_never: frozenset[str] = frozenset()
    classes_if_undisputed: frozenset[str] = frozenset()
    actuality_never: frozenset[str] = frozenset()
    stances: frozenset[str] | None = None
    claimant_kinds: frozenset[str] | None = None
    claimants: frozenset[str] | None = None
    in_force: bool = False
    origins: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a statement of a claim may stand on record, and the rule that says so, as a sentence."""

    admitted: bool
    rule: str


def is_date(term: Term) -> bool:
    """Tell an EDTF literal from any other term."""
    return isinstance(term, Literal) and term.datatype.value == EDTF


def _gather(statements: Iterable[Triple]) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, set[str]]]:
    types: defaultdict[str, set[str]] = defaultdict(set)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    wholes: defaultdict[str, set[str]] = defaultdict(set)
    targets = {RDF_TYPE: types, KIND: kinds, PART_OF: wholes}
    for subject, predicate, value in statements:
        if predicate in targets and isinstance(value, NamedNode):
            targets[predicate][subject].add(value.value)
    return types, kinds, wholes

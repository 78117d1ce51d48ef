"""The rules of admission: which statement of which claim may stand on record under a policy, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from rightsgraph.policy.index import Index
from rightsgraph.policy.model import ACTUALITY, DESCRIPTION, Claim, Context, Policy, Slot, Term, Triple, Verdict

_VOICES: Final = {
    "own": "own voice",
    "endorsed": "passed on with endorsement",
    "neutral": "passed on without endorsement",
    "distanced": "passed on at a distance",
}
_COMMITMENTS: Final = {"full": "stated in full", "partial": "held in part", "none": "put without commitment"}
_STANDING: Final = frozenset({"in-force", "varied"})


def judge(claim: Claim, statement: Triple, policy: Policy, context: Context, index: Index) -> Verdict:
    """Decide whether a statement of a claim may stand on record; ``index`` holds the claims it stands among."""
    return Admission(policy, context, index).judge(claim, statement)


class Admission:
    """One policy applied to one set of claims: remembers what it has decided, so make a new one after any change."""

    def __init__(self, policy: Policy, context: Context, index: Index) -> None:
        self.policy = policy
        self.context = context
        self.index = index
        self._never = policy.classes_never - policy.classes_if_undisputed
        self._claims: dict[str, str] = {}
        self._nodes: dict[str, str] = {}
        self._unreal: dict[str, Mapping[str, str]] = {}

    def judge(self, claim: Claim, statement: Triple) -> Verdict:
        """Decide on one statement."""
        slot, value = (statement[0], statement[1]), statement[2]
        objection = self._object_to(claim, statement)
        if not objection and self.policy.origins > 1 and value not in self.admitted(slot):
            objection = f"fewer than {self.policy.origins} independent origins say so"
        if objection:
            return Verdict(False, f"kept out: {objection}")
        commitment = self.context.commitment.get(claim.stance, "")
        return Verdict(True, f"{_VOICES[claim.voice]}, {_COMMITMENTS.get(commitment, commitment)}: on record")

    def admitted(self, slot: Slot) -> dict[Term, list[Claim]]:
        """Return the values that may stand in a slot, each with the claims that bring it."""
        found: dict[Term, list[Claim]] = {}
        if slot[1] in DESCRIPTION:
            return found
        for claim, value in self.index.assertions(slot):
            if not self._object_to(claim, (*slot, value)):
                found.setdefault(value, []).append(claim)
        if self.policy.origins > 1:
            return {value: claims for value, claims in found.items() if self._is_supported(value, found)}
        return found

    def described(self, slot: Slot) -> dict[Term, list[Claim]]:
        """Return the values of a slot of a node's description that would be on record were descriptions part of it."""
        found: dict[Term, list[Claim]] = {}
        for claim, value in self.index.assertions(slot):
            if not self._object_beyond_description(claim, (*slot, value)):
                found.setdefault(value, []).append(claim)
        return found

    def _object_to(self, claim: Claim, statement: Triple) -> str:
        """Say what keeps a statement out whatever others say, or nothing."""
        if statement[1] in DESCRIPTION:
            if self.context.denies(claim) and statement not in self.context.denied(claim):
                return "it says which node the denial is about, and is not itself denied"
            return "type, label and kind stand with the node's description"
        return self._object_beyond_description(claim, statement)

    def _object_beyond_description(self, claim: Claim, statement: Triple) -> str:
        subject, _, value = statement
        other = value.value if isinstance(value, NamedNode) else None
        if self.context.affirms(claim) and (objection := self._object_to_node(subject) or (self._object_to_node(other) if other else "")):
            return objection
        known = self._claims.get(claim.iri)
        if known is None:
            known = self._claims[claim.iri] = self._object_to_claim(claim)
        return known or self._object_to_actuality(claim, subject, other)

    def _object_to_claim(self, claim: Claim) -> str:
        policy, context = self.policy, self.context
        name = claim.stance.rsplit("/", 1)[-1]
        commitment = context.commitment.get(claim.stance, "none")
        if not context.affirms(claim):
            return "a denial marks what it denies, it states nothing" if context.denies(claim) else f"the stance `{name}` affirms nothing"
        if policy.commitment is not None and commitment not in policy.commitment:
            return f"{_COMMITMENTS[commitment]} (`{name}`)"
        if policy.voice is not None and claim.voice not in policy.voice:
            return _VOICES[claim.voice]
        if policy.stances is not None and claim.stance not in policy.stances:
            return f"the policy does not count the stance `{name}`"
        return self._object_to_claimant(claim) or self._object_to_force(claim)

    def _object_to_claimant(self, claim: Claim) -> str:
        policy = self.policy
        if policy.claimants is None and policy.claimant_kinds is None:
            return ""
        if any(claimant in (policy.claimants or ()) for claimant in claim.claimants):
            return ""
        kinds = {kind for claimant in claim.claimants for kind in self.context.kinds.get(claimant, ())}
        kinds |= {broader for kind in kinds for broader in self.context.superiors.get(kind, ())}
        return "" if kinds & (policy.claimant_kinds or frozenset()) else "its claimant is none of those whose word the policy counts"

    def _object_to_force(self, claim: Claim) -> str:
        if not self.policy.in_force:
            return ""
        decision = self.context.decisions.get(claim.made_in or "")
        standing = self.context.standing.get(decision or "")
        if standing in _STANDING:
            return ""
        return f"the decision it was made in is {standing}" if standing else "it was made in no decision whose standing is known"

    def _object_to_node(self, node: str) -> str:
        objection = self._nodes.get(node)
        if objection is None:
            objection = self._nodes[node] = self._object_to_classes(node)
        return objection

    def _object_to_classes(self, node: str) -> str:
        classes = self.context.classes.get(node, frozenset())
        if found := sorted(self._never & classes):
            return f"{_local(found[0])} is attributed only"
        found = sorted(self.policy.classes_if_undisputed & classes)
        if found and (contests := self.index.contests(node, self.context)):
            return f"{_local(found[0])} is disputed by {', '.join(claim.iri for claim in contests)}"
        return ""

    def _object_to_actuality(self, claim: Claim, *nodes: str | None) -> str:
        if not self.policy.actuality_never:
            return ""
        unreal = self._unreal.get(claim.iri)
        if unreal is None:
            unreal = self._unreal[claim.iri] = find_unreal(claim, self.policy.actuality_never)
        found = next((node for node in nodes if node in unreal), None) if unreal else None
        return f"{found} is {unreal[found]} here" if found else ""

    def _is_supported(self, value: Term, found: Mapping[Term, Collection[Claim]]) -> bool:
        backing = [claims for other, claims in found.items() if other == value or self.context.refines(other, value)]
        return count_independent((claim.origin for claims in backing for claim in claims), self.policy.origins) >= self.policy.origins


def find_unreal(claim: Claim, actualities: Collection[str]) -> dict[str, str]:
    """Return the nodes that a claim calls planned, requested or the like, each with the name of that actuality."""
    found = ((subject, value.value) for subject, predicate, value in claim.statements if predicate == ACTUALITY)
    return {subject: _local(actuality) for subject, actuality in found if actuality in actualities}


def count_independent(origins: Iterable[frozenset[str]], enough: int) -> int:
    """Count origins that share nobody, up to ``enough``.

    >>> count_independent([frozenset("ab"), frozenset("a"), frozenset("b")], 3)
    2
    """
    groups = set(origins)
    smallest = sorted((group for group in groups if not any(other < group for other in groups)), key=lambda g: (len(g), sorted(g)))
    return _pick(smallest, frozenset(), enough)


def _pick(groups: list[frozenset[str]], taken: frozenset[str], enough: int) -> int:
    best = 0
    for position, group in enumerate(groups):
        if enough <= best:
            break
        if not group & taken:
            best = max(best, 1 + _pick(groups[position + 1 :], taken | group, enough - 1))
    return best


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]

"""Claims arranged for questions: by slot (subject and predicate), by what disputes what, and by node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from rightsgraph.policy.model import Claim, Context, Policy, Slot, Term


class Index:
    """The claims of a dataset, kept up to date as claims come and go.

    ``slots`` leads from a slot to the claims that fill it, each with its value; ``disputed_by`` from a claim to the claims
    that dispute it.
    """

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self.claims: dict[str, Claim] = {}
        self.slots: dict[Slot, list[tuple[Claim, Term]]] = {}
        self.disputed_by: dict[str, list[Claim]] = {}
        self._predicates: dict[str, dict[str, None]] = {}
        self._holders: dict[str, dict[Slot, None]] | None = None
        self.replace((), claims)

    def replace(self, removed: Iterable[str], added: Iterable[Claim]) -> list[Claim]:
        """Take claims out by their IRIs and put others in, one of the same IRI included; return all claims that changed."""
        new = list({claim.iri: claim for claim in added}.values())
        old = [self.claims[iri] for iri in dict.fromkeys([*removed, *(claim.iri for claim in new)]) if iri in self.claims]
        for claim in old:
            self._remove(claim)
        for claim in new:
            self._add(claim)
        return old + new

    def _add(self, claim: Claim) -> None:
        self.claims[claim.iri] = claim
        for subject, predicate, value in claim.statements:
            slot = subject, predicate
            found = self.slots.get(slot)
            if found is None:
                self.slots[slot] = [(claim, value)]
                self._predicates.setdefault(subject, {})[predicate] = None
            else:
                found.append((claim, value))
            if self._holders is not None and isinstance(value, NamedNode):
                self._holders.setdefault(value.value, {})[slot] = None
        for target in claim.disputes:
            self.disputed_by.setdefault(target, []).append(claim)

    def _remove(self, claim: Claim) -> None:
        del self.claims[claim.iri]
        for slot in {(subject, predicate) for subject, predicate, _ in claim.statements}:
            self.slots[slot] = [assertion for assertion in self.slots[slot] if assertion[0].iri != claim.iri]
            if not self.slots[slot]:
                del self.slots[slot]
                del self._predicates[slot[0]][slot[1]]
        for target in set(claim.disputes):
            self.disputed_by[target] = [other for other in self.disputed_by[target] if other.iri != claim.iri]

    def assertions(self, slot: Slot) -> Sequence[tuple[Claim, Term]]:
        """Return who fills a slot with what."""
        return self.slots.get(slot, ())

    def of_subject(self, subject: str) -> list[Slot]:
        """Return the slots of a node."""
        return [(subject, predicate) for predicate in self._predicates.get(subject, ())]

    def slots_about(self, nodes: Iterable[str]) -> set[Slot]:
        """Return the slots in which nodes are the subject or a value: those to decide anew when the nodes' context changes."""
        holders = self._find_holders()
        wanted = list(nodes)
        return {slot for node in wanted for slot in (*self.of_subject(node), *holders.get(node, ())) if slot in self.slots}

    def _find_holders(self) -> Mapping[str, Mapping[Slot, None]]:
        if self._holders is None:
            self._holders = {}
            for slot, assertions in self.slots.items():
                for _, value in assertions:
                    if isinstance(value, NamedNode):
                        self._holders.setdefault(value.value, {})[slot] = None
        return self._holders

    def contests(self, node: str, context: Context) -> list[Claim]:
        """Return the claims that deny something of a node or dispute a claim that affirms something of it."""
        found: dict[str, Claim] = {}
        for slot in self.of_subject(node):
            for claim, _ in self.slots[slot]:
                if context.denies(claim):
                    found.update({claim.iri: claim} if any(subject == node for subject, _, _ in context.denied(claim)) else {})
                elif context.affirms(claim):
                    found.update((other.iri, other) for other in self.disputed_by.get(claim.iri, ()))
        return [found[iri] for iri in sorted(found)]

    def affected(self, changed: Iterable[Claim], policy: Policy, context: Context) -> set[Slot]:
        """Return the slots that a change of claims can have touched; ask after the change.

        A change of the context is not seen here: add ``slots_about`` the nodes whose classes or superiors changed, and the slots
        whose preference changed. A policy that asks for decisions in force is decided anew as a whole.
        """
        claims = list(changed)
        claims += [self.claims[target] for claim in claims for target in claim.disputes if target in self.claims]
        slots = {(subject, predicate) for claim in claims for subject, predicate, _ in claim.statements}
        judged = {slot[0] for slot in slots if policy.classes_if_undisputed & context.classes.get(slot[0], frozenset())}
        return slots | self.slots_about(judged) if judged else slots

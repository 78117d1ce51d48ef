"""Why a statement stands or does not stand on record, for `why`: of a node, a claim, or whoever is only named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode

from rightsgraph import policy
from rightsgraph.answers.around import tell_around
from rightsgraph.answers.names import Names, Style
from rightsgraph.derive import Derived
from rightsgraph.errors import NotFound
from rightsgraph.findings import nearest
from rightsgraph.policy import DESCRIPTION, Claim, Explanation, Index
from rightsgraph.terms import RG


class Explainer:
    """Explains what stands on record of a dataset."""

    def __init__(self, derived: Derived, names: Names) -> None:
        self.derived = derived
        self.names = names
        self.base = derived.ledger.base

    @cached_property
    def index(self) -> Index:
        """The claims by slot."""
        return Index(self.derived.ledger.claims)

    @cached_property
    def _context(self) -> policy.Context:
        context = self.derived.ledger.context
        return policy.with_standing(self.index, self.derived.policy, context) if self.derived.policy.in_force else context

    # --- finding -------------------------------------------------------------------------------------------------------------

    def explain(self, subject: str, name: str | None) -> list[Explanation]:
        """Explain a node or one property of it; of a claim its statements, of what no claim describes those that name it."""
        iri = self._find(subject)
        predicate = self._find_property(name) if name is not None else None
        if iri in self.index.claims:
            nodes = dict.fromkeys(node for node, _, _ in self.index.claims[iri].statements)
            return [item for node in nodes for item in self._why(node, predicate) if item.claim.iri == iri]
        if self.index.of_subject(iri):
            return self._why(iri, predicate)
        slots = sorted(self.index.slots_about([iri]))
        found = (item for node, wanted in slots if predicate in (None, wanted) for item in self._why(node, wanted))
        return [item for item in found if item.triple[2] == NamedNode(iri)]

    def _why(self, node: str, predicate: str | None) -> list[Explanation]:
        return policy.why(self.index, node, predicate, self.derived.policy, self._context)

    def _iri(self, subject: str) -> str:
        return subject if "://" in subject else self.base + subject

    def _find(self, subject: str) -> str:
        """Return the IRI of a node that a claim or a record knows; raises NotFound."""
        iri = self._iri(subject)
        if iri not in self._known:
            names = {node.removeprefix(self.base) for node in self._known}
            message = f"no claim says anything of `{subject}`{nearest(subject, names)}"
            raise NotFound(message, remedy="name a node by its id, such as event/name-of-it")
        return iri

    @cached_property
    def _known(self) -> frozenset[str]:
        statements = [triple for claim in self.index.claims.values() for triple in claim.statements]
        named = {value.value for _, _, value in statements if isinstance(value, NamedNode) and value.value.startswith(self.base)}
        return frozenset({*self.index.claims, *self.derived.ledger.about, *named, *(subject for subject, _, _ in statements)})

    def _find_property(self, name: str) -> str:
        name = name.removeprefix("rg:").removeprefix(RG)
        known = self.names.vocabulary.properties
        if name not in known:
            message = f"`{name}` is no property of the ontology{nearest(name, known)}"
            raise NotFound(message, remedy="leave it out to see all that is said of the node")
        return RG + name

    # --- as data -------------------------------------------------------------------------------------------------------------

    def as_data(self, explanations: Iterable[Explanation]) -> list[dict[str, Any]]:
        """Return explanations as plain data."""
        names = self.names
        return [
            {
                "subject": names.short(item.triple[0]),
                "property": names.property(item.triple[1]),
                "value": names.short(item.triple[2].value),
                "admitted": item.verdict.admitted,
                "rule": names.tidy(item.verdict.rule),
                "fate": names.tidy(item.fate),
                "record": [names.short(row.value) for row in item.rows],
                "disputed": item.disputed,
                **names.account(item.claim.iri).to_dict(),
                "deniedBy": [names.account(iri).to_dict() for iri in item.denied_by],
            }
            for item in explanations
        ]

    # --- as text -------------------------------------------------------------------------------------------------------------

    def as_text(self, subject: str, explanations: Sequence[Explanation], style: Style) -> str:
        """Tell explanations of a node for people."""
        iri, chosen = self._iri(subject), self.derived.policy
        blocks = [style(self.names.label(iri), "heading"), f"Policy: {chosen.title} ({chosen.id})"]
        if iri in self.index.claims:
            blocks[0] = style(f"Claim {self.names.short(iri)}", "heading")
            blocks += self._tell_claim(self.index.claims[iri], explanations, style)
        elif self.index.of_subject(iri):
            blocks += self._tell_slots(explanations, style) or ["No claim says anything of this property."]
        else:
            blocks += tell_around(iri, explanations, self.derived.ledger, self.names)
        return "\n".join(blocks)

    def _tell_slots(self, explanations: Iterable[Explanation], style: Style) -> list[str]:
        blocks: list[str] = []
        last: tuple[str, str] | None = None
        for item in explanations:
            slot = item.triple[0], item.triple[1]
            if slot != last:
                blocks.append("\n" + self._slot_heading(item, style))
                last = slot
            blocks.append(self._explained(item, style))
        return blocks

    def _slot_heading(self, item: Explanation, style: Style) -> str:
        name = style(self.names.property(item.triple[1]), "heading")
        mark = "  ≠ disputed" if item.disputed else ""
        if item.triple[1] in DESCRIPTION:
            return f"{name} — part of the description of the node{mark}"
        return f"{name} — on record: {', '.join(map(self.names.value, item.rows)) or 'nothing'}{mark}"

    def _explained(self, item: Explanation, style: Style) -> str:
        lines = [self.names.value(item.triple[2]), f"      {self._account(item.claim.iri)}", *self._denials(item.denied_by)]
        rule = self._tell_rule(item)
        if rule:
            lines.append(f"      {style(rule, 'faint')}")
        sign = "·"
        if item.triple[1] not in DESCRIPTION:
            sign = style("✓", "admitted") if item.verdict.admitted else style("–", "kept-out")
        return f"  {sign} " + "\n".join(lines)

    def _tell_rule(self, item: Explanation) -> str:
        """Say which rule decided; nothing of a description, unless a denial names the node by it."""
        rule = self.names.tidy(item.verdict.rule)
        if item.triple[1] in DESCRIPTION:
            return "" if not self._context.denies(item.claim) or rule.endswith("description") else rule.removeprefix("kept out: ")
        return rule if rule.startswith("kept out") else f"{rule.removesuffix(': on record')}: {self.names.tidy(item.fate)}"

    def _denials(self, claims: Iterable[str]) -> list[str]:
        return [f"      ≠ denied: {self._account(iri)}" for iri in claims]

    def _account(self, iri: str) -> str:
        return self.names.account(iri).to_text()

    # --- claims --------------------------------------------------------------------------------------------------------------

    def _tell_claim(self, claim: Claim, explanations: Iterable[Explanation], style: Style) -> list[str]:
        """Tell who makes a claim, what it says, what it disputes and what disputes it."""
        lines = [f"  {self._account(claim.iri)}"]
        lines += [f"  in other words: {self.names.tidy(gist)}" for gist in self.derived.ledger.values(claim.iri, "gist")]
        lines += [f"  it disputes: {self._account(iri)}" for iri in claim.disputes if iri in self.index.claims]
        against = [other.iri for other in self.index.disputed_by.get(claim.iri, ())]
        lines += [f"  ≠ denied: {self._account(iri)}" for iri in sorted(against)] or ["  No claim disputes it."]
        for item in explanations:
            said = f"{self.names.label(item.triple[0])} — {self.names.property(item.triple[1])}: {self.names.value(item.triple[2])}"
            rule = self._tell_rule(item) or "part of the description of the node"
            lines.append(f"\n  {said}  [{self.names.short(item.triple[0])}]\n      {style(rule, 'faint')}")
            lines += self._denials(iri for iri in item.denied_by if iri not in against)
        return lines

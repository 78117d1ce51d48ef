"""Answers to `conflicts` and `why`: policy's findings with names, sources and passages, as text and as JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph import dates, policy
from rightsgraph.derive import Derived, Labels
from rightsgraph.errors import NotFound
from rightsgraph.findings import nearest
from rightsgraph.policy import Claim, Disagreement, Explanation
from rightsgraph.terms import EDTF, RG, shorten
from rightsgraph.vocabulary import Vocabulary

Style = Callable[[str, str], str]
"""Paints a text in a role: ``heading``, ``admitted``, ``kept-out``, ``faint``."""

_RELAYS: Final = {"neutral": "passed on by", "endorses": "endorsed by", "distances": "passed on at a distance by"}


def plain(text: str, role: str) -> str:
    """Paint nothing."""
    return text


@dataclass(frozen=True, slots=True)
class Account:
    """One claim as an answer shows it: who says it, how strongly, through whom, in which passage of which source."""

    claim: str
    claimants: tuple[str, ...]
    stance: str
    relay: str | None
    authors: tuple[str, ...]
    source: str
    title: str
    passages: tuple[str, ...]
    basis: str | None

    def to_text(self) -> str:
        """Tell the claim in one line."""
        who = ", ".join(self.claimants)
        relay = f", {_RELAYS[self.relay]} {', '.join(self.authors)}" if self.relay else ""
        basis = f", {self.basis} by the encoder" if self.basis else ""
        return f"{who} — {self.stance}{relay}{basis} · {self.title}, {'; '.join(self.passages)} [{self.claim}]"


class Answers:
    """Puts names and places to what the policy finds in a dataset."""

    def __init__(self, derived: Derived, vocabulary: Vocabulary) -> None:
        self.derived = derived
        self.ledger = derived.ledger
        self.base = derived.ledger.base
        self.vocabulary = vocabulary
        described = derived.described
        self._labels = Labels(derived.ledger.about, described, {}, vocabulary)
        self._claims = {claim.iri: claim for claim in derived.ledger.claims}

    def conflicts(self) -> list[dict[str, Any]]:
        """Return what sources disagree on, as plain data.

        Each entry has ``kind`` (``values`` or ``denial``), ``subject`` and its ``label``, ``property``, ``positions`` (a
        list of ``value``, ``label``, ``claims`` and ``deniedBy``), ``record`` (the values that stand on record) and
        ``settled`` (an editor's preference, or null).
        """
        found = policy.conflicts(self.ledger.claims, self.ledger.context)
        return [self._conflict(disagreement) for disagreement in found]

    def _conflict(self, disagreement: Disagreement) -> dict[str, Any]:
        settled = disagreement.settled
        return {
            "kind": disagreement.kind,
            "subject": self._short(disagreement.subject),
            "label": self.label(disagreement.subject),
            "property": self._name(disagreement.predicate),
            "positions": [
                {
                    "property": self._name(position.predicate),
                    "value": self._short(position.value.value),
                    "label": self.value(position.value),
                    "claims": [self._as_dict(iri) for iri in position.claims],
                    "deniedBy": [self._as_dict(iri) for iri in position.denied_by],
                }
                for position in disagreement.positions
            ],
            "record": self._on_record(disagreement.subject, disagreement.predicate),
            "settled": {"claim": self._short(settled.claim), "judgement": self._short(settled.judgement), "reason": settled.reason}
            if settled
            else None,
        }

    def _on_record(self, subject: str, predicate: str | None) -> list[str]:
        rows = (row for row in (*self.derived.recorded, *self.derived.described) if row[:2] == (subject, predicate))
        return [self._short(value.value) for _, _, value in rows]

    def why(self, subject: str, name: str | None = None) -> list[Explanation]:
        """Explain what stands on record of a node (an id, or an IRI), or of one property of it.

        Raises NotFound with the nearest known node or property.
        """
        iri = subject if "://" in subject else self.base + subject
        known = {statement[0] for claim in self.ledger.claims for statement in claim.statements}
        if iri not in known:
            names = {node.removeprefix(self.base) for node in known}
            raise NotFound(
                f"no claim says anything of `{subject}`{nearest(subject, names)}", remedy="name a node by its id, such as event/name-of-it"
            )
        if name is not None:
            name = name.removeprefix("rg:").removeprefix(RG)
            if name not in self.vocabulary.properties:
                hint = nearest(name, self.vocabulary.properties)
                raise NotFound(f"`{name}` is no property of the ontology{hint}", remedy="leave it out to see all that is said of the node")
        predicate = RG + name if name else None
        context = self.ledger.context
        if self.derived.policy.in_force:
            context = policy.with_standing(self.ledger.claims, self.derived.policy, context)
        return policy.why(self.ledger.claims, iri, predicate, self.derived.policy, context)

    def why_as_data(self, explanations: list[Explanation]) -> list[dict[str, Any]]:
        """Return explanations as plain data: triple, claim, whether admitted, the rule, and what became of it."""
        return [
            {
                "subject": self._short(item.triple[0]),
                "property": self._name(item.triple[1]),
                "value": self._short(item.triple[2].value),
                "admitted": item.verdict.admitted,
                "rule": self._tidy(item.verdict.rule),
                "fate": self._tidy(item.fate),
                "record": [self._short(row.value) for row in item.rows],
                "disputed": item.disputed,
                **self._as_dict(item.claim.iri),
            }
            for item in explanations
        ]

    def why_as_text(self, subject: str, explanations: list[Explanation], style: Style = plain) -> str:
        """Tell explanations for people: each property with what stands on record, then every claim on it and its rule."""
        chosen = self.derived.policy
        blocks = [
            style(self.label(explanations[0].triple[0] if explanations else subject), "heading"),
            f"Policy: {chosen.title} ({chosen.id})",
        ]
        if not explanations:
            blocks.append("No claim says anything of this property.")
        last: tuple[str, str] | None = None
        for item in explanations:
            slot = item.triple[0], item.triple[1]
            if slot != last:
                blocks.append("\n" + self._slot_heading(item, style))
                last = slot
            blocks.append(self._explained(item, style))
        return "\n".join(blocks)

    def _slot_heading(self, item: Explanation, style: Style) -> str:
        name = style(f"{self._name(item.triple[1])}", "heading")
        mark = "  ≠ disputed" if item.disputed else ""
        if item.triple[1] in policy.DESCRIPTION:
            return f"{name} — part of the description of the node{mark}"
        return f"{name} — on record: {', '.join(self.value(row) for row in item.rows) or 'nothing'}{mark}"

    def _explained(self, item: Explanation, style: Style) -> str:
        head = f"{self.value(item.triple[2])}\n      {self.account(item.claim.iri).to_text()}"
        if item.triple[1] in policy.DESCRIPTION:
            return f"  · {head}"
        sign = style("✓", "admitted") if item.verdict.admitted else style("–", "kept-out")
        rule, fate = self._tidy(item.verdict.rule), self._tidy(item.fate)
        tail = rule if rule.startswith("kept out") else f"{rule.removesuffix(': on record')}: {fate}"
        return f"  {sign} {head}\n      {style(tail, 'faint')}"

    def conflicts_as_text(self, found: list[dict[str, Any]], style: Style = plain) -> str:
        """Tell disagreements for people."""
        if not found:
            return "The sources disagree on nothing that is a single-valued property, and nobody denies anything."
        blocks = []
        for number, entry in enumerate(found, 1):
            about = f" — {entry['property']}" if entry["property"] else ""
            verb = "sources differ" if entry["kind"] == "values" else "denied"
            blocks.append(style(f"{number}. {entry['label']}{about}: {verb}", "heading") + f"  [{entry['subject']}]")
            blocks.extend(self._position(position, entry["kind"]) for position in entry["positions"])
            if entry["record"]:
                blocks.append(style(f"    on record: {', '.join(entry['record'])} (marked disputed)", "faint"))
            if entry["settled"]:
                blocks.append(f"    an editor prefers {entry['settled']['claim']}: {entry['settled']['reason']}")
            blocks.append("")
        return "\n".join(blocks).rstrip()

    def _position(self, position: Mapping[str, Any], kind: str) -> str:
        name = f"{position['property']}: " if kind == "denial" and position["property"] else ""
        lines = [f"  ≠ {name}{position['label']}"]
        lines += [f"      {entry['text']}" for entry in position["claims"]]
        lines += [f"      denied: {entry['text']}" for entry in position["deniedBy"]]
        return "\n".join(lines)

    def account(self, iri: str) -> Account:
        """Return a claim as an answer shows it."""
        claim = self._claims[iri]
        return Account(
            claim=self._short(iri),
            claimants=tuple(self.label(who) for who in claim.claimants),
            stance=self.vocabulary.label(claim.stance),
            relay=self._relay(claim),
            authors=tuple(self.label(who) for who in claim.authors),
            source=self._short(claim.source),
            title=self.label(claim.source),
            passages=tuple(self._passage(passage) for passage in self.ledger.values(iri, "passage")),
            basis=next((value.rsplit("/", 1)[-1] for value in self.ledger.values(iri, "basis")), None),
        )

    def _relay(self, claim: Claim) -> str | None:
        return None if claim.voice == "own" else (claim.relay or "neutral").rsplit("/", 1)[-1]

    def _passage(self, iri: str) -> str:
        """Tell where a passage stands: ✓ with its characters where it has position and digest, ¶ where it is only cited."""
        paragraph = next(iter(self.ledger.values(iri, "paragraph")), None)
        where = (f"para {paragraph}" if paragraph and paragraph.isdigit() else paragraph) or ""
        start, end = (next(iter(self.ledger.values(iri, name)), None) for name in ("charStart", "charEnd"))
        if start and end and self.ledger.values(iri, "sha256"):
            return _safe(f"✓ {where + ', ' if where else ''}characters {start}–{end}")
        return _safe(f"¶ {where}")

    def _as_dict(self, iri: str) -> dict[str, Any]:
        account = self.account(iri)
        return {
            "claim": account.claim,
            "claimants": list(account.claimants),
            "stance": account.stance,
            "relay": account.relay,
            "source": account.source,
            "authors": list(account.authors),
            "passages": list(account.passages),
            "basis": account.basis,
            "text": account.to_text(),
        }

    def label(self, iri: str) -> str:
        """Return a node's name, on one line and free of control characters."""
        return _safe(self._labels.of(iri))

    def value(self, term: ox.NamedNode | ox.Literal) -> str:
        """Return a value for people: a date in words, a concept or a node by its name, a text in quotes."""
        if isinstance(term, ox.Literal):
            return f"{dates.describe(term.value)} ({term.value})" if term.datatype.value == EDTF else f"“{_safe(term.value)}”"
        name = self.vocabulary.labels.get(term.value) or self.label(term.value)
        return f"{_safe(name)} ({self._short(term.value)})"

    def _name(self, predicate: str | None) -> str | None:
        return shorten(predicate, self.base).removeprefix("rg:") if predicate else None

    def _short(self, iri: str) -> str:
        return shorten(iri, self.base)

    def _tidy(self, sentence: str) -> str:
        """Shorten the IRIs in a sentence of the policy."""
        return _safe(sentence.replace(self.base, ""))


def _safe(text: str) -> str:
    """Neutralise what could act on a terminal or break a line: control and format characters become blanks."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs") else sign for sign in text)

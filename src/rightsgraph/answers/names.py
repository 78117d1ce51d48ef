"""Names and places for answers: nodes, values, and claims with who makes them, how strongly and where."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph import dates
from rightsgraph.derive import Derived, Labels
from rightsgraph.policy import Claim, Term
from rightsgraph.terms import EDTF, shorten
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

    def to_dict(self) -> dict[str, Any]:
        """Return the account as plain data."""
        return {
            "claim": self.claim,
            "claimants": list(self.claimants),
            "stance": self.stance,
            "relay": self.relay,
            "source": self.source,
            "authors": list(self.authors),
            "passages": list(self.passages),
            "basis": self.basis,
            "text": self.to_text(),
        }


class Names:
    """Puts names and places to the nodes and claims of a dataset; all texts are safe to print."""

    def __init__(self, derived: Derived, vocabulary: Vocabulary) -> None:
        self.ledger = derived.ledger
        self.base = derived.ledger.base
        self.vocabulary = vocabulary
        self.claims = {claim.iri: claim for claim in derived.ledger.claims}
        self._labels = Labels(derived.ledger.about, derived.described, {}, vocabulary)

    def account(self, iri: str) -> Account:
        """Return a claim as an answer shows it."""
        claim = self.claims[iri]
        return Account(
            claim=self.short(iri),
            claimants=tuple(self.label(who) for who in claim.claimants),
            stance=self.vocabulary.label(claim.stance),
            relay=self._relay(claim),
            authors=tuple(self.label(who) for who in claim.authors),
            source=self.short(claim.source),
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
            return safe(f"✓ {where + ', ' if where else ''}characters {start}–{end}")
        return safe(f"¶ {where}")

    def label(self, iri: str) -> str:
        """Return a node's name, on one line and free of control characters."""
        return safe(self._labels.of(iri))

    def value(self, term: Term) -> str:
        """Return a value for people: a date in words, a concept or a node by its name, a text in quotes."""
        if isinstance(term, ox.Literal):
            return f"{dates.describe(term.value)} ({term.value})" if term.datatype.value == EDTF else f"“{safe(term.value)}”"
        name = self.vocabulary.labels.get(term.value) or self.label(term.value)
        return f"{safe(name)} ({self.short(term.value)})"

    def property(self, predicate: str) -> str:
        """Return the name of a property as the case files write it."""
        return shorten(predicate, self.base).removeprefix("rg:")

    def short(self, iri: str) -> str:
        """Return an IRI as an id or with a prefix."""
        return shorten(iri, self.base)

    def tidy(self, sentence: str) -> str:
        """Shorten the IRIs in a sentence of the policy."""
        return safe(sentence.replace(self.base, ""))


def safe(text: str) -> str:
    """Neutralise what could act on a terminal or break a line: control and format characters become blanks."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs") else sign for sign in text)

"""Claims, sources and dates of a picture in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from rightsgraph.answers.names import Names, safe
from rightsgraph.dossier.lookup import Lookup, describe, property_word
from rightsgraph.dossier.moments import classify
from rightsgraph.errors import DateError
from rightsgraph.network import Tie
from rightsgraph.picture.model import ClaimRow, SourceRow
from rightsgraph.policy import DESCRIPTION, Claim, Triple
from rightsgraph.terms import RDF_TYPE, RG

_RELAYS: Final = {"neutral": "passed on neutrally by", "endorsed": "endorsed by", "distanced": "passed on at a distance by"}
_FIRST: Final = ("kind", "agent", "decidedBy", "addressee", "concerns", "issue", "outcome", "date", "start", "end", "place")
_RANK: Final = {RG + name: number for number, name in enumerate(_FIRST)}
_LENGTH: Final = 300
_NAME: Final = RG + "name"
_SIGNS: Final = "✓¶"
_WEB: Final = re.compile(r"https?://[\w.-]+(:[0-9]{1,4})?([/?#]\S*)?", re.IGNORECASE)


class Wording:
    """Puts what a picture shows of claims and sources into words."""

    def __init__(self, names: Names, lookup: Lookup) -> None:
        self.names = names
        self.lookup = lookup

    # --- claims --------------------------------------------------------------------------------------------------------------

    def claim(self, iri: str, source: int) -> ClaimRow:
        """Return a claim as a picture shows it; ``source`` is the number of its source."""
        claim, account = self.names.claims[iri], self.names.account(iri)
        return ClaimRow(
            id=account.claim,
            claimants=list(account.claimants or account.authors),
            stance=account.stance,
            polarity=self.lookup.context.polarity.get(claim.stance, ""),
            relay=self._relay(claim),
            says=self.say(claim),
            source=source,
            passage="; ".join(found for passage in account.passages if (found := passage.lstrip(_SIGNS).strip())),
            evidence=self._evidence(claim),
        )

    def _relay(self, claim: Claim) -> str:
        if claim.voice == "own":
            return ""
        return f"{_RELAYS[claim.voice]} {' and '.join(map(self.names.label, claim.authors))}".strip()

    def _evidence(self, claim: Claim) -> str:
        passages = self.lookup.passages(claim)
        if not passages:
            return "none"
        return "verified-position" if all(map(self.lookup.is_located, passages)) else "cited"

    def say(self, claim: Claim) -> str:
        """Say shortly what a claim says: in its encoder's words where there are any, else its statements, node by node."""
        gist = self.lookup.gist(claim)
        told = gist or "; ".join(self._say_nodes(claim.statements))
        disputed = [self.names.claims[iri] for iri in claim.disputes if iri in self.names.claims]
        if disputed and not gist:
            who = " and ".join(dict.fromkeys(self.names.label(actor) for other in disputed for actor in other.claimants or other.authors))
            told = "; ".join(filter(None, (f"disputes what {who} says", told)))
        return shorten(safe(told), _LENGTH)

    def _say_nodes(self, statements: Iterable[Triple]) -> Iterable[str]:
        said: defaultdict[str, list[Triple]] = defaultdict(list)
        for triple in sorted(statements, key=lambda t: (t[0], _RANK.get(t[1], len(_RANK)), t[1], str(t[2]))):
            # Forms of a name stand with the node, unless it is protected.
            if triple[1] != _NAME and not self.lookup.is_a(triple[0], "NameForm"):
                said[triple[0]].append(triple)
        for subject, triples in said.items():
            facts = [f"{property_word(p)} {self.lookup.word(value)}" for _, p, value in triples if p not in DESCRIPTION]
            if facts:
                yield f"{self.names.label(subject)}: {', '.join(facts)}"
        if all(predicate in DESCRIPTION for triples in said.values() for _, predicate, _ in triples):
            yield from (self._say_node(subject) for subject in said if any(p == RDF_TYPE for _, p, _ in said[subject]))

    def _say_node(self, node: str) -> str:
        """Name a node of which nothing is said but what it is."""
        kind, label = self.lookup.kind(node) or self.lookup.class_word(node), self.names.label(node)
        return label if kind.lower() in label.lower() else f"{label} ({kind})"

    # --- sources -------------------------------------------------------------------------------------------------------------

    def source(self, iri: str) -> SourceRow:
        """Return a source as a picture shows it."""
        authors = self.lookup.nodes(iri, "author")
        url = next(iter(self.lookup.words(iri, "url")), "")
        return SourceRow(
            id=self.names.short(iri),
            label=self.names.label(iri),
            author=" and ".join(map(self.names.label, authors)),
            published=safe(" or ".join(self.lookup.words(iri, "published"))),
            url=url if is_web_address(url) else "",
        )


def is_web_address(text: str) -> bool:
    """Say whether a text is an address that a link may lead to.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)"), is_web_address("https://a b")
    (True, False, False)
    """
    return safe(text) == text and _WEB.fullmatch(text) is not None


def shorten(text: str, length: int) -> str:
    """Cut a text that is too long after a word, and show that it was cut.

    >>> shorten("one two three", 9), shorten("one", 9), shorten("abcdefghijkl", 9)
    ('one two …', 'one', 'abcdefgh…')
    """
    if len(text) <= length:
        return text
    kept, blank, _ = text[:length].rpartition(" ")
    return f"{kept} …" if blank else f"{text[: length - 1]}…"


def say_date(text: str) -> str:
    """Put a date into words; what is no date stays as it is.

    >>> say_date("2010-06"), say_date("in spring")
    ('June 2010', 'in spring')
    """
    return safe(describe(text))


def say_certainty(tie: Tie) -> str:
    """Name how sure the time of a tie is, as in ``dossier.Moment``."""
    if tie.start or tie.end:
        return "span" if tie.start and tie.end else "open-end" if tie.start else "open-start"
    try:
        return classify(tie.date) if tie.date else "undated"
    except DateError:
        return "undated"

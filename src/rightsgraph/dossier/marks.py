"""What sets a value apart from a plain one, and the words by which sources refer to a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from rightsgraph.dossier.lookup import Lookup, property_word
from rightsgraph.dossier.saying import Marks, Wording
from rightsgraph.policy import Claim, Term
from rightsgraph.terms import RG

_DESCRIBED: Final = ("kind",)


def find_marks(lookup: Lookup, node: str, *names: str) -> Marks:
    """Tell which values of some properties are not on record, though the node is, and which no source states as they stand.

    Several values together are marked as far as any of them is.
    """
    found = {}
    for name in names:
        marked = {lookup.word(value): _mark(lookup, node, name, value, on_record) for value, on_record in lookup.held(node, name)}
        union = tuple(dict.fromkeys(mark for marks in marked.values() for mark in marks))
        if union:
            found[property_word(RG + name)] = {word: marks for word, marks in marked.items() if marks} | {lookup.phrase(node, name): union}
    return found


def _mark(lookup: Lookup, node: str, name: str, value: Term, on_record: bool) -> tuple[str, ...]:
    attributed = not on_record and name not in _DESCRIBED and node in lookup.on_record
    return (*("attributed",) * attributed, *filter(None, [lookup.basis_of(node, name, value)]))


def find_wordings(lookup: Lookup, node: str) -> tuple[Wording, ...]:
    """Return the words by which sources refer to a thing, from the claims that speak of nothing else, with who uses them."""
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim, words in _list_wordings(lookup, node):
        found[words].append(claim)
    return tuple(Wording(words, lookup.sayings(claims)) for words, claims in found.items())


def _list_wordings(lookup: Lookup, node: str) -> Iterable[tuple[Claim, str]]:
    for claim in sorted(lookup.describing.get(node, ()), key=lookup.order):
        if {subject for subject, _, _ in claim.statements} == {node}:
            yield from ((claim, words) for words in lookup.ledger.values(claim.iri, "asSaid"))

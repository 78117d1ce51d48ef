"""A dossier gathered from a derived dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Final

from pyoxigraph import NamedNode

from rightsgraph import dates
from rightsgraph.derive import Derived
from rightsgraph.dossier.decided import list_calls, list_decisions, list_demands
from rightsgraph.dossier.lookup import Lookup
from rightsgraph.dossier.marks import find_marks, find_wordings
from rightsgraph.dossier.model import Dossier, Happening, Passage, Source
from rightsgraph.dossier.moments import find_moment, sort_key
from rightsgraph.dossier.reach import Reach, reach
from rightsgraph.dossier.said import list_disagreements, list_remarks, list_statements, tell_intentions
from rightsgraph.dossier.saying import Detail, Disagreement, Value
from rightsgraph.dossier.sequence import rank
from rightsgraph.dossier.who import draw_portraits, list_participants
from rightsgraph.errors import DateError, NotFound
from rightsgraph.findings import nearest
from rightsgraph.policy import Claim, Term
from rightsgraph.vocabulary import Vocabulary

_SHOWN: Final = 8
_PHRASES: Final = (
    ("by", "agent"),
    ("by", "decidedBy"),
    ("for", "term"),
    ("", "quantity"),
    ("outcome:", "outcome"),
    ("prompted by", "promptedBy"),
)


def dossier(derived: Derived, vocabulary: Vocabulary, case_id: str) -> Dossier:
    """Gather all that a dataset holds on a case, given by its IRI or its id with or without ``case/``.

    Raises NotFound with the nearest known case.
    """
    lookup = Lookup(derived, vocabulary)
    found = reach(lookup, find_case(lookup, case_id))
    _number_sources(lookup, found.claims)
    lookup.ranks = rank(lookup, found.nodes)
    disagreements = list_disagreements(lookup, found)
    happenings = list(_list_happenings(lookup, disagreements))
    passages = {passage for claim in found.claims for passage in lookup.passages(claim)}
    located = sum(map(lookup.is_located, passages))
    return Dossier(
        id=lookup.short(found.case),
        label=lookup.label(found.case),
        policy=derived.policy.id,
        policy_title=derived.policy.title,
        policy_description=derived.policy.description,
        claims=len(found.claims),
        origins=len({claim.origin for claim in found.claims}),
        located=located,
        cited=len(passages) - located,
        proceedings=_list_proceedings(lookup, found),
        people=draw_portraits(lookup, found),
        participants=list_participants(lookup, found),
        timeline=tuple(sorted((h for h in happenings if h.moment.certainty != "undated"), key=lambda h: sort_key(h.moment))),
        undated=tuple(h for h in happenings if h.moment.certainty == "undated"),
        decisions=list_decisions(lookup, found, disagreements),
        calls=list_calls(lookup, found),
        demands=list_demands(lookup, found),
        sought=list_demands(lookup, found, sought=True),
        statements=list_statements(lookup, found),
        remarks=list_remarks(lookup, found),
        disagreements=disagreements,
        sources=_list_sources(lookup, found.claims),
        digest=_digest(derived.ledger.claims),
    )


def _digest(claims: Iterable[Claim]) -> str:
    """Return one digest of all that claims say, the same for the same statements in any order."""
    found = sha256()
    for claim in claims:
        found.update("\n".join((claim.iri, *sorted(f"{s} {p} {o}" for s, p, o in claim.statements), "")).encode())
    return found.hexdigest()


def find_case(lookup: Lookup, case_id: str) -> str:
    """Return the IRI of a case; raises NotFound."""
    base = lookup.ledger.base
    asked = next((iri for iri in (case_id, base + case_id, f"{base}case/{case_id}") if lookup.is_a(iri, "Case")), None)
    if asked:
        return asked
    known = sorted(lookup.short(node) for node in lookup.context.classes if lookup.is_a(node, "Case"))
    shown = f"{', '.join(known[:_SHOWN])}{', …' if len(known) > _SHOWN else ''}"
    remedy = (
        f"known are: {shown}"
        if known
        else "describe the case in the folder cases/ of the dataset; `rightsgraph new case` writes a skeleton"
    )
    raise NotFound(f"there is no case `{case_id}`{nearest(case_id, known) or nearest(f'case/{case_id}', known)}", remedy=remedy)


def _number_sources(lookup: Lookup, claims: Iterable[Claim]) -> None:
    """Give the sources of claims numbers from 1, in the order in which they were published."""
    sources = {claim.source for claim in claims}
    lookup.numbers = {source: number for number, source in enumerate(sorted(sources, key=lambda s: (_published(lookup, s), s)), 1)}


def _published(lookup: Lookup, source: str) -> str:
    for text in lookup.ledger.values(source, "published"):
        try:
            return str(dates.bounds(text).earliest or "")
        except DateError:
            continue
    return "9999"


def _list_sources(lookup: Lookup, claims: Iterable[Claim]) -> tuple[Source, ...]:
    mine = {claim.iri for claim in claims}
    return tuple(_source(lookup, source, mine) for source in lookup.numbers)


def _source(lookup: Lookup, source: str, mine: set[str]) -> Source:
    made = [claim for claim in lookup.ledger.claims if claim.source == source]
    kept = [claim for claim in made if claim.iri in mine]
    passages = _list_passages(lookup, kept)
    located = sum(bool(passage.sha256) for passage in passages)
    return Source(
        number=lookup.numbers[source],
        id=lookup.short(source),
        label=lookup.label(source),
        authors=lookup.words(source, "author"),
        kind=lookup.kind(source),
        published=lookup.phrase(source, "published"),
        identifier=", ".join(lookup.words(source, "identifier")),
        url=next(iter(lookup.ledger.values(source, "url")), ""),
        derives_from=lookup.words(source, "derivesFrom"),
        claims=len(kept),
        others=len(made) - len(kept),
        located=located,
        cited=len(passages) - located,
        passages=passages,
    )


def _list_passages(lookup: Lookup, claims: Iterable[Claim]) -> tuple[Passage, ...]:
    """Return the passages that claims rest on, in the order of the text; a digest is told where the position is, too."""
    resting: defaultdict[str, list[str]] = defaultdict(list)
    for claim in sorted(claims, key=lookup.order):
        for passage in lookup.passages(claim):
            resting[passage].append(lookup.short(claim.iri))
    return tuple(_passage(lookup, passage, tuple(names)) for passage, names in resting.items())


def _passage(lookup: Lookup, passage: str, claims: tuple[str, ...]) -> Passage:
    paragraph, *position = (lookup.one(passage, name) for name in ("paragraph", "charStart", "charEnd", "sha256"))
    start, end, digest = position if lookup.is_located(passage) else ("", "", "")
    return Passage(lookup.short(passage), paragraph, start, end, digest, claims)


def _list_proceedings(lookup: Lookup, found: Reach) -> tuple[Value, ...]:
    cases = sorted((lookup.label(node), node) for node in found.nodes if lookup.is_a(node, "Case") and node != found.case)
    return tuple(Value(_with_kind(lookup, label, node), node in lookup.on_record) for label, node in cases)


def _with_kind(lookup: Lookup, label: str, node: str) -> str:
    kind = lookup.kind(node)
    number = ", ".join((*(() if kind.lower() in label.lower() else (kind,)), *lookup.words(node, "identifier")))
    return f"{label} ({number})" if number else label


# --- happenings --------------------------------------------------------------------------------------------------------------


def _list_happenings(lookup: Lookup, disagreements: Iterable[Disagreement]) -> Iterable[Happening]:
    """Give what is on record or planned or requested, in order; what is only said by others stands with those who say it."""
    for node in lookup.ranks:
        if lookup.is_a(node, "Event", "Charge"):
            happening = _happening(lookup, node, disagreements)
            undated_answer = lookup.is_a(node, "Response") and happening.moment.certainty == "undated"
            if is_told(lookup, node) and not undated_answer:
                yield happening


def is_told(lookup: Lookup, node: str) -> bool:
    """Say whether a happening stands in the timeline: on record, planned or requested."""
    return node in lookup.on_record or lookup.is_intended(node)


def _happening(lookup: Lookup, node: str, disagreements: Iterable[Disagreement]) -> Happening:
    claims = lookup.describing.get(node, [])
    short = lookup.short(node)
    return Happening(
        id=short,
        label=lookup.label(node),
        kind=lookup.kind(node) or lookup.class_word(node),
        moment=find_moment(lookup, node),
        actuality=lookup.actuality(node),
        places=lookup.words(node, "place"),
        details=tuple(_list_details(lookup, node)),
        claims=len(claims),
        origins=len({claim.origin for claim in claims}),
        disagreements=tuple(d for d in disagreements if d.subject == short),
        sayings=lookup.told(node),
        wordings=find_wordings(lookup, node) if lookup.is_a(node, "Charge") else (),
        marks=find_marks(lookup, node, "place"),
    )


def _list_details(lookup: Lookup, node: str) -> Iterable[Detail]:
    label = lookup.label(node)
    yield from map(Detail, tell_intentions(lookup, node))
    for word, name in _PHRASES:
        values = [_valued(lookup, node, name, value, on_record) for value, on_record in lookup.held(node, name)]
        told = tuple(value for value in values if value.text not in label)
        if told:
            yield Detail(word, told, lookup.is_divided(node, name))


def _valued(lookup: Lookup, node: str, name: str, value: Term, on_record: bool) -> Value:
    """Put a value into words; of a thing that is not on record itself, no value is marked for that."""
    found = lookup.value(node, name, value, on_record or node not in lookup.on_record)
    return replace(found, node=lookup.short(value.value)) if isinstance(value, NamedNode) else found

"""Questions to a derived dataset that every part of a dossier asks: labels, classes, values, who says what where."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from rightsgraph import dates
from rightsgraph.derive import PROTECTED, Derived, Labels
from rightsgraph.dossier.saying import Name, Saying, Spot, Value
from rightsgraph.errors import DateError
from rightsgraph.policy import DESCRIPTION, Claim, Disagreement, Index, Term, conflicts
from rightsgraph.terms import EDTF, KIND, RDF_TYPE, RDFS_LABEL, RG, ROOT, scheme_base
from rightsgraph.vocabulary import Vocabulary

OCCURRED: Final = scheme_base("actuality") + "occurred"
_GUESSED: Final = ("inferred", "computed")
_UNTOLD: Final = frozenset(RG + name for name in ("name", "partOf"))
_WATCHING: Final = ("treaty-body", "special-procedure", "national-human-rights-institution", "commission")
_SIGNS: Final = {"Person": "person", "Body": "authority", "Organization": "organization", "State": "state", "Group": "group"}


class Lookup:
    """A derived dataset, asked by node and property. Properties go by their local names, nodes by IRI."""

    def __init__(self, derived: Derived, vocabulary: Vocabulary) -> None:
        self.derived = derived
        self.vocabulary = vocabulary
        self.ledger = derived.ledger
        self.context = derived.ledger.context
        self.index = Index(derived.ledger.claims)
        self.numbers: dict[str, int] = {}
        self.ranks: dict[str, int] = {}
        self._labels = Labels(derived.ledger.about, derived.described, {}, vocabulary)

    # --- graphs --------------------------------------------------------------------------------------------------------------

    @cached_property
    def record(self) -> Mapping[tuple[str, str], list[Term]]:
        """The record by slot."""
        found: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
        for quad in self.derived.record:
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                found[quad.subject.value, quad.predicate.value].append(quad.object)
        return found

    @cached_property
    def on_record(self) -> frozenset[str]:
        """Every node of which something stands on record, or that the authority records describe."""
        return frozenset(
            {subject for subject, _ in self.record} | {subject for subject in self.ledger.about if not self._is_claim(subject)}
        )

    @cached_property
    def naming(self) -> Mapping[str, list[Claim]]:
        """The claims that speak of a node as a value."""
        found: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
        for claim in self.ledger.claims:
            for _, predicate, value in claim.statements:
                if isinstance(value, ox.NamedNode) and predicate not in (RDF_TYPE, KIND):
                    found[value.value][claim.iri] = claim
        return {node: list(claims.values()) for node, claims in found.items()}

    @cached_property
    def describing(self) -> Mapping[str, list[Claim]]:
        """The claims that say something of a node."""
        found: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
        for claim in self.ledger.claims:
            for subject, _, _ in claim.statements:
                found[subject][claim.iri] = claim
        return {node: list(claims.values()) for node, claims in found.items()}

    def _is_claim(self, node: str) -> bool:
        return node in self.index.claims

    def is_a(self, node: str, *names: str) -> bool:
        """Say whether a node is of one of some classes or their subclasses."""
        classes = self.context.classes.get(node, frozenset())
        return any(RG + name in classes for name in names)

    # --- values --------------------------------------------------------------------------------------------------------------

    def held(self, node: str, name: str) -> list[tuple[Term, bool]]:
        """Return the values of a property, each with whether it is on record.

        What is on record goes first (authority records count); only where there is nothing, what anybody affirms.
        """
        iri = RG + name
        kept = [*self.record.get((node, iri), ()), *self.ledger.about.get(node, {}).get(iri, ())]
        if kept and iri != KIND:
            return [(value, True) for value in dict.fromkeys(kept)]
        claims = [(claim, value) for claim, value in self.index.assertions((node, iri)) if not self.context.denies(claim)]
        said = [value for claim, value in claims if self.context.affirms(claim)] or [value for _, value in claims]
        return [(value, value in kept) for value in dict.fromkeys([*kept, *self._finest(said)])]

    def _finest(self, values: Collection[Term]) -> list[Term]:
        return [value for value in sorted(set(values), key=str) if not any(self.context.refines(other, value) for other in values)]

    def nodes(self, node: str, name: str) -> list[str]:
        """Return the nodes a property leads to, on record or said."""
        return [value.value for value, _ in self.held(node, name) if isinstance(value, ox.NamedNode)]

    def words(self, node: str, name: str) -> tuple[str, ...]:
        """Return the values of a property in words."""
        return tuple(dict.fromkeys(self.word(value) for value, _ in self.held(node, name)))

    def phrase(self, node: str, name: str) -> str:
        """Return the values of a property as one phrase: alternatives where sources disagree on them, else together."""
        return self.join(node, name, self.words(node, name))

    def join(self, node: str, name: str, words: Iterable[str]) -> str:
        """Join some values of a property as ``phrase`` does."""
        return (" or " if self.is_divided(node, name) else " and ").join(words)

    def is_divided(self, node: str, name: str) -> bool:
        """Say whether sources hold several values of a property against each other."""
        return (node, RG + name) in self._divided

    @cached_property
    def _divided(self) -> frozenset[tuple[str, str]]:
        """The slots in which sources hold several values against each other."""
        return frozenset((found.subject, found.predicate) for found in self.conflicts if found.kind == "values" and found.predicate)

    @cached_property
    def conflicts(self) -> list[Disagreement]:
        """What the sources of the whole dataset disagree on."""
        return conflicts(self.index, self.context)

    def values(self, node: str, name: str) -> tuple[Value, ...]:
        """Return the values of a property in words, those not on record with who says so."""
        return tuple(self.value(node, name, value, on_record) for value, on_record in self.held(node, name))

    def value(self, node: str, name: str, value: Term, on_record: bool) -> Value:
        """Put one value into words, with who says so where it is not on record."""
        return Value(self.word(value), on_record, self.sayings(self.affirming(node, name, value)), basis=self.basis_of(node, name, value))

    def affirming(self, node: str, name: str, value: Term | None = None) -> list[Claim]:
        """Return the claims that affirm a value of a property, or any."""
        found = self.index.assertions((node, RG + name))
        return [claim for claim, other in found if (value is None or other == value) and self.context.affirms(claim)]

    def basis_of(self, node: str, name: str, value: Term) -> str:
        """Say on what a value rests, as ``basis`` does; what stands in the authority records is stated."""
        recorded = value in self.ledger.about.get(node, {}).get(RG + name, ())
        return "" if recorded else self.basis(self.affirming(node, name, value))

    def basis(self, claims: Iterable[Claim]) -> str:
        """Say on what claims rest where none is stated by its source: inference goes before computing."""
        told = {tuple(self.ledger.values(claim.iri, "basis")) for claim in claims}
        bases = {next((word for word in _GUESSED if scheme_base("basis") + word in found), "") for found in told}
        return "" if not bases or "" in bases else "computed" if bases == {"computed"} else "inferred"

    def actuality(self, node: str) -> str:
        """Say in words whether something happened: it did where anything of it is on record or anybody tells of it as a fact."""
        told = self.words(node, "actuality")
        happened = self.slots_on_record(node) or any(self._tells_as_fact(claim, node) for claim in self.describing.get(node, ()))
        return told[0] if told and not happened else self.vocabulary.label(OCCURRED)

    def _tells_as_fact(self, claim: Claim, node: str) -> bool:
        """Say whether a claim tells of something and does not call it planned or the like."""
        told = {predicate: value for subject, predicate, value in claim.statements if subject == node and predicate not in DESCRIPTION}
        actuality = told.get(RG + "actuality")
        return bool(told) and self.context.affirms(claim) and (actuality is None or actuality == ox.NamedNode(OCCURRED))

    def is_intended(self, node: str) -> bool:
        """Say whether something is only planned, requested or did not occur."""
        return self.actuality(node) != self.vocabulary.label(OCCURRED)

    def slots_on_record(self, node: str) -> list[tuple[str, str]]:
        """Return the slots of a node that hold something on record."""
        return [slot for slot in self.index.of_subject(node) if slot in self.record]

    # --- words ---------------------------------------------------------------------------------------------------------------

    def word(self, value: Term) -> str:
        """Put a value into words: a date, a concept, the label of a node, a text as it is."""
        if isinstance(value, ox.NamedNode):
            return self.label(value.value)
        return describe(value.value) if value.datatype.value == EDTF else value.value

    def label(self, node: str) -> str:
        """Return what people call a node or a term; a protected person goes by the last part of the id alone."""
        if node.startswith(ROOT) and not node.startswith(self.ledger.base):
            return self.vocabulary.label(node)
        return self._labels.of(node) if self._labels.knows(node) else node.removeprefix(self.ledger.base)

    def given(self, node: str) -> str:
        """Return the label that stands in the data, or nothing."""
        return self._labels.given(node)

    def class_word(self, node: str) -> str:
        """Return the label of a node's most special class, or nothing."""
        classes = self.context.classes.get(node, frozenset())
        below = [iri for iri in classes if not any(iri in self._above(other) for other in classes if other != iri)]
        return self.vocabulary.label(min(below)) if below else ""

    def _above(self, iri: str) -> frozenset[str]:
        return frozenset(RG + name for name in self.vocabulary.ancestors.get(iri.removeprefix(RG), ()))

    def kind(self, node: str) -> str:
        """Return the kind of a node in words; several stand beside each other."""
        return self.phrase(node, "kind")

    def sign(self, node: str) -> str:
        """Name the kind of an actor that pictures give a shape to, as of a Participant."""
        kinds = self.context.kinds.get(node, frozenset())
        kinds = kinds.union(*(self.context.superiors.get(kind, ()) for kind in kinds))
        if scheme_base("body-kind") + "court" in kinds:
            return "court"
        if any(scheme_base("body-kind") + name in kinds for name in _WATCHING):
            return "monitoring-body"
        return next((sign for name, sign in _SIGNS.items() if self.is_a(node, name)), "group")

    def short(self, node: str) -> str:
        """Return the id of a node relative to the dataset's base."""
        return node.removeprefix(self.ledger.base)

    def names(self, node: str) -> tuple[Name, ...]:
        """Return the forms of a name: the labels first, then the NameForms; none for a protected person."""
        if PROTECTED in self.context.kinds.get(node, ()):
            return ()
        about = self.ledger.about
        found = [
            Name(value.value, value.language or "", "")
            for value in about.get(node, {}).get(RDFS_LABEL, ())
            if isinstance(value, ox.Literal)
        ]
        for form in self.nodes(node, "name"):
            labels = about.get(form, {}).get(RDFS_LABEL) or [value for _, value in self.index.assertions((form, RDFS_LABEL))]
            found += [Name(value.value, value.language or "", self.kind(form)) for value in labels if isinstance(value, ox.Literal)]
        return tuple({name.text: name for name in reversed(found)}[text] for text in dict.fromkeys(name.text for name in found))

    # --- who says what -------------------------------------------------------------------------------------------------------

    def sayings(self, claims: Iterable[Claim], disputing: Collection[str] = (), node: str = "") -> tuple[Saying, ...]:
        """Tell who makes claims, in the order of sources and passages; like ones in one source are told together.

        The claims in ``disputing`` stand there for the claim they dispute, whatever their stance. Where a ``node`` is given, it is
        also told what the claims say of it.
        """
        grouped: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
        for claim in sorted(set(claims), key=self.order):
            stance = "disputes" if claim.iri in disputing else self.vocabulary.label(claim.stance)
            voice = claim.claimants or claim.authors, stance, claim.voice
            grouped[claim.source, voice, self.gist(claim), self.basis([claim])].append(claim)
        return tuple(self._saying(found, disputing, node) for found in grouped.values())

    def told(self, node: str) -> tuple[Saying, ...]:
        """Tell who says anything of a node, and what."""
        return self.sayings(self.describing.get(node, ()), node=node)

    def _saying(self, claims: list[Claim], disputing: Collection[str], node: str) -> Saying:
        claim = claims[0]
        disputes = claim.iri in disputing
        own = claim.voice == "own"
        return Saying(
            claimants=tuple(self.label(actor) for actor in claim.claimants or claim.authors),
            stance="disputes" if disputes else self.vocabulary.label(claim.stance),
            polarity="denies" if disputes else self.context.polarity.get(claim.stance, ""),
            voice=claim.voice,
            through=() if own else tuple(self.label(author) for author in claim.authors),
            source=self.numbers.get(claim.source, 0),
            spots=tuple(dict.fromkeys(spot for claim in claims for spot in self.spots(claim))),
            claims=tuple(self.short(claim.iri) for claim in claims),
            gist=self.gist(claim) if claim.statements else "",
            says=tuple(dict.fromkeys(fact for claim in claims for fact in self.facts(claim, node))) if node else (),
            basis=self.basis([claim]),
        )

    def facts(self, claim: Claim, node: str) -> Iterable[str]:
        """Give what a claim says of a node beside what it is, in short phrases."""
        for subject, predicate, value in claim.statements:
            if subject == node and predicate not in DESCRIPTION and predicate not in _UNTOLD:
                yield f"{property_word(predicate)}: {self.word(value)}"

    def passages(self, claim: Claim) -> list[str]:
        """Return the passages a claim rests on, in the order of the text."""
        return sorted(self.ledger.values(claim.iri, "passage"), key=self._offset)

    def spots(self, claim: Claim) -> list[Spot]:
        """Say where a claim stands in its source."""
        return [Spot(self.one(found, "paragraph"), self.is_located(found), self.short(found)) for found in self.passages(claim)]

    def is_located(self, passage: str) -> bool:
        """Say whether position and digest of a passage are given."""
        return all(self.one(passage, name) for name in ("charStart", "charEnd", "sha256"))

    def order(self, claim: Claim) -> tuple[int, tuple[int, str], str]:
        """Put claims in the order of sources and passages."""
        return self.numbers.get(claim.source, 0), min(map(self._offset, self.passages(claim)), default=(0, "")), claim.iri

    def _offset(self, passage: str) -> tuple[int, str]:
        start, paragraph = self.one(passage, "charStart"), self.one(passage, "paragraph")
        number = re.match("[0-9]+", start or paragraph)
        return int(number[0]) if number else 0, paragraph

    def one(self, node: str, name: str) -> str:
        """Return the first value of a property that stands outside the claims' graphs, or nothing."""
        return next(iter(sorted(self.ledger.values(node, name))), "")

    def gist(self, claim: Claim) -> str:
        """Return what a claim says beside its triples."""
        return " ".join(self.ledger.values(claim.iri, "gist"))

    def about_nodes(self, claim: Claim) -> list[str]:
        """Return what a claim says it concerns, outside its triples."""
        return self.ledger.values(claim.iri, "concerns")

    def says_something(self, claim: Claim) -> bool:
        """Say whether a claim has triples beside type, label and kind."""
        return any(predicate not in DESCRIPTION for _, predicate, _ in claim.statements)


def describe(text: str) -> str:
    """Put a date into words; a text that is none stays as it is."""
    try:
        return dates.describe(text)
    except DateError:
        return text


def property_word(iri: str) -> str:
    """Name a property in plain words.

    >>> property_word(RG + "decidedBy")
    'decided by'
    """
    return re.sub("(?<=[a-z])([A-Z])", r" \1", iri.rsplit("#", 1)[-1]).lower()

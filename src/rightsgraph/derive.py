"""What a build derives from the claims: the graphs of entities, the record and the views."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from rightsgraph import policy, resources
from rightsgraph.errors import PolicyError
from rightsgraph.findings import nearest
from rightsgraph.ledger import Ledger, Properties, gather
from rightsgraph.policy import DESCRIPTION, Policy, Term, Triple
from rightsgraph.settings import Settings
from rightsgraph.terms import DEFAULT_BASE, KIND, RDF_TYPE, RDFS_LABEL, RG, graph_iri, scheme_base
from rightsgraph.vocabulary import Vocabulary

_LINKS: Final = {
    RG + "concerns": " concerning",
    RG + "agent": " by",
    RG + "decidedBy": " by",
    RG + "addressee": ", asked of",
    RG + "partOf": ", part of",
    RG + "respondsTo": ", in answer to",
}
_CONCERNS: Final = RG + "concerns"
NAMING: Final = tuple(_LINKS)
"""What a node without a label is called after, the first that it has."""
_UNDERGONE: Final = frozenset(
    "abduction arbitrary-detention arrest birth conviction death harassment hospitalization house-arrest ill-treatment illness"
    " imprisonment killing medical-treatment pre-trial release retrial solitary-confinement solitary-placement torture transfer"
    " trial unfair-trial".split()
)
"""Kinds of what people undergo: an arrest is *of* somebody, a statement or an investigation is not."""
PROTECTED: Final = scheme_base("person-kind") + "protected"


@dataclass(frozen=True)
class Derived:
    """The derived graphs of a dataset, sorted, and the ledger they were derived from.

    ``described`` are type, kind and label of what claims describe, ``recorded`` what is on record, ``viewed`` what each actor
    affirms.
    """

    ledger: Ledger
    policy: Policy
    described: tuple[Triple, ...]
    recorded: tuple[Triple, ...]
    viewed: Mapping[str, tuple[Triple, ...]]

    @property
    def entities(self) -> list[ox.Quad]:
        """The graph of entities as quads."""
        return as_quads(self.described, graph_iri(self.ledger.base, "entities"))

    @property
    def record(self) -> list[ox.Quad]:
        """The record as quads."""
        return as_quads(self.recorded, graph_iri(self.ledger.base, "record"))

    @property
    def views(self) -> list[ox.Quad]:
        """All views as quads."""
        return [quad for actor, found in self.viewed.items() for quad in as_quads(found, view_iri(self.ledger.base, actor))]

    def quads(self) -> Iterator[ox.Quad]:
        """Give the quads of all derived graphs."""
        yield from self.entities
        yield from self.record
        yield from self.views


def find_policy(name: str, root: Path | None = None, base: str = DEFAULT_BASE) -> Policy:
    """Read a policy by its name or by the path of its file.

    A dataset's own policies lie in its folder ``policies/`` and go before the shipped ones. Raises PolicyError with the
    nearest known name.
    """
    own = {path.stem: path for path in sorted((root / "policies").glob("*.yaml"))} if root else {}
    known = {**resources.policy_files(), **own}
    path = known.get(name) or (Path(name) if name.endswith((".yaml", ".yml")) else None)
    if path is None:
        raise PolicyError(f"there is no policy `{name}`{nearest(name, known)}", remedy=f"known are: {', '.join(sorted(known))}")
    return policy.load_policy(path, base)


def single_valued() -> frozenset[str]:
    """Return the properties of which a thing has one value at a time."""
    return policy.load_single_valued(resources.folder("ontology") / "policies" / "disagreement.yaml")


def derive(
    quads: Iterable[ox.Quad], dataset: Settings, vocabulary: Vocabulary, chosen: Policy | None = None, root: Path | None = None
) -> Derived:
    """Derive the graphs of a dataset from its quads, under a policy (default: the dataset's own choice).

    What an authority record says already is not repeated in the record or a view: no two default graphs share a triple.
    """
    ledger = gather(quads, vocabulary, dataset.base, single_valued())
    chosen = chosen or find_policy(dataset.policy, root, dataset.base)
    index = policy.Index(ledger.claims)
    context = policy.with_standing(index, chosen, ledger.context) if chosen.in_force else ledger.context
    record = policy.record(index, chosen, context)
    views = policy.views(index, context)
    known = ledger.known()
    said = ((claim.iri, triple) for claim in ledger.claims for triple in claim.statements)
    return Derived(
        ledger,
        chosen,
        _ordered(entities(said, ledger.about, vocabulary, dataset.language) - known),
        _ordered(record - known),
        {actor: _ordered(found - known) for actor, found in sorted(views.items())},
    )


def view_iri(base: str, actor: str) -> str:
    """Name the graph of an actor's view."""
    return graph_iri(base, f"view/{actor.removeprefix(base)}")


def _ordered(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    return tuple(sorted(triples, key=lambda triple: (triple[0], triple[1], str(triple[2]))))


def as_quads(triples: Iterable[Triple], graph: str) -> list[ox.Quad]:
    """Put triples into a graph."""
    name = ox.NamedNode(graph)
    return [ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, name) for subject, predicate, value in triples]


def entities(said: Iterable[tuple[str, Triple]], about: Properties, vocabulary: Vocabulary, language: str) -> set[Triple]:
    """Return type, kind and label of every node that a claim describes: one label for each language.

    ``said`` is what claims say, each statement with its claim. A node that no claim and no record labels gets a label of its
    kind and of what it concerns, as the first claim by name says.
    """
    described: set[Triple] = set()
    labels: list[Triple] = []
    naming: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for claim, (subject, predicate, value) in said:
        if predicate == RDFS_LABEL:
            labels.append((subject, predicate, value))
        elif predicate in DESCRIPTION:
            described.add((subject, predicate, value))
        elif predicate in NAMING:
            named = claim, value.value
            naming[subject][predicate] = min(naming[subject].get(predicate, named), named)
    described |= choose_labels(labels, about)
    called = {node: {name: value for name, (_, value) in found.items()} for node, found in naming.items()}
    names = Labels(about, described, called, vocabulary)
    types = {subject for subject, predicate, _ in described if predicate == RDF_TYPE}
    made = {(node, RDFS_LABEL, ox.Literal(names.of(node), language=language)) for node in types if not names.given(node)}
    return described | made


def choose_labels(said: Iterable[Triple], about: Properties) -> set[Triple]:
    """Choose one of the labels that claims give a node in a language: the most frequent, then the first by alphabet.

    None is chosen where an authority record labels the node in that language. Each claim's label is to be given once.
    """
    counted: defaultdict[tuple[str, str | None], Counter[Term]] = defaultdict(Counter)
    for subject, _, value in said:
        counted[subject, _language(value)][value] += 1
    kept = {key: min(found, key=lambda value: (-found[value], value.value)) for key, found in counted.items()}
    known = {(node, _language(value)) for node in {node for node, _ in kept} for value in about.get(node, {}).get(RDFS_LABEL, ())}
    return {(node, RDFS_LABEL, value) for (node, language), value in kept.items() if (node, language) not in known}


def _language(value: Term) -> str | None:
    return value.language if isinstance(value, ox.Literal) else None


class Labels:
    """Names for nodes: as given, or made from kind and surroundings.

    Of several labels the authority record's goes first, then the English one, then the first by language and alphabet. A
    protected person goes by the last part of the id alone, whatever is given.
    """

    def __init__(
        self, about: Properties, described: Iterable[Triple], naming: Mapping[str, Mapping[str, str]], vocabulary: Vocabulary
    ) -> None:
        self._given: dict[str, tuple[tuple[bool, bool, str, str], str]] = {}
        self._kinds: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._protected: set[str] = set()
        self._naming = naming
        self._vocabulary = vocabulary
        for subject, predicate, value in sorted(described, key=lambda triple: (triple[0], triple[1], str(triple[2]))):
            self._note(subject, predicate, value, recorded=False)
        for subject, found in about.items():
            for predicate, values in found.items():
                for value in sorted(values, key=str):
                    self._note(subject, predicate, value, recorded=True)

    def _note(self, subject: str, predicate: str, value: Term, recorded: bool) -> None:
        if predicate == RDFS_LABEL:
            language = _language(value) or ""
            label = (not recorded, language != "en", language, value.value), value.value
            self._given[subject] = min(self._given.get(subject, label), label)
        elif predicate == KIND:
            self._kinds[subject] = value.value
            if value.value == PROTECTED:
                self._protected.add(subject)
        elif predicate == RDF_TYPE:
            self._types.setdefault(subject, value.value)

    def given(self, node: str) -> str:
        """Return the label that stands in the data, or nothing."""
        return self._given[node][1] if node in self._given else ""

    def knows(self, node: str) -> bool:
        """Say whether there is more to name a node by than its id."""
        return node in self._given or node in self._protected or node in self._kinds or node in self._types

    def of(self, node: str, depth: int = 2) -> str:
        """Return a node's label, made up where none is given: its kind and what it concerns, or the last part of its id."""
        name = node.rsplit("/", 1)[-1]
        if node in self._protected:
            return f"protected person {name}"
        if node in self._given:
            return self.given(node)
        term = self._kinds.get(node) or self._types.get(node)
        kind = self._vocabulary.label(term) if term else name
        around = next(((name, value) for name in NAMING if (value := self._naming.get(node, {}).get(name))), None)
        if not (around and depth):
            return kind
        called, link = self._link(node, kind, around[0])
        return f"{called}{link} {self.of(around[1], depth - 1)}"

    def _link(self, node: str, kind: str, name: str) -> tuple[str, str]:
        """Return what a node is called before another's name, and the words between the two."""
        if name != _CONCERNS:
            return kind, _LINKS[name]
        if self._types.get(node) == RG + "Charge":
            return f"charge of {kind}", " against"
        undergone = self._types.get(node) == RG + "Relationship" or self._kinds.get(node, "").rsplit("/", 1)[-1] in _UNDERGONE
        return kind, " of" if undergone else " concerning"

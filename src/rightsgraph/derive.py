"""What a build derives from the claims: the graphs of entities, the record and the views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from rightsgraph import policy, resources
from rightsgraph.errors import PolicyError
from rightsgraph.findings import nearest
from rightsgraph.ledger import Ledger, Properties, gather
from rightsgraph.policy import DESCRIPTION, Policy, Triple
from rightsgraph.settings import Settings
from rightsgraph.terms import DEFAULT_BASE, KIND, RDF_TYPE, RDFS_LABEL, RG, graph_iri
from rightsgraph.vocabulary import Vocabulary

NAMING: Final = tuple(RG + name for name in ("concerns", "agent", "decidedBy", "addressee", "partOf", "respondsTo"))


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
    """Return type, kind and label of every node that a claim describes.

    ``said`` is what claims say, each statement with its claim. A node that no claim and no record labels gets a label of its
    kind and of what it concerns, as the first claim by name says.
    """
    described: set[Triple] = set()
    naming: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for claim, (subject, predicate, value) in said:
        if predicate in DESCRIPTION:
            described.add((subject, predicate, value))
        elif predicate in NAMING:
            named = claim, value.value
            naming[subject][predicate] = min(naming[subject].get(predicate, named), named)
    labels = Labels(
        about, described, {node: {name: value for name, (_, value) in found.items()} for node, found in naming.items()}, vocabulary
    )
    types = {subject for subject, predicate, _ in described if predicate == RDF_TYPE}
    made = {(node, RDFS_LABEL, ox.Literal(labels.of(node), language=language)) for node in types if not labels.given(node)}
    return described | made


class Labels:
    """Names for nodes: as given, or made from kind and surroundings."""

    def __init__(
        self,
        about: Mapping[str, Mapping[str, list[ox.NamedNode | ox.Literal]]],
        described: Iterable[Triple],
        naming: Mapping[str, Mapping[str, str]],
        vocabulary: Vocabulary,
    ) -> None:
        self._given: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._naming = naming
        self._vocabulary = vocabulary
        for subject, predicate, value in sorted(described, key=lambda triple: (triple[0], triple[1], str(triple[2]))):
            self._note(subject, predicate, value)
        for subject, found in about.items():
            for predicate, values in found.items():
                for value in sorted(values, key=str):
                    self._note(subject, predicate, value)

    def _note(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        if predicate == RDFS_LABEL:
            english = isinstance(value, ox.Literal) and value.language == "en"
            if english or subject not in self._given:
                self._given[subject] = value.value
        elif predicate == KIND or (predicate == RDF_TYPE and subject not in self._kinds):
            self._kinds[subject] = value.value

    def given(self, node: str) -> bool:
        """Say whether a label stands in the data."""
        return node in self._given

    def of(self, node: str, depth: int = 2) -> str:
        """Return a node's label, made up where none is given: its kind and what it concerns, or the last part of its id."""
        if node in self._given:
            return self._given[node]
        kind = self._vocabulary.label(self._kinds[node]) if node in self._kinds else node.rsplit("/", 1)[-1]
        around = next((value for name in NAMING if (value := self._naming.get(node, {}).get(name))), None)
        return f"{kind}: {self.of(around, depth - 1)}" if around and depth else kind
